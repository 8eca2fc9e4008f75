//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_choisir_porte as sujet;
#[path = "../../../../tests/07-choisir/porte.rs"]
mod porte;
