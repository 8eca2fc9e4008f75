//! Montrer un texte que nous n'avons pas écrit.

/// Ce que [`visible`] garde d'un texte, en caractères.
pub const MAX_VISIBLE: usize = 500;

/// `text` sur une ligne, tel qu'on peut le montrer dans un terminal.
///
/// Un module dit ce qu'il veut : de quoi changer les couleurs, déplacer le curseur ou renverser
/// le sens de lecture. Ces caractères sont montrés au lieu d'être obéis (`\u{1b}`), un retour à la
/// ligne devient `\n`, et un texte trop long est coupé.
///
/// ```
/// use francais::visible;
///
/// assert_eq!(visible("déjà vu"), "déjà vu");
/// assert_eq!(visible("\x1b[31mrouge\n"), r"\u{1b}[31mrouge\n");
/// ```
pub fn visible(text: &str) -> String {
    let mut shown = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == MAX_VISIBLE {
            shown.push('…');
            break;
        }
        if commands(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// `text`, ligne par ligne, tel qu'on peut le montrer dans un terminal. Pour un message que nous
/// avons mis en lignes, mais qui cite un texte que nous n'avons pas écrit.
///
/// ```
/// assert_eq!(francais::visible_lines("un\n\x1b[31mdeux"), "un\n\\u{1b}[31mdeux");
/// ```
pub fn visible_lines(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if commands(c) && c != '\n' {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Ce caractère commande-t-il l'affichage au lieu d'y paraître ?
fn commands(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Sens de l'écriture, largeur nulle, séparateurs de lignes.
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            // Isolats, caractères d'assemblage invisibles, marque d'ordre des octets.
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            // Étiquettes invisibles.
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rien_ne_commande_le_terminal() {
        let hostile = "\x1b[31mX\x07\r\n\u{9b}2J\u{202e}gauche\u{2028}\u{feff}";
        let shown = visible(hostile);
        assert_eq!(
            shown,
            r"\u{1b}[31mX\u{7}\r\n\u{9b}2J\u{202e}gauche\u{2028}\u{feff}"
        );
    }

    #[test]
    fn le_francais_reste_du_francais() {
        let text = "« déjà » : l'œuvre\u{a0}! 👍";
        assert_eq!(visible(text), text);
    }

    #[test]
    fn un_texte_trop_long_est_coupe() {
        let exact = "é".repeat(MAX_VISIBLE);
        assert_eq!(visible(&exact), exact);
        assert_eq!(visible(&format!("{exact}é")), format!("{exact}…"));
    }
}
