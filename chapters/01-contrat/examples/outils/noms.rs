//! Lire les noms qu'un fichier objet ou une bibliothèque contient.

use object::{BinaryFormat, File};

/// Le nom d'un symbole tel que le compilateur l'a choisi : dans ses fichiers, macOS ajoute
/// un souligné devant tous.
pub(crate) fn symbol_name(file: &File, raw: &[u8]) -> String {
    let name = String::from_utf8_lossy(raw);
    let added = match file.format() {
        BinaryFormat::MachO => "_",
        _ => "",
    };
    name.strip_prefix(added).unwrap_or(&name).to_owned()
}

// ANCHOR: lisible
/// Le nom d'origine d'un symbole, sans l'empreinte que rustc lui ajoute.
pub(crate) fn readable(symbol: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(symbol))
}
// ANCHOR_END: lisible
