//! Un greffon compte ce qu'il n'a pas encore libéré.
//!
//! À lancer par `cargo run -p ch-ffi --example memoire`.

use std::error::Error;
use std::ptr;

use ch_contrat::Plugin;
use ch_ffi::abi::{ENTRY_SYMBOL, PluginBuffer, PluginEntry, PluginStr};
use ch_ffi::{FfiPlugin, library_path, load_plugin};
use libloading::Symbol;

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    // SÛRETÉ : ce greffon vient d'être compilé depuis ce dépôt.
    let plugin = unsafe { load_plugin(&library_path("memoire-comptee")?) }?;
    // SÛRETÉ : c'est la signature que le greffon donne à cette fonction.
    let bytes: Symbol<extern "C" fn() -> usize> = unsafe { plugin.library().get(c"plugin_bytes") }?;

    plugin.execute("21")?;
    let before = bytes();
    for _ in 0..1000 {
        plugin.execute("21")?;
    }
    println!(
        "1000 appels par l'hôte : {} octet de plus",
        bytes() - before
    );

    let forgotten = execute_and_forget(&plugin)?;
    let forgets = if bytes() > before { "oui" } else { "non" };
    println!("un tampon oublié, des octets en plus : {forgets}");
    give_back(&plugin, forgotten)?;
    println!("le tampon rendu : {} octet de plus", bytes() - before);
    Ok(())
}
// ANCHOR_END: main

/// Appelle `execute` sans passer par l'hôte, et garde le tampon.
fn execute_and_forget(plugin: &FfiPlugin) -> Result<PluginBuffer, Box<dyn Error>> {
    let mut instance = ptr::null_mut();
    let mut buffer = PluginBuffer::EMPTY;
    // SÛRETÉ : le greffon suit le contrat, et chaque fonction reçoit ce qu'il demande.
    unsafe {
        let entry: Symbol<PluginEntry> = plugin.library().get(ENTRY_SYMBOL)?;
        let api = *entry();
        api.create.ok_or("create manque")?(&mut instance);
        api.execute.ok_or("execute manque")?(instance, PluginStr::new("21"), &mut buffer);
        api.destroy.ok_or("destroy manque")?(instance);
    }
    Ok(buffer)
}

/// Rend un tampon au greffon qui l'a rempli.
fn give_back(plugin: &FfiPlugin, buffer: PluginBuffer) -> Result<(), Box<dyn Error>> {
    // SÛRETÉ : le tampon vient de ce greffon, et n'est rendu qu'ici.
    unsafe {
        let entry: Symbol<PluginEntry> = plugin.library().get(ENTRY_SYMBOL)?;
        (*entry()).free_buffer.ok_or("free_buffer manque")?(buffer);
    }
    Ok(())
}
