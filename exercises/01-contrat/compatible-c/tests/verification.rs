//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use ex_contrat_compatible_c as sujet;
#[path = "../../../../tests/01-contrat/compatible-c.rs"]
mod compatible_c;
