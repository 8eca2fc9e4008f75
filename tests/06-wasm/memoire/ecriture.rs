//! Écrire un texte dans la mémoire de l'invité.

use super::super::sujet::{LIMIT, TextError, write_text};
use super::{memoire, memoire_de};

/// Un texte s'écrit à l'adresse donnée.
#[test]
fn un_texte_s_ecrit_a_l_adresse_donnee() {
    let (store, memory) = memoire(0, b"");
    let view = memory.view(&store);
    for (ptr, texte) in [(65534, "é"), (0, "a\u{1f600}b"), (1000, "mot"), (65536, "")] {
        assert_eq!(write_text(&view, ptr, texte), Ok(()), "{texte:?} en {ptr}");
        let mut lu = vec![0; texte.len()];
        view.read(u64::from(ptr), &mut lu).expect("c'est dedans");
        assert_eq!(lu, texte.as_bytes(), "en {ptr}");
    }
}

/// L'adresse rendue par `alloc` peut mentir, et rien n'est alors écrit.
#[test]
fn l_adresse_rendue_par_alloc_peut_mentir() {
    let (store, memory) = memoire(0, b"");
    let view = memory.view(&store);
    for ptr in [65535, 65536, 65537, u32::MAX] {
        assert_eq!(
            write_text(&view, ptr, "é"),
            Err(TextError::OutOfBounds),
            "alloc a rendu {ptr}, hors de la mémoire"
        );
    }
    assert_eq!(
        write_text(&view, 65537, ""),
        Err(TextError::OutOfBounds),
        "même une zone vide doit être dans la mémoire, ou à sa fin"
    );
    let octets = view.copy_to_vec().expect("une page se copie");
    assert!(
        octets.iter().all(|octet| *octet == 0),
        "après un refus, la mémoire de l'invité est telle qu'elle était"
    );
}

/// La limite vaut dans les deux sens, en octets, et se regarde avant les bornes.
#[test]
fn la_limite_vaut_aussi_en_ecriture() {
    let (store, memory) = memoire_de(20, 0, b"");
    let view = memory.view(&store);
    let juste = "é".repeat(LIMIT as usize / 2);
    assert_eq!(
        write_text(&view, 64, &juste),
        Ok(()),
        "LIMIT octets exactement : c'est permis"
    );
    for trop in [
        "x".repeat(LIMIT as usize + 1),
        // Moins de LIMIT caractères, mais plus de LIMIT octets.
        format!("{juste}é"),
        "\u{1f600}".repeat(LIMIT as usize / 4) + "x",
    ] {
        for ptr in [0, u32::MAX] {
            assert_eq!(
                write_text(&view, ptr, &trop),
                Err(TextError::TooLong),
                "{} octets, {} caractères : LIMIT compte des octets, et se regarde avant les bornes",
                trop.len(),
                trop.chars().count()
            );
        }
    }
}
