//! One date or a list of dates.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::StrDeserializer;
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::Leaf;
use crate::model::Date;

/// One date or a list of dates.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Dates(pub(crate) Vec<Date>);

impl<'de> Deserialize<'de> for Dates {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct DatesVisitor;

        impl<'de> Visitor<'de> for DatesVisitor {
            type Value = Dates;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date in EDTF or a list of dates")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Dates, E> {
                let Leaf(date) = Leaf::deserialize(StrDeserializer::new(text))?;
                Ok(Dates(vec![date]))
            }

            // A year without quotes is a number to the parser.
            fn visit_u64<E: de::Error>(self, year: u64) -> Result<Dates, E> {
                self.visit_str(&year.to_string())
            }

            fn visit_i64<E: de::Error>(self, year: i64) -> Result<Dates, E> {
                self.visit_str(&year.to_string())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Dates, A::Error> {
                let mut dates = Vec::new();
                while let Some(Leaf(date)) = seq.next_element()? {
                    dates.push(date);
                }
                Ok(Dates(dates))
            }
        }

        deserializer.deserialize_any(DatesVisitor)
    }
}

impl JsonSchema for Dates {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Dates".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let date = generator.subschema_for::<Leaf<Date>>();
        json_schema!({ "anyOf": [date, { "type": "array", "items": date }] })
    }
}
