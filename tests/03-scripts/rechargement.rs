//! Ce que l'exercice `scripts/rechargement` doit garantir.

use std::fs::{self, File};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::sujet::HotScript;

#[path = "rechargement/appels.rs"]
mod appels;
#[path = "rechargement/courses.rs"]
mod courses;
#[path = "rechargement/memoire.rs"]
mod memoire;
#[path = "rechargement/verrou.rs"]
mod verrou;
#[path = "rechargement/versions.rs"]
mod versions;

const PREMIERE: &str = "fn execute(text) { `1 ${text}` }";
const DEUXIEME: &str = "fn execute(text) { `2 ${text}` }";

/// Un fichier de script dans un dossier à lui.
struct Fichier {
    chemin: PathBuf,
    _dossier: TempDir,
}

impl Fichier {
    fn new(script: &str) -> Self {
        let dossier = tempfile::tempdir().expect("un dossier temporaire");
        let fichier = Self {
            chemin: dossier.path().join("salut.rhai"),
            _dossier: dossier,
        };
        fichier.ecrire(script);
        fichier
    }

    fn ecrire(&self, script: &str) {
        fs::write(&self.chemin, script).expect("écrire le script");
    }

    fn date(&self) -> SystemTime {
        let attributs = fs::metadata(&self.chemin).expect("le fichier existe");
        attributs.modified().expect("ce système date ses fichiers")
    }

    fn dater(&self, date: SystemTime) {
        let fichier = File::options().write(true).open(&self.chemin);
        fichier
            .expect("ouvrir le fichier")
            .set_modified(date)
            .expect("dater le fichier");
    }

    fn charger(&self) -> HotScript {
        HotScript::load(&self.chemin, || {}).expect("ce script convient : load doit rendre Ok")
    }
}

/// Le script chargé travaille, autant de fois qu'on veut.
#[test]
fn le_script_charge_travaille() {
    let script = Fichier::new(PREMIERE).charger();
    for texte in ["a", "", "« été » 🦀", "deux\nlignes"] {
        assert_eq!(script.execute(texte), Ok(format!("1 {texte}")));
    }
}

/// Un premier script sans `execute` à un paramètre est refusé.
#[test]
fn un_premier_script_sans_execute_est_refuse() {
    for incomplet in [
        "fn autre(text) { text }",
        "fn execute() { \"a\" }",
        "fn execute(text, autre) { text }",
        "// fn execute(text) { text }",
        "let a = \"fn execute(text) { text }\";",
        "let execute = |text| text;",
        "fn execute(text) {",
        "",
    ] {
        let fichier = Fichier::new(incomplet);
        assert!(
            HotScript::load(&fichier.chemin, || {}).is_err(),
            "load doit vérifier qu'il y a une fonction execute à un paramètre : {incomplet}"
        );
    }
    let absent = Fichier::new(PREMIERE).chemin;
    assert!(
        HotScript::load(&absent, || {}).is_err(),
        "ce fichier n'existe plus"
    );
}

/// Toute écriture d'une fonction `execute` à un paramètre convient.
#[test]
fn execute_se_cherche_dans_l_analyse_et_non_dans_le_texte() {
    for convenable in [
        "fn execute(entree) { `1 ${entree}` }",
        "fn  execute ( x ) { `1 ${x}` }",
        "fn autre() { 1 }\nfn\nexecute(t)\n{ `${autre()} ${t}` }",
        "fn execute() { 0 } fn execute(text) { `1 ${text}` }",
    ] {
        let script = Fichier::new(convenable).charger();
        assert_eq!(
            script.execute("a").as_deref(),
            Ok("1 a"),
            "interrogez l'analyse, `iter_functions`, et non le texte : {convenable}"
        );
    }
}

/// Une nouvelle version prend le service quand on recharge, et pas avant.
#[test]
fn une_nouvelle_version_prend_le_service() {
    let fichier = Fichier::new(PREMIERE);
    let script = fichier.charger();
    fichier.ecrire(DEUXIEME);
    assert_eq!(
        script.execute("a").as_deref(),
        Ok("1 a"),
        "tant que reload n'est pas appelée, rien ne change"
    );
    assert_eq!(script.reload(), Ok(true));
    assert_eq!(script.execute("a").as_deref(), Ok("2 a"));
}
