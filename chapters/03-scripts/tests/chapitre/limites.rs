//! Les limites que le corpus hostile ne montre pas : l'échéance, le journal, l'entrée, le
//! partage entre fils d'exécution.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use ch_scripts::{
    Limit, Limits, LuaPlugin, MemoryJournal, ScriptErrorKind, ScriptOptions, ScriptPlugin,
    script_path,
};

fn rhai(body: &str, options: &ScriptOptions) -> ScriptPlugin {
    let source =
        format!("fn name() {{ \"essai\" }} fn version() {{ \"1\" }} fn execute(text) {{ {body} }}");
    ScriptPlugin::from_source("essai.rhai", &source, options).unwrap_or_else(|e| panic!("{e}"))
}

fn lua(body: &str, options: &ScriptOptions) -> LuaPlugin {
    let source =
        format!("return {{ name = 'essai', version = '1', execute = function(text) {body} end }}");
    LuaPlugin::from_source("essai.lua", &source, options).unwrap_or_else(|e| panic!("{e}"))
}

/// Un compte d'opérations que personne n'atteint : seule l'échéance peut arrêter.
fn only_time() -> ScriptOptions {
    let limits = Limits {
        operations: u64::MAX - 1,
        time: Duration::from_millis(50),
        ..Limits::default()
    };
    ScriptOptions {
        limits,
        ..ScriptOptions::default()
    }
}

#[test]
fn l_echeance_arrete_un_script_rhai() {
    let error = rhai("loop {}", &only_time()).transform("").unwrap_err();
    assert_eq!(error.limit_reached(), Some(Limit::Time));
}

#[test]
fn l_echeance_arrete_un_script_lua_meme_sous_pcall() {
    let body = "while true do pcall(function() while true do end end) end";
    let error = lua(body, &only_time()).transform("").unwrap_err();
    assert_eq!(error.limit_reached(), Some(Limit::Time));
}

#[test]
fn un_texte_trop_long_n_entre_pas() {
    let options = ScriptOptions::default();
    let text = "x".repeat(options.limits.input_bytes + 1);
    let errors = [
        rhai("text", &options).transform(&text).unwrap_err(),
        lua("return text", &options).transform(&text).unwrap_err(),
    ];
    for error in errors {
        assert_eq!(error.limit_reached(), Some(Limit::Input));
    }
}

#[test]
fn le_plus_long_texte_permis_passe_dans_majuscules() {
    let options = ScriptOptions::default();
    let text = "x ".repeat(options.limits.input_bytes / 2);
    assert!(rhai("text.to_upper()", &options).transform(&text).is_ok());
    assert!(
        lua("return unicode.to_uppercase(text)", &options)
            .transform(&text)
            .is_ok()
    );
}

#[test]
fn les_limites_par_defaut_suffisent_a_une_dizaine_de_pages() {
    let options = ScriptOptions::default();
    // Une page dactylographiée : mille cinq cents signes.
    let text = "L'hôte dit: « oui ! » ".repeat(15_000 / 22);
    for file in ["typographie", "compteur"] {
        let rhai = ScriptPlugin::load(&script_path(&format!("{file}.rhai")), &options).unwrap();
        let lua = LuaPlugin::load(&script_path(&format!("{file}.lua")), &options).unwrap();
        let answers = [rhai.transform(&text), lua.transform(&text)];
        let [rhai, lua] = answers.map(|answer| answer.unwrap_or_else(|e| panic!("{file} : {e}")));
        assert_eq!(rhai, lua);
    }
}

#[test]
fn une_note_trop_longue_est_coupee_et_tient_sur_une_ligne() {
    let journal = Arc::new(MemoryJournal::new());
    let options = ScriptOptions {
        journal: journal.clone(),
        ..ScriptOptions::default()
    };
    let body = r#"let s = "é\n"; s.pad(5000, 'x'); log(s); text"#;
    rhai(body, &options).transform("").unwrap();
    lua("log('é\\n' .. ('x'):rep(5000)) return text", &options)
        .transform("")
        .unwrap();
    let notes = journal.take();
    assert_eq!(notes.len(), 2);
    for note in notes {
        assert!(note.len() < 1_100 && note.ends_with('…') && !note.contains('\n'));
    }
}

#[test]
fn un_message_choisi_par_le_script_est_coupe_et_ne_montre_pas_le_dossier() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("essai.rhai");
    let name = "x".repeat(5_000);
    let source =
        format!("fn name() {{ \"a\" }} fn version() {{ \"1\" }} fn execute(t) {{ {name}() }}");
    std::fs::write(&path, source).unwrap();
    let plugin = ScriptPlugin::load(&path, &ScriptOptions::default()).unwrap();
    let error = plugin.transform("").unwrap_err();
    assert!(
        error.diagnostic().message.len() <= 304,
        "300 octets et un signe"
    );
    let shown = error.to_string();
    assert!(shown.contains("essai.rhai:1:"), "{shown:.200}");
    assert!(!shown.contains(&folder.path().display().to_string()));
}

#[test]
fn une_limite_etouffee_par_le_script_est_encore_une_erreur() {
    let options = ScriptOptions::default();
    let sorted = rhai("\"ok\"", &options);
    assert!(sorted.transform("").is_ok());
    let source = "fn name() { \"essai\" } fn version() { \"1\" } fn f(a, b) { loop {} }
        fn execute(text) { let a = [2, 1]; a.sort(Fn(\"f\")); \"ok\" }";
    let plugin = ScriptPlugin::from_source("essai.rhai", source, &options).unwrap();
    let error = plugin.transform("").unwrap_err();
    assert_eq!(error.limit_reached(), Some(Limit::Operations));
    let error = lua(
        "pcall(function() while true do end end) return 'ok'",
        &options,
    )
    .transform("")
    .unwrap_err();
    assert_eq!(error.limit_reached(), Some(Limit::Operations));
}

#[test]
fn huit_fils_partagent_un_greffon_pendant_qu_un_script_tourne_en_rond() {
    let options = ScriptOptions::default();
    let body_rhai = "if text == \"boucle\" { loop {} } text.to_upper()";
    let body_lua = "if text == 'boucle' then while true do end end return text:upper()";
    let (rhai, lua) = (rhai(body_rhai, &options), lua(body_lua, &options));
    thread::scope(|scope| {
        for index in 0..8 {
            let (rhai, lua) = (&rhai, &lua);
            scope.spawn(move || {
                let text = if index % 2 == 0 { "boucle" } else { "ok" };
                for outcome in [rhai.transform(text), lua.transform(text)] {
                    match outcome {
                        Ok(answer) => assert_eq!(answer, "OK"),
                        Err(error) => {
                            let limit = ScriptErrorKind::Limit(Limit::Operations);
                            assert_eq!((text, error.kind()), ("boucle", limit));
                        }
                    }
                }
            });
        }
    });
}
