//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use ex_features_gardes as sujet;
#[path = "../../../../tests/04-features/gardes.rs"]
mod gardes;
