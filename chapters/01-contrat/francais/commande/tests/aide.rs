//! L'aide et les erreurs d'une commande, telles que l'utilisateur les lit.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use francais_commande::{self as commande, Stop};

/// Ranger des textes.
#[derive(Debug, PartialEq, Parser)]
#[command(name = "ranger")]
struct Ranger {
    #[command(subcommand)]
    verbe: Option<Verbe>,
    /// Le port
    #[arg(
        long,
        value_name = "numéro",
        default_value_t = 3000,
        hide_default_value = true
    )]
    port: u16,
}

#[derive(Debug, PartialEq, Subcommand)]
enum Verbe {
    /// Donner un indice
    Indice {
        /// L'exercice
        exercice: String,
        /// Tous d'un coup
        #[arg(long)]
        tous: bool,
    },
    /// Refaire les invités
    Invites { fichiers: Vec<PathBuf> },
    /// Relire la prose.
    Relire,
    /// Remettre au départ
    Reinitialiser,
}

const SYNONYMES: &commande::Synonyms = &[("hint", "indice"), ("reset", "reinitialiser")];

fn lire(mots: &[&str]) -> Result<Ranger, Stop> {
    let mots = ["ranger"].iter().chain(mots);
    commande::read(mots.map(Into::into), SYNONYMES)
}

fn refus(mots: &[&str]) -> String {
    let arret = lire(mots).expect_err("la commande est mal formée");
    assert_eq!(arret.code, 2);
    anstream::adapter::strip_str(&arret.text).to_string()
}

#[test]
fn une_commande_bien_formee_se_lit() {
    let lue = lire(&["indice", "charger", "--tous"]).unwrap();
    let exercice = "charger".to_owned();
    let verbe = Some(Verbe::Indice {
        exercice,
        tous: true,
    });
    assert_eq!(lue, Ranger { verbe, port: 3000 });
}

#[test]
fn l_aide_est_en_francais_a_chaque_niveau() {
    let aide = |mots: &[&str]| {
        let arret = lire(mots).expect_err("l'aide arrête la commande");
        assert_eq!(arret.code, 0);
        anstream::adapter::strip_str(&arret.text).to_string()
    };
    let generale = aide(&["--aide"]);
    assert_eq!(generale, aide(&["-h"]));
    assert!(
        generale.contains("Usage : ranger [options] [verbe]\n"),
        "{generale}"
    );
    assert!(generale.contains("\nVerbes :\n  indice "), "{generale}");
    assert!(generale.contains("\nOptions :\n"), "{generale}");
    assert!(!generale.contains("\nArguments :"), "{generale}");
    let verbe = aide(&["indice", "--help"]);
    assert!(
        verbe.contains("Usage : ranger indice [options] <EXERCICE>\n"),
        "{verbe}"
    );
    assert!(verbe.contains("\nArguments :\n"), "{verbe}");
    let sans_option = aide(&["relire", "-h"]);
    assert!(
        sans_option.starts_with("Relire la prose.\n\nUsage : ranger relire\n\nOptions :\n"),
        "{sans_option}"
    );
}

#[test]
fn chaque_faute_a_sa_phrase() {
    for (mots, phrase) in [
        (
            &["indise"][..],
            "le verbe « indise » n'existe pas\n→ vouliez-vous « indice » ?",
        ),
        (&["indice"], "il manque <EXERCICE>"),
        (&["indice", "a", "b"], "« b » n'a pas sa place ici"),
        (
            &["indice", "a", "--tou"],
            "« --tou » n'est pas une option d'ici\n→ vouliez-vous « --tous » ?",
        ),
        (
            &["--port", "abc"],
            "« abc » ne convient pas pour « --port <numéro> »",
        ),
        (&["--port"], "« --port <numéro> » attend une valeur"),
        (
            &["--port", "1", "--port", "2"],
            "« --port <numéro> » est donné deux fois",
        ),
    ] {
        let texte = refus(mots);
        assert!(
            texte.starts_with(&format!("erreur : {phrase}")),
            "{mots:?} : {texte}"
        );
        assert!(
            texte.ends_with(
                "→ « ranger --aide » montre les verbes, « ranger <verbe> --aide » leurs options\n"
            ),
            "{texte}"
        );
    }
}

#[test]
fn on_ne_propose_que_ce_qui_est_proche_ou_le_verbe_d_un_autre_outil() {
    assert!(refus(&["hint"]).contains("vouliez-vous « indice » ?"));
    assert!(refus(&["reset"]).contains("vouliez-vous « reinitialiser » ?"));
    assert!(refus(&["réinitialiser"]).contains("vouliez-vous « reinitialiser » ?"));
    for loin in ["indicateur", "relance", "invalide", "x"] {
        assert!(
            !refus(&[loin]).contains("vouliez-vous"),
            "{}",
            refus(&[loin])
        );
    }
}

#[test]
fn ce_que_l_on_tape_ne_commande_pas_le_terminal() {
    assert!(refus(&["\x1b[31mx"]).contains(r"« \u{1b}[31mx »"));
}
