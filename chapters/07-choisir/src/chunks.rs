//! Couper un texte de n'importe quelle longueur en morceaux que l'on peut tenir en mémoire.
//!
//! Un module reçoit un texte entier et en rend un autre. Un fichier d'un gibioctet ne peut pas
//! être ce texte. On le coupe donc. Ici, le texte n'a pas de structure (`--brut`) : la coupe se
//! fait là où elle gêne le moins, entre deux paragraphes, sinon entre deux lignes, sinon entre
//! deux mots, et au pire entre deux caractères. Un texte en Markdown se coupe autrement : voir
//! [`passages`](crate::passages).

use std::error::Error;
use std::fmt;
use std::io::{self, Read};

use crate::window::Window;

/// Le plus gros morceau que l'hôte tient en mémoire, en octets.
pub const MAX_CHUNK: usize = 64 * 1024;

/// Le plus petit : il faut pouvoir y loger un caractère, quatre octets en UTF-8.
const MIN_CHUNK: usize = 4;

/// Où couper.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// Des morceaux aussi gros que permis : le plus rapide.
    #[default]
    Block,
    /// À chaque ligne : qui tape son texte voit la réponse tout de suite.
    Line,
}

/// Pourquoi la lecture s'est arrêtée.
#[derive(Debug)]
#[non_exhaustive]
pub enum ChunkError {
    /// Le système refuse.
    Read(io::Error),
    /// Ce n'est pas du texte UTF-8.
    NotUtf8 {
        /// La position du premier octet fautif, comptée depuis 0.
        offset: u64,
        /// Sa ligne, comptée depuis 1.
        line: u64,
    },
}

impl fmt::Display for ChunkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(error) => write!(f, "impossible de lire, {}", francais::cause(error)),
            Self::NotUtf8 { offset, line } => write!(
                f,
                "ce n'est pas du texte UTF-8 (ligne {line}, octet {offset}) ; \
                 convertissez le fichier, par exemple avec iconv"
            ),
        }
    }
}

impl Error for ChunkError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Read(error) => Some(error),
            Self::NotUtf8 { .. } => None,
        }
    }
}

// ANCHOR: morceaux
/// Un texte, lu morceau par morceau. Mis bout à bout, les morceaux sont le texte.
#[derive(Debug)]
pub struct Chunks<R> {
    window: Window<R>,
    cut: Cut,
}
// ANCHOR_END: morceaux

impl<R: Read> Chunks<R> {
    /// Lit `reader` en coupant selon `cut`.
    pub fn new(reader: R, cut: Cut) -> Self {
        let window = Window::new(reader);
        Self { window, cut }
    }

    /// Le numéro, depuis 1, de la ligne où commence le prochain morceau.
    pub fn line(&self) -> u64 {
        self.window.line()
    }

    /// Attend qu'il y ait de quoi faire un morceau, ou la fin du texte.
    ///
    /// # Errors
    ///
    /// Si la lecture échoue.
    pub fn wait(&mut self) -> Result<(), ChunkError> {
        self.window.fill(self.cut, MAX_CHUNK)
    }

    // ANCHOR: suivant
    /// Le morceau suivant, d'au plus `longest` octets (ramenés entre 4 et [`MAX_CHUNK`]) ;
    /// `None` à la fin du texte.
    ///
    /// # Errors
    ///
    /// Si la lecture échoue, ou si ces octets ne sont pas du texte UTF-8.
    pub fn next_chunk(&mut self, longest: usize) -> Result<Option<String>, ChunkError> {
        let longest = longest.clamp(MIN_CHUNK, MAX_CHUNK);
        self.window.fill(self.cut, longest)?;
        let text = self.window.text(longest)?;
        if text.is_empty() {
            return Ok(None);
        }
        let line = text.find('\n').filter(|_| self.cut == Cut::Line);
        let length = match line {
            Some(end) => end + 1,
            None if self.window.is_last(text.len()) => text.len(),
            None => best_cut(text),
        };
        Ok(Some(self.window.take(length)))
    }
    // ANCHOR_END: suivant
}

// ANCHOR: couper
/// Le meilleur endroit où couper `text`, le plus loin possible : après un paragraphe, une
/// ligne, un mot, un caractère.
pub(crate) fn best_cut(text: &str) -> usize {
    after_paragraph(text)
        .or_else(|| text.rfind('\n').map(|at| at + 1))
        .or_else(|| text.rfind([' ', '\t']).map(|at| at + 1))
        .unwrap_or(text.len())
}
// ANCHOR_END: couper

/// Après la dernière ligne vide, qu'elle s'écrive `\n\n` ou `\r\n\r\n`.
fn after_paragraph(text: &str) -> Option<usize> {
    let is_empty_line = |end: usize| {
        let line = text[..end].strip_suffix('\r').unwrap_or(&text[..end]);
        line.ends_with('\n')
    };
    let mut ends = text.rmatch_indices('\n').map(|(at, _)| at);
    ends.find(|&at| is_empty_line(at)).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn cut(text: &str, longest: usize, cut: Cut) -> Vec<String> {
        let mut chunks = Chunks::new(Cursor::new(text), cut);
        std::iter::from_fn(|| chunks.next_chunk(longest).unwrap()).collect()
    }

    /// Un lecteur avare : un octet à la fois.
    struct Stingy<'a>(&'a [u8]);

    impl Read for Stingy<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(buffer.len()).min(1);
            let (now, later) = self.0.split_at(count);
            buffer[..count].copy_from_slice(now);
            self.0 = later;
            Ok(count)
        }
    }

    #[test]
    fn on_coupe_entre_paragraphes_puis_lignes_puis_mots_puis_caracteres() {
        assert_eq!(
            cut("un\n\ndeux\ntrois", 12, Cut::Block),
            ["un\n\n", "deux\ntrois"]
        );
        assert_eq!(cut("un\r\n\r\ndeux", 8, Cut::Block), ["un\r\n\r\n", "deux"]);
        assert_eq!(
            cut("un\ndeux trois", 9, Cut::Block),
            ["un\n", "deux ", "trois"]
        );
        assert_eq!(cut("un deux", 5, Cut::Block), ["un ", "deux"]);
        assert_eq!(cut("éééé", 5, Cut::Block), ["éé", "éé"]);
    }

    #[test]
    fn a_la_ligne_chaque_ligne_est_un_morceau() {
        assert_eq!(
            cut("un\ndeux\n\ntrois", 100, Cut::Line),
            ["un\n", "deux\n", "\n", "trois"]
        );
        assert_eq!(cut("un deux trois", 8, Cut::Line), ["un deux ", "trois"]);
    }

    #[test]
    fn les_morceaux_mis_bout_a_bout_sont_le_texte() {
        let text = "Été 🦀 à l'heure\n\nœuf\r\n\r\n\tfin𝄞𝄞𝄞 ".repeat(7);
        for longest in 4..40 {
            for way in [Cut::Block, Cut::Line] {
                let chunks = cut(&text, longest, way);
                assert!(chunks.iter().all(|chunk| chunk.len() <= longest));
                assert_eq!(chunks.concat(), text);
                let mut stingy = Chunks::new(Stingy(text.as_bytes()), way);
                let slow: Vec<String> =
                    std::iter::from_fn(|| stingy.next_chunk(longest).unwrap()).collect();
                assert_eq!(slow, chunks, "un lecteur lent ne change pas la coupe");
            }
        }
    }

    #[test]
    fn un_octet_fautif_est_situe() {
        let mut chunks = Chunks::new(Cursor::new(b"un\ndeux\n\xFF"), Cut::Block);
        let error = chunks.next_chunk(100).unwrap_err();
        assert!(matches!(error, ChunkError::NotUtf8 { offset: 8, line: 3 }));
    }

    #[test]
    fn un_caractere_coupe_a_la_fin_du_texte_est_une_faute() {
        let mut chunks = Chunks::new(Cursor::new("é".as_bytes()[..1].to_vec()), Cut::Block);
        assert!(chunks.next_chunk(100).is_err());
    }

    #[test]
    fn une_suite_sans_fin_d_octets_de_suite_n_est_pas_une_boucle() {
        let mut chunks = Chunks::new(Cursor::new(vec![0x80; 50]), Cut::Block);
        assert!(chunks.next_chunk(8).is_err());
    }
}
