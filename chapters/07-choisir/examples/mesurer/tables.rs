//! Les tableaux, en Markdown, tels que la page les inclut et que le terminal les montre.
//!
//! Tout vient du relevé : la même fonction les écrit après une mesure et dans le test qui
//! vérifie que personne n'a changé un chiffre à la main.

use crate::record::{Call, Program, Record, Spread, Verdict};

/// La référence des programmes.
const BARE_HOST: &str = "hôte sans porte lourde";
/// La référence des appels.
const DIRECT: &str = "direct";

/// Les fragments : un nom de fichier, un titre pour le terminal, un texte.
pub(crate) fn fragments(record: &Record) -> Vec<(&'static str, &'static str, String)> {
    vec![
        ("machine.md", "La machine", machine(record)),
        ("lecture.md", "En deux mots", reading(record)),
        (
            "rapports.md",
            "Un appel, rapporté à l'appel direct",
            ratios(record),
        ),
        ("temps.md", "Les mêmes, en temps et en débit", times(record)),
        ("chaine.md", "La chaîne de l'hôte", chain(record)),
        ("chargement.md", "Charger un module", loads(record)),
        ("memoire.md", "La mémoire", memory(record)),
        (
            "programmes.md",
            "Le programme : taille et compilation",
            programs(record),
        ),
        ("hostiles.md", "Six modules hostiles", hostile(record)),
        ("constats.md", "Ce qui a été observé", findings(record)),
        (
            "parametres.md",
            "Les réglages de la mesure",
            settings(record),
        ),
    ]
}

fn machine(record: &Record) -> String {
    let machine = &record.machine;
    let memory = machine.memoire_octets.map_or(String::new(), |bytes| {
        format!(", {} de mémoire", size(bytes as f64))
    });
    let load = machine.charge.map_or(String::new(), |(start, end)| {
        let (start, end) = (number(start), number(end));
        format!(
            " Charge moyenne du système : {start} au début, {end} à la fin, pour {} cœurs.",
            machine.coeurs
        )
    });
    let noisy = match machine.charge {
        Some((start, end)) if start.max(end) > machine.coeurs as f64 => {
            " La machine était partagée et occupée : les rapports tiennent mieux que les temps."
        }
        _ => "",
    };
    let versions: Vec<String> = record
        .versions
        .iter()
        .map(|(name, version)| format!("{name} {version}"))
        .collect();
    format!(
        "*Mesuré le {} : {}, {} cœurs{memory}, {}, profil `release`. {}.{load}{noisy}*\n",
        date(&record.date),
        machine.processeur,
        machine.coeurs,
        machine.systeme,
        versions.join(", "),
    )
}

/// Une ligne par porte : son meilleur et son pire rapport.
fn reading(record: &Record) -> String {
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

fn ratios(record: &Record) -> String {
    per_module(record, |call| spread(&call.rapport, ratio))
}

fn times(record: &Record) -> String {
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
fn per_module(record: &Record, cell: impl Fn(&Call) -> String) -> String {
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

fn chain(record: &Record) -> String {
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

fn loads(record: &Record) -> String {
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

fn memory(record: &Record) -> String {
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

fn programs(record: &Record) -> String {
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

fn name(program: &Program) -> String {
    if program.nom.contains(' ') {
        program.nom.clone()
    } else {
        format!("avec `{}`", program.nom)
    }
}

fn hostile(record: &Record) -> String {
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

fn verdict(verdict: Verdict) -> &'static str {
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

fn describe(fault: &str) -> &str {
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

fn findings(record: &Record) -> String {
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

fn settings(record: &Record) -> String {
    let settings = &record.parametres;
    let lines: [String; 6] = [
        format!(
            "{} tours par porte, par lots d'environ {} ;",
            settings.tours,
            time(settings.lot_microsecondes as f64 * 1e3)
        ),
        format!(
            "{} tours si un appel dure plus d'un vingtième de seconde ; l'horloge des appels est : {} ;",
            settings.tours_d_un_appel_lent, settings.horloge_des_appels
        ),
        format!(
            "{} processus neufs par porte pour le chargement à froid, et {} chargements à chaud dans chacun ;",
            settings.processus_par_porte, settings.chargements_a_chaud
        ),
        format!(
            "un module, puis {} de plus, pour la mémoire ;",
            settings.modules_de_plus
        ),
        format!(
            "un texte de {} pour la chaîne ;",
            size(settings.texte_de_la_chaine_octets as f64)
        ),
        format!(
            "{} s et {} pour l'hôte d'un module hostile.",
            settings.limite_hostile_secondes,
            size(settings.limite_hostile_octets as f64)
        ),
    ];
    lines.map(|line| format!("- {line}\n")).concat()
}

/// Une médiane, puis l'intervalle de la moitié des mesures quand il se voit.
fn spread(spread: &Spread, show: fn(f64) -> String) -> String {
    let [low, middle, high] = [spread.quart_bas, spread.mediane, spread.quart_haut].map(show);
    if low == high {
        return middle;
    }
    format!("{middle} [{low} ; {high}]")
}

/// Un tableau Markdown aux colonnes alignées ; la première ligne est le titre.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| {
        let longest = rows.iter().map(|row| row[column].chars().count()).max();
        longest.unwrap_or(0).max(3)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:width$}"))
            .collect();
        text.push_str(&format!("| {} |\n", cells.join(" | ")));
        if at == 0 {
            let line: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
            text.push_str(&format!("| {} |\n", line.join(" | ")));
        }
    }
    text
}

/// Trois chiffres au moins, une virgule.
fn number(value: f64) -> String {
    let digits = match value.abs() {
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{value:.digits$}").replace('.', ",")
}

/// « 2026-11-22 » devient « 22 novembre 2026 ».
fn date(iso: &str) -> String {
    const MONTHS: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    let parts: Vec<&str> = iso.split('-').collect();
    let month = parts
        .get(1)
        .and_then(|month| MONTHS.get(month.parse::<usize>().ok()?.checked_sub(1)?));
    match (parts.as_slice(), month) {
        ([year, _, day], Some(month)) => format!("{} {month} {year}", day.trim_start_matches('0')),
        _ => iso.to_owned(),
    }
}

fn ratio(value: f64) -> String {
    format!("×{}", number(value))
}

fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e3 => format!("{} ns", number(nanoseconds)),
        ..1e6 => format!("{} µs", number(nanoseconds / 1e3)),
        ..1e9 => format!("{} ms", number(nanoseconds / 1e6)),
        _ => format!("{} s", number(nanoseconds / 1e9)),
    }
}

fn seconds(seconds: f64) -> String {
    format!("{} s", number(seconds))
}

fn size(bytes: f64) -> String {
    let text = |value: f64, unit: &str| {
        let value = if value.fract() == 0.0 {
            format!("{value}")
        } else {
            number(value)
        };
        format!("{value} {unit}")
    };
    match bytes.abs() {
        ..1024.0 => text(bytes, "o"),
        ..1_048_576.0 => text(bytes / 1024.0, "Kio"),
        ..1_073_741_824.0 => text(bytes / 1_048_576.0, "Mio"),
        _ => text(bytes / 1_073_741_824.0, "Gio"),
    }
}

fn rate(bytes_per_second: f64) -> String {
    format!("{}/s", size(bytes_per_second))
}
