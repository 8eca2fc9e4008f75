//! Ce que les limites de Rhai ne voient pas, mesuré sur un moteur qui n'a qu'elles.

use std::sync::Arc;

use ch_scripts::{Limits, NoJournal, sandboxed_engine};
use rhai::Engine;

use crate::compteur::{self, peak};

/// La chaîne la plus longue que permettent les moteurs de ce fichier, en octets.
const MAX_STRING: usize = 2048;

/// Deux chaînes d'un kibioctet ; en remplacer chaque caractère par l'autre en donne une d'un
/// mébioctet.
const REPLACE: &str = r#"
    let s = "x";
    while s.bytes < 1024 { s += s; }
    s.replace("x", s);
"#;

#[test]
fn replace_construit_son_resultat_avant_de_le_mesurer() {
    let _alone = compteur::alone();
    let mut ordinary = Engine::new();
    ordinary.set_max_string_size(MAX_STRING);
    let bounded = Limits {
        string_bytes: MAX_STRING,
        ..Limits::default()
    };
    let bounded = sandboxed_engine(&bounded, "essai", Arc::new(NoJournal));

    let (refused, built) = peak(|| ordinary.run(REPLACE).is_err());
    assert!(refused, "la limite finit par voir la chaîne");
    assert!(built >= 1024 * 1024, "{built} octets seulement");

    let (refused, built) = peak(|| bounded.run(REPLACE).is_err());
    assert!(refused, "notre replace refuse aussi");
    assert!(built < 64 * 1024, "{built} octets");
}

/// La mémoire que prend un pointeur qui se capture `turns` fois.
fn curried(turns: u32) -> usize {
    let mut engine = Engine::new();
    engine.set_max_string_size(MAX_STRING);
    engine.set_max_array_size(10);
    engine.set_max_map_size(10);
    let script = format!("let f = Fn(\"f\"); for i in 0..{turns} {{ f = f.curry(f); }}");
    let (outcome, bytes) = peak(|| engine.run(&script));
    assert!(outcome.is_ok(), "aucune limite ne voit une capture");
    bytes
}

#[test]
fn une_capture_d_elle_meme_double_a_chaque_tour() {
    let _alone = compteur::alone();
    let (ten, twelve) = (curried(10), curried(12));
    let growth = twelve as f64 / ten as f64;
    assert!((3.5..4.5).contains(&growth), "deux tours : {growth}");
    // Dix tours de plus : mille fois plus. La page dit un demi-gibioctet.
    let gibibytes = twelve as f64 * 1024.0 / f64::from(1 << 30);
    assert!((0.3..0.7).contains(&gibibytes), "{gibibytes} Gio");
}

#[test]
fn retirer_sleep_comme_un_mot_ne_fait_rien() {
    let _alone = compteur::alone();
    let mut engine = Engine::new();
    engine.disable_symbol("sleep").disable_symbol("eval");
    assert!(engine.run("sleep(0)").is_ok(), "sleep est une fonction");
    assert!(engine.run("eval(\"1\")").is_err(), "eval est un mot");
}
