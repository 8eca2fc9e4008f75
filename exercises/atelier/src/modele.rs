//! Les modèles d'un exercice neuf : un petit exercice complet, qui compile et que l'audit accepte,
//! où ce qui est à écrire est marqué. Les essais de l'atelier se font sur ce même exercice.

use std::collections::BTreeMap;

use crate::audit::paquets::manifeste_de_la_solution;
use crate::catalogue::{initiale_minuscule, sans_numero};

/// Le nom d'un exercice neuf : son chapitre, `02-ffi`, son nom, `charger`, et son titre.
#[derive(Debug, Clone)]
pub struct Modele {
    /// Le dossier du chapitre.
    pub chapitre: String,
    /// Le nom de l'exercice.
    pub nom: String,
    /// Son titre.
    pub titre: String,
}

impl Modele {
    /// `02-ffi/charger`
    pub fn cle(&self) -> String {
        format!("{}/{}", self.chapitre, self.nom)
    }

    fn paquet(&self, sorte: &str) -> String {
        format!("{sorte}-{}-{}", sans_numero(&self.chapitre), self.nom)
    }

    /// Tous les fichiers de l'exercice, par leur place depuis la racine du projet.
    pub fn fichiers(&self) -> BTreeMap<String, String> {
        let cle = self.cle();
        let (exercice, solution) = (self.paquet("ex"), self.paquet("sol"));
        let manifeste = self.remplir(include_str!("../modeles/manifeste.toml"), &exercice);
        let de_la_solution = manifeste_de_la_solution(&manifeste, &exercice, &solution);
        let depart = self.remplir(include_str!("../modeles/depart.rs"), &exercice);
        let rempli = |modele, paquet| self.remplir(modele, paquet);
        let verification = include_str!("../modeles/verification.rs");
        let de_l_exercice = [
            ("Cargo.toml", manifeste),
            (
                "README.md",
                rempli(include_str!("../modeles/enonce.md"), &exercice),
            ),
            (
                "indices.md",
                rempli(include_str!("../modeles/indices.md"), &exercice),
            ),
            ("src/lib.rs", depart.clone()),
            ("tests/verification.rs", rempli(verification, &exercice)),
        ];
        let de_la_solution = [
            ("Cargo.toml", de_la_solution),
            ("depart/src/lib.rs", depart),
            (
                "src/lib.rs",
                rempli(include_str!("../modeles/solution.rs"), &solution),
            ),
            ("tests/verification.rs", rempli(verification, &solution)),
            (
                "erreurs/ajoute_deux.md",
                include_str!("../modeles/ajoute_deux.md").to_owned(),
            ),
            (
                "erreurs/sans_signe.md",
                include_str!("../modeles/sans_signe.md").to_owned(),
            ),
        ];
        let mut fichiers = BTreeMap::from([
            (
                format!("tests/{cle}.rs"),
                rempli(include_str!("../modeles/controle.rs"), &exercice),
            ),
            (
                format!("book/src/{cle}.md"),
                format!("{{{{#exercice {cle}}}}}\n"),
            ),
        ]);
        for (arbre, contenus) in [
            ("exercises", Vec::from(de_l_exercice)),
            ("solutions", Vec::from(de_la_solution)),
        ] {
            let places = contenus.into_iter();
            fichiers
                .extend(places.map(|(place, contenu)| (format!("{arbre}/{cle}/{place}"), contenu)));
        }
        fichiers
    }

    fn remplir(&self, modele: &str, paquet: &str) -> String {
        // Un clone fait sous Windows peut avoir des fins de ligne `\r\n`.
        modele
            .replace("\r\n", "\n")
            .replace("@EXERCICE@", paquet)
            .replace("@SUJET@", &paquet.replace('-', "_"))
            .replace("@CLE@", &self.cle())
            .replace("@NOM_COURT@", sans_numero(&self.cle()))
            .replace("@MODULE@", &self.nom.replace('-', "_"))
            .replace("@TITRE@", &self.titre)
            .replace("@TITRE_DANS_LA_PHRASE@", &initiale_minuscule(&self.titre))
    }
}
