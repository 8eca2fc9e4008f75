//! Un coup d'œil au fichier avant de le confier au système.
//!
//! Ouvrir un fichier tronqué peut tuer le programme, et le système parle mal de certains
//! défauts : glibc dit « No such file or directory » d'une bibliothèque compilée pour un
//! autre processeur. Ce que nous pouvons lire sans rien exécuter, nous le lisons d'abord.

use std::env;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use crate::LoadErrorKind;

/// Refuse ce qui n'est visiblement pas une bibliothèque pour cette machine.
///
/// N'est pas un contrôle de sécurité : le fichier peut changer juste après.
pub(crate) fn inspect(path: &Path) -> Result<(), LoadErrorKind> {
    let metadata = fs::metadata(path).map_err(LoadErrorKind::Read)?;
    if metadata.is_dir() {
        return Err(LoadErrorKind::NotALibrary("c'est un dossier"));
    }
    // Ouvrir un tube nommé attendrait quelqu'un à l'autre bout.
    if !metadata.is_file() {
        return Err(LoadErrorKind::NotALibrary(
            "ce n'est pas un fichier ordinaire",
        ));
    }
    let start = read_start(path).map_err(LoadErrorKind::Read)?;
    if start.is_empty() {
        return Err(LoadErrorKind::NotALibrary("le fichier est vide"));
    }
    if cfg!(target_os = "linux") {
        check_elf(&start, metadata.len())?;
    }
    Ok(())
}

/// Le début d'un fichier : assez pour un en-tête ELF et sa table de segments.
fn read_start(path: &Path) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    File::open(path)?.take(4096).read_to_end(&mut start)?;
    Ok(start)
}

/// Compare l'en-tête ELF à celui du programme en cours, puis la longueur du fichier à celle
/// que ses segments demandent.
fn check_elf(start: &[u8], length: u64) -> Result<(), LoadErrorKind> {
    let target = elf_target(start).ok_or(LoadErrorKind::NotALibrary(
        "il ne commence pas par un en-tête ELF",
    ))?;
    let program = env::current_exe().and_then(|path| read_start(&path));
    let ours = program.ok().and_then(|start| elf_target(&start));
    // Si nous ne savons pas nous lire nous-mêmes, le système jugera.
    if ours.is_some_and(|ours| ours != target) {
        return Err(LoadErrorKind::WrongArchitecture);
    }
    let expected = elf_length(start).unwrap_or(0);
    if expected > length {
        return Err(LoadErrorKind::Truncated {
            expected,
            found: length,
        });
    }
    Ok(())
}

/// Ce qui distingue deux machines dans un en-tête ELF : largeur des adresses, ordre des
/// octets, processeur. `None` si ce n'en est pas un.
fn elf_target(start: &[u8]) -> Option<[u8; 4]> {
    let header = start.get(..20)?;
    header
        .starts_with(b"\x7fELF")
        .then(|| [header[4], header[5], header[18], header[19]])
}

/// La longueur qu'il faut au fichier pour que tous ses segments à charger s'y trouvent.
/// `None` si l'en-tête est incomplet, ou si les adresses ne font pas 64 bits.
fn elf_length(start: &[u8]) -> Option<u64> {
    const LOAD: u64 = 1;
    const CLASS_64: u8 = 2;
    if *start.get(4)? != CLASS_64 {
        return None;
    }
    // L'ordre des octets est le nôtre : `check_elf` vient de le comparer.
    let field = |at: u64, size: usize| -> Option<u64> {
        let at = usize::try_from(at).ok()?;
        let mut bytes = [0; 8];
        let place = if cfg!(target_endian = "little") {
            0
        } else {
            8 - size
        };
        bytes[place..place + size].copy_from_slice(start.get(at..at.checked_add(size)?)?);
        Some(u64::from_ne_bytes(bytes))
    };
    let (table, size, count) = (field(32, 8)?, field(54, 2)?, field(56, 2)?);
    // La table des segments doit s'y trouver elle-même.
    let mut length = table.checked_add(size * count)?;
    for index in 0..count {
        let segment = table + index * size;
        let (Some(kind), Some(start), Some(size)) = (
            field(segment, 4),
            field(segment + 8, 8),
            field(segment + 32, 8),
        ) else {
            break; // ce que nous n'avons pas lu, le système le lira
        };
        if kind == LOAD {
            length = length.max(start.checked_add(size)?);
        }
    }
    Some(length)
}
