//! Ce qui ne doit pas exister tant que personne ne l'a demandé.

use ch_features::combinations::label;

use super::arbre::{arbre, features_de, sans_cette_feature};
use super::{appeler, consommateur, plainte, programme};

/// Avec ces features, chacune de ces fonctions manque, et rien d'autre n'arrête le programme.
fn manquent(nom: &str, features: &[&str], fonctions: &[(&str, &str)]) {
    let appels: Vec<_> = fonctions
        .iter()
        .map(|(nom, arguments)| format!("{nom}({arguments})"))
        .collect();
    let appels: Vec<_> = appels.iter().map(String::as_str).collect();
    let cargo = consommateur(nom, features, &programme(&appels));
    let rapport = appeler(&cargo, &["check", "--quiet"]);
    let erreurs = rapport.errors();
    for (fonction, _) in fonctions {
        assert!(
            erreurs
                .iter()
                .any(|erreur| erreur.contains(&format!("`{fonction}`"))),
            "features {} : `{fonction}` existe sans sa feature. Un programme peut s'en servir sans \
             l'avoir demandée, et ne compilera plus le jour où vous poserez la condition",
            label(features)
        );
    }
    assert!(
        erreurs.len() == fonctions.len() && erreurs.iter().all(|erreur| erreur.contains("E0425")),
        "features {} : seule l'absence de ces fonctions doit arrêter ce programme :\n{}",
        label(features),
        plainte(&rapport)
    );
}

const JSON: [(&str, &str); 2] = [("modules_json", ""), ("frequences_json", "\"un mot\"")];
const MOTS: [(&str, &str); 2] = [
    ("frequences", "\"un mot\""),
    ("frequences_json", "\"un mot\""),
];

/// Sans la feature `json`, aucun export n'existe.
#[test]
fn sans_json_l_export_n_existe_pas() {
    manquent("export", &[], &JSON);
    manquent("export", &["frequences"], &JSON);
}

/// Sans la feature `frequences`, ni la fonction ni son export n'existent.
#[test]
fn sans_frequences_ses_fonctions_n_existent_pas() {
    manquent("mots", &[], &MOTS);
    manquent("mots", &["json"], &MOTS);
}

/// Les deux features existent.
fn verifier_les_features() {
    for feature in ["frequences", "json"] {
        assert!(
            arbre(&[feature]).success,
            "le paquet n'a pas de feature `{feature}`"
        );
    }
}

/// Aucune feature ne porte le nom de la dépendance.
#[test]
fn la_dependance_n_est_pas_une_feature() {
    verifier_les_features();
    assert!(
        sans_cette_feature(&arbre(&["lexique"])),
        "vos utilisateurs peuvent écrire features = [\"lexique\"] : sans `dep:`, une dépendance \
         optionnelle crée une feature de son nom"
    );
}

/// Rien n'est actif pour qui ne demande rien.
#[test]
fn aucune_feature_n_est_active_par_defaut() {
    verifier_les_features();
    let arbre = arbre(&["default"]);
    // Un paquet sans liste par défaut n'a pas de feature `default`.
    if sans_cette_feature(&arbre) {
        return;
    }
    assert!(arbre.success, "{}", arbre.stderr);
    assert_eq!(
        features_de("atelier-de-texte", &arbre).as_deref(),
        Some("default"),
        "qui ne demande rien reçoit ces features : la liste `default` doit rester vide"
    );
}
