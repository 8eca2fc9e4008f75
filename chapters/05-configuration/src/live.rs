//! Une valeur que l'on remplace pendant que d'autres s'en servent.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

// ANCHOR: vivant
/// La valeur du moment.
///
/// Qui veut s'en servir en prend une copie du pointeur et la garde le temps de son travail :
/// un remplacement ne la change pas sous ses pieds. Le verrou n'est tenu que pour copier ou
/// échanger un pointeur, jamais pendant le travail.
#[derive(Debug)]
pub struct Live<T> {
    current: Mutex<Arc<T>>,
}

impl<T> Live<T> {
    /// Commence par `value`.
    pub fn new(value: T) -> Self {
        Self {
            current: Mutex::new(Arc::new(value)),
        }
    }

    /// La valeur du moment, entière, aussi longtemps qu'on la garde.
    pub fn current(&self) -> Arc<T> {
        Arc::clone(&self.lock())
    }

    /// Met `value` à la place de la valeur du moment, et rend l'ancienne.
    ///
    /// L'ancienne vit encore tant que quelqu'un s'en sert ; le dernier la détruit.
    pub fn replace(&self, value: T) -> Arc<T> {
        // Le nouveau pointeur est prêt avant que le verrou soit pris.
        let value = Arc::new(value);
        std::mem::replace(&mut *self.lock(), value)
    }

    fn lock(&self) -> MutexGuard<'_, Arc<T>> {
        // Rien ne panique sous ce verrou : un pointeur n'est jamais à moitié échangé.
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
// ANCHOR_END: vivant
