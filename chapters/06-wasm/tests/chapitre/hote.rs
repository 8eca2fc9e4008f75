//! L'hôte de référence : les mêmes modules que par les autres portes, et la vie d'une instance.

use std::fs;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;

use ch_contrat::{Compteur, Majuscules, Plugin, Typographie};
use ch_wasm::{Capabilities, GuestError, Limits, Loader, ModuleCache, WasmPlugin, guest_path};

const TEXTS: [&str; 9] = [
    "",
    "bonjour",
    "L'hôte dit: \"bonjour!\"",
    "où est l'œuf ? À Noël, ça gèle ; ÿ",
    "deux\nlignes\n",
    "un octet nul \0 au milieu",
    "🦀 et 1 ÷ 2",
    "\u{a0}\u{2003}à\u{a0}é\u{85}",
    "`code: x` https://a.b?c=d !",
];

/// Un invité qui a de quoi traiter de longs textes.
fn guest(name: &str) -> WasmPlugin {
    let limits = Limits {
        fuel: 2_000_000_000,
        ..Limits::default()
    };
    let loader = Loader::new().limits(limits);
    loader
        .load(&guest_path(name))
        .expect("un invité précompilé se charge")
}

fn wat(source: &str) -> Vec<u8> {
    wasmer::wat2wasm(source.as_bytes()).unwrap().into_owned()
}

#[test]
fn les_invites_rendent_ce_que_rend_le_rust_natif() {
    let natives: [(&str, &dyn Plugin); 3] = [
        ("typographie", &Typographie),
        ("majuscules", &Majuscules),
        ("compteur", &Compteur),
    ];
    for (name, native) in natives {
        let plugin = guest(name);
        assert_eq!((plugin.name(), plugin.version()), (name, native.version()));
        let long = "Et puis: voilà ! ".repeat(20_000);
        for text in TEXTS.into_iter().chain([long.as_str()]) {
            assert_eq!(
                plugin.execute(text).unwrap(),
                native.execute(text).unwrap(),
                "{name}, sur {:?}",
                text.chars().take(40).collect::<String>()
            );
        }
    }
}

#[test]
fn l_invite_en_wat_sait_le_francais() {
    let wasm = wat(include_str!("../../invites/wat/majuscules.wat"));
    let plugin = Loader::new().load_bytes("majuscules.wat", &wasm).unwrap();
    for text in [
        "",
        "où est l'œuf ?",
        "ÀÉ déjà ÷ 2, ça va",
        &"à".repeat(300_000),
    ] {
        assert_eq!(
            plugin.execute(text).unwrap(),
            Majuscules.execute(text).unwrap()
        );
    }
}

#[test]
fn mille_appels_ne_font_pas_grandir_la_memoire() {
    for name in ["typographie", "majuscules", "compteur"] {
        // Une page de plus par appel passerait la limite bien avant la fin.
        let limits = Limits {
            memory_pages: 40,
            ..Limits::default()
        };
        let plugin = Loader::new()
            .limits(limits)
            .load(&guest_path(name))
            .unwrap();
        let text = "é".repeat(10_000);
        for turn in 0..1000 {
            if let Err(error) = plugin.execute(&text) {
                panic!("{name}, tour {turn} : {error}");
            }
        }
    }
}

#[test]
fn mille_refus_ne_font_pas_grandir_la_memoire() {
    let source = include_str!("../../invites/wat/majuscules.wat").replace(
        r#"(func (export "status") (result i32) (i32.const 0))"#,
        r#"(func (export "status") (result i32) (i32.const 1))"#,
    );
    let limits = Limits {
        memory_pages: 4,
        ..Limits::default()
    };
    let loader = Loader::new().limits(limits);
    let plugin = loader.load_bytes("refus", &wat(&source)).unwrap();
    let text = "non ".repeat(2000);
    for turn in 0..1000 {
        let error = plugin.execute(&text).unwrap_err();
        // Le message d'un invité est montré, jusqu'à une longueur raisonnable.
        let shown = francais::visible(&text.to_uppercase());
        assert_eq!(error.message(), shown, "tour {turn}");
    }
}

/// Une panique de Rust, une faute : l'instance est jetée, la suivante est neuve.
#[test]
fn apres_une_faute_l_instance_est_neuve_et_initialisee() {
    let template = include_str!("../../invites/wat/gabarit.wat");
    let source = template
        .replace(
            ";; CORPS",
            "(global.set $calls (i32.add (global.get $calls) (i32.const 1)))
             (if (i32.eq (global.get $calls) (i32.const 13)) (then unreachable))
             (i32.store8 (i32.const 2048) (i32.add (global.get $calls) (i32.const 48)))
             (return (i64.const 0x0000080000000001))",
        )
        .replace(
            "(data (i32.const 16)",
            r#"(global $calls (mut i32) (i32.const 0))
               (func (export "init") (result i64)
                 (global.set $calls (i32.const 10)) (i64.const 0))
               (data (i32.const 16)"#,
        );
    let mut plugin = Loader::new().load_bytes("essai", &wat(&source)).unwrap();
    plugin.init().unwrap();
    let calls: Vec<String> = (0..5)
        .map(|_| {
            plugin
                .execute("x")
                .unwrap_or_else(|e| e.message().to_owned())
        })
        .collect();
    // 48 + 11 est « ; », 48 + 12 « < » : après la faute du treizième, on repart d'`init`.
    assert_eq!(
        calls,
        [";", "<", "faute de l'invité (unreachable)", ";", "<"]
    );
}

#[test]
fn le_carburant_est_neuf_a_chaque_appel() {
    let limits = Limits {
        fuel: 200_000,
        ..Limits::default()
    };
    let plugin = Loader::new().limits(limits).load(&guest_path("compteur"));
    let plugin = plugin.unwrap();
    for _ in 0..100 {
        plugin.execute(&"a ".repeat(1000)).unwrap();
    }
    let error = plugin.execute(&"a ".repeat(100_000)).unwrap_err();
    assert_eq!(error.message(), "carburant épuisé");
    plugin.execute("et il repart").unwrap();
}

#[test]
fn le_journal_recoit_ce_que_l_invite_ecrit() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&lines);
    let capabilities = Capabilities::none()
        .log(move |line| sink.lock().unwrap().push(line.to_owned()))
        .clock();
    let wasm = wat(include_str!("../../invites/wat/bavard.wat"));
    let plugin = Loader::new()
        .capabilities(capabilities)
        .load_bytes("bavard", &wasm)
        .unwrap();
    assert_eq!(plugin.execute("x").unwrap(), "l'heure est connue");
    assert_eq!(*lines.lock().unwrap(), ["je travaille"]);
}

/// Le journal de l'hôte rappelle l'invité qui lui écrit : une erreur, pas un verrou éternel.
#[test]
fn un_rappel_dans_le_meme_fil_est_une_erreur() {
    static PLUGIN: OnceLock<WasmPlugin> = OnceLock::new();
    static SEEN: Mutex<Vec<String>> = Mutex::new(Vec::new());
    let capabilities = Capabilities::none()
        .log(|_| {
            let again = PLUGIN.get().expect("chargé").execute("encore");
            let seen = again.unwrap_or_else(|error| error.message().to_owned());
            SEEN.lock().unwrap().push(seen);
        })
        .clock();
    let wasm = wat(include_str!("../../invites/wat/bavard.wat"));
    let loader = Loader::new().capabilities(capabilities);
    PLUGIN
        .set(loader.load_bytes("bavard", &wasm).unwrap())
        .unwrap();
    let answer = PLUGIN.get().unwrap().execute("x").unwrap();
    assert_eq!(answer, "l'heure est connue");
    assert_eq!(
        *SEEN.lock().unwrap(),
        ["l'invité est déjà en train de répondre"]
    );
}

#[test]
fn plusieurs_fils_se_partagent_un_invite() {
    let plugin = Arc::new(guest("majuscules"));
    let workers: Vec<_> = (0..4)
        .map(|worker| {
            let plugin = Arc::clone(&plugin);
            thread::spawn(move || {
                for turn in 0..200 {
                    let text = format!("fil {worker}, tour {turn}");
                    assert_eq!(plugin.execute(&text).unwrap(), text.to_uppercase());
                }
            })
        })
        .collect();
    for worker in workers {
        worker.join().unwrap();
    }
}

#[test]
fn l_erreur_garde_sa_cause() {
    let source =
        include_str!("../../invites/wat/gabarit.wat").replace(";; CORPS", "(loop $l (br $l))");
    let plugin = Loader::new().load_bytes("boucle", &wat(&source)).unwrap();
    let error = plugin.execute("x").unwrap_err();
    let cause = std::error::Error::source(&error).expect("une cause");
    assert_eq!(
        cause.downcast_ref::<GuestError>(),
        Some(&GuestError::OutOfFuel)
    );
}

// ——— Le cache ———

fn entries(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let files = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

fn cached(folder: &std::path::Path, limits: Limits) -> WasmPlugin {
    // SÛRETÉ : le dossier est temporaire, et à nous seuls.
    let cache = unsafe { ModuleCache::open(folder) }.unwrap();
    let loader = Loader::new().limits(limits).cache(cache);
    loader.load(&guest_path("majuscules")).unwrap()
}

#[test]
fn le_cache_rend_le_meme_invite_et_se_repare() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("cache");
    assert_eq!(
        cached(&folder, Limits::default()).execute("é").unwrap(),
        "É"
    );
    let files = entries(&folder);
    assert_eq!(files.len(), 1, "une entrée : {files:?}");
    let good = fs::read(&files[0]).unwrap();
    assert_eq!(
        cached(&folder, Limits::default()).execute("é").unwrap(),
        "É"
    );

    let mut damages = vec![
        Vec::new(),
        good[..40].to_vec(),
        good[..good.len() - 1].to_vec(),
    ];
    for at in [0, 31, 32, 100, good.len() / 2, good.len() - 1] {
        let mut flipped = good.clone();
        flipped[at] ^= 0x10;
        damages.push(flipped);
    }
    for damaged in damages {
        fs::write(&files[0], damaged).unwrap();
        assert_eq!(
            cached(&folder, Limits::default()).execute("é").unwrap(),
            "É"
        );
        let repaired = fs::read(&files[0]).unwrap();
        assert_eq!(repaired[..32], good[..32], "l'entrée abîmée est refaite");
    }
}

#[test]
fn une_autre_limite_de_carburant_est_une_autre_entree() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("cache");
    cached(&folder, Limits::default());
    let limits = Limits {
        fuel: 1_000_000,
        ..Limits::default()
    };
    cached(&folder, limits);
    assert_eq!(entries(&folder).len(), 2);
}

#[cfg(unix)]
#[test]
fn un_dossier_ou_d_autres_ecrivent_est_refuse() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    fs::set_permissions(home.path(), fs::Permissions::from_mode(0o777)).unwrap();
    // SÛRETÉ : rien n'est lu, l'ouverture est refusée.
    let refused = unsafe { ModuleCache::open(home.path()) }.unwrap_err();
    assert!(refused.to_string().contains("droits 777"), "{refused}");
}
