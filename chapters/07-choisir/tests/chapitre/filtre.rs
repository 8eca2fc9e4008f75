//! Le filtre de texte : ce qu'il coupe, ce qu'il laisse, et quels modules il prend.

use std::collections::VecDeque;
use std::fs;
use std::io::{self, Cursor, Read};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use ch_choisir::{Cut, Doors, Format, Pipeline};
use ch_configuration::{Config, Environment, Live, Source, Workshop};

use crate::markdown::assert_intact;

fn workshop(text: &str) -> Workshop {
    let config = Config::parse(Source::new("hote.toml", text), &Environment::empty());
    let probe = ch_ffi::Probe::with_program(env!("CARGO_BIN_EXE_hote-universel"));
    let registry = Doors::with_probe(probe).registry().unwrap();
    registry.build(config.unwrap()).unwrap()
}

fn integrated(name: &str, longest: usize) -> Workshop {
    workshop(&format!(
        "longueur_max = {longest}\n[[module]]\ntype = \"integre\"\noptions = {{ module = \"{name}\" }}\n"
    ))
}

fn pass(pipeline: &Pipeline, text: impl Read) -> String {
    let mut output = Vec::new();
    pipeline.run(text, &mut output, |_| {}).unwrap();
    String::from_utf8(output).unwrap()
}

/// Le programme, avec `typographie` et `longueur_max = 40`, sur `text`.
fn program(text: &str, option: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let config = "longueur_max = 40\n[[module]]\ntype = \"integre\"\noptions = { module = \"typographie\" }\n";
    fs::write(folder.path().join("hote.toml"), config).unwrap();
    fs::write(folder.path().join("texte.md"), text).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_hote-universel"))
        .current_dir(folder.path())
        .args([option, "texte.md"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// Du code plus long que `longueur_max` traverse le programme sans changer.
#[test]
fn du_code_coupe_par_la_longueur_permise_ne_change_pas() {
    let text = "Voici :\n\n```\nlet a = \"x\";\n\nlet b = \"y\";\n```\nL'un : oui !\n";
    let expected = text
        .replace("Voici :", "Voici\u{a0}:")
        .replace("L'un : oui !", "L’un\u{a0}: oui\u{202f}!");
    for option in ["--bilan", "--par-ligne"] {
        assert_eq!(program(text, option), expected, "{option}");
    }
}

/// Avec `--brut`, tout le texte va aux modules.
#[test]
fn en_brut_le_module_recoit_tout() {
    let live = Arc::new(Live::new(integrated("majuscules", 10)));
    let plain = Pipeline::new(live, Cut::Block).format(Format::Plain);
    assert_eq!(pass(&plain, &b"un `code`\n"[..]), "UN `CODE`\n");
}

/// Un module qui ne rend pas les objets du texte est refusé, et l'erreur dit quoi faire.
#[test]
fn un_module_qui_perd_le_code_est_refuse() {
    let live = Arc::new(Live::new(integrated("compteur", 1000)));
    let pipeline = Pipeline::new(live, Cut::Block);
    assert_eq!(
        pass(&pipeline, &b"un deux\ntrois\n"[..]),
        "2 lignes, 3 mots, 13 caractères\n"
    );
    let error = pipeline
        .run(&b"un `deux`\n"[..], &mut Vec::new(), |_| {})
        .unwrap_err();
    let message = error.to_string();
    assert!(
        message.contains("« integre »") && message.contains("--brut"),
        "{message}"
    );
}

/// Un bloc plus grand que ce que l'hôte tient en mémoire garde tout ce qui n'est pas de la prose.
#[test]
fn un_bloc_immense_garde_ce_qui_n_est_pas_de_la_prose() {
    let many = |line: &str| line.repeat(70 * 1024 / line.len());
    let code = many("let a = \"x\" ; l'un !\n\n");
    let documents = [
        format!("```\n{code}```\n\nl'un : oui !\n"),
        format!(
            "> ~~~\n{}> ~~~\n\nl'un : oui !\n",
            code.lines()
                .map(|line| format!("> {line}\n"))
                .collect::<String>()
        ),
        format!(
            "- un\n\n  ```\n{}  ```\n\nl'un : oui !\n",
            code.lines()
                .map(|line| format!("  {line}\n"))
                .collect::<String>()
        ),
        format!("<!-- a\n{code}-->\n\nl'un : oui !\n"),
        format!("<script>\n{code}</script>\n\nl'un : oui !\n"),
        format!(
            "a\n\n{}\nl'un : oui !\n",
            code.lines()
                .map(|line| format!("    {line}\n"))
                .collect::<String>()
        ),
        format!(
            "| a | b |\n|--:|---|\n{}\nl'un : oui !\n",
            many("| `x : y` | l'un : z |\n")
        ),
        format!(
            "{}\nl'un : oui !\n",
            many("une ligne : [a](u \"t : v\") et `c : d` !\n")
        ),
        format!(
            "un `code : {}` fini !\n\nl'un : oui !\n",
            many("jamais : fini\n")
        ),
        format!("{}\n\nl'un : oui !\n", many("mot : `c : d` ")),
        format!("```\n{}\n```\n\nl'un : oui !\n", many("a : b !")),
        many("- l'un : `c : d`\n\n  suite : oui\n"),
    ];
    for cut in [Cut::Block, Cut::Line] {
        let pipeline = Pipeline::new(Arc::new(Live::new(integrated("typographie", 10_000))), cut);
        for (number, document) in documents.iter().enumerate() {
            let result = pass(&pipeline, Cursor::new(document));
            assert_intact(&format!("document {number}, {cut:?}"), document, &result);
            let end = result.trim_end().lines().last().unwrap();
            assert!(end.contains('\u{a0}'), "document {number}, {cut:?} : {end}");
        }
    }
}

/// Un lecteur qui rend une ligne à la fois, et fait quelque chose juste avant.
struct Typing<F> {
    lines: VecDeque<&'static str>,
    before: F,
}

impl<F: FnMut(&str)> Read for Typing<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(line) = self.lines.pop_front() else {
            return Ok(0);
        };
        (self.before)(line);
        buffer[..line.len()].copy_from_slice(line.as_bytes());
        Ok(line.len())
    }
}

/// Une relecture faite pendant que l'hôte attend une ligne vaut pour cette ligne.
#[test]
fn une_relecture_vaut_pour_la_ligne_suivante() {
    for format in [Format::Markdown, Format::Plain] {
        let live = Arc::new(Live::new(integrated("typographie", 1000)));
        let pipeline = Pipeline::new(Arc::clone(&live), Cut::Line).format(format);
        let typing = Typing {
            lines: VecDeque::from(["l'un\n", "l'autre\n"]),
            before: |line: &str| {
                if line == "l'autre\n" {
                    live.replace(integrated("majuscules", 1000));
                }
            },
        };
        assert_eq!(pass(&pipeline, typing), "l’un\nL'AUTRE\n", "{format:?}");
    }
}

/// L'exemple du README : un module qui ajoute à la fin du texte ajoute à la fin de la ligne.
#[test]
fn la_fin_de_la_ligne_n_est_pas_du_texte() {
    let folder = tempfile::tempdir().unwrap();
    let script =
        "fn name() { \"essai\" }\nfn version() { \"1.0.0\" }\nfn execute(text) { text + \" !\" }\n";
    let path = folder.path().join("essai.rhai");
    fs::write(&path, script).unwrap();
    let shown = Path::display(&path).to_string().replace('\\', "/");
    let live = workshop(&format!(
        "[[module]]\ntype = \"rhai\"\nnom = \"essai\"\noptions = {{ fichier = \"{shown}\" }}\n"
    ));
    let pipeline = Pipeline::new(Arc::new(Live::new(live)), Cut::Line);
    assert_eq!(
        pass(&pipeline, &b"un\r\ndeux\n\ntrois"[..]),
        "un !\r\ndeux !\n\ntrois !"
    );
}
