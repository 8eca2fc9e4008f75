//! Ce qui reste à convertir, exercice par exercice. Ces listes ne peuvent que raccourcir : une
//! règle de l'audit y attend son tour, et vaut pour tous les exercices qui n'y sont pas.

use crate::catalogue::Exercice;

/// Les exercices dont les indices contiennent encore du code tapé à la main.
pub const INDICES: &[&str] = &[
    "01-contrat/chaine",
    "01-contrat/compatible-c",
    "01-contrat/disposition",
    "02-ffi/barriere",
    "02-ffi/chaines-c",
    "02-ffi/charger",
    "02-ffi/exporter",
    "02-ffi/poignee-de-main",
    "02-ffi/propriete",
    "02-ffi/recharger",
    "04-features/additif",
    "04-features/gardes",
    "04-features/optionnel",
    "04-features/registre",
    "06-wasm/capacites",
    "06-wasm/hote",
    "06-wasm/invite-rust",
    "06-wasm/invite-wat",
    "06-wasm/limites",
    "06-wasm/memoire",
    "07-choisir/hote-universel",
    "07-choisir/porte",
];

/// Les exercices dont les tests n'ont pas encore tous leur phrase.
pub const PHRASES: &[&str] = &[
    "04-features/additif",
    "04-features/gardes",
    "04-features/optionnel",
    "04-features/registre",
    "06-wasm/capacites",
    "06-wasm/hote",
    "06-wasm/invite-rust",
    "06-wasm/invite-wat",
    "06-wasm/limites",
    "06-wasm/memoire",
    "07-choisir/hote-universel",
    "07-choisir/porte",
];

/// Les exercices dont un fichier dépasse encore la longueur qu'on lit d'un trait.
pub const LONGUEURS: &[&str] = &[
    "04-features/optionnel",
    "06-wasm/invite-rust",
    "06-wasm/limites",
    "07-choisir/hote-universel",
    "07-choisir/porte",
];

/// Cet exercice est-il encore dans la liste ?
pub fn attend(liste: &[&str], exercice: &Exercice) -> bool {
    liste.contains(&exercice.cle().as_str())
}
