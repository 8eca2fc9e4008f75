//! Attrapée par : `la_garde_parle_seule`
//!
//! Les gardes sont là, mais le reste du fichier est lu aussi : avec les deux dictionnaires,
//! `dictionary` est défini deux fois ; sans aucun, il manque. Le bon message est perdu parmi
//! des erreurs qui parlent de l'intérieur du paquet.

#[cfg(all(feature = "traditionnel", feature = "rectifie"))]
compile_error!(
    "les dictionnaires `traditionnel` et `rectifie` s'excluent ; gardez-en un, par exemple : \
     default-features = false, features = [\"traditionnel\"]"
);
#[cfg(not(any(feature = "traditionnel", feature = "rectifie")))]
compile_error!(
    "il faut un dictionnaire, `traditionnel` ou `rectifie` : ajoutez par exemple \
     features = [\"rectifie\"]"
);

/// Le dictionnaire de l'orthographe traditionnelle.
#[cfg(feature = "traditionnel")]
mod dictionary {
    /// Corrige un mot.
    pub fn spell(word: &str) -> &str {
        if word == "ognon" { "oignon" } else { word }
    }

    /// Met un mot au pluriel. Demande la feature `pluriels`.
    #[cfg(feature = "pluriels")]
    pub fn plural(word: &str) -> String {
        // « après-midi » est invariable.
        if word.starts_with("après-") {
            return word.to_owned();
        }
        format!("{word}s")
    }
}

/// Le dictionnaire des rectifications de 1990.
#[cfg(feature = "rectifie")]
mod dictionary {
    /// Corrige un mot.
    pub fn spell(word: &str) -> &str {
        if word == "oignon" { "ognon" } else { word }
    }

    /// Met un mot au pluriel. Demande la feature `pluriels`.
    #[cfg(feature = "pluriels")]
    pub fn plural(word: &str) -> String {
        format!("{word}s")
    }
}

pub use dictionary::*;
