//! Pourquoi une opération du système a échoué.

use std::io::{Error, ErrorKind};

/// La cause de `error`, en une proposition qui suit « : » ou « , » :
/// « impossible de lire ce fichier, il n'existe pas ».
///
/// Quand nous n'avons pas de mots, ceux du système, avec leur code.
pub fn cause(error: &Error) -> String {
    // Une erreur faite par un programme porte son propre message : il en dit plus que son genre.
    if let Some(message) = error.get_ref() {
        return message.to_string();
    }
    match known(error.kind()).or_else(|| by_code(error.raw_os_error()?)) {
        Some(words) => words.to_owned(),
        None => unknown(error),
    }
}

/// Les genres que la bibliothèque standard distingue sur tous les systèmes.
fn known(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => "il n'existe pas",
        ErrorKind::PermissionDenied => "l'accès est refusé",
        ErrorKind::AlreadyExists => "il existe déjà",
        ErrorKind::IsADirectory => "c'est un dossier",
        ErrorKind::NotADirectory => "un dossier de ce chemin n'en est pas un",
        ErrorKind::DirectoryNotEmpty => "le dossier n'est pas vide",
        ErrorKind::ReadOnlyFilesystem => "le système de fichiers est en lecture seule",
        ErrorKind::StorageFull => "le disque est plein",
        ErrorKind::QuotaExceeded => "votre quota de disque est atteint",
        ErrorKind::FileTooLarge => "il serait trop gros",
        ErrorKind::InvalidFilename => "son nom est trop long, ou le système n'en veut pas",
        ErrorKind::InvalidData => "il n'est pas en UTF-8",
        ErrorKind::UnexpectedEof => "il finit trop tôt",
        ErrorKind::BrokenPipe => "plus personne ne lit",
        ErrorKind::Interrupted => "l'opération a été interrompue",
        ErrorKind::TimedOut => "le délai est dépassé",
        ErrorKind::WouldBlock => "il n'est pas prêt",
        ErrorKind::WriteZero => "l'écriture n'avance plus",
        ErrorKind::OutOfMemory => "la mémoire manque",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "un autre programme s'en sert",
        ErrorKind::CrossesDevices => "l'autre emplacement est sur un autre disque",
        ErrorKind::AddrInUse => "cette adresse est déjà prise",
        ErrorKind::AddrNotAvailable => "cette adresse n'est pas celle de cette machine",
        ErrorKind::ConnectionRefused => "la connexion est refusée",
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted => "la connexion a été coupée",
        ErrorKind::Unsupported => "ce système ne sait pas le faire",
        _ => return None,
    })
}

/// Ce que la bibliothèque standard ne distingue pas encore.
#[cfg(unix)]
fn by_code(code: i32) -> Option<&'static str> {
    const FILESYSTEM_LOOP: i32 = if cfg!(target_os = "linux") { 40 } else { 62 };
    Some(match code {
        5 => "le disque ou le périphérique ne répond pas comme il faut",
        8 => "ce n'est pas un programme de cette machine",
        23 | 24 => "trop de fichiers sont ouverts",
        FILESYSTEM_LOOP => "ses liens tournent en rond",
        _ => return None,
    })
}

/// Ce que la bibliothèque standard ne distingue pas encore.
#[cfg(windows)]
fn by_code(code: i32) -> Option<&'static str> {
    Some(match code {
        4 => "trop de fichiers sont ouverts",
        32 | 33 => "un autre programme le tient ouvert",
        193 => "ce n'est pas un programme de cette machine",
        _ => return None,
    })
}

#[cfg(not(any(unix, windows)))]
fn by_code(_code: i32) -> Option<&'static str> {
    None
}

fn unknown(error: &Error) -> String {
    let text = error.to_string();
    match error.raw_os_error() {
        Some(code) => {
            let text = text.trim_end_matches(&format!(" (os error {code})"));
            format!("le système le refuse ({text}, code {code})")
        }
        None => format!("le système le refuse ({text})"),
    }
}

/// La préposition « de » devant un verbe, élidée s'il le faut : « d'écrire », « de lire ».
///
/// Devant un « h », rien ne dit s'il est muet : la préposition y reste entière.
pub fn de(verb: &str) -> String {
    let vowel = |c| "aeiouyàâéèêëîïôùûœ".contains(c);
    if verb.to_lowercase().starts_with(vowel) {
        format!("d'{verb}")
    } else {
        format!("de {verb}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn la_preposition_s_elide_devant_une_voyelle() {
        assert_eq!(de("écrire"), "d'écrire");
        assert_eq!(de("ouvrir"), "d'ouvrir");
        assert_eq!(de("lire"), "de lire");
        assert_eq!(de("Écrire"), "d'Écrire");
    }

    #[test]
    fn une_vraie_erreur_du_systeme_est_en_francais() {
        let folder = std::env::temp_dir();
        let absent = std::fs::read(folder.join("francais-rien-de-tel")).unwrap_err();
        assert_eq!(cause(&absent), "il n'existe pas");
        let occupied = std::fs::create_dir(&folder).unwrap_err();
        assert_eq!(cause(&occupied), "il existe déjà");
        let long = std::fs::read(folder.join("n".repeat(5000))).unwrap_err();
        let long = cause(&long);
        assert!(long.contains("trop long") || cfg!(windows), "{long}");
    }

    #[test]
    fn un_texte_qui_n_est_pas_de_l_utf8_se_dit() {
        let mut text = String::new();
        let error = std::io::Read::read_to_string(&mut &b"\xff"[..], &mut text).unwrap_err();
        assert_eq!(cause(&error), "il n'est pas en UTF-8");
    }

    #[cfg(unix)]
    #[test]
    fn les_codes_d_unix_ont_leurs_mots() {
        let words = |code| cause(&Error::from_raw_os_error(code));
        assert_eq!(words(28), "le disque est plein");
        assert_eq!(words(30), "le système de fichiers est en lecture seule");
        assert_eq!(words(24), "trop de fichiers sont ouverts");
        assert_eq!(words(21), "c'est un dossier");
    }

    #[test]
    fn une_erreur_sans_mots_garde_ceux_du_systeme_et_son_code() {
        let text = cause(&Error::from_raw_os_error(19));
        assert!(text.starts_with("le système le refuse ("), "{text}");
        assert!(text.ends_with(", code 19)"), "{text}");
        assert!(!text.contains("os error"), "{text}");
    }

    #[test]
    fn le_message_d_un_programme_passe_avant_le_genre() {
        let error = Error::new(ErrorKind::NotFound, "aucun greffon de ce nom");
        assert_eq!(cause(&error), "aucun greffon de ce nom");
    }
}
