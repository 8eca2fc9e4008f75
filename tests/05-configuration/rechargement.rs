//! Ce que l'exercice `configuration/rechargement` doit garantir.

use std::sync::Arc;

use verifications::instantane;

use super::sujet::{Live, Reload};

#[path = "rechargement/courses.rs"]
mod courses;
#[path = "rechargement/lecteurs.rs"]
mod lecteurs;
#[path = "rechargement/textes.rs"]
mod textes;
#[path = "rechargement/verrou.rs"]
mod verrou;

/// Une configuration dont les deux moitiés doivent toujours s'accorder.
#[derive(Debug, PartialEq)]
struct Config {
    gauche: usize,
    droite: usize,
}

/// Charge un nombre ; tout autre texte est mauvais.
fn charger(texte: &str) -> Result<Config, String> {
    let nombre = texte
        .parse()
        .map_err(|_| format!("« {texte} » n'est pas un nombre"))?;
    Ok(Config {
        gauche: nombre,
        droite: nombre,
    })
}

fn ouvrir(texte: &str) -> Live<Config> {
    Live::open(texte, charger).expect("un nombre est une bonne configuration")
}

/// `load` ne devait pas être appelée.
fn jamais(texte: &str) -> Result<Config, String> {
    panic!("« {texte} » est le dernier texte reçu : `load` n'a pas à être appelée de nouveau")
}

/// Une première configuration mauvaise est refusée.
#[test]
fn une_premiere_configuration_mauvaise_est_refusee() {
    let refus = Live::open("trois", charger).map(|_| ());
    assert_eq!(refus, Err("« trois » n'est pas un nombre".to_owned()));
    assert_eq!(
        ouvrir("3").current().gauche,
        3,
        "une bonne configuration entre en service"
    );
}

/// Une bonne configuration remplace l'ancienne, qui est rendue.
#[test]
fn une_bonne_configuration_remplace_l_ancienne() {
    let live = ouvrir("1");
    let commence = live.current();
    assert_eq!(live.reload("2", charger), Reload::Replaced);
    assert_eq!(live.current().gauche, 2);
    assert_eq!(
        commence.gauche, 1,
        "qui tient une configuration la garde entière"
    );
    let ancienne = Arc::downgrade(&commence);
    assert!(ancienne.upgrade().is_some());
    drop(commence);
    assert!(
        ancienne.upgrade().is_none(),
        "personne ne se sert plus de l'ancienne configuration, et quelque chose la garde"
    );
}

/// La configuration en service est une, et non une copie par lecture.
#[test]
fn la_configuration_en_service_n_est_pas_copiee() {
    let live = ouvrir("1");
    assert!(Arc::ptr_eq(&live.current(), &live.current()));
    assert_eq!(live.reload("2", charger), Reload::Replaced);
    let servie = live.current();
    assert!(Arc::ptr_eq(&servie, &live.current()));
    assert_eq!(
        Arc::strong_count(&servie),
        2,
        "une pour `Live`, une pour qui lit"
    );
}

/// Un texte mauvais ne change rien.
#[test]
fn un_texte_mauvais_ne_change_rien() {
    let live = ouvrir("1");
    let avant = live.current();
    assert_eq!(
        live.reload("deux", charger),
        Reload::Rejected("« deux » n'est pas un nombre".to_owned())
    );
    assert!(
        Arc::ptr_eq(&avant, &live.current()),
        "la configuration en service est la même, et non une copie reconstruite"
    );
}

/// Le dernier texte n'est pas essayé de nouveau.
#[test]
fn le_dernier_texte_n_est_pas_essaye_de_nouveau() {
    let live = ouvrir("1");
    let mut issues = vec![live.reload("1", jamais), live.reload("deux", charger)];
    issues.push(live.reload("deux", jamais));
    // Le bon texte revient, puis le mauvais : ce sont de vrais changements.
    for texte in ["1", "deux", "3"] {
        issues.push(live.reload(texte, charger));
    }
    issues.push(live.reload("3", jamais));
    let issues: Vec<String> = issues.iter().map(|issue| format!("{issue:?}")).collect();
    instantane!("issues", issues.join("\n"));
}
