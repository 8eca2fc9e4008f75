//! Exercice : réparer des features exclusives. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-features-additif`

// À vous : chaque feature ajoute un style, et c'est l'appelant qui choisit.

#[cfg(all(feature = "francais", feature = "anglais"))]
compile_error!("les features `francais` et `anglais` s'excluent");

/// Met `text` entre guillemets droits.
#[cfg(not(any(feature = "francais", feature = "anglais")))]
pub fn quote(text: &str) -> String {
    format!("\"{text}\"")
}

/// Met `text` entre guillemets français, avec leurs espaces insécables.
#[cfg(feature = "francais")]
pub fn quote(text: &str) -> String {
    format!("«\u{a0}{text}\u{a0}»")
}

/// Met `text` entre guillemets anglais.
#[cfg(feature = "anglais")]
pub fn quote(text: &str) -> String {
    format!("“{text}”")
}
