//! Où l'atelier garde ses textes : en mémoire ou dans un fichier, et pas les deux. Un piège.

// ANCHOR: exclusif
cfg_select! {
    all(feature = "memoire", feature = "fichier") => {
        compile_error!(
            "les features `memoire` et `fichier` de `stockage` s'excluent : \
             n'en gardez qu'une, par exemple `features = [\"fichier\"]`"
        );
    }
    feature = "memoire" => {
        /// Le stockage choisi à la compilation.
        pub fn storage() -> &'static str {
            "mémoire"
        }
    }
    feature = "fichier" => {
        /// Le stockage choisi à la compilation.
        pub fn storage() -> &'static str {
            "fichier"
        }
    }
    _ => {
        compile_error!(
            "`stockage` a besoin d'une feature : `features = [\"memoire\"]` ou `features = [\"fichier\"]`"
        );
    }
}
// ANCHOR_END: exclusif
