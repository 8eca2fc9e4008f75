//! Exercice : mettre les modules en ordre et nommer un cycle. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-configuration-ordre`

/// Un module du fichier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// Son nom, unique dans le fichier.
    pub name: String,
    /// Sert-il ?
    pub enabled: bool,
    /// Les noms des modules qu'il attend.
    pub after: Vec<String>,
}

/// Pourquoi il n'y a pas d'ordre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OrderError {
    /// `module` attend `awaited`, qui n'est pas dans le fichier.
    Missing {
        /// Celui qui attend.
        module: String,
        /// Celui qui manque.
        awaited: String,
    },
    /// `module` attend `awaited`, qui n'est pas actif.
    Disabled {
        /// Celui qui attend.
        module: String,
        /// Celui qui ne sert pas.
        awaited: String,
    },
    /// Chacun attend le suivant, et le dernier attend le premier.
    Cycle(Vec<String>),
}

/// Les noms des modules actifs, dans l'ordre où ils travaillent.
///
/// # Errors
///
/// Si un module attend ce qui n'existe pas ou ne sert pas, ou si des modules s'attendent en
/// rond.
pub fn order(modules: &[Module]) -> Result<Vec<&str>, OrderError> {
    todo!(
        "placer {} modules, chacun après ceux qu'il attend",
        modules.len()
    )
}
