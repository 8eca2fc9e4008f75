//! Le schéma et le lecteur sont d'accord : ce qu'un éditeur accepte ou souligne est ce que
//! l'hôte accepte ou refuse, pour tout ce qu'un schéma peut dire.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::Command;

use ch_configuration::{Config, Environment, Source, book_registry};
use jsonschema::{Validator, draft7};
use serde_json::Value;

const EXEMPLE: &str = include_str!("../../examples/hote.toml");
/// Les familles du corpus dont un schéma ne peut rien savoir : la syntaxe est vérifiée avant
/// lui ; les noms, les dépendances et l'environnement ne sont pas affaire de forme.
const HORS_DE_PORTEE: [&str; 5] = ["syntaxe-", "nom-", "apres-", "cycle-", "environnement-"];
/// Une valeur que seule la fabrique refuse.
const SEULE_LA_FABRIQUE: &str = "options-refusees-par-la-fabrique";

/// Le dossier du chapitre, où sont l'exemple et le corpus.
fn chapitre() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn verificateur() -> Result<Validator, Box<dyn Error>> {
    let schema = book_registry()?.json_schema();
    draft7::meta::validate(&schema).map_err(|erreur| erreur.to_string())?;
    Ok(draft7::new(&schema)?)
}

/// Une configuration du corpus dont la faute est une affaire de forme.
struct Faute {
    nom: String,
    texte: String,
    valeur: Value,
}

fn fautes_de_forme() -> Result<Vec<Faute>, Box<dyn Error>> {
    let mut fautes = Vec::new();
    for entree in fs::read_dir(chapitre().join("tests/corpus"))? {
        let nom = entree?.file_name().to_string_lossy().into_owned();
        let Some(cas) = nom.strip_suffix(".toml") else {
            continue;
        };
        let hors_de_portee = HORS_DE_PORTEE
            .iter()
            .any(|famille| cas.starts_with(famille));
        if hors_de_portee || cas == SEULE_LA_FABRIQUE {
            continue;
        }
        let texte = fs::read_to_string(chapitre().join("tests/corpus").join(&nom))?;
        // Une date ou un entier démesuré n'ont pas d'équivalent en JSON.
        if let Ok(valeur) = toml::from_str(&texte) {
            fautes.push(Faute { nom, texte, valeur });
        }
    }
    assert!(
        fautes.len() > 30,
        "le corpus n'a presque rien donné à juger : {}",
        fautes.len()
    );
    Ok(fautes)
}

#[test]
fn le_schema_accepte_l_exemple() -> Result<(), Box<dyn Error>> {
    let exemple: Value = toml::from_str(EXEMPLE)?;
    verificateur()?
        .validate(&exemple)
        .map_err(|erreur| erreur.to_string().into())
}

// ANCHOR: refuse
#[test]
fn le_schema_refuse_ce_que_le_lecteur_refuse() -> Result<(), Box<dyn Error>> {
    let schema = verificateur()?;
    for Faute { nom, valeur, .. } in fautes_de_forme()? {
        assert!(
            !schema.is_valid(&valeur),
            "{nom} : le schéma ne voit pas la faute"
        );
    }
    Ok(())
}
// ANCHOR_END: refuse

#[test]
fn le_schema_accepte_ce_que_le_lecteur_accepte() -> Result<(), Box<dyn Error>> {
    let (schema, registre) = (verificateur()?, book_registry()?);
    let mut acceptes = 0;
    // L'exemple coupé à chaque caractère, comme pendant qu'on le tape.
    for fin in (0..=EXEMPLE.len()).filter(|&fin| EXEMPLE.is_char_boundary(fin)) {
        let debut = &EXEMPLE[..fin];
        let config = Config::parse(Source::new("hote.toml", debut), &Environment::empty());
        if config.and_then(|config| registre.build(config)).is_err() {
            continue;
        }
        assert!(schema.is_valid(&toml::from_str(debut)?), "{debut}");
        acceptes += 1;
    }
    assert!(acceptes > 10, "presque rien n'a été accepté : {acceptes}");
    Ok(())
}

/// Un `Option` est une clé absente : un éditeur ne doit pas proposer `null`, que TOML n'a pas.
#[test]
fn le_schema_ne_permet_pas_null() -> Result<(), Box<dyn Error>> {
    let schema = book_registry()?.json_schema().to_string();
    assert!(!schema.contains("null"), "{schema}");
    Ok(())
}

/// `taplo lint` sur un fichier qui nomme son schéma ; rien si taplo n'est pas installé.
fn taplo(chemin: &Path) -> Option<(bool, String)> {
    let mut commande = Command::new("taplo");
    commande.args(["lint", "--colors", "never"]).arg(chemin);
    let sortie = commande.output().ok()?;
    let messages = String::from_utf8_lossy(&sortie.stderr).into_owned();
    Some((sortie.status.success(), messages))
}

/// L'outil des éditeurs n'est pas partout : où il manque, il n'y a rien à vérifier.
#[test]
fn taplo_accepte_l_exemple_et_souligne_les_fautes() -> Result<(), Box<dyn Error>> {
    let exemple = chapitre().join("examples/hote.toml");
    let Some((accepte, messages)) = taplo(&exemple) else {
        eprintln!("non vérifié : taplo n'est pas installé (cargo install taplo-cli)");
        return Ok(());
    };
    assert!(accepte, "{messages}");

    let dossier = tempfile::tempdir()?;
    let schema = include_str!("../../examples/hote.schema.json");
    fs::write(dossier.path().join("hote.schema.json"), schema)?;
    let (en_tete, _) = EXEMPLE
        .split_once('\n')
        .ok_or("l'exemple nomme son schéma")?;
    let chemin = dossier.path().join("essai.toml");
    for Faute { nom, texte, .. } in fautes_de_forme()? {
        fs::write(&chemin, format!("{en_tete}\n{texte}"))?;
        let (accepte, _) = taplo(&chemin).ok_or("taplo a disparu")?;
        assert!(!accepte, "{nom} : taplo ne voit pas la faute");
    }

    // La ligne est la bonne, mais la raison est perdue.
    fs::write(&chemin, EXEMPLE.replace("actif =", "actfi ="))?;
    let (_, messages) = taplo(&chemin).ok_or("taplo a disparu")?;
    let lignes = EXEMPLE.lines().position(|ligne| ligne.starts_with("actif"));
    let place = format!("essai.toml:{}:1", lignes.map_or(0, |ligne| ligne + 1));
    assert!(messages.contains(&place), "{messages}");
    assert!(
        messages.contains("not valid under any of the schemas listed in the 'oneOf'"),
        "{messages}"
    );
    Ok(())
}
