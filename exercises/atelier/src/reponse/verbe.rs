//! Le verbe `erreur` : montrer, poser, essayer et enregistrer les réponses fausses.

use std::io::Write;
use std::process::Command;

use super::ecarts;
use super::etabli::{Etabli, Etat};
use crate::banc::{self, Essai};
use crate::catalogue::{Catalogue, Exercice};
use crate::fichiers::Contenus;
use crate::sortie::{ATTENTION, BIEN, DISCRET, MAL, TITRE, en};
use crate::verdict::{self, Verdict};
use crate::{Erreur, Projet, Resultat, controle};

/// Ce que l'on fait d'une réponse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Geste {
    /// La poser en fichiers entiers.
    Poser,
    /// Voir quels tests l'attrapent.
    Essayer,
    /// Écrire sa page.
    Enregistrer,
}

/// `cargo atelier erreur <exercice> [nom]`.
///
/// # Errors
///
/// Si le nom ne désigne pas un exercice, si la page ne se lit pas, ou si la réponse ne peut pas
/// être posée, compilée ou enregistrée.
pub fn erreur(
    projet: &Projet,
    exercice: &str,
    nom: Option<&str>,
    geste: Geste,
    sortie: &mut dyn Write,
) -> Resultat<bool> {
    let catalogue = Catalogue::lire(projet);
    let exercice = catalogue.exercice(exercice)?;
    let Some(nom) = nom else {
        return lister(projet, exercice, sortie);
    };
    let etabli = Etabli::nouveau(projet, exercice, nom)?;
    match geste {
        Geste::Poser => poser(projet, &etabli, sortie),
        Geste::Essayer => essayer(projet, &etabli, sortie),
        Geste::Enregistrer => enregistrer(projet, &etabli, sortie),
    }
}

/// Les réponses fausses d'un exercice, avec leur titre.
fn lister(projet: &Projet, exercice: &Exercice, sortie: &mut dyn Write) -> Resultat<bool> {
    let mut lisibles = true;
    for page in super::pages(exercice) {
        match super::lire(projet, &page) {
            Ok(reponse) => {
                let titre = en(DISCRET, format!("— {}", reponse.titre));
                writeln!(sortie, "{} {titre}", super::nom(&page))?;
            }
            Err(erreur) => {
                lisibles = false;
                writeln!(sortie, "{} {erreur}", en(MAL, "illisible :"))?;
            }
        }
    }
    let court = exercice.nom_court();
    writeln!(
        sortie,
        "Pour en corriger une, ou en écrire une autre : cargo atelier erreur {court} <nom>"
    )?;
    Ok(lisibles)
}

fn poser(projet: &Projet, etabli: &Etabli, sortie: &mut dyn Write) -> Resultat<bool> {
    let nouvelle = !etabli.page().exists();
    let refuses = etabli.poser()?;
    if nouvelle {
        let nom = en(TITRE, &etabli.nom);
        writeln!(
            sortie,
            "{nom} est nouvelle : la solution de référence est posée, à vous d'y mettre la faute."
        )?;
        if let Some(proche) = proche(etabli) {
            let question = format!("Vouliez-vous {proche}, qui existe déjà ?");
            writeln!(sortie, "{}", en(ATTENTION, question))?;
        }
    } else {
        writeln!(sortie, "{} est posée :", en(TITRE, &etabli.nom))?;
    }
    for place in etabli.presents().keys() {
        writeln!(
            sortie,
            "  {}",
            projet.affiche(&etabli.dossier().join(place))
        )?;
    }
    for refuse in &refuses {
        let fait = format!(
            "Ce morceau du diff de {} ne s'applique plus, reportez-le :",
            refuse.fichier
        );
        writeln!(
            sortie,
            "{}\n{}",
            en(ATTENTION, fait),
            refuse.texte.trim_end()
        )?;
    }
    let commande = etabli.commande();
    writeln!(
        sortie,
        "Puis :\n  {commande} --essayer      quels tests l'attrapent\n  {commande} --enregistrer  écrire la page"
    )?;
    Ok(true)
}

/// La réponse dont le nom ressemble à celui qu'on a donné.
fn proche(etabli: &Etabli) -> Option<String> {
    let pages = super::pages(etabli.exercice);
    let noms = pages.iter().map(|page| super::nom(page));
    let ressemblance = |nom: &String| strsim::jaro_winkler(nom, &etabli.nom);
    noms.filter(|nom| ressemblance(nom) > 0.85)
        .max_by(|a, b| ressemblance(a).total_cmp(&ressemblance(b)))
}

fn essayer(projet: &Projet, etabli: &Etabli, sortie: &mut dyn Write) -> Resultat<bool> {
    let page = etabli.page();
    let posee = etabli.etat() == Etat::Corrige;
    let fichiers = if posee {
        etabli.presents()
    } else if page.exists() {
        super::fichiers(projet, etabli.exercice, &page)?
    } else {
        let fait = format!(
            "{} n'a pas de réponse fausse « {} »",
            etabli.exercice.nom_court(),
            etabli.nom
        );
        return Err(Erreur::nouvelle(fait).avec_remede(format!("posez-la : {}", etabli.commande())));
    };
    let verdict = eprouver(projet, etabli, fichiers)?;
    let lieu = if posee { etabli.dossier() } else { page };
    writeln!(sortie, "{}", en(DISCRET, projet.affiche(&lieu)))?;
    montrer(etabli, &verdict, sortie)
}

fn enregistrer(projet: &Projet, etabli: &Etabli, sortie: &mut dyn Write) -> Resultat<bool> {
    // D'abord ce qui ne coûte rien : il y a bien une faute à enregistrer.
    etabli.composer(&[])?;
    mettre_en_forme(etabli);
    let verdict = eprouver(projet, etabli, etabli.presents())?;
    let tests: Vec<String> = verdict.echecs().map(str::to_owned).collect();
    let reponse = etabli.composer(&tests)?;
    etabli.enregistrer(&reponse)?;
    writeln!(sortie, "{} est écrite.", projet.affiche(&etabli.page()))?;
    let juste = montrer(etabli, &verdict, sortie)?;
    if reponse.est_une_ebauche() {
        writeln!(sortie, "{}", en(ATTENTION, super::EBAUCHE))?;
    }
    Ok(juste)
}

/// Passe rustfmt sur les fichiers posés : le diff ne montre que la faute. Un fichier que rustfmt ne
/// lit pas ne compile pas non plus, et le compilateur le dira mieux.
fn mettre_en_forme(etabli: &Etabli) {
    let presents = etabli.presents();
    let rust = presents.keys().filter(|place| place.ends_with(".rs"));
    let chemins = rust.map(|place| etabli.dossier().join(place));
    let mut commande = Command::new("rustfmt");
    commande.args(["--edition", "2024", "--config", "skip_children=true"]);
    let _ = commande.args(chemins).output();
}

/// Compile la réponse seule, et la juge.
fn eprouver(projet: &Projet, etabli: &Etabli, fichiers: Contenus) -> Resultat<Verdict> {
    let essai = Essai::erreur(etabli.exercice, &etabli.nom, fichiers);
    let paquet = essai.paquet.clone();
    let compilation = banc::compiler(projet, &[essai])?;
    let limite = etabli.exercice.manifeste.limite;
    verdict::du_paquet(projet, &compilation, &paquet, limite)?.map_err(|absence| {
        let fait = format!(
            "la réponse fausse {}\n{}",
            absence.fait,
            absence.erreurs.join("\n")
        );
        Erreur::nouvelle(fait.trim_end())
            .avec_remede("une réponse fausse compile : elle se trompe à l'exécution")
    })
}

/// Les tests qui attrapent la réponse, et ce que la page devrait en dire.
fn montrer(etabli: &Etabli, verdict: &Verdict, sortie: &mut dyn Write) -> Resultat<bool> {
    let phrases = controle::phrases(etabli.exercice);
    let echecs: Vec<&str> = verdict.echecs().collect();
    for nom in &echecs {
        let phrase = phrases
            .get(*nom)
            .map(|phrase| en(DISCRET, format!(" — {phrase}")));
        let phrase = phrase.unwrap_or_default();
        writeln!(sortie, "  {} {nom}{phrase}", en(BIEN, "attrapée par"))?;
    }
    for (nom, raison) in verdict.non_lances() {
        writeln!(
            sortie,
            "  {} {nom} : {raison}",
            en(ATTENTION, "non lancé :")
        )?;
    }
    if echecs.is_empty() {
        writeln!(
            sortie,
            "  {}",
            en(
                MAL,
                "aucun test ne l'attrape : il en manque un, ou ce n'est pas une faute"
            )
        )?;
    }
    let Some(page) = etabli.lire_la_page()? else {
        return Ok(!echecs.is_empty());
    };
    let ecarts = ecarts(&page.tests, verdict);
    for ecart in &ecarts {
        writeln!(sortie, "  {}", en(MAL, ecart))?;
    }
    if !ecarts.is_empty() && !echecs.is_empty() {
        let noms: Vec<String> = echecs.iter().map(|nom| format!("`{nom}`")).collect();
        writeln!(
            sortie,
            "La page devrait dire :\nAttrapée par : {}",
            noms.join(", ")
        )?;
    }
    Ok(ecarts.is_empty() && !echecs.is_empty())
}
