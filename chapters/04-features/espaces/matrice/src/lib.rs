//! Un paquet qui compile sans feature et avec toutes, et pas toujours entre les deux.

// ANCHOR: bancal
/// Ouvre un fichier. Demande `lire`.
#[cfg(feature = "lire")]
pub fn open() {}

/// Range un texte. Demande `ecrire`.
#[cfg(feature = "ecrire")]
pub fn write(text: &str) {
    // `encrypt` n'existe qu'avec `chiffrer` : la condition est bonne.
    #[cfg(feature = "chiffrer")]
    encrypt(text);
    println!("{text}");
}

/// Chiffre un texte. Demande `chiffrer`.
#[cfg(feature = "chiffrer")]
pub fn encrypt(text: &str) {
    // Oubli : `open` n'existe qu'avec `lire`.
    open();
    println!("chiffré : {text}");
}
// ANCHOR_END: bancal
