//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_features_optionnel as sujet;
#[path = "../../../../tests/04-features/optionnel.rs"]
mod optionnel;
