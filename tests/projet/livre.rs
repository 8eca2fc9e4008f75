//! La construction du livre : ce qui traîne dans ses sources ne l'empêche pas, une page
//! illisible n'emporte pas les autres, et le livre en service n'est jamais absent.

use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use atelier::livre;

use crate::commun::Essai;

fn page(essai: &Essai, nom: &str) -> String {
    fs::read_to_string(essai.chemin("target/livre").join(nom)).expect("la page est construite")
}

/// Un lien rompu posé par un éditeur à côté d'une page ouverte n'est pas une page.
#[cfg(unix)]
#[test]
fn les_restes_d_un_editeur_n_empechent_pas_de_construire() {
    let essai = Essai::nouveau();
    std::os::unix::fs::symlink(
        "quelqu'un@machine.1234",
        essai.chemin("book/src/.#debut.md"),
    )
    .expect("un lien rompu, comme ceux d'Emacs");
    essai.ecrire("book/src/.debut.md.swp", "x");
    essai.ecrire("book/src/figure.svg", "<svg/>");
    livre::construire(&essai.projet()).expect("le livre se construit");
    assert!(page(&essai, "debut.html").contains("Début"));
    assert_eq!(page(&essai, "figure.svg"), "<svg/>");
}

/// Une marque d'ordre des octets (BOM) devant un énoncé ne cache pas son titre.
#[test]
fn un_enonce_qui_commence_par_une_marque_se_lit() {
    let essai = Essai::nouveau();
    let enonce = "exercises/01-essai/double/README.md";
    let texte = fs::read_to_string(essai.chemin(enonce)).expect("l'énoncé");
    essai.ecrire(enonce, &format!("\u{feff}{texte}"));
    let construction = livre::construire_malgre_tout(&essai.projet()).expect("le livre");
    assert!(
        construction.illisibles.is_empty(),
        "{:?}",
        construction.illisibles
    );
    assert!(page(&essai, "01-essai/double.html").contains("Doubler un nombre"));
}

/// Une page illisible dit pourquoi, et les autres sont là ; le mainteneur, lui, est arrêté.
#[test]
fn une_page_illisible_n_emporte_pas_les_autres() {
    let essai = Essai::nouveau();
    essai.remplacer(
        "exercises/01-essai/double/Cargo.toml",
        "niveau = 1",
        "niveau = <9>",
    );
    let construction = livre::construire_malgre_tout(&essai.projet()).expect("le livre");
    let [erreur] = &construction.illisibles[..] else {
        panic!("une page illisible : {:?}", construction.illisibles);
    };
    for attendu in [
        "book/src/01-essai/double.md",
        "exercises/01-essai/double/Cargo.toml",
    ] {
        assert!(erreur.fait.contains(attendu), "{erreur}");
    }
    assert!(page(&essai, "debut.html").contains("Début"));
    assert!(page(&essai, "01-essai/double.html").contains("Page illisible"));
    let refus = livre::construire(&essai.projet()).expect_err("le mainteneur doit le savoir");
    assert!(
        refus.fait.contains("book/src/01-essai/double.md"),
        "{refus}"
    );
}

/// Deux ateliers reconstruisent le livre à la fois : aucun n'échoue, et qui lit une page la
/// trouve entière, et en français.
#[test]
fn deux_constructions_a_la_fois_ne_se_genent_pas() {
    let essai = Essai::nouveau();
    livre::construire(&essai.projet()).expect("le livre");
    let entiere = page(&essai, "debut.html");
    assert!(!entiere.contains("Toggle Table of Contents"), "en anglais");
    let fini = AtomicBool::new(false);
    thread::scope(|portee| {
        let construire =
            || (0..4).for_each(|_| drop(livre::construire(&essai.projet()).expect("le livre")));
        let ateliers = [portee.spawn(construire), portee.spawn(construire)];
        portee.spawn(|| {
            while !fini.load(Ordering::Relaxed) {
                // Le temps d'un renommage, la page peut manquer ; elle n'est jamais à moitié faite.
                if let Ok(lue) = fs::read_to_string(essai.chemin("target/livre/debut.html")) {
                    assert_eq!(lue, entiere);
                }
                thread::sleep(Duration::from_millis(1));
            }
        });
        let issues = ateliers.map(|atelier| atelier.join());
        fini.store(true, Ordering::Relaxed);
        assert!(
            issues.iter().all(Result::is_ok),
            "une construction a échoué"
        );
    });
    assert_eq!(page(&essai, "debut.html"), entiere);
    let chantiers = fs::read_dir(essai.chemin("target/atelier"))
        .expect("la mémoire")
        .count();
    assert_eq!(chantiers, 0, "aucun chantier ne reste");
}
