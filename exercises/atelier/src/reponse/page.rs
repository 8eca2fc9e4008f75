//! La page d'une réponse fausse, lue et écrite.

use std::fmt::Write;

use super::{Changement, Faute, Nature, Reponse, rustine};

/// Ce qu'une ébauche laisse à son auteur.
pub const A_ECRIRE: &str = "À ÉCRIRE";

const ATTRAPEE: &str = "Attrapée par :";

/// Lit une page.
///
/// # Errors
///
/// Si elle n'a pas de titre, ne nomme aucun test, n'a aucun bloc, ou si un bloc est mal formé.
pub fn lire(source: &str) -> Result<Reponse, Faute> {
    let mut lecteur = Lecteur {
        lignes: source.lines().collect(),
        rang: 0,
    };
    let titre = lecteur.titre()?;
    let tests = lecteur.tests()?;
    let (explication, changements) = lecteur.corps()?;
    if changements.is_empty() {
        let fait = "la page ne montre aucun changement";
        let remede = "ajoutez un bloc ```diff contre la solution ; « cargo atelier erreur <exercice> <nom> » puis « --enregistrer » l'écrivent";
        return Err(Faute::nouvelle(lecteur.rang.max(1), fait, remede));
    }
    Ok(Reponse {
        titre,
        tests,
        explication,
        changements,
    })
}

struct Lecteur<'a> {
    lignes: Vec<&'a str>,
    /// Combien de lignes sont lues : c'est aussi le numéro de la dernière.
    rang: usize,
}

impl<'a> Lecteur<'a> {
    fn suivante(&mut self) -> Option<&'a str> {
        let ligne = self.lignes.get(self.rang)?;
        self.rang += 1;
        Some(ligne)
    }

    fn passer_les_vides(&mut self) {
        while self
            .lignes
            .get(self.rang)
            .is_some_and(|l| l.trim().is_empty())
        {
            self.rang += 1;
        }
    }

    fn titre(&mut self) -> Result<String, Faute> {
        self.passer_les_vides();
        let premiere = self.lignes.get(self.rang).copied().unwrap_or_default();
        let titre = premiere.strip_prefix("# ").unwrap_or_default().trim();
        if titre.is_empty() {
            let remede = "commencez-la par une ligne « # La faute, en quelques mots »";
            return Err(Faute::nouvelle(
                self.rang + 1,
                "la page n'a pas de titre",
                remede,
            ));
        }
        self.rang += 1;
        Ok(titre.to_owned())
    }

    fn tests(&mut self) -> Result<Vec<String>, Faute> {
        self.passer_les_vides();
        let debut = self.rang + 1;
        let mut paragraphe = String::new();
        if self
            .lignes
            .get(self.rang)
            .is_some_and(|l| l.starts_with(ATTRAPEE))
        {
            while let Some(ligne) = self.suivante().filter(|l| !l.trim().is_empty()) {
                paragraphe.push_str(ligne);
                paragraphe.push(' ');
            }
        }
        let entre_accents = paragraphe.split('`').skip(1).step_by(2);
        let tests: Vec<String> = entre_accents.map(str::to_owned).collect();
        if tests.is_empty() && !paragraphe.contains(A_ECRIRE) {
            let fait = "la page ne nomme aucun test";
            let remede = "après le titre, écrivez : Attrapée par : `nom_du_test`, `autre_test` (ou « À ÉCRIRE » : « cargo atelier erreur <exercice> <nom> --essayer » donne alors les noms)";
            return Err(Faute::nouvelle(debut, fait, remede));
        }
        Ok(tests)
    }

    /// L'explication, c'est-à-dire tout ce qui n'est pas un bloc de la réponse, et ces blocs.
    fn corps(&mut self) -> Result<(String, Vec<Changement>), Faute> {
        let mut explication = String::new();
        let mut changements = Vec::new();
        while let Some(ligne) = self.suivante() {
            let Some(cloture) = Cloture::ouvre(ligne) else {
                let _ = writeln!(explication, "{ligne}");
                continue;
            };
            let debut = self.rang;
            let contenu = self.jusqu_a(&cloture, debut)?;
            if cloture.langue() == "diff" {
                changements.push(rustine_lue(contenu, debut)?);
            } else if let Some(fichier) = cloture.fichier() {
                let nature = Nature::Entier {
                    langue: cloture.langue().to_owned(),
                    texte: contenu,
                };
                changements.push(Changement {
                    fichier: place(fichier, debut)?,
                    ligne: debut,
                    nature,
                });
            } else {
                let fin = "`".repeat(cloture.longueur);
                let _ = writeln!(explication, "{ligne}\n{contenu}{fin}");
            }
        }
        Ok((explication.trim().to_owned(), changements))
    }

    fn jusqu_a(&mut self, cloture: &Cloture, debut: usize) -> Result<String, Faute> {
        let mut contenu = String::new();
        while let Some(ligne) = self.suivante() {
            if cloture.est_fermee_par(ligne) {
                return Ok(contenu);
            }
            let _ = writeln!(contenu, "{ligne}");
        }
        let signes = "`".repeat(cloture.longueur);
        let fait = format!("le bloc {signes}{} n'est pas fermé", cloture.info);
        let remede = format!("fermez-le par une ligne {signes}");
        Err(Faute::nouvelle(debut, fait, remede))
    }
}

/// Ce qui ouvre un bloc de code.
struct Cloture<'a> {
    longueur: usize,
    info: &'a str,
}

impl<'a> Cloture<'a> {
    fn ouvre(ligne: &'a str) -> Option<Self> {
        let info = ligne.trim_start_matches('`');
        let longueur = ligne.len() - info.len();
        let ouvre = longueur >= 3 && !info.contains('`');
        ouvre.then_some(Self {
            longueur,
            info: info.trim(),
        })
    }

    fn est_fermee_par(&self, ligne: &str) -> bool {
        let reste = ligne.trim_end().trim_start_matches('`');
        reste.is_empty() && ligne.trim_end().len() >= self.longueur
    }

    fn langue(&self) -> &'a str {
        self.info.split_whitespace().next().unwrap_or_default()
    }

    /// Le fichier que nomme `rust fichier=src/lib.rs`.
    fn fichier(&self) -> Option<&'a str> {
        self.info
            .split_whitespace()
            .find_map(|mot| mot.strip_prefix("fichier="))
    }
}

/// Un bloc `diff` : ses deux premières lignes nomment le fichier.
fn rustine_lue(texte: String, ligne: usize) -> Result<Changement, Faute> {
    let mut lignes = texte.lines();
    // git ajoute parfois une date, après une tabulation.
    let nomme = |ligne: Option<&str>, signe: &str| {
        let nom = ligne?.strip_prefix(signe)?.split('\t').next()?.trim();
        Some(nom.to_owned())
    };
    let (Some(avant), Some(apres)) = (nomme(lignes.next(), "--- "), nomme(lignes.next(), "+++ "))
    else {
        let fait = "le bloc diff ne nomme pas son fichier";
        let remede = "commencez-le par « --- src/lib.rs » puis « +++ src/lib.rs »";
        return Err(Faute::nouvelle(ligne, fait, remede));
    };
    let nouveau = avant == "/dev/null";
    if apres == "/dev/null" {
        let fait = format!("le diff supprime {avant} : une réponse ne supprime pas de fichier");
        return Err(Faute::nouvelle(
            ligne,
            fait,
            "changez-le, ou retirez ce bloc",
        ));
    }
    let fichier = place(&apres, ligne)?;
    if !nouveau && avant != apres {
        let fait = format!("le diff part de {avant} et arrive à {apres}");
        let remede = format!("écrivez « --- {apres} » puis « +++ {apres} », sans a/ ni b/");
        return Err(Faute::nouvelle(ligne, fait, remede));
    }
    rustine::decouper(&texte, &fichier, ligne)?;
    Ok(Changement {
        fichier,
        ligne,
        nature: Nature::Rustine { texte, nouveau },
    })
}

/// Un fichier de l'exercice : un chemin relatif qui n'en sort pas, écrit avec des barres
/// obliques sur tous les systèmes.
fn place(chemin: &str, ligne: usize) -> Result<String, Faute> {
    let dehors = chemin.is_empty()
        || chemin.contains(['\\', ':'])
        || chemin
            .split('/')
            .any(|partie| matches!(partie, "" | "." | ".."));
    if dehors {
        let fait = format!("« {chemin} » n'est pas un fichier de l'exercice");
        let remede = "donnez son chemin depuis le dossier de l'exercice : src/lib.rs";
        return Err(Faute::nouvelle(ligne, fait, remede));
    }
    Ok(chemin.to_owned())
}

impl Reponse {
    /// La page a-t-elle encore quelque chose à écrire ?
    pub fn est_une_ebauche(&self) -> bool {
        self.tests.is_empty()
            || self.titre.contains(A_ECRIRE)
            || self.explication.contains(A_ECRIRE)
    }

    /// La page, en Markdown.
    pub fn en_markdown(&self) -> String {
        let tests: Vec<String> = self.tests.iter().map(|nom| format!("`{nom}`")).collect();
        let tests = if tests.is_empty() {
            A_ECRIRE.to_owned()
        } else {
            tests.join(", ")
        };
        let mut page = format!("# {}\n\n{ATTRAPEE} {tests}\n", self.titre);
        if !self.explication.is_empty() {
            let _ = write!(page, "\n{}\n", self.explication);
        }
        for changement in &self.changements {
            let _ = write!(page, "\n{}\n", changement.en_markdown());
        }
        page
    }
}

impl Changement {
    /// Ce qui mène de la solution à la réponse, pour un fichier : un diff, ou le fichier entier
    /// s'il est nouveau ou presque tout autre. `None` si rien ne change.
    pub fn entre(fichier: &str, avant: Option<&str>, apres: &str) -> Option<Self> {
        if avant == Some(apres) {
            return None;
        }
        let nature = match avant {
            Some(avant) if !rustine::trop_longue(avant, apres) => Nature::Rustine {
                texte: rustine::ecrire(fichier, avant, apres),
                nouveau: false,
            },
            _ => Nature::Entier {
                langue: langue(fichier).to_owned(),
                texte: apres.to_owned(),
            },
        };
        Some(Self {
            fichier: fichier.to_owned(),
            ligne: 0,
            nature,
        })
    }

    fn en_markdown(&self) -> String {
        match &self.nature {
            Nature::Entier { langue, .. } => {
                self.cloture(&format!("{langue} fichier={}", self.fichier))
            }
            Nature::Rustine { .. } => self.cloture("diff"),
        }
    }

    /// Son bloc, tel qu'une page du livre le montre : sans le nom du fichier.
    pub fn bloc(&self) -> String {
        match &self.nature {
            Nature::Entier { langue, .. } => self.cloture(langue),
            Nature::Rustine { .. } => self.cloture("diff"),
        }
    }

    fn cloture(&self, info: &str) -> String {
        let (Nature::Entier { texte, .. } | Nature::Rustine { texte, .. }) = &self.nature;
        // La clôture est plus longue que toute suite d'accents graves du texte.
        let suite = texte.split(|c| c != '`').map(str::len).max().unwrap_or(0);
        let signes = "`".repeat(suite.max(2) + 1);
        let fin = if texte.ends_with('\n') { "" } else { "\n" };
        format!("{signes}{info}\n{texte}{fin}{signes}")
    }
}

/// Le nom que la coloration des blocs de code donne à la langue d'un fichier.
fn langue(fichier: &str) -> &str {
    match fichier.rsplit_once('.') {
        Some((_, "rs")) => "rust",
        Some((_, "wat")) => "lisp",
        Some((_, extension)) => extension,
        None => "text",
    }
}
