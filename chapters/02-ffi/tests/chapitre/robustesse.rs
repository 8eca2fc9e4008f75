//! Des bibliothèques abîmées de plus de deux cents façons : aucune ne tue ce programme, et
//! chaque refus dit pourquoi.

use std::env::consts::DLL_SUFFIX;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use ch_ffi::{LoadErrorKind, Probe, chain, load_plugin};
use tempfile::TempDir;
use verifications::{bibliotheque, exemple};

/// Une vraie bibliothèque, petite : celle du greffon en C.
fn saine() -> Vec<u8> {
    fs::read(greffon_compteur_c::library_path()).unwrap()
}

/// Un dossier où abîmer des fichiers, et de quoi les essayer.
struct Atelier {
    dossier: TempDir,
    sonde: Probe,
}

impl Atelier {
    fn new() -> Self {
        Self {
            dossier: tempfile::tempdir().unwrap(),
            sonde: Probe::with_program(exemple(env!("CARGO_MANIFEST_DIR"), "sonde"))
                .with_limit(Duration::from_secs(60)),
        }
    }

    /// Écrit une bibliothèque sous un nom neuf : un fichier chargé ne se récrit pas.
    fn ecrire(&self, nom: &str, octets: &[u8]) -> PathBuf {
        let chemin = self.dossier.path().join(format!("{nom}{DLL_SUFFIX}"));
        fs::write(&chemin, octets).unwrap();
        chemin
    }

    /// Essaie une bibliothèque dans un autre processus ; rend vrai si elle est refusée.
    fn est_refusee(&self, nom: &str, octets: &[u8]) -> bool {
        let chemin = self.ecrire(nom, octets);
        let verdict = self.sonde.check(&chemin);
        fs::remove_file(&chemin).unwrap();
        match verdict {
            Ok(()) => false,
            Err(LoadErrorKind::Probe(raison)) => {
                assert!(!raison.is_empty(), "{nom} : refusée sans raison");
                true
            }
            Err(autre) => panic!("{nom} : la sonde n'a pas répondu : {autre}"),
        }
    }
}

/// `count` positions réparties dans `length` octets, dans un ordre quelconque mais fixe.
fn positions(count: usize, length: usize) -> impl Iterator<Item = usize> {
    let mut hasard = 0x2545_F491_4F6C_DD1D_u64;
    (0..count).map(move |_| {
        // xorshift64 : rien de plus n'est demandé à ce hasard.
        hasard ^= hasard << 13;
        hasard ^= hasard >> 7;
        hasard ^= hasard << 17;
        (hasard % length as u64) as usize
    })
}

#[test]
fn aucune_troncature_ne_tue_l_hote() {
    let (atelier, saine) = (Atelier::new(), saine());
    assert!(!atelier.est_refusee("entière", &saine));
    let refusees = (0..100)
        .map(|rang| saine.len() * rang / 100)
        .filter(|&longueur| atelier.est_refusee(&format!("t{longueur}"), &saine[..longueur]))
        .count();
    // La fin du fichier ne sert qu'aux débogueurs : la perdre n'empêche rien.
    assert!(refusees >= 50, "{refusees} troncatures refusées sur 100");
}

#[test]
fn aucun_octet_retourne_ne_tue_l_hote() {
    let (atelier, saine) = (Atelier::new(), saine());
    // Tous ceux de l'en-tête, et d'autres au hasard.
    let refusees = (0..64)
        .chain(positions(136, saine.len()))
        .filter(|&position| {
            let mut octets = saine.clone();
            octets[position] ^= 0xFF;
            atelier.est_refusee(&format!("o{position}"), &octets)
        })
        .count();
    assert!(refusees > 0, "aucun des 200 fichiers abîmés n'est refusé");
}

/// Le refus d'un fichier par l'hôte lui-même, sans sonde.
fn refus(chemin: &Path) -> LoadErrorKind {
    // SÛRETÉ : ce fichier n'est pas une bibliothèque chargeable.
    let erreur = unsafe { load_plugin(chemin) }.expect_err("ce fichier est mauvais");
    assert!(
        chain(&erreur).starts_with(&format!("{} : ", chemin.display())),
        "le message commence par le fichier en cause : {}",
        chain(&erreur)
    );
    erreur.reason
}

#[test]
fn ce_qui_n_est_pas_une_bibliotheque_est_refuse_sans_sonde() {
    let atelier = Atelier::new();
    let absent = refus(&atelier.dossier.path().join("absent"));
    assert!(matches!(absent, LoadErrorKind::Read(_)), "{absent}");
    let dossier = refus(atelier.dossier.path());
    assert!(dossier.to_string().contains("dossier"), "{dossier}");
    let vide = refus(&atelier.ecrire("vide", b""));
    assert!(vide.to_string().contains("vide"), "{vide}");
    let texte = refus(&atelier.ecrire("texte", b"un texte n'est pas du code\n"));
    assert!(
        matches!(
            texte,
            LoadErrorKind::NotALibrary(_) | LoadErrorKind::Open(_)
        ),
        "{texte}"
    );
}

#[test]
#[cfg(target_os = "linux")]
fn une_autre_machine_est_nommee() {
    let atelier = Atelier::new();
    // Largeur des adresses, ordre des octets, processeur.
    for position in [4, 5, 18, 19] {
        let mut octets = saine();
        octets[position] ^= 0x03;
        let raison = refus(&atelier.ecrire(&format!("m{position}"), &octets));
        assert!(
            matches!(raison, LoadErrorKind::WrongArchitecture),
            "{raison}"
        );
    }
}

#[test]
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn une_copie_interrompue_est_reconnue_avant_l_ouverture() {
    let atelier = Atelier::new();
    for octets in [
        saine(),
        fs::read(bibliotheque("greffon-majuscules")).unwrap(),
    ] {
        // La seconde est surtout faite d'informations de débogage : sa moitié se charge encore.
        for part in [16, 64] {
            let debut = &octets[..octets.len() / part];
            let raison = refus(&atelier.ecrire(&format!("d{}", debut.len()), debut));
            assert!(
                matches!(raison, LoadErrorKind::Truncated { .. }),
                "{raison}"
            );
        }
    }
}

#[test]
#[cfg(unix)]
fn un_tube_nomme_n_est_pas_ouvert() {
    let atelier = Atelier::new();
    let tube = atelier.dossier.path().join("tube");
    let cree = std::process::Command::new("mkfifo").arg(&tube).status();
    assert!(cree.is_ok_and(|statut| statut.success()), "mkfifo");
    // Sans précaution, l'ouverture attendrait un écrivain, pour toujours.
    let raison = refus(&tube);
    assert!(raison.to_string().contains("ordinaire"), "{raison}");
}
