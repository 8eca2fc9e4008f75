//! Ce que l'exercice `ffi/exporter` doit garantir.

use std::ffi::{CStr, c_char};

use ch_ffi::abi::{PluginApi, PluginStr};
use verifications::{AllocateurCompteur, instantane};

use super::sujet::Numeroteur;
use greffon::{Instance, bibliotheque_verifiee, chercher_entree, table};

#[path = "exporter/greffon.rs"]
mod greffon;
#[path = "exporter/memoire.rs"]
mod memoire;
#[path = "exporter/refus.rs"]
mod refus;

#[global_allocator]
static COMPTEUR: AllocateurCompteur = AllocateurCompteur;

/// La bibliothèque exporte son entrée sous son nom.
#[test]
fn la_bibliotheque_exporte_son_entree() {
    assert!(
        chercher_entree(bibliotheque_verifiee()).is_some(),
        "la bibliothèque n'exporte pas de symbole « plugin_entry ». Sans attribut, rustc décore le \
         nom des fonctions (mangling) : regardez comment live_instances garde le sien"
    );
}

/// La table passe la poignée de main de l'hôte du livre.
#[test]
fn la_table_passe_la_poignee_de_main() {
    // SÛRETÉ : la table vient d'un `static` de la bibliothèque, restée ouverte.
    let verdict = unsafe { ch_ffi::check_table(table()) };
    if let Err(raison) = verdict {
        panic!("l'hôte du livre refuse cette table : {raison}");
    }
    assert_eq!(
        table().struct_size as usize,
        size_of::<PluginApi>(),
        "struct_size est la taille de PluginApi : au-delà, l'hôte lirait ce qui n'est pas la table"
    );
}

/// Le greffon dit son nom et sa version.
#[test]
fn le_greffon_dit_son_nom_et_sa_version() {
    let table = table();
    let lire = |texte: *const c_char, champ: &str| {
        assert!(!texte.is_null(), "le champ « {champ} » de la table est nul");
        // SÛRETÉ : non nul, vérifié ; le contrat demande un octet nul final.
        unsafe { CStr::from_ptr(texte) }
    };
    assert_eq!(
        (lire(table.name, "name"), lire(table.version, "version")),
        (c"numeroteur", c"1.0.0"),
        "le nom et la version sont ceux de l'énoncé, terminés par un octet nul : c\"…\".as_ptr()"
    );
}

/// Les textes sont numérotés, du premier au dernier.
#[test]
fn les_textes_sont_numerotes() {
    let instance = Instance::creer(table());
    let textes = ["bonjour", "où est l'œuf ?", "", "un octet nul \0 au milieu"];
    let reponses = textes.map(|texte| {
        let (statut, reponse) = instance.executer(PluginStr::new(texte));
        format!("{texte:?} -> statut {}, {reponse:?}", statut.0)
    });
    instantane!("reponses", reponses.join("\n"));
}

/// Chaque instance a ses numéros.
#[test]
fn chaque_instance_a_ses_numeros() {
    let (une, autre) = (Instance::creer(table()), Instance::creer(table()));
    let executer = |instance: &Instance| instance.executer(PluginStr::new("page")).1;
    let reponses = [
        executer(&une),
        executer(&autre),
        executer(&une),
        executer(&autre),
    ];
    // Le module lui-même dit ce qu'il faut attendre.
    let mut module = Numeroteur::default();
    let (premier, second) = (module.execute("page"), module.execute("page"));
    assert_eq!(
        reponses,
        [premier.clone(), premier, second.clone(), second],
        "deux instances appelées à tour de rôle : chacune compte pour elle-même, sans compter \
         les textes de l'autre"
    );
}

/// Un texte prêté s'arrête à sa longueur, pas à un octet nul.
#[test]
fn un_texte_s_arrete_a_sa_longueur() {
    let instance = Instance::creer(table());
    let phrase = "été comme hiver 🌨 !";
    for (rang, fin) in [3, 6, phrase.len(), 0].into_iter().enumerate() {
        let debut = &phrase[..fin];
        let (_, reponse) = instance.executer(PluginStr::new(debut));
        assert_eq!(
            reponse,
            format!("{}. {debut}", rang + 1),
            "le texte prêté compte {fin} octets ; la suite est à l'hôte, et n'en fait pas partie"
        );
    }
}
