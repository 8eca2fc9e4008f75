//! Écrire vers l'utilisateur.
//!
//! `println!` panique quand l'écriture échoue. Or elle échoue pour deux raisons ordinaires : celui
//! qui lisait n'en veut plus (`| head`), ce qui n'est pas une faute, ou le disque est plein, ce
//! qui se dit en français.

use std::fmt;
use std::io::{self, ErrorKind, Write};

use crate::cause;

/// Écrit `text` sur la sortie standard, et s'assure qu'il y est.
///
/// # Errors
///
/// Si l'écriture échoue ; [`write_failure`] dit ce qu'il faut en dire.
pub fn print(text: impl fmt::Display) -> io::Result<()> {
    let mut output = io::stdout().lock();
    write!(output, "{text}")?;
    output.flush()
}

/// Écrit une ligne sur l'erreur standard. Si elle est fermée ou pleine, il n'y a plus d'endroit où
/// s'en plaindre : le programme continue.
pub fn warn(line: impl fmt::Display) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Ce qu'il faut dire d'une écriture qui a échoué. `None` si celui qui lisait n'en veut plus :
/// le programme finit sans un mot.
pub fn write_failure(error: &io::Error) -> Option<String> {
    (error.kind() != ErrorKind::BrokenPipe)
        .then(|| format!("impossible d'écrire sur la sortie, {}", cause(error)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_tube_ferme_ne_se_dit_pas() {
        assert_eq!(write_failure(&ErrorKind::BrokenPipe.into()), None);
    }

    #[test]
    fn un_disque_plein_se_dit_en_francais() {
        assert_eq!(
            write_failure(&ErrorKind::StorageFull.into()).unwrap(),
            "impossible d'écrire sur la sortie, le disque est plein"
        );
    }
}
