//! Compile `src/compteur.c` en une bibliothèque dynamique.

fn main() {
    compilateur_c::compile("src/compteur.c", "GREFFON_COMPTEUR_C");
}
