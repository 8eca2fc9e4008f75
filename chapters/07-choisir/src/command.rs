//! La ligne de commande, son aide et ses erreurs, en français.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use ch_choisir::{Cut, Format};
use clap::error::{ContextKind, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};

/// Ce que l'utilisateur demande.
#[derive(Debug)]
pub(crate) struct Request {
    /// Le fichier de configuration.
    pub(crate) config: PathBuf,
    /// Ce qu'il faut en faire.
    pub(crate) task: Task,
}

/// Ce qu'il faut faire d'une configuration.
#[derive(Debug)]
pub(crate) enum Task {
    /// Montrer l'état de chaque module.
    List,
    /// Tout charger, sans rien exécuter.
    Check,
    /// Faire passer du texte.
    Run(Run),
}

/// Comment faire passer du texte.
#[derive(Debug)]
pub(crate) struct Run {
    /// Les fichiers à lire ; l'entrée standard, s'il n'y en a pas.
    pub(crate) inputs: Vec<PathBuf>,
    /// Le fichier à écrire ; la sortie standard, s'il n'y en a pas.
    pub(crate) output: Option<PathBuf>,
    /// Où couper le texte.
    pub(crate) cut: Cut,
    /// Ce qu'est le texte.
    pub(crate) format: Format,
    /// Faut-il suivre les changements de la configuration et des modules ?
    pub(crate) watch: bool,
    /// Faut-il dire, à la fin, ce qui est passé ?
    pub(crate) summary: bool,
}

/// Pourquoi il n'y a pas de demande : l'aide est affichée, ou la commande est mal formée.
#[derive(Debug)]
pub(crate) struct Stop {
    text: String,
    code: u8,
}

impl Stop {
    /// Affiche l'aide, ou l'erreur sur l'erreur standard.
    pub(crate) fn show(&self) -> ExitCode {
        if self.code == 0 {
            print!("{}", self.text);
        } else {
            eprint!("{}", self.text);
        }
        ExitCode::from(self.code)
    }
}

/// Lit la ligne de commande.
pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, Stop> {
    let matches = grammar()
        .try_get_matches_from(arguments)
        .map_err(|error| stop(&error))?;
    Ok(request(&matches))
}

fn request(matches: &ArgMatches) -> Request {
    let config = matches.get_one::<PathBuf>("config");
    let config = config.expect("une valeur par défaut").clone();
    let task = if matches.get_flag("lister") {
        Task::List
    } else if matches.get_flag("verifier") {
        Task::Check
    } else {
        let inputs = matches.get_many::<PathBuf>("fichier").unwrap_or_default();
        Task::Run(Run {
            inputs: inputs.cloned().collect(),
            output: matches.get_one::<PathBuf>("sortie").cloned(),
            cut: if matches.get_flag("par-ligne") {
                Cut::Line
            } else {
                Cut::Block
            },
            format: if matches.get_flag("brut") {
                Format::Plain
            } else {
                Format::Markdown
            },
            watch: matches.get_flag("surveiller"),
            summary: matches.get_flag("bilan"),
        })
    };
    Request { config, task }
}

const HELP: &str = "{about}\n\nUsage : {usage}\n\n{all-args}{after-help}";

fn grammar() -> Command {
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    let path = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .value_name(value)
            .value_parser(clap::value_parser!(PathBuf))
            .help(help)
    };
    Command::new("hote-universel")
        .about("Faire passer un texte par les modules d'un fichier TOML.")
        .override_usage("hote-universel [options] [fichier…]")
        .help_template(HELP)
        .disable_help_flag(true)
        .disable_version_flag(true)
        .next_help_heading("Options et arguments")
        .arg(path("fichier", "fichier", "Les textes à lire, à la suite ; l'entrée standard, sans eux").num_args(0..))
        .arg(
            path("config", "toml", "La configuration, « hote.toml » si rien n'est dit")
                .short('c')
                .long("config")
                .default_value("hote.toml")
                .hide_default_value(true),
        )
        .arg(flag("lister", "Montrer chaque module : porte, version, état").conflicts_with_all(["verifier", "fichier"]))
        .arg(flag("verifier", "Lire la configuration et charger tous les modules, sans rien exécuter").conflicts_with("fichier"))
        .arg(path("sortie", "fichier", "Écrire dans un nouveau fichier").short('o').long("sortie"))
        .arg(flag("brut", "Donner aux modules tout le texte, et pas seulement la prose d'un texte Markdown"))
        .arg(flag("par-ligne", "Traiter le texte ligne par ligne : plus lent, réponse immédiate"))
        .arg(flag("surveiller", "Relire la configuration et les modules quand leurs fichiers changent"))
        .arg(flag("bilan", "Dire à la fin ce qui est passé, même si tout va bien"))
        .arg(
            Arg::new("aide")
                .short('h')
                .long("aide")
                .alias("help")
                .action(ArgAction::Help)
                .help("Montrer cette aide"),
        )
        .after_help(
            "Le bilan et les erreurs vont sur l'erreur standard : la sortie ne porte que du texte.\n\
             Codes de sortie : 0 le travail est fait, 1 il s'est arrêté, 2 la commande est mal formée.\n",
        )
}

fn stop(error: &clap::Error) -> Stop {
    if error.kind() == ErrorKind::DisplayHelp {
        // clap annonce l'autre nom de --aide dans sa langue.
        let text = error
            .render()
            .to_string()
            .replace("[aliases: ", "[aussi : ");
        return Stop { text, code: 0 };
    }
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let argument = context(ContextKind::InvalidArg);
    let fact = match error.kind() {
        ErrorKind::UnknownArgument => format!("« {argument} » n'est pas une option"),
        ErrorKind::InvalidValue => format!("« {argument} » attend une valeur"),
        ErrorKind::ArgumentConflict => {
            let other = context(ContextKind::PriorArg);
            if other.is_empty() || other == argument {
                format!("« {argument} » est donné deux fois")
            } else {
                format!("« {argument} » ne va pas avec « {other} »")
            }
        }
        other => format!("la commande est mal formée ({other:?})"),
    };
    let near = context(ContextKind::SuggestedArg);
    let help = if near.is_empty() {
        "« --aide » montre les options".to_owned()
    } else {
        format!("vouliez-vous « {near} » ?")
    };
    Stop {
        text: format!("erreur : {fact}\n→ {help}\n"),
        code: 2,
    }
}
