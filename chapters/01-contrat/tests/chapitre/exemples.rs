//! Chaque exemple du chapitre, lancé, et ce qu'il écrit.
//!
//! Les instantanés tiennent d'un compilateur à l'autre : ils fixent des relations (« plus
//! petite », « un autre nom »), pas les nombres ni les noms que le compilateur choisit.

use verifications::{executer_exemple, exemple, sortie};

exemple!(l_hote_statique_enchaine_ses_trois_modules, "hote_statique");
exemple!(un_hote_dit_quel_module_a_echoue, "echecs");
exemple!(l_aiguillage_est_statique_ou_dynamique, "aiguillage");
exemple!(
    une_fonction_generique_est_copiee_pour_chaque_type,
    "monomorphisation"
);
exemple!(
    les_quatre_bibliotheques_n_ont_pas_le_meme_contenu,
    "bibliotheques"
);
exemple!(la_disposition_n_est_fixe_qu_avec_repr_c, "disposition");
exemple!(ce_qui_est_promis_se_verifie_sur_ce_compilateur, "promesses");
exemple!(
    un_symbole_rust_change_d_une_compilation_a_l_autre,
    "symboles"
);
exemple!(deux_compilations_d_un_type_ont_deux_identites, "identite");
exemple!(
    une_bibliotheque_remplacee_ne_previent_pas,
    "bibliotheque_remplacee"
);

#[test]
fn le_detail_montre_les_choix_du_compilateur() {
    for nom in ["disposition", "symboles"] {
        let execution = executer_exemple(env!("CARGO_MANIFEST_DIR"), nom, ["--detail"]);
        assert!(execution.issue.is_success(), "{}", execution.erreur);
        assert!(
            execution.sortie.len() > sortie!(nom).len(),
            "{nom} --detail"
        );
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
