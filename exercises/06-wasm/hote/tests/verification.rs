//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use ex_wasm_hote as sujet;
#[path = "../../../../tests/06-wasm/hote.rs"]
mod hote;
