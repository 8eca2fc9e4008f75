//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use ex_scripts_api_hote as sujet;
#[path = "../../../../tests/03-scripts/api-hote.rs"]
mod api_hote;
