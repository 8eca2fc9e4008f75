//! Les trois modules du livre écrits en Rhai et en Lua rendent le même texte que ceux
//! écrits en Rust : sur un corpus commun, puis sur des textes tirés au hasard.

use ch_contrat::{Compteur, Majuscules, Plugin, Typographie};
use ch_scripts::{LuaPlugin, ScriptOptions, ScriptPlugin, script_path};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

/// Des textes qui ont déjà piégé quelqu'un.
const CORPUS: [&str; 52] = [
    "",
    " ",
    "\n",
    "\r\n",
    "a\r",
    "un\ndeux\n",
    "L'hôte dit: \"bonjour!\"",
    "Oui : non ; vrai ! faux ?",
    "Quoi ?! Ah !!!",
    "(vraiment ?)",
    "« mot » et «mot»",
    "« « a » »",
    "«\nmot\n»",
    "« ",
    "dit \"mot\" et \"deux mots\".",
    "un écran de 15\" ou 17\"",
    "ouvert \"jamais fermé",
    "\"`a\"b`",
    "\"a\n\"b",
    "l'«hôte» d'aujourd'hui, le 'a' et 5' 30, l'`Engine`",
    "`let x: u8; l'a!` : vu",
    "``a ` b: c`` ; d",
    "seul ` ici: oui",
    "à 12:30 précises, std::env et C:\\bin",
    "voir HTTPS://exemple.fr/a?b=c;d!e:f'g !",
    "<mailto:a@b.fr?x> www.été.fr! xwww.a:",
    "maİlto:x www",
    ": suite",
    "a\n! b",
    "straße œuf ŉ ǆ ﬁ İi̇",
    "à\u{a0}é\u{202f}!\u{2003}x",
    "\u{85}a\u{2028}b\u{feff}c",
    "👩‍👩‍👧‍👦 : 🇫🇷 !",
    "un octet nul \0 au milieu: oui",
    "```\nlet a = \"x\";\n\nlet b = 'y' ;\n```\nc : d",
    "````md\n> ```\na : \"b\"\n````\r\nc !",
    "> ~~~\n> a !\n> ~~~ \n> b !",
    "```un`deux : trois\n```",
    "\ta !\n    b !\nc !\n \r\n    d !",
    "[a]: https://x \"t\"\n  [^1]: n : o\n[]: a !",
    "| a | b |\n| ---: | :---: |\n|--:|:--|",
    "[l](u \"t : )\" (v)) : oui ](a : b ](\n",
    "---\ntitle: \"x\"\r\n---\r\nb : c",
    "+++\n\na : b\n+++",
    ":tada: et :+1: a:b: ::c:: :é: :d:e",
    "<p style=\"color: red;\" title='a > b'> : <!-- a :\n b ! --> ! <!-- c :",
    "style=\"color: red;\" a=\"b : \n c=\"",
    "Nom      : D\ta\t?\t«\tb « \u{a0}c",
    "«&nbsp;oui&nbsp;» «&#160;A&#xA0;» « &NBSP;x&amp;»",
    "\u{feff}\"Bonjour\"\u{feff}: a",
    "Oui !</a> non :<b> <https://x.fr?a> si a <b : c !<",
    "voir https://x.fr! (www.x.fr/a_(b))? https://y…*_', [a](u): [https://z]:]",
];

fn rust_modules() -> [Box<dyn Plugin>; 3] {
    [
        Box::new(Majuscules),
        Box::new(Typographie),
        Box::new(Compteur),
    ]
}

fn scripts() -> Vec<Box<dyn Plugin>> {
    let options = ScriptOptions::default();
    let mut plugins: Vec<Box<dyn Plugin>> = Vec::new();
    for name in ["majuscules", "typographie", "compteur"] {
        let rhai = ScriptPlugin::load(&script_path(&format!("{name}.rhai")), &options);
        plugins.push(Box::new(rhai.unwrap()));
        let lua = LuaPlugin::load(&script_path(&format!("{name}.lua")), &options);
        plugins.push(Box::new(lua.unwrap()));
    }
    plugins
}

/// Le module Rust et chaque script du même nom rendent le même texte.
fn check(scripts: &[Box<dyn Plugin>], text: &str) -> Result<(), TestCaseError> {
    for rust in rust_modules() {
        let expected = rust.execute(text).expect("le module Rust ne refuse rien");
        let twins = scripts.iter().filter(|script| script.name() == rust.name());
        for script in twins {
            prop_assert_eq!(script.version(), rust.version());
            let found = script
                .execute(text)
                .map_err(|error| TestCaseError::fail(format!("{error} sur {text:?}")))?;
            prop_assert_eq!(&found, &expected, "{} sur {:?}", script.name(), text);
        }
    }
    Ok(())
}

#[test]
fn les_scripts_rendent_le_meme_texte_sur_le_corpus() {
    let scripts = scripts();
    for text in CORPUS {
        check(&scripts, text).unwrap();
    }
    check(&scripts, &CORPUS.join("\n")).unwrap();
}

#[test]
fn les_scripts_rendent_le_meme_texte_au_hasard() {
    let scripts = scripts();
    // Des signes qui comptent pour la typographie, assez souvent pour se rencontrer.
    let sign = prop::sample::select(vec![
        "'", "\"", "«", "»", ":", ";", "!", "?", " ", "\u{a0}", "\u{202f}", "\t", "\n", "\r\n",
        "`", "``", "(", ")", "…", "*", "_", "a", "é", "7", "mot", "http://x", "www.", "mailto:",
        "\n```", "\n~~~~", "\n    ", "\n\n", "[", "](", "]:", "<b", "<!--", "-->", ">", "=\"",
        ":a:", "---\n", "+++\n", "|", "-", "&nbsp;", "&", "\u{feff}", "\u{2007}", "  ", "\u{fffc}",
    ]);
    let typed = prop::collection::vec(sign, 0..40).prop_map(|signs| signs.concat());
    let text = prop_oneof![4 => typed, 1 => ".{0,60}", 1 => "\\PC{0,60}"];
    let config = Config {
        cases: 400,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&text, |text| check(&scripts, &text))
        .unwrap();
}
