//! What a mapping says of one column or of several that belong together. A text alone is the column.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Visitor};

use crate::dataset::{Entries, Leaf, Words};
use crate::model::{AmountKind, AmountSummary};

/// A record with a column, or the column alone.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct ColumnOr<T>(pub(in crate::import) T);

/// A record that a column alone can stand for.
pub(in crate::import) trait OfColumn {
    /// Creates the record of a column.
    fn of_column(column: &str) -> Self;
}

/// The columns of an organization or operation.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Entity")]
pub(in crate::import) struct EntityRecord {
    /// The column of its name or key.
    pub(in crate::import) column: Option<String>,
    /// Several columns, in a wide table: a list of columns, or ranges such as `c1..c91` and `4..`.
    pub(in crate::import) columns: Option<Words>,
    /// The column of its name, if the other one is a key.
    pub(in crate::import) name: Option<String>,
    /// The column of its abbreviation.
    pub(in crate::import) abbreviation: Option<String>,
    /// The column of its kind.
    pub(in crate::import) kind: Option<String>,
    /// The column of its founding or start.
    pub(in crate::import) start: Option<String>,
    /// The column of its dissolution or end.
    pub(in crate::import) end: Option<String>,
    /// The column of its seat or place.
    pub(in crate::import) place: Option<String>,
    /// The column of its region or country.
    pub(in crate::import) region: Option<String>,
    /// The column of its address on the web. That of an organization becomes an attribute.
    pub(in crate::import) url: Option<String>,
    /// The name of the register that the key is from, under which the key is kept.
    pub(in crate::import) scheme: Option<String>,
    /// Registers and the columns of their identifiers.
    pub(in crate::import) identifiers: Entries<String>,
    /// The columns of other names.
    pub(in crate::import) aliases: Option<Words>,
    /// The columns that become attributes: columns, ranges, or `rest` for all that nothing else names.
    pub(in crate::import) attributes: Option<Words>,
    /// The columns that become remarks.
    pub(in crate::import) notes: Option<Words>,
    /// The text before a key that is a number, such as `state `.
    pub(in crate::import) prefix: Option<String>,
    /// `name` if ids are made from names, although keys have letters.
    pub(in crate::import) id: Option<String>,
}

/// A number, and what it is a number of.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "ImportedAmount")]
pub(in crate::import) struct AmountRecord {
    /// The column. Left out, the numbers are those in cells or brackets.
    pub(in crate::import) column: Option<String>,
    /// The id of the quantity, such as `troops`. Left out, it is made from the name of the column.
    pub(in crate::import) what: Option<String>,
    /// The name shown to readers.
    pub(in crate::import) label: Option<String>,
    /// The definition.
    pub(in crate::import) definition: Option<String>,
    /// The unit, such as `persons` or `USD`.
    pub(in crate::import) unit: Option<String>,
    /// `stock` for what is there on a day, such as troops, or `flow` for what passes in a period, such as payments. Left out, it is
    /// `stock`.
    pub(in crate::import) kind: Option<Leaf<AmountKind>>,
    /// How several amounts of one record become one number: `sum` (of a flow only), `mean`, `max` or `last`.
    pub(in crate::import) summary: Option<Leaf<AmountSummary>>,
}

impl OfColumn for EntityRecord {
    fn of_column(column: &str) -> Self {
        Self {
            column: Some(column.to_owned()),
            ..Self::default()
        }
    }
}

impl OfColumn for AmountRecord {
    fn of_column(column: &str) -> Self {
        Self {
            column: Some(column.to_owned()),
            ..Self::default()
        }
    }
}

impl EntityRecord {
    /// Returns the columns that it names.
    pub(in crate::import) fn named(&self) -> impl Iterator<Item = &String> {
        let single = [
            &self.column,
            &self.name,
            &self.abbreviation,
            &self.kind,
            &self.start,
            &self.end,
            &self.place,
            &self.region,
            &self.url,
        ];
        let lists = [&self.aliases, &self.attributes, &self.notes, &self.columns];
        let lists = lists.into_iter().flatten().flat_map(|list| &list.0);
        let identifiers = self.identifiers.0.iter().map(|(_, column)| column);
        single.into_iter().flatten().chain(lists).chain(identifiers)
    }
}

impl<T: OfColumn> ColumnOr<T> {
    /// Creates the record of a column.
    pub(in crate::import) fn of_column(column: &str) -> Self {
        Self(T::of_column(column))
    }
}

impl<T> Deref for ColumnOr<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for ColumnOr<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<'de, T: OfColumn + Deserialize<'de>> Deserialize<'de> for ColumnOr<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ColumnVisitor<T>(PhantomData<T>);

        impl<'de, T: OfColumn + Deserialize<'de>> Visitor<'de> for ColumnVisitor<T> {
            type Value = ColumnOr<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a column, or a mapping with `column`")
            }

            fn visit_str<E: de::Error>(self, column: &str) -> Result<Self::Value, E> {
                Ok(ColumnOr::of_column(column))
            }

            fn visit_u64<E: de::Error>(self, column: u64) -> Result<Self::Value, E> {
                self.visit_str(&column.to_string())
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map)).map(ColumnOr)
            }
        }

        deserializer.deserialize_any(ColumnVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for ColumnOr<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let details = generator.subschema_for::<T>();
        json_schema!({ "anyOf": [{ "type": "string" }, details] })
    }
}
