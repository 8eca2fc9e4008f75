//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_choisir_hote_universel as sujet;
#[path = "../../../../tests/07-choisir/hote-universel.rs"]
mod hote_universel;
