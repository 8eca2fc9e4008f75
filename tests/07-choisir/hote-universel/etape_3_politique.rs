//! Étape 3 : ce que l'on fait d'un module qui échoue.

use super::super::sujet::{Failure, Pipeline, Run};
use super::*;

fn echec(texte: usize, module: &str, on_failure: OnFailure) -> Failure {
    Failure {
        text: texte,
        module: module.to_owned(),
        message: "pas celui-là".to_owned(),
        on_failure,
    }
}

fn chaine(conduites: [OnFailure; 2]) -> Pipeline {
    let [un, deux] = conduites;
    Pipeline::new(vec![module("un", un), module("deux", deux)])
}

/// Chaque texte passe par tous les modules.
#[test]
fn les_textes_passent_par_tous_les_modules() {
    let run = chaine([OnFailure::Stop; 2]).run(["a", "b"]);
    assert_eq!(
        run,
        Run {
            outputs: vec!["a un deux".to_owned(), "b un deux".to_owned()],
            failures: Vec::new(),
        }
    );
    let run = Pipeline::new(Vec::new()).run(["a"]);
    assert_eq!(
        run.outputs,
        ["a"],
        "sans module, le texte est rendu tel quel"
    );
}

/// Arrêter garde ce qui est fait, et ne lit pas la suite.
#[test]
fn arreter_garde_ce_qui_est_fait_et_ne_lit_pas_la_suite() {
    let mut lus = 0;
    let textes = ["a", "refuse un", "b", "c"]
        .into_iter()
        .inspect(|_| lus += 1);
    let run = chaine([OnFailure::Stop; 2]).run(textes);
    assert_eq!(
        run,
        Run {
            outputs: vec!["a un deux".to_owned()],
            failures: vec![echec(2, "un", OnFailure::Stop)],
        },
        "le premier texte est fait, le deuxième est perdu, les autres ne sont pas pour cette fois"
    );
    assert_eq!(
        lus, 2,
        "les textes viennent peut-être d'un fichier énorme : après un arrêt, on n'en lit plus"
    );
}

/// Sauter n'abandonne que ce texte.
#[test]
fn sauter_n_abandonne_que_ce_texte() {
    let run = chaine([OnFailure::Skip; 2]).run(["a", "refuse un", "b"]);
    assert_eq!(
        run,
        Run {
            outputs: vec!["a un deux".to_owned(), "b un deux".to_owned()],
            failures: vec![echec(2, "un", OnFailure::Skip)],
        }
    );
}

/// Laisser passer donne au suivant le texte que le module a reçu.
#[test]
fn laisser_passer_donne_au_suivant_le_texte_recu() {
    let chaine = Pipeline::new(vec![
        module("zero", OnFailure::Stop),
        Module {
            name: "deux".to_owned(),
            plugin: faux(|texte| Err(format!("« {texte} » est trop long"))),
            on_failure: OnFailure::PassThrough,
        },
        module("trois", OnFailure::Stop),
    ]);
    assert_eq!(
        chaine.run(["a"]),
        Run {
            outputs: vec!["a zero trois".to_owned()],
            failures: vec![Failure {
                message: "« a zero » est trop long".to_owned(),
                ..echec(1, "deux", OnFailure::PassThrough)
            }],
        },
        "le module suivant reçoit ce que celui-ci a reçu, et non le texte du début"
    );
}

/// Une panique est un échec comme un autre.
#[test]
fn une_panique_est_un_echec_comme_un_autre() {
    let attendus: [(OnFailure, &[&str], usize); 3] = [
        (
            OnFailure::PassThrough,
            &["a un deux", "panique", "b un deux"],
            2,
        ),
        (OnFailure::Skip, &["a un deux", "b un deux"], 1),
        (OnFailure::Stop, &["a un deux"], 1),
    ];
    for (conduite, rendus, echecs) in attendus {
        let run = chaine([conduite; 2]).run(["a", "panique", "b"]);
        assert_eq!(
            run.outputs, rendus,
            "{conduite:?} : la panique d'un module n'emporte ni l'hôte, ni les autres textes"
        );
        let dits: Vec<_> = run
            .failures
            .iter()
            .map(|echec| (echec.text, echec.message.as_str(), echec.on_failure))
            .collect();
        assert_eq!(dits, vec![(2, "le module a paniqué", conduite); echecs]);
    }
}

/// Le bilan dit chaque échec et sa suite.
#[test]
fn le_bilan_dit_chaque_echec_et_sa_suite() {
    let chaine = Pipeline::new(vec![
        module("prudent", OnFailure::PassThrough),
        module("exigeant", OnFailure::Skip),
        module("fatal", OnFailure::Stop),
    ]);
    let run = chaine.run([
        "a",
        "refuse prudent",
        "b",
        "refuse exigeant",
        "refuse fatal",
    ]);
    fixer_le_bilan(&run.to_string());
}
