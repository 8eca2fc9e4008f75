//! Lire un fichier venu d'ailleurs sans attendre sans fin, ni remplir la mémoire.

use std::fs::{self, File, Metadata};
use std::io::{Error, ErrorKind, Read, Result};
use std::path::Path;

/// Ouvre un fichier ordinaire. Un tube, un périphérique, un dossier sont refusés : les ouvrir, ou
/// les lire, peut ne jamais finir.
///
/// # Errors
///
/// Si le fichier ne s'ouvre pas, ou n'est pas un fichier ordinaire.
pub fn open_regular(path: &Path) -> Result<File> {
    // Avant d'ouvrir : ouvrir un tube attend quelqu'un à l'autre bout.
    refuse_special(&fs::metadata(path)?)?;
    let file = File::open(path)?;
    // Après : le nom peut désigner autre chose entre-temps.
    refuse_special(&file.metadata()?)?;
    Ok(file)
}

/// Lit un fichier ordinaire, au plus `limit` octets et un de trop : plus de `limit` octets rendus
/// disent que le fichier est plus long.
///
/// # Errors
///
/// Celles d'[`open_regular`], et celles de la lecture.
pub fn read_at_most(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_regular(path)?
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn refuse_special(metadata: &Metadata) -> Result<()> {
    if metadata.is_file() {
        return Ok(());
    }
    if metadata.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    Err(Error::other(special(metadata)))
}

/// Ce qu'est un fichier qui n'est ni ordinaire ni un dossier.
#[cfg(unix)]
fn special(metadata: &Metadata) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    let kind = metadata.file_type();
    if kind.is_fifo() {
        "c'est un tube nommé, pas un fichier ordinaire"
    } else if kind.is_socket() {
        "c'est une prise réseau, pas un fichier ordinaire"
    } else if kind.is_char_device() || kind.is_block_device() {
        "c'est un périphérique, pas un fichier ordinaire"
    } else {
        "ce n'est pas un fichier ordinaire"
    }
}

#[cfg(not(unix))]
fn special(_: &Metadata) -> &'static str {
    "ce n'est pas un fichier ordinaire"
}
