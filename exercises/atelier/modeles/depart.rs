//! Exercice : @TITRE_DANS_LA_PHRASE@. L'énoncé est dans README.md.

// À ÉCRIRE : le départ de l'exercice, à la place de cet exemple ; recopiez-le dans depart/.

/// Le double de `x`.
pub fn double(x: i32) -> i32 {
    todo!("rendre le double de {x}")
}
