//! Le schéma et le lecteur sont d'accord : ce qu'un éditeur accepte ou souligne est ce que
//! l'hôte accepte ou refuse, pour tout ce qu'un schéma peut dire.

use std::error::Error;
use std::fs;
use std::path::Path;

use ch_configuration::book_registry;
use serde_json::{Value, json};

/// Les familles du corpus dont un schéma ne peut rien savoir : la syntaxe est vérifiée avant
/// lui ; les noms, les dépendances et l'environnement ne sont pas affaire de forme.
const HORS_DE_PORTEE: [&str; 5] = ["syntaxe-", "nom-", "apres-", "cycle-", "environnement-"];
/// Une valeur que seule la fabrique refuse.
const SEULE_LA_FABRIQUE: &str = "options-refusees-par-la-fabrique";

#[test]
fn le_schema_accepte_l_exemple() -> Result<(), Box<dyn Error>> {
    let exemple: Value = toml::from_str(include_str!("../examples/hote.toml"))?;
    juger(&book_registry()?.json_schema(), &exemple).map_err(Into::into)
}

#[test]
fn le_schema_refuse_ce_que_le_lecteur_refuse() -> Result<(), Box<dyn Error>> {
    let schema = book_registry()?.json_schema();
    let mut juges = 0;
    for entree in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"))? {
        let chemin = entree?.path();
        let nom = chemin.file_stem().unwrap_or_default().to_string_lossy();
        let est_toml = chemin
            .extension()
            .is_some_and(|extension| extension == "toml");
        let hors_de_portee = HORS_DE_PORTEE
            .iter()
            .any(|famille| nom.starts_with(famille));
        if !est_toml || hors_de_portee || nom == SEULE_LA_FABRIQUE {
            continue;
        }
        // Une date ou un entier démesuré n'ont pas d'équivalent en JSON.
        let Ok(valeur) = toml::from_str::<Value>(&fs::read_to_string(&chemin)?) else {
            continue;
        };
        assert!(
            juger(&schema, &valeur).is_err(),
            "{nom} : le schéma ne voit pas la faute"
        );
        juges += 1;
    }
    assert!(
        juges > 30,
        "le corpus n'a presque rien donné à juger : {juges}"
    );
    Ok(())
}

/// Un vérificateur de schéma réduit à ce que notre schéma emploie ; un mot-clé qu'il ne
/// connaît pas est une panique, pour que rien ne soit ignoré en silence.
fn juger(schema: &Value, valeur: &Value) -> Result<(), String> {
    let regles = schema.as_object().expect("un schéma est un objet");
    for (mot, regle) in regles {
        let respecte = match mot.as_str() {
            "$schema" | "title" | "description" | "default" | "format" => true,
            "type" => est_de_type(valeur, regle),
            "const" => valeur == regle,
            "enum" => liste(regle).contains(valeur),
            "minimum" => valeur.as_f64() >= regle.as_f64(),
            "maximum" => valeur.as_f64() <= regle.as_f64(),
            "pattern" => {
                assert_eq!(regle, "^[a-z0-9-]+$", "un motif que ce test ne connaît pas");
                let permis = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
                valeur
                    .as_str()
                    .is_none_or(|nom| !nom.is_empty() && nom.chars().all(permis))
            }
            "required" => liste(regle)
                .iter()
                .all(|cle| valeur.get(cle.as_str().unwrap_or_default()).is_some()),
            "properties" => regle.as_object().is_none_or(|proprietes| {
                proprietes.iter().all(|(cle, schema)| {
                    valeur
                        .get(cle)
                        .is_none_or(|valeur| juger(schema, valeur).is_ok())
                })
            }),
            "additionalProperties" => {
                assert_eq!(regle, &json!(false));
                let connues = &schema["properties"];
                valeur
                    .as_object()
                    .is_none_or(|table| table.keys().all(|cle| connues.get(cle).is_some()))
            }
            "items" => valeur
                .as_array()
                .is_none_or(|valeurs| valeurs.iter().all(|valeur| juger(regle, valeur).is_ok())),
            "oneOf" => {
                let choix = liste(regle).iter();
                choix.filter(|schema| juger(schema, valeur).is_ok()).count() == 1
            }
            inconnu => panic!("mot-clé de schéma inconnu de ce test : {inconnu}"),
        };
        if !respecte {
            return Err(format!("« {mot} » n'est pas respecté par {valeur}"));
        }
    }
    Ok(())
}

fn liste(valeur: &Value) -> &[Value] {
    valeur.as_array().map_or(&[], Vec::as_slice)
}

fn est_de_type(valeur: &Value, nom: &Value) -> bool {
    match nom.as_str() {
        Some("object") => valeur.is_object(),
        Some("array") => valeur.is_array(),
        Some("string") => valeur.is_string(),
        Some("boolean") => valeur.is_boolean(),
        Some("integer") => valeur.is_i64() || valeur.is_u64(),
        autre => panic!("type inconnu de ce test : {autre:?}"),
    }
}
