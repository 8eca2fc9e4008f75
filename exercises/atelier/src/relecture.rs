//! Relire la prose avec Grammalecte : les pages, les énoncés, et les commentaires des
//! fichiers Rust qu'on lui donne.
//!
//! Le code et les mots en italique, qui sont des termes étrangers, sont remplacés par le mot
//! CODE. Un paragraphe précédé de `<!-- hors relecture : raison -->` n'est pas lu. Les espaces insécables et les apostrophes ne sont
//! pas jugées, puisque le livre les compose. Les mots du métier sont dans
//! `book/mots-admis.txt`.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use serde::Deserialize;

use crate::{Erreur, Projet, Resultat, fichiers};

/// Ce que nous ne demandons pas à Grammalecte de juger.
const SANS: [&str; 9] = [
    "apos", "nbsp", "unit", "tab", "conf", "poncfin", "html", "latex", "md",
];

/// Ce qui tient la place du code dans une phrase.
const CODE: &str = "CODE";

/// Ce qui précède un paragraphe qui n'est pas à relire.
const HORS_RELECTURE: &str = "<!-- hors relecture :";

/// Relit des fichiers, ou toute la prose du projet si la liste est vide.
///
/// # Errors
///
/// Si Grammalecte n'est pas installé, ou si un fichier ne peut pas être lu.
pub fn relire(projet: &Projet, fichiers: &[PathBuf], sortie: &mut dyn Write) -> Resultat<bool> {
    let fichiers = if fichiers.is_empty() {
        prose(projet)
    } else {
        fichiers.to_vec()
    };
    let mots = mots_admis(projet)?;
    let mut remarques = 0;
    for chemin in &fichiers {
        let source = crate::fichiers::lire(chemin)?;
        let rust = chemin
            .extension()
            .is_some_and(|extension| extension == "rs");
        let paragraphes = if rust {
            commentaires(&source)
        } else {
            paragraphes(&source, |ligne| ligne)
        };
        for (ligne, remarque) in juger(&paragraphes, &mots, rust)? {
            writeln!(sortie, "{}:{ligne} : {remarque}", projet.affiche(chemin))?;
            remarques += 1;
        }
    }
    writeln!(
        sortie,
        "{remarques} remarque(s) dans {} fichier(s)",
        fichiers.len()
    )?;
    Ok(remarques == 0)
}

/// Toute la prose publiée : les pages du livre, les énoncés, les réponses fausses, le README.
fn prose(projet: &Projet) -> Vec<PathBuf> {
    let mut chemins = vec![projet.chemin("README.md")];
    for arbre in ["book/src", "exercises", "solutions"] {
        chemins.extend(fichiers::sous(&projet.chemin(arbre)));
    }
    chemins.retain(|chemin| {
        chemin
            .extension()
            .is_some_and(|extension| extension == "md")
    });
    chemins.retain(|chemin| !chemin.ends_with("SUMMARY.md"));
    chemins
}

fn mots_admis(projet: &Projet) -> Resultat<HashSet<String>> {
    let liste = fichiers::lire(&projet.chemin("book/mots-admis.txt"))?;
    let mots = liste.lines().filter_map(|ligne| ligne.split('#').next());
    Ok(mots
        .map(|mot| mot.trim().to_lowercase())
        .filter(|mot| !mot.is_empty())
        .collect())
}

/// Un paragraphe de prose, et la ligne du fichier où commence chacun de ses morceaux.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
struct Paragraphe {
    texte: String,
    /// (position dans `texte`, ligne du fichier)
    lignes: Vec<(usize, usize)>,
}

impl Paragraphe {
    fn ajouter(&mut self, texte: &str, ligne: usize) {
        self.lignes.push((self.texte.len(), ligne));
        self.texte.push_str(texte);
    }

    /// La ligne du fichier d'où vient le caractère de rang `rang`.
    fn ligne(&self, rang: usize) -> usize {
        let position = self
            .texte
            .char_indices()
            .nth(rang)
            .map_or(self.texte.len(), |(position, _)| position);
        let avant = self
            .lignes
            .iter()
            .rev()
            .find(|(debut, _)| *debut <= position);
        avant.map_or(1, |(_, ligne)| *ligne)
    }
}

/// Les paragraphes d'un texte Markdown. `situer` change une ligne du texte en ligne du fichier.
fn paragraphes(source: &str, situer: impl Fn(usize) -> usize) -> Vec<Paragraphe> {
    let mut paragraphes = Vec::new();
    let mut courant = Paragraphe::default();
    let mut muet = 0;
    let mut passer = false;
    let extensions = Options::ENABLE_TABLES | Options::ENABLE_GFM | Options::ENABLE_FOOTNOTES;
    for (evenement, etendue) in Parser::new_ext(source, extensions).into_offset_iter() {
        let ligne = situer(source[..etendue.start].matches('\n').count() + 1);
        match evenement {
            Event::Start(Tag::Emphasis) if muet == 0 => {
                courant.ajouter(CODE, ligne);
                muet += 1;
            }
            Event::Start(Tag::CodeBlock(_) | Tag::Emphasis) => muet += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Emphasis) => muet -= 1,
            Event::Html(html) if html.starts_with(HORS_RELECTURE) => passer = true,
            Event::End(TagEnd::Paragraph) if std::mem::take(&mut passer) => {
                courant = Paragraphe::default();
            }
            Event::Text(texte) if muet == 0 && !texte.contains("{{#") => {
                courant.ajouter(&texte, ligne);
            }
            Event::Code(_) => courant.ajouter(CODE, ligne),
            Event::SoftBreak | Event::HardBreak if muet == 0 => courant.ajouter(" ", ligne),
            Event::Start(tag) if est_un_bloc(&tag) => {
                paragraphes.push(std::mem::take(&mut courant));
            }
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::BlockQuote(_),
            ) => paragraphes.push(std::mem::take(&mut courant)),
            _ => {}
        }
    }
    paragraphes.push(courant);
    paragraphes.retain(|paragraphe| paragraphe.texte.chars().any(char::is_alphabetic));
    paragraphes
}

fn est_un_bloc(tag: &Tag) -> bool {
    !matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// Les paragraphes des commentaires d'un fichier Rust, qui sont du Markdown eux aussi.
fn commentaires(source: &str) -> Vec<Paragraphe> {
    let mut texte = String::new();
    let mut lignes = Vec::new();
    for (rang, ligne) in source.lines().enumerate() {
        let ligne = ligne.trim_start();
        let commentaire = ["//!", "///", "//"]
            .iter()
            .find_map(|debut| ligne.strip_prefix(debut));
        // Une ligne de code sépare deux commentaires comme une ligne vide.
        let commentaire = commentaire.filter(|ligne| !ligne.trim_start().starts_with("ANCHOR"));
        texte.push_str(commentaire.map_or("", |ligne| ligne.strip_prefix(' ').unwrap_or(ligne)));
        texte.push('\n');
        lignes.push(rang + 1);
    }
    paragraphes(&texte, |ligne| {
        lignes.get(ligne - 1).copied().unwrap_or(ligne)
    })
}

#[derive(Deserialize)]
struct Reponse {
    data: Vec<ParagrapheJuge>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ParagrapheJuge {
    i_paragraph: usize,
    l_grammar_errors: Vec<FauteDeGrammaire>,
    l_spelling_errors: Vec<MotInconnu>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FauteDeGrammaire {
    n_start: usize,
    n_end: usize,
    s_message: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MotInconnu {
    n_start: usize,
    s_value: String,
}

/// Les remarques de Grammalecte, avec la ligne du fichier.
fn juger(
    paragraphes: &[Paragraphe],
    mots: &HashSet<String>,
    rust: bool,
) -> Resultat<Vec<(usize, String)>> {
    if paragraphes.is_empty() {
        return Ok(Vec::new());
    }
    // Un paragraphe par ligne : Grammalecte les numérote ainsi.
    let texte: Vec<String> = paragraphes
        .iter()
        .map(|paragraphe| paragraphe.texte.replace('\n', " "))
        .collect();
    let reponse = interroger(&texte.join("\n"), rust)?;
    let mut remarques = Vec::new();
    for juge in reponse.data {
        let Some(paragraphe) = paragraphes.get(juge.i_paragraph.wrapping_sub(1)) else {
            continue;
        };
        for faute in juge.l_grammar_errors {
            let extrait: String = paragraphe
                .texte
                .chars()
                .skip(faute.n_start)
                .take(faute.n_end - faute.n_start)
                .collect();
            if juste(&faute.s_message, &extrait) && !mots.contains(&extrait.to_lowercase()) {
                remarques.push((
                    paragraphe.ligne(faute.n_start),
                    format!("{} « {extrait} »", faute.s_message),
                ));
            }
        }
        for inconnu in juge.l_spelling_errors {
            let mot = &inconnu.s_value;
            // Un sigle ou un identifiant n'est pas une faute d'orthographe.
            let technique = mot
                .chars()
                .skip(1)
                .any(|c| c.is_uppercase() || c.is_ascii_digit() || c == '_');
            if !technique && !mots.contains(&mot.to_lowercase()) {
                remarques.push((
                    paragraphe.ligne(inconnu.n_start),
                    format!("mot inconnu « {mot} »"),
                ));
            }
        }
    }
    remarques.sort();
    Ok(remarques)
}

/// Une remarque sur le mot CODE ne parle pas du texte : « une CODE » peut être une
/// *shared library*. Et un point de liste peut commencer par une minuscule.
fn juste(message: &str, extrait: &str) -> bool {
    !extrait.contains(CODE) && !message.contains(CODE) && !message.starts_with("Majuscule en début")
}

fn interroger(texte: &str, rust: bool) -> Resultat<Reponse> {
    let dossier = std::env::temp_dir().join(format!("relecture-{}", std::process::id()));
    let fichier = dossier.join("texte.txt");
    fichiers::ecrire(&fichier, texte.as_bytes())?;
    let mut commande = Command::new("grammalecte-cli");
    commande
        .arg("-f")
        .arg(&fichier)
        .args(["-j", "-owe", "-off"])
        .args(SANS);
    if rust {
        commande.args(["typo", "esp"]);
    }
    let sortie = commande.output();
    let _ = std::fs::remove_dir_all(&dossier);
    let sortie = sortie.map_err(|_| {
        Erreur::nouvelle("le correcteur « grammalecte-cli » est introuvable").avec_remede(
            "installez-le (Debian : apt-get install grammalecte-cli), puis recommencez",
        )
    })?;
    let reponse = String::from_utf8_lossy(&sortie.stdout);
    let json = reponse.find('{').map_or("", |debut| &reponse[debut..]);
    serde_json::from_str(json).map_err(|source| illisible(Path::new("grammalecte-cli"), &source))
}

fn illisible(programme: &Path, source: &serde_json::Error) -> Erreur {
    Erreur::nouvelle(format!(
        "la réponse de {} est illisible : {source}",
        programme.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_code_ne_se_relit_pas_et_chaque_morceau_garde_sa_ligne() {
        let page = "# Titre\n\nUn `mot`\nsuite\n\n```rust\nlet a = 1;\n```\n";
        let lus = paragraphes(page, |ligne| ligne);
        let textes: Vec<&str> = lus
            .iter()
            .map(|paragraphe| paragraphe.texte.as_str())
            .collect();
        assert_eq!(textes, ["Titre", "Un CODE suite"]);
        assert_eq!((lus[1].ligne(0), lus[1].ligne(9)), (3, 4));
    }

    #[test]
    fn les_commentaires_d_un_fichier_rust_sont_des_paragraphes() {
        let source =
            "//! Un fichier.\n\nfn a() {}\n/// Une\n/// phrase.\n// ANCHOR: x\nfn b() {}\n";
        let lus = commentaires(source);
        assert_eq!(
            lus.iter().map(|p| p.texte.as_str()).collect::<Vec<_>>(),
            ["Un fichier.", "Une phrase."]
        );
        assert_eq!(lus[1].ligne(5), 5);
    }
}
