//! Le moteur de l'unification, réduit à son type partagé.

/// Un texte partagé.
#[cfg(not(feature = "sync"))]
pub type Shared = std::rc::Rc<str>;
/// Un texte partagé entre fils d'exécution.
#[cfg(feature = "sync")]
pub type Shared = std::sync::Arc<str>;

/// La version du crate et son type.
pub fn describe() -> String {
    format!(
        "moteur {} : {}",
        env!("CARGO_PKG_VERSION"),
        std::any::type_name::<Shared>()
    )
}

/// Un moteur.
pub struct Engine;
