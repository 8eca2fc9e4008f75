//! Lire un fichier de script sans rien supposer de lui.

use std::path::Path;

use francais::read_at_most;

use crate::{Diagnostic, Limit, Limits, ScriptError, ScriptErrorKind};

/// Un script lu : son nom de fichier et son texte.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) file: String,
    pub(crate) text: String,
}

// ANCHOR: lire
/// Lit le script `path` en refusant ce qui n'est pas un texte UTF-8 de taille raisonnable.
///
/// La marque d'ordre des octets (*BOM*), que certains éditeurs écrivent au début d'un
/// fichier, est retirée : elle n'appartient pas au texte.
pub(crate) fn read(path: &Path, limits: &Limits) -> Result<Source, ScriptError> {
    let file = file_name(path);
    let max = limits.source_bytes;
    // Un octet de plus que la limite suffit pour savoir qu'elle est dépassée.
    let bytes = read_at_most(path, max as u64).map_err(|error| ScriptError::read(&file, error))?;
    if bytes.len() > max {
        return Err(too_long(&file, max));
    }
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(&file, &error))?;
    check(&file, &text, limits)
}
// ANCHOR_END: lire

/// Les mêmes vérifications pour un texte déjà en mémoire.
pub(crate) fn check(file: &str, text: &str, limits: &Limits) -> Result<Source, ScriptError> {
    if text.len() > limits.source_bytes {
        return Err(too_long(file, limits.source_bytes));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(offset) = text.find('\0') {
        return Err(ScriptError::new(
            ScriptErrorKind::Encoding,
            at_offset(file, text, offset, "octet nul dans le script"),
        ));
    }
    Ok(Source {
        file: file.to_owned(),
        text: text.to_owned(),
    })
}

/// Le nom du fichier, sans le dossier : les messages ne montrent pas la machine.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy())
        .into_owned()
}

fn too_long(file: &str, max: usize) -> ScriptError {
    let message = format!("script trop long : {max} octets au plus");
    ScriptError::limit(Limit::Source, file, message)
}

fn not_utf8(file: &str, error: &std::string::FromUtf8Error) -> ScriptError {
    let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let text = String::from_utf8_lossy(valid);
    ScriptError::new(
        ScriptErrorKind::Encoding,
        at_offset(
            file,
            &text,
            text.len(),
            "ce n'est plus de l'UTF-8 à partir d'ici",
        ),
    )
}

/// Un message qui vise l'octet `offset` de `text`.
fn at_offset(file: &str, text: &str, offset: usize, message: &str) -> Diagnostic {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |position| position + 1);
    let line = before.matches('\n').count() + 1;
    let column = before[line_start..].chars().count() + 1;
    Diagnostic::at(file, text, Some(line), Some(column), message)
}

/// Un nom ou une version convenables : un texte non vide, court, d'une ligne.
pub(crate) fn check_identity(
    file: &str,
    function: &str,
    text: String,
) -> Result<String, ScriptError> {
    const MAX_CHARS: usize = 64;
    if text.is_empty() || text.chars().count() > MAX_CHARS || text.contains(char::is_control) {
        let message = format!(
            "la fonction « {function} » doit rendre un texte d'une ligne, de 1 à {MAX_CHARS} caractères"
        );
        return Err(ScriptError::contract(file, message));
    }
    Ok(text)
}
