//! Ce qu'une porte ajoute à un programme : des octets, et du temps de compilation.
//!
//! Chaque programme est à lui seul un espace de travail, compilé depuis rien en mode optimisé,
//! avec les versions de ce dépôt. Ce qu'une porte ajoute est la différence avec l'hôte sans elle.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use ch_features::combinations::{Cargo, toml_path};

use crate::progress::Progress;
use crate::record::Program;
use crate::site::Result;
use crate::stats::rounded;

/// Un programme à compiler.
struct Recipe {
    name: &'static str,
    dependency: &'static str,
    main: &'static str,
    /// Le programme dont il reprend le dossier : les mêmes crates, déjà compilés.
    after: Option<&'static str>,
}

const HOST: &str = "fn main() {
    let doors = ch_choisir::Doors::install().expect(\"un programme\");
    let registry = doors.registry().expect(\"des portes\");
    let path = std::env::args_os().nth(1).unwrap_or_default();
    let environment = ch_configuration::Environment::from_process();
    let workshop = registry.load(path.as_ref(), &environment).expect(\"des modules\");
    println!(\"{}\", workshop.run(\"texte\").expect(\"un texte\"));
}
";
const DIRECT: &str = "use ch_contrat::{Majuscules, Plugin, Typographie};
fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    let text = Typographie.execute(&text).and_then(|text| Majuscules.execute(&text));
    println!(\"{}\", text.expect(\"un texte\"));
}
";
const RHAI: &str = "fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    println!(\"{}\", rhai::Engine::new().eval::<String>(&text).expect(\"un texte\"));
}
";
const LUA: &str = "fn main() {
    let text = std::env::args().nth(1).unwrap_or_default();
    println!(\"{}\", mlua::Lua::new().load(text).eval::<String>().expect(\"un texte\"));
}
";

/// La référence des portes.
pub(crate) const BARE_HOST: &str = "hôte sans porte lourde";

const RECIPES: [Recipe; 8] = [
    recipe("appel direct", "ch-contrat", DIRECT, None),
    recipe(BARE_HOST, "", HOST, None),
    recipe("ffi", "ffi", HOST, None),
    recipe("rhai", "rhai", HOST, None),
    recipe("lua", "lua", HOST, Some("rhai")),
    recipe("wasm", "wasm", HOST, None),
    recipe("Rhai seul", "rhai-seul", RHAI, None),
    recipe("Lua seul", "mlua-seul", LUA, None),
];

const fn recipe(
    name: &'static str,
    dependency: &'static str,
    main: &'static str,
    after: Option<&'static str>,
) -> Recipe {
    Recipe {
        name,
        dependency,
        main,
        after,
    }
}

/// Le nombre de programmes.
pub(crate) const COUNT: usize = RECIPES.len();

/// Compile tous les programmes sous `base`, qui est vidé.
pub(crate) fn measure(base: &Path, progress: &Progress) -> Result<Vec<Program>> {
    forget(base)?;
    let mut programs = Vec::new();
    for recipe in &RECIPES {
        progress.say(&format!("compiler depuis rien : {}", recipe.name));
        programs.push(recipe.build(base)?);
        progress.advance();
    }
    forget(base)?;
    Ok(programs)
}

fn forget(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

impl Recipe {
    fn build(&self, base: &Path) -> Result<Program> {
        let slug = |name: &str| name.replace([' ', 'ô'], "-");
        let folder = base.join(slug(self.name));
        fs::create_dir_all(folder.join("src"))?;
        fs::write(folder.join("Cargo.toml"), self.manifest()?)?;
        fs::write(folder.join("src/main.rs"), self.main)?;
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let target = base.join(format!("cible-{}", slug(self.after.unwrap_or(self.name))));
        let cargo = Cargo::new(&folder, &target);

        let (start, cpu) = (Instant::now(), children_seconds());
        let report = cargo.call(["build", "--release"])?;
        let (elapsed, cpu_after) = (start.elapsed(), children_seconds());
        if !report.success {
            return Err(report.stderr.into());
        }
        let alone = self.after.is_none();
        let tree = cargo.call([
            "tree",
            "-e",
            "normal,build",
            "--prefix",
            "none",
            "--no-dedupe",
        ])?;
        let mut crates: Vec<&str> = tree.stdout.lines().collect();
        crates.sort_unstable();
        crates.dedup();
        let program = target.join("release").join(format!("temoin{EXE_SUFFIX}"));
        Ok(Program {
            nom: self.name.to_owned(),
            taille_octets: fs::metadata(program)?.len(),
            compilation_secondes: alone.then(|| rounded(elapsed.as_secs_f64())),
            calcul_secondes: cpu
                .zip(cpu_after)
                .filter(|_| alone)
                .map(|(before, after)| rounded(after - before)),
            crates: crates.len(),
        })
    }

    /// `[workspace]` détache le programme de l'espace de travail où il est écrit.
    fn manifest(&self) -> io::Result<String> {
        let path = |folder: &str| toml_path(&root().join("chapters").join(folder));
        let dependencies = match self.dependency {
            "ch-contrat" => format!("ch-contrat = {{ path = {} }}\n", path("01-contrat")?),
            "rhai-seul" => {
                "rhai = { version = \"1\", features = [\"metadata\", \"sync\"] }\n".to_owned()
            }
            "mlua-seul" => {
                "mlua = { version = \"0.12\", features = [\"lua54\", \"send\", \"vendored\"] }\n"
                    .to_owned()
            }
            door => {
                let features = if door.is_empty() { vec![] } else { vec![door] };
                format!(
                    "ch-choisir = {{ path = {}, default-features = false, features = {features:?} }}\n\
                     ch-configuration = {{ path = {} }}\n",
                    path("07-choisir")?,
                    path("05-configuration")?,
                )
            }
        };
        let package = "name = \"temoin\"\nversion = \"0.0.0\"\nedition = \"2024\"";
        Ok(format!(
            "[package]\n{package}\n\n[workspace]\n\n[dependencies]\n{dependencies}"
        ))
    }
}

/// La racine du dépôt.
fn root() -> PathBuf {
    ch_contrat::package_dir(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

/// Le temps de calcul de tous les processus fils finis jusqu'ici.
#[cfg(unix)]
fn children_seconds() -> Option<f64> {
    // SÛRETÉ : des nombres ; zéro en est une valeur.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SÛRETÉ : `usage` est un emplacement valable, que l'appel remplit.
    let failed = unsafe { libc::getrusage(libc::RUSAGE_CHILDREN, &mut usage) } != 0;
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    (!failed).then(|| seconds(usage.ru_utime) + seconds(usage.ru_stime))
}

/// Windows ne compte pas ce temps de cette manière.
#[cfg(not(unix))]
fn children_seconds() -> Option<f64> {
    None
}
