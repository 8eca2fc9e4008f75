//! Lancer un programme sous surveillance : un temps limité, une sortie bornée, et rien qui
//! lui survive, ni qui survive à l'atelier.

use std::collections::VecDeque;
use std::io::Read;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::{Duration, Instant};

use process_wrap::std::{ChildWrapper, CommandWrap};

/// Ce qu'on garde du début, et autant de la fin, de chaque sortie d'un programme, en octets.
const GARDE: usize = 16 * 1024;

/// Le temps laissé aux lecteurs pour vider les tubes une fois le groupe arrêté. Un petit-fils
/// qui s'est échappé du groupe peut les tenir ouverts : on ne l'attend pas.
pub const VIDANGE: Duration = Duration::from_millis(300);

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
    let groupe = Groupe::lancer(commande)?;
    let sortie = Lecture::de(groupe.fils().stdout().take());
    let erreur = Lecture::de(groupe.fils().stderr().take());
    let statut = groupe.attendre(Some(limite))?;
    // Même si le test a fini de lui-même : il a pu laisser un fils derrière lui.
    groupe.arreter();
    let echeance = Instant::now() + VIDANGE;
    Ok(Execution {
        statut,
        sortie: sortie.texte(echeance),
        erreur: erreur.texte(echeance),
    })
}

/// Un programme et tous ses descendants. Le détruire les arrête : une panique de l'atelier ne
/// laisse rien tourner.
pub struct Groupe {
    fils: Arc<Fils>,
}

type Fils = Mutex<Box<dyn ChildWrapper>>;

/// Les groupes en cours : ce qu'un signal reçu par l'atelier doit arrêter.
static EN_COURS: Mutex<Vec<Weak<Fils>>> = Mutex::new(Vec::new());

/// L'atelier s'arrête : plus rien ne doit être lancé.
static ARRET: AtomicBool = AtomicBool::new(false);

impl Groupe {
    /// Lance `commande` à la tête d'un groupe à elle.
    ///
    /// # Errors
    ///
    /// Si le programme ne peut pas être lancé, ou si l'atelier est en train de s'arrêter.
    pub fn lancer(commande: Command) -> std::io::Result<Self> {
        let mut groupe = CommandWrap::from(commande);
        #[cfg(unix)]
        groupe.wrap(process_wrap::std::ProcessGroup::leader());
        #[cfg(windows)]
        groupe.wrap(process_wrap::std::JobObject);
        // Le verrou est tenu pendant le lancement : un signal reçu à cet instant attend, puis
        // trouve le groupe dans la liste.
        let mut en_cours = verrou(&EN_COURS);
        if ARRET.load(Ordering::SeqCst) {
            return Err(std::io::Error::other("l'atelier s'arrête"));
        }
        let fils = Arc::new(Mutex::new(groupe.spawn()?));
        en_cours.retain(|autre| autre.strong_count() > 0);
        en_cours.push(Arc::downgrade(&fils));
        Ok(Self { fils })
    }

    /// Le processus de tête.
    pub fn fils(&self) -> MutexGuard<'_, Box<dyn ChildWrapper>> {
        verrou(&self.fils)
    }

    /// Attend la fin du processus de tête. `None` si la limite passe avant.
    ///
    /// # Errors
    ///
    /// Si le système ne sait plus rien de ce processus.
    pub fn attendre(&self, limite: Option<Duration>) -> std::io::Result<Option<ExitStatus>> {
        let debut = Instant::now();
        let mut pause = Duration::from_micros(200);
        loop {
            // Le processus de tête seul : ses fils ne décident pas de la fin du test.
            if let Some(statut) = self.fils().inner_mut().try_wait()? {
                return Ok(Some(statut));
            }
            if limite.is_some_and(|limite| debut.elapsed() >= limite) {
                return Ok(None);
            }
            thread::sleep(pause);
            // Court tant que le test peut n'être que rapide, puis assez long pour ne pas charger
            // la machine : une seconde d'attente coûte moins de trois cents réveils.
            let plafond = debut.elapsed() / 16 + Duration::from_micros(500);
            pause = (pause * 2).min(plafond).min(Duration::from_millis(5));
        }
    }

    /// Arrête le groupe entier.
    pub fn arreter(&self) {
        arreter(&mut **self.fils());
    }
}

impl Drop for Groupe {
    fn drop(&mut self) {
        self.arreter();
    }
}

fn arreter(fils: &mut dyn ChildWrapper) {
    let _ = fils.start_kill();
    let _ = fils.inner_mut().wait();
}

/// Arrête tous les programmes que l'atelier a lancés, et n'en laisse plus lancer d'autre.
pub fn tout_arreter() {
    ARRET.store(true, Ordering::SeqCst);
    for fils in verrou(&EN_COURS).drain(..) {
        if let Some(fils) = fils.upgrade() {
            arreter(&mut **verrou(&fils));
        }
    }
}

/// L'atelier a-t-il été arrêté ([`tout_arreter`]) ?
pub fn interrompu() -> bool {
    ARRET.load(Ordering::SeqCst)
}

/// Un fil qui a paniqué en tenant le verrou n'a rien laissé à moitié fait.
fn verrou<T: ?Sized>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Un tube lu dans un fil à part : un programme qui écrit un mégaoctet ne doit pas rester
/// bloqué parce que personne ne le lit. Ce qui dépasse est oublié à mesure.
pub struct Lecture {
    etat: Arc<(Mutex<Tampon>, Condvar)>,
}

impl Lecture {
    /// Commence à lire le tube ; un tube absent se lit comme un tube vide.
    pub fn de(tube: Option<impl Read + Send + 'static>) -> Self {
        let etat = Arc::new((Mutex::new(Tampon::default()), Condvar::new()));
        let partage = Arc::clone(&etat);
        thread::spawn(move || {
            let (tampon, fini) = &*partage;
            if let Some(mut tube) = tube {
                let mut morceau = [0; 8192];
                while let Ok(lus @ 1..) = tube.read(&mut morceau) {
                    verrou(tampon).ajouter(&morceau[..lus]);
                }
            }
            verrou(tampon).fini = true;
            fini.notify_all();
        });
        Self { etat }
    }

    /// Ce qui a été lu, au plus jusqu'à `echeance`.
    pub fn texte(&self, echeance: Instant) -> String {
        let (tampon, fini) = &*self.etat;
        let attente = echeance.saturating_duration_since(Instant::now());
        let (tampon, _) = fini
            .wait_timeout_while(verrou(tampon), attente, |tampon| !tampon.fini)
            .unwrap_or_else(PoisonError::into_inner);
        tampon.texte()
    }
}

/// Le début et la fin d'une sortie ; ce qu'il y a entre les deux n'est que compté.
#[derive(Debug, Default)]
struct Tampon {
    debut: Vec<u8>,
    fin: VecDeque<u8>,
    omis: u64,
    fini: bool,
}

impl Tampon {
    fn ajouter(&mut self, octets: &[u8]) {
        let place = (GARDE - self.debut.len()).min(octets.len());
        let (pour_le_debut, reste) = octets.split_at(place);
        self.debut.extend_from_slice(pour_le_debut);
        self.fin.extend(reste);
        let exces = self.fin.len().saturating_sub(GARDE);
        self.fin.drain(..exces);
        self.omis += exces as u64;
    }

    fn texte(&self) -> String {
        let fin: Vec<u8> = self.fin.iter().copied().collect();
        let texte = if self.omis == 0 {
            // Un caractère peut être à cheval sur les deux moitiés : on les recolle d'abord.
            String::from_utf8_lossy(&[&self.debut[..], &fin].concat()).into_owned()
        } else {
            format!(
                "{}\n[… {} octets passés sous silence …]\n{}",
                String::from_utf8_lossy(&self.debut),
                self.omis,
                String::from_utf8_lossy(&fin)
            )
        };
        texte.replace("\r\n", "\n")
    }
}

#[cfg(test)]
mod tests {
    use super::{GARDE, Tampon};

    /// Remplit un tampon par morceaux de `taille` octets.
    fn tampon(octets: &[u8], taille: usize) -> Tampon {
        let mut tampon = Tampon::default();
        octets
            .chunks(taille)
            .for_each(|morceau| tampon.ajouter(morceau));
        tampon
    }

    #[test]
    fn une_sortie_trop_longue_garde_son_debut_et_sa_fin() {
        let octets = [vec![b'a'; GARDE], vec![b'm'; 7], vec![b'z'; GARDE]].concat();
        for taille in [1, 1000, octets.len()] {
            let texte = tampon(&octets, taille).texte();
            assert!(texte.starts_with("aaa") && texte.ends_with("zzz"));
            assert!(texte.contains("a\n[… 7 octets passés sous silence …]\nz"));
        }
    }

    #[test]
    fn une_sortie_courte_est_gardee_entiere() {
        let texte = "é".repeat(GARDE - 1) + "é";
        for taille in [1, 3, 4096] {
            assert_eq!(tampon(texte.as_bytes(), taille).texte(), texte);
        }
    }

    #[test]
    fn un_tampon_ne_grossit_pas() {
        let mut tampon = Tampon::default();
        for _ in 0..1000 {
            tampon.ajouter(&[b'x'; 8192]);
            assert!(tampon.debut.len() + tampon.fin.len() <= 2 * GARDE);
        }
        assert_eq!(tampon.omis, 1000 * 8192 - 2 * GARDE as u64);
    }
}
