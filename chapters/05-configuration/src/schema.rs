//! Le schéma JSON d'un fichier de configuration : ce qu'un éditeur sait compléter.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use crate::Registry;
use crate::config::{DEFAULT_MAX_CHARS, Envelope, Root};

impl Registry {
    // ANCHOR: schema
    /// Le schéma JSON des fichiers que ce registre sait lire.
    ///
    /// Le brouillon 7 de JSON Schema est celui que les éditeurs de TOML comprennent le mieux.
    pub fn json_schema(&self) -> Value {
        let mut generator = SchemaSettings::draft07()
            .with(|settings| settings.inline_subschemas = true)
            .into_generator();
        let envelope = Value::from(generator.subschema_for::<Envelope>());
        let mut root = Value::from(generator.subschema_for::<Root>());
        let modules = self.module_schemas(&mut generator, &envelope);

        root["$schema"] = json!("http://json-schema.org/draft-07/schema#");
        root["title"] = json!("La configuration de l'hôte");
        root["description"] = json!("Quels modules traitent le texte, et comment.");
        root["required"] = json!(["module"]);
        root["properties"]["longueur_max"]["default"] = json!(DEFAULT_MAX_CHARS);
        root["properties"]["module"] = json!({
            "description": "Les modules, dans l'ordre où ils traitent le texte.",
            "type": "array",
            "items": { "oneOf": modules },
        });
        tidy(root)
    }

    /// Un schéma par type de module : l'enveloppe, où l'on fixe le type et les options.
    fn module_schemas(&self, generator: &mut SchemaGenerator, envelope: &Value) -> Vec<Value> {
        let of_kind = |(kind, options, required): (&str, schemars::Schema, bool)| {
            let mut module = envelope.clone();
            module["title"] = json!(kind);
            module["description"] = json!(format!("Un module de type « {kind} »."));
            module["properties"]["type"] = json!({
                "const": kind,
                "description": "Le type du module : il choisit la fabrique.",
            });
            module["properties"]["options"] = options.into();
            module["required"] = if required {
                json!(["type", "options"])
            } else {
                json!(["type"])
            };
            module
        };
        self.option_schemas(generator).map(of_kind).collect()
    }
    // ANCHOR_END: schema
}

/// Range les clés, pour que l'ordre ne dépende ni du compilateur ni des options de
/// `serde_json`, et ôte `null` : un `Option` en Rust est une clé absente en TOML.
fn tidy(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut entries: Vec<(String, Value)> = object.into_iter().collect();
            let largest = entries
                .iter()
                .find(|(key, _)| key == "format")
                .and_then(largest);
            entries.extend(largest.map(|largest| ("maximum".to_owned(), largest)));
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            let tidy_entry = |(key, value)| match (key, tidy(value)) {
                (key, Value::Array(types)) if key == "type" => (key, without_null(types)),
                entry => entry,
            };
            Value::Object(entries.into_iter().map(tidy_entry).collect::<Map<_, _>>())
        }
        Value::Array(items) => items
            .into_iter()
            .filter(|item| *item != json!({ "type": "null" }))
            .map(tidy)
            .collect(),
        other => other,
    }
}

/// Le plus grand entier d'un format : schemars nomme le type, mais ne le borne pas.
fn largest((_, format): &(String, Value)) -> Option<Value> {
    match format.as_str()? {
        "uint8" => Some(json!(u8::MAX)),
        "uint16" => Some(json!(u16::MAX)),
        "uint32" => Some(json!(u32::MAX)),
        _ => None,
    }
}

/// Les types permis, sans `null` ; un seul n'a pas besoin d'une liste.
fn without_null(mut types: Vec<Value>) -> Value {
    types.retain(|kind| kind != "null");
    match types.as_slice() {
        [only] => only.clone(),
        _ => types.into(),
    }
}
