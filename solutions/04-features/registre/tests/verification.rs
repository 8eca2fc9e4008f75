//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_features_registre as sujet;
#[path = "../../../../tests/04-features/registre.rs"]
mod registre;
