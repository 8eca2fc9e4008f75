//! Ce que le greffon alloue, et ce qu'il en rend.
//!
//! Le paquet est aussi lié à ce contrôle, dont l'allocateur compte les octets : ce que les
//! fonctions de sa table allouent ici s'y voit.

use std::fs;
use std::ptr;

use ch_ffi::abi::{PluginApi, PluginStr};
use libloading::Symbol;
use verifications::{bibliotheque, octets_vivants};

use super::super::sujet::plugin_entry;
use super::greffon::{Instance, fonction, ouvrir, table_de};

/// La table des mêmes fonctions, liées à ce contrôle.
fn table_liee() -> &'static PluginApi {
    // SÛRETÉ : la table d'un paquet lié au programme vit autant que lui.
    unsafe { plugin_entry().as_ref() }.expect("« plugin_entry » rend l'adresse de la table")
}

/// L'entrée rend toujours la même table.
#[test]
fn l_entree_rend_toujours_la_meme_table() {
    let premiere: *const PluginApi = table_liee();
    let avant = octets_vivants();
    for _ in 0..50 {
        assert!(
            ptr::eq(plugin_entry(), premiere),
            "deux appels de plugin_entry rendent deux adresses : la table est un `static`, il n'y \
             en a qu'une"
        );
    }
    assert_eq!(
        octets_vivants() - avant,
        0,
        "chaque appel de plugin_entry alloue, et rien ne libérera jamais ces octets"
    );
}

/// Une instance rendue ne laisse pas un octet derrière elle.
#[test]
fn une_instance_rendue_ne_laisse_pas_un_octet() {
    let table = table_liee();
    // La première fois, un fil d'exécution peut garder quelque chose pour la suite.
    drop(Instance::creer(table));
    let avant = octets_vivants();
    let instances: Vec<_> = (0..50).map(|_| Instance::creer(table)).collect();
    for instance in &instances {
        instance.executer(PluginStr::new("un texte assez long pour être alloué"));
        let illisible = b"d\xE9j\xE0";
        instance.executer(PluginStr {
            ptr: illisible.as_ptr(),
            len: illisible.len(),
        });
    }
    drop(instances);
    assert_eq!(
        octets_vivants() - avant,
        0,
        "cinquante instances créées, appelées, refusées et rendues à destroy : octets alloués moins octets \
         libérés. La boîte du module se libère avec lui"
    );
}

/// Rendre une instance à `destroy` détruit son module, et lui seul.
#[test]
fn destroy_detruit_l_instance() {
    // Une copie du fichier a ses propres variables : les autres tests n'y comptent pas.
    let dossier = tempfile::tempdir().expect("un dossier temporaire");
    let original = bibliotheque(env!("CARGO_PKG_NAME"));
    let copie = dossier.path().join(original.file_name().unwrap());
    fs::copy(original, &copie).expect("copier la bibliothèque");
    let bibliotheque = ouvrir(&copie);
    let table = table_de(&bibliotheque);
    // SÛRETÉ : c'est la signature de cette fonction, donnée avec l'exercice.
    let vivantes: Symbol<extern "C" fn() -> usize> = unsafe { bibliotheque.get(c"live_instances") }
        .expect("« live_instances » est donnée avec l'exercice : elle doit rester exportée");

    let (une, autre) = (Instance::creer(table), Instance::creer(table));
    assert_eq!(
        vivantes(),
        2,
        "deux appels de create : deux modules vivants"
    );
    drop(une);
    assert_eq!(
        vivantes(),
        1,
        "après destroy, il ne doit rester qu'un module : qui possède celui qu'on vient de rendre ?"
    );
    assert_eq!(
        autre.executer(PluginStr::new("page")).1,
        "1. page",
        "l'autre instance n'a pas été rendue : elle travaille encore"
    );
    drop(autre);
    assert_eq!(vivantes(), 0, "les deux instances sont rendues");

    // SÛRETÉ : le contrat permet de détruire une instance nulle, comme `free`.
    unsafe { fonction(table.destroy, "destroy")(ptr::null_mut()) };
    assert_eq!(vivantes(), 0, "détruire une instance nulle ne fait rien");
}
