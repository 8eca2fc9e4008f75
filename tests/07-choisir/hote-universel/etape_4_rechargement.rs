//! Étape 4 : recharger.

use super::super::sujet::{Host, HostError, Pipeline, doors};
use super::*;

pub(super) fn hote(modules: &[(&str, &str)]) -> Host {
    Host::open(registre(), &texte_de(modules), Path::new(""))
        .unwrap_or_else(|erreur| panic!("cette configuration est bonne : {erreur:?}"))
}

pub(super) fn rendus(chaine: &Pipeline, texte: &str) -> Vec<String> {
    chaine.run([texte]).outputs
}

/// Une première configuration mauvaise est refusée.
#[test]
fn une_premiere_configuration_mauvaise_est_refusee() {
    let refuse = |texte: &str| Host::open(registre(), texte, Path::new("")).err();
    assert!(
        matches!(refuse("[[module"), Some(HostError::Config(_))),
        "ce texte n'est pas du TOML"
    );
    assert_eq!(
        refuse(&texte_de(&[("a", "close")])),
        Some(HostError::Modules(vec![refus("a", "pas de clé")]))
    );
    assert_eq!(rendus(&hote(&[("a", "plus")]).current(), "1"), ["1+"]);
}

/// Une bonne configuration remplace l'ancienne.
#[test]
fn une_bonne_configuration_remplace_l_ancienne() {
    let hote = hote(&[("a", "plus")]);
    let commence = hote.current();
    assert_eq!(hote.reload(&texte_de(&[("a", "moins")])), Ok(()));
    assert_eq!(rendus(&hote.current(), "1"), ["1-"]);
    assert_eq!(
        rendus(&commence, "1"),
        ["1+"],
        "un travail commencé finit avec les modules du début"
    );
}

/// Une mauvaise configuration laisse en service la dernière bonne.
#[test]
fn une_mauvaise_configuration_laisse_la_derniere_bonne() {
    let hote = hote(&[("a", "plus")]);
    assert_eq!(hote.reload(&texte_de(&[("a", "moins")])), Ok(()));
    let avant = hote.current();
    let mauvaises = [
        "[[module".to_owned(),
        texte_de(&[("a", "plus"), ("b", "fenetre")]),
        texte_de(&[("a", "plus"), ("b", "paresseuse")]),
    ];
    let raisons = [
        None,
        Some(refus(
            "b",
            "type « fenetre » inconnu ; connus : close, moins, paresseuse, plus",
        )),
        Some(refus("b", "demain")),
    ];
    for (texte, raison) in mauvaises.iter().zip(raisons) {
        let erreur = hote
            .reload(texte)
            .expect_err("cette configuration est mauvaise");
        match raison {
            Some(refus) => assert_eq!(erreur, HostError::Modules(vec![refus]), "{texte}"),
            None => assert!(matches!(erreur, HostError::Config(_)), "{texte}"),
        }
        assert!(
            Arc::ptr_eq(&avant, &hote.current()),
            "après ce refus, la chaîne en service n'est plus la dernière bonne :\n{texte}"
        );
    }
}

/// Cinquante rechargements ne gardent qu'une chaîne.
#[test]
fn cinquante_rechargements_ne_gardent_qu_une_chaine() {
    let vivants = Arc::new(());
    let mut registre = registre();
    registre.register("comptee", porte_comptee(&vivants));
    let texte = texte_de(&[("a", "comptee"), ("b", "comptee")]);
    let hote = Host::open(registre, &texte, Path::new("")).expect("une bonne configuration");
    let mauvaise = texte_de(&[("a", "comptee"), ("b", "close")]);
    for _ in 0..50 {
        assert_eq!(hote.reload(&texte), Ok(()));
        assert!(hote.reload(&mauvaise).is_err(), "« b » ne peut pas entrer");
        assert!(
            Arc::ptr_eq(&hote.current(), &hote.current()),
            "`current` rend la chaîne en service, et n'en construit pas une autre"
        );
    }
    assert_eq!(
        // La porte en tient un exemplaire, et nous un autre.
        Arc::strong_count(&vivants) - 2,
        2,
        "la chaîne en service a deux modules : ceux des anciennes chaînes, dont personne ne se \
         sert plus, sont encore là"
    );
}

/// L'hôte entier marche avec ses deux portes.
#[test]
fn l_hote_entier_avec_ses_deux_portes() {
    let dossier = dossier_au_script("bonjour");
    // Un chemin peut contenir une apostrophe ou une barre inverse : TOML sait l'écrire.
    let greffon = bibliotheque("greffon-majuscules");
    let greffon = toml::Value::from(greffon.to_str().expect("un chemin en UTF-8"));
    let texte = format!(
        "[[module]]\nnom = 'salut'\ntype = 'rhai'\nfichier = 'salut.rhai'\n\
         [[module]]\nnom = 'capitales'\ntype = 'ffi'\nfichier = {greffon}\nconfiance = true\n"
    );
    let hote = Host::open(doors::two_doors(), &texte, dossier.path())
        .unwrap_or_else(|erreur| panic!("ces deux modules sont bons : {erreur:?}"));
    assert_eq!(rendus(&hote.current(), "Zoé"), ["BONJOUR, ZOÉ"]);

    ecrire_le_script(dossier.path(), "bonsoir");
    assert_eq!(hote.reload(&texte), Ok(()));
    assert_eq!(
        rendus(&hote.current(), "Zoé"),
        ["BONSOIR, ZOÉ"],
        "la configuration n'a pas changé d'une lettre, mais le script, si : recharger, c'est \
         faire entrer les modules de nouveau"
    );

    fs::write(dossier.path().join("salut.rhai"), "fn name(").expect("écrire le script");
    assert!(hote.reload(&texte).is_err(), "ce script ne s'analyse plus");
    assert_eq!(rendus(&hote.current(), "Zoé"), ["BONSOIR, ZOÉ"]);
}
