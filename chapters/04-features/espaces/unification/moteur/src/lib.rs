//! Un moteur de script en miniature, dont la feature `sync` change les types : la forme de
//! celle de rhai.

// ANCHOR: moteur
/// Un texte partagé.
#[cfg(not(feature = "sync"))]
pub type Shared = std::rc::Rc<str>;
/// Un texte partagé entre fils d'exécution.
#[cfg(feature = "sync")]
pub type Shared = std::sync::Arc<str>;

/// Ce qu'on demande à une fonction confiée au moteur : rien…
#[cfg(not(feature = "sync"))]
pub trait Callback: Fn(Shared) + 'static {}
#[cfg(not(feature = "sync"))]
impl<F: Fn(Shared) + 'static> Callback for F {}

/// … ou de pouvoir changer de fil d'exécution.
#[cfg(feature = "sync")]
pub trait Callback: Fn(Shared) + Send + Sync + 'static {}
#[cfg(feature = "sync")]
impl<F: Fn(Shared) + Send + Sync + 'static> Callback for F {}
// ANCHOR_END: moteur

/// Le moteur : il donne ce qu'on lui écrit à la fonction qu'on lui a confiée.
#[derive(Default)]
pub struct Engine {
    on_print: Option<Box<dyn Callback>>,
}

impl Engine {
    /// Confie au moteur la fonction qui reçoit ce que les scripts écrivent.
    pub fn on_print(&mut self, callback: impl Callback) {
        self.on_print = Some(Box::new(callback));
    }

    /// Écrit un texte.
    pub fn print(&self, text: &str) {
        if let Some(callback) = &self.on_print {
            callback(text.into());
        }
    }
}
