//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use ex_features_additif as sujet;
#[path = "../../../../tests/04-features/additif.rs"]
mod additif;
