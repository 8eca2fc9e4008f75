//! Relire la configuration et les modules pendant que l'hôte travaille.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use ch_choisir::{Doors, hot};
use ch_configuration::{Environment, Reload, Reloader};
use ch_ffi::Probe;
use tempfile::TempDir;
use verifications::bibliotheque;

/// Bien plus qu'il n'en faut : le temps d'une machine chargée.
const PATIENCE: Duration = Duration::from_secs(30);

/// Un dossier de travail, un hôte qui le surveille, et ce qu'il annonce.
struct Bench {
    folder: TempDir,
    reloader: Arc<Reloader>,
    news: Receiver<Result<(), String>>,
    _watch: hot::Watch,
}

impl Bench {
    fn new(config: &str, files: &[(&str, Vec<u8>)]) -> Self {
        let folder = TempDir::new().unwrap();
        for (name, content) in files {
            fs::write(folder.path().join(name), content).unwrap();
        }
        let path = folder.path().join("hote.toml");
        fs::write(&path, config).unwrap();
        let doors = Doors::with_probe(Probe::with_program(env!("CARGO_BIN_EXE_hote-universel")));
        let registry = doors.registry().unwrap();
        let reloader = Reloader::open(path, registry, Environment::empty());
        let reloader = Arc::new(reloader.unwrap_or_else(|report| panic!("{report}")));
        let (announce, news) = channel();
        let watch = hot::watch(
            Arc::clone(&reloader),
            doors.files().clone(),
            move |reload| {
                let outcome = match reload {
                    Reload::Rejected(report) => Err(report.to_string()),
                    _ => Ok(()),
                };
                let _ = announce.send(outcome);
            },
        );
        Self {
            folder,
            reloader,
            news,
            _watch: watch,
        }
    }

    /// Écrit un fichier à côté, puis le renomme, comme le font les éditeurs.
    fn replace(&self, name: &str, content: impl AsRef<[u8]>) {
        let draft = self.path("brouillon");
        fs::write(&draft, content).unwrap();
        fs::rename(&draft, self.path(name)).unwrap();
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn transform(&self, text: &str) -> String {
        let transcript = self.reloader.live().current().run(text).unwrap();
        transcript.output().to_owned()
    }

    /// Attend l'annonce suivante.
    fn next(&self) -> Result<(), String> {
        self.news
            .recv_timeout(PATIENCE)
            .expect("l'hôte n'a rien annoncé")
    }
}

fn script(answer: &str) -> Vec<u8> {
    format!(
        "fn name() {{ \"essai\" }}\nfn version() {{ \"1.0.0\" }}\nfn execute(text) {{ {answer} }}\n"
    )
    .into_bytes()
}

const SCRIPT: &str =
    "[[module]]\ntype = \"rhai\"\nnom = \"essai\"\noptions = { fichier = \"essai.rhai\" }\n";

#[test]
fn un_script_change_est_repris_un_mauvais_ne_change_rien() {
    let bench = Bench::new(SCRIPT, &[("essai.rhai", script("text + \"!\""))]);
    assert_eq!(bench.transform("un"), "un!");

    bench.replace("essai.rhai", "fn execute(text) { ");
    let report = bench.next().unwrap_err();
    assert!(report.contains("essai.rhai, ligne 1"), "{report}");
    assert_eq!(
        bench.transform("deux"),
        "deux!",
        "la dernière bonne version sert encore"
    );

    bench.replace("essai.rhai", script("text + \"?\""));
    assert_eq!(bench.next(), Ok(()));
    assert_eq!(bench.transform("trois"), "trois?");
}

#[test]
fn la_configuration_peut_changer_de_porte_et_le_nouveau_fichier_est_suivi() {
    let lua =
        "return { name = \"essai\", version = \"1.0.0\", execute = function(t) return t .. 1 end }";
    let files = [("essai.rhai", script("text")), ("essai.lua", lua.into())];
    let bench = Bench::new(SCRIPT, &files);
    bench.replace("hote.toml", SCRIPT.replace("rhai", "lua"));
    assert_eq!(bench.next(), Ok(()));
    assert_eq!(bench.transform("x"), "x1");

    bench.replace("essai.lua", lua.replace(".. 1", ".. 22"));
    assert_eq!(
        bench.next(),
        Ok(()),
        "un fichier ouvert après le départ est suivi lui aussi"
    );
    assert_eq!(bench.transform("x"), "x22");
}

#[test]
fn un_appel_en_cours_garde_ses_modules() {
    let bench = Bench::new(SCRIPT, &[("essai.rhai", script("text + \"!\""))]);
    let before = bench.reloader.live().current();
    bench.replace("essai.rhai", script("text + \"?\""));
    assert_eq!(bench.next(), Ok(()));
    assert_eq!(before.run("x").unwrap().output(), "x!");
    assert_eq!(bench.transform("x"), "x?");
}

#[test]
fn une_bibliotheque_remplacee_est_rechargee_et_une_mauvaise_refusee() {
    let config = "[[module]]\ntype = \"ffi\"\nnom = \"essai\"\n\
                  options = { fichier = \"greffon.bin\", confiance = true }\n";
    let bench = Bench::new(
        config,
        &[(
            "greffon.bin",
            fs::read(bibliotheque("greffon-majuscules")).unwrap(),
        )],
    );
    assert_eq!(bench.transform("Été"), "ÉTÉ");

    bench.replace("greffon.bin", b"ce n'est pas une bibliotheque");
    bench.next().unwrap_err();
    assert_eq!(bench.transform("Été"), "ÉTÉ");

    bench.replace(
        "greffon.bin",
        fs::read(greffon_compteur_c::library_path()).unwrap(),
    );
    assert_eq!(bench.next(), Ok(()));
    assert!(
        bench.transform("Été").contains("1 mot"),
        "{}",
        bench.transform("Été")
    );
}

#[test]
fn une_bibliotheque_inchangee_n_est_pas_rechargee() {
    let config = "[[module]]\ntype = \"ffi\"\nnom = \"essai\"\n\
                  options = { paquet = \"greffon-majuscules\", confiance = true }\n";
    let bench = Bench::new(config, &[]);
    let before = count_copies();
    for round in 0..3 {
        bench.replace("hote.toml", format!("# {round}\n{config}"));
        assert_eq!(bench.next(), Ok(()));
    }
    assert_eq!(
        count_copies(),
        before,
        "chaque copie chargée reste en mémoire jusqu'à la fin"
    );
}

/// Les bibliothèques de ce processus qui sont des copies faites par l'hôte.
fn count_copies() -> usize {
    let prefix = format!("{}-", std::process::id());
    let Ok(maps) = fs::read_to_string("/proc/self/maps") else {
        // Ailleurs que sous Linux, on ne sait pas le demander : rien à comparer.
        return 0;
    };
    let mut copies: Vec<&str> = maps
        .lines()
        .filter_map(|line| line.split_whitespace().nth(5))
        .filter(|path| {
            let name = Path::new(path).file_name().and_then(|name| name.to_str());
            name.is_some_and(|name| name.starts_with(&prefix) && name.contains("majuscules"))
        })
        .collect();
    copies.sort_unstable();
    copies.dedup();
    copies.len()
}
