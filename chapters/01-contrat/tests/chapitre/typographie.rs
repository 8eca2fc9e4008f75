//! Ce que `typographie` garantit de tout texte, et pas seulement des exemples choisis.
//!
//! proptest compose des textes au hasard à partir de fragments délicats, et réduit au plus
//! court celui qui fait échouer une propriété.

use ch_contrat::modules::typographie::compose;
use proptest::prelude::*;
use proptest::sample::select;

/// Ce que la composition ne doit jamais modifier.
const VERBATIM: [&str; 12] = [
    "`let x: &'a str = \"a\";`",
    "``a ` b: \"c\" !``",
    "`l'\n! b`",
    "https://exemple.fr/a?b=c;d!e:f'g",
    "ssh://hote:22/l'un",
    "mailto:a@b.fr?x",
    "www.exemple.fr/?a;b",
    "&amp;",
    "&#160;",
    "12:30",
    "std::env::args",
    "C:\\bin",
];

/// Des fragments qui se gênent volontiers les uns les autres.
const FRAGMENTS: [&str; 37] = [
    "a", "Qu", "l", "été", "7", " ", " ", "  ", "\t", "\u{a0}", "\u{202f}", "\u{2009}", "\n",
    "\r\n", "\"", "\"", "\"", "'", "'", "’", "«", "»", ":", ";", "!", "?", ".", "…", "(", ")", "[",
    "*", "_", "`", "&", "<", "\u{fffc}",
];

fn tricky_text() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![8 => select(FRAGMENTS.to_vec()), 1 => select(VERBATIM.to_vec())];
    prop::collection::vec(fragment, 0..24).prop_map(|fragments| fragments.concat())
}

/// Ce qui doit rester d'un texte : tout, sauf ses espaces, la forme de ses guillemets et
/// celle de ses apostrophes. Les fins de ligne ne sont pas des espaces comme les autres.
fn skeleton(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}'))
        .map(|c| match c {
            '«' | '»' => '"',
            '’' => '\'',
            other => other,
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn composer_deux_fois_revient_a_composer_une_fois(text in tricky_text()) {
        let once = compose(&text);
        prop_assert_eq!(compose(&once), once);
    }

    #[test]
    fn seuls_les_espaces_les_guillemets_et_les_apostrophes_changent(text in tricky_text()) {
        prop_assert_eq!(skeleton(&compose(&text)), skeleton(&text));
    }

    #[test]
    fn le_code_les_adresses_et_les_heures_traversent_sans_changement(
        words in prop::collection::vec(
            (select(&["l'un", "vrai !", "\"mot\"", "« a »", "dit:"][..]), select(VERBATIM.to_vec())),
            0..8,
        ),
    ) {
        let text: Vec<String> = words.iter().map(|(word, kept)| format!("{word} {kept}")).collect();
        let composed = compose(&text.join(" "));
        let mut rest = composed.as_str();
        for (_, kept) in words {
            let Some((_, after)) = rest.split_once(kept) else {
                return Err(TestCaseError::fail(format!("{kept} a changé dans {composed:?}")));
            };
            rest = after;
        }
    }

    #[test]
    fn un_texte_quelconque_se_compose_sans_panique(text in any::<String>()) {
        let once = compose(&text);
        prop_assert_eq!(compose(&once), once);
    }
}
