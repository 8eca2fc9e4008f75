//! L'interface de mdBook en français.
//!
//! mdBook n'a pas de traductions : ses mots sont écrits dans ses gabarits et ses scripts.
//! Plutôt que d'en recopier les fichiers, nous remplaçons ces mots dans les pages
//! construites. Si une nouvelle version de mdBook en change un, le test `interface` de
//! l'atelier le dit.

use std::path::Path;

use crate::{Resultat, fichiers};

/// (en anglais, en français), dans les pages HTML.
const PAGES: &[(&str, &str)] = &[];

/// (en anglais, en français), dans les scripts.
const SCRIPTS: &[(&str, &str)] = &[];

/// Traduit l'interface de toutes les pages de `dossier`.
///
/// # Errors
///
/// Si une page ne peut pas être lue ou écrite.
pub fn traduire(dossier: &Path) -> Resultat<()> {
    for chemin in fichiers::sous(dossier) {
        let table = match chemin.extension().and_then(|extension| extension.to_str()) {
            Some("html") => PAGES,
            Some("js") => SCRIPTS,
            _ => continue,
        };
        let source = fichiers::lire(&chemin)?;
        fichiers::ecrire(&chemin, remplacer(source, table).as_bytes())?;
    }
    Ok(())
}

fn remplacer(source: String, table: &[(&str, &str)]) -> String {
    table.iter().fold(source, |texte, (anglais, francais)| {
        texte.replace(anglais, francais)
    })
}

/// Les mots de la table qui ne sont dans aucune page construite : mdBook les a changés.
///
/// # Errors
///
/// Si une page ne peut pas être lue.
pub fn disparus(dossier: &Path) -> Resultat<Vec<&'static str>> {
    let mut textes = String::new();
    for chemin in fichiers::sous(dossier) {
        if chemin
            .extension()
            .is_some_and(|extension| extension == "html" || extension == "js")
        {
            textes.push_str(&fichiers::lire(&chemin)?);
        }
    }
    let table = PAGES.iter().chain(SCRIPTS);
    Ok(table
        .filter(|(_, francais)| !textes.contains(francais))
        .map(|(anglais, _)| *anglais)
        .collect())
}
