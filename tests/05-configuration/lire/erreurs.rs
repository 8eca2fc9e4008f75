//! L'erreur : sa colonne en caractères, sa ligne, le message de `toml`.

use super::refus;

/// La place de l'erreur de ce texte.
fn place(texte: &str) -> (usize, usize) {
    let erreur = refus(texte);
    (erreur.line, erreur.column)
}

/// La colonne compte des caractères : ni des octets, ni des unités UTF-16.
#[test]
fn la_colonne_compte_des_caracteres() {
    for (nom, colonne) in [
        ("ete", 35),
        ("été", 35),
        ("œuf", 35),
        ("🦀", 33),
        ("é🦀日", 35),
    ] {
        assert_eq!(
            place(&format!("module = [{{ type = \"{nom}\", actif = 3 }}]\n")),
            (1, colonne),
            "« é » occupe deux octets, « 🦀 » quatre octets et deux unités UTF-16 : une colonne chacun"
        );
    }
}

/// Ce qui précède la ligne ne change que le numéro de la ligne.
#[test]
fn les_lignes_precedentes_ne_changent_pas_la_colonne() {
    for avant in [
        "",
        "\n",
        "# été 🦀\n\n",
        "\r\n\r\n",
        "\n\n\n\n\n\n\n\n\n\n\n",
    ] {
        let ligne = 1 + avant.matches('\n').count();
        assert_eq!(
            place(&format!("{avant}  surprise = 3\nmodule = []\n")),
            (ligne, 3),
            "la clé inconnue est après {avant:?}"
        );
    }
    let long = "module = [\n  { type = \"a\" },\n\t{ type = \"été\", actif = \"non\" },\n]\n";
    assert_eq!(
        place(long),
        (3, 26),
        "une tabulation compte pour un caractère"
    );
}

/// Une faute au tout début et une faute à la toute fin ont leur place.
#[test]
fn une_faute_au_bord_du_texte_a_sa_place() {
    assert_eq!(place("= 3"), (1, 1));
    assert_eq!(place("surprise = 3\nmodule = []"), (1, 1));
    assert_eq!(
        place("module = []\nété"),
        (2, 4),
        "rien ne suit ces trois caractères"
    );
    assert_eq!(
        place("module = []\nx = \"é"),
        (2, 7),
        "la chaîne n'est pas fermée : fin du texte"
    );
}

/// Le message est celui de `toml`, et lui seul.
#[test]
fn le_message_est_celui_de_toml() {
    for texte in [
        "module = [\n",
        "= 3",
        "a = 1\na = 2\n",
        "module = \"é\n",
        "x = 1979-99-99",
    ] {
        let attendu = toml::from_str::<toml::Table>(texte).expect_err("ce texte n'est pas du TOML");
        assert_eq!(
            refus(texte).message,
            attendu.message(),
            "le message seul : `to_string()` y ajoute la position, déjà dans `line` et `column`, et un \
             dessin de la ligne"
        );
    }
    for (texte, debut) in [
        ("surprise = 3\nmodule = []\n", "unknown field `surprise`"),
        (
            "[[module]]\ntype = \"a\"\nactfi = 1\n",
            "unknown field `actfi`",
        ),
        ("[[module]]\nnom = \"a\"\n", "missing field `type`"),
        ("module = 3\n", "invalid type: integer `3`"),
    ] {
        let message = refus(texte).message;
        assert!(
            message.starts_with(debut),
            "attendu « {debut}… », obtenu « {message} »"
        );
    }
}
