//! Names of persons and bodies in the bibliography.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

use super::Text;
use crate::model::Contributor;

/// One name or a list of names, each as a text that [`Contributor`] parses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Names(pub(crate) Vec<String>);

/// The parts of a name.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Person")]
struct NameParts {
    /// The family name, or the name of a body.
    name: Text,
    /// The given names.
    #[serde(default)]
    given_name: Text,
    /// The particle before the family name.
    #[serde(default)]
    prefix: Text,
    /// The suffix, such as `Jr.`.
    #[serde(default)]
    suffix: Text,
    /// Another name. It is not printed.
    #[serde(default, rename = "alias")]
    _alias: Option<String>,
}

/// One name as a text.
struct Spelled(String);

impl NameParts {
    fn spell(&self) -> String {
        Contributor::spell(&self.name, &self.given_name, &self.prefix, &self.suffix)
    }
}

impl<'de> Deserialize<'de> for Spelled {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SpelledVisitor;

        impl<'de> Visitor<'de> for SpelledVisitor {
            type Value = Spelled;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name, or a mapping with `name` and `given-name`")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Spelled, E> {
                Ok(Spelled(name.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Spelled, A::Error> {
                let parts = NameParts::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Spelled(parts.spell()))
            }
        }

        deserializer.deserialize_any(SpelledVisitor)
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamesVisitor;

        impl<'de> Visitor<'de> for NamesVisitor {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Names, E> {
                Ok(Names(vec![name.to_owned()]))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Names, A::Error> {
                let parts = NameParts::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Names(vec![parts.spell()]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Names, A::Error> {
                let mut names = Vec::new();
                while let Some(Spelled(name)) = seq.next_element()? {
                    names.push(name);
                }
                Ok(Names(names))
            }
        }

        deserializer.deserialize_any(NamesVisitor)
    }
}

impl JsonSchema for Names {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Names".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let person = generator.subschema_for::<NameParts>();
        let one = json_schema!({ "anyOf": [{ "type": "string" }, person] });
        json_schema!({ "anyOf": [
            { "type": "string" },
            { "type": "array", "items": one },
            person,
        ]})
    }
}
