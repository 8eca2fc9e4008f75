//! Chaque exemple du chapitre, lancé, et ce qu'il écrit.
//!
//! Les instantanés tiennent d'un compilateur à l'autre : ils fixent des relations (« plus
//! petite », « un autre nom »), pas les nombres ni les noms que le compilateur choisit.

use verifications::{executer_exemple, instantane};

/// Lance un exemple qui doit réussir et rend sa sortie.
fn sortie(nom: &str) -> String {
    let execution = executer_exemple(env!("CARGO_MANIFEST_DIR"), nom, [""; 0]);
    assert!(
        execution.issue.is_success(),
        "l'exemple {nom} est {} :\n{}",
        execution.issue,
        execution.erreur
    );
    execution.sortie
}

#[test]
fn l_hote_statique_enchaine_ses_trois_modules() {
    instantane!("hote_statique", sortie("hote_statique"));
}

#[test]
fn un_hote_dit_quel_module_a_echoue() {
    instantane!("echecs", sortie("echecs"));
}

#[test]
fn l_aiguillage_est_statique_ou_dynamique() {
    instantane!("aiguillage", sortie("aiguillage"));
}

#[test]
fn une_fonction_generique_est_copiee_pour_chaque_type() {
    instantane!("monomorphisation", sortie("monomorphisation"));
}

#[test]
fn les_quatre_bibliotheques_n_ont_pas_le_meme_contenu() {
    instantane!("bibliotheques", sortie("bibliotheques"));
}

#[test]
fn la_disposition_n_est_fixe_qu_avec_repr_c() {
    instantane!("disposition", sortie("disposition"));
}

#[test]
fn ce_qui_est_promis_se_verifie_sur_ce_compilateur() {
    instantane!("promesses", sortie("promesses"));
}

#[test]
fn un_symbole_rust_change_d_une_compilation_a_l_autre() {
    instantane!("symboles", sortie("symboles"));
}

#[test]
fn deux_compilations_d_un_type_ont_deux_identites() {
    instantane!("identite", sortie("identite"));
}

#[test]
fn une_bibliotheque_remplacee_ne_previent_pas() {
    instantane!("bibliotheque_remplacee", sortie("bibliotheque_remplacee"));
}

#[test]
fn le_detail_montre_les_choix_du_compilateur() {
    for nom in ["disposition", "symboles"] {
        let execution = executer_exemple(env!("CARGO_MANIFEST_DIR"), nom, ["--detail"]);
        assert!(execution.issue.is_success(), "{}", execution.erreur);
        assert!(execution.sortie.len() > sortie(nom).len(), "{nom} --detail");
    }
}

#[test]
fn sans_compilateur_l_exemple_dit_ce_qui_manque() {
    let programme = verifications::exemple(env!("CARGO_MANIFEST_DIR"), "symboles");
    let fin = std::process::Command::new(programme)
        .env("RUSTC", "compilateur-absent")
        .output()
        .expect("lancer l'exemple");
    let erreur = String::from_utf8_lossy(&fin.stderr);
    assert!(!fin.status.success());
    assert!(
        erreur.contains("« compilateur-absent » ne se lance pas") && erreur.contains("RUSTC"),
        "{erreur}"
    );
}
