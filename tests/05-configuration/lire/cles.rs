//! Les clés : celles qui manquent, celles qui sont de trop.

use super::refus;

/// Une clé inconnue est refusée, à la racine comme dans un module.
#[test]
fn une_cle_inconnue_est_refusee() {
    for (texte, ligne) in [
        ("longeur_max = 500\nmodule = []\n", 1),
        ("[[module]]\ntype = \"a\"\nactfi = false\n", 3),
        ("[[module]]\ntype = \"a\"\nenabled = false\n", 3),
        ("module = []\nmax_chars = 500\n", 2),
        ("module = []\nactif = true\n", 2),
        (
            "[[module]]\ntype = \"a\"\n[[module]]\ntype = \"b\"\nActif = true\n",
            5,
        ),
        ("[[module]]\ntype = \"a\"\nquoi = { libre = 1 }\n", 3),
    ] {
        let erreur = refus(texte);
        assert_eq!(
            erreur.line, ligne,
            "la ligne de la clé inconnue, dans :\n{texte}\n{erreur:?}"
        );
    }
}

/// Une clé obligatoire ne peut pas manquer.
#[test]
fn une_cle_obligatoire_ne_peut_pas_manquer() {
    let erreur = refus("");
    assert_eq!(
        (erreur.line, erreur.column),
        (1, 1),
        "un fichier vide n'a pas de clé `module` ; cette absence n'a pas d'autre place : {erreur:?}"
    );
    let erreur = refus("longueur_max = 500\n");
    assert!(
        erreur.message.contains("module"),
        "`module` est obligatoire : {erreur:?}"
    );
    let erreur = refus("[[module]]\nnom = \"sans type\"\n");
    assert!(
        erreur.message.contains("type"),
        "`type` est obligatoire : {erreur:?}"
    );
}
