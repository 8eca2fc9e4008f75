//! Ce que l'on voit pendant que cela tourne, sur l'erreur standard.

use std::io::{self, IsTerminal as _};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// Une barre sur un terminal ; ailleurs, une ligne par étape.
pub(crate) struct Progress {
    bar: ProgressBar,
    plain: bool,
}

impl Progress {
    /// `steps` est le nombre d'appels d'[`advance`](Self::advance) à venir.
    pub(crate) fn new(steps: usize) -> Self {
        let style = ProgressStyle::with_template("[{bar:24}] {pos}/{len} {elapsed} {msg}");
        let bar = ProgressBar::new(steps as u64)
            .with_style(style.expect("un modèle fixe").progress_chars("=> "));
        bar.enable_steady_tick(Duration::from_millis(200));
        Self {
            bar,
            plain: !io::stderr().is_terminal(),
        }
    }

    /// Dit ce qui commence.
    pub(crate) fn say(&self, what: &str) {
        if self.plain {
            let (done, steps) = (self.bar.position() + 1, self.bar.length().unwrap_or(0));
            eprintln!("{done}/{steps} {what}");
        }
        self.bar.set_message(what.to_owned());
    }

    /// Une étape de moins.
    pub(crate) fn advance(&self) {
        self.bar.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
