//! Ce qui entre par une porte : des fichiers qui n'en sont pas, des textes qui commandent le
//! terminal, des greffons qui écrivent où il ne faut pas.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// Lance l'hôte dans `folder`, dont `hote.toml` est `config`.
fn host(folder: &Path, config: &str, arguments: &[&str]) -> Output {
    fs::write(folder.join("hote.toml"), config).unwrap();
    run(folder, arguments)
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_hote-universel"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

/// Tout ce que le programme a écrit.
fn written(output: &Output) -> String {
    let text = [output.stdout.clone(), output.stderr.clone()].concat();
    String::from_utf8(text).unwrap()
}

/// Un module par porte qui lit un fichier, tous du même fichier.
fn every_door(file: &str) -> String {
    let door = |door: &str, trust: &str| {
        format!(
            "[[module]]\ntype = \"{door}\"\nnom = \"par-{door}\"\noptions = {{ fichier = \"{file}\"{trust} }}\n"
        )
    };
    [
        door("rhai", ""),
        door("lua", ""),
        door("wasm", ""),
        door("ffi", ", confiance = true"),
    ]
    .concat()
}

/// Un tube, un périphérique, un dossier sont refusés par toutes les portes, sans les ouvrir.
#[cfg(unix)]
#[test]
fn ce_qui_n_est_pas_un_fichier_ordinaire_est_refuse_partout() {
    let folder = TempDir::new().unwrap();
    let made = Command::new("mkfifo")
        .arg(folder.path().join("tube.mod"))
        .status();
    assert!(made.unwrap().success());
    fs::create_dir(folder.path().join("dossier.mod")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero.mod")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("prise.mod")).unwrap();
    for (file, reason) in [
        ("tube.mod", "c'est un tube nommé"),
        ("zero.mod", "c'est un périphérique"),
        ("dossier.mod", "c'est un dossier"),
        ("prise.mod", "c'est une prise réseau"),
    ] {
        let output = host(folder.path(), &every_door(file), &["--verifier"]);
        let text = written(&output);
        assert_eq!(text.matches(reason).count(), 4, "{file} : {text}");
        let output = run(folder.path(), &["-c", file, "--verifier"]);
        assert!(written(&output).contains(reason), "{}", written(&output));
    }
}

/// Un fichier d'un gibioctet, qui n'occupe rien sur le disque, est refusé sans être lu.
#[test]
fn un_fichier_immense_est_refuse_sans_etre_lu() {
    let folder = TempDir::new().unwrap();
    let file = fs::File::create(folder.path().join("immense.mod")).unwrap();
    file.set_len(1 << 30).unwrap();
    let output = host(folder.path(), &every_door("immense.mod"), &["--verifier"]);
    let text = written(&output);
    for reason in ["script trop long", "au plus", "il dépasse 64 Mio"] {
        assert!(text.contains(reason), "« {reason} » : {text}");
    }
    let output = run(folder.path(), &["-c", "immense.mod", "--verifier"]);
    assert!(
        written(&output).contains("fichier trop gros"),
        "{}",
        written(&output)
    );
}

/// Ce qu'un module dit de lui ou de ses échecs ne commande jamais le terminal.
#[test]
fn rien_de_ce_que_dit_un_module_ne_commande_le_terminal() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    let identity = "fn name() { \"x\" }\nfn version() { \"1.0.0\" }\n";
    write(
        "leve.rhai",
        &format!("{identity}fn execute(text) {{ throw \"\\x1b[31mX\\x07\\nfausse ligne\" }}\n"),
    );
    write(
        "leve.lua",
        "return { name = 'x', version = '1.0.0', execute = function(t) error('\\27[31mX\\7') end }",
    );
    write(
        "nom.rhai",
        "fn name() { \"\\x1b[31mX\" }\nfn version() { \"1.0.0\" }\nfn execute(text) { text }\n",
    );
    write("faux.rhai", "fn \u{1b}[31mX() {");
    write("faux.toml", "\"\\u001b[31mX\" = 1\n\u{1b}[31m = 2\n");
    let wat = r#"(module (import "\1b[31mX" "\07" (func)))"#;
    let wasm = wasmer::wat2wasm(wat.as_bytes()).unwrap();
    fs::write(folder.path().join("import.wasm"), wasm).unwrap();
    write("texte.txt", "un mot\n");
    let talkative = essais_c::bavard().display().to_string().replace('\\', "/");
    let module =
        |kind: &str, rest: &str| format!("[[module]]\ntype = \"{kind}\"\noptions = {{ {rest} }}\n");
    let configs = [
        module("rhai", "fichier = \"leve.rhai\""),
        module(
            "rhai",
            "fichier = \"leve.rhai\", en_cas_d_echec = \"laisser-passer\"",
        ),
        module("lua", "fichier = \"leve.lua\""),
        module("rhai", "fichier = \"nom.rhai\""),
        module("rhai", "fichier = \"faux.rhai\""),
        module("wasm", "fichier = \"import.wasm\""),
        module(
            "ffi",
            &format!("fichier = \"{talkative}\", confiance = true"),
        ),
    ];
    for config in configs {
        for arguments in [&["texte.txt"][..], &["--lister"], &["--verifier"]] {
            let output = host(folder.path(), &config, arguments);
            let text = written(&output);
            let raw = text.chars().find(|c| c.is_control() && *c != '\n');
            assert_eq!(raw, None, "{config}{arguments:?} : {text:?}");
            assert!(!text.contains("\nfausse ligne"), "{text}");
        }
    }
    let text = written(&run(folder.path(), &["-c", "faux.toml", "--verifier"]));
    assert!(!text.contains('\u{1b}'), "{text:?}");
}

/// Un greffon sain qui écrit sur la sortie standard passe l'essai de la sonde.
#[test]
fn un_greffon_bavard_passe_la_sonde() {
    let folder = TempDir::new().unwrap();
    let path = essais_c::bavard().display().to_string().replace('\\', "/");
    let config = format!(
        "[[module]]\ntype = \"ffi\"\noptions = {{ fichier = \"{path}\", confiance = true }}\n"
    );
    let output = host(folder.path(), &config, &["--verifier"]);
    let text = written(&output);
    assert!(text.contains("1 module prêt"), "{text}");
}

/// Un greffon trouve la bibliothèque qu'il cherche à côté de lui, et rien ne reste de la copie.
#[cfg(target_os = "linux")]
#[test]
fn un_greffon_trouve_les_bibliotheques_de_son_dossier() {
    const GREFFON: &str = r#"
        #include "greffon.h"
        extern int secours(void);
        static PluginStatus create(PluginInstance **i) { static char c; *i = (void *)&c; return secours(); }
        static PluginStatus init(PluginInstance *i, PluginBuffer *e) { (void)i; (void)e; return PLUGIN_OK; }
        static PluginStatus execute(PluginInstance *i, PluginStr t, PluginBuffer *o) { (void)i; (void)t; (void)o; return PLUGIN_OK; }
        static void free_buffer(PluginBuffer b) { (void)b; }
        static void destroy(PluginInstance *i) { (void)i; }
        static const PluginApi API = { 1, sizeof(PluginApi), "origine", "1.0.0", create, init, execute, free_buffer, destroy };
        EXPORT const PluginApi *plugin_entry(void) { return &API; }
    "#;
    let folder = TempDir::new().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    fs::create_dir(path("lib")).unwrap();
    fs::write(path("secours.c"), "int secours(void) { return 0; }").unwrap();
    fs::write(path("greffon.c"), GREFFON).unwrap();
    let include = Path::new(env!("CARGO_MANIFEST_DIR")).join("../02-ffi/abi/include");
    let compile = |arguments: &[&str]| {
        let status = Command::new("cc")
            .args(["-shared", "-fPIC"])
            .args(arguments)
            .status();
        assert!(status.unwrap().success(), "{arguments:?}");
    };
    use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
    let secours = format!("lib/{DLL_PREFIX}secours{DLL_SUFFIX}");
    compile(&[&path("secours.c"), "-o", &path(&secours)]);
    compile(&[
        &path("greffon.c"),
        "-o",
        &path("greffon.mod"),
        "-I",
        &include.display().to_string(),
        "-L",
        &path("lib"),
        "-lsecours",
        "-Wl,-rpath,$ORIGIN/lib",
    ]);
    fs::write(path("texte.txt"), "un mot\n").unwrap();
    let config =
        "[[module]]\ntype = \"ffi\"\noptions = { fichier = \"greffon.mod\", confiance = true }\n";
    let before = fs::read_dir(folder.path()).unwrap().count() + 1;
    let output = host(folder.path(), config, &["--verifier"]);
    assert!(
        written(&output).contains("1 module prêt"),
        "{}",
        written(&output)
    );
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        before,
        "la copie est effacée"
    );
}

/// Si la copie ne peut aller ni à côté ni dans le dossier temporaire, l'hôte nomme TMPDIR.
#[cfg(unix)]
#[test]
fn un_dossier_temporaire_inutilisable_est_nomme() {
    let folder = TempDir::new().unwrap();
    // Un nom si long que sa copie n'en peut avoir un plus long : elle ne va pas à côté.
    let file = format!("{}.mod", "g".repeat(251));
    fs::copy(
        verifications::bibliotheque("greffon-majuscules"),
        folder.path().join(&file),
    )
    .unwrap();
    let config = format!(
        "[[module]]\ntype = \"ffi\"\noptions = {{ fichier = \"{file}\", confiance = true }}\n"
    );
    fs::write(folder.path().join("hote.toml"), config).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_hote-universel"))
        .current_dir(folder.path())
        .env("TMPDIR", folder.path().join("absent"))
        .arg("--verifier")
        .output()
        .unwrap();
    let text = written(&output);
    assert!(
        text.contains("TMPDIR") && text.contains("il n'existe pas"),
        "{text}"
    );
}
