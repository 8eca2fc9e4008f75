//! Les appels : rapports, temps, débit, et la chaîne de l'hôte.

use super::format::{rate, ratio, size, spread, table, time};
use crate::record::{Call, Record};

/// La référence des appels.
const DIRECT: &str = "direct";

/// Une ligne par porte : son meilleur et son pire rapport.
pub(super) fn reading(record: &Record) -> String {
    let mut text = String::new();
    for door in record
        .distinct(|call| &call.porte)
        .into_iter()
        .filter(|door| *door != DIRECT)
    {
        let own = || record.appels.iter().filter(|call| call.porte == *door);
        let by_ratio = |a: &&Call, b: &&Call| a.rapport.mediane.total_cmp(&b.rapport.mediane);
        let (Some(best), Some(worst)) = (own().min_by(by_ratio), own().max_by(by_ratio)) else {
            continue;
        };
        let say = |call: &Call| {
            format!(
                "{} ({}, {})",
                ratio(call.rapport.mediane),
                call.module,
                size(call.octets as f64)
            )
        };
        text.push_str(&format!(
            "- `{door}` : de {} à {}.\n",
            say(best),
            say(worst)
        ));
    }
    text
}

pub(super) fn ratios(record: &Record) -> String {
    per_module(record, |call| spread(&call.rapport, ratio))
}

pub(super) fn times(record: &Record) -> String {
    let times = per_module(record, |call| spread(&call.nanosecondes, time));
    let largest = record
        .appels
        .iter()
        .map(|call| call.octets)
        .max()
        .unwrap_or_default();
    let modules = record.distinct(|call| &call.module);
    let mut rows = vec![
        [
            vec!["débit".to_owned()],
            modules.iter().map(|module| format!("`{module}`")).collect(),
        ]
        .concat(),
    ];
    for door in record.distinct(|call| &call.porte) {
        let cell = |module: &&String| {
            let call = record.call(module, largest, door);
            call.map_or("non mesuré".to_owned(), |call| {
                rate(call.octets as f64 / call.nanosecondes.mediane * 1e9)
            })
        };
        rows.push(
            [
                vec![format!("`{door}`")],
                modules.iter().map(cell).collect(),
            ]
            .concat(),
        );
    }
    format!(
        "{times}\nLe débit, sur le texte de {} :\n\n{}",
        size(largest as f64),
        table(&rows)
    )
}

/// Un tableau par module : une ligne par porte, une colonne par taille de texte.
pub(super) fn per_module(record: &Record, cell: impl Fn(&Call) -> String) -> String {
    let sizes = record.distinct(|call| call.octets);
    let tables = record
        .distinct(|call| &call.module)
        .into_iter()
        .map(|module| {
            let titles = sizes.iter().map(|bytes| size(*bytes as f64));
            let mut rows = vec![
                std::iter::once(format!("`{module}`"))
                    .chain(titles)
                    .collect(),
            ];
            for door in record.distinct(|call| &call.porte) {
                let cells = sizes.iter().map(|bytes| {
                    record
                        .call(module, *bytes, door)
                        .map_or("non mesuré".to_owned(), &cell)
                });
                rows.push(
                    std::iter::once(format!("`{door}`"))
                        .chain(cells)
                        .collect::<Vec<_>>(),
                );
            }
            table(&rows)
        });
    tables.collect::<Vec<_>>().join("\n")
}

pub(super) fn chain(record: &Record) -> String {
    let chain = &record.chaine;
    let rows = [
        ["", "débit"].map(str::to_owned).to_vec(),
        vec![
            "la chaîne, deux modules intégrés".to_owned(),
            spread(&chain.chaine_octets_par_seconde, rate),
        ],
        vec![
            "les deux fonctions nues".to_owned(),
            spread(&chain.nu_octets_par_seconde, rate),
        ],
        vec![
            "**le rapport des débits**".to_owned(),
            spread(&chain.rapport, ratio),
        ],
    ];
    table(&rows)
}
