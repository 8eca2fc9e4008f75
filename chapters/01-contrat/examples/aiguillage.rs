//! Appeler un module par son type exact, ou par le contrat seul.
//!
//! À lancer par `cargo run -p ch-contrat --example aiguillage`. Ce que l'exemple enchaîne se
//! choisit à l'exécution : `cargo run -p ch-contrat --example aiguillage -- majuscules compteur`.

use std::any::type_name;
use std::env;
use std::error::Error;

use ch_contrat::{Compteur, Host, Majuscules, Plugin, PluginError, Typographie};

// ANCHOR: statique
/// Une fonction par type de module : le compilateur écrit `execute_static::<Majuscules>`,
/// `execute_static::<Compteur>`…
fn execute_static<P: Plugin>(plugin: &P, text: &str) -> Result<String, PluginError> {
    let name = type_name::<P>().rsplit("::").next().unwrap_or_default();
    println!("  copie de la fonction écrite pour {name}");
    plugin.execute(text)
}
// ANCHOR_END: statique

// ANCHOR: dynamique
/// Une seule fonction pour tous les modules : l'adresse d'`execute` est dans la table.
fn execute_dyn(plugin: &dyn Plugin, text: &str) -> Result<String, PluginError> {
    println!("  fonction commune, module « {} »", plugin.name());
    plugin.execute(text)
}
// ANCHOR_END: dynamique

// ANCHOR: choisir
/// Choisit un module par son nom : son type n'est connu qu'à l'exécution.
fn by_name(name: &str) -> Option<Box<dyn Plugin>> {
    match name {
        "majuscules" => Some(Box::new(Majuscules)),
        "compteur" => Some(Box::new(Compteur)),
        "typographie" => Some(Box::new(Typographie)),
        _ => None,
    }
}
// ANCHOR_END: choisir

fn main() -> Result<(), Box<dyn Error>> {
    println!("aiguillage statique");
    execute_static(&Majuscules, "un texte")?;
    execute_static(&Compteur, "un texte")?;

    println!("aiguillage dynamique");
    execute_dyn(&Majuscules, "un texte")?;
    execute_dyn(&Compteur, "un texte")?;

    let address = size_of::<usize>();
    println!("taille d'une référence, en adresses");
    println!("  &Majuscules : {}", size_of::<&Majuscules>() / address);
    println!("  &dyn Plugin : {}", size_of::<&dyn Plugin>() / address);

    let mut names: Vec<String> = env::args().skip(1).collect();
    if names.is_empty() {
        names = vec!["typographie".to_owned(), "majuscules".to_owned()];
    }
    println!("hôte composé à l'exécution : {}", names.join(", "));
    let mut host = Host::new();
    for name in &names {
        let plugin = by_name(name).ok_or_else(|| format!("pas de module « {name} »"))?;
        host.register(plugin)?;
    }
    host.init()?;
    print!("{}", host.run("l'hôte: oui")?);
    Ok(())
}
