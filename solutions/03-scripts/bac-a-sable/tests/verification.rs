//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_scripts_bac_a_sable as sujet;
#[path = "../../../../tests/03-scripts/bac-a-sable.rs"]
mod bac_a_sable;
