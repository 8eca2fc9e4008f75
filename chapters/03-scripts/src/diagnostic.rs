//! Une erreur de script, montrée à l'endroit où elle est.

use std::fmt;

use francais::visible;

// ANCHOR: diagnostic
/// Un message et l'endroit du script qu'il désigne.
///
/// L'affichage cite la ligne et souligne l'endroit :
///
/// ```text
/// variable inconnue : « txet »
///   --> majuscules.rhai:3:5
///    |
///  3 |     txet.to_upper()
///    |     ^^^^
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Ce qui ne va pas.
    pub message: String,
    /// Le nom du fichier, sans son dossier.
    pub file: String,
    /// La ligne, comptée à partir de 1 ; absente si le message vise le fichier entier.
    pub line: Option<usize>,
    /// La colonne, en caractères, comptée à partir de 1.
    pub column: Option<usize>,
    /// Le texte de la ligne.
    pub source_line: Option<String>,
}
// ANCHOR_END: diagnostic

impl Diagnostic {
    /// Un message qui vise le fichier entier.
    pub(crate) fn whole_file(file: &str, message: impl Into<String>) -> Self {
        Self {
            // Le script choisit une partie du message, et son auteur le nom du fichier.
            message: clip(visible(&message.into())),
            file: visible(file),
            line: None,
            column: None,
            source_line: None,
        }
    }

    /// Un message qui vise un endroit de `source`.
    pub(crate) fn at(
        file: &str,
        source: &str,
        line: Option<usize>,
        column: Option<usize>,
        message: impl Into<String>,
    ) -> Self {
        let source_line = line
            .and_then(|line| source.lines().nth(line.checked_sub(1)?))
            .map(str::to_owned);
        Self {
            line,
            column,
            source_line,
            ..Self::whole_file(file, message)
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  --> {}", self.message, self.file)?;
        let Some(line) = self.line else {
            return Ok(());
        };
        write!(f, ":{line}")?;
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        let Some(source_line) = &self.source_line else {
            return Ok(());
        };
        let number = line.to_string();
        let margin = " ".repeat(number.len());
        let (excerpt, mark) = underline(source_line, self.column);
        write!(
            f,
            "\n {margin} |\n {number} | {excerpt}\n {margin} | {mark}"
        )
    }
}

// ANCHOR: souligner
/// L'extrait à montrer et la ligne de soulignement à mettre dessous.
///
/// Une tabulation devient une espace : la colonne compte un caractère pour une tabulation,
/// et le soulignement doit tomber juste. Sans colonne, toute la ligne est soulignée.
fn underline(source_line: &str, column: Option<usize>) -> (String, String) {
    let line: Vec<char> = source_line
        .trim_end()
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let indent = line.iter().take_while(|c| c.is_whitespace()).count();
    let (start, length) = match column {
        Some(column) => {
            let start = column.saturating_sub(1).min(line.len());
            (start, word_length(&line[start..]))
        }
        None => (indent, line.len() - indent),
    };
    // Une ligne interminable se montre par une fenêtre autour de l'endroit visé.
    let from = if start > WINDOW / 2 && line.len() > WINDOW {
        start - WINDOW / 2
    } else {
        0
    };
    let excerpt = line[from..].iter().take(WINDOW).collect();
    let length = length.clamp(1, WINDOW);
    let mark = format!("{}{}", " ".repeat(start - from), "^".repeat(length));
    (excerpt, mark)
}
// ANCHOR_END: souligner

/// Un message court : il cite des noms que le script choisit, et leur longueur aussi.
fn clip(mut message: String) -> String {
    const MAX_BYTES: usize = 300;
    if message.len() > MAX_BYTES {
        message.truncate(message.floor_char_boundary(MAX_BYTES));
        message.push('…');
    }
    message
}

/// Le plus grand extrait montré, en caractères.
const WINDOW: usize = 100;

/// La longueur de l'identifiant qui ouvre `line`.
fn word_length(line: &[char]) -> usize {
    line.iter()
        .take_while(|c| c.is_alphanumeric() || **c == '_')
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(source: &str, line: usize, column: Option<usize>) -> String {
        Diagnostic::at("essai.rhai", source, Some(line), column, "message").to_string()
    }

    #[test]
    fn l_identifiant_est_souligne_en_entier() {
        assert_eq!(
            show("un\n  deux_mots + 1", 2, Some(3)),
            "message\n  --> essai.rhai:2:3\n   |\n 2 |   deux_mots + 1\n   |   ^^^^^^^^^"
        );
    }

    #[test]
    fn sans_colonne_toute_la_ligne_est_soulignee() {
        assert!(show("  abc  ", 1, None).ends_with("|   abc\n   |   ^^^"));
    }

    #[test]
    fn une_tabulation_compte_pour_un_caractere() {
        assert!(show("\té!", 1, Some(3)).ends_with("|  é!\n   |   ^"));
    }

    #[test]
    fn une_position_hors_du_texte_ne_fait_pas_paniquer() {
        for (line, column) in [(0, 1), (9, 1), (1, 0), (1, 99), (usize::MAX, usize::MAX)] {
            let _ = show("abc", line, Some(column));
        }
    }

    #[test]
    fn une_ligne_interminable_se_montre_autour_de_l_endroit_vise() {
        let shown = show(&"x ".repeat(5_000), 1, Some(8_001));
        assert!(shown.lines().all(|line| line.chars().count() < 120));
        assert_eq!(
            shown
                .lines()
                .last()
                .map(str::trim_end)
                .map(|l| l.ends_with('^')),
            Some(true)
        );
    }
}
