//! Un module hostile, natif : le texte reçu dit quelle faute commettre.
//!
//! La comparaison des portes le lance dans un processus fils, sous une limite de temps et de
//! mémoire : `cargo run --release -p ch-choisir-mesures`. Ne le chargez pas ailleurs :
//! la plupart de ses fautes tuent le programme qui l'appelle.

use std::hint::black_box;
use std::{fs, ptr};

use ch_contrat::{Plugin, PluginError};
use ch_ffi_abi::{PluginApi, PluginBuffer, PluginInstance, PluginStatus, PluginStr, export};

/// La bombe s'arrête d'elle-même à cette taille, si personne ne l'a arrêtée.
const SAFETY_NET: usize = 4 << 30;
const STEP: usize = 1 << 20;
/// Une adresse où aucun système ne range rien.
const NOWHERE: usize = 0x10;

/// Le module.
#[derive(Debug, Default)]
pub struct Hostile;

impl Plugin for Hostile {
    fn name(&self) -> &str {
        "hostile-natif"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    // ANCHOR: fautes
    fn execute(&self, text: &str) -> Result<String, PluginError> {
        let (fault, path) = text.split_once(' ').unwrap_or((text, ""));
        match fault {
            "boucle" => endless_loop(),
            "memoire" => Ok(memory_bomb()),
            "plantage" => Ok(recursion(0).to_string()),
            "pointeur" => Ok(bad_pointer().to_string()),
            "panique" => panic!("volontaire"),
            "fichier" => read_file(self.name(), path),
            other => Err(PluginError::execute(self.name(), format!("{other} ?"))),
        }
    }
    // ANCHOR_END: fautes
}

/// Ne rend jamais la main.
fn endless_loop() -> ! {
    loop {
        black_box(());
    }
}

/// Prend de la mémoire et s'en sert, sans jamais en rendre.
fn memory_bomb() -> String {
    let mut taken: Vec<Vec<u8>> = Vec::new();
    while taken.len() * STEP < SAFETY_NET {
        // Une page que personne n'écrit ne coûte rien : on les écrit toutes.
        taken.push(black_box(vec![1; STEP]));
    }
    format!("{} Mio pris", taken.len())
}

/// Déborde la pile.
#[expect(unconditional_recursion, reason = "c'est la faute à montrer")]
fn recursion(depth: u64) -> u64 {
    let room = black_box([depth; 64]);
    recursion(black_box(depth + 1)) + room[0]
}

/// Lit à une adresse qui n'est à personne.
fn bad_pointer() -> u8 {
    // SÛRETÉ : rien ne le garantit, et c'est la faute à montrer : le système tue le processus.
    unsafe { ptr::read_volatile(black_box(NOWHERE) as *const u8) }
}

/// Lit un fichier qui ne le regarde pas.
fn read_file(name: &str, path: &str) -> Result<String, PluginError> {
    fs::read_to_string(path).map_err(|error| PluginError::execute(name, error.to_string()))
}

// ANCHOR: pointeur
/// La table d'un greffon ordinaire, dont une fonction ment : au texte « pointeur », elle répond
/// par l'adresse d'un texte qui n'existe pas.
static API: PluginApi = PluginApi {
    execute: Some(execute),
    ..export::table::<Hostile>(c"hostile-natif", c"1.0.0")
};

/// # Safety
///
/// Les conditions d'[`export::execute`] ; au texte « pointeur », aucune ne suffit.
unsafe extern "C" fn execute(
    instance: *mut PluginInstance,
    text: PluginStr,
    output: *mut PluginBuffer,
) -> PluginStatus {
    // SÛRETÉ : ce sont les garanties que nous demandons nous-mêmes à l'appelant.
    unsafe {
        if text.as_str() != Some("pointeur") {
            return export::execute::<Hostile>(instance, text, output);
        }
        output.write(PluginBuffer {
            ptr: NOWHERE as *mut u8,
            len: 64,
            ..PluginBuffer::EMPTY
        });
    }
    PluginStatus::OK
}
// ANCHOR_END: pointeur

/// La fonction d'entrée du greffon.
#[unsafe(no_mangle)]
pub extern "C" fn plugin_entry() -> *const PluginApi {
    &API
}
