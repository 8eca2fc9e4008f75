//! Quatre habitudes des grands systèmes, refaites avec les greffons de ce chapitre.
//!
//! À lancer par `cargo run -p ch-ffi --example en_production`.

use std::error::Error;
use std::path::Path;

use ch_contrat::Plugin;
use ch_ffi::abi::{ABI_VERSION, ENTRY_SYMBOL, PluginApi, PluginEntry};
use ch_ffi::{library_path, load_plugin};
use libloading::{Library, Symbol};

type Outcome = Result<(), Box<dyn Error>>;

fn main() -> Outcome {
    let capitals = library_path("greffon-majuscules")?;
    let newer = library_path("version-suivante")?;
    let double = library_path("memoire-comptee")?;

    println!("PostgreSQL, nginx : la même table, exactement");
    for (what, path) in [
        ("majuscules 1.0.0", capitals.as_path()),
        ("majuscules 1.1.0", &newer),
        ("contrat 2", essais_c::contrat_2()),
    ] {
        println!("  {what} : {}", exactly_mine(path)?);
    }
    println!("Redis, CLAP : une fonction demandée par son nom");
    for path in [&double, &capitals] {
        println!("  {}", ask_by_name(path)?);
    }
    println!("Envoy, do_not_close : fermer sans décharger");
    println!("  rouvert, il compte : {}", close_and_count(false)?);
    println!(
        "  épinglé, puis rouvert, il compte : {}",
        close_and_count(true)?
    );
    Ok(())
}

// ANCHOR: exactement
/// Le verdict d'un hôte qui n'accepte que sa propre table.
fn exactly_mine(path: &Path) -> Result<&'static str, Box<dyn Error>> {
    // SÛRETÉ : ces greffons viennent d'être compilés depuis ce dépôt. Toute version
    // du contrat a ces deux champs, à ces places.
    let (abi_version, struct_size) = unsafe {
        let library = Library::new(path)?;
        let entry: Symbol<PluginEntry> = library.get(ENTRY_SYMBOL)?;
        let table = entry();
        (
            (&raw const (*table).abi_version).read(),
            (&raw const (*table).struct_size).read() as usize,
        )
    };
    Ok(if abi_version != ABI_VERSION {
        "refusé, une autre version"
    } else if struct_size != size_of::<PluginApi>() {
        "refusé, une autre taille"
    } else {
        "accepté"
    })
}
// ANCHOR_END: exactement

// ANCHOR: nom
/// Demande une fonction facultative, et s'en passe si le greffon ne l'a pas.
fn ask_by_name(path: &Path) -> Result<String, Box<dyn Error>> {
    // SÛRETÉ : ces greffons viennent d'être compilés depuis ce dépôt.
    let plugin = unsafe { load_plugin(path) }?;
    // SÛRETÉ : le greffon qui exporte ce nom lui donne cette signature.
    let bytes: Option<Symbol<extern "C" fn() -> usize>> =
        unsafe { plugin.library().get(c"plugin_bytes") }.ok();
    let name = plugin.name();
    Ok(match bytes {
        Some(bytes) => format!("{name} : plugin_bytes répond {}", bytes()),
        None => format!("{name} : pas de plugin_bytes, l'hôte s'en passe"),
    })
}
// ANCHOR_END: nom

/// Ce que le greffon à état répond après avoir été fermé puis rouvert.
fn close_and_count(pinned: bool) -> Result<String, Box<dyn Error>> {
    // SÛRETÉ : ce greffon vient d'être compilé depuis ce dépôt.
    let open = || unsafe { load_plugin(essais_c::etat()) };
    let plugin = open()?;
    plugin.execute("")?;
    if pinned {
        pin(essais_c::etat())?;
    }
    drop(plugin);
    Ok(open()?.execute("")?)
}

// ANCHOR: epingler
/// Demande au système de ne jamais décharger cette bibliothèque.
fn pin(path: &Path) -> Outcome {
    #[cfg(unix)]
    {
        use libloading::os::unix::{Library, RTLD_NOW};
        const RTLD_NODELETE: i32 = if cfg!(target_vendor = "apple") {
            0x80
        } else {
            0x1000
        };
        // SÛRETÉ : la bibliothèque est déjà ouverte ; rien de neuf ne s'exécute.
        drop(unsafe { Library::open(Some(path), RTLD_NOW | RTLD_NODELETE) }?);
    }
    #[cfg(windows)]
    libloading::os::windows::Library::open_already_loaded(path)?.pin()?;
    Ok(())
}
// ANCHOR_END: epingler
