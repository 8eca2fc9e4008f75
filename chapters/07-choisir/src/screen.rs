//! Ce que l'utilisateur voit sur l'erreur standard : la progression, le bilan.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use ch_choisir::{Ledger, Summary};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// Un travail plus court n'a pas besoin de barre.
const PATIENCE: Duration = Duration::from_millis(500);

/// Une barre de progression, qui n'apparaît que si le travail dure, et sur un terminal.
pub(crate) struct Progress {
    bar: ProgressBar,
    started: Instant,
    shown: bool,
    before: u64,
}

impl Progress {
    /// `total` est le nombre d'octets à lire, si on le connaît.
    pub(crate) fn new(total: Option<u64>) -> Self {
        let bar = match total {
            Some(total) => ProgressBar::new(total).with_style(style(
                "[{bar:30}] {percent:>3} %  {lu} sur {tout}  {debit}/s",
            )),
            None => ProgressBar::no_length().with_style(style("{spinner} {lu}  {debit}/s")),
        };
        bar.set_draw_target(ProgressDrawTarget::hidden());
        Self {
            bar,
            started: Instant::now(),
            shown: false,
            before: 0,
        }
    }

    /// Un texte entier est passé : le suivant compte à partir de zéro.
    pub(crate) fn finish_input(&mut self, summary: &Summary) {
        self.before += summary.read;
    }

    /// Note où l'on en est dans le texte en cours.
    pub(crate) fn update(&mut self, summary: &Summary) {
        if !self.shown && self.started.elapsed() > PATIENCE {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.shown = true;
        }
        self.bar.set_position(self.before + summary.read);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template)
        .expect("un modèle fixe")
        .progress_chars("=> ")
        .with_key(
            "lu",
            |state: &ProgressState, f: &mut dyn std::fmt::Write| {
                let _ = f.write_str(&bytes(state.pos()));
            },
        )
        .with_key(
            "tout",
            |state: &ProgressState, f: &mut dyn std::fmt::Write| {
                let _ = f.write_str(&bytes(state.len().unwrap_or_default()));
            },
        )
        .with_key(
            "debit",
            |state: &ProgressState, f: &mut dyn std::fmt::Write| {
                let _ = f.write_str(&bytes(state.per_sec() as u64));
            },
        )
}

/// Un nombre d'octets, à la française : « 1,5 Mio ».
pub(crate) fn bytes(count: u64) -> String {
    let units = ["Kio", "Mio", "Gio", "Tio"];
    let mut value = count as f64;
    let mut unit = if count < 2 { "octet" } else { "octets" };
    for next in units {
        if value < 1024.0 {
            break;
        }
        value /= 1024.0;
        unit = next;
    }
    let text = if unit.starts_with('o') {
        format!("{count}")
    } else {
        format!("{value:.1}").replace('.', ",")
    };
    format!("{text} {unit}")
}

/// Ce qui est passé, et les échecs de chaque module. Vide s'il n'y a rien à dire.
pub(crate) fn summary(ledger: &Ledger, total: Option<&Summary>) -> String {
    let mut text = String::new();
    if let Some(total) = total {
        let plural = if total.chunks < 2 { "" } else { "x" };
        let _ = writeln!(
            text,
            "{} morceau{plural}, {} lus, {} écrits",
            total.chunks,
            bytes(total.read),
            bytes(total.written)
        );
    }
    for (name, tally) in ledger.tallies() {
        let Some(first) = tally.first_failure() else {
            continue;
        };
        let (failures, calls) = (tally.failures(), tally.calls());
        let plural = if failures < 2 { "" } else { "s" };
        let mut effect = String::new();
        if tally.discards() > 0 {
            effect = " ; le module a été écarté".to_owned();
        }
        if let count @ 1.. = tally.skipped() {
            let plural = if count < 2 { ("", "") } else { ("x", "s") };
            effect = format!(" ; {count} morceau{} abandonné{}", plural.0, plural.1);
        }
        let _ = writeln!(
            text,
            "« {name} » : {failures} échec{plural} sur {calls}{effect}. Le premier : {first}"
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::bytes;

    #[test]
    fn les_octets_se_disent_en_francais() {
        assert_eq!(bytes(1), "1 octet");
        assert_eq!(bytes(1023), "1023 octets");
        assert_eq!(bytes(1536), "1,5 Kio");
        assert_eq!(bytes(1 << 30), "1,0 Gio");
    }
}
