//! The records of named views.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer, SeqAccess, Visitor};

use super::{Entries, Leaf, Text, Texts};
use crate::model::Id;

/// A picture or table with a name, which `interorg render` draws or writes.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "View")]
pub(crate) struct NamedViewRecord {
    /// The name, which is also that of its files.
    pub(crate) name: Leaf<Id>,
    /// The subcommand with its arguments, such as `partners AU`; as a list if one of them contains blanks.
    pub(crate) view: Texts,
    /// The options by their long names, such as `at: 2005`. An option without a value is `true`; several values are a list.
    #[serde(default)]
    pub(crate) options: Entries<Words>,
    /// The formats of its files, by their extensions, such as `svg` or `csv`.
    pub(crate) formats: Vec<Leaf<Id>>,
}

/// A text, or a list of texts. A number or truth value without quotes is read as a text too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words(pub(crate) Vec<String>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Whether the value is a list is not known before. YAML reads dates other than years as texts.
        deserializer.deserialize_any(WordsVisitor)
    }
}

struct WordsVisitor;

impl<'de> Visitor<'de> for WordsVisitor {
    type Value = Words;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a list of texts")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Words, E> {
        Ok(Words(vec![text.to_owned()]))
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Words, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Words, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Words, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Words, E> {
        self.visit_str(&value.to_string())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Words, A::Error> {
        let mut words = Vec::new();
        while let Some(Text(word)) = seq.next_element()? {
            words.push(word.into());
        }
        Ok(Words(words))
    }
}

impl JsonSchema for Words {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Words".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        // The check of the structure takes the first alternative for every scalar. A list with a minimum, of whatever items, is
        // not null: an option without a value is `true`.
        json_schema!({ "anyOf": [
            { "type": "string" },
            { "type": "boolean" },
            { "type": "array", "items": { "type": ["string", "boolean"] }, "minItems": 0 },
        ]})
    }
}
