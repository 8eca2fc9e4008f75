//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_wasm_capacites as sujet;
#[path = "../../../../tests/06-wasm/capacites.rs"]
mod capacites;
