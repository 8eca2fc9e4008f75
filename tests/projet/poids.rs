//! Ce que le lecteur attend le plus longtemps : mdBook, compilé une fois et non trois.

use std::collections::BTreeSet;
use std::process::Command;

use super::racine;

/// Les paquets que compile cette sélection, chacun avec ses features.
fn paquets(selection: &[&str]) -> BTreeSet<String> {
    let sortie = Command::new(env!("CARGO"))
        .args(["tree", "--offline", "--locked", "--prefix", "none"])
        .args(["--format", "{p} [{f}]"])
        .args(selection)
        .current_dir(racine())
        .output()
        .expect("cargo se lance");
    let erreurs = String::from_utf8_lossy(&sortie.stderr);
    assert!(sortie.status.success(), "cargo tree a échoué : {erreurs}");
    let lignes = String::from_utf8(sortie.stdout).expect("cargo écrit de l'UTF-8");
    lignes
        .lines()
        // Cargo marque d'une étoile ce qu'il a déjà montré.
        .map(|ligne| ligne.trim_end_matches(" (*)").to_owned())
        .collect()
}

/// L'atelier demande de mdBook les mêmes features que tout l'espace de travail.
///
/// Des features différentes font une autre compilation : celui qui passe de `cargo run` à
/// `cargo atelier`, puis à `cargo test`, attendrait mdBook trois fois.
#[test]
fn l_atelier_est_compile_une_seule_fois() {
    let atelier = paquets(&["--package", "atelier", "--edges", "normal,build"]);
    assert!(
        atelier
            .iter()
            .any(|paquet| paquet.starts_with("mdbook-driver ")),
        "mdBook n'est plus une dépendance de l'atelier : ce test ne sert plus"
    );
    for (commande, aretes) in [
        ("cargo run", "normal,build"),
        ("cargo test", "normal,build,dev"),
    ] {
        let tout = paquets(&["--edges", aretes]);
        let ailleurs: Vec<_> = atelier.difference(&tout).collect();
        assert!(
            ailleurs.is_empty(),
            "« {commande} » compile autrement ces paquets de l'atelier : demandez-en les mêmes \
             features dans exercises/atelier/Cargo.toml : {ailleurs:#?}"
        );
    }
}
