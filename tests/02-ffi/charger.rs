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

/// L'erreur que `load_plugin` doit rendre pour ce fichier.
fn refus(chemin: &Path) -> LoadError {
    match charger(chemin) {
        Err(erreur) => erreur,
        Ok(_) => panic!(
            "load_plugin a rendu Ok pour {} ; d'où vient la table qu'elle a lue ?",
            chemin.display()
        ),
    }
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
    let original = essais_c::muet();
    let copie = dossier.path().join(original.file_name().unwrap());
    fs::copy(original, &copie).expect("copier le greffon");

    {
        let _greffon = charger(&copie).expect("la copie d'un greffon est un greffon");
        assert!(
            est_ouverte(&copie),
            "le greffon existe encore, mais sa bibliothèque est déjà fermée : à la fin de \
             load_plugin, tout ce que la valeur rendue ne possède pas est détruit"
        );
    }
    assert!(
        !est_ouverte(&copie),
        "le greffon est détruit, mais sa bibliothèque est encore ouverte : sans destructeur, \
         elle le restera jusqu'à la fin du programme"
    );
}

#[test]
fn un_fichier_absent_ne_s_ouvre_pas() {
    let erreur = refus(Path::new("ce-fichier-n-existe-pas"));
    assert!(
        matches!(erreur, LoadError::Open(_)),
        "un fichier absent ne s'ouvre pas : attendu LoadError::Open, obtenu {erreur:?}"
    );
}

#[test]
fn une_bibliotheque_sans_entree_est_refusee() {
    let erreur = refus(essais_c::sans_entree());
    assert!(
        matches!(erreur, LoadError::MissingEntry(_)),
        "le fichier s'ouvre, mais « plugin_entry » n'y est pas : attendu \
         LoadError::MissingEntry, obtenu {erreur:?}"
    );
}

#[test]
fn une_table_nulle_est_refusee() {
    let erreur = refus(essais_c::table_nulle());
    assert!(
        matches!(erreur, LoadError::NullTable),
        "« plugin_entry » a rendu un pointeur nul : attendu LoadError::NullTable, \
         obtenu {erreur:?}"
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
