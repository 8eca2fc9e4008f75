//! `import` : il échoue, où que soit le fichier.

use super::{charger, fs};

/// `import` échoue, même si le fichier existe.
#[test]
fn import_ne_lit_aucun_fichier() {
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let secret = dossier.path().join("secret");
    fs::write(secret.with_extension("rhai"), "export const CLE = 1234;").expect("écrire");
    let adresse = secret.display().to_string().replace('\\', "/");
    let script = format!("import \"{adresse}\" as m; log(m::CLE);");

    let (greffon, notes, _dossier) = charger(&script);
    let issue = greffon.and_then(|greffon| greffon.execute());
    assert!(
        issue.is_err() && notes.lock().unwrap().is_empty(),
        "le script a lu un autre fichier de la machine par « import » : \
         Engine::new() installe un lecteur de modules, il faut le remplacer"
    );
}

/// `import` échoue, même pour un voisin du script.
#[test]
fn import_ne_lit_pas_les_voisins_du_script() {
    let (greffon, notes, dossier) = charger("import \"voisin\" as m; log(m::CLE);");
    let voisin = dossier.path().join("voisin.rhai");
    fs::write(voisin, "export const CLE = 1234;").expect("écrire");
    let issue = greffon.and_then(|greffon| greffon.execute());
    assert!(
        issue.is_err() && notes.lock().unwrap().is_empty(),
        "« import » échoue toujours, dans le dossier du script aussi"
    );
}
