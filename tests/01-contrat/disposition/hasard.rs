//! Des types tirés au sort, toujours les mêmes, comparés à ce que la bibliothèque standard calcule.

use std::alloc;

use super::super::sujet::{CType, Layout, field_offsets, layout_of};
use super::{scalaire, tableau};

/// Un tirage au sort qui rend toujours la même suite.
struct Sort(u64);

impl Sort {
    fn entre_zero_et(&mut self, fin: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % fin
    }

    /// Un type qui n'en contient pas d'autres sur plus de `niveaux`.
    fn un_type(&mut self, niveaux: u64) -> CType {
        match self.entre_zero_et(if niveaux == 0 { 4 } else { 8 }) {
            0 => scalaire::<u8>(),
            1 => scalaire::<u16>(),
            2 => scalaire::<u32>(),
            3 => scalaire::<u64>(),
            4 | 5 => {
                let len = self.entre_zero_et(6) as usize;
                tableau(self.un_type(niveaux - 1), len)
            }
            _ => CType::Struct(self.des_champs(niveaux - 1)),
        }
    }

    fn des_champs(&mut self, niveaux: u64) -> Vec<CType> {
        let combien = self.entre_zero_et(5);
        (0..combien).map(|_| self.un_type(niveaux)).collect()
    }
}

/// Un type, tel qu'on l'écrirait.
fn ecrire(ty: &CType) -> String {
    match ty {
        CType::Scalar(Layout { size, .. }) => format!("u{}", 8 * size),
        CType::Array { element, len } => format!("[{}; {len}]", ecrire(element)),
        CType::Struct(champs) => {
            let champs: Vec<_> = champs.iter().map(ecrire).collect();
            format!("{{ {} }}", champs.join(", "))
        }
    }
}

/// La disposition et les places que la bibliothèque standard calcule.
fn du_standard(ty: &CType) -> (alloc::Layout, Vec<usize>) {
    let disposition = |size, align| alloc::Layout::from_size_align(size, align).expect("petit");
    match ty {
        CType::Scalar(Layout { size, align }) => (disposition(*size, *align), vec![]),
        CType::Array { element, len } => {
            let (un, _) = du_standard(element);
            (disposition(un.size() * len, un.align()), vec![])
        }
        CType::Struct(champs) => {
            let mut toute = disposition(0, 1);
            let places = champs.iter().map(|champ| {
                let (suivante, place) = toute.extend(du_standard(champ).0).expect("petit");
                toute = suivante;
                place
            });
            let places = places.collect();
            (toute.pad_to_align(), places)
        }
    }
}

/// Mille structures tirées au sort ont la disposition que la bibliothèque standard leur donne.
#[test]
fn mille_structures_tirees_au_sort() {
    let mut sort = Sort(0x9E37_79B9_7F4A_7C15);
    for _ in 0..1000 {
        let champs = sort.des_champs(4);
        let structure = CType::Struct(champs.clone());
        let (attendue, places) = du_standard(&structure);
        assert_eq!(
            field_offsets(&champs),
            places,
            "la place des champs de {}",
            ecrire(&structure)
        );
        let obtenue = layout_of(&structure);
        assert_eq!(
            (obtenue.size, obtenue.align),
            (attendue.size(), attendue.align()),
            "la taille et l'alignement de {}",
            ecrire(&structure)
        );
    }
}
