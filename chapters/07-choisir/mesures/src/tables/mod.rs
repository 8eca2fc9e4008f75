//! Les tableaux, en Markdown, tels que la page les inclut et que le terminal les montre.
//!
//! Tout vient du relevé : la même fonction les écrit après une mesure et dans le test qui
//! vérifie que personne n'a changé un chiffre à la main.

mod calls;
mod costs;
mod format;
mod hostiles;

use calls::{chain, ratios, reading, times};
use costs::{loads, memory, programs};
use format::{date, number, size, time};
use hostiles::{findings, hostile};

use crate::record::Record;

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
