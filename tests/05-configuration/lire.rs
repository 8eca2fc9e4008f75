//! Ce que l'exercice `configuration/lire` doit garantir.

use verifications::instantane;

use super::sujet::{Config, ConfigError, read};

#[path = "lire/cles.rs"]
mod cles;
#[path = "lire/erreurs.rs"]
mod erreurs;

fn lire(texte: &str) -> Config {
    read(texte).unwrap_or_else(|erreur| panic!("ce texte est correct :\n{texte}\n{erreur:?}"))
}

fn refus(texte: &str) -> ConfigError {
    match read(texte) {
        Ok(config) => panic!("ce texte devait être refusé :\n{texte}\nil a été lu : {config:?}"),
        Err(erreur) => erreur,
    }
}

/// Un fichier complet est lu, dans son ordre.
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
    assert_eq!(compteur.name, None, "seul le premier module a un nom à lui");
    let ordre = lire("module = [{ type = \"c\" }, { type = \"a\" }, { type = \"b\" }]");
    let types: Vec<_> = ordre.modules.iter().map(|module| &*module.kind).collect();
    assert_eq!(
        types,
        ["c", "a", "b"],
        "l'ordre du fichier, et non l'alphabet"
    );
}

/// `longueur_max` prend toutes les valeurs d'un `u32`, et elles seules.
#[test]
fn longueur_max_est_un_u32() {
    for valeur in [0, 1, 500, 10_000, 10_001, u32::MAX] {
        let config = lire(&format!("longueur_max = {valeur}\nmodule = []\n"));
        assert_eq!(
            config.max_chars, valeur,
            "`longueur_max` se garde telle quelle"
        );
        assert!(config.modules.is_empty(), "une liste vide est une liste");
    }
    for valeur in ["-1", "4294967296", "1.0", "\"500\"", "true"] {
        let erreur = refus(&format!("longueur_max = {valeur}\nmodule = []\n"));
        assert_eq!(
            erreur.line, 1,
            "{valeur} n'est pas une longueur : {erreur:?}"
        );
    }
}

/// Ce qui n'est pas dit prend sa valeur par défaut.
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

/// Les options sont gardées telles quelles.
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
    let ecrites =
        "actif = 3\nfois = 2.5\nnom = \"été\"\nquand = 1979-05-27\nrien = {}\ntype = []\n";
    let config = lire(&format!(
        "[[module]]\ntype = \"a\"\n[module.options]\n{ecrites}"
    ));
    assert_eq!(
        Ok(&config.modules[0].options),
        ecrites.parse::<toml::Table>().as_ref(),
        "les options ne regardent que le module, même quand elles portent le nom d'une de ses clés"
    );
    assert!(
        config.modules[0].enabled,
        "`options.actif` n'est pas `actif`"
    );
}

/// Une erreur donne sa ligne et sa colonne.
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
