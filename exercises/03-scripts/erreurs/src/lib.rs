//! Exercice : montrer une erreur de script à sa place. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-scripts-erreurs`

use rhai::{Engine, EvalAltResult, ParseErrorType};

/// Exécute `source` ; en cas d'échec, rend le rapport à montrer à l'auteur du script.
///
/// # Errors
///
/// Le rapport : le message en français, le fichier, la ligne, la colonne, l'extrait souligné.
pub fn run(file: &str, source: &str) -> Result<(), String> {
    Engine::new()
        .run(source)
        .map_err(|error| report(file, source, &error))
}

/// Le message français d'une erreur de Rhai.
pub fn describe(error: &EvalAltResult) -> String {
    match error {
        EvalAltResult::ErrorParsing(ParseErrorType::UnexpectedEOF, _) => {
            "le script est incomplet".to_owned()
        }
        EvalAltResult::ErrorParsing(other, _) => format!("le script est mal écrit ({other})"),
        EvalAltResult::ErrorVariableNotFound(name, _) => format!("variable inconnue « {name} »"),
        EvalAltResult::ErrorFunctionNotFound(name, _) => format!("fonction inconnue « {name} »"),
        EvalAltResult::ErrorRuntime(value, _) => format!("le script a levé l'erreur « {value} »"),
        other => format!("le script a échoué ({other})"),
    }
}

/// Le rapport complet d'une erreur.
pub fn report(file: &str, source: &str, error: &EvalAltResult) -> String {
    todo!(
        "trouver l'erreur d'origine de « {error} », sa place dans {file}, et souligner la ligne ({} lues)",
        source.lines().count()
    )
}
