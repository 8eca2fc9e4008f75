//! Solution : montrer une erreur de script à sa place.

use rhai::{Engine, EvalAltResult, ParseErrorType, Position};

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
    let (error, position) = innermost(error);
    let message = format!("erreur : {}", describe(error));
    let (Some(line), Some(column)) = (position.line(), position.position()) else {
        return format!("{message}\n --> {file}");
    };
    let text = source.lines().nth(line - 1).unwrap_or_default();
    let margin = " ".repeat(line.to_string().len());
    let mark = underline(text, column);
    format!("{message}\n --> {file}:{line}:{column}\n{line} | {text}\n{margin} | {mark}")
}

/// L'erreur d'origine et sa place.
///
/// Chaque appel de fonction traversé emballe l'erreur. Si celle du fond n'a pas de place,
/// celle de l'appel est la meilleure que l'on ait.
// ANCHOR: origine
fn innermost(error: &EvalAltResult) -> (&EvalAltResult, Position) {
    match error {
        EvalAltResult::ErrorInFunctionCall(_, _, inner, call) => match innermost(inner) {
            (error, position) if position.is_none() => (error, *call),
            found => found,
        },
        other => (other, other.position()),
    }
}
// ANCHOR_END: origine

/// La ligne à mettre sous `text` : des accents circonflexes sous le mot de la colonne `column`.
// ANCHOR: souligner
fn underline(text: &str, column: usize) -> String {
    let before = text.chars().take(column - 1);
    // Une tabulation reste une tabulation : le terminal lui donnera la même largeur.
    let indent: String = before.map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
    let in_word = |c: &char| c.is_alphanumeric() || *c == '_';
    let width = text.chars().skip(column - 1).take_while(in_word).count();
    indent + "^".repeat(width.max(1)).as_str()
}
// ANCHOR_END: souligner
