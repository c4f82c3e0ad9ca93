//! The terms of a vocabulary, which may be left out or empty.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};

/// The terms of a vocabulary. An empty list means that there are none; one that is left out means the default ones.
#[derive(Debug)]
pub(crate) struct Terms<T> {
    pub(crate) list: Vec<T>,
    /// Whether the dataset has the list.
    pub(crate) is_given: bool,
}

impl<T> Default for Terms<T> {
    fn default() -> Self {
        Self {
            list: Vec::new(),
            is_given: false,
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Terms<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let list = Vec::deserialize(deserializer)?;
        Ok(Self {
            list,
            is_given: true,
        })
    }
}

impl<T: JsonSchema> JsonSchema for Terms<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Vec::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Vec::<T>::json_schema(generator)
    }
}
