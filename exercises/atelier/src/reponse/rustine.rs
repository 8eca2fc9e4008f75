//! Les blocs `diff` d'une réponse fausse : les appliquer à la solution, et les écrire.
//!
//! `diffy` fait le travail. Ce qu'il refuse, ce fichier l'explique : quel morceau (*hunk*) ne
//! s'applique plus, et à quelle ligne de la page il commence.

use std::fmt::Write;

use diffy::{DiffOptions, Line, Patch};

use super::Faute;

/// Les lignes montrées autour de chaque changement.
const CONTEXTE: usize = 3;

/// Un morceau d'un bloc : de sa ligne `@@` à la suivante.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Morceau {
    /// Son texte, ligne `@@` comprise.
    pub texte: String,
    /// La ligne de la page où il commence.
    pub ligne: usize,
}

/// Applique le bloc `texte`, qui commence à la ligne `ligne` de la page, au texte d'un fichier.
///
/// # Errors
///
/// Si le bloc est mal formé, ne change rien, ou si l'un de ses morceaux ne s'applique pas.
pub fn appliquer(base: &str, texte: &str, fichier: &str, ligne: usize) -> Result<String, Faute> {
    let morceaux = decouper(texte, fichier, ligne)?;
    let (resultat, refuses) = reporter(base, &morceaux);
    if let Some(rang) = refuses.first() {
        return Err(inapplicable(base, &morceaux, *rang, fichier));
    }
    if resultat == base {
        let fait = format!("le diff de {fichier} ne change rien");
        return Err(Faute::nouvelle(
            ligne,
            fait,
            "retirez ce bloc, ou écrivez la faute",
        ));
    }
    Ok(resultat)
}

/// Applique ce qui peut l'être, et rend les rangs des morceaux refusés.
pub fn reporter(base: &str, morceaux: &[Morceau]) -> (String, Vec<usize>) {
    let ensemble: String = morceaux
        .iter()
        .map(|morceau| morceau.texte.as_str())
        .collect();
    if let Some(resultat) = essayer(base, &ensemble) {
        return (resultat, Vec::new());
    }
    let mut resultat = base.to_owned();
    let mut refuses = Vec::new();
    for (rang, morceau) in morceaux.iter().enumerate() {
        match essayer(&resultat, &morceau.texte) {
            Some(suite) => resultat = suite,
            None => refuses.push(rang),
        }
    }
    (resultat, refuses)
}

fn essayer(base: &str, morceaux: &str) -> Option<String> {
    let texte = format!("--- a\n+++ b\n{morceaux}");
    let rustine = Patch::from_str(&texte).ok()?;
    diffy::apply(base, &rustine).ok()
}

/// Les morceaux d'un bloc, vérifiés un par un.
///
/// # Errors
///
/// Si le bloc n'a aucun morceau, ou si l'un d'eux est mal formé.
pub fn decouper(texte: &str, fichier: &str, ligne: usize) -> Result<Vec<Morceau>, Faute> {
    let mut morceaux: Vec<Morceau> = Vec::new();
    // Les deux premières lignes du bloc sont « --- » et « +++ ».
    for (rang, contenu) in texte.lines().enumerate().skip(2) {
        let ligne = ligne + 1 + rang;
        if contenu.starts_with("@@") {
            let texte = String::new();
            morceaux.push(Morceau { texte, ligne });
        }
        match morceaux.last_mut() {
            Some(morceau) => {
                let _ = writeln!(morceau.texte, "{contenu}");
            }
            None if contenu.is_empty() => {}
            None => {
                let fait = format!("« {contenu} » n'a pas sa place avant la première ligne « @@ »");
                return Err(Faute::nouvelle(ligne, fait, SE_REECRIT));
            }
        }
    }
    if morceaux.is_empty() {
        let fait = format!("le diff de {fichier} n'a aucun morceau « @@ -… +… @@ »");
        return Err(Faute::nouvelle(ligne, fait, SE_REECRIT));
    }
    for (rang, morceau) in morceaux.iter().enumerate() {
        verifier(morceau, rang, fichier)?;
    }
    Ok(morceaux)
}

/// Ce qui ne se corrige pas bien à la main.
const SE_REECRIT: &str = "un diff ne s'écrit pas à la main : « cargo atelier erreur <exercice> <nom> » pose la réponse, « --enregistrer » écrit la page";

/// `diffy` ignore ce qui suit le nombre de lignes annoncé : on compte donc d'abord.
fn verifier(morceau: &Morceau, rang: usize, fichier: &str) -> Result<(), Faute> {
    let lignes = || morceau.texte.lines().skip(1);
    let etrangere = lignes().find(|l| !l.is_empty() && !l.starts_with([' ', '+', '-', '\\']));
    if let Some(etrangere) = etrangere {
        let fait = format!(
            "dans le morceau {} du diff de {fichier}, « {etrangere} » ne commence ni par une espace, ni par « + », ni par « - »",
            rang + 1
        );
        return Err(Faute::nouvelle(morceau.ligne, fait, SE_REECRIT));
    }
    let compte = |exclu: char| lignes().filter(|l| !l.starts_with([exclu, '\\'])).count();
    let texte = format!("--- a\n+++ b\n{}", morceau.texte);
    let lu = Patch::from_str(&texte).ok();
    let juste = lu
        .as_ref()
        .and_then(|lu| lu.hunks().first())
        .is_some_and(|lu| {
            lu.old_range().len() == compte('+') && lu.new_range().len() == compte('-')
        });
    if juste {
        return Ok(());
    }
    let fait = format!(
        "la ligne « @@ » du morceau {} du diff de {fichier} n'annonce pas ce qui la suit, {} ligne(s) avant et {} après",
        rang + 1,
        compte('+'),
        compte('-'),
    );
    Err(Faute::nouvelle(morceau.ligne, fait, SE_REECRIT))
}

/// Pourquoi un morceau ne s'applique pas : la première ligne qu'il montre, et celle que la
/// solution n'a plus.
fn inapplicable(base: &str, morceaux: &[Morceau], rang: usize, fichier: &str) -> Faute {
    let morceau = &morceaux[rang];
    let attendues: Vec<&str> = morceau
        .texte
        .lines()
        .skip(1)
        .filter(|ligne| !ligne.starts_with(['+', '\\']))
        .map(|ligne| ligne.get(1..).unwrap_or_default())
        .filter(|ligne| !ligne.trim().is_empty())
        .collect();
    let mut fait = format!(
        "le morceau {} sur {} du diff de {fichier} ne s'applique plus à la solution",
        rang + 1,
        morceaux.len()
    );
    if let Some(premiere) = attendues.first() {
        let _ = write!(fait, "\n  il commence par : {}", premiere.trim());
    }
    let absente = attendues
        .iter()
        .find(|attendue| !base.lines().any(|ligne| ligne == **attendue));
    match absente {
        Some(absente) => {
            let _ = write!(fait, "\n  la solution n'a plus : {}", absente.trim());
        }
        None => fait.push_str("\n  la solution n'a plus ces lignes à la suite"),
    }
    let remede = "« cargo atelier erreur <exercice> <nom> » pose ce qui s'applique encore ; reportez le reste, puis « --enregistrer »";
    Faute::nouvelle(morceau.ligne, fait, remede)
}

/// Le bloc `diff` qui mène de `avant` à `apres`.
pub fn ecrire(fichier: &str, avant: &str, apres: &str) -> String {
    let mut options = DiffOptions::new();
    options
        .set_context_len(CONTEXTE)
        .set_original_filename(fichier.to_owned())
        .set_modified_filename(fichier.to_owned());
    options.create_patch(avant, apres).to_string()
}

/// `apres` a-t-il si peu de commun avec `avant` qu'il vaut mieux le montrer en entier ?
pub fn trop_longue(avant: &str, apres: &str) -> bool {
    let rustine = diffy::create_patch(avant, apres);
    let lignes = rustine.hunks().iter().flat_map(|morceau| morceau.lines());
    let changees = lignes.filter(|ligne| !matches!(ligne, Line::Context(_)));
    changees.count() * 5 > apres.lines().count() * 3
}
