//! Un greffon qui compte ses appels, et dont un destructeur attend la fin du fil d'exécution.
//!
//! Sous Linux, ce destructeur épingle la bibliothèque : elle ne peut plus être déchargée.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU32, Ordering};

use ch_contrat::{Plugin, PluginError};

// ANCHOR: epingle
thread_local! {
    // Une `String` se détruit : le système devra appeler notre code à la fin du fil.
    static LAST: RefCell<String> = const { RefCell::new(String::new()) };
}

static CALLS: AtomicU32 = AtomicU32::new(0);
// ANCHOR_END: epingle

/// Le module : il rend le nombre d'appels depuis que la bibliothèque est en mémoire.
#[derive(Debug, Default)]
pub struct Pinned;

impl Plugin for Pinned {
    fn name(&self) -> &str {
        "epingle"
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        LAST.with_borrow_mut(|last| text.clone_into(last));
        let calls = CALLS.fetch_add(1, Ordering::Relaxed) + 1;
        Ok(format!("bibliothèque : {calls}"))
    }
}

ch_ffi_abi::export_plugin!(Pinned, name: c"epingle", version: c"1.0.0");
