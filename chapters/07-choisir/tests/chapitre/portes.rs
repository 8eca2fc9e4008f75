//! Chaque porte, ouverte par le registre comme le fait le programme.

use std::path::Path;
use std::sync::{Arc, Mutex};

use ch_choisir::Doors;
use ch_choisir::doors::NAMES;
use ch_configuration::{Config, Environment, Report, Source, Workshop};
use ch_ffi::Probe;
use verifications::bibliotheque;

fn doors() -> Doors {
    Doors::with_probe(Probe::with_program(env!("CARGO_BIN_EXE_hote-universel")))
}

/// Construit l'hôte d'un texte TOML ; ses chemins sont absolus.
fn build(doors: &Doors, text: &str) -> Result<Workshop, Report> {
    let config = Config::parse(Source::new("essai.toml", text), &Environment::empty())?;
    doors.registry().unwrap().build(config)
}

/// L'option `fichier` qui désigne un fichier des autres chapitres.
fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    format!("fichier = {:?}", path.display().to_string())
}

fn transform(workshop: &Workshop, text: &str) -> Result<String, String> {
    let output = workshop.run(text).map_err(|error| error.to_string())?;
    Ok(output.output().to_owned())
}

/// Un module par la porte `door`, avec ces options.
fn module(door: &str, options: &str) -> String {
    format!("[[module]]\ntype = \"{door}\"\n[module.options]\n{options}\n")
}

/// Les options de `majuscules` par chaque porte.
fn upper_case(door: &str) -> String {
    let options = match door {
        "ffi" => "paquet = \"greffon-majuscules\"\nconfiance = true".to_owned(),
        "rhai" | "lua" => file(&format!("03-scripts/scripts/{door}/majuscules.{door}")),
        "wasm" => file("06-wasm/invites/precompiles/majuscules.wasm"),
        _ => "module = \"majuscules\"".to_owned(),
    };
    module(door, &options)
}

#[test]
fn toutes_les_portes_donnent_le_meme_texte() {
    let text = "L'œuf, la straße et l'été : « déjà » ?\nİstanbul, ﬁn.";
    for door in NAMES {
        let workshop =
            build(&doors(), &upper_case(door)).unwrap_or_else(|report| panic!("{report}"));
        assert_eq!(
            transform(&workshop, text).unwrap(),
            text.to_uppercase(),
            "par la porte « {door} »"
        );
    }
}

#[test]
fn chaque_porte_annonce_la_version_du_module() {
    for door in NAMES {
        let workshop = build(&doors(), &upper_case(door)).unwrap();
        let versions: Vec<_> = workshop.plugins().map(|plugin| plugin.version()).collect();
        assert_eq!(versions, ["1.0.0"], "par la porte « {door} »");
    }
}

#[test]
fn un_greffon_sans_confiance_n_est_pas_charge() {
    let report = build(&doors(), &module("ffi", "paquet = \"greffon-majuscules\"")).unwrap_err();
    assert!(report.to_string().contains("confiance = true"), "{report}");
}

#[test]
fn un_greffon_se_designe_par_son_fichier_avec_ou_sans_extension() {
    let library = bibliotheque("greffon-majuscules");
    let file = library.file_name().unwrap().to_str().unwrap();
    let stem = library.file_stem().unwrap().to_str().unwrap();
    let bare = stem
        .strip_prefix(std::env::consts::DLL_PREFIX)
        .unwrap_or(stem);
    for name in [file, bare] {
        let path = library.with_file_name(name);
        let options = format!(
            "fichier = {:?}\nconfiance = true",
            path.display().to_string()
        );
        let workshop =
            build(&doors(), &module("ffi", &options)).unwrap_or_else(|report| panic!("{report}"));
        assert_eq!(transform(&workshop, "été").unwrap(), "ÉTÉ");
    }
}

#[test]
fn une_limite_zero_est_refusee_partout() {
    for (door, limit) in [
        ("rhai", "operations"),
        ("rhai", "duree_ms"),
        ("lua", "operations"),
        ("lua", "memoire_octets"),
        ("wasm", "carburant"),
        ("wasm", "memoire_pages"),
    ] {
        let text = format!("{}limites = {{ {limit} = 0 }}\n", upper_case(door));
        let report = build(&doors(), &text).expect_err(&format!("{door} : {limit} = 0"));
        let report = report.to_string();
        assert!(report.contains("un entier"), "{report}");
        assert!(!report.contains("nonzero"), "{report}");
    }
}

#[test]
fn une_limite_du_fichier_est_celle_du_moteur() {
    let script = |door: &str| file(&format!("03-scripts/scripts/{door}/typographie.{door}"));
    let guest = file("06-wasm/invites/precompiles/typographie.wasm");
    let text = "L'hôte dit : \"bonjour\" ! ".repeat(500);
    for (door, options, limit) in [
        ("rhai", script("rhai"), "operations = 5_000"),
        ("lua", script("lua"), "operations = 5_000"),
        ("wasm", guest, "carburant = 5_000"),
    ] {
        let config = module(door, &format!("{options}\nlimites = {{ {limit} }}"));
        let workshop = build(&doors(), &config).unwrap_or_else(|report| panic!("{report}"));
        transform(&workshop, "").unwrap_or_else(|error| panic!("{door}, {limit} : {error}"));
        transform(&workshop, &text)
            .expect_err(&format!("{door}, {limit} : la limite n'a rien arrêté"));
    }
}

#[test]
fn un_invite_n_a_que_les_capacites_de_son_fichier() {
    let wat = include_bytes!("../../../06-wasm/invites/wat/bavard.wat");
    let folder = tempfile::tempdir().unwrap();
    let guest = folder.path().join("bavard.wasm");
    std::fs::write(&guest, wasmer::wat2wasm(wat).unwrap()).unwrap();
    let options = format!("fichier = {:?}\n", guest.display().to_string());

    let report = build(&doors(), &module("wasm", &options)).unwrap_err();
    assert!(report.to_string().contains("host.log"), "{report}");

    let notes = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&notes);
    let doors = doors().journal(move |plugin, note| {
        heard.lock().unwrap().push(format!("{plugin} : {note}"));
    });
    let granted = format!("{options}capacites = [\"journal\", \"horloge\"]\n");
    let workshop = build(&doors, &module("wasm", &granted)).unwrap();
    assert_eq!(transform(&workshop, "").unwrap(), "l'heure est connue");
    assert_eq!(*notes.lock().unwrap(), ["wasm : je travaille"]);
}

#[test]
fn une_panique_d_un_module_compile_suit_la_politique() {
    use ch_contrat::{Plugin, PluginError};

    struct Panics;
    impl Plugin for Panics {
        fn name(&self) -> &str {
            "panique"
        }
        fn version(&self) -> &str {
            "0.0.0"
        }
        fn execute(&self, _: &str) -> Result<String, PluginError> {
            panic!("au secours")
        }
    }

    let doors = doors();
    let plugin = doors.guard("panique", Box::new(Panics), ch_choisir::Policy::Ecarter);
    assert_eq!(plugin.execute("un").unwrap(), "un");
    assert_eq!(plugin.execute("deux").unwrap(), "deux");
    let tally = &doors.ledger().tallies()["panique"];
    assert_eq!(
        (tally.calls(), tally.failures(), tally.discards()),
        (1, 1, 1)
    );
    assert_eq!(tally.first_failure(), Some("panique : au secours"));
}
