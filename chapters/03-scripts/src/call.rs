//! L'appel en cours sur ce fil d'exécution : son échéance, et les notes qui lui restent.
//!
//! Un moteur est partagé entre plusieurs fils, et ses fonctions ne savent pas au nom de
//! quel appel elles travaillent. Une case propre au fil (*thread local*) le leur dit.

use std::cell::Cell;
use std::time::{Duration, Instant};

use crate::{Limit, Limits};

/// Une limite atteinte, et la ligne où elle l'a été si elle est connue.
type Stop = (Limit, Option<usize>);

// ANCHOR: appel
/// L'appel en cours sur ce fil. Un champ se lit et s'écrit seul, sans copier les autres.
#[derive(Clone)]
struct Call {
    open: Cell<bool>,
    time: Cell<Duration>,
    /// Fixée à la première question : un appel très court ne lit jamais l'heure.
    deadline: Cell<Option<Instant>>,
    notes_left: Cell<usize>,
    /// Les instructions de Lua qui restent ; Rhai tient son propre compte.
    operations_left: Cell<u64>,
    /// La première limite atteinte.
    stopped: Cell<Option<Stop>>,
}

thread_local! {
    static CURRENT: Call = const { Call::none() };
}

/// Rend à l'appel précédent sa place quand celui-ci se termine, même par un panic.
pub(crate) struct CallGuard {
    /// Un script peut appeler l'hôte, qui appelle un autre script : c'est rare.
    previous: Option<Call>,
}

/// Ouvre un appel : jusqu'à la destruction du garde, l'échéance et les notes sont les siennes.
pub(crate) fn begin(limits: &Limits) -> CallGuard {
    CURRENT.with(|call| {
        let previous = call.open.get().then(|| call.clone());
        call.open.set(true);
        call.time.set(limits.time);
        call.deadline.set(None);
        call.notes_left.set(limits.notes);
        call.operations_left.set(limits.operations);
        call.stopped.set(None);
        CallGuard { previous }
    })
}

impl Drop for CallGuard {
    fn drop(&mut self) {
        CURRENT.with(|call| match &self.previous {
            Some(previous) => call.resume(previous),
            None => call.open.set(false),
        });
    }
}

/// L'échéance de l'appel en cours est-elle passée ?
#[cfg(feature = "rhai")]
pub(crate) fn is_late() -> bool {
    CURRENT.with(Call::is_late)
}
// ANCHOR_END: appel

// ANCHOR: compte
/// Retire `operations` du compte de l'appel ; rend la limite atteinte, s'il y en a une.
///
/// Une limite atteinte le reste jusqu'à la fin de l'appel : rien ne la fait oublier.
#[cfg(feature = "lua")]
pub(crate) fn spend(operations: u64, line: Option<usize>) -> Option<Limit> {
    CURRENT.with(|call| {
        if !call.open.get() {
            return None;
        }
        match call.operations_left.get().checked_sub(operations) {
            Some(left) => call.operations_left.set(left),
            None => return Some(call.stop(Limit::Operations, line)),
        }
        if call.is_late() {
            return Some(call.stop(Limit::Time, line));
        }
        call.stopped.get().map(|(limit, _)| limit)
    })
}

/// Note que l'appel a atteint `limit` ; une limite plus ancienne garde sa place.
pub(crate) fn stop(limit: Limit, line: Option<usize>) -> Limit {
    CURRENT.with(|call| call.stop(limit, line))
}

/// La limite que l'appel en cours a atteinte, et sa ligne.
pub(crate) fn stopped() -> Option<Stop> {
    CURRENT.with(|call| call.stopped.get().filter(|_| call.open.get()))
}
// ANCHOR_END: compte

/// Prend une note sur celles qui restent ; `false` s'il n'en reste pas.
pub(crate) fn take_note() -> bool {
    CURRENT.with(|call| match call.notes_left.get().checked_sub(1) {
        Some(left) if call.open.get() => {
            call.notes_left.set(left);
            true
        }
        _ => false,
    })
}

impl Call {
    /// Aucun appel en cours.
    const fn none() -> Self {
        Self {
            open: Cell::new(false),
            time: Cell::new(Duration::ZERO),
            deadline: Cell::new(None),
            notes_left: Cell::new(0),
            operations_left: Cell::new(0),
            stopped: Cell::new(None),
        }
    }

    fn is_late(&self) -> bool {
        if !self.open.get() {
            return false;
        }
        let now = Instant::now();
        if let Some(deadline) = self.deadline.get() {
            return now >= deadline;
        }
        self.deadline.set(now.checked_add(self.time.get()));
        self.time.get().is_zero()
    }

    fn stop(&self, limit: Limit, line: Option<usize>) -> Limit {
        if !self.open.get() {
            return limit;
        }
        let first = self.stopped.get().unwrap_or((limit, line));
        self.stopped.set(Some(first));
        first.0
    }

    fn resume(&self, previous: &Self) {
        self.time.set(previous.time.get());
        self.deadline.set(previous.deadline.get());
        self.notes_left.set(previous.notes_left.get());
        self.operations_left.set(previous.operations_left.get());
        self.stopped.set(previous.stopped.get());
    }
}

/// La plus longue note transmise au journal, en octets.
pub(crate) const NOTE_BYTES: usize = 1024;

/// Une note à la taille du journal : coupée à [`NOTE_BYTES`], sur une seule ligne.
pub(crate) fn clip(message: &str) -> String {
    let end = message.floor_char_boundary(NOTE_BYTES);
    let mut line: String = message[..end]
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    if end < message.len() {
        line.push('…');
    }
    line
}
