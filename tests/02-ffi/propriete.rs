//! Ce que l'exercice `ffi/propriete` doit garantir.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use ch_ffi_abi::{ENTRY_SYMBOL, PluginEntry};
use libloading::{Library, Symbol};
use temoin_comptable::{Balance, PluginBalance, PluginSettle};
use tempfile::TempDir;
use verifications::bibliotheque;

use super::sujet::{ExecuteError, Functions, Session};

/// Le greffon `comptable`, dans une copie qui n'est qu'à ce test : ses comptes aussi.
struct Comptable {
    // Dans cet ordre : sous Windows, un fichier ouvert ne s'efface pas.
    bibliotheque: Library,
    _dossier: TempDir,
}

impl Comptable {
    fn charger() -> Self {
        let dossier = tempfile::tempdir().expect("un dossier temporaire");
        let original = bibliotheque("temoin-comptable");
        let copie = dossier.path().join(original.file_name().unwrap());
        fs::copy(original, &copie).expect("copier le greffon");
        // SÛRETÉ : c'est un témoin de ce dépôt.
        let bibliotheque = unsafe { Library::new(&copie) }.expect("la copie s'ouvre");
        Self {
            bibliotheque,
            _dossier: dossier,
        }
    }

    fn session(&self) -> Session {
        // SÛRETÉ : le contrat donne ce type à ce symbole, et le témoin respecte le contrat.
        let table = unsafe {
            let entree: Symbol<PluginEntry> = self.bibliotheque.get(ENTRY_SYMBOL).unwrap();
            entree().read()
        };
        let fonctions = Functions {
            create: table.create.unwrap(),
            execute: table.execute.unwrap(),
            free_buffer: table.free_buffer.unwrap(),
            destroy: table.destroy.unwrap(),
        };
        // SÛRETÉ : comme ci-dessus ; la bibliothèque reste ouverte jusqu'à la fin du test.
        unsafe { Session::open(fonctions) }.expect("le greffon donne une instance")
    }

    /// Les comptes, tels que le greffon les tient.
    fn bilan(&self) -> Balance {
        // SÛRETÉ : c'est le type de cette fonction du témoin.
        unsafe {
            let bilan: Symbol<PluginBalance> = self.bibliotheque.get(c"plugin_balance").unwrap();
            bilan()
        }
    }

    #[track_caller]
    fn verifier_les_tampons(&self, apres: &str) {
        let prets = self.bilan().lent_buffers;
        assert_eq!(
            prets, 0,
            "{apres}, le greffon compte encore {prets} tampon(s) prêté(s) : tout tampon reçu \
             retourne à son free_buffer"
        );
    }
}

impl Drop for Comptable {
    fn drop(&mut self) {
        // SÛRETÉ : c'est le type de cette fonction du témoin, et plus personne ne s'en sert.
        unsafe {
            let solder: Symbol<PluginSettle> = self.bibliotheque.get(c"plugin_settle").unwrap();
            solder();
        }
    }
}

/// Fait traiter un texte et copie la réponse.
fn executer(session: &Session, texte: &str) -> Result<String, ExecuteError> {
    session.execute(texte, str::to_owned)
}

#[test]
fn une_reponse_rend_son_tampon() {
    let comptable = Comptable::charger();
    let longueur = comptable.session().execute("été", str::len);
    assert_eq!(
        longueur,
        Ok(5),
        "« ÉTÉ » a cinq octets, et `read` les compte"
    );
    comptable.verifier_les_tampons("après une réponse");
}

#[test]
fn la_reponse_est_intacte_pendant_la_lecture() {
    let comptable = Comptable::charger();
    // Des octets, et non un `str` : si le tampon est déjà rendu, ce n'est plus de l'UTF-8.
    let lecture = comptable.session().execute("bonjour", |reponse| {
        (reponse.as_bytes().to_vec(), comptable.bilan().lent_buffers)
    });
    let (octets, prets) = lecture.expect("le greffon accepte ce texte");
    assert_eq!(
        octets, b"BONJOUR",
        "pendant que `read` lit, les octets ont changé : un tampon rendu n'appartient plus à \
         l'hôte, le greffon écrit dessus"
    );
    assert_eq!(
        prets, 1,
        "`read` lit la réponse sur place : à ce moment, le tampon doit encore être prêté"
    );
}

#[test]
fn un_refus_rend_son_tampon() {
    let comptable = Comptable::charger();
    let reponse = executer(&comptable.session(), "");
    assert_eq!(
        reponse,
        Err(ExecuteError::Refused("le texte est vide".to_owned())),
        "le greffon refuse le texte vide, et le tampon porte son message"
    );
    comptable.verifier_les_tampons("après un refus");
}

#[test]
fn un_tampon_sans_adresse_n_est_pas_rendu() {
    let comptable = Comptable::charger();
    let reponse = executer(&comptable.session(), "silence");
    assert_eq!(
        reponse,
        Ok(String::new()),
        "à « silence », le greffon répond par un texte vide, sans rien allouer"
    );
    assert_eq!(
        comptable.bilan().unknown_returns,
        0,
        "le tampon avait une adresse nulle : le greffon n'a rien prêté, il n'y a rien à lui rendre"
    );
}

#[test]
fn un_texte_illisible_rend_son_tampon() {
    let comptable = Comptable::charger();
    let reponse = executer(&comptable.session(), "latin1");
    assert_eq!(
        reponse,
        Err(ExecuteError::NotUtf8),
        "à « latin1 », le greffon répond par des octets qui ne sont pas de l'UTF-8"
    );
    comptable.verifier_les_tampons("après une réponse illisible");
}

#[test]
fn une_panique_du_lecteur_rend_le_tampon() {
    let comptable = Comptable::charger();
    let session = comptable.session();
    let mut lue = false;
    let panique = catch_unwind(AssertUnwindSafe(|| {
        session.execute("bonjour", |_| {
            lue = true;
            panic!("celui qui lit a paniqué")
        })
    }));
    assert!(
        lue && panique.is_err(),
        "`read` doit être appelée, et sa panique ressortir de `execute`"
    );
    comptable.verifier_les_tampons("après une panique de `read`");
}

#[test]
fn l_instance_est_detruite_avec_la_session() {
    let comptable = Comptable::charger();
    let vivantes = || comptable.bilan().live_instances;
    {
        let autre = comptable.session();
        {
            let une = comptable.session();
            assert_eq!(une.execute("a", str::len), Ok(1));
            assert_eq!(vivantes(), 2, "deux sessions sont ouvertes");
        }
        assert_eq!(
            vivantes(),
            1,
            "une session est détruite : son instance doit retourner à destroy, et elle seule"
        );
        assert_eq!(autre.execute("b", str::len), Ok(1));
    }
    assert_eq!(vivantes(), 0, "les deux sessions sont détruites");
}

#[test]
fn rien_n_est_rendu_deux_fois() {
    let comptable = Comptable::charger();
    for texte in ["bonjour", "", "latin1", "été", ""] {
        let _ = executer(&comptable.session(), texte);
    }
    let bilan = comptable.bilan();
    assert_eq!(
        (bilan.double_returns, bilan.unknown_returns),
        (0, 0),
        "retours d'un bien déjà rendu, et retours d'un bien que le greffon n'a jamais prêté. Une \
         réponse, un refus et un texte illisible ne font chacun qu'un seul retour"
    );
}
