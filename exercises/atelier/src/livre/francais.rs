//! L'interface de mdBook en français.
//!
//! mdBook n'a pas de traductions : ses mots sont écrits dans ses gabarits et ses scripts.
//! Plutôt que d'en recopier les fichiers, nous remplaçons ces mots dans les pages
//! construites. Si une nouvelle version de mdBook en change un, l'audit le dit.

use std::path::Path;

use crate::{Resultat, fichiers};

/// (en anglais, en français), dans les pages HTML. Les attributs sont pris avec leur nom :
/// un mot anglais dans la prose d'une page n'est pas touché.
const PAGES: &[(&str, &str)] = &[
    (
        "Toggle Table of Contents\"",
        "Afficher ou cacher le sommaire\"",
    ),
    (
        "aria-label=\"Table of contents\"",
        "aria-label=\"Sommaire\"",
    ),
    ("=\"Change theme\"", "=\"Changer de thème\""),
    ("aria-label=\"Themes\"", "aria-label=\"Thèmes\""),
    (
        "id=\"mdbook-theme-default_theme\">Auto<",
        "id=\"mdbook-theme-default_theme\">Automatique<",
    ),
    (
        "id=\"mdbook-theme-light\">Light<",
        "id=\"mdbook-theme-light\">Clair<",
    ),
    (
        "id=\"mdbook-theme-rust\">Rust<",
        "id=\"mdbook-theme-rust\">Rouille<",
    ),
    (
        "id=\"mdbook-theme-coal\">Coal<",
        "id=\"mdbook-theme-coal\">Charbon<",
    ),
    (
        "id=\"mdbook-theme-navy\">Navy<",
        "id=\"mdbook-theme-navy\">Marine<",
    ),
    ("title=\"Search (`/`)\"", "title=\"Chercher (touche /)\""),
    (
        "aria-label=\"Toggle Searchbar\"",
        "aria-label=\"Afficher ou cacher la recherche\"",
    ),
    (
        "placeholder=\"Search this book ...\"",
        "placeholder=\"Chercher dans le livre…\"",
    ),
    ("=\"Print this book\"", "=\"Imprimer le livre\""),
    (
        "aria-label=\"Page navigation\"",
        "aria-label=\"D'une page à l'autre\"",
    ),
    ("=\"Previous chapter\"", "=\"Page précédente\""),
    ("=\"Next chapter\"", "=\"Page suivante\""),
    (">Keyboard shortcuts<", ">Raccourcis du clavier<"),
    (
        "<p>Press <kbd>←</kbd> or <kbd>→</kbd> to navigate between chapters</p>",
        "<p><kbd>←</kbd> et <kbd>→</kbd> : page précédente, page suivante</p>",
    ),
    (
        "<p>Press <kbd>S</kbd> or <kbd>/</kbd> to search in the book</p>",
        "<p><kbd>S</kbd> ou <kbd>/</kbd> : chercher dans le livre</p>",
    ),
    (
        "<p>Press <kbd>?</kbd> to show this help</p>",
        "<p><kbd>?</kbd> : montrer cette aide</p>",
    ),
    (
        "<p>Press <kbd>Esc</kbd> to hide this help</p>",
        "<p><kbd>Échap</kbd> : fermer cette aide</p>",
    ),
];

/// Les titres d'avertissements : une page peut n'en avoir aucun.
const AVERTISSEMENTS: &[(&str, &str)] = &[
    ("</svg>Note<", "</svg>Remarque<"),
    ("</svg>Tip<", "</svg>Conseil<"),
    ("</svg>Important<", "</svg>Important<"),
    ("</svg>Warning<", "</svg>Attention<"),
    ("</svg>Caution<", "</svg>Danger<"),
];

/// (en anglais, en français), dans les scripts.
const SCRIPTS: &[(&str, &str)] = &[
    ("'Copy to clipboard'", "'Copier'"),
    ("'Copied!'", "'Copié'"),
    ("'Clipboard error!'", "'La copie a échoué'"),
    ("Show hidden lines", "Montrer les lignes cachées"),
    ("Hide lines", "Cacher ces lignes"),
    (
        "count + ' search result for \\'' + searchterm + '\\':'",
        "'Un résultat pour « ' + searchterm + ' »'",
    ),
    (
        "'No search results for \\'' + searchterm + '\\'.'",
        "'Aucun résultat pour « ' + searchterm + ' »'",
    ),
    (
        "count + ' search results for \\'' + searchterm + '\\':'",
        "count + ' résultats pour « ' + searchterm + ' »'",
    ),
    (
        "aria-label=\"Search Result Teaser\"",
        "aria-label=\"Extrait du résultat\"",
    ),
];

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
        let traduite = remplacer(fichiers::lire(&chemin)?, table);
        fichiers::ecrire(&chemin, remplacer(traduite, AVERTISSEMENTS).as_bytes())?;
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
