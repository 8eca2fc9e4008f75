//! Des octets quelconques ne font jamais paniquer le lecteur, et ce qu'il en dit se tient.
//!
//! Les cas sont tirés d'une suite fixe : un échec se reproduit. Pour en essayer davantage :
//! `CAS=1000000 cargo test --release -p ch-configuration --test chapitre proprietes`.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::{env, fs};

use ch_configuration::{
    Config, Environment, Place, Registry, Report, RunError, Source, book_registry,
};

/// Un générateur pseudo-aléatoire (xorshift) : quelques lignes, et les mêmes cas partout.
struct Hasard(u64);

impl Hasard {
    fn suivant(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Un nombre entre 0 et `fin`, exclu.
    fn moins_de(&mut self, fin: usize) -> usize {
        (self.suivant() % fin.max(1) as u64) as usize
    }

    fn parmi<'a, T>(&mut self, choix: &'a [T]) -> &'a T {
        &choix[self.moins_de(choix.len())]
    }
}

/// Les configurations du corpus et l'exemple du chapitre, pour avoir de quoi abîmer.
fn graines() -> Vec<Vec<u8>> {
    let racine = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut chemins: Vec<_> = fs::read_dir(racine.join("tests/corpus"))
        .expect("le corpus est là")
        .map(|entree| entree.expect("une entrée").path())
        .filter(|chemin| {
            chemin
                .extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    chemins.push(racine.join("examples/hote.toml"));
    chemins.sort();
    let lire = |chemin| fs::read(chemin).expect("un fichier du dépôt");
    chemins.into_iter().map(lire).collect()
}

/// N'importe quels octets.
fn octets(hasard: &mut Hasard) -> Vec<u8> {
    let longueur = hasard.moins_de(64);
    (0..longueur).map(|_| hasard.suivant() as u8).collect()
}

/// Des morceaux de TOML et de configuration, dans n'importe quel ordre.
fn morceaux(hasard: &mut Hasard) -> Vec<u8> {
    const MORCEAUX: [&str; 40] = [
        "[[module]]",
        "[module]",
        "[module.options]",
        "[[module.options]]",
        "module",
        "type",
        "nom",
        "actif",
        "apres",
        "options",
        "longueur_max",
        "portee",
        "unites",
        "cherche",
        "remplace",
        "au_plus",
        " = ",
        "=",
        ".",
        ",",
        "[",
        "]",
        "{",
        "}",
        "\"",
        "'",
        "\"\"\"",
        "\\",
        "\n",
        "\r\n",
        "\t",
        "# ",
        "true",
        "false",
        "1",
        "-0x1F",
        "1e400",
        "1979-05-27",
        "\"majuscules\"",
        "\"typographie\"",
    ];
    let longueur = hasard.moins_de(40);
    (0..longueur)
        .flat_map(|_| hasard.parmi(&MORCEAUX).bytes())
        .collect()
}

/// Une configuration abîmée : des octets changés, ôtés, répétés, ou cousus à une autre.
fn abimee(hasard: &mut Hasard, graines: &[Vec<u8>]) -> Vec<u8> {
    let mut texte = hasard.parmi(graines).clone();
    for _ in 0..=hasard.moins_de(4) {
        let (a, b) = (
            hasard.moins_de(texte.len() + 1),
            hasard.moins_de(texte.len() + 1),
        );
        let (debut, fin) = (a.min(b), a.max(b));
        match hasard.moins_de(5) {
            0 if debut < texte.len() => texte[debut] = hasard.suivant() as u8,
            1 => drop(texte.drain(debut..fin)),
            2 => {
                let copie = texte[debut..fin].to_vec();
                texte.splice(debut..debut, copie);
            }
            3 => {
                let autre = hasard.parmi(graines);
                texte.truncate(debut);
                texte.extend_from_slice(&autre[autre.len().min(debut)..]);
            }
            _ => drop(texte.splice(debut..debut, morceaux(hasard))),
        }
    }
    texte
}

fn lire(registre: &Registry, octets: &[u8]) -> Result<(), Report> {
    let source = Source::from_bytes("essai", octets)?;
    let hote = registre.build(Config::parse(source, &Environment::empty())?)?;
    // Une configuration acceptée sert : aucun module du livre n'échoue.
    match hote.run("L'été ?") {
        Ok(_) | Err(RunError::TooLong { .. }) => {}
        Err(erreur) => panic!("un module a échoué : {erreur}"),
    }
    Ok(())
}

/// Ce qui est vrai de tout compte rendu d'erreurs.
fn verifier(rapport: &Report) {
    assert!(!rapport.diagnostics().is_empty(), "un refus sans raison");
    let texte = rapport.source_text().text();
    for erreur in rapport.diagnostics() {
        assert!(!erreur.message.is_empty(), "une erreur sans message");
        assert!(!erreur.message.contains("panique"), "{}", erreur.message);
        if let Place::Span(zone) = &erreur.place {
            assert!(
                zone.start <= zone.end && zone.end <= texte.len(),
                "{zone:?} hors du texte"
            );
        }
    }
    let affiche = rapport.to_string();
    let commande = |c: char| c.is_control() && c != '\n';
    assert!(
        !affiche.contains(commande),
        "un caractère de commande : {affiche:?}"
    );
    let plus_longue = affiche.lines().map(|ligne| ligne.chars().count()).max();
    assert!(
        plus_longue < Some(500),
        "une ligne interminable : {affiche}"
    );
}

#[test]
fn des_octets_quelconques_ne_font_jamais_paniquer_le_lecteur() {
    let cas: usize = env::var("CAS")
        .ok()
        .and_then(|cas| cas.parse().ok())
        .unwrap_or(6_000);
    let registre = book_registry().expect("les quatre types sont différents");
    let graines = graines();
    let mut hasard = Hasard(0x9E37_79B9_7F4A_7C15);
    let (mut acceptees, mut refusees) = (0, 0);
    for rang in 0..cas {
        let octets = match rang % 3 {
            0 => octets(&mut hasard),
            1 => morceaux(&mut hasard),
            _ => abimee(&mut hasard, &graines),
        };
        let essai = panic::catch_unwind(AssertUnwindSafe(|| match lire(&registre, &octets) {
            Ok(()) => true,
            Err(rapport) => {
                verifier(&rapport);
                false
            }
        }));
        match essai {
            Ok(true) => acceptees += 1,
            Ok(false) => refusees += 1,
            Err(_) => panic!("cas {rang} : {:?}", String::from_utf8_lossy(&octets)),
        }
    }
    // Un générateur qui ne produirait que des refus ne chercherait qu'à l'entrée.
    assert!(
        acceptees > 0 && refusees > 0,
        "{acceptees} acceptées, {refusees} refusées"
    );
}

#[test]
fn chaque_prefixe_d_une_bonne_configuration_est_lu_sans_panique() {
    let registre = book_registry().expect("les quatre types sont différents");
    let entier = include_bytes!("../../examples/hote.toml");
    for fin in 0..entier.len() {
        if let Err(rapport) = lire(&registre, &entier[..fin]) {
            verifier(&rapport);
        }
    }
}
