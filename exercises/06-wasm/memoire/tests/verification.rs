//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use ex_wasm_memoire as sujet;
#[path = "../../../../tests/06-wasm/memoire.rs"]
mod memoire;
