//! Les verbes de l'élève : `liste`, `verifier`, `indice`, `solution`, `reinitialiser`.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use time::OffsetDateTime;

use crate::catalogue::{Catalogue, Exercice, sans_numero};
use crate::sortie::{ATTENTION, DISCRET, TITRE, en};
use crate::suivi::{self, Etat};
use crate::{
    Erreur, Projet, Resultat, ancre, cargo, fichiers, indices, processus, rapport, verdict,
};

/// Montre les exercices, chapitre par chapitre.
///
/// # Errors
///
/// Si la sortie est fermée.
pub fn liste(projet: &Projet, sortie: &mut dyn Write) -> Resultat<bool> {
    let catalogue = Catalogue::lire(projet);
    let largeur = catalogue
        .exercices
        .iter()
        .map(|exercice| exercice.nom.chars().count())
        .max()
        .unwrap_or(0);
    for (chapitre, exercices) in catalogue.par_chapitre() {
        writeln!(sortie, "{}", en(TITRE, sans_numero(chapitre)))?;
        for exercice in exercices {
            let manifeste = &exercice.manifeste;
            writeln!(
                sortie,
                "  {:largeur$}  niveau {}  {:>3} min  {}  {}",
                exercice.nom,
                manifeste.niveau,
                manifeste.minutes,
                exercice.titre,
                en(
                    DISCRET,
                    format!("— {}", rapport::etat(suivi::etat(projet, exercice)))
                ),
            )?;
        }
    }
    let etats = catalogue.exercices.iter().map(|e| suivi::etat(projet, e));
    let etats: Vec<Etat> = etats.collect();
    let combien = |compte: fn(&&Etat) -> bool| etats.iter().filter(compte).count();
    let reussis = combien(|etat| **etat == Etat::Reussi);
    let suite = match combien(|etat| matches!(etat, Etat::Incomplet { .. })) {
        0 => String::new(),
        n => format!(", {n} incomplet(s)"),
    };
    writeln!(sortie, "\n{reussis} réussi(s) sur {}{suite}", etats.len())?;
    annoncer_le_prochain(projet, &catalogue, sortie)?;
    signaler(&catalogue, sortie)?;
    Ok(catalogue.illisibles.is_empty())
}

/// Dit quel exercice vient ensuite.
///
/// # Errors
///
/// Si la sortie est fermée.
pub fn annoncer_le_prochain(
    projet: &Projet,
    catalogue: &Catalogue,
    sortie: &mut dyn Write,
) -> Resultat<()> {
    match suivi::prochain(projet, &catalogue.exercices) {
        Some(exercice) => {
            writeln!(
                sortie,
                "Prochain exercice : {} — {}\n  fichier : {}\n  vérifier : cargo test -p {}",
                en(TITRE, exercice.nom_court()),
                exercice.titre,
                projet.affiche(&exercice.dossier().join(&exercice.manifeste.fichiers[0])),
                exercice.paquet(),
            )?;
            if let Etat::Incomplet { non_lances } = suivi::etat(projet, exercice) {
                let court = exercice.nom_court();
                let suite = format!(
                    "{non_lances} test(s) non lancé(s) : cargo atelier verifier {court} dit ce qui manque"
                );
                writeln!(sortie, "  {}", en(ATTENTION, suite))?;
            }
        }
        None if catalogue.exercices.is_empty() => {
            writeln!(sortie, "Aucun exercice n'est lisible.")?;
        }
        None => writeln!(sortie, "Tous les exercices sont réussis. Bravo.")?,
    }
    Ok(())
}

/// Signale les exercices dont le manifeste ou l'énoncé est illisible.
///
/// # Errors
///
/// Si la sortie est fermée.
pub fn signaler(catalogue: &Catalogue, sortie: &mut dyn Write) -> Resultat<()> {
    for illisible in &catalogue.illisibles {
        writeln!(
            sortie,
            "{} {}",
            en(ATTENTION, "illisible :"),
            illisible.erreur
        )?;
    }
    Ok(())
}

/// Vérifie des exercices ou des chapitres ; tous, si `noms` est vide.
///
/// # Errors
///
/// Si un nom ne désigne rien, ou si cargo ne peut pas être lancé.
pub fn verifier(projet: &Projet, noms: &[String], sortie: &mut dyn Write) -> Resultat<bool> {
    let catalogue = Catalogue::lire(projet);
    let exercices = catalogue.choisir(noms)?;
    let mut reussis = 0;
    for exercice in &exercices {
        if verifier_un(projet, exercice, sortie)? {
            reussis += 1;
        }
    }
    if exercices.len() > 1 {
        writeln!(
            sortie,
            "\n{reussis} exercice(s) réussi(s) sur {}",
            exercices.len()
        )?;
    }
    if noms.is_empty() {
        signaler(&catalogue, sortie)?;
    }
    Ok(reussis == exercices.len())
}

/// Compile et juge un exercice, écrit le verdict et le retient.
///
/// # Errors
///
/// Si cargo ou la vérification ne peuvent pas être lancés.
pub fn verifier_un(projet: &Projet, exercice: &Exercice, sortie: &mut dyn Write) -> Resultat<bool> {
    presents(projet, exercice)?;
    let avant = suivi::empreinte(exercice);
    let compilation = cargo::compiler_la_verification(projet, &exercice.paquet())?;
    let Some(programme) = compilation.programme(&exercice.paquet()) else {
        // Un disque plein ou un dossier protégé n'est pas la faute de l'exercice.
        fichiers::eprouver(projet.cible())?;
        writeln!(
            sortie,
            "{} — ne compile pas : le message de cargo est ci-dessus",
            en(TITRE, exercice.nom_court())
        )?;
        return Ok(false);
    };
    let verdict = verdict::juger(projet, programme, exercice.manifeste.limite)?;
    if processus::interrompu() {
        // Un test tué par Ctrl-C n'a pas échoué : il n'y a pas de verdict.
        return Err(Erreur::nouvelle("la vérification a été interrompue"));
    }
    rapport::verdict(sortie, exercice, &verdict)?;
    if suivi::empreinte(exercice) != avant {
        // Ce qui a été jugé n'existe déjà plus : ce verdict ne vaut pour rien de présent.
        let suite = "Un fichier a changé pendant la vérification : ce verdict porte sur la \
                     version précédente, et n'est pas retenu.";
        writeln!(sortie, "  {}", en(ATTENTION, suite))?;
        return Ok(false);
    }
    suivi::retenir(projet, exercice, avant, &verdict);
    Ok(verdict.reussi())
}

/// Les fichiers de l'élève et le contrôle sont-ils là ?
fn presents(projet: &Projet, exercice: &Exercice) -> Resultat<()> {
    for fichier in &exercice.manifeste.fichiers {
        let chemin = exercice.dossier().join(fichier);
        if !chemin.is_file() {
            return Err(Erreur::nouvelle(format!(
                "{} : ce fichier manque",
                projet.affiche(&chemin)
            ))
            .avec_remede(format!(
                "cargo atelier reinitialiser {}",
                exercice.nom_court()
            )));
        }
    }
    let controle = exercice.controle();
    if !controle.is_file() {
        let affiche = projet.affiche(&controle);
        return Err(
            Erreur::nouvelle(format!("{affiche} : le contrôle de l'exercice manque"))
                .avec_remede(format!("rétablissez-le : git checkout -- {affiche}")),
        );
    }
    Ok(())
}

/// Donne un indice de plus, ou tous.
///
/// # Errors
///
/// Si le nom ne désigne pas un exercice, ou si ses indices ne se lisent pas.
pub fn indice(projet: &Projet, nom: &str, tous: bool, sortie: &mut dyn Write) -> Resultat<bool> {
    let catalogue = Catalogue::lire(projet);
    let exercice = catalogue.exercice(nom)?;
    let indices = indices::lire(projet, exercice)?;
    let vus = suivi::indices_vus(projet, exercice);
    let montres = if tous {
        indices.len()
    } else {
        (vus + 1).min(indices.len())
    };
    for (rang, indice) in indices.iter().enumerate().take(montres) {
        writeln!(
            sortie,
            "{}",
            en(
                TITRE,
                format!(
                    "Indice {} sur {} : {}",
                    rang + 1,
                    indices.len(),
                    indice.titre
                )
            )
        )?;
        writeln!(sortie, "{}\n", indice.pour_le_terminal())?;
    }
    suivi::retenir_les_indices(projet, exercice, montres.max(vus))?;
    if montres == indices.len() {
        writeln!(sortie, "Il n'y a pas d'autre indice.")?;
    }
    Ok(true)
}

/// Montre la solution de référence, si l'exercice est réussi ou si l'on insiste.
///
/// # Errors
///
/// Si le nom ne désigne pas un exercice, ou si la solution ne peut pas être lue.
pub fn solution(
    projet: &Projet,
    nom: &str,
    quand_meme: bool,
    sortie: &mut dyn Write,
) -> Resultat<bool> {
    let catalogue = Catalogue::lire(projet);
    let exercice = catalogue.exercice(nom)?;
    if !quand_meme && suivi::etat(projet, exercice) != Etat::Reussi {
        let court = exercice.nom_court();
        writeln!(
            sortie,
            "La solution se montre une fois l'exercice réussi : cargo atelier verifier {court}\n\
             Pour la voir tout de suite : cargo atelier solution {court} --quand-meme"
        )?;
        return Ok(false);
    }
    for fichier in &exercice.manifeste.fichiers {
        let chemin = exercice.solution().join(fichier);
        writeln!(
            sortie,
            "{}",
            en(TITRE, format!("── {}", projet.affiche(&chemin)))
        )?;
        let source = fichiers::lire(&chemin)?;
        writeln!(sortie, "{}", ancre::sans_marques(&source))?;
    }
    Ok(true)
}

/// Remet les fichiers de départ ; garde ceux de l'élève à côté, sous un nom daté.
///
/// # Errors
///
/// Si le nom ne désigne pas un exercice, ou si un fichier ne peut pas être écrit. Rien n'est
/// remplacé tant que la copie n'est pas faite.
pub fn reinitialiser(projet: &Projet, nom: &str, sortie: &mut dyn Write) -> Resultat<bool> {
    let catalogue = Catalogue::lire(projet);
    let exercice = catalogue.exercice(nom)?;
    if suivi::est_au_depart(exercice) {
        writeln!(
            sortie,
            "{} est déjà dans son état de départ.",
            en(TITRE, exercice.nom_court())
        )?;
        return Ok(true);
    }
    for fichier in &exercice.manifeste.fichiers {
        let chemin = exercice.dossier().join(fichier);
        let depart = exercice.depart().join(fichier);
        let contenu =
            fs::read(&depart).map_err(|source| Erreur::fichier("lire", &depart, &source))?;
        match mettre_de_cote(&chemin)? {
            Some(copie) => writeln!(
                sortie,
                "Votre version est gardée dans {}",
                projet.affiche(&copie)
            )?,
            None => writeln!(sortie, "{} manquait", projet.affiche(&chemin))?,
        }
        fichiers::ecrire(&chemin, &contenu)?;
    }
    writeln!(
        sortie,
        "{} est remis dans son état de départ.",
        en(TITRE, exercice.nom_court())
    )?;
    Ok(true)
}

/// Copie `lib.rs` en `lib.2026-11-22_14h05m09.rs`, sans jamais écraser une autre copie.
/// Rend `None` si le fichier n'existe pas.
fn mettre_de_cote(chemin: &Path) -> Resultat<Option<PathBuf>> {
    let Ok(contenu) = fs::read(chemin) else {
        return Ok(None);
    };
    let maintenant = OffsetDateTime::now_local().unwrap_or_else(|_| OffsetDateTime::now_utc());
    let (heure, minute, seconde) = maintenant.to_hms();
    let jour = maintenant.date();
    let date = format!("{jour}_{heure:02}h{minute:02}m{seconde:02}");
    let extension = chemin.extension().unwrap_or_default().to_string_lossy();
    for essai in 0.. {
        let suffixe = if essai == 0 {
            String::new()
        } else {
            format!("-{essai}")
        };
        let copie = chemin.with_extension(format!("{date}{suffixe}.{extension}"));
        // `create_new` refuse un fichier présent : deux copies dans la même seconde survivent.
        match fs::File::create_new(&copie) {
            Ok(mut fichier) => {
                fichier
                    .write_all(&contenu)
                    .map_err(|source| Erreur::fichier("écrire", &copie, &source))?;
                return Ok(Some(copie));
            }
            Err(source) if source.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(source) => return Err(Erreur::fichier("créer", &copie, &source)),
        }
    }
    unreachable!("un des noms finit par être libre")
}
