//! Ce que l'exercice `configuration/lire` doit garantir.

use verifications::instantane;

use super::sujet::{Config, ConfigError, read};

fn lire(texte: &str) -> Config {
    read(texte).unwrap_or_else(|erreur| panic!("ce texte est correct :\n{texte}\n{erreur:?}"))
}

fn refus(texte: &str) -> ConfigError {
    match read(texte) {
        Ok(config) => panic!("ce texte devait être refusé :\n{texte}\nil a été lu : {config:?}"),
        Err(erreur) => erreur,
    }
}

#[test]
fn un_fichier_complet_est_lu() {
    let config = lire(
        "longueur_max = 500\n\n[[module]]\ntype = \"remplacer\"\nnom = \"tutoiement\"\n\
         actif = false\n\n[[module]]\ntype = \"compteur\"\nactif = true\n",
    );
    assert_eq!(
        config.max_chars, 500,
        "la clé de `max_chars` est `longueur_max`"
    );
    let [remplacer, compteur] = &config.modules[..] else {
        panic!(
            "deux modules, dans l'ordre du fichier : {:?}",
            config.modules
        )
    };
    assert_eq!(remplacer.kind, "remplacer", "la clé de `kind` est `type`");
    assert_eq!(
        remplacer.name.as_deref(),
        Some("tutoiement"),
        "la clé de `name` est `nom`"
    );
    assert!(!remplacer.enabled, "la clé de `enabled` est `actif`");
    assert!(compteur.enabled);
}

#[test]
fn ce_qui_n_est_pas_dit_prend_sa_valeur_par_defaut() {
    let config = lire("[[module]]\ntype = \"compteur\"\n");
    assert_eq!(
        config.max_chars, 10_000,
        "10 000 est la valeur par défaut de `longueur_max`"
    );
    let module = &config.modules[0];
    assert_eq!(module.name, None);
    assert!(
        module.enabled,
        "un module est actif si rien n'est dit ; la valeur par défaut d'un booléen, elle, est `false`"
    );
    assert!(module.options.is_empty());
}

#[test]
fn les_options_sont_gardees_telles_quelles() {
    let config =
        lire("[[module]]\ntype = \"a\"\n[module.options]\nquoi = 1\nsous = { cle = [true] }\n");
    let options = &config.modules[0].options;
    assert_eq!(
        options["quoi"].as_integer(),
        Some(1),
        "n'importe quelle clé est permise ici"
    );
    assert_eq!(options["sous"]["cle"][0].as_bool(), Some(true));
}

#[test]
fn une_cle_inconnue_est_refusee() {
    for (texte, ligne) in [
        ("longeur_max = 500\nmodule = []\n", 1),
        ("[[module]]\ntype = \"a\"\nactfi = false\n", 3),
        ("[[module]]\ntype = \"a\"\nenabled = false\n", 3),
    ] {
        let erreur = refus(texte);
        assert_eq!(
            erreur.line, ligne,
            "la ligne de la clé inconnue, dans :\n{texte}\n{erreur:?}"
        );
    }
}

#[test]
fn une_cle_obligatoire_ne_peut_pas_manquer() {
    let erreur = refus("");
    assert_eq!(
        (erreur.line, erreur.column),
        (1, 1),
        "un fichier vide n'a pas de clé `module` ; cette absence n'a pas d'autre place : {erreur:?}"
    );
    let erreur = refus("[[module]]\nnom = \"sans type\"\n");
    assert!(
        erreur.message.contains("type"),
        "`type` est obligatoire : {erreur:?}"
    );
}

#[test]
fn une_erreur_donne_sa_ligne_et_sa_colonne() {
    let textes = [
        "longueur_max = \"500\"\nmodule = []\n",
        "[[module]]\ntype = \"a\"\nactif = 1\n",
        "module = []\n\n  surprise = 3\n",
        "module = [\n",
        "[[module]]\r\ntype = 3\r\n",
    ];
    let places = textes.map(|texte| {
        let erreur = refus(texte);
        format!(
            "{texte:?} -> ligne {}, colonne {}",
            erreur.line, erreur.column
        )
    });
    instantane!("places", places.join("\n"));
}

#[test]
fn la_colonne_compte_des_caracteres() {
    let erreur = refus("module = [{ type = \"été\", actif = 3 }]\n");
    assert_eq!(
        (erreur.line, erreur.column),
        (1, 35),
        "« é » occupe deux octets et une seule colonne"
    );
}

#[test]
fn le_message_est_celui_de_toml() {
    let texte = "module = [\n";
    let attendu = toml::from_str::<toml::Table>(texte).expect_err("une liste ouverte");
    assert_eq!(
        refus(texte).message,
        attendu.message(),
        "le message seul : `to_string()` y ajoute la position, déjà dans `line` et `column`, et un \
         dessin de la ligne"
    );
}
