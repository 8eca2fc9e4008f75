//! L'hôte libère lui-même ce que le greffon a alloué.
//!
//! À lancer par `cargo run -p ch-ffi --example faute_liberation`.

mod commun;

use std::ptr;

use ch_ffi::abi::{ENTRY_SYMBOL, PluginBuffer, PluginEntry, PluginStr};
use commun::{Outcome, in_child};
use libloading::{Library, Symbol};

fn main() -> Outcome {
    in_child(fault)
}

// ANCHOR: faute
fn fault() -> Outcome {
    // SÛRETÉ : le greffon est à nous et suit le contrat. C'est l'hôte qui ne le suit pas.
    unsafe {
        let lib = Library::new(ch_ffi::library_path("memoire-comptee")?)?;
        let entry: Symbol<PluginEntry> = lib.get(ENTRY_SYMBOL)?;
        let api = *entry();

        let (mut instance, mut buffer) = (ptr::null_mut(), PluginBuffer::EMPTY);
        api.create.ok_or("create manque")?(&mut instance);
        api.execute.ok_or("execute manque")?(instance, PluginStr::new("21"), &mut buffer);
        // Un `Vec` de l'hôte, fait avec un bloc du greffon : à sa destruction, il le
        // rend à l'allocateur de l'hôte, qui ne l'a jamais vu.
        let answer = Vec::from_raw_parts(buffer.ptr, buffer.len, buffer.capacity);
        println!("réponse : {}", String::from_utf8_lossy(&answer));
        drop(answer);
        println!("la mémoire est libérée");
    }
    Ok(())
}
// ANCHOR_END: faute
