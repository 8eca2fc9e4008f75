//! Attrapée par : `le_compilateur_connait_toutes_les_conditions`, `les_pluriels_suivent_le_dictionnaire`
//!
//! La première condition est corrigée, et la seconde, `cfg(traditionnel)`, ne l'est pas : une feature
//! se teste par `feature = "…"`. Le compilateur ne pouvait pas la signaler tant que la fonction
//! qui la contient était retirée. Il faut recompiler après chaque correction.

cfg_select! {
    all(feature = "traditionnel", feature = "rectifie") => {
        compile_error!(
            "les dictionnaires `traditionnel` et `rectifie` s'excluent ; gardez-en un, par exemple : \
             default-features = false, features = [\"traditionnel\"]"
        );
    }
    feature = "traditionnel" => {
        /// Le dictionnaire de l'orthographe traditionnelle.
        mod dictionary {
            /// Corrige un mot.
            pub fn spell(word: &str) -> &str {
                if word == "ognon" { "oignon" } else { word }
            }

            /// Met un mot au pluriel. Demande la feature `pluriels`.
            #[cfg(feature = "pluriels")]
            pub fn plural(word: &str) -> String {
                // « après-midi » est invariable.
                #[cfg(traditionnel)]
                if word.starts_with("après-") {
                    return word.to_owned();
                }
                format!("{word}s")
            }
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
