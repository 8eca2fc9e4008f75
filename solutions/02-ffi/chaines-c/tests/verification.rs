//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_ffi_chaines_c as sujet;
#[path = "../../../../tests/02-ffi/chaines-c.rs"]
mod chaines_c;
