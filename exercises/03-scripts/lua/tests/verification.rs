//! Vérifie ce paquet par le contrôle de l'exercice, le même pour la solution et pour vous.

use ex_scripts_lua as sujet;
#[path = "../../../../tests/03-scripts/lua.rs"]
mod lua;
