//! Ce que l'hôte garantit : le partage entre fils, l'ouverture, la sonde, le remplacement.

use std::env::consts::DLL_SUFFIX;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use ch_contrat::Plugin;
use ch_ffi::{
    ExtendedPlugin, FfiPlugin, LoadError, LoadErrorKind, Probe, ReloadablePlugin, chain,
    load_checked, load_plugin,
};
use verifications::{bibliotheque, exemple};

/// Charge un fichier dont le test connaît l'origine.
fn charger(chemin: &Path) -> Result<FfiPlugin, LoadError> {
    // SÛRETÉ : les fichiers de ces tests viennent de ce dépôt.
    unsafe { load_plugin(chemin) }
}

/// Une sonde : l'exemple du même nom commence par `Probe::install`. Elle a tout son temps :
/// la machine qui teste peut être très occupée.
fn sonde() -> Probe {
    Probe::with_program(exemple(env!("CARGO_MANIFEST_DIR"), "sonde"))
        .with_limit(Duration::from_secs(60))
}

// ANCHOR: send_sync
#[test]
fn un_greffon_peut_changer_de_fil_et_se_partager() {
    fn exige<T: Send + Sync + 'static>() {}
    exige::<FfiPlugin>();
    exige::<ExtendedPlugin>();
    exige::<ReloadablePlugin>();
    exige::<LoadError>();
}
// ANCHOR_END: send_sync

#[test]
fn un_appel_a_la_fois_par_instance() {
    // Le compteur du greffon est un entier ordinaire : deux appels simultanés en perdraient.
    let greffon = charger(essais_c::etat()).unwrap();
    thread::scope(|fils| {
        for _ in 0..8 {
            fils.spawn(|| {
                for _ in 0..500 {
                    greffon.execute("").unwrap();
                }
            });
        }
    });
    let compte = greffon.execute("").unwrap();
    assert!(compte.starts_with("instance : 4001,"), "{compte}");
}

#[test]
fn une_instance_peut_etre_detruite_dans_un_autre_fil() {
    let greffon = charger(&bibliotheque("memoire-comptee")).unwrap();
    thread::spawn(move || assert_eq!(greffon.execute("4").unwrap(), "8"))
        .join()
        .unwrap();
}

#[test]
fn une_panique_du_greffon_le_laisse_utilisable() {
    let greffon = charger(&bibliotheque("memoire-comptee")).unwrap();
    let erreur = greffon.execute("200").unwrap_err();
    assert!(erreur.message().contains("a paniqué"), "{erreur}");
    assert_eq!(greffon.execute("4").unwrap(), "8");
}

#[test]
fn un_nom_sans_dossier_n_est_pas_cherche_dans_le_systeme() {
    // `dlopen("libc.so.6")` réussirait : c'est l'un des dossiers du système qui l'a.
    let erreur = charger(Path::new("libc.so.6")).unwrap_err();
    assert!(matches!(erreur.reason, LoadErrorKind::Read(_)), "{erreur}");
}

#[test]
fn un_symbole_absent_est_une_erreur_des_l_ouverture() {
    let Some(chemin) = essais_c::symbole_absent() else {
        return;
    };
    let erreur = charger(chemin).unwrap_err();
    assert!(matches!(erreur.reason, LoadErrorKind::Open(_)), "{erreur}");
    assert!(
        chain(&erreur).contains("fonction_oubliee"),
        "{}",
        chain(&erreur)
    );
}

#[test]
fn la_sonde_laisse_passer_un_greffon_sain() {
    // SÛRETÉ : ce greffon vient de ce dépôt.
    let greffon = unsafe { load_checked(&sonde(), &bibliotheque("greffon-majuscules")) }.unwrap();
    assert_eq!(greffon.execute("a").unwrap(), "A");
}

#[test]
fn la_sonde_rapporte_le_refus_de_l_hote() {
    let raison = sonde().check(essais_c::contrat_2()).unwrap_err();
    assert!(raison.to_string().contains("contrat version 2"), "{raison}");
}

#[test]
fn la_sonde_meurt_a_la_place_de_l_hote() {
    let raison = sonde().check(essais_c::initialiseur_fatal()).unwrap_err();
    assert!(matches!(raison, LoadErrorKind::Probe(_)), "{raison}");
}

#[test]
fn la_sonde_n_attend_pas_toujours() {
    let sonde = sonde().with_limit(Duration::from_millis(200));
    let raison = sonde.check(essais_c::initialiseur_sans_fin()).unwrap_err();
    assert!(raison.to_string().contains("pas de réponse"), "{raison}");
}

#[test]
fn un_programme_qui_n_est_pas_une_sonde_ne_prouve_rien() {
    let hote = Probe::with_program(exemple(env!("CARGO_MANIFEST_DIR"), "hote"));
    let raison = hote.check(&bibliotheque("greffon-majuscules")).unwrap_err();
    assert!(
        raison.to_string().contains("sans avoir répondu"),
        "{raison}"
    );
    let absent = Probe::with_program("ce-programme-n-existe-pas");
    assert!(absent.check(Path::new("peu importe")).is_err());
}

#[test]
fn le_greffon_se_remplace_pendant_que_d_autres_fils_l_appellent() {
    let dossier = tempfile::tempdir().unwrap();
    let installe = dossier.path().join(format!("greffon{DLL_SUFFIX}"));
    let versions = ["greffon-majuscules", "version-suivante"].map(bibliotheque);
    fs::copy(&versions[0], &installe).unwrap();
    // SÛRETÉ : seuls des greffons de ce dépôt passeront dans ce fichier.
    let greffon = unsafe { ReloadablePlugin::load(&installe, dossier.path(), sonde()) }.unwrap();

    let fini = AtomicBool::new(false);
    thread::scope(|fils| {
        for _ in 0..3 {
            fils.spawn(|| {
                while !fini.load(Ordering::Relaxed) {
                    let reponse = greffon.current().execute("a").unwrap();
                    assert!(reponse == "A" || reponse == "*** A ***", "{reponse}");
                }
            });
        }
        let remplacer = || -> Result<(), Box<dyn Error>> {
            for version in versions.iter().rev().cycle().take(6) {
                fs::copy(version, &installe)?;
                // SÛRETÉ : c'est un greffon de ce dépôt.
                unsafe { greffon.reload() }?;
            }
            Ok(())
        };
        // Les autres fils s'arrêtent avant que ce test ne puisse échouer.
        let remplace = remplacer();
        fini.store(true, Ordering::Relaxed);
        remplace.unwrap();
    });
    assert_eq!(greffon.current().version(), "1.0.0");
}

#[test]
fn un_remplacant_refuse_laisse_le_dernier_bon_en_place() {
    let dossier = tempfile::tempdir().unwrap();
    let installe = dossier.path().join(format!("greffon{DLL_SUFFIX}"));
    fs::copy(bibliotheque("greffon-majuscules"), &installe).unwrap();
    // SÛRETÉ : ce fichier ne contiendra que des greffons de ce dépôt, ou de quoi se faire refuser.
    let greffon = unsafe { ReloadablePlugin::load(&installe, dossier.path(), sonde()) }.unwrap();

    fs::write(&installe, "une copie interrompue").unwrap();
    // SÛRETÉ : ce n'est pas une bibliothèque.
    assert!(unsafe { greffon.reload() }.is_err());
    fs::copy(essais_c::initialiseur_fatal(), &installe).unwrap();
    // SÛRETÉ : cette bibliothèque de ce dépôt tue la sonde, pas nous.
    assert!(unsafe { greffon.reload() }.is_err());

    assert_eq!(greffon.current().execute("a").unwrap(), "A");
    let restes = fs::read_dir(dossier.path()).unwrap().count();
    // Sous Unix, la copie en service n'a plus de nom.
    let attendus = if cfg!(unix) { 1 } else { 2 };
    assert_eq!(
        restes, attendus,
        "le fichier installé, et la copie en service"
    );
}

#[test]
fn personne_n_attend_l_init_d_un_remplacant() {
    let dossier = tempfile::tempdir().unwrap();
    let installe = dossier.path().join(format!("greffon{DLL_SUFFIX}"));
    fs::copy(bibliotheque("greffon-majuscules"), &installe).unwrap();
    // SÛRETÉ : seuls des greffons de ce dépôt passeront dans ce fichier.
    let greffon = unsafe { ReloadablePlugin::load(&installe, dossier.path(), sonde()) }.unwrap();
    fs::copy(bibliotheque("temoin-init-patient"), &installe).unwrap();
    temoin_init_patient::clear();
    let (pendant, verdict) = thread::scope(|fils| {
        // SÛRETÉ : c'est un greffon de ce dépôt.
        let rechargeur = fils.spawn(|| unsafe { greffon.reload() });
        while !temoin_init_patient::has_started() && !rechargeur.is_finished() {
            thread::yield_now();
        }
        // Le remplaçant s'initialise, et ne finira pas sans ce signe.
        let pendant = greffon.current().execute("a");
        temoin_init_patient::let_go().unwrap();
        (pendant, rechargeur.join().unwrap())
    });
    temoin_init_patient::clear();
    verdict.expect("le remplaçant a eu son signe à temps");
    assert_eq!(pendant.unwrap(), "A");
    assert_eq!(greffon.current().version(), "4.0.0");
}
