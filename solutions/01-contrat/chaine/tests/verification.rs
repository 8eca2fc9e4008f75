//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use sol_contrat_chaine as sujet;
#[path = "../../../../tests/01-contrat/chaine.rs"]
mod chaine;
