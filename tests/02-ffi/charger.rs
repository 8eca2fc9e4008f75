//! Ce que l'exercice `ffi/charger` doit garantir.

use std::fs;
use std::path::Path;

use verifications::{bibliotheque, instantane};

use super::sujet::{LoadError, LoadedPlugin, load_plugin};

/// Charge un fichier dont le test connaît l'origine.
fn charger(chemin: &Path) -> Result<LoadedPlugin, LoadError> {
    // SÛRETÉ : les fichiers de ce contrôle sont des greffons de ce dépôt, ou n'en sont pas.
    unsafe { load_plugin(chemin) }
}

fn majuscules() -> LoadedPlugin {
    charger(&bibliotheque("greffon-majuscules"))
        .expect("le greffon « majuscules » respecte le contrat : load_plugin doit rendre Ok")
}

#[test]
fn le_greffon_connait_son_nom() {
    assert_eq!(
        majuscules().name(),
        "majuscules",
        "le nom se lit dans la table ; une bibliothèque fermée l'emporte avec elle"
    );
}

#[test]
fn le_greffon_travaille_apres_le_chargement() {
    let greffon = majuscules();
    let textes = ["bonjour", "où est l'œuf ?", "", "un octet nul \0 au milieu"];
    let reponses = textes.map(|texte| format!("{texte:?} -> {:?}", greffon.execute(texte)));
    instantane!("reponses", reponses.join("\n"));
}

#[test]
fn la_bibliotheque_se_ferme_avec_le_greffon() {
    // Une copie que personne d'autre n'ouvre : seul ce test la garde en mémoire.
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let copie = dossier
        .path()
        .join(bibliotheque("greffon-majuscules").file_name().unwrap());
    fs::copy(bibliotheque("greffon-majuscules"), &copie).expect("copier le greffon");

    let greffon = charger(&copie).expect("la copie d'un greffon est un greffon");
    assert!(
        est_ouverte(&copie),
        "la bibliothèque doit rester ouverte tant que le greffon existe"
    );
    drop(greffon);
    assert!(
        !est_ouverte(&copie),
        "le greffon est détruit, mais sa bibliothèque est encore ouverte : qui l'a oubliée ?"
    );
}

#[test]
fn un_fichier_absent_ne_s_ouvre_pas() {
    let erreur =
        charger(Path::new("ce-fichier-n-existe-pas")).expect_err("le fichier n'existe pas");
    assert!(
        matches!(erreur, LoadError::Open(_)),
        "attendu LoadError::Open, obtenu {erreur:?}"
    );
}

#[test]
fn une_bibliotheque_sans_entree_est_refusee() {
    let erreur = charger(&bibliotheque("temoin-sans-entree")).expect_err("il n'y a pas d'entrée");
    assert!(
        matches!(erreur, LoadError::MissingEntry(_)),
        "attendu LoadError::MissingEntry, obtenu {erreur:?}"
    );
}

#[test]
fn une_table_nulle_est_refusee() {
    let erreur = charger(&bibliotheque("temoin-table-nulle")).expect_err("la table est nulle");
    assert!(
        matches!(erreur, LoadError::NullTable),
        "attendu LoadError::NullTable, obtenu {erreur:?}"
    );
}

/// La bibliothèque `chemin` est-elle ouverte dans ce processus ?
#[cfg(unix)]
fn est_ouverte(chemin: &Path) -> bool {
    use libloading::os::unix::{Library, RTLD_LAZY};
    // RTLD_NOLOAD : ne rend la bibliothèque que si elle est déjà en mémoire.
    const RTLD_NOLOAD: i32 = if cfg!(target_os = "macos") { 0x10 } else { 0x4 };
    // SÛRETÉ : rien n'est chargé, donc rien n'est exécuté.
    unsafe { Library::open(Some(chemin), RTLD_LAZY | RTLD_NOLOAD) }.is_ok()
}

/// La bibliothèque `chemin` est-elle ouverte dans ce processus ?
#[cfg(windows)]
fn est_ouverte(chemin: &Path) -> bool {
    libloading::os::windows::Library::open_already_loaded(chemin).is_ok()
}
