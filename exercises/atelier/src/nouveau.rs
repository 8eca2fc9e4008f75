//! Le verbe `nouveau` : écrire un exercice complet d'après les modèles, puis l'auditer.
//!
//! Tout est préparé avant d'écrire, et un échec défait ce qui est écrit : un exercice est là en
//! entier, ou pas du tout.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::audit::{self, enonce};
use crate::catalogue::{Catalogue, sans_numero};
use crate::modele::Modele;
use crate::sortie::{DISCRET, TITRE, en};
use crate::{Erreur, Projet, Resultat, fichiers};

/// Crée l'exercice `cle`, l'audite et montre ce qui reste à écrire.
///
/// # Errors
///
/// Si la clé ne convient pas ou existe déjà, ou si un fichier ne peut pas être écrit. Rien n'est
/// alors laissé à moitié.
pub fn nouveau(
    projet: &Projet,
    cle: &str,
    titre: Option<&str>,
    sortie: &mut dyn Write,
) -> Resultat<bool> {
    let modele = preparer(projet, cle, titre)?;
    let sommaire = inscrire(projet, &modele)?;
    let mut voulus: BTreeMap<PathBuf, String> = BTreeMap::new();
    for (place, contenu) in modele.fichiers() {
        voulus.insert(projet.chemin(place), contenu);
    }
    creer(&voulus, &projet.chemin("book/src/SUMMARY.md"), &sommaire)
        .map_err(|erreur| erreur.depuis(projet.racine()))?;

    let cle = modele.cle();
    writeln!(sortie, "{} — {}", en(TITRE, &cle), modele.titre)?;
    for chemin in voulus.keys() {
        writeln!(sortie, "  {}", projet.affiche(chemin))?;
    }
    writeln!(sortie, "  book/src/SUMMARY.md, une ligne de plus\n")?;
    sortie.flush()?;
    let constat = audit::constater(projet, std::slice::from_ref(&cle), false, sortie)?;
    writeln!(sortie, "\n{}", en(DISCRET, suite(&modele)))?;
    Ok(constat.defauts == 0)
}

/// Ce qu'il y a à faire ensuite, ou pour revenir en arrière.
fn suite(modele: &Modele) -> String {
    let (cle, chapitre) = (modele.cle(), &modele.chapitre);
    let court = sans_numero(&cle);
    let module = modele.nom.replace('-', "_");
    format!(
        "Remplacez l'exemple par votre exercice, une marque « À ÉCRIRE » après l'autre, puis :\n  \
         cargo atelier audit {court}\n\
         Pour tout retirer, tant que rien n'est publié (« git clean » n'ôte que ce que git ne connaît pas) :\n  \
         git clean -fd exercises/{cle} solutions/{cle} tests/{cle} tests/{cle}.rs book/src/{cle}.md \
         \"tests/{chapitre}/snapshots/verification__{module}__*\"\n  \
         git checkout -- book/src/SUMMARY.md Cargo.lock"
    )
}

/// Le modèle de l'exercice voulu, si son nom convient et s'il est libre.
fn preparer(projet: &Projet, cle: &str, titre: Option<&str>) -> Resultat<Modele> {
    let forme = "écrivez NN-chapitre/nom, par exemple 02-ffi/charger";
    let (chapitre, nom) = match cle.split('/').collect::<Vec<_>>()[..] {
        [chapitre, nom] if !chapitre.is_empty() && !nom.is_empty() => (chapitre, nom),
        _ => {
            let fait = format!("« {cle} » n'est pas la clé d'un exercice");
            return Err(Erreur::nouvelle(fait).avec_remede(forme));
        }
    };
    let chapitre = chapitre_connu(projet, chapitre)?;
    nom_permis(nom)?;
    let titre = match titre {
        Some(titre) => titre_permis(titre)?,
        None => titre_d_apres(nom),
    };
    let modele = Modele {
        chapitre,
        nom: nom.to_owned(),
        titre,
    };
    libre(projet, &modele)?;
    Ok(modele)
}

/// Le dossier du chapitre que l'on nomme `02-ffi`, ou `ffi`.
fn chapitre_connu(projet: &Projet, texte: &str) -> Resultat<String> {
    let dossiers = fichiers::entrees(&projet.chemin("book/src"));
    let chapitres: Vec<String> = dossiers
        .iter()
        .filter(|dossier| dossier.join("index.md").is_file())
        .map(|dossier| fichiers::nom(dossier))
        .collect();
    let trouve = chapitres
        .iter()
        .find(|chapitre| *chapitre == texte || sans_numero(chapitre) == texte);
    trouve.cloned().ok_or_else(|| {
        Erreur::nouvelle(format!("aucun chapitre ne s'appelle « {texte} »"))
            .avec_remede(format!("les chapitres sont : {}", chapitres.join(", ")))
    })
}

/// Ces noms seraient ceux d'un mot de Rust, d'un appareil de Windows, ou d'un dossier du projet.
const RESERVES: &[&str] = &[
    "as",
    "async",
    "aux",
    "await",
    "box",
    "break",
    "con",
    "const",
    "continue",
    "crate",
    "dyn",
    "else",
    "enum",
    "extern",
    "false",
    "fn",
    "for",
    "gen",
    "if",
    "impl",
    "in",
    "index",
    "let",
    "loop",
    "match",
    "mod",
    "move",
    "mut",
    "nul",
    "prn",
    "pub",
    "ref",
    "return",
    "self",
    "snapshots",
    "static",
    "struct",
    "sujet",
    "super",
    "trait",
    "true",
    "try",
    "type",
    "unsafe",
    "use",
    "where",
    "while",
    "yield",
];

/// Un nom est un dossier, une adresse et un module : des minuscules ASCII, des tirets.
fn nom_permis(nom: &str) -> Resultat<()> {
    let permise = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let bien_forme = nom.chars().all(permise)
        && nom.starts_with(|c: char| c.is_ascii_lowercase())
        && !nom.ends_with('-')
        && !nom.contains("--");
    if !bien_forme {
        let propose = en_ascii(nom);
        let remede = if propose.is_empty() {
            "des lettres minuscules sans accent, des chiffres et des tirets : poignee-de-main"
                .to_owned()
        } else {
            format!("écrivez {propose} ; les accents vont dans --titre")
        };
        let fait = format!(
            "« {nom} » ne convient pas : le nom devient un dossier, une adresse et un module"
        );
        return Err(Erreur::nouvelle(fait).avec_remede(remede));
    }
    if nom.len() > 40 {
        let fait = format!("« {nom} » est trop long : {} lettres", nom.len());
        return Err(
            Erreur::nouvelle(fait).avec_remede("40 au plus ; le titre peut en dire davantage")
        );
    }
    if RESERVES.contains(&nom) {
        let fait = format!("« {nom} » est un nom réservé, par Rust, par Windows ou par ce projet");
        return Err(Erreur::nouvelle(fait).avec_remede("prenez un nom de deux mots"));
    }
    Ok(())
}

/// Le nom permis le plus proche : « Poignée de main » donne `poignee-de-main`.
fn en_ascii(nom: &str) -> String {
    let lettre = |c: char| match c {
        'à' | 'â' | 'ä' => "a",
        'ç' => "c",
        'é' | 'è' | 'ê' | 'ë' => "e",
        'î' | 'ï' => "i",
        'ô' | 'ö' => "o",
        'ù' | 'û' | 'ü' => "u",
        'œ' => "oe",
        'æ' => "ae",
        _ => "-",
    };
    let mut ascii = String::new();
    for c in nom.to_lowercase().chars() {
        if c.is_ascii_alphanumeric() {
            ascii.push(c);
        } else {
            ascii.push_str(lettre(c));
        }
    }
    let mots: Vec<&str> = ascii.split('-').filter(|mot| !mot.is_empty()).collect();
    let propose = mots.join("-");
    let propose = propose.trim_start_matches(|c: char| !c.is_ascii_lowercase());
    propose.to_owned()
}

fn titre_permis(titre: &str) -> Resultat<String> {
    let titre = titre.trim();
    // Le titre est aussi le texte d'un lien et le début d'une phrase de commentaire.
    let intrus = |c: char| c.is_control() || matches!(c, '[' | ']' | '@');
    if titre.is_empty() || titre.contains(intrus) || titre.ends_with('.') {
        let fait = format!("« {} » ne convient pas comme titre", titre.escape_debug());
        let remede =
            "une ligne, sans crochets, sans @ ni point final : --titre \"Charger un greffon\"";
        return Err(Erreur::nouvelle(fait).avec_remede(remede));
    }
    Ok(titre.to_owned())
}

/// Le titre d'un exercice qui n'en a pas encore : « poignee-de-main » donne « Poignee de main ».
fn titre_d_apres(nom: &str) -> String {
    let mots = nom.replace('-', " ");
    let (premiere, suite) = mots.split_at(1);
    format!("{}{suite}", premiere.to_uppercase())
}

/// Aucun des cinq arbres ne connaît encore cette clé.
fn libre(projet: &Projet, modele: &Modele) -> Resultat<()> {
    let cle = modele.cle();
    let places = [
        format!("exercises/{cle}"),
        format!("solutions/{cle}"),
        format!("tests/{cle}.rs"),
        format!("tests/{cle}"),
        format!("book/src/{cle}.md"),
    ];
    let Some(prise) = places.iter().find(|place| projet.chemin(place).exists()) else {
        return Ok(());
    };
    let pris: Vec<String> = Catalogue::lire(projet)
        .exercices
        .iter()
        .filter(|exercice| exercice.chapitre == modele.chapitre)
        .map(|exercice| exercice.nom.clone())
        .collect();
    Err(
        Erreur::nouvelle(format!("{prise} existe déjà")).avec_remede(format!(
            "prenez un autre nom ; ceux du chapitre sont : {}",
            pris.join(", ")
        )),
    )
}

/// Le sommaire, avec une ligne de plus à la fin du chapitre.
fn inscrire(projet: &Projet, modele: &Modele) -> Resultat<String> {
    let chemin = projet.chemin("book/src/SUMMARY.md");
    let source = fichiers::lire(&chemin).map_err(|erreur| erreur.depuis(projet.racine()))?;
    let du_chapitre = format!("({}/", modele.chapitre);
    let derniere = (1..)
        .zip(source.lines())
        .filter(|(_, ligne)| ligne.contains(&du_chapitre))
        .last();
    let Some((rang, ligne)) = derniere else {
        let chapitre = &modele.chapitre;
        let fait = format!(
            "{} : le chapitre {chapitre} n'y est pas",
            projet.affiche(&chemin)
        );
        return Err(Erreur::nouvelle(fait).avec_remede(format!(
            "ajoutez-y - [Titre du chapitre]({chapitre}/index.md)"
        )));
    };
    let retrait = if ligne.contains("/index.md)") {
        // Le chapitre n'a encore que sa page : ce qui suit est en retrait.
        format!("{}  ", &ligne[..ligne.len() - ligne.trim_start().len()])
    } else {
        ligne[..ligne.len() - ligne.trim_start().len()].to_owned()
    };
    let entree = enonce::entree_du_sommaire(&modele.titre, &modele.cle());
    let mut lignes: Vec<String> = source.lines().map(str::to_owned).collect();
    lignes.insert(rang, format!("{retrait}- {entree}"));
    Ok(lignes.join("\n") + "\n")
}

/// Écrit les fichiers, puis le sommaire. Si l'un ne s'écrit pas, défait ce qui l'est.
fn creer(voulus: &BTreeMap<PathBuf, String>, sommaire: &Path, inscrit: &str) -> Resultat<()> {
    let mut chantier = Chantier::default();
    for (chemin, contenu) in voulus {
        if let Err(erreur) = chantier.ecrire(chemin, contenu) {
            chantier.defaire();
            return Err(erreur);
        }
    }
    // Le sommaire est remplacé d'un coup : il a l'ancien texte, ou le nouveau.
    let provisoire = sommaire.with_extension("md.nouveau");
    let remplace = fs::write(&provisoire, inscrit).and_then(|()| fs::rename(&provisoire, sommaire));
    remplace.map_err(|source| {
        let _ = fs::remove_file(&provisoire);
        chantier.defaire();
        Erreur::fichier("écrire", sommaire, &source)
    })
}

/// Ce qui a été créé jusqu'ici, dans l'ordre.
#[derive(Default)]
struct Chantier {
    dossiers: Vec<PathBuf>,
    fichiers: Vec<PathBuf>,
}

impl Chantier {
    fn ecrire(&mut self, chemin: &Path, contenu: &str) -> Resultat<()> {
        let dossier = chemin.parent().unwrap_or(chemin);
        let absents: Vec<&Path> = dossier.ancestors().take_while(|d| !d.exists()).collect();
        for absent in absents.into_iter().rev() {
            fs::create_dir(absent).map_err(|source| Erreur::fichier("créer", absent, &source))?;
            self.dossiers.push(absent.to_owned());
        }
        // `create_new` n'écrase jamais un fichier, même apparu entre-temps.
        let mut fichier = fs::File::create_new(chemin)
            .map_err(|source| Erreur::fichier("créer", chemin, &source))?;
        self.fichiers.push(chemin.to_owned());
        fichier
            .write_all(contenu.as_bytes())
            .map_err(|source| Erreur::fichier("écrire", chemin, &source))
    }

    fn defaire(&self) {
        for fichier in self.fichiers.iter().rev() {
            let _ = fs::remove_file(fichier);
        }
        for dossier in self.dossiers.iter().rev() {
            // Un dossier où autre chose est apparu n'est pas vide : il reste.
            let _ = fs::remove_dir(dossier);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn un_nom_refuse_a_son_remede() {
        assert_eq!(en_ascii("Poignée_de main"), "poignee-de-main");
        assert_eq!(en_ascii("--été--"), "ete");
        assert!(nom_permis("poignee-de-main2").is_ok());
        for refuse in ["Été", "a_b", "2a", "a-", "a--b", "", "match", "nul", "α"] {
            assert!(nom_permis(refuse).is_err(), "{refuse}");
        }
    }

    #[test]
    fn un_titre_vient_du_nom_a_defaut() {
        assert_eq!(titre_d_apres("poignee-de-main"), "Poignee de main");
        assert!(titre_permis(" Charger ").is_ok_and(|titre| titre == "Charger"));
        for refuse in ["", "a\nb", "[a]", "Fin."] {
            assert!(titre_permis(refuse).is_err(), "{refuse:?}");
        }
    }
}
