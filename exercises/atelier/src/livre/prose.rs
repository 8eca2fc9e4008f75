//! Appliquer la typographie du chapitre 01 à la prose d'une page, jamais au code.
//!
//! Trouver la prose est l'affaire du paquet `prose`, que l'hôte universel emploie aussi : le
//! livre et les modules chargés par n'importe quelle porte voient le même texte.

use ch_contrat::modules::typographie;
use prose::Prose;

/// Compose la prose d'une page en Markdown.
pub fn composer(page: &str) -> String {
    let prose = Prose::of(page);
    let reponse = typographie::compose(prose.text());
    // Si la composition avait touché aux séparateurs, mieux vaudrait ne rien changer.
    prose.put_back(&reponse).unwrap_or_else(|_| page.to_owned())
}

#[cfg(test)]
mod tests {
    use super::composer;

    /// `~` pour l'insécable, `^` pour la fine : les tests se lisent.
    fn visible(page: &str) -> String {
        composer(page)
            .replace('\u{a0}', "~")
            .replace('\u{202f}', "^")
    }

    #[test]
    fn la_prose_est_composee_autour_du_code_et_de_l_emphase() {
        assert_eq!(visible("L'appel `a:b` : oui !"), "L’appel `a:b`~: oui^!");
        assert_eq!(
            visible("**Note** : l'*hôte* ; « `x` »"),
            "**Note**~: l’*hôte*^; «~`x`~»"
        );
        assert_eq!(
            visible("l'`Engine`, l'[hôte](x.md)"),
            "l’`Engine`, l’[hôte](x.md)"
        );
        assert_eq!(visible("# Pourquoi ?"), "# Pourquoi^?");
        assert_eq!(visible("- un : deux\n- trois !"), "- un~: deux\n- trois^!");
    }

    #[test]
    fn le_code_les_liens_et_le_html_restent_tels_quels() {
        let pages = [
            "```rust\nlet x: u8 = 'a'; // l'a : b !\n```",
            "    code indenté : l'a !",
            "<details class=\"indice\">\n<summary>Indice</summary>\n</details>",
            "[texte](https://a.fr/b?c=d;e \"titre\")",
            "| a | b |\n|:--|--:|\n| `x:y` | z |",
            "un&nbsp;mot",
            "> [!NOTE]\n> mot",
            "[^1]: note",
            ":tada: et :+1:",
            "«&nbsp;oui&nbsp;»",
            "[l'un]\n\n[l'un]: x.md \"l'un : deux\"",
        ];
        for page in pages {
            assert_eq!(visible(page), page);
        }
    }

    #[test]
    fn les_tableaux_les_avertissements_et_les_indices_sont_composes() {
        assert_eq!(
            visible("| a : b |\n|---|\n| c ! |"),
            "| a~: b |\n|---|\n| c^! |"
        );
        assert_eq!(
            visible("> [!WARNING]\n> Attention : `x` !"),
            "> [!WARNING]\n> Attention~: `x`^!"
        );
        assert_eq!(
            visible("<details>\n\nL'indice : oui\n\n</details>"),
            "<details>\n\nL’indice~: oui\n\n</details>"
        );
    }

    #[test]
    fn composer_deux_fois_ne_change_plus_rien() {
        let page = "L'un « a » : *b* ; `c` !\n\n- d ?\n\n```\nl'e : f\n```\n";
        assert_eq!(composer(&composer(page)), composer(page));
    }
}
