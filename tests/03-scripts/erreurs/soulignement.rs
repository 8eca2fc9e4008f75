//! Le soulignement : sous le mot, en caractères, à la largeur du terminal.

use super::{EvalAltResult, Position, rapport, report};

/// L'extrait et son soulignement, pour une erreur placée à la main.
fn souligner(ligne: &str, colonne: u16) -> String {
    let erreur = EvalAltResult::ErrorRuntime("cassé".into(), Position::new(1, colonne));
    let rapport = report("salut.rhai", ligne, &erreur);
    let lignes: Vec<_> = rapport.lines().skip(3).collect();
    lignes.join("\n")
}

/// Ce qui précède le mot compte pour ses caractères, quels qu'ils soient.
#[test]
fn les_accents_ne_decalent_pas_le_soulignement() {
    for (chaine, avant) in [("é œuf", 17), ("🦀", 13), ("œ🦀é", 15)] {
        let script = format!("let e = \"{chaine}\"; txet");
        let signes = " ".repeat(avant);
        let rapport = rapport(&script);
        assert!(
            rapport.ends_with(&format!("1 | {script}\n  | {signes}^^^^")),
            "la colonne compte des caractères : « é », « œ » et « 🦀 » comptent chacun pour un\n{rapport}"
        );
    }
}

/// Le soulignement couvre le mot entier : lettres accentuées, chiffres et `_`.
#[test]
fn le_mot_est_souligne_en_entier() {
    for (ligne, colonne, signes) in [
        ("nom_du_mot + 1", 1, "^^^^^^^^^^"),
        ("mot2024;", 1, "^^^^^^^"),
        ("été_no_2();", 1, "^^^^^^^^"),
        ("_a;", 1, "^^"),
        ("a.œuvre", 3, "^^^^^"),
        ("日本 x", 1, "^^"),
        ("dix-sept", 1, "^^^"),
        ("fin", 3, "^"),
    ] {
        let marge = " ".repeat(usize::from(colonne) - 1);
        assert_eq!(
            souligner(ligne, colonne),
            format!("  | {marge}{signes}"),
            "le mot qui commence à la colonne {colonne} de « {ligne} »"
        );
    }
}

/// Là où il n'y a pas de mot, il y a un seul signe.
#[test]
fn sans_mot_un_seul_signe() {
    for (ligne, colonne) in [
        ("(a)", 1),
        ("a == b", 3),
        ("« a »", 1),
        ("\"a\"", 1),
        ("a b", 2),
    ] {
        let marge = " ".repeat(usize::from(colonne) - 1);
        assert_eq!(souligner(ligne, colonne), format!("  | {marge}^"));
    }
}

/// Une tabulation reste une tabulation, où qu'elle soit devant le mot.
#[test]
fn une_tabulation_reste_une_tabulation() {
    let rapport = rapport("\ttxet");
    assert!(
        rapport.ends_with("1 | \ttxet\n  | \t^^^^"),
        "le terminal choisit la largeur d'une tabulation : recopiez-la\n{rapport:?}"
    );
    for (ligne, colonne, attendu) in [
        ("a;\t\ttxet", 5, "  |   \t\t^^^^"),
        ("\t é\ttxet", 5, "  | \t  \t^^^^"),
        ("\u{a0}txet", 2, "  |  ^^^^"),
        ("txet\t", 1, "  | ^^^^"),
    ] {
        assert_eq!(
            souligner(ligne, colonne),
            attendu,
            "devant le mot de {ligne:?}, chaque tabulation reste, tout le reste devient une espace"
        );
    }
}

/// Un fichier écrit sous Windows se montre sans ses retours chariot.
#[test]
fn les_fins_de_ligne_de_windows_conviennent() {
    let rapport = rapport("let a = 1;\r\n  txet.trim();\r\nlet b = 2;\r\n");
    assert!(
        rapport.ends_with(" --> salut.rhai:2:3\n2 |   txet.trim();\n  |   ^^^^"),
        "la ligne se montre sans sa fin, « \\r\\n » comprise\n{rapport:?}"
    );
}
