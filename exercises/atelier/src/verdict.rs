//! Juger : lancer chaque test d'un programme dans son propre processus, et dire en français
//! comment il a fini.

use std::process::{Command, ExitStatus};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use francais::Ending;

use crate::cargo::{Compilation, Programme};
use crate::panique::{self, Explication};
use crate::processus::{self, Execution};
use crate::{Erreur, Projet, Resultat};

/// La fin d'un test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fin {
    /// Le test passe.
    Reussite,
    /// Une assertion ou une panique l'a fait échouer.
    Echec,
    /// Il n'a pas fini dans le temps accordé, en secondes.
    HorsDelai(u64),
    /// Il a quitté le processus avant la fin (`std::process::exit`), avec ce code.
    SortiePrematuree(i32),
    /// Il a été tué ; la phrase dit comment et pourquoi.
    Tue(String),
    /// Il n'a pas été lancé : `#[ignore = "…"]` dit ce qui manque à la machine, et le remède.
    NonLance(String),
}

/// Le résultat d'un test.
#[derive(Debug, Clone)]
pub struct Test {
    /// Son nom, sans les modules du contrôle : `le_greffon_connait_son_nom`.
    pub nom: String,
    /// Comment il a fini.
    pub fin: Fin,
    /// Ce qu'il a écrit, en cas d'échec.
    pub explication: Explication,
}

impl Test {
    /// Le test passe-t-il ?
    pub fn reussi(&self) -> bool {
        self.fin == Fin::Reussite
    }

    /// A-t-il été lancé ? Sinon, il n'est ni réussi ni échoué.
    pub fn lance(&self) -> bool {
        !matches!(self.fin, Fin::NonLance(_))
    }

    /// A-t-il été lancé, sans passer ?
    pub fn echoue(&self) -> bool {
        self.lance() && !self.reussi()
    }
}

/// Le jugement d'un programme de test.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Un résultat par test, dans l'ordre du contrôle.
    pub tests: Vec<Test>,
}

impl Verdict {
    /// Tous les tests passent-ils ? Un contrôle vide ne prouve rien, un test qui n'est pas
    /// lancé non plus.
    pub fn reussi(&self) -> bool {
        !self.tests.is_empty() && self.tests.iter().all(Test::reussi)
    }

    /// Combien de tests passent.
    pub fn reussis(&self) -> usize {
        self.tests.iter().filter(|test| test.reussi()).count()
    }

    /// Les noms des tests qui ont été lancés et ne passent pas.
    pub fn echecs(&self) -> impl Iterator<Item = &str> {
        let echoues = self.tests.iter().filter(|test| test.echoue());
        echoues.map(|test| test.nom.as_str())
    }

    /// Les tests qui n'ont pas été lancés, et pourquoi.
    pub fn non_lances(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tests.iter().filter_map(|test| match &test.fin {
            Fin::NonLance(raison) => Some((test.nom.as_str(), raison.as_str())),
            _ => None,
        })
    }
}

/// Juge un programme de test, avec `limite` secondes pour chaque test.
///
/// # Errors
///
/// Si le programme ne peut pas être lancé ou ne dit pas quels tests il contient.
pub fn juger(projet: &Projet, programme: &Programme, limite: u64) -> Resultat<Verdict> {
    let noms = lister(projet, programme)?;
    let prochain = AtomicUsize::new(0);
    let tests = Mutex::new(Vec::with_capacity(noms.len()));
    let fils = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(noms.len());
    thread::scope(|portee| {
        for _ in 0..fils {
            portee.spawn(|| {
                while let Some(nom) = noms.get(prochain.fetch_add(1, Ordering::Relaxed)) {
                    let test = lancer(projet, programme, nom, limite);
                    tests
                        .lock()
                        .unwrap_or_else(|e| e.into_inner())
                        .push((nom, test));
                }
            });
        }
    });
    let mut tests = tests.into_inner().unwrap_or_else(|e| e.into_inner());
    tests.sort_by_key(|(nom, _)| noms.iter().position(|autre| autre == *nom));
    let tests = tests
        .into_iter()
        .map(|(_, test)| test)
        .collect::<Resultat<_>>()?;
    Ok(Verdict { tests })
}

/// Pourquoi un paquet n'a pas de verdict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// « ne compile pas », ou « n'a aucun test à passer ».
    pub fait: String,
    /// Les erreurs du compilateur.
    pub erreurs: Vec<String>,
}

/// Juge un paquet compilé ; `Err` dit pourquoi il n'y a rien à juger.
///
/// # Errors
///
/// Si le programme ne peut pas être lancé ou ne dit pas quels tests il contient.
pub fn du_paquet(
    projet: &Projet,
    compilation: &Compilation,
    paquet: &str,
    limite: u64,
) -> Resultat<Result<Verdict, Absence>> {
    let absence = |fait: &str, erreurs| Absence {
        fait: fait.to_owned(),
        erreurs,
    };
    let Some(programme) = compilation.programme(paquet) else {
        let messages = compilation.messages_de(paquet).into_iter();
        let erreurs = messages.filter(|message| message.erreur);
        let textes = erreurs.map(|message| message.texte.clone()).collect();
        return Ok(Err(absence("ne compile pas", textes)));
    };
    let verdict = juger(projet, programme, limite)?;
    Ok(if verdict.tests.is_empty() {
        Err(absence("n'a aucun test à passer", Vec::new()))
    } else {
        Ok(verdict)
    })
}

/// Le programme passe-t-il d'un bloc, tous ses tests dans un seul processus, comme sous
/// `cargo test` ? Une variable partagée peut y faire une différence.
///
/// # Errors
///
/// Si le programme ne peut pas être lancé.
pub fn passe_d_un_bloc(projet: &Projet, programme: &Programme, limite: u64) -> Resultat<bool> {
    let commande = commande(projet, programme);
    let execution = processus::surveiller(commande, Duration::from_secs(limite))
        .map_err(|source| impossible(programme, &source))?;
    let fini = execution.statut.is_some_and(|statut| statut.success());
    Ok(fini && execution.sortie.contains("test result: ok."))
}

/// Les noms des tests, tels que le programme les donne.
fn lister(projet: &Projet, programme: &Programme) -> Resultat<Vec<String>> {
    let mut commande = commande(projet, programme);
    commande.args(["--list", "--format", "terse"]);
    let execution = processus::surveiller(commande, Duration::from_secs(30))
        .map_err(|source| impossible(programme, &source))?;
    if !execution.statut.is_some_and(|statut| statut.success()) {
        let fait = format!("{} ne dit pas quels tests il contient", programme.paquet);
        return Err(Erreur::nouvelle(format!("{fait}\n{}", execution.erreur)));
    }
    Ok(execution
        .sortie
        .lines()
        .filter_map(|ligne| ligne.strip_suffix(": test"))
        .map(str::to_owned)
        .collect())
}

fn lancer(projet: &Projet, programme: &Programme, nom: &str, limite: u64) -> Resultat<Test> {
    let mut commande = commande(projet, programme);
    commande.args(["--exact", nom, "--nocapture", "--color", "never"]);
    let execution = processus::surveiller(commande, Duration::from_secs(limite))
        .map_err(|source| impossible(programme, &source))?;
    let fin = fin(&execution, nom, limite);
    let explication = match fin {
        Fin::Reussite | Fin::NonLance(_) => Explication::default(),
        _ => panique::expliquer(&execution.erreur, projet.racine()),
    };
    // Le contrôle peut ranger ses tests dans des modules : `charger::etape::nom`.
    let nom = nom.rsplit("::").next().unwrap_or(nom).to_owned();
    Ok(Test {
        nom,
        fin,
        explication,
    })
}

/// Le même environnement que `cargo test`, où insta ne peut ni écrire ni pardonner.
fn commande(projet: &Projet, programme: &Programme) -> Command {
    let mut commande = Command::new(&programme.chemin);
    commande
        .current_dir(&programme.dossier)
        .env("CARGO_MANIFEST_DIR", &programme.dossier)
        .env("CARGO_PKG_NAME", &programme.paquet)
        .env("INSTA_UPDATE", "no")
        .env("INSTA_FORCE_PASS", "0")
        .env("INSTA_OUTPUT", "none")
        .env("INSTA_WORKSPACE_ROOT", projet.racine())
        .env("RUST_BACKTRACE", "0")
        .env_remove("RUST_TEST_THREADS")
        .env_remove("RUST_TEST_NOCAPTURE");
    commande
}

fn impossible(programme: &Programme, source: &std::io::Error) -> Erreur {
    Erreur::nouvelle(format!(
        "impossible de lancer la vérification de {}, {}",
        programme.paquet,
        francais::cause(source)
    ))
    .avec_remede(format!(
        "recompilez-la : cargo test -p {}",
        programme.paquet
    ))
}

fn fin(execution: &Execution, nom: &str, limite: u64) -> Fin {
    let Some(statut) = execution.statut else {
        return Fin::HorsDelai(limite);
    };
    // Le code 0 ne suffit pas : un exit(0) au milieu du test le donnerait aussi.
    let conclu = execution.sortie.contains("test result: ok. 1 passed");
    match statut.code() {
        Some(0) if conclu => Fin::Reussite,
        Some(0) if let Some(raison) = ignore(&execution.sortie, nom) => Fin::NonLance(raison),
        // 101 est le code de libtest après un échec.
        Some(101) => Fin::Echec,
        code => match cause(statut, &execution.erreur) {
            Some(cause) => Fin::Tue(cause),
            None => Fin::SortiePrematuree(code.unwrap_or(-1)),
        },
    }
}

/// Pourquoi libtest n'a pas lancé ce test : `test <nom> ... ignored, <raison>`.
fn ignore(sortie: &str, nom: &str) -> Option<String> {
    let aucun = sortie.contains("test result: ok. 0 passed; 0 failed; 1 ignored");
    let debut = format!("test {nom} ... ignored");
    let suite = sortie.lines().find_map(|ligne| ligne.strip_prefix(&debut));
    let raison = suite.filter(|_| aucun)?.trim_start_matches([',', ' ']);
    Some(match raison {
        "" => "le contrôle l'ignore, sans dire pourquoi".to_owned(),
        raison => raison.to_owned(),
    })
}

/// Pourquoi le système, ou le programme lui-même, a tué le processus.
fn cause(statut: ExitStatus, erreur: &str) -> Option<String> {
    let sans_deroulement = erreur.contains("panic in a function that cannot unwind")
        || erreur.contains("cannot catch foreign exceptions");
    let fin = if erreur.contains("has overflowed its stack") {
        Ending::StackOverflow
    } else {
        Ending::from(statut)
    };
    let conseil = match fin {
        Ending::Code(_) => return None,
        Ending::Abort if sans_deroulement => {
            " : une panique a voulu traverser une fonction extern \"C\", qui ne se déroule pas"
        }
        fin => conseil(fin),
    };
    Some(format!("{}{conseil}", fin.reason()))
}

/// Où chercher, suivant la fin.
fn conseil(fin: Ending) -> &'static str {
    match fin {
        Ending::ForbiddenAccess => {
            " : un pointeur nul ou libéré, une bibliothèque fermée, une lecture au-delà de la fin ?"
        }
        Ending::Abort => {
            " : le programme s'est arrêté lui-même ; souvent, l'allocateur a trouvé la mémoire \
             abîmée (double libération, mauvais allocateur)"
        }
        Ending::StackOverflow => " : une récursion qui ne s'arrête pas ?",
        Ending::HeapCorruption => " : double libération, mauvais allocateur ?",
        Ending::IllegalInstruction => " : l'exécution a sauté là où il n'y a pas de code",
        Ending::Breakpoint => " : l'exécution a atteint ce qui ne devait pas l'être",
        Ending::Killed => " : trop de mémoire demandée ?",
        _ => "",
    }
}
