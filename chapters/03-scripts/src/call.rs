//! L'appel en cours sur ce fil d'exécution : son échéance, et les notes qui lui restent.
//!
//! Un moteur est partagé entre plusieurs fils, et ses fonctions ne savent pas au nom de
//! quel appel elles travaillent. Une case propre au fil (*thread local*) le leur dit.

use std::cell::Cell;
use std::time::{Duration, Instant};

use crate::{Limit, Limits};

#[derive(Clone, Copy)]
struct Call {
    time: Duration,
    /// Fixée à la première question : un appel très court ne lit jamais l'heure.
    deadline: Option<Instant>,
    notes_left: usize,
    /// Les instructions de Lua qui restent ; Rhai tient son propre compte.
    operations_left: u64,
    /// La première limite atteinte, et sa ligne.
    stopped: Option<(Limit, Option<usize>)>,
}

thread_local! {
    static CURRENT: Cell<Option<Call>> = const { Cell::new(None) };
}

// ANCHOR: appel
/// Rend à l'appel précédent sa place quand celui-ci se termine, même par un panic.
pub(crate) struct CallGuard {
    previous: Option<Call>,
}

/// Ouvre un appel : jusqu'à la destruction du garde, l'échéance et les notes sont les siennes.
pub(crate) fn begin(limits: &Limits) -> CallGuard {
    let call = Call {
        time: limits.time,
        deadline: None,
        notes_left: limits.notes,
        operations_left: limits.operations,
        stopped: None,
    };
    CallGuard {
        previous: CURRENT.replace(Some(call)),
    }
}

impl Drop for CallGuard {
    fn drop(&mut self) {
        CURRENT.set(self.previous);
    }
}

/// L'échéance de l'appel en cours est-elle passée ?
pub(crate) fn is_late() -> bool {
    let Some(mut call) = CURRENT.get() else {
        return false;
    };
    let now = Instant::now();
    if let Some(deadline) = call.deadline {
        return now >= deadline;
    }
    call.deadline = now.checked_add(call.time);
    CURRENT.set(Some(call));
    call.time.is_zero()
}
// ANCHOR_END: appel

// ANCHOR: compte
/// Retire `operations` du compte de l'appel ; rend la limite atteinte, s'il y en a une.
///
/// Une limite atteinte le reste jusqu'à la fin de l'appel : rien ne la fait oublier.
pub(crate) fn spend(operations: u64, line: Option<usize>) -> Option<Limit> {
    let mut call = CURRENT.get()?;
    match call.operations_left.checked_sub(operations) {
        Some(left) => call.operations_left = left,
        None => return Some(stop(Limit::Operations, line)),
    }
    CURRENT.set(Some(call));
    if is_late() {
        return Some(stop(Limit::Time, line));
    }
    stopped().map(|(limit, _)| limit)
}

/// Note que l'appel a atteint `limit` ; une limite plus ancienne garde sa place.
pub(crate) fn stop(limit: Limit, line: Option<usize>) -> Limit {
    let Some(mut call) = CURRENT.get() else {
        return limit;
    };
    let (first, _) = *call.stopped.get_or_insert((limit, line));
    CURRENT.set(Some(call));
    first
}

/// La limite que l'appel en cours a atteinte, et sa ligne.
pub(crate) fn stopped() -> Option<(Limit, Option<usize>)> {
    CURRENT.get().and_then(|call| call.stopped)
}
// ANCHOR_END: compte

/// Prend une note sur celles qui restent ; `false` s'il n'en reste pas.
pub(crate) fn take_note() -> bool {
    let Some(mut call) = CURRENT.get() else {
        return false;
    };
    let Some(left) = call.notes_left.checked_sub(1) else {
        return false;
    };
    call.notes_left = left;
    CURRENT.set(Some(call));
    true
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
