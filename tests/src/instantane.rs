//! Les instantanés : insta juge, et nous expliquons en français.

use std::fs;
use std::path::{Path, PathBuf};

use similar::{ChangeTag, TextDiff};

use crate::en_tete::sans_en_tete;

/// Compare un texte à l'instantané `nom`, rangé dans `snapshots/` à côté du fichier de test.
///
/// L'instantané vient de la solution de référence. En cas d'écart, la différence est
/// écrite sur l'erreur standard : `-` devant ce qui est attendu, `+` devant ce qui est obtenu.
///
/// ```ignore
/// instantane!("transcription", transcript.to_string());
/// ```
#[macro_export]
macro_rules! instantane {
    ($nom:literal, $obtenu:expr $(,)?) => {{
        let obtenu: ::std::string::String = ($obtenu).to_string();
        $crate::montrer_la_difference(
            ::std::env!("CARGO_MANIFEST_DIR"),
            ::std::file!(),
            ::std::module_path!(),
            $nom,
            &obtenu,
        );
        // Le nom de l'expression varierait d'un appelant à l'autre : l'instantané ne le garde pas.
        $crate::__insta::with_settings!({ omit_expression => true }, {
            $crate::__insta::assert_snapshot!($nom, obtenu);
        });
    }};
}

/// Écrit sur l'erreur standard ce qui sépare `obtenu` de l'instantané, s'il y a écart.
///
/// Ne décide de rien : l'assertion d'insta, qui suit dans [`instantane!`], est seule juge.
pub fn montrer_la_difference(paquet: &str, fichier: &str, module: &str, nom: &str, obtenu: &str) {
    let Some(chemin) = chemin_de_l_instantane(paquet, fichier, module, nom) else {
        return;
    };
    let Ok(instantane) = fs::read_to_string(&chemin) else {
        return;
    };
    let attendu = normaliser(sans_en_tete(&instantane));
    let obtenu = normaliser(obtenu);
    if attendu != obtenu {
        eprintln!("{}", difference(nom, &attendu, &obtenu));
    }
}

/// `snapshots/<module>__<nom>.snap`, à côté du fichier de test. `file!()` est relatif à la
/// racine de l'espace de travail : on la cherche en remontant depuis le paquet.
fn chemin_de_l_instantane(paquet: &str, fichier: &str, module: &str, nom: &str) -> Option<PathBuf> {
    let fichier = Path::new(paquet)
        .ancestors()
        .map(|racine| racine.join(fichier))
        .find(|candidat| candidat.is_file())?;
    let nom = format!("{}__{nom}.snap", module.replace("::", "__"));
    Some(fichier.parent()?.join("snapshots").join(nom))
}

/// Comme insta : les fins de ligne et les blancs de la fin ne comptent pas.
fn normaliser(texte: &str) -> String {
    texte
        .replace("\r\n", "\n")
        .trim_end()
        .trim_start_matches('\n')
        .to_owned()
}

fn difference(nom: &str, attendu: &str, obtenu: &str) -> String {
    let mut rapport = format!("instantané « {nom} » : - attendu, + obtenu\n");
    for ligne in TextDiff::from_lines(attendu, obtenu).iter_all_changes() {
        let signe = match ligne.tag() {
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
            ChangeTag::Equal => ' ',
        };
        let texte = ligne.value().trim_end_matches('\n');
        rapport.push_str(&format!("  {signe} {texte}\n"));
    }
    rapport
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_difference_dit_ce_qui_etait_attendu_et_ce_qui_est_obtenu() {
        let rapport = difference("essai", "un\ndeux", "un\ntrois");
        assert_eq!(
            rapport,
            "instantané « essai » : - attendu, + obtenu\n    un\n  - deux\n  + trois\n"
        );
    }
}
