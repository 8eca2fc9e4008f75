//! L'essai d'endurance : cinq portes, des modules qui échouent, des relectures, sans répit.
//!
//! À lancer par `cargo run --release -p ch-choisir --example endurance`, suivi si l'on veut
//! d'une durée en secondes (600 par défaut). Finit par un bilan, ou au premier texte qui n'est
//! pas celui qu'on attendait.

use std::collections::hash_map::DefaultHasher;
use std::error::Error;
use std::fs;
use std::hash::Hasher;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use ch_choisir::{Chunks, Cut, Doors, Ledger, Pipeline};
use ch_configuration::{Environment, Live, Reload, Reloader, Workshop};
use ch_contrat::modules::typographie::compose;
use ch_ffi::library_path;

type Failure = Box<dyn Error + Send + Sync>;

/// Les longueurs de morceau entre lesquelles la configuration hésite.
const LENGTHS: [u32; 3] = [500, 4_000, 20_000];

fn main() -> Result<(), Failure> {
    let doors = Doors::install()?.journal(|_, _| {});
    let seconds = std::env::args()
        .nth(1)
        .map_or(Ok(600), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let stage = Stage::new(folder.path())?;
    stage.write_config(LENGTHS[0], false)?;
    let reloader = Reloader::open(stage.config(), doors.registry()?, Environment::empty())?;
    let counts = Counts::default();
    let memory = endure(&reloader, &stage, &counts, Duration::from_secs(seconds))?;
    report(&counts, doors.ledger(), memory);
    Ok(())
}

/// Ce qui s'est passé.
#[derive(Default)]
struct Counts {
    stop: AtomicBool,
    texts: AtomicU64,
    bytes: AtomicU64,
    checksum: AtomicU64,
    replaced: AtomicU64,
    rejected: AtomicU64,
}

/// La mémoire après l'échauffement, puis la plus grande vue ensuite, en octets.
type Memory = Option<(usize, usize)>;

// ANCHOR: endurer
/// Trois fils font passer des textes ; celui-ci change la configuration et les modules.
fn endure(
    reloader: &Reloader,
    stage: &Stage,
    counts: &Counts,
    duration: Duration,
) -> Result<Memory, Failure> {
    thread::scope(|scope| {
        let workers: Vec<_> = (0..3)
            .map(|seed| scope.spawn(move || work(reloader.live(), counts, seed)))
            .collect();
        let memory = disturb(reloader, stage, counts, duration);
        counts.stop.store(true, Ordering::Relaxed);
        for worker in workers {
            worker
                .join()
                .map_err(|_| "un fil d'exécution a paniqué")??;
        }
        memory
    })
}
// ANCHOR_END: endurer

/// Change tout, tout le temps, et surveille la mémoire.
fn disturb(
    reloader: &Reloader,
    stage: &Stage,
    counts: &Counts,
    duration: Duration,
) -> Result<Memory, Failure> {
    let started = Instant::now();
    let warm_up = (duration / 10).max(Duration::from_secs(3));
    let mut memory: Memory = None;
    for round in 0_usize.. {
        let elapsed = started.elapsed();
        if elapsed >= duration || counts.stop.load(Ordering::Relaxed) {
            break;
        }
        let good = round % 4 != 3;
        stage.disturb(round)?;
        match (reloader.reload_anyway(), good) {
            (Reload::Replaced(_), true) => counts.replaced.fetch_add(1, Ordering::Relaxed),
            (Reload::Rejected(_), false) => counts.rejected.fetch_add(1, Ordering::Relaxed),
            (Reload::Rejected(report), true) => return Err(report.to_string().into()),
            (news, _) => return Err(format!("relecture inattendue : {news:?}").into()),
        };
        if elapsed > warm_up {
            let now = memory_stats::memory_stats().map(|stats| stats.physical_mem);
            memory = match (memory, now) {
                (Some((first, most)), Some(now)) => Some((first, most.max(now))),
                (None, Some(now)) => Some((now, now)),
                (memory, None) => memory,
            };
        }
        thread::sleep(Duration::from_millis(20));
    }
    Ok(memory)
}

// ANCHOR: travailler
/// Fait passer des textes et compare chacun à ce que les fonctions du livre donnent.
fn work(live: &Arc<Live<Workshop>>, counts: &Counts, seed: u64) -> Result<(), Failure> {
    let pipeline = Pipeline::new(Arc::clone(live), Cut::Line);
    let mut number = seed;
    while !counts.stop.load(Ordering::Relaxed) {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(seed + 1);
        let text = text(number);
        let mut found = Vec::new();
        let outcome = pipeline.run(Cursor::new(&text), &mut found, |_| {});
        let expected = expected(&text)?;
        if let Err(error) = outcome {
            counts.stop.store(true, Ordering::Relaxed);
            return Err(error.into());
        }
        if found != expected.as_bytes() {
            counts.stop.store(true, Ordering::Relaxed);
            return Err(format!("texte perdu ou changé ; le texte était :\n{text}").into());
        }
        let mut hasher = DefaultHasher::new();
        hasher.write(&found);
        counts
            .checksum
            .fetch_xor(hasher.finish(), Ordering::Relaxed);
        counts.texts.fetch_add(1, Ordering::Relaxed);
        counts.bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
    }
    Ok(())
}

/// Ce que la chaîne doit rendre : les modules qui échouent laissent passer, les autres sont
/// `typographie` puis `majuscules`, autant de fois qu'il y a de portes.
fn expected(text: &str) -> Result<String, Failure> {
    let mut chunks = Chunks::new(Cursor::new(text), Cut::Line);
    let mut output = String::new();
    while let Some(chunk) = chunks.next_chunk(ch_choisir::MAX_CHUNK)? {
        output += &compose(&chunk).to_uppercase();
    }
    Ok(output)
}
// ANCHOR_END: travailler

/// Un texte de quelques lignes, tiré de `number` ; une ligne n'est jamais plus longue que le
/// plus petit morceau, pour que la coupe ne dépende pas de la configuration.
fn text(mut number: u64) -> String {
    const LINES: [&str; 6] = [
        "L'hôte a dit : \"bonjour\" !\n",
        "Savez-vous d'où ils viennent ?\n",
        "\n",
        "Une ligne sans rien de particulier, un peu plus longue que ses voisines.\n",
        "œuf, straße, déjà ; 12:30, `code`, https://exemple.fr\n",
        "PANNE\n",
    ];
    let mut text = String::new();
    for _ in 0..1 + number % 40 {
        number = number
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        text += LINES[(number >> 33) as usize % LINES.len()];
    }
    text
}

/// Le dossier où vivent la configuration et les modules de l'essai.
struct Stage {
    folder: PathBuf,
    chapters: PathBuf,
}

impl Stage {
    fn new(folder: &Path) -> Result<Self, Failure> {
        let stage = Self {
            folder: folder.to_owned(),
            chapters: ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR")).join(".."),
        };
        stage.copy("03-scripts/scripts/rhai/majuscules.rhai")?;
        stage.copy("03-scripts/scripts/lua/majuscules.lua")?;
        stage.copy("06-wasm/invites/precompiles/majuscules.wasm")?;
        fs::write(stage.folder.join("panne.rhai"), failing_rhai(0))?;
        fs::write(stage.folder.join("boucle.lua"), LOOPING_LUA)?;
        fs::copy(
            library_path("greffon-majuscules")?,
            stage.folder.join("greffon.bin"),
        )?;
        Ok(stage)
    }

    fn config(&self) -> PathBuf {
        self.folder.join("hote.toml")
    }

    fn copy(&self, path: &str) -> Result<(), Failure> {
        let source = self.chapters.join(path);
        let name = source.file_name().ok_or("un chemin de fichier")?;
        fs::copy(&source, self.folder.join(name))?;
        Ok(())
    }

    /// Le changement de la relecture numéro `round` ; une sur quatre est mauvaise.
    fn disturb(&self, round: usize) -> Result<(), Failure> {
        let length = LENGTHS[round / 4 % LENGTHS.len()];
        let swapped = round / 4 % 2 == 1;
        match round % 4 {
            0 => self.write_config(length, swapped),
            1 => Ok(fs::write(
                self.folder.join("panne.rhai"),
                failing_rhai(round),
            )?),
            2 => {
                self.copy("03-scripts/scripts/rhai/majuscules.rhai")?;
                self.write_config(length, !swapped)
            }
            _ if swapped => Ok(fs::write(self.config(), "[[module]]\ntype = ")?),
            _ => {
                self.write_config(length, false)?;
                Ok(fs::write(
                    self.folder.join("majuscules.rhai"),
                    "fn execute(",
                )?)
            }
        }
    }

    /// `swapped` change l'ordre des portes : le texte rendu doit rester le même.
    fn write_config(&self, length: u32, swapped: bool) -> Result<(), Failure> {
        // Ce qu'une relecture précédente a pu abîmer.
        self.copy("03-scripts/scripts/rhai/majuscules.rhai")?;
        let module = |door: &str, name: &str, options: &str| {
            format!(
                "[[module]]\ntype = \"{door}\"\nnom = \"{name}\"\n[module.options]\n{options}\n"
            )
        };
        let pass = "en_cas_d_echec = \"laisser-passer\"";
        let mut modules = [
            module(
                "ffi",
                "greffon",
                "fichier = \"greffon.bin\"\nconfiance = true",
            ),
            module("rhai", "script", "fichier = \"majuscules.rhai\""),
            module(
                "rhai",
                "panne",
                &format!("fichier = \"panne.rhai\"\n{pass}"),
            ),
            module("lua", "lua", "fichier = \"majuscules.lua\""),
            module(
                "lua",
                "boucle",
                "fichier = \"boucle.lua\"\nen_cas_d_echec = \"ecarter\"\nlimites = { operations = 20_000 }",
            ),
            module("wasm", "invite", "fichier = \"majuscules.wasm\""),
        ];
        if swapped {
            modules.reverse();
        }
        let first = module("feature", "typographie", "module = \"typographie\"");
        let last = module("integre", "majuscules", "module = \"majuscules\"");
        let modules = modules.concat();
        fs::write(
            self.config(),
            format!("longueur_max = {length}\n{first}{modules}{last}"),
        )?;
        Ok(())
    }
}

/// Un script qui échoue sur certaines lignes ; `version` le fait changer.
fn failing_rhai(version: usize) -> String {
    format!(
        "fn name() {{ \"panne\" }}\nfn version() {{ \"1.0.{version}\" }}\n\
         fn execute(text) {{ if text.contains(\"PANNE\") {{ throw \"en panne\" }} text }}\n"
    )
}

/// Un script qui ne finit pas sur certaines lignes.
const LOOPING_LUA: &str = "return {
  name = \"boucle\", version = \"1.0.0\",
  execute = function(text)
    if text == \"PANNE\\n\" then while true do end end
    return text
  end,
}
";

fn report(counts: &Counts, ledger: &Ledger, memory: Memory) {
    let read = |count: &AtomicU64| count.load(Ordering::Relaxed);
    println!("textes passés : {}", read(&counts.texts));
    println!("octets lus : {}", read(&counts.bytes));
    println!("somme de contrôle : {:016x}", read(&counts.checksum));
    println!("relectures acceptées : {}", read(&counts.replaced));
    println!("relectures refusées : {}", read(&counts.rejected));
    for (name, tally) in ledger.tallies() {
        println!(
            "{name} : {} appels, {} échecs, écarté {} fois",
            tally.calls(),
            tally.failures(),
            tally.discards()
        );
        if let Some(failure) = tally.first_failure().and_then(|text| text.lines().next()) {
            println!("  premier échec : {failure}");
        }
    }
    match memory {
        Some((first, most)) => println!(
            "mémoire : {first} octets après l'échauffement, {most} au plus ensuite ({:+.1} %)",
            (most as f64 / first as f64 - 1.0) * 100.0
        ),
        None => println!("mémoire : non mesurée sur ce système"),
    }
}
