//! La rubrique `[package.metadata.exercice]` d'un Cargo.toml, lue avec des erreurs qui
//! donnent le fichier, la ligne et le remède.

use std::path::Path;

use toml::{Table, Value};

use crate::{Erreur, Resultat, fichiers};

/// Ce qu'un exercice dit de lui-même.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Manifeste {
    /// 1 : découverte ; 2 : application ; 3 : approfondissement.
    pub niveau: u8,
    /// La durée prévue, en minutes.
    pub minutes: u16,
    /// Ce que l'exercice fait travailler, en Markdown.
    pub notions: Vec<String>,
    /// Les fichiers que l'élève écrit ; le premier est le principal.
    pub fichiers: Vec<String>,
    /// Le temps accordé à chaque test, en secondes.
    pub limite: u64,
    /// Les tests qui passent déjà sur le fichier de départ.
    pub acquis: Vec<String>,
}

/// La rubrique d'un exercice dans son Cargo.toml ; elle y vient la dernière.
pub const RUBRIQUE: &str = "package.metadata.exercice";
const CLES: [&str; 6] = [
    "niveau", "minutes", "notions", "fichiers", "limite", "acquis",
];

impl Manifeste {
    /// Lit le manifeste `chemin`.
    ///
    /// # Errors
    ///
    /// Si le fichier manque, n'est pas du TOML, ou si une clé manque, est inconnue ou n'a
    /// pas la forme attendue.
    pub fn lire(chemin: &Path) -> Resultat<Self> {
        let source = fichiers::lire(chemin)?;
        Lecteur {
            chemin,
            source: &source,
        }
        .manifeste()
    }
}

/// De quoi situer une erreur dans le fichier.
struct Lecteur<'a> {
    chemin: &'a Path,
    source: &'a str,
}

impl Lecteur<'_> {
    fn manifeste(&self) -> Resultat<Manifeste> {
        let table: Table = self
            .source
            .parse()
            .map_err(|erreur| self.toml_illisible(&erreur))?;
        let exercice = RUBRIQUE
            .split('.')
            .try_fold(&table, |table, cle| table.get(cle)?.as_table());
        let exercice = exercice.ok_or_else(|| {
            self.erreur(1, format!("la rubrique [{RUBRIQUE}] manque"))
                .avec_remede("ajoutez-la, avec au moins : niveau, minutes, notions")
        })?;
        self.refuser_les_inconnues(exercice)?;
        Ok(Manifeste {
            niveau: self
                .entier(exercice, "niveau", 1..=3)?
                .ok_or_else(|| self.manque("niveau"))? as u8,
            minutes: self
                .entier(exercice, "minutes", 1..=240)?
                .ok_or_else(|| self.manque("minutes"))? as u16,
            notions: self
                .textes(exercice, "notions")?
                .ok_or_else(|| self.manque("notions"))?,
            fichiers: self
                .textes(exercice, "fichiers")?
                .unwrap_or_else(|| vec!["src/lib.rs".to_owned()]),
            limite: self.entier(exercice, "limite", 1..=600)?.unwrap_or(10) as u64,
            acquis: self.textes(exercice, "acquis")?.unwrap_or_default(),
        })
    }

    fn refuser_les_inconnues(&self, table: &Table) -> Resultat<()> {
        let Some(cle) = table.keys().find(|cle| !CLES.contains(&cle.as_str())) else {
            return Ok(());
        };
        if cle == "indices" {
            let remede = "mettez-les dans indices.md, à côté de ce fichier : un titre « ## Une question » pour chacun, et ôtez la clé";
            return Err(self
                .erreur(self.ligne(cle), "les indices ne sont plus ici".to_owned())
                .avec_remede(remede));
        }
        let proche = CLES
            .iter()
            .max_by(|a, b| strsim::jaro_winkler(a, cle).total_cmp(&strsim::jaro_winkler(b, cle)));
        let remede = match proche {
            Some(proche) if strsim::jaro_winkler(proche, cle) > 0.7 => {
                format!("vouliez-vous « {proche} » ?")
            }
            _ => format!("les clés sont : {}", CLES.join(", ")),
        };
        Err(self
            .erreur(self.ligne(cle), format!("clé inconnue « {cle} »"))
            .avec_remede(remede))
    }

    fn entier(
        &self,
        table: &Table,
        cle: &str,
        bornes: std::ops::RangeInclusive<i64>,
    ) -> Resultat<Option<i64>> {
        let Some(valeur) = table.get(cle) else {
            return Ok(None);
        };
        match valeur.as_integer() {
            Some(entier) if bornes.contains(&entier) => Ok(Some(entier)),
            _ => {
                let fait = format!(
                    "« {cle} » doit être un entier de {} à {}, pas {valeur}",
                    bornes.start(),
                    bornes.end()
                );
                Err(self.erreur(self.ligne(cle), fait))
            }
        }
    }

    fn textes(&self, table: &Table, cle: &str) -> Resultat<Option<Vec<String>>> {
        let Some(valeur) = table.get(cle) else {
            return Ok(None);
        };
        let textes = valeur
            .as_array()
            .map(|liste| liste.iter().map(|texte| texte.as_str().map(str::to_owned)));
        match textes.and_then(|textes| textes.collect::<Option<Vec<String>>>()) {
            Some(textes) => Ok(Some(textes)),
            None => {
                let forme = match valeur {
                    Value::String(_) => "un texte seul",
                    Value::Array(_) => "une liste où tout n'est pas du texte",
                    _ => "autre chose",
                };
                let erreur = self.erreur(
                    self.ligne(cle),
                    format!("« {cle} » doit être une liste de textes, pas {forme}"),
                );
                Err(erreur.avec_remede(format!("écrivez {cle} = [\"…\", \"…\"]")))
            }
        }
    }

    fn manque(&self, cle: &str) -> Erreur {
        self.erreur(
            self.ligne(&format!("[{RUBRIQUE}]")),
            format!("la clé « {cle} » manque"),
        )
        .avec_remede(format!("ajoutez « {cle} = … » sous [{RUBRIQUE}]"))
    }

    fn toml_illisible(&self, erreur: &toml::de::Error) -> Erreur {
        let debut = erreur
            .span()
            .map_or(0, |span| span.start)
            .min(self.source.len());
        let ligne = self
            .source
            .get(..debut)
            .unwrap_or_default()
            .matches('\n')
            .count()
            + 1;
        self.erreur(
            ligne,
            format!("ce n'est pas du TOML valable ({})", erreur.message()),
        )
        .avec_remede(
            "corrigez cette ligne, ou rétablissez le fichier par : git checkout -- <fichier>",
        )
    }

    /// La ligne où `cle` est écrite dans la rubrique ; 1 si elle n'y est pas.
    fn ligne(&self, cle: &str) -> usize {
        let rubrique = self
            .source
            .lines()
            .position(|ligne| ligne.contains(RUBRIQUE))
            .unwrap_or(0);
        let trouvee = self
            .source
            .lines()
            .enumerate()
            .skip(rubrique)
            .find(|(_, ligne)| {
                ligne.trim_start().strip_prefix(cle).is_some_and(|suite| {
                    cle.starts_with('[') || suite.trim_start().starts_with('=')
                })
            });
        trouvee.map_or(1, |(numero, _)| numero + 1)
    }

    fn erreur(&self, ligne: usize, fait: String) -> Erreur {
        Erreur::nouvelle(format!("{}:{ligne} : {fait}", self.chemin.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BON: &str = "[package]\nname = \"x\"\n[package.metadata.exercice]\nniveau = 2\nminutes = 20\nnotions = [\"a\"]\n";

    fn lire(source: &str) -> Resultat<Manifeste> {
        Lecteur {
            chemin: Path::new("Cargo.toml"),
            source,
        }
        .manifeste()
    }

    fn refus(source: &str) -> String {
        lire(source)
            .expect_err("le manifeste est fautif")
            .to_string()
    }

    #[test]
    fn un_manifeste_minimal_prend_les_valeurs_par_defaut() {
        let manifeste = lire(BON).unwrap();
        assert_eq!(
            (manifeste.limite, manifeste.fichiers),
            (10, vec!["src/lib.rs".to_owned()])
        );
    }

    #[test]
    fn chaque_faute_donne_la_ligne_et_le_remede() {
        assert_eq!(
            refus(&BON.replace("minutes", "minute")),
            "Cargo.toml:5 : clé inconnue « minute »\n→ vouliez-vous « minutes » ?"
        );
        assert_eq!(
            refus(&BON.replace("niveau = 2\n", "")),
            "Cargo.toml:3 : la clé « niveau » manque\n→ ajoutez « niveau = … » sous [package.metadata.exercice]"
        );
        assert_eq!(
            refus(&BON.replace("niveau = 2", "niveau = 7")),
            "Cargo.toml:4 : « niveau » doit être un entier de 1 à 3, pas 7"
        );
        assert_eq!(
            refus(&BON.replace("[\"a\"]", "\"a\"")),
            "Cargo.toml:6 : « notions » doit être une liste de textes, pas un texte seul\n→ écrivez notions = [\"…\", \"…\"]"
        );
        assert_eq!(
            refus(&format!("{BON}indices = []\n")),
            "Cargo.toml:7 : les indices ne sont plus ici\n→ mettez-les dans indices.md, à côté de ce fichier : un titre « ## Une question » pour chacun, et ôtez la clé"
        );
        assert!(
            refus("[package]\n")
                .starts_with("Cargo.toml:1 : la rubrique [package.metadata.exercice] manque")
        );
        assert!(refus("[package\n").starts_with("Cargo.toml:1 : ce n'est pas du TOML valable"));
    }
}
