//! Des configurations cassées, chacune avec l'erreur exacte qu'elle produit.
//!
//! `corpus/<nom>.toml` est une configuration, `corpus/<nom>.txt` ce qu'on en dit. Une ligne
//! `#@ HOTE_…=…` en tête y place une variable d'environnement. Pour réécrire les erreurs :
//! `CORPUS_UPDATE=1 cargo test -p ch-configuration --test chapitre corpus`, puis les relire.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use ch_configuration::{Config, Environment, Kind, Report, Source, book_registry};

/// Le chemin entier d'une lecture, sans passer par un fichier.
fn lire(nom: &str, octets: &[u8], environnement: &Environment) -> Result<(), Report> {
    let registre = book_registry().expect("les quatre types sont différents");
    let source = Source::from_bytes(nom, octets)?;
    registre
        .build(Config::parse(source, environnement)?)
        .map(drop)
}

fn environnement(texte: &str) -> Environment {
    let variables = texte.lines().map_while(|ligne| ligne.strip_prefix("#@ "));
    Environment::from_variables(variables.filter_map(|variable| variable.split_once('=')))
}

fn fichiers() -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let dossier = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut fichiers = Vec::new();
    for entree in fs::read_dir(dossier)? {
        let chemin = entree?.path();
        if chemin
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            fichiers.push(chemin);
        }
    }
    fichiers.sort();
    Ok(fichiers)
}

fn nom(chemin: &Path) -> String {
    let nom = chemin.file_name().unwrap_or_default();
    nom.to_string_lossy().into_owned()
}

#[test]
fn chaque_configuration_cassee_a_son_erreur() -> Result<(), Box<dyn Error>> {
    let mise_a_jour = env::var_os("CORPUS_UPDATE").is_some();
    let mut ecarts = Vec::new();
    let fichiers = fichiers()?;
    for chemin in &fichiers {
        let texte = fs::read_to_string(chemin)?;
        let rapport = match lire(&nom(chemin), texte.as_bytes(), &environnement(&texte)) {
            Ok(()) => {
                ecarts.push(format!("{} est acceptée", nom(chemin)));
                continue;
            }
            Err(rapport) => rapport.to_string(),
        };
        let attendu = chemin.with_extension("txt");
        if mise_a_jour {
            fs::write(&attendu, &rapport)?;
        } else {
            let attendu = fs::read_to_string(&attendu).unwrap_or_default();
            if attendu.replace("\r\n", "\n") != rapport {
                ecarts.push(format!(
                    "{} :\n--- attendu\n{attendu}--- obtenu\n{rapport}",
                    nom(chemin)
                ));
            }
        }
    }
    assert!(ecarts.is_empty(), "{}", ecarts.join("\n"));
    assert!(
        fichiers.len() >= 60,
        "le corpus a perdu des fichiers : {}",
        fichiers.len()
    );
    Ok(())
}

#[test]
fn toute_erreur_de_syntaxe_du_corpus_est_traduite() -> Result<(), Box<dyn Error>> {
    for chemin in fichiers()? {
        let texte = fs::read_to_string(&chemin)?;
        let Err(rapport) = lire("essai", texte.as_bytes(), &environnement(&texte)) else {
            continue;
        };
        for erreur in rapport.diagnostics() {
            assert!(
                !erreur.message.starts_with("TOML mal formé"),
                "{} : {}",
                nom(&chemin),
                erreur.message
            );
        }
    }
    Ok(())
}

/// Ces octets-là ne survivraient pas à la normalisation des fins de ligne de git.
#[test]
fn les_octets_qui_ne_sont_pas_du_texte_sont_refuses_a_leur_place() {
    let refus = |octets: &[u8]| {
        let rapport = lire("hote.toml", octets, &Environment::empty());
        rapport.expect_err("ces octets ne font pas une configuration")
    };
    let latin1 = refus(b"# configuration\n[[module]]\ntype = \"majuscules\" # \xe9tape\n");
    assert_eq!(latin1.diagnostics()[0].kind, Kind::Unreadable);
    let mut texte = latin1.to_string();
    for octets in [
        b"\xff\xfe[\0[\0".as_slice(),
        b"longueur_max = 1\rmodule = []\n",
        b"module = [] # \x1b[2J\n",
        b"module = []\n\0\n",
    ] {
        texte.push('\n');
        texte.push_str(&refus(octets).to_string());
    }
    let trop = vec![b'#'; ch_configuration::MAX_BYTES + 1];
    texte.push('\n');
    texte.push_str(&refus(&trop).to_string());
    verifications::instantane!("octets", texte);
}

#[test]
fn une_marque_d_ordre_des_octets_et_des_fins_de_ligne_de_windows_sont_acceptees() {
    let texte = "\u{feff}longueur_max = 5\r\n[[module]]\r\ntype = \"majuscules\"\r\n";
    lire("essai", texte.as_bytes(), &Environment::empty()).expect("rien à redire");
}
