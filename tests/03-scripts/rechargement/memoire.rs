//! La mémoire : ce qu'une version prenait est rendu quand elle a quitté le service.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use super::Fichier;

thread_local! {
    /// Les octets pris et non rendus par ce fil : les autres tests ne s'y mêlent pas.
    static OCTETS: Cell<isize> = const { Cell::new(0) };
}

/// L'allocateur du système, qui compte.
struct Compteur;

/// Ajoute au compte du fil, s'il existe encore.
fn compter(octets: isize) {
    let _ = OCTETS.try_with(|compte| compte.set(compte.get() + octets));
}

// SÛRETÉ : chaque demande est transmise telle quelle à `System`.
unsafe impl GlobalAlloc for Compteur {
    unsafe fn alloc(&self, demande: Layout) -> *mut u8 {
        compter(demande.size() as isize);
        // SÛRETÉ : l'appelant tient les conditions de `alloc`, les mêmes.
        unsafe { System.alloc(demande) }
    }

    unsafe fn dealloc(&self, bloc: *mut u8, demande: Layout) {
        compter(-(demande.size() as isize));
        // SÛRETÉ : le bloc vient de `System`, avec cette demande.
        unsafe { System.dealloc(bloc, demande) }
    }
}

#[global_allocator]
static ALLOCATEUR: Compteur = Compteur;

/// Une version qui a quitté le service rend sa mémoire.
#[test]
fn une_version_remplacee_rend_sa_memoire() {
    let texte = |tour: u32| {
        let donnees = format!("{tour:07}").repeat(1_000);
        format!("fn execute(text) {{ let d = \"{donnees}\"; `${{d.len}} ${{text}}` }}")
    };
    let fichier = Fichier::new(&texte(0));
    let script = fichier.charger();
    let mut apres_dix = 0;
    for tour in 1..=60 {
        fichier.ecrire(&texte(tour));
        assert_eq!(script.reload(), Ok(true));
        assert_eq!(script.execute("a").as_deref(), Ok("7000 a"));
        if tour == 10 {
            apres_dix = OCTETS.get();
        }
    }
    let gardes = OCTETS.get() - apres_dix;
    assert!(
        gardes < 100_000,
        "cinquante versions de 7 000 octets ont quitté le service, et {gardes} octets sont encore pris : \
         qui garde les anciennes ?"
    );
}
