//! Ce que l'exercice `contrat/chaine` doit garantir.

use std::sync::{Arc, Mutex};

use ch_contrat::{Compteur, Majuscules, Plugin, PluginError, Typographie};
use verifications::instantane;

use super::sujet::{Chain, DuplicateName};

/// Tous les appels reçus par les témoins d'un test, dans l'ordre.
type Journal = Arc<Mutex<Vec<String>>>;

/// Un module témoin : il note chaque appel, et ajoute son nom au texte.
struct Temoin {
    nom: &'static str,
    refuse: bool,
    journal: Journal,
}

impl Temoin {
    fn noter(&self, appel: &str) {
        let ligne = format!("{appel} {}", self.nom);
        self.journal.lock().expect("journal").push(ligne);
    }
}

impl Plugin for Temoin {
    fn name(&self) -> &str {
        self.nom
    }

    fn version(&self) -> &str {
        "1.0.0"
    }

    fn init(&mut self) -> Result<(), PluginError> {
        self.noter("init");
        match self.refuse {
            true => Err(PluginError::init(self.nom, "je refuse")),
            false => Ok(()),
        }
    }

    fn execute(&self, text: &str) -> Result<String, PluginError> {
        self.noter("execute");
        match self.refuse {
            true => Err(PluginError::execute(self.nom, "je refuse")),
            false => Ok(format!("{text}-{}", self.nom)),
        }
    }
}

/// Une chaîne de témoins : ceux dont le nom finit par « ! » refusent tout.
fn temoins(noms: &[&'static str]) -> (Chain, Journal) {
    let journal = Journal::default();
    let mut chaine = Chain::default();
    for nom in noms {
        let temoin = Temoin {
            nom,
            refuse: nom.ends_with('!'),
            journal: Arc::clone(&journal),
        };
        ajouter(&mut chaine, temoin);
    }
    (chaine, journal)
}

fn ajouter(chaine: &mut Chain, module: impl Plugin + 'static) {
    chaine
        .push(Box::new(module))
        .expect("un nom qui n'est pas encore pris est accepté");
}

fn appels(journal: &Journal) -> Vec<String> {
    journal.lock().expect("journal").clone()
}

#[test]
fn les_modules_se_passent_le_texte_dans_l_ordre() {
    let mut chaine = Chain::default();
    ajouter(&mut chaine, Typographie);
    ajouter(&mut chaine, Majuscules);
    ajouter(&mut chaine, Compteur);
    chaine.init().expect("les modules du livre s'initialisent");
    let reponses = chaine
        .run("L'hôte dit: oui!")
        .expect("aucun module n'échoue");
    instantane!("reponses", reponses.join("\n"));
}

#[test]
fn une_chaine_vide_ne_rend_aucune_reponse() {
    let mut chaine = Chain::default();
    chaine.init().expect("il n'y a rien à initialiser");
    let reponses = chaine.run("un texte").expect("il n'y a rien qui échoue");
    assert!(
        reponses.is_empty(),
        "une réponse par module, donc aucune ici : {reponses:?}"
    );
}

#[test]
fn un_nom_ne_sert_qu_une_fois() {
    let mut chaine = Chain::default();
    ajouter(&mut chaine, Majuscules);
    ajouter(&mut chaine, Compteur);
    assert_eq!(
        chaine.push(Box::new(Majuscules)),
        Err(DuplicateName("majuscules".to_owned())),
        "« majuscules » est déjà dans la chaîne : push doit le refuser et dire ce nom"
    );
    assert_eq!(
        chaine.names(),
        ["majuscules", "compteur"],
        "un module refusé ne doit ni entrer dans la chaîne, ni en remplacer un autre"
    );
}

#[test]
fn l_initialisation_suit_l_ordre() {
    let (mut chaine, journal) = temoins(&["c", "a", "b"]);
    chaine.init().expect("aucun témoin ne refuse");
    assert_eq!(
        appels(&journal),
        ["init c", "init a", "init b"],
        "chaque module s'initialise une fois, dans l'ordre de son arrivée dans la chaîne"
    );
}

#[test]
fn l_initialisation_s_arrete_au_premier_refus() {
    let (mut chaine, journal) = temoins(&["a", "b!", "c", "d!"]);
    let erreur = chaine.init().expect_err("le module « b! » refuse");
    assert_eq!(
        erreur.plugin(),
        "b!",
        "l'erreur rendue est celle du premier module qui refuse"
    );
    assert_eq!(
        appels(&journal),
        ["init a", "init b!"],
        "après un refus, les modules suivants ne doivent pas être initialisés"
    );
}

#[test]
fn un_echec_arrete_la_chaine() {
    let (chaine, journal) = temoins(&["a", "b!", "c"]);
    let arret = chaine
        .run("x")
        .expect_err("le module « b! » refuse : run doit rendre son erreur, pas un résultat");
    assert_eq!(
        arret.error.plugin(),
        "b!",
        "l'erreur doit nommer le module qui a échoué"
    );
    assert_eq!(
        appels(&journal),
        ["execute a", "execute b!"],
        "après un échec, les modules suivants ne doivent pas être appelés"
    );
}

#[test]
fn un_echec_garde_le_chemin_parcouru() {
    let (chaine, _) = temoins(&["a", "b", "c!", "d"]);
    let arret = chaine
        .run("x")
        .expect_err("le module « c! » refuse : run doit rendre son erreur, pas un résultat");
    assert_eq!(
        arret.steps,
        ["x-a", "x-a-b"],
        "steps garde les réponses obtenues avant l'échec, chacune faite à partir de la précédente"
    );
}
