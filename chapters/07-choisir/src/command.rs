//! La ligne de commande, son aide et ses erreurs, en français.

use std::ffi::OsString;
use std::path::PathBuf;

use ch_choisir::{Cut, Format};
use clap::Parser;
use francais_commande::Stop;

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

/// Faire passer un texte par les modules d'un fichier TOML.
#[derive(Debug, Parser)]
#[command(
    name = "hote-universel",
    after_help = "Le bilan et les erreurs vont sur l'erreur standard : la sortie ne porte que du texte.\n\
                  Codes de sortie : 0 le travail est fait, 1 il s'est arrêté, 2 la commande est mal formée."
)]
struct Line {
    /// Les textes à lire, à la suite ; l'entrée standard, sans eux
    #[arg(value_name = "fichier")]
    inputs: Vec<PathBuf>,
    /// La configuration, « hote.toml » si rien n'est dit
    #[arg(
        short,
        long,
        value_name = "toml",
        default_value = "hote.toml",
        hide_default_value = true
    )]
    config: PathBuf,
    /// Montrer chaque module : porte, version, état
    #[arg(long = "lister", conflicts_with_all = ["check", "inputs"])]
    list: bool,
    /// Lire la configuration et charger tous les modules, sans rien exécuter
    #[arg(long = "verifier", conflicts_with = "inputs")]
    check: bool,
    /// Écrire dans un nouveau fichier
    #[arg(short = 'o', long = "sortie", value_name = "fichier")]
    output: Option<PathBuf>,
    /// Donner aux modules tout le texte, et pas seulement la prose d'un texte Markdown
    #[arg(long = "brut")]
    plain: bool,
    /// Traiter le texte ligne par ligne : plus lent, réponse immédiate
    #[arg(long = "par-ligne")]
    by_line: bool,
    /// Relire la configuration et les modules quand leurs fichiers changent
    #[arg(long = "surveiller")]
    watch: bool,
    /// Dire à la fin ce qui est passé, même si tout va bien
    #[arg(long = "bilan")]
    summary: bool,
}

/// Lit la ligne de commande.
pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> Result<Request, Stop> {
    let line: Line = francais_commande::read(arguments, &[])?;
    let task = if line.list {
        Task::List
    } else if line.check {
        Task::Check
    } else {
        Task::Run(Run {
            inputs: line.inputs,
            output: line.output,
            cut: if line.by_line { Cut::Line } else { Cut::Block },
            format: if line.plain {
                Format::Plain
            } else {
                Format::Markdown
            },
            watch: line.watch,
            summary: line.summary,
        })
    };
    Ok(Request {
        config: line.config,
        task,
    })
}
