//! Des nombres écrits à la française, et un tableau en Markdown.

use crate::record::Spread;

/// Un tableau Markdown aux colonnes alignées ; la première ligne est le titre.
pub(super) fn table(rows: &[Vec<String>]) -> String {
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
pub(super) fn number(value: f64) -> String {
    let digits = match value.abs() {
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    format!("{value:.digits$}").replace('.', ",")
}

/// « 2026-11-22 » devient « 22 novembre 2026 ».
pub(super) fn date(iso: &str) -> String {
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

pub(super) fn ratio(value: f64) -> String {
    format!("×{}", number(value))
}

pub(super) fn time(nanoseconds: f64) -> String {
    match nanoseconds {
        ..1e3 => format!("{} ns", number(nanoseconds)),
        ..1e6 => format!("{} µs", number(nanoseconds / 1e3)),
        ..1e9 => format!("{} ms", number(nanoseconds / 1e6)),
        _ => format!("{} s", number(nanoseconds / 1e9)),
    }
}

pub(super) fn seconds(seconds: f64) -> String {
    format!("{} s", number(seconds))
}

pub(super) fn size(bytes: f64) -> String {
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

pub(super) fn rate(bytes_per_second: f64) -> String {
    format!("{}/s", size(bytes_per_second))
}

/// Une médiane, puis l'intervalle de la moitié des mesures quand il se voit.
pub(super) fn spread(spread: &Spread, show: fn(f64) -> String) -> String {
    let [low, middle, high] = [spread.quart_bas, spread.mediane, spread.quart_haut].map(show);
    if low == high {
        return middle;
    }
    format!("{middle} [{low} ; {high}]")
}
