//! Le banc des portes : `cargo bench -p bancs-portes`. Sa source est dans `benches/`, deux
//! dossiers plus haut.
