//! Les erreurs de Rhai, dites en français et à leur place.

use rhai::{EvalAltResult, LexError, ParseError, ParseErrorType, Position};

use crate::source::Source;
use crate::{Diagnostic, Limit, ScriptError, ScriptErrorKind, call};

/// L'erreur d'un script que l'analyseur refuse.
pub(super) fn syntax_error(source: &Source, error: ParseError) -> ScriptError {
    let (kind, message) = describe_syntax(&error.0);
    located(source, kind, message, error.1).with_source(error)
}

// ANCHOR: execution
/// L'erreur d'un script pendant son exécution, à l'endroit où elle s'est produite.
///
/// Rhai emballe l'erreur dans une [`EvalAltResult::ErrorInFunctionCall`] par appel
/// traversé : l'endroit utile est tout au fond.
pub(super) fn runtime_error(source: &Source, mut error: EvalAltResult) -> ScriptError {
    let mut position = error.position();
    while let EvalAltResult::ErrorInFunctionCall(_, _, inner, call) = error {
        error = *inner;
        // Une erreur née dans une fonction de l'hôte n'a pas de place : on garde celle de l'appel.
        position = if error.position().is_none() {
            call
        } else {
            error.position()
        };
    }
    let (kind, message) = describe(&error);
    located(source, kind, message, position).with_source(error.to_string())
}
// ANCHOR_END: execution

fn located(
    source: &Source,
    kind: ScriptErrorKind,
    message: String,
    position: Position,
) -> ScriptError {
    let diagnostic = Diagnostic::at(
        &source.file,
        &source.text,
        position.line(),
        position.position(),
        message,
    );
    ScriptError::new(kind, diagnostic)
}

// ANCHOR: limites
/// La limite que cette erreur annonce, s'il y en a une.
fn limit(error: &EvalAltResult) -> Option<(Limit, &'static str)> {
    use EvalAltResult as E;
    Some(match error {
        E::ErrorTooManyOperations(_) => (Limit::Operations, "trop d'opérations"),
        E::ErrorStackOverflow(_) => (Limit::Depth, "trop d'appels imbriqués"),
        E::ErrorTooManyVariables(_) => (Limit::Names, "trop de variables"),
        E::ErrorTooManyModules(_) => (Limit::Names, "trop de modules"),
        E::ErrorDataTooLarge(what, _) if what.contains("string") => {
            (Limit::Data, "chaîne trop longue")
        }
        E::ErrorDataTooLarge(what, _) if what.contains("map") => {
            (Limit::Data, "dictionnaire trop grand")
        }
        E::ErrorDataTooLarge(..) => (Limit::Data, "tableau trop grand"),
        // C'est nous qui avons arrêté le script, par `on_progress` ou par `log`.
        E::ErrorTerminated(..) => {
            let (limit, _) = call::stopped()?;
            (limit, limit.message())
        }
        _ => return None,
    })
}
// ANCHOR_END: limites

fn describe(error: &EvalAltResult) -> (ScriptErrorKind, String) {
    use EvalAltResult as E;
    if let Some((limit, message)) = limit(error) {
        return (ScriptErrorKind::Limit(limit), message.to_owned());
    }
    let message = match error {
        E::ErrorParsing(error, _) => return describe_syntax(error),
        E::ErrorVariableNotFound(name, _) => format!("variable inconnue : « {name} »"),
        E::ErrorFunctionNotFound(signature, _) => {
            format!(
                "aucune fonction ne convient : « {} »",
                french_types(signature)
            )
        }
        E::ErrorPropertyNotFound(name, _) => format!("propriété inconnue : « {name} »"),
        E::ErrorModuleNotFound(name, _) => format!("module inconnu : « {name} »"),
        E::ErrorIndexNotFound(index, _) => format!("indice inconnu : {index}"),
        E::ErrorArrayBounds(length, index, _) => {
            format!("indice {index} hors d'un tableau de {length} éléments")
        }
        E::ErrorStringBounds(length, index, _) => {
            format!("indice {index} hors d'une chaîne de {length} caractères")
        }
        E::ErrorIndexingType(name, _) => {
            format!(
                "on ne peut pas prendre un élément de ceci : {}",
                french_types(name)
            )
        }
        E::ErrorMismatchDataType(expected, found, _)
        | E::ErrorMismatchOutputType(expected, found, _) => format!(
            "type attendu : {} ; type obtenu : {}",
            french_types(expected),
            french_types(found)
        ),
        E::ErrorFor(_) => "cette valeur ne se parcourt pas avec « for »".to_owned(),
        E::ErrorAssignmentToConstant(name, _) => format!("« {name} » est une constante"),
        E::ErrorUnboundThis(_) => "« this » n'existe pas ici".to_owned(),
        E::ErrorArithmetic(message, _) => arithmetic(message),
        E::ErrorRuntime(value, _) if value.is_unit() => "le script a levé une erreur".to_owned(),
        E::ErrorRuntime(value, _) => format!("le script a levé une erreur : {value}"),
        other => format!("le script a échoué ; Rhai dit : {other}"),
    };
    (ScriptErrorKind::Runtime, message)
}

fn arithmetic(message: &str) -> String {
    if message.contains("zero") {
        "division par zéro".to_owned()
    } else {
        "le résultat du calcul ne tient pas dans un nombre".to_owned()
    }
}

fn describe_syntax(error: &ParseErrorType) -> (ScriptErrorKind, String) {
    use ParseErrorType as P;
    let message = match error {
        P::UnexpectedEOF => "le script est incomplet".to_owned(),
        P::BadInput(error) => describe_token(error),
        P::MissingToken(token, _) => format!("il manque « {token} »"),
        P::UnknownOperator(operator) => format!("opérateur inconnu : « {operator} »"),
        P::VariableUndefined(name) => format!("variable inconnue : « {name} »"),
        P::ModuleUndefined(name) => format!("module inconnu : « {name} »"),
        P::Reserved(word) => format!("« {word} » n'est pas permis ici"),
        P::ExprExpected(_) => "il manque une expression".to_owned(),
        P::PropertyExpected => "il manque le nom d'une propriété".to_owned(),
        P::VariableExpected => "il manque le nom d'une variable".to_owned(),
        P::FnMissingName => "il manque le nom de la fonction".to_owned(),
        P::FnMissingParams(name) => format!("il manque les paramètres de la fonction « {name} »"),
        P::FnMissingBody(name) if name.is_empty() => {
            "les fonctions anonymes ne sont pas permises".to_owned()
        }
        P::FnMissingBody(name) => format!("il manque le corps de la fonction « {name} »"),
        P::FnDuplicatedDefinition(name, _) => {
            format!("la fonction « {name} » est définie deux fois")
        }
        P::FnDuplicatedParam(name, parameter) => {
            format!("la fonction « {name} » a deux paramètres « {parameter} »")
        }
        P::WrongFnDefinition => "une fonction se définit hors de toute autre".to_owned(),
        P::DuplicatedProperty(name) => format!("la propriété « {name} » est donnée deux fois"),
        P::AssignmentToConstant(name) => format!("« {name} » est une constante"),
        P::AssignmentToInvalidLHS(_) => "on ne peut rien affecter à cette expression".to_owned(),
        P::LoopBreak => "« break » et « continue » ne vont que dans une boucle".to_owned(),
        P::ExprTooDeep => {
            let limit = ScriptErrorKind::Limit(Limit::Depth);
            return (limit, "expressions trop imbriquées".to_owned());
        }
        P::TooManyFunctions => {
            let limit = ScriptErrorKind::Limit(Limit::Names);
            return (limit, "trop de fonctions".to_owned());
        }
        P::LiteralTooLarge(..) => {
            let limit = ScriptErrorKind::Limit(Limit::Data);
            return (limit, "valeur trop grande dans le script".to_owned());
        }
        other => format!("le script est mal écrit ; Rhai dit : {other}"),
    };
    (ScriptErrorKind::Syntax, message)
}

fn describe_token(error: &LexError) -> String {
    match error {
        LexError::UnexpectedInput(text) => format!("« {text} » n'a pas de sens ici"),
        LexError::UnterminatedString => "la chaîne n'est pas fermée".to_owned(),
        LexError::MalformedEscapeSequence(text) => {
            format!("« {text} » n'est pas une séquence d'échappement")
        }
        LexError::MalformedNumber(text) => format!("« {text} » n'est pas un nombre"),
        LexError::MalformedChar(text) => format!("« {text} » n'est pas un caractère"),
        LexError::MalformedIdentifier(text) => format!("« {text} » n'est pas un nom"),
        LexError::ImproperSymbol(symbol, _) => format!("« {symbol} » n'est pas permis ici"),
        other => format!("le script est mal écrit ; Rhai dit : {other}"),
    }
}

/// Le nom français du type d'une valeur, avec son article.
pub(super) fn type_name(rhai_name: &str) -> String {
    match rhai_name {
        "()" => "rien".to_owned(),
        "i64" => "un entier".to_owned(),
        "f64" => "un nombre à virgule".to_owned(),
        "bool" => "un booléen".to_owned(),
        "char" => "un caractère".to_owned(),
        "array" => "un tableau".to_owned(),
        "map" => "un dictionnaire".to_owned(),
        other => format!("une valeur de type {other}"),
    }
}

/// Les types d'une signature, avec leurs noms français.
fn french_types(signature: &str) -> String {
    [
        ("&str | ImmutableString | String", "chaîne"),
        ("&str", "chaîne"),
        ("string", "chaîne"),
        ("i64", "entier"),
        ("f64", "nombre à virgule"),
        ("bool", "booléen"),
        ("char", "caractère"),
        ("array", "tableau"),
        ("map", "dictionnaire"),
    ]
    .iter()
    .fold(signature.to_owned(), |text, (rhai, french)| {
        replace_word(&text, rhai, french)
    })
}

/// Remplace `from` là où il n'est pas un morceau d'un mot plus long.
fn replace_word(text: &str, from: &str, to: &str) -> String {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut output = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(position) = rest.find(from) {
        let (before, found) = rest.split_at(position);
        let after = &found[from.len()..];
        let whole = !before.ends_with(in_word) && !after.starts_with(in_word);
        output.push_str(before);
        output.push_str(if whole { to } else { from });
        rest = after;
    }
    output.push_str(rest);
    output
}
