//! Ce que l'exercice `@NOM_COURT@` doit garantir.

use super::sujet::double;

// À ÉCRIRE : un test par propriété. Sa phrase est ce que l'élève lit ; son message, s'il échoue.

/// Trois devient six.
#[test]
fn trois_devient_six() {
    assert_eq!(double(3), 6, "le double de trois");
}

/// Moins deux devient moins quatre.
#[test]
fn moins_deux_devient_moins_quatre() {
    assert_eq!(double(-2), -4, "le double d'un nombre négatif est négatif");
}
