//! La ligne de commande : les verbes, leur aide, et leurs erreurs en français.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, ArgMatches, Command};

use crate::livre::serveur::PORT;
use crate::sortie::{MAL, en};
use crate::{Projet, Resultat, audit, invites, livre, ouverture, relecture, verbes};

/// Ce que l'utilisateur demande.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Demande {
    /// Sans verbe : servir le livre et suivre les exercices.
    Ouvrir {
        /// Le port du serveur.
        port: u16,
    },
    /// `liste`
    Liste,
    /// `verifier [chapitre|exercice…]`
    Verifier {
        /// Ce qu'il faut vérifier ; tout, si la liste est vide.
        noms: Vec<String>,
    },
    /// `indice <exercice> [--tous]`
    Indice {
        /// L'exercice.
        nom: String,
        /// Tous les indices d'un coup.
        tous: bool,
    },
    /// `solution <exercice> [--quand-meme]`
    Solution {
        /// L'exercice.
        nom: String,
        /// Même si l'exercice n'est pas réussi.
        quand_meme: bool,
    },
    /// `reinitialiser <exercice>`
    Reinitialiser {
        /// L'exercice.
        nom: String,
    },
    /// `livre [--servir]`
    Livre {
        /// Servir le livre après l'avoir construit.
        servir: bool,
        /// Le port du serveur.
        port: u16,
    },
    /// `audit [exercice…]`
    Audit {
        /// Ce qu'il faut éprouver ; tout, si la liste est vide.
        noms: Vec<String>,
    },
    /// `relire [fichier…]`
    Relire {
        /// Les fichiers ; toute la prose du projet, si la liste est vide.
        fichiers: Vec<PathBuf>,
    },
    /// `invites [invité…] [--vers dossier]`
    Invites {
        /// Les invités à recompiler ; tous, si la liste est vide.
        noms: Vec<String>,
        /// Où mettre les `.wasm`, au lieu de remplacer ceux du dépôt.
        vers: Option<PathBuf>,
    },
    /// `preprocesseur`, que mdBook appelle.
    Preprocesseur {
        /// `supports html`, ou rien.
        arguments: Vec<String>,
    },
}

/// Exécute une demande. Rend `false` si quelque chose a échoué (code de sortie 1).
///
/// # Errors
///
/// Si la demande ne peut pas être exécutée (code de sortie 2).
pub fn executer(projet: &Projet, demande: Demande, sortie: &mut dyn Write) -> Resultat<bool> {
    match demande {
        Demande::Ouvrir { port } => ouverture::ouvrir(projet, port, sortie),
        Demande::Liste => verbes::liste(projet, sortie),
        Demande::Verifier { noms } => verbes::verifier(projet, &noms, sortie),
        Demande::Indice { nom, tous } => verbes::indice(projet, &nom, tous, sortie),
        Demande::Solution { nom, quand_meme } => verbes::solution(projet, &nom, quand_meme, sortie),
        Demande::Reinitialiser { nom } => verbes::reinitialiser(projet, &nom, sortie),
        Demande::Livre { servir, port } => {
            let dossier = livre::construire(projet)?;
            writeln!(
                sortie,
                "Le livre est dans {}",
                projet.affiche(&dossier.join("index.html"))
            )?;
            if servir {
                ouverture::servir(&dossier, port, sortie)
            } else {
                Ok(true)
            }
        }
        Demande::Audit { noms } => audit::auditer(projet, &noms, sortie),
        Demande::Relire { fichiers } => relecture::relire(projet, &fichiers, sortie),
        Demande::Invites { noms, vers } => invites::invites(projet, &noms, vers.as_deref(), sortie),
        Demande::Preprocesseur { arguments } => {
            livre::preprocesseur::pour_mdbook(projet, &arguments)
        }
    }
}

/// Pourquoi il n'y a pas de demande : l'aide est affichée, ou la commande est mal formée.
#[derive(Debug)]
pub struct Arret {
    /// Le texte à afficher.
    pub texte: String,
    /// 0 pour l'aide, 2 pour une erreur.
    pub code: u8,
}

impl Arret {
    /// Affiche le texte, sur l'erreur standard si c'est une erreur.
    pub fn afficher(&self) -> ExitCode {
        if self.code == 0 {
            anstream::print!("{}", self.texte);
        } else {
            anstream::eprint!("{}", self.texte);
        }
        ExitCode::from(self.code)
    }
}

/// Lit la ligne de commande.
///
/// # Errors
///
/// Si elle demande de l'aide, ou si elle est mal formée.
pub fn lire(arguments: impl IntoIterator<Item = OsString>) -> Result<Demande, Arret> {
    let correspondances = grammaire()
        .try_get_matches_from(arguments)
        .map_err(|erreur| arret(&erreur))?;
    Ok(demande(&correspondances))
}

fn demande(correspondances: &ArgMatches) -> Demande {
    let port = |m: &ArgMatches| *m.get_one::<u16>("port").expect("une valeur par défaut");
    let Some((verbe, m)) = correspondances.subcommand() else {
        return Demande::Ouvrir {
            port: port(correspondances),
        };
    };
    let nom = || m.get_one::<String>("exercice").cloned().unwrap_or_default();
    let noms = || {
        m.get_many::<String>("noms")
            .unwrap_or_default()
            .cloned()
            .collect()
    };
    match verbe {
        "liste" => Demande::Liste,
        "verifier" => Demande::Verifier { noms: noms() },
        "indice" => Demande::Indice {
            nom: nom(),
            tous: m.get_flag("tous"),
        },
        "solution" => Demande::Solution {
            nom: nom(),
            quand_meme: m.get_flag("quand-meme"),
        },
        "reinitialiser" => Demande::Reinitialiser { nom: nom() },
        "livre" => Demande::Livre {
            servir: m.get_flag("servir"),
            port: port(m),
        },
        "audit" => Demande::Audit { noms: noms() },
        "relire" => Demande::Relire {
            fichiers: m
                .get_many::<PathBuf>("fichiers")
                .unwrap_or_default()
                .cloned()
                .collect(),
        },
        "invites" => Demande::Invites {
            noms: noms(),
            vers: m.get_one::<PathBuf>("vers").cloned(),
        },
        "preprocesseur" => Demande::Preprocesseur { arguments: noms() },
        autre => unreachable!("la grammaire ne connaît pas « {autre} »"),
    }
}

const MODELE: &str = "{about}\n\nUsage : {usage}\n\n{all-args}{after-help}";

fn grammaire() -> Command {
    let exercice = || {
        Arg::new("exercice")
            .required(true)
            .value_name("exercice")
            .help("Toute partie du nom qui n'en désigne qu'un : charger, ffi/charger")
    };
    let port = || {
        Arg::new("port")
            .long("port")
            .value_name("numéro")
            .value_parser(clap::value_parser!(u16))
            .default_value(PORT)
            .hide_default_value(true)
            .help("Le port du serveur, 3000 si rien n'est dit ; s'il est pris, le suivant")
    };
    let noms = |aide: &'static str| Arg::new("noms").num_args(0..).value_name("nom").help(aide);
    let drapeau = |nom: &'static str, aide: &'static str| {
        Arg::new(nom)
            .long(nom)
            .action(ArgAction::SetTrue)
            .help(aide)
    };
    verbe("cargo atelier", "Le livre, ses exercices et leur vérification.")
        .override_usage("cargo atelier [verbe]")
        .after_help(
            "Sans verbe, l'atelier sert le livre sur cette machine et vérifie chaque exercice que vous enregistrez.\n\
             Codes de sortie : 0 tout va bien, 1 quelque chose échoue, 2 la commande est mal formée.\n",
        )
        .arg(port())
        .subcommand(verbe("liste", "Montrer les exercices : chapitre, niveau, durée, état"))
        .subcommand(
            verbe("verifier", "Vérifier des exercices, ou tous")
                .arg(noms("Des exercices (charger, ffi/charger) ou des chapitres (ffi)")),
        )
        .subcommand(
            verbe("indice", "Donner un indice de plus")
                .arg(exercice())
                .arg(drapeau("tous", "Tous les indices d'un coup")),
        )
        .subcommand(
            verbe("solution", "Montrer la solution de référence, une fois l'exercice réussi")
                .arg(exercice())
                .arg(drapeau("quand-meme", "Même si l'exercice n'est pas réussi")),
        )
        .subcommand(
            verbe("reinitialiser", "Remettre le fichier de départ et garder votre version à côté")
                .arg(exercice()),
        )
        .subcommand(
            verbe("livre", "Construire le livre dans target/livre")
                .arg(drapeau("servir", "Puis le servir sur cette machine"))
                .arg(port()),
        )
        .subcommand(
            verbe("audit", "Prouver que les exercices et le livre tiennent ensemble (mainteneurs)")
                .arg(noms("Des exercices ou des chapitres ; tout le projet, si rien n'est dit")),
        )
        .subcommand(
            verbe("relire", "Relire la prose avec Grammalecte (mainteneurs)").arg(
                Arg::new("fichiers")
                    .num_args(0..)
                    .value_name("fichier")
                    .value_parser(clap::value_parser!(PathBuf))
                    .help("Des fichiers Markdown ou Rust ; toute la prose, si rien n'est dit"),
            ),
        )
        .subcommand(
            verbe("invites", "Recompiler les invités WebAssembly (mainteneurs)")
                .arg(noms("Des invités (majuscules) ; tous, si rien n'est dit"))
                .arg(
                    Arg::new("vers")
                        .long("vers")
                        .value_name("dossier")
                        .value_parser(clap::value_parser!(PathBuf))
                        .help("Les mettre dans ce dossier, sans toucher à ceux du dépôt"),
                ),
        )
        .subcommand(
            verbe("preprocesseur", "Ce que mdBook appelle pour préparer les pages")
                .hide(true)
                .arg(noms("supports html")),
        )
}

/// Un verbe, avec son aide en français : clap écrit la sienne en anglais.
fn verbe(nom: &'static str, propos: &'static str) -> Command {
    Command::new(nom)
        .about(propos)
        .help_template(MODELE)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .subcommand_help_heading("Verbes")
        .subcommand_value_name("verbe")
        .next_help_heading("Options et arguments")
        .arg(
            Arg::new("aide")
                .short('h')
                .long("aide")
                .alias("help")
                .action(ArgAction::Help)
                .help("Montrer cette aide"),
        )
}

fn arret(erreur: &clap::Error) -> Arret {
    if erreur.kind() == ErrorKind::DisplayHelp {
        // clap annonce l'autre nom de --aide dans sa langue.
        let texte = erreur
            .render()
            .ansi()
            .to_string()
            .replace("[aliases: ", "[aussi : ");
        return Arret { texte, code: 0 };
    }
    let mut texte = format!("{} {}\n", en(MAL, "erreur :"), fait(erreur));
    if let Some(proche) = proposition(erreur) {
        texte.push_str(&format!("→ vouliez-vous « {proche} » ?\n"));
    }
    texte.push_str("→ « cargo atelier --aide » montre les verbes, « cargo atelier <verbe> --aide » leurs options\n");
    Arret { texte, code: 2 }
}

/// Ce qui ne va pas dans la commande.
fn fait(erreur: &clap::Error) -> String {
    let texte = |genre| match erreur.get(genre) {
        Some(ContextValue::String(texte)) => texte.clone(),
        Some(ContextValue::Strings(textes)) => textes.join(", "),
        Some(autre) => autre.to_string(),
        None => String::new(),
    };
    let argument = || texte(ContextKind::InvalidArg);
    match erreur.kind() {
        ErrorKind::InvalidSubcommand => {
            format!(
                "le verbe « {} » n'existe pas",
                texte(ContextKind::InvalidSubcommand)
            )
        }
        ErrorKind::UnknownArgument => format!("« {} » n'a pas sa place ici", argument()),
        ErrorKind::MissingRequiredArgument => format!("il manque {}", argument()),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valeur = texte(ContextKind::InvalidValue);
            if valeur.is_empty() {
                format!("« {} » attend une valeur", argument())
            } else {
                format!("« {valeur} » ne convient pas pour « {} »", argument())
            }
        }
        ErrorKind::ArgumentConflict => format!(
            "« {} » est donné deux fois ou ne va pas avec le reste",
            argument()
        ),
        ErrorKind::InvalidUtf8 => "un argument n'est pas de l'UTF-8".to_owned(),
        autre => format!("la commande est mal formée ({autre:?})"),
    }
}

/// Ce que l'utilisateur voulait sans doute écrire : clap met le plus proche en dernier.
fn proposition(erreur: &clap::Error) -> Option<String> {
    [
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedArg,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(|genre| match erreur.get(genre)? {
        ContextValue::String(texte) => Some(texte.clone()),
        ContextValue::Strings(textes) => textes.last().cloned(),
        _ => None,
    })
}
