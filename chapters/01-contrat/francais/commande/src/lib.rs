//! La ligne de commande en français, par-dessus les `derive` de clap.
//!
//! clap lit très bien une ligne de commande, et n'en parle qu'en anglais. [`read`] lui laisse la
//! lecture, puis écrit l'aide et les erreurs.

use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command, Parser};

use francais::{output, visible};

/// Ce que l'on tape quand on pense à un autre outil, et le verbe d'ici : `("hint", "indice")`.
pub type Synonyms = [(&'static str, &'static str)];

/// Pourquoi il n'y a pas de demande : l'aide est affichée, ou la commande est mal formée.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Le texte à montrer, avec ses couleurs.
    pub text: String,
    /// 0 pour l'aide, 2 pour une erreur.
    pub code: u8,
}

impl Stop {
    /// Montre l'aide, ou l'erreur sur l'erreur standard, et rend le code de fin.
    pub fn show(&self) -> ExitCode {
        let code = ExitCode::from(self.code);
        // anstream retire les couleurs quand la sortie n'est pas un terminal.
        if self.code == 0 {
            let mut help = anstream::stdout();
            let written = write!(help, "{}", self.text).and_then(|()| help.flush());
            let failure = written
                .err()
                .and_then(|error| output::write_failure(&error));
            return failure.map_or(code, |failure| {
                output::warn(format_args!("erreur : {failure}"));
                ExitCode::from(2)
            });
        }
        // Si l'erreur standard est fermée aussi, il n'y a plus personne à qui le dire.
        let _ = write!(anstream::stderr(), "{}", self.text);
        code
    }
}

/// Lit la ligne de commande `arguments`, programme compris.
///
/// # Errors
///
/// Si elle demande de l'aide, ou si elle est mal formée.
pub fn read<T: Parser>(
    arguments: impl IntoIterator<Item = OsString>,
    synonyms: &Synonyms,
) -> Result<T, Stop> {
    let grammar = T::command();
    let program = grammar.get_name().to_owned();
    let help = if grammar.has_subcommands() {
        format!(
            "« {program} --aide » montre les verbes, « {program} <verbe> --aide » leurs options"
        )
    } else {
        format!("« {program} --aide » montre les options")
    };
    french(grammar, &program)
        .try_get_matches_from(arguments)
        .and_then(|mut matches| T::from_arg_matches_mut(&mut matches))
        .map_err(|error| stop(&error, &help, synonyms))
}

/// `command` et ses verbes, avec leur aide en français ; `usage` est ce que l'on tape jusque-là.
fn french(command: Command, usage: &str) -> Command {
    let command = command
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("aide")
                .short('h')
                .long("aide")
                .alias("help")
                .action(ArgAction::Help)
                .help("Montrer cette aide"),
        );
    let (usage_line, template) = (usage_line(&command, usage), template(&command));
    command
        .override_usage(usage_line)
        .help_template(template)
        .mut_subcommands(|verb| {
            let usage = format!("{usage} {}", verb.get_name());
            french(verb, &usage)
        })
}

/// « cargo atelier indice [options] <exercice> »
fn usage_line(command: &Command, usage: &str) -> String {
    let mut line = usage.to_owned();
    if command.get_arguments().any(is_option) {
        line.push_str(" [options]");
    }
    for argument in command.get_positionals() {
        line.push_str(&format!(" {argument}"));
    }
    if command.has_subcommands() {
        line.push_str(if command.is_subcommand_required_set() {
            " <verbe>"
        } else {
            " [verbe]"
        });
    }
    line
}

/// Une option à montrer, autre que `--aide`.
fn is_option(argument: &Arg) -> bool {
    !argument.is_positional() && !argument.is_hide_set() && argument.get_id() != "aide"
}

/// La page d'aide : des titres en français, pour les seules parties qui existent. `derive` retire
/// le point des commentaires.
fn template(command: &Command) -> String {
    let mut page = "{about}.\n\nUsage : {usage}\n".to_owned();
    if command.has_subcommands() {
        page.push_str("\nVerbes :\n{subcommands}\n");
    }
    if command.get_positionals().next().is_some() {
        page.push_str("\nArguments :\n{positionals}\n");
    }
    page + "\nOptions :\n{options}{after-help}"
}

fn stop(error: &clap::Error, help: &str, synonyms: &Synonyms) -> Stop {
    if error.kind() == ErrorKind::DisplayHelp {
        let text = error.render().ansi().to_string();
        return Stop { text, code: 0 };
    }
    let red = Style::new().fg_color(Some(AnsiColor::Red.into()));
    let mut text = format!("{red}erreur :{red:#} {}\n", fact(error));
    if let Some(near) = suggestion(error, synonyms) {
        text.push_str(&format!("→ vouliez-vous « {near} » ?\n"));
    }
    text.push_str(&format!("→ {help}\n"));
    Stop { text, code: 2 }
}

/// Un élément de l'erreur de clap. Il vient de l'utilisateur : il ne commande pas le terminal.
fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    let text = match error.get(kind)? {
        ContextValue::None => return None,
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStrs(texts) => texts
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(", "),
        other => other.to_string(),
    };
    (!text.is_empty()).then(|| visible(&text))
}

/// Ce qui ne va pas dans la commande.
fn fact(error: &clap::Error) -> String {
    let get = |kind| context(error, kind);
    let argument = get(ContextKind::InvalidArg).unwrap_or_else(|| "un argument".to_owned());
    match error.kind() {
        ErrorKind::InvalidSubcommand => format!(
            "le verbe « {} » n'existe pas",
            get(ContextKind::InvalidSubcommand).unwrap_or_default()
        ),
        ErrorKind::MissingSubcommand => "il manque un verbe".to_owned(),
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            format!("« {argument} » n'est pas une option d'ici")
        }
        ErrorKind::UnknownArgument => format!("« {argument} » n'a pas sa place ici"),
        ErrorKind::MissingRequiredArgument => format!("il manque {argument}"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => invalid_value(error, &argument),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("« {argument} » n'attend pas ce nombre de valeurs")
        }
        ErrorKind::ArgumentConflict => match get(ContextKind::PriorArg) {
            Some(other) if other != argument => {
                format!("« {argument} » ne va pas avec « {other} »")
            }
            _ => format!("« {argument} » est donné deux fois"),
        },
        ErrorKind::InvalidUtf8 => "un argument n'est pas en UTF-8".to_owned(),
        other => format!("la commande est mal formée ({other:?})"),
    }
}

fn invalid_value(error: &clap::Error, argument: &str) -> String {
    let Some(value) = context(error, ContextKind::InvalidValue) else {
        return format!("« {argument} » attend une valeur");
    };
    let fact = format!("« {value} » ne convient pas pour « {argument} »");
    match context(error, ContextKind::ValidValue) {
        Some(valid) => format!("{fact}, qui attend : {valid}"),
        None => fact,
    }
}

/// Ce que l'utilisateur voulait sans doute écrire.
///
/// clap propose largement (« invites » pour « hint ») : nous n'en gardons que ce qui ressemble à
/// une faute de frappe, après avoir cherché un verbe d'un autre outil.
fn suggestion(error: &clap::Error, synonyms: &Synonyms) -> Option<String> {
    let typed = [
        ContextKind::InvalidSubcommand,
        ContextKind::InvalidArg,
        ContextKind::InvalidValue,
    ];
    let typed = typed.into_iter().find_map(|kind| context(error, kind))?;
    if let Some((_, verb)) = synonyms.iter().find(|(other, _)| *other == typed) {
        return Some((*verb).to_owned());
    }
    let proposals = [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ];
    let proposals = proposals.into_iter().filter_map(|kind| error.get(kind));
    let proposals = proposals.flat_map(|value| match value {
        ContextValue::String(text) => vec![text.clone()],
        ContextValue::Strings(texts) => texts.clone(),
        _ => Vec::new(),
    });
    nearest(&typed, proposals)
}

/// La proposition la plus proche de `typed`, si elle n'en diffère que d'un caractère sur trois.
fn nearest(typed: &str, proposals: impl Iterator<Item = String>) -> Option<String> {
    let limit = (typed.trim_start_matches('-').chars().count() / 3).max(1);
    proposals
        .map(|proposal| (strsim::damerau_levenshtein(typed, &proposal), proposal))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, proposal)| proposal)
}
