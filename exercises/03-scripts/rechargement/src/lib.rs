//! Exercice : recharger un script sans arrêter l'hôte. L'énoncé est dans README.md.
//!
//! Pour vérifier : `cargo test -p ex-scripts-rechargement`

use std::path::Path;

/// Un script que l'on peut recharger.
#[derive(Debug)]
pub struct HotScript {
    // À vous : le chemin, le moteur, et la version en service.
}

impl HotScript {
    /// Charge le script `path`. `pause` est prêtée au script sous ce nom.
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas, ou si le script ne convient pas.
    pub fn load(path: &Path, pause: impl Fn() + Send + Sync + 'static) -> Result<Self, String> {
        let _ = pause;
        todo!("lire {}, l'analyser, vérifier « execute »", path.display())
    }

    /// Fait traiter un texte par la version en service.
    ///
    /// # Errors
    ///
    /// Le message du script.
    pub fn execute(&self, text: &str) -> Result<String, String> {
        todo!("appeler « execute » de la version en service sur {text:?}")
    }

    /// Relit le fichier ; `true` si une nouvelle version a pris le service.
    ///
    /// # Errors
    ///
    /// Si le fichier ne se lit pas ou si la nouvelle version ne convient pas : l'ancienne
    /// reste en service.
    pub fn reload(&self) -> Result<bool, String> {
        todo!("préparer la nouvelle version, puis seulement l'échanger")
    }
}
