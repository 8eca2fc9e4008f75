//! Les modules que la spécification de WebAssembly dit mal formés ou invalides : l'hôte doit
//! tous les refuser, sans paniquer.
//!
//! Ils ne sont pas dans ce dépôt. Tirez-les de github.com/WebAssembly/spec (`test/core`), par
//! exemple avec `wast2json` de wabt, mettez les `.wasm` des `assert_malformed` et des
//! `assert_invalid` dans un dossier, puis :
//! `SPEC_WASM=dossier cargo test -p ch-wasm --test chapitre specification -- --ignored --nocapture`

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::{env, fs};

use ch_wasm::{LoadErrorKind, WasmPlugin};

#[test]
#[ignore = "demande les modules de la spécification : voir l'en-tête du fichier"]
fn tout_module_invalide_est_refuse_sans_panique() {
    let folder = env::var_os("SPEC_WASM").expect("SPEC_WASM désigne le dossier des modules");
    let (mut compiled, mut later) = (0, Vec::new());
    for entry in fs::read_dir(Path::new(&folder)).expect("le dossier se lit") {
        let path = entry.expect("une entrée").path();
        let outcome = catch_unwind(AssertUnwindSafe(|| WasmPlugin::load(&path)));
        let Ok(outcome) = outcome else {
            panic!("{} a fait paniquer l'hôte", path.display());
        };
        match outcome.map_err(|error| error.reason) {
            Err(LoadErrorKind::Compile(_)) => compiled += 1,
            Err(other) => later.push(format!("{} : {other}", path.display())),
            Ok(_) => panic!("{} a été chargé", path.display()),
        }
    }
    println!(
        "{compiled} refusés à la validation, {} plus tard :\n{}",
        later.len(),
        later.join("\n")
    );
    assert!(compiled > 0, "le dossier est vide");
}
