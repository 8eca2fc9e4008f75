//! Ce que le module prend au système, et ce qu'il en rend.

use std::env;
use std::fs;
use std::process::Command;
use std::thread;
use std::time::Duration;
#[cfg(target_os = "linux")]
use std::time::Instant;

use ch_contrat::Plugin;

use super::temoin::Temoin;
use super::{LARGES, borne};
#[cfg(target_os = "linux")]
use super::{compter, echec};

/// Ce test se relance lui-même sous ce nom de variable, seul dans son processus.
const ENFANT: &str = "PORTE_ENFANT";

/// Relance le test en cours dans un processus à lui, et rend ce qu'il a écrit sur son erreur
/// standard ; `None` si c'est déjà lui.
fn dans_un_processus_a_part() -> Option<Vec<u8>> {
    if env::var_os(ENFANT).is_some() {
        return None;
    }
    let fil = thread::current();
    let test = fil.name().expect("un test est un fil qui porte son nom");
    let programme = env::current_exe().expect("le test connaît son chemin");
    let sortie = Command::new(programme)
        .args([test, "--exact", "--test-threads=1"])
        .env(ENFANT, "1")
        .output()
        .expect("le test se relance");
    assert!(
        sortie.status.success(),
        "{}",
        String::from_utf8_lossy(&sortie.stdout)
    );
    Some(sortie.stderr)
}

/// Les plaintes du programme ne le bloquent pas.
#[test]
fn les_plaintes_du_programme_ne_le_bloquent_pas() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        let reponse = module.execute("crier").map_err(|erreur| erreur.to_string());
        assert_eq!(
            reponse.as_deref(),
            Ok("entendu"),
            "le programme écrit un mébioctet sur son erreur standard avant de répondre : un tube \
             que personne ne lit se remplit, et il attend"
        );
    });
}

/// Les plaintes du programme n'arrivent pas chez l'utilisateur de l'hôte.
#[test]
fn les_plaintes_du_programme_ne_salissent_pas_l_hote() {
    if let Some(plaintes) = dans_un_processus_a_part() {
        let cris = plaintes.iter().filter(|octet| **octet == b'!').count();
        assert!(
            cris < 1_000,
            "l'erreur standard de l'hôte contient {cris} octets écrits par le programme : elle va à \
             `Stdio::null()`"
        );
        return;
    }
    let module = Temoin::nouveau().module(LARGES);
    assert!(module.execute("crier").is_ok());
}

/// Un programme qui écrit sans fin ne remplit pas la mémoire de l'hôte.
#[test]
fn un_programme_qui_ecrit_sans_fin_ne_remplit_pas_la_memoire() {
    borne(|| {
        let temoin = Temoin::nouveau();
        let module = temoin.module(LARGES);
        assert_eq!(module.execute("deverser").ok().as_deref(), Some("encore"));
        // Les blocs de 4 Kio que le programme a pu écrire : le tube, puis ce que l'hôte lit sans
        // qu'on demande. Quatre fois de suite le même nombre : il attend.
        let blocs = || fs::metadata(temoin.fichier("compte")).map_or(0, |compte| compte.len());
        let (mut avant, mut stable) = (0, 0);
        while stable < 4 {
            thread::sleep(Duration::from_millis(100));
            let apres = blocs();
            stable = if apres == avant { stable + 1 } else { 0 };
            avant = apres;
            assert!(
                avant < 512,
                "personne ne demande rien, et l'hôte a déjà lu {} Kio : il les garde tous. Un \
                 lecteur ne prend une ligne que si on la lui demande",
                4 * avant
            );
        }
    });
}

/// Vingt morts ne laissent ni fil, ni fichier ouvert.
#[cfg(target_os = "linux")]
#[test]
fn vingt_morts_ne_laissent_rien() {
    if dans_un_processus_a_part().is_some() {
        return;
    }
    let compte = |dossier| fs::read_dir(dossier).map_or(0, |liste| liste.count());
    let pris = || compte("/proc/self/fd") + compte("/proc/self/task");
    let temoin = Temoin::nouveau();
    let module = temoin.module(LARGES);
    let avant = pris();
    for _ in 0..20 {
        echec(&module, "mourir");
        assert_eq!(compter(&module), "1");
    }
    // Un fil met un instant à finir.
    let limite = Instant::now() + Duration::from_secs(3);
    while pris() > avant + 5 {
        assert!(
            Instant::now() < limite,
            "un programme en marche au début, un à la fin ; entre les deux, vingt morts, et \
             l'hôte a {} fils ou fichiers ouverts de plus : rien de ce qu'a pris un programme ne \
             doit lui survivre",
            pris() - avant
        );
        thread::sleep(Duration::from_millis(20));
    }
}
