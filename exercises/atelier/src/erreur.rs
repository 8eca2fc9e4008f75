//! Une erreur de l'atelier : ce qui s'est passé, et ce qu'on peut faire.

use std::path::Path;
use std::{fmt, io};

use francais::output;

/// Le résultat d'une action de l'atelier.
pub type Resultat<T> = Result<T, Erreur>;

/// Un fait et, s'il y en a un, son remède. Tous deux s'adressent à l'utilisateur.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erreur {
    /// Ce qui s'est passé, avec le fichier en cause.
    pub fait: String,
    /// Ce qu'il y a à faire.
    pub remede: Option<String>,
    /// Celui qui lisait l'atelier n'en veut plus (`| head`) : il n'y a rien à dire à personne.
    pub tube_ferme: bool,
}

impl Erreur {
    /// Une erreur sans remède connu.
    pub fn nouvelle(fait: impl Into<String>) -> Self {
        Self {
            fait: fait.into(),
            remede: None,
            tube_ferme: false,
        }
    }

    /// Ajoute le remède.
    #[must_use]
    pub fn avec_remede(mut self, remede: impl Into<String>) -> Self {
        self.remede = Some(remede.into());
        self
    }

    /// La même erreur, où les chemins sont donnés depuis la racine du projet.
    #[must_use]
    pub fn depuis(mut self, racine: &Path) -> Self {
        let prefixe = format!("{}{}", racine.display(), std::path::MAIN_SEPARATOR);
        self.fait = self.fait.replace(&prefixe, "");
        self
    }

    /// L'échec d'une opération sur un fichier.
    pub fn fichier(action: &str, chemin: &Path, source: &io::Error) -> Self {
        Self::nouvelle(format!(
            "{} : impossible {} ce fichier, {}",
            chemin.display(),
            francais::de(action),
            francais::cause(source)
        ))
    }
}

impl fmt::Display for Erreur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.fait)?;
        if let Some(remede) = &self.remede {
            write!(f, "\n→ {remede}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Erreur {}

/// Une écriture dans le terminal qui échoue (un tube fermé, souvent) arrête l'atelier.
impl From<io::Error> for Erreur {
    fn from(source: io::Error) -> Self {
        match output::write_failure(&source) {
            Some(fait) => Self::nouvelle(fait),
            None => Self {
                tube_ferme: true,
                ..Self::nouvelle("plus personne ne lit ce que l'atelier écrit")
            },
        }
    }
}
