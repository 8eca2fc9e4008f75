//! La ligne de commande : les verbes et leur aide. Le paquet `francais-commande` écrit celle-ci et les erreurs.

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
pub use francais_commande::Stop as Arret;

use crate::livre::serveur::PORT;
use crate::reponse::verbe::Geste;
use crate::{
    Projet, Resultat, audit, instantanes, invites, livre, nouveau, ouverture, relecture, reponse,
    verbes,
};

/// Le livre, ses exercices et leur vérification.
#[derive(Debug, Parser)]
#[command(
    name = "cargo atelier",
    after_help = "Sans verbe, l'atelier sert le livre sur cette machine et vérifie chaque exercice que vous enregistrez.\n\
                  Codes de sortie : 0 tout va bien, 1 quelque chose échoue, 2 la commande est mal formée."
)]
struct Ligne {
    #[command(subcommand)]
    demande: Option<Demande>,
    /// Le port du serveur, 3000 si rien n'est dit ; s'il est pris, le suivant
    #[arg(long, value_name = "numéro", default_value = PORT, hide_default_value = true)]
    port: u16,
}

/// Ce que l'utilisateur demande. Chaque variante est un verbe, ses commentaires en sont l'aide.
#[derive(Debug, Clone, PartialEq, Eq, Subcommand)]
pub enum Demande {
    /// Sans verbe : servir le livre et suivre les exercices.
    #[command(skip)]
    Ouvrir {
        /// Le port du serveur.
        port: u16,
    },
    /// Montrer les exercices : chapitre, niveau, durée, état
    Liste,
    /// Vérifier des exercices, ou tous
    Verifier {
        /// Des exercices (charger, ffi/charger) ou des chapitres (ffi)
        #[arg(value_name = "nom")]
        noms: Vec<String>,
    },
    /// Donner un indice de plus
    Indice {
        /// Toute partie du nom qui n'en désigne qu'un : charger, ffi/charger
        #[arg(value_name = "exercice")]
        nom: String,
        /// Tous les indices d'un coup
        #[arg(long)]
        tous: bool,
    },
    /// Montrer la solution de référence, une fois l'exercice réussi
    Solution {
        /// Toute partie du nom qui n'en désigne qu'un : charger, ffi/charger
        #[arg(value_name = "exercice")]
        nom: String,
        /// Même si l'exercice n'est pas réussi
        #[arg(long)]
        quand_meme: bool,
    },
    /// Remettre le fichier de départ et garder votre version à côté
    Reinitialiser {
        /// Toute partie du nom qui n'en désigne qu'un : charger, ffi/charger
        #[arg(value_name = "exercice")]
        nom: String,
    },
    /// Construire le livre dans target/livre
    Livre {
        /// Puis le servir sur cette machine
        #[arg(long)]
        servir: bool,
        /// Le port du serveur, 3000 si rien n'est dit ; s'il est pris, le suivant
        #[arg(long, value_name = "numéro", default_value = PORT, hide_default_value = true)]
        port: u16,
    },
    /// Écrire un exercice neuf, complet, d'après les modèles (mainteneurs)
    Nouveau {
        /// Son chapitre et son nom : 02-ffi/poignee-de-main
        #[arg(value_name = "clé")]
        cle: String,
        /// Son titre ; à défaut, il vient du nom
        #[arg(long, value_name = "titre")]
        titre: Option<String>,
    },
    /// Refaire les instantanés d'un exercice, d'après sa solution (mainteneurs)
    Instantanes {
        /// Toute partie du nom qui n'en désigne qu'un : charger, ffi/charger
        #[arg(value_name = "exercice")]
        nom: String,
    },
    /// Prouver que les exercices et le livre tiennent ensemble (mainteneurs)
    Audit {
        /// Des exercices ou des chapitres ; tout le projet, si rien n'est dit
        #[arg(value_name = "nom")]
        noms: Vec<String>,
        /// Seulement ce qui se voit à la lecture : rien n'est compilé
        #[arg(long)]
        lecture: bool,
        /// Changer les solutions en un endroit (cargo-mutants) et montrer ce que nul test ne voit
        #[arg(long, conflicts_with = "lecture")]
        mutants: bool,
    },
    /// Corriger une réponse fausse, ou en écrire une (mainteneurs)
    Erreur {
        /// Toute partie du nom qui n'en désigne qu'un : charger, ffi/charger
        exercice: String,
        /// La réponse : bibliotheque_fermee ; sans nom, la liste de celles de l'exercice
        nom: Option<String>,
        /// Voir quels tests l'attrapent
        #[arg(long, requires = "nom")]
        essayer: bool,
        /// Écrire sa page, avec le diff, depuis les fichiers posés
        #[arg(long, requires = "nom", conflicts_with = "essayer")]
        enregistrer: bool,
    },
    /// Relire la prose avec Grammalecte (mainteneurs)
    Relire {
        /// Des fichiers Markdown ou Rust ; toute la prose, si rien n'est dit
        #[arg(value_name = "fichier")]
        fichiers: Vec<PathBuf>,
    },
    /// Recompiler les invités WebAssembly (mainteneurs)
    Invites {
        /// Des invités (majuscules) ; tous, si rien n'est dit
        #[arg(value_name = "nom")]
        noms: Vec<String>,
        /// Les mettre dans ce dossier, sans toucher à ceux du dépôt
        #[arg(long, value_name = "dossier")]
        vers: Option<PathBuf>,
    },
    /// Ce que mdBook appelle pour préparer les pages
    #[command(hide = true)]
    Preprocesseur {
        /// supports html
        arguments: Vec<String>,
    },
}

impl Demande {
    /// Son code de sortie est-il un verdict ? Alors il ne doit pas dire que tout va bien quand
    /// l'affichage a été interrompu (`| head`).
    pub fn juge(&self) -> bool {
        matches!(
            self,
            Self::Verifier { .. } | Self::Audit { .. } | Self::Erreur { .. } | Self::Relire { .. }
        )
    }
}

/// Ce que l'on tape en pensant à un autre outil, ou à l'anglais.
const SYNONYMES: &francais_commande::Synonyms = &[
    ("book", "livre"),
    ("build", "livre"),
    ("check", "verifier"),
    ("hint", "indice"),
    ("hints", "indice"),
    ("new", "nouveau"),
    ("snapshots", "instantanes"),
    ("list", "liste"),
    ("ls", "liste"),
    ("reset", "reinitialiser"),
    ("run", "verifier"),
    ("serve", "livre"),
    ("solve", "solution"),
    ("test", "verifier"),
    ("verify", "verifier"),
];

/// Lit la ligne de commande.
///
/// # Errors
///
/// Si elle demande de l'aide, ou si elle est mal formée.
pub fn lire(arguments: impl IntoIterator<Item = OsString>) -> Result<Demande, Arret> {
    let ligne: Ligne = francais_commande::read(arguments, SYNONYMES)?;
    let port = ligne.port;
    Ok(ligne.demande.unwrap_or(Demande::Ouvrir { port }))
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
        Demande::Nouveau { cle, titre } => nouveau::nouveau(projet, &cle, titre.as_deref(), sortie),
        Demande::Instantanes { nom } => instantanes::refaire(projet, &nom, sortie),
        Demande::Audit {
            noms,
            mutants: true,
            ..
        } => audit::mutants::eprouver(projet, &noms, sortie),
        Demande::Audit { noms, lecture, .. } => audit::auditer(projet, &noms, lecture, sortie),
        Demande::Erreur {
            exercice,
            nom,
            essayer,
            enregistrer,
        } => {
            let geste = match (essayer, enregistrer) {
                (true, _) => Geste::Essayer,
                (_, true) => Geste::Enregistrer,
                _ => Geste::Poser,
            };
            reponse::verbe::erreur(projet, &exercice, nom.as_deref(), geste, sortie)
        }
        Demande::Relire { fichiers } => relecture::relire(projet, &fichiers, sortie),
        Demande::Invites { noms, vers } => invites::invites(projet, &noms, vers.as_deref(), sortie),
        Demande::Preprocesseur { arguments } => {
            livre::preprocesseur::pour_mdbook(projet, &arguments)
        }
    }
}
