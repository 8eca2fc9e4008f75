//! Résumer des mesures par leur milieu : sur une machine occupée, la moyenne ne dit rien.

use crate::record::Spread;

/// La médiane et les quartiles. Il faut au moins une mesure.
pub(crate) fn spread(mut samples: Vec<f64>) -> Spread {
    samples.sort_by(f64::total_cmp);
    let at = |part: f64| {
        let position = part * (samples.len() - 1) as f64;
        let (low, high) = (position.floor() as usize, position.ceil() as usize);
        let rest = position - position.floor();
        rounded(samples[low] * (1.0 - rest) + samples[high] * rest)
    };
    Spread {
        quart_bas: at(0.25),
        mediane: at(0.5),
        quart_haut: at(0.75),
    }
}

/// Quatre chiffres suffisent, et le fichier se relit.
pub(crate) fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    // Par le texte : « 0.123400000001 » n'y survit pas.
    format!("{value:.3e}").parse().unwrap_or(value)
}
