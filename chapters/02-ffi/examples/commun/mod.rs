//! Ce que les exemples de fautes ont en commun : la table du texte de départ, et de quoi
//! commettre la faute dans un processus fils pour en montrer la fin.

#![allow(dead_code, reason = "chaque exemple n'en emploie qu'une partie")]

use std::env;
use std::error::Error;
use std::ffi::c_char;
use std::process::{Command, Stdio};

use verifications::Issue;

/// Le résultat d'un exemple.
pub(crate) type Outcome = Result<(), Box<dyn Error>>;

/// Un oui ou un non, en français.
pub(crate) fn yes(answer: bool) -> &'static str {
    if answer { "oui" } else { "non" }
}

// ANCHOR: table
/// La table du texte de départ, devenue `Copy` : rustc ne refuse plus rien.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct PluginApi {
    pub(crate) name: *const c_char,
    pub(crate) version: *const c_char,
    pub(crate) init: extern "C" fn(),
    pub(crate) execute: extern "C" fn(*const c_char) -> *const c_char,
}
// ANCHOR_END: table

// ANCHOR: fils
/// Commet `fault` dans un processus fils, et dit comment il a fini.
///
/// Le fils est ce même programme, lancé avec une variable d'environnement de plus.
pub(crate) fn in_child(fault: fn() -> Outcome) -> Outcome {
    const CHILD: &str = "CH_FFI_FILS";
    if env::var_os(CHILD).is_some() {
        return fault();
    }
    let child = Command::new(env::current_exe()?)
        .env(CHILD, "oui")
        .stderr(Stdio::inherit())
        .output()?;
    for line in String::from_utf8_lossy(&child.stdout).lines() {
        println!("fils | {line}");
    }
    println!("fin du fils : {}", Issue::from(child.status));
    Ok(())
}
// ANCHOR_END: fils
