//! Chaque affirmation du livre sur Luau, lancée.

use std::sync::atomic::Ordering;

use ch_scripts_luau::sandboxed;
use mlua::Lua;
use mlua::chunk::ChunkMode;

const CHECKS: u64 = 10_000;
const MEMORY: usize = 4 * 1024 * 1024;

fn luau() -> Lua {
    sandboxed(CHECKS, MEMORY).expect("un interprète").0
}

/// Comment finit un script : le texte qu'il rend, s'il en rend un, ou l'erreur.
fn run(code: &str) -> Result<Option<String>, String> {
    let answer = luau().load(code).eval();
    answer.map_err(|error| error.to_string())
}

#[track_caller]
fn stopped(code: &str, by: &str) {
    let error = run(code).expect_err("le script doit être arrêté");
    assert!(error.contains(by), "{error}");
}

#[test]
fn les_bibliotheques_ne_se_modifient_pas() {
    stopped("string.upper = nil", "readonly");
    stopped("table.insert(string, 1)", "readonly");
}

#[test]
fn une_globale_du_script_ne_touche_pas_celles_de_l_hote() {
    let lua = luau();
    lua.globals().set("ours", 1).expect("une globale de l'hôte");
    lua.load("theirs = 2 pairs = nil").exec().expect("permis");
    lua.sandbox(false).expect("sortir du bac à sable");
    let globals = lua.globals();
    assert!(globals.get::<Option<i64>>("theirs").unwrap().is_none());
    assert!(
        globals
            .get::<Option<mlua::Function>>("pairs")
            .unwrap()
            .is_some()
    );
}

#[test]
fn rien_de_dangereux_n_est_a_portee() {
    for name in [
        "io", "package", "load", "loadfile", "dofile", "require", "os", "debug",
    ] {
        assert_eq!(run(&format!("return {name}")), Ok(None), "{name}");
    }
    assert_eq!(run("return string.dump"), Ok(None));
}

#[test]
fn le_bac_a_sable_seul_laisse_lire_un_fichier_par_require() {
    let folder = std::env::temp_dir().join(format!("luau-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("un dossier");
    std::fs::write(folder.join("secret.luau"), "return 'lu'").expect("un fichier");
    std::fs::write(folder.join("script.luau"), "").expect("un fichier");
    let lua = Lua::new();
    lua.sandbox(true).expect("le bac à sable");
    let chunk = lua.load("return require('./secret')");
    let chunk = chunk.set_name(format!("@{}", folder.join("script.luau").display()));
    let read = chunk.eval::<String>();
    std::fs::remove_dir_all(&folder).expect("ranger");
    assert_eq!(read.expect("le fichier est lu"), "lu");
}

#[test]
fn le_code_compile_est_refuse() {
    let outcome = luau()
        .load("\x06code compilé")
        .set_mode(ChunkMode::Text)
        .exec();
    assert!(outcome.is_err());
    // `loadstring` reste : il n'accepte que du texte.
    assert_eq!(
        run("return loadstring('return 42')()"),
        Ok(Some("42".into()))
    );
}

#[test]
fn un_finaliseur_n_est_jamais_appele() {
    let lua = luau();
    lua.load("setmetatable({}, { __gc = function() finished = true end })")
        .exec()
        .expect("permis, et sans effet");
    lua.gc_collect().expect("ramasser");
    lua.gc_collect().expect("ramasser");
    let finished = lua.load("return finished").eval::<Option<bool>>();
    assert_eq!(finished.unwrap(), None);
}

#[test]
fn une_boucle_est_arretee_meme_sous_pcall() {
    let stop = "trop d'opérations";
    stopped("while true do end", stop);
    stopped(
        "while true do pcall(function() while true do end end) end",
        stop,
    );
    stopped(
        "while true do pcall(pcall, pcall, function() while true do end end) end",
        stop,
    );
    stopped(
        "local function f() pcall(f) return f() end return f()",
        stop,
    );
}

#[test]
fn un_motif_est_interrompu() {
    stopped(
        "return (('a'):rep(30)):find(('a?'):rep(30) .. ('a'):rep(30) .. 'b')",
        "trop d'opérations",
    );
}

#[test]
fn les_boucles_en_c_ne_le_sont_pas() {
    for code in ["string.rep('', 1e6)", "table.move({}, 1, 1e6, 2)"] {
        let (lua, count) = sandboxed(CHECKS, MEMORY).expect("un interprète");
        lua.load(code).exec().expect("permis");
        let checks = count.load(Ordering::Relaxed);
        assert!(checks < 10, "{code} : {checks} interruptions");
    }
}

#[test]
fn la_memoire_est_bornee() {
    stopped(
        "local s = 'x' while true do s = s .. s end",
        "not enough memory",
    );
}
