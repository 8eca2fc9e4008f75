//! Écrire un verdict pour un humain.

use std::io::Write;

use crate::Resultat;
use crate::catalogue::Exercice;
use crate::sortie::{ATTENTION, BIEN, DISCRET, MAL, TITRE, en};
use crate::suivi::Etat;
use crate::verdict::{Fin, Test, Verdict};

/// Le signe de ce qui n'a pas été lancé : ni réussi, ni échoué.
pub const NON_LANCE: &str = "○";

/// Écrit le verdict d'un exercice, échecs en détail.
///
/// # Errors
///
/// Si la sortie est fermée.
pub fn verdict(sortie: &mut dyn Write, exercice: &Exercice, verdict: &Verdict) -> Resultat<()> {
    let echoue = verdict.echecs().next().is_some() || verdict.tests.is_empty();
    let non_lances = verdict.non_lances().count();
    let mut bilan = format!("{} sur {}", verdict.reussis(), verdict.tests.len());
    if non_lances > 0 {
        bilan.push_str(&format!(", {non_lances} non lancé(s)"));
    }
    let (style, signe) = match (verdict.reussi(), echoue) {
        (true, _) => (BIEN, "✔"),
        (_, true) => (MAL, "✘"),
        _ => (ATTENTION, NON_LANCE),
    };
    writeln!(
        sortie,
        "{} {} — {}",
        en(style, signe),
        en(TITRE, exercice.nom_court()),
        en(style, bilan)
    )?;
    let mut dernier = None;
    for test in &verdict.tests {
        ligne_du_test(sortie, test, dernier)?;
        dernier = test.explication.lieu.as_ref().and(Some(test)).or(dernier);
    }
    if echoue {
        let indice = format!("Un indice : cargo atelier indice {}", exercice.nom_court());
        writeln!(sortie, "  {}", en(DISCRET, indice))?;
    } else if non_lances > 0 {
        let court = exercice.nom_court();
        let suite = format!(
            "Ce qui est lancé passe, mais l'exercice n'est pas encore réussi. Une fois ce qui \
             manque installé : cargo atelier verifier {court}"
        );
        writeln!(sortie, "  {}", en(DISCRET, suite))?;
    }
    Ok(())
}

/// `dernier` est le dernier test qui a dit un lieu : dix tests qui attendent la même fonction,
/// ou qui butent sur la même faute, ne l'expliquent qu'une fois.
fn ligne_du_test(sortie: &mut dyn Write, test: &Test, dernier: Option<&Test>) -> Resultat<()> {
    let nom = test.nom.replace('_', " ");
    if test.reussi() {
        writeln!(sortie, "  {} {nom}", en(BIEN, "✔"))?;
        return Ok(());
    }
    if !test.lance() {
        writeln!(sortie, "  {} {nom}", en(ATTENTION, NON_LANCE))?;
        writeln!(sortie, "      {}", en(ATTENTION, phrase(&test.fin)))?;
        return Ok(());
    }
    writeln!(sortie, "  {} {nom}", en(MAL, "✘"))?;
    if test.fin != Fin::Echec {
        writeln!(sortie, "      {}", en(ATTENTION, phrase(&test.fin)))?;
    }
    let dernier = dernier.map(|dernier| &dernier.explication);
    let meme_lieu = dernier.is_some_and(|dernier| dernier.lieu == test.explication.lieu);
    if meme_lieu && test.explication.a_ecrire || dernier == Some(&test.explication) {
        return Ok(());
    }
    for ligne in abreger(&test.explication.avant) {
        writeln!(sortie, "      {}", colorer(&ligne))?;
    }
    for ligne in abreger(&test.explication.message) {
        writeln!(sortie, "      {ligne}")?;
    }
    if let Some(lieu) = &test.explication.lieu {
        writeln!(sortie, "      {}", en(DISCRET, format!("à {lieu}")))?;
    }
    Ok(())
}

/// La phrase qui dit comment un test a fini.
fn phrase(fin: &Fin) -> String {
    match fin {
        Fin::Reussite => "réussi".to_owned(),
        Fin::Echec => "échoué".to_owned(),
        Fin::HorsDelai(limite) => format!(
            "arrêté après {limite} s : il ne finissait pas (boucle sans fin, attente d'un verrou ?)"
        ),
        Fin::SortiePrematuree(code) => {
            format!("le processus a fini avant le test, avec le code {code} (un appel à exit ?)")
        }
        Fin::Tue(cause) => format!("tué : {cause}"),
        Fin::NonLance(raison) => format!("non lancé : {raison}"),
    }
}

/// Les lignes qu'un test a écrites, sans celles du milieu s'il y en a trop pour un écran.
fn abreger(texte: &str) -> Vec<String> {
    const BOUT: usize = 20;
    const LARGEUR: usize = 300;
    let courte = |ligne: &str| match ligne.char_indices().nth(LARGEUR) {
        Some((fin, _)) => format!("{}…", &ligne[..fin]),
        None => ligne.to_owned(),
    };
    let lignes: Vec<String> = texte.lines().map(courte).collect();
    if lignes.len() <= 2 * BOUT {
        return lignes;
    }
    let omises = format!(
        "[… {} lignes passées sous silence …]",
        lignes.len() - 2 * BOUT
    );
    [&lignes[..BOUT], &[omises], &lignes[lignes.len() - BOUT..]].concat()
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
        Etat::Incomplet { non_lances } => en(
            ATTENTION,
            format!("incomplet, {non_lances} test(s) non lancé(s)"),
        ),
        Etat::Reussi => en(BIEN, "réussi"),
    }
}
