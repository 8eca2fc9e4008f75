//! Le banc d'essai : un espace de travail à part, dans `target/atelier/banc`, où l'audit
//! recompile chaque exercice avec le fichier de départ, puis avec chaque réponse fausse.
//!
//! Chaque essai est un vrai paquet, au nom unique : ses bibliothèques dynamiques n'écrasent
//! pas celles de l'élève. Le dossier de compilation est celui du projet, et les dépendances
//! n'y sont compilées qu'une fois.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use crate::catalogue::Exercice;
use crate::fichiers::Contenus;
use crate::{Erreur, Projet, Resultat, cargo, fichiers};

/// Un essai : le paquet d'un exercice avec d'autres fichiers à la place de ceux de l'élève.
#[derive(Debug, Clone)]
pub struct Essai {
    /// Le nom du paquet : `depart-ffi-charger`, `erreur-ffi-charger-jamais-fermee`.
    pub paquet: String,
    /// Le paquet d'origine, celui de l'exercice.
    pub origine: PathBuf,
    /// Le nom de crate à remplacer dans la vérification : `ex_ffi_charger`.
    pub crate_d_origine: String,
    /// Ce qui prend la place des fichiers de l'élève.
    pub remplacements: Contenus,
}

impl Essai {
    /// L'essai du fichier de départ.
    ///
    /// # Errors
    ///
    /// Si un fichier de départ manque.
    pub fn depart(exercice: &Exercice) -> Resultat<Self> {
        let lire = |fichier: &String| {
            let chemin = exercice.depart().join(fichier);
            let contenu = fs::read(&chemin);
            let contenu = contenu.map_err(|source| Erreur::fichier("lire", &chemin, &source))?;
            Ok((fichier.clone(), contenu))
        };
        let fichiers = exercice.manifeste.fichiers.iter().map(lire);
        Ok(Self::de(
            exercice,
            "depart",
            fichiers.collect::<Resultat<_>>()?,
        ))
    }

    /// L'essai de la réponse fausse `nom`, dont voici les fichiers.
    pub fn erreur(exercice: &Exercice, nom: &str, reponse: Contenus) -> Self {
        let nom = nom.replace('_', "-");
        Self::de(exercice, &format!("erreur-{nom}"), reponse)
    }

    fn de(exercice: &Exercice, sorte: &str, remplacements: Contenus) -> Self {
        let base = exercice.nom_court().replace('/', "-");
        Self {
            paquet: format!("banc-{base}-{sorte}"),
            origine: exercice.dossier(),
            crate_d_origine: exercice.paquet().replace('-', "_"),
            remplacements,
        }
    }
}

/// Écrit l'espace de travail du banc et compile tous les essais d'un coup.
///
/// # Errors
///
/// Si un fichier ne peut pas être lu ou écrit, ou si cargo ne peut pas être lancé.
pub fn compiler(projet: &Projet, essais: &[Essai]) -> Resultat<cargo::Compilation> {
    let banc = projet.memoire().join("banc");
    for essai in essais {
        installer(projet, essai, &banc.join(&essai.paquet))?;
    }
    fichiers::ecrire(&banc.join("Cargo.toml"), racine(projet, essais)?.as_bytes())?;
    // Le verrou du projet fixe les versions ; cargo y ajoute les paquets du banc.
    if let Ok(verrou) = fs::read(projet.chemin("Cargo.lock")) {
        fichiers::ecrire(&banc.join("Cargo.lock"), &verrou)?;
    }
    let mut commande = cargo::commande(&banc);
    commande.args([
        "build",
        "--tests",
        "--keep-going",
        "--quiet",
        "--offline",
        "--message-format=json",
    ]);
    commande.arg("--target-dir").arg(projet.cible());
    for essai in essais {
        commande.args(["--package", &essai.paquet]);
    }
    commande.stderr(std::process::Stdio::piped());
    let compilation = cargo::executer(commande)?;
    if compilation.programmes.is_empty() && compilation.messages.is_empty() && !essais.is_empty() {
        let fait = format!(
            "le banc d'essai ({}) ne se compile pas",
            projet.affiche(&banc)
        );
        return Err(Erreur::nouvelle(format!(
            "{fait} :\n{}",
            compilation.plainte
        )));
    }
    Ok(compilation)
}

/// Le Cargo.toml du banc : celui du projet, avec d'autres membres et des chemins absolus.
fn racine(projet: &Projet, essais: &[Essai]) -> Resultat<String> {
    let mut manifeste = lire_toml(&projet.chemin("Cargo.toml"))?;
    let membres = essais
        .iter()
        .map(|essai| Value::from(essai.paquet.as_str()))
        .collect();
    if let Some(espace) = manifeste.get_mut("workspace").and_then(Value::as_table_mut) {
        espace.insert("members".to_owned(), Value::Array(membres));
        espace.remove("default-members");
        espace.remove("exclude");
        if let Some(dependances) = espace.get_mut("dependencies").and_then(Value::as_table_mut) {
            chemins_absolus(dependances, projet.racine());
        }
    }
    Ok(manifeste.to_string())
}

/// Copie le paquet d'origine sous un autre nom, avec les fichiers de l'essai.
fn installer(projet: &Projet, essai: &Essai, dossier: &Path) -> Resultat<()> {
    let mut voulus: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for source in fichiers::sous(&essai.origine) {
        let place = source.strip_prefix(&essai.origine).unwrap_or(&source);
        let contenu =
            fs::read(&source).map_err(|erreur| Erreur::fichier("lire", &source, &erreur))?;
        voulus.insert(place.to_owned(), contenu);
    }
    for (place, contenu) in &essai.remplacements {
        voulus.insert(PathBuf::from(place), contenu.clone());
    }
    for (place, contenu) in &voulus {
        let contenu = adapter(projet, essai, place, contenu.clone())?;
        fichiers::ecrire(&dossier.join(place), &contenu)?;
    }
    // Un fichier d'un essai précédent fausserait celui-ci.
    for present in fichiers::sous(dossier) {
        let place = present.strip_prefix(dossier).unwrap_or(&present);
        if !voulus.contains_key(place) && place != Path::new("Cargo.lock") {
            let _ = fs::remove_file(&present);
        }
    }
    Ok(())
}

/// Le nom du paquet change dans son manifeste, et celui de la crate dans la vérification.
fn adapter(projet: &Projet, essai: &Essai, place: &Path, contenu: Vec<u8>) -> Resultat<Vec<u8>> {
    if place == Path::new("Cargo.toml") {
        let texte = String::from_utf8_lossy(&contenu);
        return renommer(&texte, essai).map(String::into_bytes);
    }
    if place == Path::new("tests/verification.rs") {
        let texte = String::from_utf8_lossy(&contenu);
        // Sous Windows, une barre oblique inverse dans un littéral serait un échappement.
        let racine = projet.racine().to_string_lossy().replace('\\', "/");
        return Ok(texte
            .replace(&essai.crate_d_origine, &essai.paquet.replace('-', "_"))
            .replace("../../../../", &format!("{racine}/"))
            .into_bytes());
    }
    Ok(contenu)
}

fn renommer(manifeste: &str, essai: &Essai) -> Resultat<String> {
    let mut table: Table = manifeste.parse().map_err(|erreur| {
        Erreur::nouvelle(format!(
            "{} : {erreur}",
            essai.origine.join("Cargo.toml").display()
        ))
    })?;
    if let Some(paquet) = table.get_mut("package").and_then(Value::as_table_mut) {
        paquet.insert("name".to_owned(), essai.paquet.clone().into());
    }
    for rubrique in ["dependencies", "dev-dependencies", "build-dependencies"] {
        if let Some(dependances) = table.get_mut(rubrique).and_then(Value::as_table_mut) {
            chemins_absolus(dependances, &essai.origine);
        }
    }
    Ok(table.to_string())
}

fn chemins_absolus(dependances: &mut Table, depuis: &Path) {
    for (_, dependance) in dependances.iter_mut() {
        if let Some(chemin) = dependance
            .as_table_mut()
            .and_then(|table| table.get_mut("path"))
            && let Some(relatif) = chemin.as_str()
        {
            *chemin = Value::from(depuis.join(relatif).to_string_lossy().into_owned());
        }
    }
}

fn lire_toml(chemin: &Path) -> Resultat<Table> {
    fichiers::lire(chemin)?
        .parse()
        .map_err(|erreur| Erreur::nouvelle(format!("{} : {erreur}", chemin.display())))
}
