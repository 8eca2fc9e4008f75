//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use @SUJET@ as sujet;
#[path = "../../../../tests/@CLE@.rs"]
mod @MODULE@;
