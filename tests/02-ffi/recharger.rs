//! Ce que l'exercice `ffi/recharger` doit garantir.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use ch_contrat::Plugin;
use tempfile::TempDir;
use verifications::bibliotheque;

use super::sujet::{HotPlugin, ReloadError};

/// Un dossier où paraissent les versions d'un greffon, et un autre pour les copies.
struct Atelier {
    dossier: TempDir,
}

impl Atelier {
    /// Un atelier où la première version est déjà parue.
    fn nouveau() -> Self {
        let dossier = tempfile::tempdir().expect("un dossier temporaire");
        let atelier = Self { dossier };
        fs::create_dir(atelier.copies()).expect("créer le dossier des copies");
        atelier.publier(&bibliotheque("temoin-salut-1"));
        atelier
    }

    fn source(&self) -> PathBuf {
        let original = bibliotheque("temoin-salut-1");
        let extension = original
            .extension()
            .expect("une bibliothèque a une extension");
        self.dossier.path().join("salut").with_extension(extension)
    }

    fn copies(&self) -> PathBuf {
        self.dossier.path().join("copies")
    }

    /// Fait paraître un fichier à la place du précédent, comme un éditeur de liens soigneux :
    /// écrit à côté, puis renommé.
    fn publier(&self, fichier: &Path) {
        let a_cote = self.dossier.path().join("en-cours");
        fs::copy(fichier, &a_cote).expect("écrire la nouvelle version");
        fs::rename(&a_cote, self.source()).expect(
            "remplacer le fichier : s'il est verrouillé, c'est que l'hôte l'a chargé au lieu d'une copie",
        );
    }

    fn ouvrir(&self) -> HotPlugin {
        // SÛRETÉ : les fichiers de ce contrôle sont des témoins de ce dépôt.
        unsafe { HotPlugin::open(&self.source(), &self.copies()) }
            .unwrap_or_else(|erreur| panic!("la première version doit se charger : {erreur:?}"))
    }
}

/// Recharge depuis un fichier dont le test connaît l'origine.
fn recharger(greffon: &HotPlugin) -> Result<(), ReloadError> {
    // SÛRETÉ : comme dans `ouvrir`.
    unsafe { greffon.reload() }
}

/// Ce que le greffon du moment répond à « Ada ».
fn reponse(greffon: &HotPlugin) -> String {
    greffon
        .current()
        .execute("Ada")
        .unwrap_or_else(|erreur| panic!("le greffon du moment doit répondre : {erreur}"))
}

const VERSION_1: &str = "salut, Ada";
const VERSION_2: &str = "bonjour, Ada";

#[test]
fn la_premiere_version_travaille() {
    let atelier = Atelier::nouveau();
    assert_eq!(
        reponse(&atelier.ouvrir()),
        VERSION_1,
        "le fichier contient la version 1"
    );
}

#[test]
fn la_nouvelle_version_remplace_l_ancienne() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    atelier.publier(&bibliotheque("temoin-salut-2"));
    assert_eq!(
        reponse(&greffon),
        VERSION_1,
        "le fichier a changé, mais reload n'a pas été appelée : rien ne doit bouger"
    );
    recharger(&greffon).expect("la version 2 respecte le contrat");
    assert_eq!(
        reponse(&greffon),
        VERSION_2,
        "après reload, c'est la version 2 qui doit répondre. Le chemin que vous chargez a-t-il \
         déjà servi dans ce processus ?"
    );
    assert_eq!(greffon.current().version(), "2.0.0");
}

#[test]
fn plusieurs_versions_se_suivent() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    let parutions = [
        ("temoin-salut-2", VERSION_2),
        ("temoin-salut-1", VERSION_1),
        ("temoin-salut-2", VERSION_2),
        ("temoin-salut-1", VERSION_1),
    ];
    for (rang, (temoin, attendu)) in parutions.into_iter().enumerate() {
        atelier.publier(&bibliotheque(temoin));
        recharger(&greffon).expect("ces versions respectent le contrat");
        assert_eq!(
            reponse(&greffon),
            attendu,
            "après le rechargement numéro {} ; un nom de copie ne doit jamais resservir",
            rang + 1
        );
    }
}

#[test]
fn un_fichier_disparu_ne_change_rien() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    fs::remove_file(atelier.source()).expect("effacer le fichier");
    let verdict = recharger(&greffon);
    assert!(
        matches!(verdict, Err(ReloadError::Copy(_))),
        "il n'y a plus de fichier à copier : attendu ReloadError::Copy, obtenu {verdict:?}"
    );
    assert_eq!(
        reponse(&greffon),
        VERSION_1,
        "le dernier bon reste en place"
    );
}

#[test]
fn un_greffon_refuse_ne_change_rien() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    let texte = atelier.dossier.path().join("texte");
    fs::write(&texte, "Ceci n'est pas une bibliothèque.").expect("écrire un texte");

    for (fichier, quoi) in [
        (texte, "un texte"),
        (
            bibliotheque("temoin-abi-futur"),
            "un greffon d'une autre version du contrat",
        ),
    ] {
        atelier.publier(&fichier);
        let verdict = recharger(&greffon);
        assert!(
            matches!(verdict, Err(ReloadError::Load(_))),
            "le fichier est {quoi} : attendu ReloadError::Load, obtenu {verdict:?}"
        );
        assert_eq!(
            reponse(&greffon),
            VERSION_1,
            "le dernier bon reste en place"
        );
    }

    atelier.publier(&bibliotheque("temoin-salut-2"));
    recharger(&greffon).expect("après un refus, une bonne version est acceptée");
    assert_eq!(
        reponse(&greffon),
        VERSION_2,
        "un refus n'empêche pas la version suivante de prendre la place"
    );
}

#[test]
fn un_init_qui_echoue_ne_change_rien() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    atelier.publier(&bibliotheque("temoin-init-refuse"));
    let verdict = recharger(&greffon);
    assert!(
        matches!(verdict, Err(ReloadError::Init(_))),
        "l'init de cette version échoue : attendu ReloadError::Init, obtenu {verdict:?}"
    );
    assert_eq!(
        greffon.current().version(),
        "1.0.0",
        "une version qui ne s'initialise pas ne prend pas la place du dernier bon"
    );
    assert_eq!(reponse(&greffon), VERSION_1);
}

#[test]
fn un_appel_en_cours_garde_sa_version() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    let en_cours = greffon.current();
    atelier.publier(&bibliotheque("temoin-salut-2"));
    recharger(&greffon).expect("la version 2 respecte le contrat");
    assert_eq!(
        en_cours
            .execute("Ada")
            .expect("l'ancienne version répond encore"),
        VERSION_1,
        "qui tenait l'ancienne version finit son travail avec elle"
    );
    drop(en_cours);
    assert_eq!(
        reponse(&greffon),
        VERSION_2,
        "les appels suivants vont à la nouvelle version"
    );
}

#[test]
fn l_hote_travaille_pendant_le_rechargement() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    thread::scope(|fils| {
        let rechargeur = fils.spawn(|| {
            for tour in 0..7 {
                let temoin = ["temoin-salut-2", "temoin-salut-1"][tour % 2];
                atelier.publier(&bibliotheque(temoin));
                recharger(&greffon).expect("ces versions respectent le contrat");
            }
        });
        while !rechargeur.is_finished() {
            let reponse = reponse(&greffon);
            assert!(
                [VERSION_1, VERSION_2].contains(&reponse.as_str()),
                "pendant un rechargement, une version ou l'autre répond : {reponse}"
            );
        }
    });
    assert_eq!(
        reponse(&greffon),
        VERSION_2,
        "la dernière version parue est la version 2"
    );
}

#[test]
fn un_init_lent_ne_fait_attendre_personne() {
    let atelier = Atelier::nouveau();
    let greffon = atelier.ouvrir();
    atelier.publier(&bibliotheque("temoin-init-patient"));
    temoin_init_patient::clear();
    let (pendant, verdict) = thread::scope(|fils| {
        let rechargeur = fils.spawn(|| recharger(&greffon));
        while !temoin_init_patient::has_started() && !rechargeur.is_finished() {
            thread::yield_now();
        }
        // Ici, la nouvelle version s'initialise, et ne finira pas sans `let_go`.
        let pendant = reponse(&greffon);
        temoin_init_patient::let_go().expect("faire signe au greffon");
        (pendant, rechargeur.join().expect("reload ne panique pas"))
    });
    temoin_init_patient::clear();
    assert!(
        verdict.is_ok(),
        "la nouvelle version attend, pour finir son init, une réponse du greffon du moment ; \
         elle a renoncé ({verdict:?}). Qui appelle current() ne doit pas attendre init : que \
         faites-vous pendant que vous tenez le verrou ?"
    );
    assert_eq!(
        pendant, VERSION_1,
        "pendant l'init de la nouvelle version, c'est encore la première qui répond"
    );
}
