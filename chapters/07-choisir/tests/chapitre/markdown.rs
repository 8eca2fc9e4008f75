//! Un document garde tout ce qui n'est pas de la prose, où qu'on le coupe et par quelque porte
//! que le module entre.
//!
//! Les documents sont vrais : les pages de ce livre, et les README des crates que cargo a
//! téléchargées. Leur structure est lue avant et après par un analyseur de Markdown.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ch_choisir::{Cut, Doors, Pipeline};
use ch_configuration::{Config, Environment, Live, Source};
use ch_contrat::modules::typographie::compose;
use prose::Prose;
use pulldown_cmark::{Event, Options, Parser};

/// Le même module, par quatre portes.
const PORTS: [(&str, &str); 4] = [
    (
        "Rust",
        "type = \"integre\"\noptions = { module = \"typographie\" }",
    ),
    (
        "Rhai",
        "type = \"rhai\"\noptions = { fichier = \"03-scripts/scripts/rhai/typographie.rhai\", limites = { operations = 100_000_000, duree_ms = 600_000 } }",
    ),
    (
        "Lua",
        "type = \"lua\"\noptions = { fichier = \"03-scripts/scripts/lua/typographie.lua\", limites = { operations = 100_000_000, duree_ms = 600_000, memoire_octets = 100_000_000 } }",
    ),
    (
        "wasm",
        "type = \"wasm\"\noptions = { fichier = \"06-wasm/invites/precompiles/typographie.wasm\", limites = { carburant = 10_000_000_000 } }",
    ),
];

/// Un hôte à un module.
fn host(module: &str, longest: usize, cut: Cut) -> Pipeline {
    let folder = chapters();
    let module = module.replace(
        "fichier = \"",
        &format!("fichier = \"{}/", folder.display()),
    );
    let text = format!("longueur_max = {longest}\n[[module]]\n{module}\n");
    let config = Config::parse(
        Source::new("hote.toml", text.replace('\\', "/")),
        &Environment::empty(),
    );
    let probe = ch_ffi::Probe::with_program(env!("CARGO_BIN_EXE_hote-universel"));
    let registry = Doors::with_probe(probe).registry().unwrap();
    let workshop = registry
        .build(config.unwrap())
        .unwrap_or_else(|report| panic!("{report}"));
    Pipeline::new(Arc::new(Live::new(workshop)), cut)
}

fn chapters() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn pass(pipeline: &Pipeline, text: &str) -> String {
    let mut output = Vec::new();
    let summary = pipeline.run(Cursor::new(text), &mut output, |_| {});
    assert_eq!(summary.unwrap().read, text.len() as u64);
    String::from_utf8(output).unwrap()
}

/// Ce qu'un analyseur voit, à la typographie près.
fn structure(text: &str, options: Options) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let mut prose = String::new();
    for event in Parser::new_ext(text, options) {
        let words = match &event {
            Event::Text(words) => Some(skeleton(words)),
            Event::SoftBreak => Some("\n".to_owned()),
            _ => None,
        };
        match words {
            Some(words) => prose.push_str(&words),
            None => {
                seen.push(std::mem::take(&mut prose));
                seen.push(format!("{event:?}"));
            }
        }
    }
    seen.push(prose);
    seen
}

/// Un texte sans ses espaces, et avec des guillemets et des apostrophes d'une seule forme.
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

fn mdbook() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_GFM
}

/// Les lignes de code, qui ne doivent pas changer d'un octet.
fn code(text: &str) -> Vec<String> {
    let mut inside = false;
    let mut lines = Vec::new();
    for event in Parser::new_ext(text, mdbook()) {
        match event {
            Event::Start(pulldown_cmark::Tag::CodeBlock(_)) => inside = true,
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => inside = false,
            Event::Text(line) if inside => lines.push(line.to_string()),
            Event::Code(line) | Event::Html(line) | Event::InlineHtml(line) => {
                lines.push(line.to_string());
            }
            _ => {}
        }
    }
    lines
}

pub(crate) fn assert_intact(name: &str, before: &str, after: &str) {
    for options in [
        mdbook(),
        mdbook() | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS,
        Options::empty(),
    ] {
        let (expected, found) = (structure(before, options), structure(after, options));
        let difference = expected
            .iter()
            .zip(&found)
            .find(|(before, after)| before != after);
        assert_eq!(difference, None, "{name}");
        assert_eq!(expected.len(), found.len(), "{name}");
    }
    assert_eq!(code(after), code(before), "{name}");
}

/// Des documents qui ont déjà piégé quelqu'un.
const TRICKY: [&str; 12] = [
    "Voici :\n\n```\nlet a = \"x\";\n\nlet b = \"y\";\n```\n",
    "````md\n~~~\na : b !\n```\n\nc : d\n````\nL'un : oui !\n",
    "- un :\n\n  ```\n  a : \"b\"\n\n  c !\n  ```\n\n      d : \"e\"\n- deux !\n",
    "1. un :\n\n   > ```\n   > a : b\n   >\n   > c : d\n   > ```\n\ntrois : quatre\n",
    "---\ntitle: \"x\"\n\nautre : \"y\"\n---\n\nL'un : oui !\n",
    "+++\ntitle = \"x\" # l'un : deux\n+++\nL'un : oui !\n",
    "| a : b | l'un |\n| ---: | :---: |\n| `c : d` | \"e\" ! |\n\n[l'un]\n\n[l'un]: u \"t : 'l'un' !\"\n",
    "Une note[^l'un] : oui.\n\n[^l'un]: la note : \"x\" !\n\n    suite : oui\n",
    "<div title=\"a : b\">\n\n'a' : \"b\" !\n\n</div>\n\n<script>\nvar a = \"x\" ;\n\nvar b = 'y' !\n</script>\n\n<!-- a :\n\nb ! -->\n",
    "Nom      : D\na\t?\tb\n:tada: et https://x.fr! «&nbsp;oui&nbsp;» $a : b$ `l'un :\ndeux !` [l'un\ndeux](u\n\"t : u\")\n",
    "\u{feff}\"Bonjour\" : <a\nhref=\"x : y\">Oui !</a>\r\n\r\n```\r\na : b\r\n\r\nc !\r\n```\r\n",
    "Terme :\n\n: l'un : deux\n\nTitre :\n=====\n\n***\n\n# l'un : {#a:b .c}\n\\\"a\\\" : l\\'un [x]:\nu : v\n",
];

/// Les pages du livre.
fn book() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    let mut folders = vec![chapters().parent().unwrap().join("book/src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "md") {
                pages.push((
                    path.display().to_string(),
                    fs::read_to_string(path).unwrap(),
                ));
            }
        }
    }
    pages.sort();
    assert!(pages.len() > 30, "les pages du livre ont disparu");
    pages
}

/// Des README de crates, un sur `step`, pris dans le dossier où cargo les a téléchargées.
fn readmes(step: usize) -> Vec<(String, String)> {
    const LONGEST: u64 = 64 * 1024;
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let folders = |path: PathBuf| {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).collect::<Vec<_>>()
    };
    let sources = home.map(|home| folders(home.join("registry/src")));
    let crates = sources.unwrap_or_default().into_iter().flat_map(folders);
    let mut paths: Vec<PathBuf> = crates.map(|path| path.join("README.md")).collect();
    paths.sort();
    let short = |path: &PathBuf| fs::metadata(path).is_ok_and(|file| file.len() <= LONGEST);
    let read = |path: PathBuf| Some((path.display().to_string(), fs::read_to_string(path).ok()?));
    let readmes: Vec<_> = paths
        .into_iter()
        .filter(short)
        .step_by(step)
        .filter_map(read)
        .collect();
    if readmes.is_empty() {
        eprintln!("aucun README de crate à essayer : le dossier registry/src de cargo est vide");
    }
    readmes
}

const WAYS: [Cut; 2] = [Cut::Block, Cut::Line];

/// Ce qui a déjà piégé quelqu'un passe par les quatre portes, coupé partout.
#[test]
fn les_textes_pieges_gardent_leur_structure_par_les_quatre_portes() {
    for cut in WAYS {
        for longest in [1, 2, 3, 5, 8, 13, 40, 10_000] {
            let [rust, others @ ..] = PORTS.map(|(_, module)| host(module, longest, cut));
            for text in TRICKY {
                let expected = pass(&rust, text);
                assert_intact(text, text, &expected);
                for ((port, _), other) in PORTS[1..].iter().zip(&others) {
                    assert_eq!(
                        pass(other, text),
                        expected,
                        "{port}, {longest}, {cut:?}, {text}"
                    );
                }
            }
        }
    }
}

/// Les vrais documents gardent leur structure, de la plus petite coupe à la plus grande.
#[test]
fn les_vrais_documents_gardent_leur_structure() {
    let documents: Vec<_> = book().into_iter().chain(readmes(12)).collect();
    for cut in WAYS {
        for longest in [1, 7, 60, 500, 65_536] {
            let host = host(PORTS[0].1, longest, cut);
            for (name, text) in &documents {
                assert_intact(
                    &format!("{name}, {longest}, {cut:?}"),
                    text,
                    &pass(&host, text),
                );
            }
        }
    }
}

/// Un échantillon passe aussi par Rhai, Lua et WebAssembly, et en sort pareil.
#[test]
fn les_quatre_portes_rendent_les_memes_documents() {
    let documents: Vec<_> = book().into_iter().step_by(12).chain(readmes(160)).collect();
    for (longest, cut) in [(30, Cut::Block), (65_536, Cut::Block), (65_536, Cut::Line)] {
        let [rust, others @ ..] = PORTS.map(|(_, module)| host(module, longest, cut));
        for (name, text) in &documents {
            let expected = pass(&rust, text);
            for ((port, _), other) in PORTS[1..].iter().zip(&others) {
                assert_eq!(
                    pass(other, text),
                    expected,
                    "{port}, {longest}, {cut:?}, {name}"
                );
            }
        }
    }
}

/// La coupe ne se voit pas : un document coupé entre ses blocs est composé comme d'un seul tenant.
#[test]
fn la_coupe_ne_se_voit_pas() {
    for (name, text) in book() {
        let prose = Prose::of(&text);
        let whole = prose.put_back(&compose(prose.text())).unwrap();
        if text.lines().count() > 20 {
            assert_ne!(whole, text, "{name} : rien n'a été composé");
        }
        for longest in [2_000, 10_000] {
            assert_eq!(
                pass(&host(PORTS[0].1, longest, Cut::Block), &text),
                whole,
                "{name}"
            );
        }
    }
}
