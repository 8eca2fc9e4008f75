//! Attrapée par : `sans_dictionnaire_le_message_dit_quoi_ecrire`, `deux_dictionnaires_le_message_dit_quoi_ecrire`
//!
//! La garde refuse, mais son message ne dit ni quelles features sont en cause, ni que faire. Celui
//! qui le lit n'a pas écrit ce paquet : il devra ouvrir vos sources.

cfg_select! {
    all(feature = "traditionnel", feature = "rectifie") => {
        compile_error!(
            "combinaison de features interdite"
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
            "aucun dictionnaire"
        );
    }
}
