//! Un petit projet à part, dans un dossier temporaire dont le nom a des espaces et des
//! accents : de quoi essayer l'atelier sans toucher au vrai.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use atelier::modele::Modele;
use atelier::{Projet, ancre, commande};
use tempfile::TempDir;

/// Le projet d'essai ; il disparaît avec cette valeur.
pub(crate) struct Essai {
    _dossier: TempDir,
    racine: PathBuf,
}

impl Essai {
    /// Un projet avec un exercice, `essai/double`, juste, et son matériel complet.
    pub(crate) fn nouveau() -> Self {
        let dossier = tempfile::tempdir().expect("un dossier temporaire");
        let racine = dossier.path().join("été à la mer");
        let essai = Self {
            _dossier: dossier,
            racine,
        };
        essai.ecrire("Cargo.toml", ESPACE);
        essai.ecrire(
            "book/book.toml",
            "[book]\ntitle = \"Essai\"\nlanguage = \"fr\"\n[build]\ncreate-missing = false\n",
        );
        essai.ecrire("book/src/SUMMARY.md", SOMMAIRE);
        essai.ecrire("book/src/debut.md", "# Début\n");
        essai.ecrire(
            "book/src/01-essai/index.md",
            "# Essai\n\n{{#exercices 01-essai}}\n",
        );
        for (place, contenu) in modele().fichiers() {
            essai.ecrire(&place, &ecrit(&contenu));
        }
        essai.remplacer(
            "exercises/01-essai/double/Cargo.toml",
            "minutes = 10\n",
            "minutes = 10\nlimite = 2\n",
        );
        essai
    }

    /// Écrit un fichier, donné depuis la racine.
    pub(crate) fn ecrire(&self, place: &str, contenu: &str) {
        let chemin = self.chemin(place);
        fs::create_dir_all(chemin.parent().unwrap()).expect("créer le dossier");
        fs::write(chemin, contenu).expect("écrire le fichier");
    }

    /// Remplace un texte dans un fichier, où il doit se trouver.
    pub(crate) fn remplacer(&self, place: &str, ancien: &str, nouveau: &str) {
        let contenu = fs::read_to_string(self.chemin(place)).expect("lire le fichier");
        assert!(
            contenu.contains(ancien),
            "« {ancien} » n'est pas dans {place}"
        );
        self.ecrire(place, &contenu.replace(ancien, nouveau));
    }

    /// Un chemin donné depuis la racine.
    pub(crate) fn chemin(&self, place: &str) -> PathBuf {
        self.racine.join(place)
    }

    /// Le projet, tel que l'atelier le voit. Il se compile chez lui, même si
    /// `CARGO_TARGET_DIR` est posé pour le vrai projet.
    pub(crate) fn projet(&self) -> Projet {
        Projet::a(&self.racine).avec_cible(&self.chemin("target"))
    }

    /// Lance `cargo atelier <arguments>` et rend ce qu'il écrit, sans couleurs, puis le code.
    pub(crate) fn atelier(&self, arguments: &[&str]) -> String {
        let mut sortie = Vec::new();
        let bilan = {
            let mut sans_couleur = anstream::StripStream::new(&mut sortie);
            demander(arguments)
                .map(|demande| commande::executer(&self.projet(), demande, &mut sans_couleur))
        };
        let texte = String::from_utf8(sortie).expect("de l'UTF-8");
        let fin = match bilan {
            Ok(Ok(reussi)) => format!("[code {}]", if reussi { 0 } else { 1 }),
            Ok(Err(erreur)) => format!("erreur : {erreur}\n[code 2]"),
            Err(arret) => format!(
                "{}\n[code {}]",
                anstream::adapter::strip_str(&arret.text),
                arret.code
            ),
        };
        let racine = std::path::absolute(&self.racine).unwrap();
        format!("{texte}{fin}")
            .replace(&racine.display().to_string(), "…")
            .replace('\\', "/")
    }
}

/// Lit une ligne de commande.
pub(crate) fn demander(arguments: &[&str]) -> Result<commande::Demande, commande::Arret> {
    let mots = ["cargo atelier"]
        .iter()
        .chain(arguments)
        .map(OsString::from);
    commande::lire(mots)
}

/// L'exercice de l'essai est celui des modèles de `cargo atelier nouveau`.
fn modele() -> Modele {
    Modele {
        chapitre: "01-essai".to_owned(),
        nom: "double".to_owned(),
        titre: "Doubler un nombre".to_owned(),
    }
}

/// Le modèle, une fois que son auteur a écrit ce qui était à écrire.
fn ecrit(modele: &str) -> String {
    modele.replace("À ÉCRIRE : ", "")
}

/// Une réponse complète, dont voici le corps : la solution, sans ses ancres, au corps près.
pub(crate) fn reponse(corps: &str) -> String {
    let solution = &modele().fichiers()["solutions/01-essai/double/src/lib.rs"];
    ecrit(&ancre::sans_marques(solution)).replace("2 * x", corps)
}

const ESPACE: &str = r#"[workspace]
resolver = "3"
members = ["exercises/*/*", "solutions/*/*"]
[workspace.package]
version = "0.1.0"
edition = "2024"
rust-version = "1.95"
license = "MIT OR Apache-2.0"
publish = false
[workspace.lints]
"#;

const SOMMAIRE: &str = "# Sommaire

[Début](debut.md)

- [Essai](01-essai/index.md)
  - [Exercice : doubler un nombre](01-essai/double.md)
";
