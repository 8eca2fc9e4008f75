//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use ex_ffi_recharger as sujet;
#[path = "../../../../tests/02-ffi/recharger.rs"]
mod recharger;
