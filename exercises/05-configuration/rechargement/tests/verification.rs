//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use ex_configuration_rechargement as sujet;
#[path = "../../../../tests/05-configuration/rechargement.rs"]
mod rechargement;
