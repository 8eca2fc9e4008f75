//! Écrire un verdict pour un humain.

use std::io::Write;

use crate::Resultat;
use crate::catalogue::Exercice;
use crate::sortie::{ATTENTION, BIEN, DISCRET, MAL, TITRE, en};
use crate::suivi::Etat;
use crate::verdict::{Fin, Test, Verdict, phrase};

/// Écrit le verdict d'un exercice, échecs en détail.
///
/// # Errors
///
/// Si la sortie est fermée.
pub fn verdict(sortie: &mut dyn Write, exercice: &Exercice, verdict: &Verdict) -> Resultat<()> {
    let bilan = format!("{} sur {}", verdict.reussis(), verdict.tests.len());
    let (style, signe) = if verdict.reussi() {
        (BIEN, "✔")
    } else {
        (MAL, "✘")
    };
    writeln!(
        sortie,
        "{} {} — {}",
        en(style, signe),
        en(TITRE, exercice.nom_court()),
        en(style, bilan)
    )?;
    for test in &verdict.tests {
        ligne_du_test(sortie, test)?;
    }
    if !verdict.reussi() {
        let indice = format!("Un indice : cargo atelier indice {}", exercice.nom_court());
        writeln!(sortie, "  {}", en(DISCRET, indice))?;
    }
    Ok(())
}

fn ligne_du_test(sortie: &mut dyn Write, test: &Test) -> Resultat<()> {
    let nom = test.nom.replace('_', " ");
    if test.reussi() {
        writeln!(sortie, "  {} {nom}", en(BIEN, "✔"))?;
        return Ok(());
    }
    writeln!(sortie, "  {} {nom}", en(MAL, "✘"))?;
    if test.fin != Fin::Echec {
        writeln!(sortie, "      {}", en(ATTENTION, phrase(&test.fin)))?;
    }
    for ligne in test.explication.avant.lines() {
        writeln!(sortie, "      {}", colorer(ligne))?;
    }
    for ligne in test.explication.message.lines() {
        writeln!(sortie, "      {ligne}")?;
    }
    if let Some(lieu) = &test.explication.lieu {
        writeln!(sortie, "      {}", en(DISCRET, format!("à {lieu}")))?;
    }
    Ok(())
}

/// Les lignes d'une différence d'instantané : `  - attendu`, `  + obtenu`.
fn colorer(ligne: &str) -> String {
    if ligne.starts_with("  - ") {
        en(BIEN, ligne)
    } else if ligne.starts_with("  + ") {
        en(MAL, ligne)
    } else {
        ligne.to_owned()
    }
}

/// L'état d'un exercice, en quelques mots.
pub fn etat(etat: Etat) -> String {
    match etat {
        Etat::AFaire => en(DISCRET, "à faire"),
        Etat::EnCours => en(ATTENTION, "en cours, à vérifier"),
        Etat::Echoue { reussis, total } => en(MAL, format!("{reussis} test(s) sur {total}")),
        Etat::Reussi => en(BIEN, "réussi"),
    }
}
