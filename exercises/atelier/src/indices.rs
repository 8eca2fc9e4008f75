//! Les indices d'un exercice : `exercises/<clé>/indices.md`, un titre « ## … » par indice, du
//! plus léger au plus précis.
//!
//! Le code d'un indice vient de la solution, qui est compilée : la ligne
//! `{{#solution src/lib.rs:ancre}}` y prend ce que bornent `ANCHOR: ancre` et
//! `ANCHOR_END: ancre`. La page du livre le montre en bloc de code, le terminal en retrait.

use std::path::{Component, Path, PathBuf};

use crate::catalogue::Exercice;
use crate::livre::extraits::cloture;
use crate::{Erreur, Projet, Resultat, ancre, fichiers};

/// Un indice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Indice {
    /// Jusqu'où il va : « Une question », « Presque le code ».
    pub titre: String,
    /// La ligne de son titre.
    pub ligne: usize,
    /// Les lignes de son texte qui sont dans une clôture tapée à la main, et sa langue.
    pub tapes: Vec<(usize, String)>,
    /// Son texte, en Markdown, où le code est déjà celui de la solution.
    pub texte: String,
}

impl Indice {
    /// Le texte pour un terminal : le code y est en retrait, sans clôture.
    pub fn pour_le_terminal(&self) -> String {
        let mut lignes = Vec::new();
        let mut cloture = None;
        for ligne in self.texte.trim().lines() {
            match (cloture, marque_de_cloture(ligne)) {
                (None, Some(ouvrante)) => cloture = Some(ouvrante),
                (Some(ouvrante), Some(marque)) if ferme(ouvrante, marque, ligne) => cloture = None,
                (Some(_), _) if ligne.is_empty() => lignes.push(String::new()),
                (Some(_), _) => lignes.push(format!("    {ligne}")),
                (None, None) => lignes.push(ligne.to_owned()),
            }
        }
        lignes.join("\n")
    }
}

/// Le fichier d'indices d'un exercice.
pub fn chemin(exercice: &Exercice) -> PathBuf {
    exercice.dossier().join("indices.md")
}

/// Lit les indices d'un exercice et y met le code de la solution.
///
/// # Errors
///
/// Si le fichier manque, n'a pas la forme attendue, ou demande à la solution une ancre qu'elle
/// n'a pas. L'erreur donne la ligne et le remède.
pub fn lire(projet: &Projet, exercice: &Exercice) -> Resultat<Vec<Indice>> {
    let chemin = chemin(exercice);
    let source = fichiers::lire(&chemin).map_err(|erreur| {
        erreur.depuis(projet.racine()).avec_remede(
            "écrivez-y les indices : un titre « ## Une question » et son texte pour chacun",
        )
    })?;
    let lecteur = Lecteur {
        lieu: projet.affiche(&chemin),
        exercice,
    };
    lecteur.lire(&source)
}

struct Lecteur<'a> {
    lieu: String,
    exercice: &'a Exercice,
}

impl Lecteur<'_> {
    fn lire(&self, source: &str) -> Resultat<Vec<Indice>> {
        let mut indices: Vec<Indice> = Vec::new();
        let mut cloture: Option<(usize, &str)> = None;
        for (ligne, texte) in (1..).zip(source.lines()) {
            let marque = marque_de_cloture(texte);
            let ouverte = cloture;
            match (cloture, marque) {
                (None, Some(ouvrante)) => cloture = Some((ligne, ouvrante)),
                (Some((_, ouvrante)), Some(marque)) if ferme(ouvrante, marque, texte) => {
                    cloture = None;
                }
                _ => {}
            }
            if let (None, Some(titre)) = (ouverte, texte.strip_prefix("## ")) {
                self.clore(&indices)?;
                indices.push(Indice {
                    titre: titre.trim().to_owned(),
                    ligne,
                    tapes: Vec::new(),
                    texte: String::new(),
                });
                continue;
            }
            let Some(indice) = indices.last_mut() else {
                if texte.trim().is_empty() {
                    continue;
                }
                return Err(self.erreur(
                    ligne,
                    "ce texte n'appartient à aucun indice",
                    "chaque indice commence par un titre : « ## Une question »",
                ));
            };
            if let (None, Some(marque)) = (ouverte, marque) {
                let langue = texte.trim_start()[marque.len()..].split([',', ' ']).next();
                indice
                    .tapes
                    .push((ligne, langue.unwrap_or_default().to_owned()));
            }
            let deplie = self.deplier(ligne, texte, ouverte.is_some())?;
            indice.texte.push_str(&deplie);
            indice.texte.push('\n');
        }
        if let Some((ligne, ouvrante)) = cloture {
            let remede = format!("ajoutez une ligne {ouvrante} à la fin du code");
            return Err(self.erreur(ligne, "ce bloc de code n'est pas fermé", &remede));
        }
        self.clore(&indices)?;
        if indices.is_empty() {
            return Err(self.erreur(
                1,
                "ce fichier n'a aucun indice",
                "chaque indice commence par un titre : « ## Une question »",
            ));
        }
        Ok(indices)
    }

    /// Le dernier indice est-il complet ?
    fn clore(&self, indices: &[Indice]) -> Resultat<()> {
        match indices.last() {
            Some(indice) if indice.texte.trim().is_empty() => {
                let fait = format!("l'indice « {} » n'a pas de texte", indice.titre);
                Err(self.erreur(indice.ligne, &fait, "écrivez-le, ou ôtez son titre"))
            }
            Some(indice) if indice.titre.is_empty() => Err(self.erreur(
                indice.ligne,
                "cet indice n'a pas de titre",
                "dites jusqu'où il va : « ## Une question », « ## Le plan »",
            )),
            _ => Ok(()),
        }
    }

    /// Une ligne de texte, ou le code que demande une ligne `{{#solution fichier:ancre}}`.
    fn deplier(&self, ligne: usize, texte: &str, dans_du_code: bool) -> Resultat<String> {
        let Some(debut) = texte.find("{{#solution") else {
            return Ok(texte.to_owned());
        };
        let corps = texte.trim().strip_prefix("{{#solution ");
        let argument = corps.and_then(|corps| corps.strip_suffix("}}"));
        let Some(argument) = argument.filter(|_| !dans_du_code) else {
            let fait = "{{#solution …}} doit être seul sur sa ligne, hors de tout bloc de code";
            let remede = "écrivez {{#solution src/lib.rs:ancre}} ; le bloc se fait tout seul";
            return Err(self.erreur(ligne, fait, remede));
        };
        let (place, nom) = argument.trim().split_once(':').ok_or_else(|| {
            let fait = format!("{{{{#solution {argument}}}}} ne dit pas quelle ancre");
            let remede = "écrivez {{#solution src/lib.rs:ancre}}";
            self.erreur(ligne, &fait, remede)
        })?;
        let code = self.extrait(ligne, place.trim(), nom.trim())?;
        let retrait = &texte[..debut];
        let cloture = cloture(&code);
        let bloc = format!("{cloture}{}\n{code}\n{cloture}", langue(place));
        Ok(bloc
            .lines()
            .map(|ligne| format!("{retrait}{ligne}").trim_end().to_owned())
            .collect::<Vec<_>>()
            .join("\n"))
    }

    /// Le code qu'une ancre borne dans un fichier de la solution.
    fn extrait(&self, ligne: usize, place: &str, nom: &str) -> Resultat<String> {
        let interieur = Path::new(place)
            .components()
            .all(|partie| matches!(partie, Component::Normal(_)));
        let chemin = self.exercice.solution().join(place);
        if !interieur || !chemin.is_file() {
            let fait = format!("{place} n'est pas un fichier de la solution");
            let remede = format!(
                "donnez sa place dans solutions/{}, par exemple src/lib.rs",
                self.exercice.cle()
            );
            return Err(self.erreur(ligne, &fait, &remede));
        }
        let source = fichiers::lire(&chemin)?;
        let Some(lignes) = ancre::extrait(&source, nom) else {
            let fait = format!("l'ancre « {nom} » n'est pas dans {place}, ou n'y est pas fermée");
            let remede = match ancre::noms(&source)[..] {
                [] => format!(
                    "bornez le code de la solution par les commentaires ANCHOR: {nom} et ANCHOR_END: {nom}"
                ),
                ref noms => format!("ses ancres sont : {}", noms.join(", ")),
            };
            return Err(self.erreur(ligne, &fait, &remede));
        };
        let code = ancre::au_bord(&lignes);
        if code.is_empty() {
            let fait = format!("l'ancre « {nom} » de {place} est vide");
            let remede = "mettez le code entre ses deux commentaires";
            return Err(self.erreur(ligne, &fait, remede));
        }
        Ok(code)
    }

    fn erreur(&self, ligne: usize, fait: &str, remede: &str) -> Erreur {
        Erreur::nouvelle(format!("{}:{ligne} : {fait}", self.lieu)).avec_remede(remede)
    }
}

/// Les accents graves ou les tildes qui ouvrent ou ferment un bloc de code.
fn marque_de_cloture(ligne: &str) -> Option<&str> {
    let nue = ligne.trim_start();
    let signe = nue.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let longueur = nue.len() - nue.trim_start_matches(signe).len();
    (longueur >= 3).then(|| &nue[..longueur])
}

/// La clôture `marque` ferme-t-elle le bloc que `ouvrante` a ouvert ?
fn ferme(ouvrante: &str, marque: &str, ligne: &str) -> bool {
    marque.starts_with(ouvrante) && ligne.trim() == marque
}

/// La langue d'un bloc, d'après le nom du fichier.
fn langue(place: &str) -> &str {
    match place.rsplit_once('.').map(|(_, extension)| extension) {
        Some("rs" | "rhai") => "rust",
        Some(extension @ ("toml" | "wat" | "lua" | "json" | "c")) => extension,
        Some("h") => "c",
        _ => "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn le_terminal_montre_le_code_en_retrait_sans_cloture() {
        let indice = Indice {
            titre: "Le code".into(),
            ligne: 1,
            tapes: Vec::new(),
            texte: "Avant :\n\n````rust\nfn f() {}\n\n// ```\n````\n\nAprès.\n".into(),
        };
        assert_eq!(
            indice.pour_le_terminal(),
            "Avant :\n\n    fn f() {}\n\n    // ```\n\nAprès."
        );
    }
}
