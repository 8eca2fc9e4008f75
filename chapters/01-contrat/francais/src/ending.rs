//! Comment un processus s'est terminé, avec les mêmes mots sur tous les systèmes.

use std::fmt;
use std::process::ExitStatus;

/// Comment un processus s'est terminé.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending {
    /// De lui-même, avec ce code.
    Code(i32),
    /// Accès à une adresse interdite, ou mal formée.
    ForbiddenAccess,
    /// Arrêt volontaire (`abort`).
    Abort,
    /// Pile épuisée ; sous Unix, elle se confond avec un accès interdit ou un abandon.
    StackOverflow,
    /// Tas abîmé ; sous Unix, l'allocateur qui s'en aperçoit abandonne.
    HeapCorruption,
    /// Instruction que le processeur ne connaît pas.
    IllegalInstruction,
    /// Point d'arrêt.
    Breakpoint,
    /// Opération arithmétique interdite : une division par zéro.
    Arithmetic,
    /// Arrêt forcé, que le processus ne peut pas refuser.
    Killed,
    /// Arrêt demandé : Ctrl-C, terminal fermé, `kill`.
    Interrupted,
    /// Il écrivait dans un tube que plus personne ne lit.
    BrokenPipe,
    /// Un autre signal (Unix), ou un code d'erreur du système que nous ne nommons pas (Windows).
    Other(i32),
}

/// SIGBUS, qui n'a pas le même numéro partout.
const BUS: i32 = if cfg!(target_os = "linux") { 7 } else { 10 };

/// Une fin, ses signaux d'Unix (numéros de POSIX), et ses codes de Windows (NTSTATUS).
const TABLE: &[(Ending, &[i32], &[u32])] = &[
    (
        Ending::ForbiddenAccess,
        &[11, BUS],
        &[0xC000_0005, 0x8000_0002],
    ),
    // Windows nomme ce code « stack buffer overrun » ; c'est celui de `abort`.
    (Ending::Abort, &[6], &[0xC000_0409]),
    (Ending::StackOverflow, &[], &[0xC000_00FD]),
    (Ending::HeapCorruption, &[], &[0xC000_0374]),
    (Ending::IllegalInstruction, &[4], &[0xC000_001D]),
    (Ending::Breakpoint, &[5], &[0x8000_0003]),
    (
        Ending::Arithmetic,
        &[8],
        &[0xC000_0094, 0xC000_0095, 0xC000_008E],
    ),
    (Ending::Killed, &[9], &[]),
    (Ending::Interrupted, &[1, 2, 15], &[0xC000_013A]),
    (Ending::BrokenPipe, &[13], &[]),
];

impl Ending {
    /// Le processus a-t-il fini sans erreur ?
    pub fn is_success(self) -> bool {
        self == Self::Code(0)
    }

    /// Le système a-t-il mis fin au processus, ou s'est-il abandonné lui-même ?
    pub fn is_violent(self) -> bool {
        !matches!(self, Self::Code(_))
    }

    /// Ce qui s'est passé, en un groupe de mots, avec le terme anglais que l'on cherchera.
    pub fn reason(self) -> String {
        match self {
            Self::Code(0) => "aucune erreur".to_owned(),
            Self::Code(code) => format!("code {code}"),
            Self::ForbiddenAccess => {
                "accès à une adresse interdite (segmentation fault)".to_owned()
            }
            Self::Abort => "abandon (abort)".to_owned(),
            Self::StackOverflow => "pile épuisée (stack overflow)".to_owned(),
            Self::HeapCorruption => "tas abîmé (heap corruption)".to_owned(),
            Self::IllegalInstruction => "instruction illégale (illegal instruction)".to_owned(),
            Self::Breakpoint => "point d'arrêt (trap)".to_owned(),
            Self::Arithmetic => "opération arithmétique interdite".to_owned(),
            Self::Killed => "arrêt forcé (kill)".to_owned(),
            Self::Interrupted => "arrêt demandé (interrupt)".to_owned(),
            Self::BrokenPipe => "tube fermé (broken pipe)".to_owned(),
            // Un NTSTATUS d'erreur a ses bits de tête à 1 : il est négatif.
            Self::Other(code @ ..0) => format!("code {:#010X} du système", code.cast_unsigned()),
            Self::Other(signal) => format!("signal {signal}"),
        }
    }

    #[cfg(any(unix, test))]
    fn from_signal(signal: i32) -> Self {
        let row = TABLE
            .iter()
            .find(|(_, signals, _)| signals.contains(&signal));
        row.map_or(Self::Other(signal), |(ending, ..)| *ending)
    }

    /// Windows rend ces codes là où un programme rend le sien.
    #[cfg(any(not(unix), test))]
    fn from_code(code: i32) -> Self {
        let status = code.cast_unsigned();
        let row = TABLE
            .iter()
            .find(|(.., statuses)| statuses.contains(&status));
        match row {
            Some((ending, ..)) => *ending,
            None if status >= 0xC000_0000 => Self::Other(code),
            None => Self::Code(code),
        }
    }
}

impl From<ExitStatus> for Ending {
    #[cfg(unix)]
    fn from(status: ExitStatus) -> Self {
        use std::os::unix::process::ExitStatusExt;
        match (status.code(), status.signal()) {
            (Some(code), _) => Self::Code(code),
            (None, signal) => Self::from_signal(signal.unwrap_or_default()),
        }
    }

    #[cfg(not(unix))]
    fn from(status: ExitStatus) -> Self {
        Self::from_code(status.code().unwrap_or_default())
    }
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(0) => write!(f, "terminé sans erreur"),
            Self::Code(code) => write!(f, "terminé avec le code {code}"),
            Self::Abort => write!(f, "arrêté par lui-même : {}", self.reason()),
            _ => write!(f, "tué par le système : {}", self.reason()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_signal_et_le_code_de_windows_disent_la_meme_chose() {
        assert_eq!(Ending::from_signal(11), Ending::from_code(-1_073_741_819));
        assert_eq!(
            Ending::from_signal(6),
            Ending::from_code(0xC000_0409_u32.cast_signed())
        );
        assert_eq!(Ending::from_signal(BUS), Ending::ForbiddenAccess);
    }

    #[test]
    fn ce_qui_n_a_pas_de_nom_garde_son_numero() {
        assert_eq!(
            Ending::from_signal(31).to_string(),
            "tué par le système : signal 31"
        );
        let code = Ending::from_code(0xC000_0142_u32.cast_signed());
        assert_eq!(
            code.to_string(),
            "tué par le système : code 0xC0000142 du système"
        );
    }

    #[test]
    fn un_code_ordinaire_reste_un_code() {
        assert_eq!(Ending::from_code(3), Ending::Code(3));
        assert_eq!(Ending::from_code(-1), Ending::Other(-1));
        assert!(Ending::Code(0).is_success() && !Ending::Code(0).is_violent());
    }

    #[cfg(unix)]
    #[test]
    fn une_vraie_fin_se_lit() {
        let run = |script| {
            let status = std::process::Command::new("sh")
                .args(["-c", script])
                .status();
            Ending::from(status.unwrap())
        };
        assert_eq!(run("exit 3"), Ending::Code(3));
        assert_eq!(run("kill -ABRT $$"), Ending::Abort);
        assert_eq!(run("kill -KILL $$"), Ending::Killed);
    }
}
