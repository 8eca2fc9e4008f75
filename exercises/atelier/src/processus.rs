//! Lancer un programme sous surveillance : un temps limité, une sortie bornée, et rien qui
//! lui survive.

use std::io::Read;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use process_wrap::std::{ChildWrapper, CommandWrap};

/// Ce qu'on garde du début, et autant de la fin, de chaque sortie d'un programme, en octets.
const GARDE: usize = 16 * 1024;

/// Le temps laissé aux lecteurs pour vider les tubes une fois le groupe arrêté. Un petit-fils
/// qui s'est échappé du groupe peut les tenir ouverts : on ne l'attend pas.
const VIDANGE: Duration = Duration::from_millis(300);

/// La fin d'un programme surveillé.
#[derive(Debug)]
pub struct Execution {
    /// Comment il a fini ; `None` si son temps était écoulé et qu'on l'a arrêté.
    pub statut: Option<ExitStatus>,
    /// Sa sortie standard, abrégée si elle est trop longue.
    pub sortie: String,
    /// Son erreur standard, de même.
    pub erreur: String,
}

/// Lance `commande` et attend sa fin, au plus `limite`. Elle est seule dans un groupe de
/// processus (un *job* sous Windows), qui est arrêté tout entier à la fin.
///
/// # Errors
///
/// Si le programme ne peut pas être lancé.
pub fn surveiller(mut commande: Command, limite: Duration) -> std::io::Result<Execution> {
    commande
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut groupe = CommandWrap::from(commande);
    #[cfg(unix)]
    groupe.wrap(process_wrap::std::ProcessGroup::leader());
    #[cfg(windows)]
    groupe.wrap(process_wrap::std::JobObject);

    let mut fils = groupe.spawn()?;
    let sortie = lire_a_part(fils.stdout().take());
    let erreur = lire_a_part(fils.stderr().take());
    let statut = attendre(fils.as_mut(), limite)?;
    // Même si le test a fini de lui-même : il a pu laisser un fils derrière lui.
    let _ = fils.start_kill();
    let _ = fils.inner_mut().wait();
    let echeance = Instant::now() + VIDANGE;
    Ok(Execution {
        statut,
        sortie: recueillir(&sortie, echeance),
        erreur: recueillir(&erreur, echeance),
    })
}

/// Attend la fin du processus de tête. `None` si la limite passe avant.
fn attendre(fils: &mut dyn ChildWrapper, limite: Duration) -> std::io::Result<Option<ExitStatus>> {
    let debut = Instant::now();
    let mut pause = Duration::from_micros(200);
    loop {
        // Le processus de tête seul : ses fils ne décident pas de la fin du test.
        if let Some(statut) = fils.inner_mut().try_wait()? {
            return Ok(Some(statut));
        }
        if debut.elapsed() >= limite {
            return Ok(None);
        }
        thread::sleep(pause);
        // Court tant que le test peut n'être que rapide, puis assez long pour ne pas charger la
        // machine : une seconde d'attente coûte moins de trois cents réveils.
        let plafond = debut.elapsed() / 16 + Duration::from_micros(500);
        pause = (pause * 2).min(plafond).min(Duration::from_millis(5));
    }
}

/// Lit un tube dans un fil à part, jusqu'au bout : un programme qui écrit un mégaoctet ne
/// doit pas rester bloqué parce que personne ne le lit.
fn lire_a_part(tube: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (envoi, reception) = mpsc::channel();
    thread::spawn(move || {
        let Some(mut tube) = tube else { return };
        let mut morceau = [0; 8192];
        while let Ok(lus @ 1..) = tube.read(&mut morceau) {
            if envoi.send(morceau[..lus].to_vec()).is_err() {
                return;
            }
        }
    });
    reception
}

/// Rassemble ce qui a été lu, au plus jusqu'à `echeance`, en gardant le début et la fin.
fn recueillir(tube: &Receiver<Vec<u8>>, echeance: Instant) -> String {
    let mut octets = Vec::new();
    let mut omis = 0;
    while let Ok(morceau) = tube.recv_timeout(echeance.saturating_duration_since(Instant::now())) {
        octets.extend(morceau);
        let exces = octets.len().saturating_sub(2 * GARDE);
        octets.drain(GARDE.min(octets.len())..GARDE.min(octets.len()) + exces);
        omis += exces;
    }
    abreger(&octets, omis)
}

fn abreger(octets: &[u8], omis: usize) -> String {
    if omis == 0 {
        return String::from_utf8_lossy(octets).replace("\r\n", "\n");
    }
    let (debut, fin) = octets.split_at(GARDE.min(octets.len()));
    let texte = format!(
        "{}\n[… {omis} octets passés sous silence …]\n{}",
        String::from_utf8_lossy(debut),
        String::from_utf8_lossy(fin)
    );
    texte.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::abreger;

    #[test]
    fn une_sortie_trop_longue_garde_son_debut_et_sa_fin() {
        let octets = [vec![b'a'; super::GARDE], vec![b'z'; 10]].concat();
        let texte = abreger(&octets, 7);
        assert!(texte.starts_with("aaa") && texte.ends_with("zzz"));
        assert!(texte.contains("[… 7 octets passés sous silence …]"));
    }
}
