//! Reçoit une note par une crate et la cherche par une autre : est-ce le même type ?

use std::any::{Any, TypeId, type_name};

fn oui(fact: bool) -> &'static str {
    if fact { "oui" } else { "non" }
}

// ANCHOR: main
fn main() {
    let note = plugin_note::Note {
        text: "bonjour".to_owned(),
    };
    let received: &dyn Any = &note;

    println!("  le module envoie un {}", type_name::<plugin_note::Note>());
    println!("  l'hôte attend un {}", type_name::<host_note::Note>());
    let same = TypeId::of::<plugin_note::Note>() == TypeId::of::<host_note::Note>();
    println!("  même TypeId : {}", oui(same));
    match received.downcast_ref::<host_note::Note>() {
        Some(note) => println!("  l'hôte lit la note : {}", note.text),
        None => println!("  l'hôte ne reconnaît pas la note"),
    }
}
// ANCHOR_END: main
