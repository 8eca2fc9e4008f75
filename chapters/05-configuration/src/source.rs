//! Le texte d'un fichier de configuration, et la ligne où tombe un octet.

use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::{Diagnostic, Kind, Place, Report};

/// Au-delà de cette taille, un fichier n'est pas une configuration : il est refusé avant
/// d'être analysé.
pub const MAX_BYTES: usize = 256 * 1024;

/// Lit un fichier de configuration : un fichier ordinaire, et pas plus que ce qui est permis.
pub(crate) fn read(path: &Path) -> io::Result<Vec<u8>> {
    francais::read_at_most(path, MAX_BYTES as u64)
}

/// Un texte à lire et le nom sous lequel les erreurs le citent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    name: String,
    folder: PathBuf,
    text: String,
}

impl Source {
    /// Un texte qui ne vient pas d'un fichier ; `name` paraît dans les erreurs.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            folder: PathBuf::new(),
            text: text.into(),
        }
    }

    /// Lit le fichier `path`.
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas, dépasse [`MAX_BYTES`] ou n'est pas de l'UTF-8.
    pub fn read(path: &Path) -> Result<Self, Report> {
        Self::from_read(path, read(path).as_deref())
    }

    /// La suite de [`read`](Self::read), quand le fichier vient d'être lu.
    pub(crate) fn from_read(path: &Path, bytes: Result<&[u8], &io::Error>) -> Result<Self, Report> {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = name.to_string_lossy();
        match bytes {
            Ok(bytes) => {
                let mut source = Self::from_bytes(name, bytes)?;
                source.folder = path.parent().map(Path::to_owned).unwrap_or_default();
                Ok(source)
            }
            Err(error) => {
                let message = describe(error);
                let problem = Diagnostic::new(Kind::Unreadable, Place::Source, message);
                Err(Report::new(Self::new(name, ""), vec![problem]))
            }
        }
    }

    // ANCHOR: octets
    /// Un texte à partir d'octets dont on ne sait rien.
    ///
    /// # Errors
    ///
    /// Si les octets dépassent [`MAX_BYTES`] ou ne sont pas de l'UTF-8.
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Result<Self, Report> {
        if bytes.len() > MAX_BYTES {
            let message = format!("fichier trop gros : plus de {} Kio", MAX_BYTES / 1024);
            let problem = Diagnostic::new(Kind::Unreadable, Place::Source, message);
            return Err(Report::new(Self::new(name, ""), vec![problem]));
        }
        match str::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(name, text)),
            Err(error) => {
                // Ce qui précède l'octet fautif garde sa place dans le texte réparé.
                let start = error.valid_up_to();
                let span = start..start + char::REPLACEMENT_CHARACTER.len_utf8();
                let message = "ce fichier n'est pas du texte en UTF-8";
                let problem = Diagnostic::new(Kind::Unreadable, Place::Span(span), message)
                    .label("premier octet fautif");
                let repaired = String::from_utf8_lossy(bytes);
                Err(Report::new(Self::new(name, repaired), vec![problem]))
            }
        }
    }
    // ANCHOR_END: octets

    /// Le nom cité dans les erreurs.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Le dossier du fichier, d'où partent les chemins relatifs qu'il contient.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Le texte entier.
    pub fn text(&self) -> &str {
        &self.text
    }

    // ANCHOR: position
    /// La ligne et la colonne de l'octet `offset`, comptées à partir de 1.
    ///
    /// Une colonne compte des caractères, comme le fait un éditeur, et non des octets :
    /// « é » occupe deux octets, et une seule colonne.
    pub fn locate(&self, offset: usize) -> (usize, usize) {
        let start = self.line_start(offset);
        let before = &self.text[start..self.boundary(offset)];
        let line = self.text[..start].matches('\n').count() + 1;
        (line, before.chars().count() + 1)
    }
    // ANCHOR_END: position

    /// Le début de la ligne de l'octet `offset`.
    fn line_start(&self, offset: usize) -> usize {
        self.text[..self.boundary(offset)]
            .rfind('\n')
            .map_or(0, |newline| newline + 1)
    }

    /// `offset`, ramené dans le texte et au début d'un caractère.
    fn boundary(&self, offset: usize) -> usize {
        self.text.floor_char_boundary(offset)
    }

    /// La ligne où commence `span`, telle qu'on la montre, et ce qu'il faut y souligner.
    pub(crate) fn excerpt(&self, span: &Range<usize>) -> Excerpt {
        let (start, end) = (self.boundary(span.start), self.boundary(span.end));
        let first = self.line_start(start);
        let line = self.text[first..].split('\n').next().unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut excerpt = Excerpt::default();
        for (position, c) in line.char_indices() {
            if first + position < start {
                excerpt.start += printable(c).chars().count();
            } else if first + position < end {
                excerpt.len += printable(c).chars().count();
            }
            excerpt.text.push_str(&printable(c));
        }
        excerpt.shorten();
        excerpt
    }
}

/// Une ligne prête à afficher : rien n'y commande le terminal, et une case y vaut un caractère.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Excerpt {
    /// La ligne.
    pub(crate) text: String,
    /// La première case à souligner.
    pub(crate) start: usize,
    /// Le nombre de cases à souligner ; 0 si la faute est au bout de la ligne.
    pub(crate) len: usize,
}

impl Excerpt {
    const WIDTH: usize = 100;
    const BEFORE: usize = 40;

    /// Ne garde d'une longue ligne que les environs de ce qui est souligné.
    fn shorten(&mut self) {
        let cells: Vec<char> = self.text.chars().collect();
        if cells.len() <= Self::WIDTH {
            return;
        }
        let from = if self.start + self.len <= Self::WIDTH {
            0
        } else {
            self.start.saturating_sub(Self::BEFORE)
        };
        let to = cells.len().min(from + Self::WIDTH);
        let head = if from > 0 { "…" } else { "" };
        let tail = if to < cells.len() { "…" } else { "" };
        let kept: String = cells[from..to].iter().collect();
        self.start = self.start - from + head.chars().count();
        self.len = self.len.min(to - from);
        self.text = format!("{head}{kept}{tail}");
    }
}

/// Un caractère tel qu'on peut le montrer. Une configuration peut contenir de quoi déplacer
/// le curseur ou renverser le sens de lecture : cela ne doit pas atteindre le terminal.
fn printable(c: char) -> String {
    match c {
        '\t' => "    ".to_owned(),
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}' => "\u{fffd}".to_owned(),
        c if c.is_control() => "\u{fffd}".to_owned(),
        c => c.to_string(),
    }
}

/// Une erreur de lecture, avec les mêmes mots sur tous les systèmes.
fn describe(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "ce fichier n'existe pas".to_owned(),
        io::ErrorKind::PermissionDenied => "la lecture de ce fichier est interdite".to_owned(),
        io::ErrorKind::IsADirectory => "c'est un dossier, pas un fichier".to_owned(),
        _ => format!("ce fichier ne se lit pas, {}", francais::cause(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn une_colonne_compte_des_caracteres() {
        let source = Source::new("essai", "é = 1\r\nàb = 2\n");
        assert_eq!(source.locate(0), (1, 1));
        assert_eq!(source.locate("é".len()), (1, 2));
        assert_eq!(source.locate("é = 1\r\nà".len()), (2, 2));
        assert_eq!(source.locate(1), (1, 1), "au milieu d'un caractère");
        assert_eq!(source.locate(usize::MAX), (3, 1), "au-delà du texte");
    }

    #[test]
    fn une_tabulation_et_un_caractere_de_commande_ne_decalent_rien() {
        let source = Source::new("essai", "\ta\u{1b}[2J = x");
        let excerpt = source.excerpt(&(9..10));
        assert_eq!(excerpt.text, "    a\u{fffd}[2J = x");
        assert_eq!((excerpt.start, excerpt.len), (12, 1));
    }

    #[test]
    fn une_longue_ligne_est_coupee_autour_de_la_faute() {
        let source = Source::new("essai", format!("{}!{}", "a".repeat(500), "b".repeat(500)));
        let excerpt = source.excerpt(&(500..501));
        let underlined: String = excerpt
            .text
            .chars()
            .skip(excerpt.start)
            .take(excerpt.len)
            .collect();
        assert_eq!(underlined, "!");
        assert!(excerpt.text.chars().count() <= Excerpt::WIDTH + 2);
    }
}
