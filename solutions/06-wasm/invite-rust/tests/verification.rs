//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_wasm_invite_rust as sujet;
#[path = "../../../../tests/06-wasm/invite-rust.rs"]
mod invite_rust;
