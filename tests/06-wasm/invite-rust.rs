//! Ce que l'exercice `wasm/invite-rust` doit garantir.
//!
//! L'invité est d'abord jugé sur cette machine, où l'on compte ses tampons. Le dernier test le
//! compile pour WebAssembly et le fait tourner dans wasmer. Sans la cible, il est ignoré, et dit
//! comment l'installer : ni réussi, ni échoué.

use super::sujet::{Span, alloc, dealloc, execute};
use compteur::{mal_rendus, octets};

#[path = "invite-rust/compteur.rs"]
mod compteur;
#[path = "invite-rust/ensemble.rs"]
mod ensemble;
#[path = "invite-rust/paquet.rs"]
mod paquet;
#[path = "invite-rust/wasm.rs"]
mod wasm;

/// Demande de la place et y écrit `octets`, comme l'hôte.
fn preter(octets: &[u8]) -> Span {
    let ptr = alloc(octets.len());
    assert!(
        !ptr.is_null(),
        "alloc({}) n'a pas donné de place",
        octets.len()
    );
    // SÛRETÉ : alloc vient de donner cette place.
    unsafe { ptr.copy_from_nonoverlapping(octets.as_ptr(), octets.len()) };
    Span {
        ptr,
        len: octets.len(),
    }
}

/// Tout un appel : prêter, exécuter, copier la réponse, rendre les deux tampons.
fn appeler(octets: &[u8]) -> Vec<u8> {
    let entree = preter(octets);
    // SÛRETÉ : l'entrée vient d'alloc, et elle est remplie.
    let sortie = unsafe { execute(entree) };
    assert!(
        sortie.len < 1 << 20,
        "la réponse annonce {} octets : est-elle écrite ?",
        sortie.len
    );
    let copie = match sortie.len {
        0 => Vec::new(),
        // SÛRETÉ : le contrat dit que la réponse est lisible tant qu'elle n'est pas rendue.
        len => unsafe { std::slice::from_raw_parts(sortie.ptr, len) }.to_vec(),
    };
    // SÛRETÉ : chaque tampon est rendu une fois.
    unsafe {
        dealloc(sortie);
        dealloc(entree);
    }
    copie
}

/// Le texte est traité.
#[test]
fn le_texte_est_traite() {
    for (texte, attendu) in [
        ("bonjour toi", "ruojnob iot"),
        ("été  là", "été  àl"),
        ("a", "a"),
        (" ", " "),
        ("a\0b \u{1f600}c", "b\0a c\u{1f600}"),
    ] {
        let obtenu = String::from_utf8(appeler(texte.as_bytes())).expect("de l'UTF-8");
        assert_eq!(obtenu, attendu);
    }
    let long = "mot à mot ".repeat(50_000);
    assert!(
        appeler(long.as_bytes()) == "tom à tom ".repeat(50_000).as_bytes(),
        "un texte de {} octets n'est pas traité comme les autres",
        long.len()
    );
}

/// `alloc` donne de la place, ou une adresse nulle.
#[test]
fn alloc_donne_de_la_place_ou_une_adresse_nulle() {
    assert!(alloc(0).is_null(), "aucun octet : aucune adresse");
    for absurde in [usize::MAX, isize::MAX as usize, isize::MAX as usize + 1] {
        assert!(
            alloc(absurde).is_null(),
            "une demande absurde, {absurde} octets, n'est pas une panique"
        );
    }
    let zone = preter(b"des octets");
    // SÛRETÉ : la zone vient d'alloc.
    unsafe { dealloc(zone) };
}

/// Tout tampon est rendu en entier.
#[test]
fn tout_tampon_est_rendu_en_entier() {
    appeler("un premier appel, pour ce que Rust garde".as_bytes());
    let avant = octets();
    for tour in 0..50 {
        appeler("des mots à rendre ".repeat(tour + 1).as_bytes());
    }
    assert_eq!(
        octets() - avant,
        0,
        "des octets restent : un tampon oublié, ou rendu avec une autre longueur que la sienne \
         (un String a souvent plus de capacité que de longueur)"
    );
    assert_eq!(
        mal_rendus(),
        0,
        "des tampons sont rendus avec une autre disposition que la leur : même longueur, même \
         alignement. Pour des octets, l'alignement est 1"
    );
}

/// Ce qui n'est pas du texte donne une zone vide.
#[test]
fn ce_qui_n_est_pas_du_texte_donne_une_zone_vide() {
    let vide = Span {
        ptr: std::ptr::null_mut(),
        len: 0,
    };
    for fautifs in [&[b'a', 0xFF, b'b'][..], &"é".as_bytes()[..1], b"\xE2\x82"] {
        let avant = octets();
        let entree = preter(fautifs);
        // SÛRETÉ : l'entrée vient d'alloc, et elle est remplie.
        assert_eq!(unsafe { execute(entree) }, vide, "{fautifs:?}");
        // Le même tampon, sans texte dedans.
        let sans_texte = Span { len: 0, ..entree };
        // SÛRETÉ : aucun octet n'est à lire.
        assert_eq!(
            unsafe { execute(sans_texte) },
            vide,
            "un texte vide donne une zone vide"
        );
        // SÛRETÉ : rendue une fois.
        unsafe { dealloc(entree) };
        assert_eq!(octets(), avant, "un refus ne prend rien");
    }
    // SÛRETÉ : une zone vide n'a pas d'octets.
    let rendu = unsafe { execute(vide) };
    assert_eq!(rendu, vide, "un texte vide donne une zone vide");
    // SÛRETÉ : il n'y a rien à reprendre.
    unsafe { dealloc(vide) };
}
