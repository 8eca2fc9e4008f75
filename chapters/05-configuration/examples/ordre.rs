//! L'ordre des modules : celui du fichier, corrigé par ce que chacun attend.
//!
//! À lancer par `cargo run -p ch-configuration --example ordre`.

use ch_configuration::{Config, Environment, Source};

const FILE: &str = r#"
[[module]]
type = "compteur"
apres = ["typographie", "majuscules"]

[[module]]
type = "majuscules"
apres = ["typographie"]

[[module]]
type = "typographie"

[[module]]
type = "remplacer"
"#;

// ANCHOR: main
fn main() {
    show("tel quel", FILE);
    // « typographie » attend à son tour « compteur » : la boucle est bouclée.
    let typographie = "type = \"typographie\"";
    let loops = FILE.replace(
        typographie,
        &format!("{typographie}\napres = [\"compteur\"]"),
    );
    show("en rond", &loops);
    let off = FILE.replace(typographie, &format!("{typographie}\nactif = false"));
    show("sans typographie", &off);
}

fn show(title: &str, text: &str) {
    println!("== {title}");
    match Config::parse(Source::new("hote.toml", text), &Environment::empty()) {
        Ok(config) => {
            let names: Vec<&str> = config
                .enabled()
                .map(|module| module.name.as_str())
                .collect();
            println!("{}", names.join(", "));
        }
        Err(report) => print!("{report}"),
    }
}
// ANCHOR_END: main
