//! Point 4 : la forme. rustfmt relit ce que `cargo fmt` voit, et ce qu'il ne voit pas : les
//! départs et les réponses fausses, qui ne sont les modules de personne.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::Defaut;
use crate::catalogue::Exercice;
use crate::{Erreur, Projet, Resultat, controle, fichiers, reponse};

/// Les sources que rustfmt refuse.
///
/// # Errors
///
/// Si rustfmt n'est pas installé.
pub fn verifier(projet: &Projet, exercices: &[&Exercice]) -> Resultat<Vec<Defaut>> {
    refuses(projet, &relus(projet, exercices)?)
}

/// Ce que rustfmt a à relire : chaque fichier, et celui que l'auteur modifie pour le changer.
///
/// # Errors
///
/// Si une réponse fausse ne peut pas être posée dans `target`.
pub fn relus(projet: &Projet, exercices: &[&Exercice]) -> Resultat<BTreeMap<PathBuf, PathBuf>> {
    let poses = projet.memoire().join("forme");
    let mut relus = BTreeMap::new();
    for exercice in exercices {
        let mut sources = fichiers::sous(&exercice.dossier());
        sources.extend(fichiers::sous(&exercice.solution()));
        sources.extend(controle::sources(exercice));
        sources.retain(|chemin| {
            est_du_rust(chemin) && !fichiers::est_une_copie(&fichiers::nom(chemin))
        });
        relus.extend(sources.into_iter().map(|chemin| (chemin.clone(), chemin)));
        for page in reponse::pages(exercice) {
            // Une page qui ne se lit pas est le défaut d'une autre étape.
            let contenus = reponse::fichiers(projet, exercice, &page).unwrap_or_default();
            let ici = poses.join(exercice.cle()).join(reponse::nom(&page));
            for (place, contenu) in contenus.iter().filter(|(place, _)| place.ends_with(".rs")) {
                fichiers::ecrire(&ici.join(place), contenu)?;
                relus.insert(ici.join(place), page.clone());
            }
        }
    }
    Ok(relus)
}

fn est_du_rust(chemin: &Path) -> bool {
    chemin
        .extension()
        .is_some_and(|extension| extension == "rs")
}

/// Ceux que rustfmt refuse, parmi les fichiers relus.
///
/// # Errors
///
/// Si rustfmt n'est pas installé.
pub fn refuses(projet: &Projet, relus: &BTreeMap<PathBuf, PathBuf>) -> Resultat<Vec<Defaut>> {
    let chemins: Vec<&PathBuf> = relus.keys().collect();
    let mut defauts = Vec::new();
    // Sous Windows, une ligne de commande a au plus 32 767 caractères.
    for poignee in chemins.chunks(100) {
        let mut commande = Command::new("rustfmt");
        commande.args(["--edition", "2024", "--check", "--files-with-diff"]);
        // Chaque fichier est donné : les modules n'ont pas à être suivis.
        commande
            .args(["--config", "skip_children=true"])
            .args(poignee);
        let sortie = commande.output().map_err(|_| {
            Erreur::nouvelle("rustfmt est introuvable").avec_remede("rustup component add rustfmt")
        })?;
        let refuses = String::from_utf8_lossy(&sortie.stdout);
        let avant = defauts.len();
        let connus = refuses
            .lines()
            .filter_map(|ligne| relus.get(Path::new(ligne.trim())));
        defauts.extend(connus.map(|chemin| refuse(projet, chemin)));
        if defauts.len() == avant && !sortie.status.success() {
            let plainte = String::from_utf8_lossy(&sortie.stderr).into_owned();
            defauts.push(Defaut::nouveau("rustfmt", refuses.into_owned() + &plainte));
        }
    }
    Ok(defauts)
}

fn refuse(projet: &Projet, chemin: &Path) -> Defaut {
    let lieu = projet.affiche(chemin);
    let fait = if est_du_rust(chemin) {
        format!("rustfmt le refuse : rustfmt --edition 2024 --config skip_children=true {lieu}")
    } else {
        "rustfmt refuse la réponse que donne cette page : posez-la par « cargo atelier erreur », et mettez-la en forme".to_owned()
    };
    Defaut::nouveau(lieu, fait)
}
