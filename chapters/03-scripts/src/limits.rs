//! Ce qu'un script a le droit de consommer, et à qui il parle.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::{Journal, NoJournal};

// ANCHOR: limites
/// Les limites d'un script. Aucune n'est infinie.
///
/// Les valeurs par défaut conviennent à un module qui transforme un texte d'une dizaine de
/// pages, sur un fil d'exécution d'au moins 1 Mio de pile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Taille du fichier source, en octets.
    pub source_bytes: usize,
    /// Taille du texte à traiter, en octets.
    pub input_bytes: usize,
    /// Opérations par appel : un pas de l'interprète Rhai, une instruction de Lua.
    pub operations: u64,
    /// Durée d'un appel. Elle rattrape ce que le compte des opérations ne voit pas.
    pub time: Duration,
    /// Appels de fonctions imbriqués (Rhai ; Lua a sa propre limite).
    pub call_depth: usize,
    /// Expressions imbriquées dans une fonction, comptées par l'analyseur (Rhai).
    pub expression_depth: usize,
    /// Variables visibles à la fois dans une fonction (Rhai).
    pub variables: usize,
    /// Taille d'une chaîne, en octets.
    pub string_bytes: usize,
    /// Éléments d'un tableau, ceux des tableaux qu'il contient compris (Rhai).
    pub array_items: usize,
    /// Entrées d'un dictionnaire, imbriquées comprises (Rhai).
    pub map_items: usize,
    /// Mémoire de tout l'interprète, en octets (Lua).
    pub memory_bytes: usize,
    /// Notes au journal par appel.
    pub notes: usize,
}
// ANCHOR_END: limites

impl Default for Limits {
    fn default() -> Self {
        Self {
            source_bytes: 64 * 1024,
            input_bytes: 256 * 1024,
            operations: 2_000_000,
            time: Duration::from_secs(5),
            call_depth: 16,
            expression_depth: 32,
            variables: 32,
            string_bytes: 256 * 1024,
            array_items: 1_000,
            map_items: 250,
            memory_bytes: 16 * 1024 * 1024,
            notes: 100,
        }
    }
}

/// Avec quoi charger un script : ses limites et son journal.
#[derive(Clone)]
pub struct ScriptOptions {
    /// Ce que le script peut consommer.
    pub limits: Limits,
    /// Qui reçoit ce que le script écrit par `log`.
    pub journal: Arc<dyn Journal>,
}

impl Default for ScriptOptions {
    /// Les limites par défaut, et un journal qui oublie tout.
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            journal: Arc::new(NoJournal),
        }
    }
}

impl fmt::Debug for ScriptOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScriptOptions")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
