//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_scripts_greffon as sujet;
#[path = "../../../../tests/03-scripts/greffon.rs"]
mod greffon;
