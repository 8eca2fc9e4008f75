//! Solution : refuser une mauvaise combinaison.
//!
//! Deux dictionnaires qui s'excluent, et une garde qui dit quoi écrire.

cfg_select! {
    // ANCHOR: refus
    all(feature = "traditionnel", feature = "rectifie") => {
        compile_error!(
            "les dictionnaires `traditionnel` et `rectifie` s'excluent ; gardez-en un, par exemple : \
             default-features = false, features = [\"traditionnel\"]"
        );
    }
    // ANCHOR_END: refus
    feature = "traditionnel" => {
        /// Le dictionnaire de l'orthographe traditionnelle.
        mod dictionary {
            /// Corrige un mot.
            pub fn spell(word: &str) -> &str {
                if word == "ognon" { "oignon" } else { word }
            }

            /// Met un mot au pluriel. Demande la feature `pluriels`.
            // ANCHOR: pluriel
            #[cfg(feature = "pluriels")]
            pub fn plural(word: &str) -> String {
                // « après-midi » est invariable.
                if word.starts_with("après-") {
                    return word.to_owned();
                }
                format!("{word}s")
            }
            // ANCHOR_END: pluriel
        }
        pub use dictionary::*;
    }
    feature = "rectifie" => {
        /// Le dictionnaire des rectifications de 1990.
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
    }
    _ => {
        compile_error!(
            "il faut un dictionnaire, `traditionnel` ou `rectifie` : ajoutez par exemple \
             features = [\"rectifie\"]"
        );
    }
}
