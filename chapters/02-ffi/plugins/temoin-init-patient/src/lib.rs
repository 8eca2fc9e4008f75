//! Un greffon dont l'initialisation attend que l'hôte lui fasse signe, et la destruction aussi, si
//! l'hôte l'a demandé.
//!
//! Le greffon et l'hôte n'ont pas de variable en commun : chacun a sa copie des statiques. Ils
//! se parlent par deux fichiers du dossier temporaire, au nom du processus. L'un dit « j'ai
//! commencé », l'autre « tu peux finir ». Si personne ne fait signe, l'initialisation échoue, et la
//! destruction le note.

use std::path::PathBuf;
use std::time::Duration;
use std::{env, fs, io, process, thread};

use ch_contrat::{Plugin, PluginError};

/// Combien de fois le greffon regarde si l'hôte a fait signe.
const LOOKS: u32 = 500;

/// Le temps entre deux regards.
const PAUSE: Duration = Duration::from_millis(10);

fn sign(name: &str) -> PathBuf {
    env::temp_dir().join(format!("temoin-init-patient-{}-{name}", process::id()))
}

/// Une initialisation a-t-elle commencé dans ce processus ?
pub fn has_started() -> bool {
    sign("commence").exists()
}

/// Permet à l'initialisation en cours de finir.
///
/// # Errors
///
/// Si le signe ne peut pas être déposé.
pub fn let_go() -> io::Result<()> {
    fs::write(sign("finis"), "")
}

/// Demande aux destructions à venir d'attendre [`farewell`].
///
/// # Errors
///
/// Si le signe ne peut pas être déposé.
pub fn hold_back() -> io::Result<()> {
    fs::write(sign("retenu"), "")
}

/// Une destruction retenue a-t-elle commencé dans ce processus ?
pub fn is_leaving() -> bool {
    sign("part").exists()
}

/// Permet à la destruction retenue de finir.
///
/// # Errors
///
/// Si le signe ne peut pas être déposé.
pub fn farewell() -> io::Result<()> {
    fs::write(sign("adieu"), "")
}

/// Une destruction retenue a-t-elle fini sans que personne lui fasse signe ?
pub fn gave_up() -> bool {
    sign("renonce").exists()
}

/// Efface les signes.
pub fn clear() {
    for name in ["commence", "finis", "retenu", "part", "adieu", "renonce"] {
        // Un signe absent n'est pas une faute : personne ne l'a déposé.
        let _ = fs::remove_file(sign(name));
    }
}

/// Attend un signe de l'hôte. Rend faux s'il n'est pas venu.
fn wait_for(name: &str) -> bool {
    for _ in 0..LOOKS {
        if sign(name).exists() {
            return true;
        }
        thread::sleep(PAUSE);
    }
    false
}

/// Le module : il salue, une fois initialisé.
#[derive(Debug, Default)]
pub struct Patient;

impl Plugin for Patient {
    fn name(&self) -> &str {
        "salut"
    }

    fn version(&self) -> &str {
        "4.0.0"
    }

    fn init(&mut self) -> Result<(), PluginError> {
        let refused = |error: io::Error| PluginError::init("salut", error.to_string());
        fs::write(sign("commence"), "").map_err(refused)?;
        match wait_for("finis") {
            true => Ok(()),
            false => Err(PluginError::init("salut", "l'hôte n'a pas fait signe")),
        }
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        Ok(format!("enfin, {text}"))
    }
}

impl Drop for Patient {
    fn drop(&mut self) {
        if sign("retenu").exists() {
            // Si les signes ne s'écrivent pas, le contrôle ne verra rien venir, et le dira.
            let _ = fs::write(sign("part"), "");
            if !wait_for("adieu") {
                let _ = fs::write(sign("renonce"), "");
            }
        }
    }
}

ch_ffi_abi::export_plugin!(Patient, name: c"salut", version: c"4.0.0");
