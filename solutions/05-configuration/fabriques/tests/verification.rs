//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_configuration_fabriques as sujet;
#[path = "../../../../tests/05-configuration/fabriques.rs"]
mod fabriques;
