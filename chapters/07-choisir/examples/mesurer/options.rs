//! La ligne de commande, en français.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::error::ErrorKind;
use clap::{Arg, ArgAction, Command};

/// Ce que l'utilisateur demande.
#[derive(Debug)]
pub(crate) struct Options {
    /// Où écrire le relevé.
    pub(crate) json: PathBuf,
    /// Où écrire le graphique.
    pub(crate) svg: PathBuf,
    /// Où écrire les tableaux, un fichier chacun.
    pub(crate) tables: Option<PathBuf>,
    /// Un relevé déjà fait, à mettre en tableaux sans rien mesurer.
    pub(crate) from: Option<PathBuf>,
    /// Un relevé déjà fait, dont reprendre la taille et la compilation.
    pub(crate) builds_from: Option<PathBuf>,
    /// Ne rien compiler.
    pub(crate) skip_builds: bool,
    /// Peu de mesures.
    pub(crate) quick: bool,
}

/// Pourquoi il n'y a pas de demande, et le code de sortie.
pub(crate) type Stop = (String, u8);

/// Lit la ligne de commande ; `folder` est le dossier des fichiers que l'on ne nomme pas.
pub(crate) fn read(
    arguments: impl IntoIterator<Item = OsString>,
    folder: PathBuf,
) -> Result<Options, Stop> {
    let matches = grammar().try_get_matches_from(arguments).map_err(|error| {
        if error.kind() == ErrorKind::DisplayHelp {
            return (error.render().to_string(), 0);
        }
        let argument = error.get(clap::error::ContextKind::InvalidArg);
        let argument = argument.map_or("un argument".to_owned(), |word| format!("« {word} »"));
        (
            format!("erreur : {argument} n'est pas compris ; « --aide » montre les options\n"),
            2,
        )
    })?;
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    Ok(Options {
        json: path("json").unwrap_or_else(|| folder.join("portes.json")),
        svg: path("svg").unwrap_or_else(|| folder.join("portes.svg")),
        tables: path("tableaux"),
        from: path("depuis"),
        builds_from: path("compilation-de"),
        skip_builds: matches.get_flag("sans-compilation"),
        quick: matches.get_flag("rapide"),
    })
}

fn grammar() -> Command {
    let path = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .value_parser(clap::value_parser!(PathBuf))
            .help(help)
    };
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .help(help)
    };
    Command::new("mesurer")
        .about("Comparer les portes sur cette machine : temps, mémoire, taille, modules hostiles.")
        .override_usage("cargo run --release -p ch-choisir --example mesurer -- [options]")
        .help_template("{about}\n\nUsage : {usage}\n\n{all-args}{after-help}")
        .disable_help_flag(true)
        .next_help_heading("Options")
        .arg(path(
            "json",
            "fichier",
            "Le relevé (défaut : target/mesures/portes.json)",
        ))
        .arg(path(
            "svg",
            "fichier",
            "Le graphique (défaut : target/mesures/portes.svg)",
        ))
        .arg(path(
            "tableaux",
            "dossier",
            "Écrire aussi les tableaux, un fichier Markdown chacun",
        ))
        .arg(path(
            "depuis",
            "fichier",
            "Ne rien mesurer : refaire graphique et tableaux d'un relevé",
        ))
        .arg(path(
            "compilation-de",
            "fichier",
            "Reprendre d'un relevé la taille et la compilation, au lieu de compiler",
        ))
        .arg(flag(
            "sans-compilation",
            "Ne pas mesurer la taille et la compilation : c'est le plus long",
        ))
        .arg(flag(
            "rapide",
            "Peu de mesures : pour voir, pas pour conclure",
        ))
        .arg(
            Arg::new("aide")
                .short('h')
                .long("aide")
                .action(ArgAction::Help)
                .help("Montrer cette aide"),
        )
        .after_help(
            "Les tableaux vont sur la sortie standard, la progression sur l'erreur standard.\n\
             Un fichier qui existe est remplacé, et c'est dit.\n",
        )
}
