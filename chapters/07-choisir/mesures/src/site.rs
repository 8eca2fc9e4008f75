//! Ouvrir les portes comme le ferait un vrai hôte : par le registre, d'après un fichier TOML.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use ch_choisir::Doors;
use ch_configuration::{Environment, Workshop};
use ch_contrat::Plugin;
use ch_scripts::script_path;
use ch_wasm::{Limits, Loader, ModuleCache, WasmPlugin, guest_path};

/// Les erreurs de l'exemple : un texte pour qui l'a lancé.
pub(crate) type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// Les modules mesurés, les mêmes par toutes les portes.
pub(crate) const MODULES: [&str; 2] = ["majuscules", "typographie"];

/// Deux autres manières d'ouvrir une porte, pour dire où va le temps d'un chargement.
pub(crate) const WITHOUT_PROBE: &str = "ffi, sans sonde";
/// Voir [`WITHOUT_PROBE`].
pub(crate) const WITH_CACHE: &str = "wasm, avec cache";

/// Une table `[[module]]` qui prend `module` par `door`, sous le nom `name`. Les limites ne
/// doivent pas arrêter un texte de la comparaison.
fn table(door: &str, module: &str, name: &str) -> String {
    let script = |extension: &str| script_path(&format!("{module}.{extension}"));
    let options = match door {
        "ffi" => format!("paquet = 'greffon-{module}'\nconfiance = true"),
        "rhai" => {
            let limits = "operations = 10_000_000_000, duree_ms = 600_000";
            format!("{}\nlimites = {{ {limits} }}", file(&script("rhai")))
        }
        "lua" => {
            let limits =
                "operations = 10_000_000_000, duree_ms = 600_000, memoire_octets = 268_435_456";
            format!("{}\nlimites = {{ {limits} }}", file(&script("lua")))
        }
        "wasm" => {
            let limits = "carburant = 1_000_000_000_000";
            format!("{}\nlimites = {{ {limits} }}", file(&guest_path(module)))
        }
        _ => format!("module = '{module}'"),
    };
    format!("[[module]]\ntype = '{door}'\nnom = '{name}'\n[module.options]\n{options}\n\n")
}

/// Une option `fichier` : entre apostrophes, TOML ne lit pas les barres de Windows.
pub(crate) fn file(path: &Path) -> String {
    format!("fichier = '{}'", path.display())
}

/// Écrit dans `folder` la configuration d'un hôte qui prend `copies` fois `module` par `door`.
pub(crate) fn config(folder: &Path, door: &str, module: &str, copies: usize) -> Result<PathBuf> {
    let tables = (1..=copies).map(|copy| table(door, module, &format!("module-{copy}")));
    write(
        folder,
        &format!("{door}-{module}-{copies}"),
        &tables.collect::<String>(),
    )
}

/// Écrit une configuration dans `folder`.
pub(crate) fn write(folder: &Path, name: &str, modules: &str) -> Result<PathBuf> {
    let path = folder.join(format!("{name}.toml"));
    fs::write(&path, format!("longueur_max = 1_000_000\n\n{modules}"))?;
    Ok(path)
}

/// Charge tous les modules d'une configuration, dans un registre neuf : rien de ce qu'un autre
/// registre aurait déjà chargé ne sert.
pub(crate) fn open(doors: &Doors, config: &Path) -> Result<Workshop> {
    let registry = doors.registry()?;
    Ok(registry.load(config, &Environment::empty())?)
}

/// Charge un greffon natif sans l'essayer d'abord dans un autre processus.
pub(crate) fn open_without_probe(module: &str) -> Result<Box<dyn Plugin>> {
    let path = ch_ffi::library_path(&format!("greffon-{module}"))?;
    // SÛRETÉ : ce greffon vient d'être compilé depuis ce dépôt.
    let mut plugin = unsafe { ch_ffi::load_plugin(&path) }?;
    plugin.init()?;
    Ok(Box::new(plugin))
}

/// Charge un invité dont le code compilé est gardé dans `folder`.
pub(crate) fn open_with_cache(folder: &Path, module: &str) -> Result<WasmPlugin> {
    // SÛRETÉ : le dossier est dans un dossier temporaire créé par ce programme, pour lui seul.
    let cache = unsafe { ModuleCache::open(&folder.join("cache")) }?;
    let limits = Limits {
        fuel: 1_000_000_000_000,
        ..Limits::default()
    };
    let mut plugin = Loader::new()
        .limits(limits)
        .cache(cache)
        .load(&guest_path(module))?;
    plugin.init()?;
    Ok(plugin)
}

/// Un texte français de `bytes` octets : accents, ligatures, guillemets, ponctuation double.
pub(crate) fn sample(bytes: usize) -> String {
    const SENTENCE: &str =
        "L'hôte dit : \"où est passé l'œuf de l'été dernier ?\" Rien ; il attend.\n";
    let mut text = SENTENCE.repeat(bytes / SENTENCE.len() + 1);
    let mut end = bytes;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text.push_str(&".".repeat(bytes - end));
    text
}
