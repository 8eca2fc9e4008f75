//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_ffi_exporter as sujet;
#[path = "../../../../tests/02-ffi/exporter.rs"]
mod exporter;
