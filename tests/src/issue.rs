//! La fin d'un processus, dite avec les mêmes mots sur tous les systèmes.

use std::fmt;
use std::process::ExitStatus;

/// Comment un processus s'est terminé.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Issue {
    /// De lui-même, avec ce code.
    Code(i32),
    /// Accès à une adresse interdite : SIGSEGV ou SIGBUS ; sous Windows, *access violation*.
    AccesInterdit,
    /// Arrêt volontaire (`abort`) : SIGABRT ; sous Windows, *fail fast*.
    Abandon,
    /// Un autre signal (Unix) ou un code que nous ne nommons pas.
    Autre(i32),
}

impl Issue {
    /// Le processus a-t-il fini sans erreur ?
    pub fn est_un_succes(self) -> bool {
        self == Self::Code(0)
    }
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(0) => write!(f, "terminé sans erreur"),
            Self::Code(code) => write!(f, "terminé avec le code {code}"),
            Self::AccesInterdit => {
                write!(
                    f,
                    "tué par le système : accès à une adresse interdite (segmentation fault)"
                )
            }
            Self::Abandon => write!(f, "arrêté par lui-même : abandon (abort)"),
            Self::Autre(code) => write!(f, "tué par le signal {code}"),
        }
    }
}

#[cfg(unix)]
impl From<ExitStatus> for Issue {
    fn from(statut: ExitStatus) -> Self {
        use std::os::unix::process::ExitStatusExt;
        // Les numéros sont ceux de POSIX, sauf SIGBUS : 7 sous Linux, 10 sous macOS et les BSD.
        const SIGABRT: i32 = 6;
        const SIGSEGV: i32 = 11;
        const SIGBUS: i32 = if cfg!(target_os = "linux") { 7 } else { 10 };
        match (statut.code(), statut.signal()) {
            (Some(code), _) => Self::Code(code),
            (None, Some(SIGABRT)) => Self::Abandon,
            (None, Some(SIGSEGV | SIGBUS)) => Self::AccesInterdit,
            (None, signal) => Self::Autre(signal.unwrap_or(-1)),
        }
    }
}

#[cfg(not(unix))]
impl From<ExitStatus> for Issue {
    fn from(statut: ExitStatus) -> Self {
        const ACCESS_VIOLATION: u32 = 0xC000_0005;
        const FAIL_FAST: u32 = 0xC000_0409;
        match statut.code().map(|code| (code, code as u32)) {
            Some((_, ACCESS_VIOLATION)) => Self::AccesInterdit,
            Some((_, FAIL_FAST)) => Self::Abandon,
            Some((code, brut)) if brut >= 0xC000_0000 => Self::Autre(code),
            Some((code, _)) => Self::Code(code),
            None => Self::Autre(-1),
        }
    }
}
