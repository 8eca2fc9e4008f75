//! Huit fils d'exécution se servent de l'hôte pendant que son fichier est réécrit cinq cents
//! fois, bon et mauvais mêlés, sur place et par renommage.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use std::{fs, io, thread};

use ch_configuration::{
    Delays, Environment, Live, Reload, Reloader, Workshop, book_registry, watch,
};

const FILS: usize = 8;
const REECRITURES: usize = 500;

/// La configuration numéro `n` : trois modules qui écrivent tous `n`. Un état déchiré, fait
/// d'un bout d'une configuration et d'un bout d'une autre, mêlerait deux nombres.
fn bonne(n: usize) -> String {
    let module = |lettre: &str| {
        format!(
            "[[module]]\ntype = \"remplacer\"\nnom = \"{}\"\n\
             options = {{ cherche = \"{lettre}\", remplace = \"{n}\" }}\n",
            lettre.to_lowercase()
        )
    };
    // Le dernier module attend les autres : l'ordre aussi doit être entier.
    format!(
        "{}{}{}apres = [\"a\", \"b\"]\n",
        module("A"),
        module("B"),
        module("C")
    )
}

/// De mauvaises configurations, toutes différentes les unes des autres.
fn mauvaise(n: usize) -> Vec<u8> {
    let bonne = bonne(n);
    match n % 6 {
        0 => format!("{bonne}[[module]\n").into_bytes(),
        1 => format!("{bonne}[[module]]\ntype = \"inconnu{n}\"\n").into_bytes(),
        2 => bonne
            .replace("apres = [\"a\", \"b\"]", "apres = [\"c\"]")
            .into_bytes(),
        3 => format!("# {n}\n").into_bytes(),
        4 => bonne.replace("nom = \"b\"", "nom = \"a\"").into_bytes(),
        _ => [bonne.as_bytes(), b"# \xff"].concat(),
    }
}

/// Fait travailler l'hôte une fois et rend le numéro de sa configuration.
fn travailler(hote: &Live<Workshop>) -> usize {
    let transcription = hote.current().run("A B C").expect("aucun appel n'échoue");
    assert_eq!(
        transcription.steps.len(),
        3,
        "trois modules, toujours : {transcription}"
    );
    let nombres: Vec<&str> = transcription.output().split(' ').collect();
    let [a, b, c] = nombres[..] else {
        panic!("trois nombres : {transcription}")
    };
    assert!(a == b && b == c, "un état déchiré : {transcription}");
    a.parse().expect("un numéro de configuration")
}

/// Écrit sur place, ou à côté puis renomme, comme le font les éditeurs.
fn ecrire(chemin: &Path, texte: &[u8], par_renommage: bool) -> io::Result<()> {
    if !par_renommage {
        return fs::write(chemin, texte);
    }
    let voisin = chemin.with_extension("nouveau");
    fs::write(&voisin, texte)?;
    fs::rename(&voisin, chemin)
}

struct Atelier {
    _dossier: tempfile::TempDir,
    chemin: PathBuf,
    relecteur: Arc<Reloader>,
}

fn atelier() -> Result<Atelier, Box<dyn Error>> {
    let dossier = tempfile::tempdir()?;
    let chemin = dossier.path().join("hote.toml");
    fs::write(&chemin, bonne(0))?;
    let relecteur = Reloader::open(&chemin, book_registry()?, Environment::empty())?;
    Ok(Atelier {
        _dossier: dossier,
        chemin,
        relecteur: Arc::new(relecteur),
    })
}

/// Lance `ecriture` pendant que huit fils travaillent ; vérifie que chacun a travaillé et
/// n'a jamais vu revenir une configuration remplacée.
fn sous_charge(hote: &Live<Workshop>, ecriture: impl FnOnce()) {
    let fini = AtomicBool::new(false);
    let partis = AtomicUsize::new(0);
    thread::scope(|portee| {
        for _ in 0..FILS {
            portee.spawn(|| {
                let mut derniere = travailler(hote);
                partis.fetch_add(1, Ordering::Relaxed);
                while !fini.load(Ordering::Relaxed) {
                    let numero = travailler(hote);
                    assert!(numero >= derniere, "{numero} après {derniere}");
                    derniere = numero;
                    // Huit fils sur deux cœurs : l'écriture doit avoir son tour.
                    thread::yield_now();
                }
            });
        }
        // L'écriture ne commence que sous la charge entière. Si elle panique, les fils
        // doivent s'arrêter quand même.
        let arret = Arret(&fini);
        while partis.load(Ordering::Relaxed) < FILS {
            thread::yield_now();
        }
        ecriture();
        drop(arret);
    });
}

struct Arret<'a>(&'a AtomicBool);

impl Drop for Arret<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn chaque_relecture_est_tout_ou_rien() -> Result<(), Box<dyn Error>> {
    let Atelier {
        _dossier,
        chemin,
        relecteur,
    } = atelier()?;
    let hote = Arc::clone(relecteur.live());
    let mut en_service = 0;
    sous_charge(&hote, || {
        for n in 1..=REECRITURES {
            let avant = hote.current();
            let est_bonne = n % 3 != 0;
            let texte = if est_bonne {
                bonne(n).into_bytes()
            } else {
                mauvaise(n)
            };
            ecrire(&chemin, &texte, n % 2 == 0).expect("écrire le fichier");
            match relecteur.reload() {
                Reload::Replaced(_) if est_bonne => en_service = n,
                Reload::Rejected(_) if !est_bonne => {
                    assert!(
                        Arc::ptr_eq(&avant, &hote.current()),
                        "un refus n'a rien changé"
                    );
                }
                autre => panic!("réécriture {n} : {autre:?}"),
            }
            assert!(
                matches!(relecteur.reload(), Reload::Unchanged),
                "réécriture {n} : dite une seule fois"
            );
            assert_eq!(travailler(&hote), en_service);
        }
    });
    assert_eq!(travailler(&hote), en_service);
    Ok(())
}

#[test]
fn la_surveillance_finit_sur_la_derniere_configuration() -> Result<(), Box<dyn Error>> {
    let Atelier {
        _dossier,
        chemin,
        relecteur,
    } = atelier()?;
    let hote = Arc::clone(relecteur.live());
    let refus = Arc::new(Mutex::new(Vec::new()));
    let temoin = Arc::clone(&refus);
    let delais = Delays {
        quiet: Duration::from_millis(2),
        at_most: Duration::from_millis(20),
    };
    let surveillance = watch(relecteur, delais, move |nouvelle| {
        if let Reload::Rejected(rapport) = nouvelle {
            temoin
                .lock()
                .expect("personne n'a paniqué")
                .push(rapport.source_text().text().to_owned());
        }
    })?;

    sous_charge(&hote, || {
        for n in 1..REECRITURES {
            let texte = if n % 3 != 0 {
                bonne(n).into_bytes()
            } else {
                mauvaise(n)
            };
            ecrire(&chemin, &texte, n % 2 == 0).expect("écrire le fichier");
            if n % 10 == 0 {
                // De quoi laisser à la surveillance le temps d'un calme, de loin en loin.
                thread::sleep(Duration::from_millis(5));
            }
        }
        ecrire(&chemin, bonne(REECRITURES).as_bytes(), true).expect("écrire le fichier");
        let limite = Instant::now() + Duration::from_secs(60);
        while travailler(&hote) != REECRITURES && Instant::now() < limite {
            thread::sleep(Duration::from_millis(5));
        }
    });
    assert_eq!(
        travailler(&hote),
        REECRITURES,
        "la dernière configuration est en service"
    );

    drop(surveillance);
    let refus = refus.lock().expect("personne n'a paniqué");
    // Chaque mauvais texte porte son numéro. Un fichier vide, lui, peut être vu plusieurs
    // fois : c'est celui qu'une écriture sur place a tronqué et pas encore rempli.
    let mut distincts: Vec<&String> = refus.iter().filter(|texte| !texte.is_empty()).collect();
    let vus = distincts.len();
    distincts.sort();
    distincts.dedup();
    assert_eq!(
        distincts.len(),
        vus,
        "un mauvais fichier n'est dit qu'une fois"
    );
    Ok(())
}
