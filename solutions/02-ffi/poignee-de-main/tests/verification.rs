//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_ffi_poignee_de_main as sujet;
#[path = "../../../../tests/02-ffi/poignee-de-main.rs"]
mod poignee_de_main;
