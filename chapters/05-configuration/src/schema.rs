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
        root["required"] = json!(["module"]);
        root["properties"]["longueur_max"]["default"] = json!(DEFAULT_MAX_CHARS);
        root["properties"]["module"] = json!({
            "description": "Les modules, dans l'ordre où ils traitent le texte.",
            "type": "array",
            "items": { "oneOf": modules },
        });
        sorted(root)
    }

    /// Un schéma par type de module : l'enveloppe, où l'on fixe le type et les options.
    fn module_schemas(&self, generator: &mut SchemaGenerator, envelope: &Value) -> Vec<Value> {
        let of_kind = |(kind, options, required): (&str, schemars::Schema, bool)| {
            let mut module = envelope.clone();
            module["title"] = json!(kind);
            module["properties"]["type"] = json!({ "const": kind });
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

/// Range les clés : l'ordre ne dépend ni du compilateur ni des options de `serde_json`.
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(object) => {
            let mut entries: Vec<(String, Value)> = object.into_iter().collect();
            entries.sort_by(|(a, _), (b, _)| a.cmp(b));
            let entries = entries.into_iter().map(|(key, value)| (key, sorted(value)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        other => other,
    }
}
