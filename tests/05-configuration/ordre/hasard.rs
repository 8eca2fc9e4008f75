//! Des fichiers tirés au hasard, toujours les mêmes, jugés d'après les règles de l'énoncé.

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use super::{Module, OrderError, order};

/// Un générateur de nombres, assez bon pour tirer des fichiers.
struct Hasard(u64);

impl Hasard {
    fn sous(&mut self, borne: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % borne
    }

    /// Jusqu'à sept modules, dont chacun attend jusqu'à trois autres.
    fn fichier(&mut self) -> Vec<Module> {
        let noms = ["miel", "anis", "zeste", "coco", "lait", "badiane", "sel"];
        let nombre = 1 + self.sous(noms.len());
        let module = |rang: usize, hasard: &mut Self| Module {
            name: noms[rang].to_owned(),
            enabled: hasard.sous(12) > 0,
            after: (0..hasard.sous(4))
                .map(|_| noms[hasard.sous(nombre)].to_owned())
                .collect(),
        };
        (0..nombre).map(|rang| module(rang, self)).collect()
    }
}

/// Les règles de l'énoncé, appliquées à la lettre ; `None` si c'est un cycle qu'il faut.
fn attendu(fichier: &[Module]) -> Option<Result<Vec<&str>, OrderError>> {
    let actifs: Vec<_> = fichier.iter().filter(|module| module.enabled).collect();
    for module in &actifs {
        for nom in &module.after {
            if !actifs.iter().any(|autre| autre.name == *nom) {
                let (module, awaited) = (module.name.clone(), nom.clone());
                return Some(Err(OrderError::Disabled { module, awaited }));
            }
        }
    }
    let mut passes: Vec<&str> = Vec::new();
    while passes.len() < actifs.len() {
        let suivant = actifs.iter().find(|module| {
            let nom = module.name.as_str();
            !passes.contains(&nom)
                && module
                    .after
                    .iter()
                    .all(|nom| passes.contains(&nom.as_str()))
        })?;
        passes.push(&suivant.name);
    }
    Some(Ok(passes))
}

/// Est-ce une boucle de ce fichier, qui commence par son premier module ?
fn est_une_boucle(noms: &[String], fichier: &[Module]) -> bool {
    let rang = |nom: &String| fichier.iter().position(|module| module.name == *nom);
    let suivants = noms.iter().cycle().skip(1);
    !noms.is_empty()
        && (1..noms.len()).all(|n| !noms[..n].contains(&noms[n]))
        && noms.iter().all(|nom| rang(nom) >= rang(&noms[0]))
        && noms.iter().zip(suivants).all(|(nom, suivant)| {
            rang(nom).is_some_and(|m| fichier[m].enabled && fichier[m].after.contains(suivant))
        })
}

/// Trois mille fichiers ont l'ordre, la faute ou le cycle que disent les règles.
#[test]
fn trois_mille_fichiers_suivent_les_regles() {
    let (envoi, jugement) = channel();
    thread::spawn(move || {
        let mut hasard = Hasard(2026);
        for _ in 0..3_000 {
            let fichier = hasard.fichier();
            let _ = envoi.send(Err(format!(
                "`order` panique, ou ne finit pas, sur {fichier:#?}"
            )));
            let obtenu = order(&fichier);
            let juste = match (attendu(&fichier), &obtenu) {
                (Some(attendu), obtenu) => attendu == *obtenu,
                (None, Err(OrderError::Cycle(noms))) => est_une_boucle(noms, &fichier),
                (None, _) => false,
            };
            if !juste {
                let _ = envoi.send(Err(format!("{fichier:#?}\na donné {obtenu:?}")));
                return;
            }
        }
        let _ = envoi.send(Ok(()));
    });
    let mut dernier = Ok(());
    while let Ok(nouvelle) = jugement.recv_timeout(Duration::from_secs(5)) {
        dernier = nouvelle;
    }
    if let Err(pourquoi) = dernier {
        panic!("{pourquoi}");
    }
}
