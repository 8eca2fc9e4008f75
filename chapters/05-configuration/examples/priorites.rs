//! Qui l'emporte : la valeur par défaut, le fichier ou l'environnement.
//!
//! À lancer par `cargo run -p ch-configuration --example priorites`.

use std::error::Error;

use ch_configuration::{Config, Environment, Report, Source};

// ANCHOR: main
fn main() -> Result<(), Box<dyn Error>> {
    let silent = "[[module]]\ntype = \"compteur\"\n";
    let explicit = "longueur_max = 500\n[[module]]\ntype = \"compteur\"\nactif = true\n";
    let nothing = Environment::empty();
    let both =
        Environment::from_variables([("HOTE_LONGUEUR_MAX", "80"), ("HOTE_DESACTIVER", "compteur")]);

    show("ni fichier ni variable", silent, &nothing)?;
    show("le fichier", explicit, &nothing)?;
    show("le fichier et les variables", explicit, &both)?;

    let typo = Environment::from_variables([("HOTE_LONGEUR_MAX", "80")]);
    if let Err(report) = show("une faute de frappe", silent, &typo) {
        print!("\n{report}");
    }
    Ok(())
}

fn show(title: &str, text: &str, environment: &Environment) -> Result<(), Report> {
    let config = Config::parse(Source::new("hote.toml", text), environment)?;
    let (longest, compteur) = (config.max_chars, config.modules()[0].enabled);
    println!("{title}");
    println!("  longueur_max   = {} ({})", longest.value, longest.origin);
    println!(
        "  compteur.actif = {} ({})",
        compteur.value, compteur.origin
    );
    Ok(())
}
// ANCHOR_END: main
