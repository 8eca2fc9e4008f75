//! Ce que `cargo tree` dit du paquet : ses dépendances, et les features de chacune.

use ch_features::combinations::{Report, label};

use super::{appeler, consommateur, plainte};

/// Le paquet n'a pas la feature qu'on lui demande.
pub(super) fn sans_cette_feature(rapport: &Report) -> bool {
    rapport.stderr.contains("does not have that feature")
}

/// Le paquet et ce qu'il fait compiler avec ces features : `nom [features actives]`, un par ligne.
pub(super) fn arbre(features: &[&str]) -> Report {
    let cargo = consommateur("arbre", features, "fn main() {}\n");
    let format = ["--prefix", "none", "--format", "{p} [{f}]"];
    appeler(
        &cargo,
        &[&["tree", "-e", "normal,build"], &format[..]].concat(),
    )
}

/// Les features de la dépendance `nom` dans un arbre ; `None` si elle n'y est pas.
pub(super) fn features_de(nom: &str, arbre: &Report) -> Option<String> {
    let mut lignes = arbre.stdout.lines();
    let ligne = lignes.find(|ligne| ligne.starts_with(&format!("{nom} ")))?;
    let (_, features) = ligne.rsplit_once('[')?;
    Some(features.split(']').next().unwrap_or_default().to_owned())
}

/// Les features de `lexique` quand le paquet a celles-ci ; `None` s'il n'est pas compilé.
pub(super) fn lexique(features: &[&str]) -> Option<String> {
    let arbre = arbre(features);
    assert!(
        arbre.success,
        "cargo refuse les features {} :\n{}",
        label(features),
        plainte(&arbre)
    );
    features_de("lexique", &arbre)
}
