//! La ligne de commande, en français.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Parser;
use francais_commande::Stop;

/// Comparer les portes sur cette machine : temps, mémoire, taille, modules hostiles.
#[derive(Debug, Parser)]
#[command(
    name = "cargo run --release -p ch-choisir-mesures --",
    after_help = "Les tableaux vont sur la sortie standard, la progression sur l'erreur standard.\n\
                  Un fichier qui existe est remplacé, et c'est dit."
)]
struct Line {
    /// Le relevé (défaut : target/mesures/portes.json)
    #[arg(long, value_name = "fichier")]
    json: Option<PathBuf>,
    /// Le graphique (défaut : target/mesures/portes.svg)
    #[arg(long, value_name = "fichier")]
    svg: Option<PathBuf>,
    /// Écrire aussi les tableaux, un fichier Markdown chacun
    #[arg(long = "tableaux", value_name = "dossier")]
    tables: Option<PathBuf>,
    /// Ne rien mesurer : refaire graphique et tableaux d'un relevé
    #[arg(long = "depuis", value_name = "fichier")]
    from: Option<PathBuf>,
    /// Reprendre d'un relevé la taille et la compilation, au lieu de compiler
    #[arg(long = "compilation-de", value_name = "fichier")]
    builds_from: Option<PathBuf>,
    /// Ne pas mesurer la taille et la compilation : c'est le plus long
    #[arg(long = "sans-compilation")]
    skip_builds: bool,
    /// Peu de mesures : pour voir, pas pour conclure
    #[arg(long = "rapide")]
    quick: bool,
}

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

/// Lit la ligne de commande ; `folder` est le dossier des fichiers que l'on ne nomme pas.
pub(crate) fn read(
    arguments: impl IntoIterator<Item = OsString>,
    folder: PathBuf,
) -> Result<Options, Stop> {
    let line: Line = francais_commande::read(arguments, &[])?;
    Ok(Options {
        json: line.json.unwrap_or_else(|| folder.join("portes.json")),
        svg: line.svg.unwrap_or_else(|| folder.join("portes.svg")),
        tables: line.tables,
        from: line.from,
        builds_from: line.builds_from,
        skip_builds: line.skip_builds,
        quick: line.quick,
    })
}
