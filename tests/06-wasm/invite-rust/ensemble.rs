//! Plusieurs tampons à la fois : chacun est à l'hôte jusqu'à ce qu'il le rende.

use super::super::sujet::{Span, alloc, dealloc, execute};
use super::{mal_rendus, octets, preter};

/// Ce qu'un tampon contient.
fn lire(zone: Span) -> Vec<u8> {
    // SÛRETÉ : le contrat dit que la zone est lisible tant qu'elle n'est pas rendue.
    unsafe { std::slice::from_raw_parts(zone.ptr, zone.len) }.to_vec()
}

/// Deux réponses tenues à la fois ne se confondent pas.
#[test]
fn deux_reponses_tenues_ne_se_confondent_pas() {
    let avant = octets();
    let textes = ["un premier texte", "été", "encore un autre, plus long"];
    let entrees = textes.map(|texte| preter(texte.as_bytes()));
    // SÛRETÉ : les entrées viennent d'alloc, et elles sont remplies.
    let sorties = entrees.map(|entree| unsafe { execute(entree) });
    let attendus = ["nu reimerp etxet", "été", "erocne nu ,ertua sulp gnol"];
    for (sortie, attendu) in sorties.iter().zip(attendus) {
        assert_eq!(
            String::from_utf8_lossy(&lire(*sortie)),
            attendu,
            "trois réponses sont à l'hôte en même temps : chacune a son tampon"
        );
    }
    for (entree, texte) in entrees.iter().zip(textes) {
        assert_eq!(
            lire(*entree),
            texte.as_bytes(),
            "le texte prêté reste à l'hôte, tel qu'il l'a écrit"
        );
    }
    // Rendus dans un autre ordre que pris.
    for zone in [
        sorties[1], entrees[2], sorties[0], entrees[0], sorties[2], entrees[1],
    ] {
        // SÛRETÉ : chaque tampon est rendu une fois.
        unsafe { dealloc(zone) };
    }
    assert_eq!(octets(), avant, "six tampons donnés, six tampons repris");
    assert_eq!(mal_rendus(), 0, "chacun avec la disposition de sa demande");
}

/// Un tampon demandé et un tampon cédé ont exactement leur longueur.
#[test]
fn un_tampon_a_exactement_sa_longueur() {
    for longueur in [1, 7, 8, 1000] {
        let avant = octets();
        let zone = Span {
            ptr: alloc(longueur),
            len: longueur,
        };
        assert_eq!(
            octets() - avant,
            longueur as isize,
            "alloc({longueur}) prend {longueur} octets"
        );
        // SÛRETÉ : alloc vient de donner cette place .
        let sortie = unsafe {
            zone.ptr.write_bytes(b'a', longueur);
            execute(zone)
        };
        assert_eq!(
            (sortie.len, octets() - avant),
            (longueur, 2 * longueur as isize),
            "execute cède un tampon qui a exactement la longueur du texte rendu, et ne garde rien \
             d'autre"
        );
        // SÛRETÉ : chaque tampon est rendu une fois.
        unsafe {
            dealloc(sortie);
            dealloc(zone);
        }
        assert_eq!((octets() - avant, mal_rendus()), (0, 0));
    }
}
