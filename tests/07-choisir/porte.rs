//! Ce que l'exercice `choisir/porte` doit garantir.
//!
//! Le programme est `programme-temoin` : quelques textes, `mourir` ou `attendre`, lui font
//! faire ce qu'ils disent ; il rend les autres en capitales.

use std::error::Error;
use std::fs::{self, File, TryLockError};
use std::panic;
use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use ch_contrat::{Plugin, PluginError};
use tempfile::TempDir;
use verifications::{Issue, instantane};

use super::sujet::protocol::ProgramError;
use super::sujet::{Limits, ProgramPlugin};

/// Largement le temps de répondre, même sur une machine chargée.
const LARGES: Limits = Limits {
    start: Duration::from_secs(5),
    answer: Duration::from_secs(5),
};

/// Pour les programmes qui ne répondront pas.
const COURTES: Limits = Limits {
    start: Duration::from_secs(5),
    answer: Duration::from_millis(1500),
};

/// Un programme témoin, et ce qui permet de savoir ce qu'il devient.
struct Temoin {
    dossier: TempDir,
}

impl Temoin {
    fn nouveau() -> Self {
        let dossier = tempfile::tempdir().expect("un dossier temporaire");
        fs::write(dossier.path().join("verrou"), "").expect("écrire dans ce dossier");
        Self { dossier }
    }

    fn fichier(&self, nom: &str) -> PathBuf {
        self.dossier.path().join(nom)
    }

    fn commande(&self) -> Command {
        let mut commande = Command::new(programme_temoin::program());
        commande
            .env("TEMOIN_VERROU", self.fichier("verrou"))
            .env("TEMOIN_JOURNAL", self.fichier("journal"));
        commande
    }

    fn module(&self, limites: Limits) -> ProgramPlugin {
        ProgramPlugin::launch(self.commande(), limites)
            .unwrap_or_else(|erreur| panic!("ce programme se présente bien : {erreur:?}"))
    }

    /// Le refus d'un programme qui se présente par `salut`.
    fn refus(&self, salut: &str, limites: Limits) -> ProgramError {
        let mut commande = self.commande();
        commande.env("TEMOIN_SALUT", salut);
        match ProgramPlugin::launch(commande, limites) {
            Err(erreur) => erreur,
            Ok(module) => panic!(
                "« {salut} » n'est pas la poignée de main d'un programme de l'atelier 1, et le \
                 module « {} » en est né",
                module.name()
            ),
        }
    }

    /// Les numéros de processus des programmes lancés, du premier au dernier.
    fn lancements(&self) -> Vec<u32> {
        let journal = fs::read_to_string(self.fichier("journal")).unwrap_or_default();
        journal
            .lines()
            .filter_map(|ligne| ligne.parse().ok())
            .collect()
    }

    /// L'un de ces programmes vit-il ?
    fn vit(&self) -> bool {
        let verrou = File::open(self.fichier("verrou")).expect("le verrou est là");
        matches!(verrou.try_lock(), Err(TryLockError::WouldBlock))
    }

    /// Plus aucun de ces programmes ne vit : le système a rendu leur verrou.
    fn est_mort(&self) -> bool {
        let limite = Instant::now() + Duration::from_secs(2);
        while self.vit() {
            if Instant::now() >= limite {
                return false;
            }
            thread::sleep(Duration::from_millis(10));
        }
        true
    }
}

/// Fait `travail` dans un autre fil, et ne l'attend pas sans fin.
fn borne(travail: impl FnOnce() + Send + 'static) {
    let (fini, fin) = mpsc::channel::<()>();
    let fil = thread::spawn(move || {
        let _fini = fini;
        travail();
    });
    if fin.recv_timeout(Duration::from_secs(8)) == Err(RecvTimeoutError::Timeout) {
        panic!(
            "l'hôte ne rend pas la main : il attend sans limite un programme qui ne lit pas, \
             n'écrit pas ou ne finit pas"
        );
    }
    if let Err(panique) = fil.join() {
        panic::resume_unwind(panique);
    }
}

/// L'échec de `module` sur ce texte.
fn echec(module: &ProgramPlugin, texte: &str) -> PluginError {
    match module.execute(texte) {
        Err(erreur) => erreur,
        Ok(rendu) => panic!(
            "« {texte} » n'a pas de réponse convenable, et le module a rendu {:?}",
            rendu.chars().take(60).collect::<String>()
        ),
    }
}

/// La faute du programme, que l'erreur du module porte comme source.
fn faute(erreur: &PluginError) -> &ProgramError {
    match erreur.source().and_then(|source| source.downcast_ref()) {
        Some(faute) => faute,
        None => panic!(
            "le programme est en faute : l'erreur du module doit avoir une `ProgramError` pour \
             source ; obtenu : {erreur}"
        ),
    }
}

fn compter(module: &ProgramPlugin) -> String {
    module
        .execute("compter")
        .unwrap_or_else(|erreur| panic!("« compter » a une réponse simple : {erreur}"))
}

#[test]
fn le_programme_donne_son_nom_et_sa_version() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        assert_eq!(
            (module.name(), module.version()),
            ("temoin", "1.0.0"),
            "la poignée de main est « atelier 1 temoin 1.0.0 » : le protocole, puis le nom et la version"
        );
    });
}

#[test]
fn un_texte_de_plusieurs_lignes_tient_sur_une() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        let textes = [
            "où est l'œuf ?",
            "",
            " deux  espaces ",
            "première\nseconde\r\n",
            "une barre \\ puis \\n, qui n'est pas une fin de ligne",
            "fins de ligne",
        ];
        let reponses = textes.map(|texte| {
            let reponse = module.execute(texte).map_err(|erreur| erreur.to_string());
            format!("{texte:?} -> {reponse:?}")
        });
        instantane!("reponses", reponses.join("\n"));
    });
}

#[test]
fn un_refus_n_est_pas_une_mort() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        let refus = echec(&module, "refuser");
        assert_eq!(
            refus.message(),
            "pas ce texte :\nil est vide",
            "« erreur » est une réponse : son texte est le message de l'échec"
        );
        assert_eq!(
            compter(&module),
            "2",
            "le programme a refusé un texte, il n'a pas failli : c'est lui qui traite le suivant"
        );
    });
}

#[test]
fn un_programme_absent_n_est_pas_une_panique() {
    borne(|| {
        let commande = Command::new("ce-programme-n-existe-pas");
        let erreur = ProgramPlugin::launch(commande, LARGES).err();
        assert!(
            matches!(erreur, Some(ProgramError::Spawn(_))),
            "un programme introuvable : attendu Spawn, obtenu {erreur:?}"
        );
    });
}

#[test]
fn une_fausse_poignee_de_main_est_refusee() {
    borne(|| {
        for salut in ["bonjour", "atelier 1 temoin", "bonjour 1 temoin 1.0.0"] {
            let temoin = Temoin::nouveau();
            let erreur = temoin.refus(salut, LARGES);
            assert!(
                matches!(&erreur, ProgramError::Unexpected(ligne) if ligne == salut),
                "« {salut} » : attendu Unexpected, obtenu {erreur:?}"
            );
        }
        let temoin = Temoin::nouveau();
        let erreur = temoin.refus("atelier 2 temoin 1.0.0 gzip", LARGES);
        assert!(
            matches!(&erreur, ProgramError::Version(version) if version == "2"),
            "le protocole 2 peut avoir d'autres règles : attendu Version, obtenu {erreur:?}"
        );
        assert!(
            temoin.est_mort(),
            "l'hôte a refusé ce programme, qui continue de tourner sans lui"
        );
    });
}

#[test]
fn un_programme_qui_ne_se_presente_pas_est_arrete() {
    borne(|| {
        let limites = Limits {
            start: Duration::from_secs(1),
            ..LARGES
        };
        let temoin = Temoin::nouveau();
        let erreur = temoin.refus("muet", limites);
        assert!(
            matches!(erreur, ProgramError::Timeout(_)),
            "rien ne vient : attendu Timeout, obtenu {erreur:?}"
        );
        assert!(
            temoin.est_mort(),
            "l'hôte n'attend plus ce programme, qui continue de tourner"
        );
    });
}

#[test]
fn un_programme_mort_dit_comment() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        let attendues = [
            ("mourir", Issue::Code(3)),
            ("avorter", Issue::Abort),
            ("couper", Issue::Code(0)),
        ];
        for (texte, attendue) in attendues {
            match faute(&echec(&module, texte)) {
                ProgramError::Ended(statut) => assert_eq!(Issue::from(*statut), attendue),
                autre => panic!(
                    "« {texte} » fait mourir le programme : attendu Ended et la fin du processus, \
                     obtenu {autre:?}"
                ),
            }
        }
    });
}

#[test]
fn une_sortie_fermee_n_est_pas_une_mort() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(COURTES);
        let erreur = echec(&module, "fermer");
        let faute = faute(&erreur);
        assert!(
            matches!(faute, ProgramError::Closed),
            "le programme a fermé sa sortie et tourne encore : attendu Closed, obtenu {faute:?}"
        );
        assert!(
            temoin.est_mort(),
            "un programme qui ne peut plus répondre doit être arrêté"
        );
    });
}

#[test]
fn le_texte_suivant_a_un_programme_neuf() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        assert_eq!(compter(&module), "1");
        echec(&module, "mourir");
        assert_eq!(
            temoin.lancements().len(),
            1,
            "le texte qui a tué le programme n'est pas rejoué, et rien n'est relancé d'avance"
        );
        assert_eq!(
            compter(&module),
            "1",
            "le texte suivant est le premier d'un programme neuf"
        );
        assert_eq!(compter(&module), "2", "et ce programme est gardé");
        assert_eq!(temoin.lancements().len(), 2);
    });
}

#[test]
fn un_programme_qui_tarde_est_arrete_et_remplace() {
    borne(|| {
        for texte in ["attendre", "goutte"] {
            let temoin = Temoin::nouveau();
            let module = temoin.module(COURTES);
            let erreur = echec(&module, texte);
            let faute = faute(&erreur);
            assert!(
                matches!(faute, ProgramError::Timeout(_)),
                "« {texte} » : attendu Timeout, obtenu {faute:?}"
            );
            assert!(
                temoin.est_mort(),
                "après « {texte} », l'hôte n'attend plus le programme, qui doit être arrêté \
                 aussitôt : sa réponse, si elle vient, ne serait celle d'aucune demande"
            );
            assert_eq!(
                compter(&module),
                "1",
                "le texte suivant a un programme neuf"
            );
        }
    });
}

#[test]
fn un_texte_que_personne_ne_lit_ne_bloque_pas_l_hote() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(COURTES);
        assert_eq!(
            module.execute("sourd").ok().as_deref(),
            Some("je n'écoute plus")
        );
        let erreur = echec(&module, &"long ".repeat(100_000));
        let faute = faute(&erreur);
        assert!(
            matches!(faute, ProgramError::Timeout(_)),
            "le tube est plein, l'écriture attend : le temps se compte dès la demande, et non \
             dès qu'elle est écrite ; obtenu {faute:?}"
        );
    });
}

#[test]
fn une_ligne_trop_longue_est_refusee() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        let erreur = echec(&module, "geant");
        let faute = faute(&erreur);
        assert!(
            matches!(faute, ProgramError::TooLong),
            "trois mébioctets et pas de fin de ligne : attendu TooLong, obtenu {faute:?}. La \
             mémoire de l'hôte n'est pas au programme"
        );
    });
}

#[test]
fn une_ligne_qui_n_est_pas_de_l_utf8_est_refusee() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        let erreur = echec(&module, "latin1");
        let faute = faute(&erreur);
        assert!(
            matches!(faute, ProgramError::NotUtf8),
            "l'octet E9 est un « é » en latin 1, rien en UTF-8 : attendu NotUtf8, obtenu {faute:?}"
        );
    });
}

#[test]
fn une_reponse_repond_a_sa_demande() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        assert_eq!(
            module.execute("bavarder").ok().as_deref(),
            Some("une fois"),
            "la première des deux lignes répond à la demande"
        );
        let erreur = echec(&module, "bonjour");
        let faute = faute(&erreur);
        assert!(
            matches!(faute, ProgramError::Unexpected(_)),
            "la seconde ligne porte le numéro d'une autre demande : attendu Unexpected, obtenu {faute:?}"
        );
        assert_eq!(
            compter(&module),
            "1",
            "on ne sait plus à quoi il répond : un programme neuf le remplace"
        );
    });
}

#[test]
fn un_programme_relance_est_le_meme_module() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let salut = temoin.fichier("salut");
        let presenter = |version: &str| {
            fs::write(&salut, format!("atelier 1 temoin {version}\n")).expect("écrire le salut");
        };
        presenter("1.0.0");
        let mut commande = temoin.commande();
        commande.env("TEMOIN_SALUT", format!("@{}", salut.display()));
        let module = ProgramPlugin::launch(commande, LARGES).expect("une bonne poignée de main");
        presenter("2.0.0");
        echec(&module, "mourir");
        let erreur = echec(&module, "bonjour");
        let faute = faute(&erreur);
        assert!(
            matches!(faute, ProgramError::Changed(salut) if salut.version == "2.0.0"),
            "le programme a été remplacé par un autre : `version` mentirait ; obtenu {faute:?}"
        );
        assert!(
            temoin.est_mort(),
            "le programme refusé doit être arrêté, comme au premier lancement"
        );
        presenter("1.0.0");
        assert_eq!(
            compter(&module),
            "1",
            "l'ancien programme revient : il convient de nouveau"
        );
    });
}

#[test]
fn les_plaintes_du_programme_ne_le_bloquent_pas() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        let reponse = module.execute("crier").map_err(|erreur| erreur.to_string());
        assert_eq!(
            reponse.as_deref(),
            Ok("entendu"),
            "le programme écrit un mébioctet sur son erreur standard avant de répondre : un tube \
             que personne ne lit se remplit, et il attend"
        );
    });
}

#[test]
fn a_la_fin_le_programme_est_arrete_et_attendu() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        // Il n'écoute plus : fermer son entrée ne suffit pas à le faire partir.
        assert!(module.execute("sourd").is_ok());
        assert!(temoin.vit(), "le module existe : son programme vit");
        drop(module);
        assert!(
            temoin.est_mort(),
            "le module est détruit, et son programme tourne encore"
        );
        let programme = temoin.lancements()[0];
        assert!(
            a_ete_attendu(programme),
            "le programme est mort, mais personne ne l'a attendu : il reste un zombie dans la \
             table du système"
        );
    });
}

/// Le système a-t-il oublié ce processus fils ?
#[cfg(unix)]
fn a_ete_attendu(numero: u32) -> bool {
    let numero = libc::pid_t::try_from(numero).expect("un numéro de processus");
    // SÛRETÉ : un statut nul est permis, et l'appel n'attend pas.
    let trouve = unsafe { libc::waitpid(numero, std::ptr::null_mut(), libc::WNOHANG) };
    // -1 : ce n'est pas, ou plus, un fils de ce processus.
    trouve == -1
}

/// Windows n'a pas de zombies.
#[cfg(not(unix))]
fn a_ete_attendu(_numero: u32) -> bool {
    true
}
