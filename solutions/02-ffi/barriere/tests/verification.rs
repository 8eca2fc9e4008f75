//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_ffi_barriere as sujet;
#[path = "../../../../tests/02-ffi/barriere.rs"]
mod barriere;
