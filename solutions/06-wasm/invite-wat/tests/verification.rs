//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_wasm_invite_wat as sujet;
#[path = "../../../../tests/06-wasm/invite-wat.rs"]
mod invite_wat;
