//! Ce qu'il advient de six modules hostiles, porte par porte.

use super::format::table;
use crate::record::{Record, Verdict};

pub(super) fn hostile(record: &Record) -> String {
    let mut doors: Vec<&str> = Vec::new();
    let mut faults: Vec<&str> = Vec::new();
    for ending in &record.hostiles {
        if !doors.contains(&&*ending.porte) {
            doors.push(&ending.porte);
        }
        if !faults.contains(&&*ending.faute) {
            faults.push(&ending.faute);
        }
    }
    let mut rows = vec![
        std::iter::once("faute".to_owned())
            .chain(doors.iter().map(|door| format!("`{door}`")))
            .collect::<Vec<_>>(),
    ];
    for fault in faults {
        let cells = doors.iter().map(|door| {
            let found = record
                .hostiles
                .iter()
                .find(|ending| ending.porte == *door && ending.faute == fault);
            found.map_or("non mesuré".to_owned(), |ending| {
                verdict(ending.fin).to_owned()
            })
        });
        rows.push(
            std::iter::once(describe(fault).to_owned())
                .chain(cells)
                .collect(),
        );
    }
    table(&rows)
}

pub(super) fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contenu => "échec, l'hôte continue",
        Verdict::Refuse => "refusé, l'hôte continue",
        Verdict::Reussi => "**le module réussit**",
        Verdict::Bloque => "**hôte bloqué**",
        Verdict::Gonfle => "**mémoire épuisée**",
        Verdict::Mort => "**hôte mort**",
        Verdict::Impossible => "impossible",
    }
}

pub(super) fn describe(fault: &str) -> &str {
    match fault {
        "boucle" => "boucle sans fin",
        "memoire" => "bombe de mémoire",
        "plantage" => "plantage : la pile déborde",
        "pointeur" => "mauvais pointeur",
        "panique" => "panique",
        "fichier" => "lecture d'un fichier",
        other => other,
    }
}

pub(super) fn findings(record: &Record) -> String {
    let mut rows = vec![
        ["porte", "faute", "ce qui a été observé"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for ending in &record.hostiles {
        // Une barre verticale finirait la cellule, un chevron ouvrirait une balise.
        let fact = ending.constat.replace('|', "\\|").replace('<', "&lt;");
        rows.push(vec![
            format!("`{}`", ending.porte),
            describe(&ending.faute).to_owned(),
            fact,
        ]);
    }
    table(&rows)
}
