//! Appliquer la typographie du chapitre 01 à la prose d'une page, jamais au code.
//!
//! Markdown découpe un paragraphe en morceaux : du texte, du code, de l'emphase, des liens.
//! Composer chaque morceau seul ferait perdre le contexte (« `code` : » veut une insécable
//! devant les deux-points). On recolle donc les morceaux de texte d'un même bloc, avec un
//! caractère U+FFFC à la place de ce qui les sépare ; on compose ; on recoupe.

use std::ops::Range;

use ch_contrat::modules::typographie;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Ce qui tient la place d'un objet dans le texte : le caractère qu'Unicode prévoit pour cela.
const OBJET: char = typographie::OBJECT;

/// Compose la prose d'une page en Markdown.
pub fn composer(page: &str) -> String {
    let mut remplacements = Vec::new();
    let mut bloc = Bloc::default();
    let mut dans_du_code = false;
    for (evenement, etendue) in Parser::new_ext(page, options()).into_offset_iter() {
        match evenement {
            Event::Start(Tag::CodeBlock(_)) => dans_du_code = true,
            Event::End(TagEnd::CodeBlock) => dans_du_code = false,
            // Une entité (&nbsp;) ou un échappement n'est pas du texte tel quel.
            Event::Text(texte) if !dans_du_code && page[etendue.clone()] == *texte => {
                bloc.texte(&texte, etendue);
            }
            Event::SoftBreak | Event::HardBreak => bloc.separer('\n'),
            Event::Start(tag) if est_en_ligne(&tag) => bloc.separer(OBJET),
            Event::End(fin) if est_une_fin_en_ligne(fin) => bloc.separer(OBJET),
            Event::Start(_) | Event::End(_) => {
                remplacements.extend(std::mem::take(&mut bloc).composer());
            }
            _ => bloc.separer(OBJET),
        }
    }
    remplacements.extend(bloc.composer());
    appliquer(page, remplacements)
}

/// Les mêmes extensions que mdBook.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

fn est_en_ligne(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

fn est_une_fin_en_ligne(fin: TagEnd) -> bool {
    matches!(
        fin,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// Le texte d'un paragraphe, d'un titre, d'une cellule, et la place de chaque morceau.
struct Bloc {
    texte: String,
    /// Une place par morceau entre deux séparateurs ; vide si le morceau n'a pas de texte.
    places: Vec<Range<usize>>,
}

impl Default for Bloc {
    fn default() -> Self {
        Self {
            texte: String::new(),
            places: Vec::from([Range::default()]),
        }
    }
}

impl Bloc {
    fn texte(&mut self, texte: &str, etendue: Range<usize>) {
        // Le texte qui contient déjà un séparateur est laissé tel quel.
        if texte.contains([OBJET, '\n']) {
            self.separer(OBJET);
            return;
        }
        let place = self
            .places
            .last_mut()
            .expect("un bloc a toujours un morceau");
        if Range::is_empty(place) {
            *place = etendue;
        } else if place.end == etendue.start {
            // pulldown-cmark coupe parfois un texte en deux : la coupure ne compte pas.
            place.end = etendue.end;
        } else {
            self.separer(OBJET);
            self.places.pop();
            self.places.push(etendue);
        }
        self.texte.push_str(texte);
    }

    fn separer(&mut self, separateur: char) {
        self.texte.push(separateur);
        self.places.push(0..0);
    }

    /// Les morceaux composés, avec leurs places dans la page.
    fn composer(self) -> Vec<(Range<usize>, String)> {
        let compose = typographie::compose(&self.texte);
        let morceaux: Vec<String> = compose.split([OBJET, '\n']).map(str::to_owned).collect();
        // Si la composition avait touché aux séparateurs, mieux vaudrait ne rien changer.
        if morceaux.len() != self.places.len() {
            return Vec::new();
        }
        self.places
            .into_iter()
            .zip(morceaux)
            .filter(|(place, _)| !place.is_empty())
            .collect()
    }
}

fn appliquer(page: &str, mut remplacements: Vec<(Range<usize>, String)>) -> String {
    remplacements.sort_by_key(|(place, _)| place.start);
    let mut resultat = String::with_capacity(page.len() + page.len() / 16);
    let mut fait = 0;
    for (place, texte) in remplacements {
        resultat.push_str(&page[fait..place.start]);
        resultat.push_str(&texte);
        fait = place.end;
    }
    resultat.push_str(&page[fait..]);
    resultat
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
