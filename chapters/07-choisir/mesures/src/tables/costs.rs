//! Ce qui se paie hors des appels : charger, tenir en mémoire, compiler, livrer.

use super::format::{seconds, size, spread, table, time};
use crate::record::{Program, Record};

/// La référence des programmes.
const BARE_HOST: &str = "hôte sans porte lourde";

pub(super) fn loads(record: &Record) -> String {
    let mut rows = vec![
        ["porte", "module", "à froid", "à chaud", "premier appel"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for load in &record.chargements {
        rows.push(vec![
            format!("`{}`", load.porte),
            load.module.clone(),
            spread(&load.froid_nanosecondes, time),
            spread(&load.chaud_nanosecondes, time),
            spread(&load.premier_appel_nanosecondes, time),
        ]);
    }
    table(&rows)
}

pub(super) fn memory(record: &Record) -> String {
    let mut rows = vec![
        ["porte", "module", "le premier", "chacun des suivants"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for memory in &record.memoire {
        rows.push(vec![
            format!("`{}`", memory.porte),
            memory.module.clone(),
            spread(&memory.premier_octets, size),
            spread(&memory.suivant_octets, size),
        ]);
    }
    table(&rows)
}

pub(super) fn programs(record: &Record) -> String {
    let Some(bare) = record.program(BARE_HOST) else {
        return "Non mesuré (option `--sans-compilation`).\n".to_owned();
    };
    let more = |own: f64, bare: f64, show: fn(f64) -> String| {
        if own < bare {
            format!("−{}", show(bare - own))
        } else {
            format!("+{}", show(own - bare))
        }
    };
    let mut rows = vec![
        [
            "programme",
            "crates",
            "taille",
            "ajouté",
            "compilation",
            "calcul",
            "calcul ajouté",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for program in &record.programmes {
        // Ces programmes ne contiennent pas l'hôte : ils n'y ajoutent rien.
        let apart = program.nom == bare.nom || program.nom.contains(' ');
        let added = |own: Option<f64>, bare: Option<f64>, show: fn(f64) -> String| match (own, bare)
        {
            (Some(own), Some(bare)) if !apart => more(own, bare, show),
            _ => "—".to_owned(),
        };
        let known = |value: Option<f64>| value.map_or("—".to_owned(), seconds);
        rows.push(vec![
            name(program),
            program.crates.to_string(),
            size(program.taille_octets as f64),
            added(
                Some(program.taille_octets as f64),
                Some(bare.taille_octets as f64),
                size,
            ),
            known(program.compilation_secondes),
            known(program.calcul_secondes),
            added(program.calcul_secondes, bare.calcul_secondes, seconds),
        ]);
    }
    let mut text = table(&rows);
    if record
        .programmes
        .iter()
        .any(|program| program.nom.ends_with(" seul"))
    {
        text.push_str("\nUn programme « seul » n'a pas d'hôte : un moteur, et rien d'autre.\n");
    }
    let missing = ["ffi", "rhai", "lua", "wasm"].into_iter();
    for door in missing.filter(|door| record.program(door).is_none()) {
        text.push_str(&format!("\nPas mesuré dans ce relevé : `{door}`.\n"));
    }
    text
}

pub(super) fn name(program: &Program) -> String {
    if program.nom.contains(' ') {
        program.nom.clone()
    } else {
        format!("avec `{}`", program.nom)
    }
}
