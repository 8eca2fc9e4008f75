//! Un petit projet à part, dans un dossier temporaire dont le nom a des espaces et des
//! accents : de quoi essayer l'atelier sans toucher au vrai.

use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use atelier::{Projet, commande};
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
        essai.ecrire(
            "book/src/SUMMARY.md",
            "# Sommaire\n\n[Début](debut.md)\n\n- [Doubler](01-essai/double.md)\n",
        );
        essai.ecrire("book/src/debut.md", "# Début\n");
        essai.ecrire(
            "book/src/01-essai/double.md",
            "{{#exercice 01-essai/double}}\n",
        );
        essai.ecrire("exercises/01-essai/double/README.md", ENONCE);
        essai.ecrire(
            "exercises/01-essai/double/Cargo.toml",
            &(paquet("ex-essai-double") + METADONNEES),
        );
        essai.ecrire("exercises/01-essai/double/indices.md", INDICES);
        essai.ecrire("exercises/01-essai/double/src/lib.rs", DEPART);
        essai.ecrire(
            "exercises/01-essai/double/tests/verification.rs",
            &verification("ex_essai_double"),
        );
        essai.ecrire(
            "solutions/01-essai/double/Cargo.toml",
            &paquet("sol-essai-double"),
        );
        essai.ecrire("solutions/01-essai/double/depart/src/lib.rs", DEPART);
        essai.ecrire(
            "solutions/01-essai/double/src/lib.rs",
            &reponse("// ANCHOR: corps\n    2 * x\n    // ANCHOR_END: corps"),
        );
        essai.ecrire(
            "solutions/01-essai/double/tests/verification.rs",
            &verification("sol_essai_double"),
        );
        essai.ecrire(
            "solutions/01-essai/double/erreurs/ajoute_deux.md",
            &fausse("trois_devient_six", "if x > 0 { x + 2 } else { 2 * x }"),
        );
        essai.ecrire(
            "solutions/01-essai/double/erreurs/sans_signe.md",
            &fausse("moins_deux_devient_moins_quatre", "2 * x.abs()"),
        );
        essai.ecrire("tests/01-essai/double.rs", CONTROLE);
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

const ESPACE: &str = r#"[workspace]
resolver = "3"
members = ["exercises/*/*", "solutions/*/*"]
[workspace.package]
edition = "2024"
"#;

fn paquet(nom: &str) -> String {
    format!(
        "[package]\nname = \"{nom}\"\nedition.workspace = true\n\n[lib]\ntest = false\ndoctest = false\n\n"
    )
}

const METADONNEES: &str = r#"[package.metadata.exercice]
niveau = 1
minutes = 10
notions = ["`i32`"]
limite = 2
"#;

const INDICES: &str = "## Une question

Que vaut deux fois trois ?

## Une piste

Une multiplication.

## Presque le code

Le corps tient en une ligne :

{{#solution src/lib.rs:corps}}
";

const ENONCE: &str = "# Doubler un nombre

Une caisse compte tout deux fois.

## À faire

Rendez le double de `x`.

## Ce qui est vérifié

Un nombre positif, un nombre négatif.
";

const DEPART: &str = r#"//! Exercice : doubler un nombre.

/// Le double de `x`.
pub fn double(x: i32) -> i32 {
    todo!("rendre le double de {x}")
}
"#;

/// Une réponse complète, dont voici le corps.
pub(crate) fn reponse(corps: &str) -> String {
    format!(
        "//! Une réponse.\n\n/// Le double de `x`.\npub fn double(x: i32) -> i32 {{\n    {corps}\n}}\n"
    )
}

/// La page d'une réponse fausse : un diff contre `reponse("2 * x")`.
fn fausse(test: &str, corps: &str) -> String {
    format!(
        "# Une faute\n\nAttrapée par : `{test}`\n\nPourquoi elle est tentante.\n\n\
         ```diff\n--- src/lib.rs\n+++ src/lib.rs\n@@ -2,5 +2,5 @@\n\n /// Le double de `x`.\n \
         pub fn double(x: i32) -> i32 {{\n-    2 * x\n+    {corps}\n }}\n```\n"
    )
}

const CONTROLE: &str = r#"//! Ce que l'exercice doit garantir.

use super::sujet::double;

#[test]
fn trois_devient_six() {
    assert_eq!(double(3), 6, "le double de trois");
}

#[test]
fn moins_deux_devient_moins_quatre() {
    assert_eq!(double(-2), -4, "le double d'un nombre négatif est négatif");
}
"#;

fn verification(sujet: &str) -> String {
    format!(
        "//! Vérifie ce paquet.\n\nuse {sujet} as sujet;\n#[path = \"../../../../tests/01-essai/double.rs\"]\nmod double;\n"
    )
}
