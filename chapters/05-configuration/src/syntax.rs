//! Les fautes de syntaxe de TOML, dites en français.

use std::panic::catch_unwind;

use ch_contrat::panic_message;
use toml::de::DeTable;

use crate::tree::Table;
use crate::wording::short;
use crate::{Diagnostic, Kind, Place};

/// Analyse un document TOML en gardant la position de chaque clé et de chaque valeur.
///
/// # Errors
///
/// La première faute de syntaxe. Les suivantes n'en sont souvent que l'écho.
pub(crate) fn parse(text: &str) -> Result<Table, Diagnostic> {
    // Une panique de l'analyseur est un refus du fichier, pas la fin de l'hôte.
    let parsed = catch_unwind(|| DeTable::parse(text).map(|table| Table::from(table.get_ref())));
    let parsed = parsed.map_err(|payload| {
        let message = format!(
            "l'analyseur de TOML a paniqué : {}",
            panic_message(&*payload)
        );
        Diagnostic::new(Kind::Syntax, Place::Source, message)
    })?;
    parsed.map_err(|error| {
        let (description, expected) = match error.message().split_once(", expected ") {
            Some((description, expected)) => (description, Some(expected)),
            None => (error.message(), None),
        };
        let place = error.span().map_or(Place::Source, Place::Span);
        if description == "string values must be quoted" {
            let word = error.span().and_then(|span| text.get(span));
            return bare_word(place, word.unwrap_or_default());
        }
        // Ce qu'une date attend se lit mieux dans la date elle-même.
        let expected = expected.filter(|_| !description.starts_with("invalid date"));
        let label = expected.map(expected_in_french).unwrap_or_default();
        let problem = Diagnostic::new(Kind::Syntax, place, in_french(description)).label(label);
        match advice(description) {
            Some(advice) => problem.help(advice),
            None => problem,
        }
    })
}

/// Un mot nu à la place d'une valeur. `toml` y voit toujours un texte sans guillemets ; le
/// mot dit souvent mieux ce qui était voulu.
fn bare_word(place: Place, word: &str) -> Diagnostic {
    if word.is_empty() {
        return Diagnostic::new(Kind::Syntax, place, "il manque une valeur après « = »");
    }
    let help = match word {
        "oui" | "vrai" | "yes" | "on" => "un booléen s'écrit true ou false",
        "non" | "faux" | "no" | "off" => "un booléen s'écrit true ou false",
        _ if word.starts_with(['«', '“', '‘', '„']) => {
            "les guillemets de TOML sont droits : \""
        }
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => {
            "un nombre s'écrit sans espace ; « _ » peut séparer les milliers : 10_000"
        }
        _ => "un texte s'écrit entre guillemets droits : \"",
    };
    let message = format!("« {} » n'est pas une valeur", short(word));
    Diagnostic::new(Kind::Syntax, place, message).help(help)
}

// ANCHOR: traduction
/// Traduit une description de `toml`. Une description inconnue (une version plus récente en
/// ajoute) est citée telle quelle : mieux vaut de l'anglais que rien.
fn in_french(description: &str) -> String {
    let french = match description {
        "duplicate key" => "cette clé est déjà donnée plus haut",
        "invalid key-value pair" => "cette ligne n'est pas de la forme « clé = valeur »",
        "key with no value" => "cette clé n'a pas de valeur",
        "missing value" | "missing value for key" => "il manque une valeur",
        // …
        // ANCHOR_END: traduction
        "missing assignment between key-value pairs" => "il manque « = » entre la clé et sa valeur",
        "missing opening quote" => "il manque le guillemet ouvrant",
        "missing comma between array elements" => "il manque une virgule entre deux éléments",
        "missing comma between key-value pairs" => "il manque une virgule entre deux clés",
        "missing key for inline table element" => "il manque une clé dans la table en ligne",
        "missing escaped value" => "ce qui suit « \\ » n'est pas un caractère spécial de TOML",
        "missing array opening" => "il manque « [ »",
        "missing inline table opening" => "il manque « { »",
        "missing table open" => "il manque le début de la table",
        "missing comment start" => "il manque « # »",
        "extra `=`" | "extra assignment between key-value pairs" => "il y a un « = » de trop",
        "extra comma in array" | "extra comma in inline table" => "il y a une virgule de trop",
        "unexpected `=` in array" => "une liste ne contient pas de « = »",
        "unclosed array table" | "unclosed table" => "l'en-tête de table ne se ferme pas",
        "unclosed array" => "la liste ne se ferme pas",
        "unclosed inline table" => "la table en ligne ne se ferme pas",
        "unexpected content" => "il y a quelque chose de trop sur cette ligne",
        "unexpected key or value" => "il y a quelque chose de trop après la valeur",
        "unexpected content between comment and newline" | "invalid comment character" => {
            "ce caractère n'est pas permis dans un commentaire"
        }
        "invalid inline table element" => "une table en ligne ne contient que des « clé = valeur »",
        "invalid unquoted key" => "cette clé contient un caractère qui demande des guillemets",
        "unquoted keys cannot be empty" => "il manque une clé",
        "keys cannot be multi-line basic strings" | "keys cannot be multi-line literal strings" => {
            "une clé tient sur une ligne"
        }
        "invalid value" => "ce n'est pas une valeur de TOML",
        "invalid string"
        | "invalid basic string"
        | "invalid literal string"
        | "invalid multi-line basic string"
        | "invalid multi-line literal string" => "ce texte entre guillemets est mal formé",
        "too few unicode value digits" => "il manque des chiffres au caractère Unicode",
        "invalid integer number"
        | "invalid binary number"
        | "invalid octal number"
        | "invalid hexadecimal number" => "cet entier est mal écrit",
        "invalid float" | "invalid mantissa" | "invalid exponent" | "invalid fraction" => {
            "ce nombre à virgule est mal écrit"
        }
        "invalid boolean" => "ce n'est ni « true » ni « false »",
        "invalid date-time"
        | "invalid datetime"
        | "invalid date"
        | "invalid time"
        | "invalid offset"
        | "invalid time offset" => "cette date est mal écrite",
        "unexpected leading zero" => "un nombre ne commence pas par un zéro",
        "unexpected sign" | "redundant numeric sign" => "il y a un signe de trop",
        "integers with a radix cannot be signed" => "un entier préfixé n'a pas de signe",
        "radix must be lowercase" => "le préfixe d'un entier s'écrit en minuscules",
        "redundant integer number prefix" => "ce préfixe d'entier est de trop",
        "`_` may only go between digits" => "« _ » ne se met qu'entre deux chiffres",
        "carriage return must be followed by newline" => {
            "un retour chariot isolé ne termine pas une ligne"
        }
        "recursion limit" | "cannot recurse further; max recursion depth met" => {
            "trop de niveaux imbriqués"
        }
        other if other.starts_with("cannot extend value of type ") => {
            "cette clé est déjà donnée plus haut, et n'est pas une table que l'on puisse compléter"
        }
        other => return format!("TOML mal formé ({other})"),
    };
    french.to_owned()
}

/// Ce que l'analyseur attendait à cet endroit.
fn expected_in_french(expected: &str) -> String {
    let words: Vec<&str> = expected.split(", ").map(expected_word).collect();
    match words.as_slice() {
        ["rien"] => "rien n'est attendu ici".to_owned(),
        [start @ .., last] if !start.is_empty() => {
            format!("attendu : {} ou {last}", start.join(", "))
        }
        _ => format!("attendu : {}", words.concat()),
    }
}

fn expected_word(word: &str) -> &str {
    match word {
        "nothing" => "rien",
        "newline" => "une fin de ligne",
        "key" => "une clé",
        "value" => "une valeur",
        "letters" => "des lettres",
        "numbers" | "digits" => "des chiffres",
        "characters" => "des caractères",
        "printable characters" => "des caractères imprimables",
        "non-double-quote visible characters" => "des caractères visibles autres que \"",
        "non-single-quote visible characters" | "non-single-quote characters" => {
            "des caractères visibles autres que '"
        }
        "basic string" => "un texte entre \"",
        "literal string" => "un texte entre '",
        "multi-line basic string" => "un texte entre \"\"\"",
        "multi-line literal string" => "un texte entre '''",
        "unquoted string" => "un mot nu",
        "unicode hexadecimal value" => "des chiffres hexadécimaux",
        "`\\n`" => "une fin de ligne",
        literal => literal,
    }
}

/// Ce que la faute a de plus probable à corriger.
fn advice(description: &str) -> Option<&'static str> {
    match description {
        "key with no value" => Some("une ligne de TOML s'écrit « clé = valeur »"),
        "missing escaped value" | "too few unicode value digits" => {
            Some("entre guillemets simples, « \\ » n'a rien de spécial : 'C:\\dossier'")
        }
        "unexpected leading zero" => Some("un entier octal s'écrit 0o17"),
        "invalid unquoted key" => Some(
            "une clé nue ne contient que des lettres sans accent, des chiffres, « - » et « _ »",
        ),
        _ => None,
    }
}
