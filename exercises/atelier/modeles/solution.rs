//! Solution : @TITRE_DANS_LA_PHRASE@.

// À ÉCRIRE : la solution. Les ancres bornent ce qu'un indice en montre.

/// Le double de `x`.
pub fn double(x: i32) -> i32 {
    // ANCHOR: corps
    2 * x
    // ANCHOR_END: corps
}
