//! D'une version à la suivante : le texte comparé, les versions refusées.

use super::{DEUXIEME, Duration, Fichier, PREMIERE, fs};

/// Le texte se compare à celui de la version en service, et à rien d'autre.
#[test]
fn un_fichier_inchange_ne_change_rien() {
    let fichier = Fichier::new(PREMIERE);
    let script = fichier.charger();
    assert_eq!(script.reload(), Ok(false), "le texte est le même");
    fichier.ecrire(DEUXIEME);
    assert_eq!(script.reload(), Ok(true));
    assert_eq!(
        script.reload(),
        Ok(false),
        "le texte se compare à celui de la version en service, pas à la première"
    );
    let avant = fichier.date();
    fichier.ecrire(PREMIERE);
    fichier.dater(avant);
    assert_eq!(
        script.reload(),
        Ok(true),
        "ni la date ni la taille du fichier ne disent son texte"
    );
    fichier.dater(avant + Duration::from_secs(60));
    assert_eq!(
        script.reload(),
        Ok(false),
        "la date a changé, et non le texte"
    );
    fichier.ecrire(&format!("{PREMIERE}\n"));
    assert_eq!(
        script.reload(),
        Ok(true),
        "une fin de ligne de plus est un autre texte"
    );
}

/// Une version refusée laisse l'ancienne, est refusée encore, et n'empêche rien ensuite.
#[test]
fn une_version_refusee_laisse_l_ancienne() {
    for mauvaise in [
        "fn execute(text) { `2 ${text",
        "fn autre(text) { text }",
        "fn execute() { 1 }",
    ] {
        let fichier = Fichier::new(PREMIERE);
        let script = fichier.charger();
        fichier.ecrire(mauvaise);
        for _ in 0..2 {
            assert!(
                script.reload().is_err(),
                "cette version ne convient pas : {mauvaise}"
            );
            assert_eq!(
                script.execute("a").as_deref(),
                Ok("1 a"),
                "une version refusée ne doit pas déloger celle qui marchait"
            );
        }
        fichier.ecrire(PREMIERE);
        assert_eq!(
            script.reload(),
            Ok(false),
            "c'est le texte de la version en service"
        );
        fichier.ecrire(DEUXIEME);
        assert_eq!(
            script.reload(),
            Ok(true),
            "une bonne version prend le service après un refus"
        );
        assert_eq!(script.execute("a").as_deref(), Ok("2 a"));
    }
}

/// Un fichier disparu laisse l'ancienne version en service.
#[test]
fn un_fichier_disparu_laisse_l_ancienne() {
    let fichier = Fichier::new(PREMIERE);
    let script = fichier.charger();
    fs::remove_file(&fichier.chemin).expect("retirer le fichier");
    assert!(script.reload().is_err(), "il n'y a plus de fichier à lire");
    assert_eq!(script.execute("a").as_deref(), Ok("1 a"));
}
