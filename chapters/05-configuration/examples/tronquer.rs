//! Un fichier lu pendant qu'on l'écrit est coupé n'importe où. Et souvent, il reste valable.
//!
//! À lancer par `cargo run -p ch-configuration --example tronquer`.

use ch_configuration::{Config, Environment, Source, book_registry};

// ANCHOR: main
fn main() {
    let text = include_str!("hote.toml");
    let registry = book_registry().expect("les quatre types sont différents");
    let modules_of = |text: &str| {
        let config = Config::parse(Source::new("hote.toml", text), &Environment::empty()).ok()?;
        let workshop = registry.build(config).ok()?;
        Some(workshop.modules().count())
    };

    let whole = modules_of(text).unwrap_or_default();
    let cuts: Vec<usize> = (0..text.len())
        .filter(|&end| text.is_char_boundary(end))
        .collect();
    let accepted = cuts.iter().filter_map(|&end| modules_of(&text[..end]));
    let (fewer, same): (Vec<usize>, Vec<usize>) = accepted.partition(|&count| count != whole);

    println!("modules actifs dans le fichier entier : {whole}");
    println!("coupures possibles : {}", cuts.len());
    println!("refusées : {}", cuts.len() - fewer.len() - same.len());
    println!(
        "acceptées, avec un autre nombre de modules : {}",
        fewer.len()
    );
    println!("acceptées, avec le même nombre : {}", same.len());
}
// ANCHOR_END: main
