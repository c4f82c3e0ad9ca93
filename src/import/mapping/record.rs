//! The mapping as its YAML spells it: which columns of a table mean what.
//!
//! The doc comments are the reference that `interorg import --explain` prints.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde_json::{Value as Json, json};

use crate::dataset::{Entries, Words};
use crate::import::encoding::Encoding;
use crate::import::rules::{
    DateOrder, EndBeforeStart, ImpossibleDate, Mirror, OutsideLifetime, Repeated,
};
use crate::import::shape::Shape;

/// What the columns of tables mean.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "interorg mapping")]
pub(in crate::import) struct MappingRecord {
    /// The description of the dataset, with the keys of `dataset` in a dataset: `title`, `as-of`, `authors` and others.
    pub(in crate::import) dataset: FieldsRecord,
    /// The entry of the bibliography that every record cites, with its `id` and the keys of a source.
    pub(in crate::import) source: FieldsRecord,
    /// The tables, each with the meaning of its columns.
    pub(in crate::import) tables: Vec<TableRecord>,
}

/// The fields of a record that is written as it is.
#[derive(Debug, Clone, Default, Deserialize)]
pub(in crate::import) struct FieldsRecord(pub(in crate::import) serde_json::Map<String, Json>);

/// What the columns of one table mean.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Table")]
pub(in crate::import) struct TableRecord {
    /// The end of the file name. Left out, it is every file without a table of its own.
    pub(in crate::import) file: Option<String>,
    /// The table of a graph: `nodes` or `edges`.
    pub(in crate::import) part: Option<String>,
    /// The shape of the table.
    pub(in crate::import) shape: Option<Shape>,
    /// The sheet of a workbook, by its name or number.
    pub(in crate::import) sheet: Option<String>,
    /// The row of the header, counted from 1, or `none`.
    pub(in crate::import) header: Option<String>,
    /// The separator: `comma`, `semicolon`, `tab`, `bar`, or the character.
    pub(in crate::import) separator: Option<String>,
    /// The encoding.
    pub(in crate::import) encoding: Option<Encoding>,
    /// The texts that mean that a value is missing, beside an empty cell.
    pub(in crate::import) missing: Option<Words>,
    /// The order of day and month in dates such as `03/04/2005`.
    pub(in crate::import) dates: Option<DateOrder>,
    /// The dates that mean that something goes on, such as `9999-12-31`.
    pub(in crate::import) open_dates: Option<Words>,
    /// The dates that mean that a date is not known, such as `0001-01-01`.
    pub(in crate::import) unknown_dates: Option<Words>,
    /// The organization of a row; in a wide table, the columns of the organizations.
    pub(in crate::import) organization: Option<EntityRecord>,
    /// The operation of a row (a mission, treaty, body, meeting); in a wide table, the columns of the operations.
    pub(in crate::import) operation: Option<EntityRecord>,
    /// The first organization of a pair.
    pub(in crate::import) from: Option<EntityRecord>,
    /// The second organization of a pair.
    pub(in crate::import) to: Option<EntityRecord>,
    /// The column of the role, or of the type of a tie.
    pub(in crate::import) role: Option<String>,
    /// The roles, in their order.
    pub(in crate::import) roles: Vec<RoleRecord>,
    /// Several participations of one row, each with its role and dates.
    pub(in crate::import) parts: Vec<PartRecord>,
    /// The role of a row that has none of the parts.
    pub(in crate::import) otherwise: Option<String>,
    /// The columns of yes and no, one per kind of tie. Each becomes a coding.
    pub(in crate::import) flags: Option<Words>,
    /// What the values of cells, flags or roles mean: a role, or `none`, `unknown` or `not-existing`.
    pub(in crate::import) values: Entries<String>,
    /// The column of the year.
    pub(in crate::import) year: Option<String>,
    /// The column of the start.
    pub(in crate::import) start: Option<String>,
    /// The column of the end.
    pub(in crate::import) end: Option<String>,
    /// The column of a number, such as troops or money.
    pub(in crate::import) amount: Option<String>,
    /// The columns that become remarks of a tie.
    pub(in crate::import) notes: Option<Words>,
    /// The rows of a table of nodes that are operations and not organizations.
    pub(in crate::import) operations: Option<OperationsRecord>,
    /// Whether a tie is from its first organization to its second.
    pub(in crate::import) directed: Option<bool>,
    /// How a cell with several values is taken apart.
    pub(in crate::import) split: Option<SplitRecord>,
    /// Names and the names that take their place.
    pub(in crate::import) synonyms: Entries<String>,
    /// Names that are no organization or operation, each with the reason why it is left out.
    pub(in crate::import) leave_out: Entries<String>,
    /// How contradictions are settled. Without a rule, the row is rejected.
    pub(in crate::import) conflicts: ConflictsRecord,
    /// The columns that are not carried, each with the reason.
    pub(in crate::import) not_carried: Entries<String>,
}

/// The columns of an organization or operation. A text alone is its column.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct EntityRecord {
    pub(in crate::import) column: Option<String>,
    pub(in crate::import) columns: Option<Words>,
    pub(in crate::import) name: Option<String>,
    pub(in crate::import) abbreviation: Option<String>,
    pub(in crate::import) kind: Option<String>,
    pub(in crate::import) start: Option<String>,
    pub(in crate::import) end: Option<String>,
    pub(in crate::import) place: Option<String>,
    pub(in crate::import) region: Option<String>,
    pub(in crate::import) scheme: Option<String>,
    pub(in crate::import) identifiers: Entries<String>,
    pub(in crate::import) aliases: Option<Words>,
    pub(in crate::import) notes: Option<Words>,
    pub(in crate::import) prefix: Option<String>,
    pub(in crate::import) id: Option<String>,
}

/// The columns of an organization or operation in a mapping.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Entity")]
struct EntityDetails {
    /// The column of its name or key.
    column: Option<String>,
    /// Several columns, in a wide table: a list of columns, or ranges such as `c1..c91` and `4..`.
    columns: Option<Words>,
    /// The column of its name, if the other one is a key.
    name: Option<String>,
    /// The column of its abbreviation.
    abbreviation: Option<String>,
    /// The column of its kind.
    kind: Option<String>,
    /// The column of its founding or start.
    start: Option<String>,
    /// The column of its dissolution or end.
    end: Option<String>,
    /// The column of its seat or place.
    place: Option<String>,
    /// The column of its region or country.
    region: Option<String>,
    /// The name of the register that the key is from, under which the key is kept.
    scheme: Option<String>,
    /// Registers and the columns of their identifiers.
    identifiers: Entries<String>,
    /// The columns of other names.
    aliases: Option<Words>,
    /// The columns that become remarks.
    notes: Option<Words>,
    /// The text before a key that is a number, such as `state `.
    prefix: Option<String>,
    /// `name` if ids are made from names, although keys have letters.
    id: Option<String>,
}

/// The rows of a table of nodes that are operations, by the values of a column.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Operations")]
pub(in crate::import) struct OperationsRecord {
    /// The column.
    pub(in crate::import) column: String,
    /// The values of operations.
    pub(in crate::import) values: Option<Words>,
}

/// A role.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "ImportedRole")]
pub(in crate::import) struct RoleRecord {
    /// The id.
    pub(in crate::import) id: String,
    /// The name shown to readers.
    pub(in crate::import) label: Option<String>,
    /// The definition.
    pub(in crate::import) definition: Option<String>,
    /// Whether the role is directed against the operation, and so makes no tie.
    pub(in crate::import) adverse: bool,
}

/// A participation that a row may have.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Part")]
pub(in crate::import) struct PartRecord {
    /// The role.
    pub(in crate::import) role: String,
    /// The columns of the start. The first with a date counts; without one the row does not have the part.
    pub(in crate::import) start: Option<Words>,
    /// The columns of the end. The first with a date counts.
    pub(in crate::import) end: Option<Words>,
}

/// How a cell with several values is taken apart.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Split")]
pub(in crate::import) struct SplitRecord {
    /// The text between the values, such as `, `.
    pub(in crate::import) at: Option<String>,
    /// The meaning of what is in brackets after a name: `amount`, `role`, `note` or `name` (a part of the name).
    pub(in crate::import) brackets: Option<String>,
}

/// How contradictions are settled.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Conflicts")]
pub(in crate::import) struct ConflictsRecord {
    /// What becomes of a period that ends before it begins.
    pub(in crate::import) end_before_start: Option<EndBeforeStart>,
    /// What becomes of a period outside the lifetime of its organization.
    pub(in crate::import) outside_lifetime: Option<OutsideLifetime>,
    /// What becomes of a date that does not exist.
    pub(in crate::import) impossible_date: Option<ImpossibleDate>,
    /// What becomes of several rows on one organization and operation, or on one pair.
    pub(in crate::import) repeated: Option<Repeated>,
    /// What becomes of a directed table in which the two rows of a pair differ.
    pub(in crate::import) mirror: Option<Mirror>,
}

impl EntityRecord {
    /// Creates the record of an organization or operation that has one column.
    pub(in crate::import) fn of_column(column: &str) -> Self {
        Self {
            column: Some(column.to_owned()),
            ..Self::default()
        }
    }
}

impl TableRecord {
    /// Returns the columns that are named, by which the header is found. Ranges and numbers are no names.
    pub(in crate::import) fn named_columns(&self) -> Vec<String> {
        let entities = [&self.organization, &self.operation, &self.from, &self.to];
        let of_entities = entities.into_iter().flatten().flat_map(|entity| {
            let single = [
                &entity.column,
                &entity.name,
                &entity.abbreviation,
                &entity.kind,
                &entity.start,
                &entity.end,
                &entity.place,
                &entity.region,
            ];
            let lists = [&entity.aliases, &entity.notes, &entity.columns];
            let lists = lists.into_iter().flatten().flat_map(|list| &list.0);
            let identifiers = entity.identifiers.0.iter().map(|(_, column)| column);
            single.into_iter().flatten().chain(lists).chain(identifiers)
        });
        let own = [&self.role, &self.year, &self.start, &self.end, &self.amount];
        let parts = self.parts.iter().flat_map(|part| [&part.start, &part.end]);
        let lists = parts
            .chain([&self.flags, &self.notes])
            .flatten()
            .flat_map(|list| &list.0);
        let all = own.into_iter().flatten().chain(of_entities).chain(lists);
        let names = all.filter(|name| !name.contains("..") && name.parse::<u32>().is_err());
        names.cloned().collect()
    }
}

impl From<EntityDetails> for EntityRecord {
    fn from(details: EntityDetails) -> Self {
        Self {
            column: details.column,
            columns: details.columns,
            name: details.name,
            abbreviation: details.abbreviation,
            kind: details.kind,
            start: details.start,
            end: details.end,
            place: details.place,
            region: details.region,
            scheme: details.scheme,
            identifiers: details.identifiers,
            aliases: details.aliases,
            notes: details.notes,
            prefix: details.prefix,
            id: details.id,
        }
    }
}

impl<'de> Deserialize<'de> for EntityRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntityVisitor;

        impl<'de> Visitor<'de> for EntityVisitor {
            type Value = EntityRecord;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a column, or a mapping with `column`")
            }

            fn visit_str<E: de::Error>(self, column: &str) -> Result<EntityRecord, E> {
                Ok(EntityRecord::of_column(column))
            }

            fn visit_u64<E: de::Error>(self, column: u64) -> Result<EntityRecord, E> {
                self.visit_str(&column.to_string())
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<EntityRecord, A::Error> {
                let details = EntityDetails::deserialize(MapAccessDeserializer::new(map))?;
                Ok(details.into())
            }
        }

        deserializer.deserialize_any(EntityVisitor)
    }
}

impl JsonSchema for EntityRecord {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "EntityRecord".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let details = generator.subschema_for::<EntityDetails>();
        json_schema!({ "anyOf": [{ "type": "string" }, details] })
    }
}

impl JsonSchema for FieldsRecord {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "FieldsRecord".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let text = json!({ "type": ["string", "boolean"] });
        let inner =
            json!({ "type": ["string", "boolean", "object"], "additionalProperties": text });
        let kinds = ["string", "boolean", "array", "object"];
        json_schema!({ "type": "object", "additionalProperties": {
            "type": kinds, "items": inner, "additionalProperties": inner,
        }})
    }
}

/// Reads a choice by its name, and lists the names in the schema.
macro_rules! named_choices {
    ($($type:ty),+) => {$(
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let name = String::deserialize(deserializer)?;
                name.parse().map_err(de::Error::custom)
            }
        }

        impl JsonSchema for $type {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let names: Vec<&str> = Self::ALL.iter().map(|choice| choice.name()).collect();
                json_schema!({ "type": "string", "enum": names })
            }
        }
    )+};
}

named_choices!(
    Encoding,
    DateOrder,
    EndBeforeStart,
    ImpossibleDate,
    Mirror,
    OutsideLifetime,
    Repeated,
    Shape
);
