//! The mapping as its YAML spells it: which columns of a table mean what.
//!
//! The doc comments are the reference that `interorg import --explain` prints.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::{self, Deserializer};
use serde_json::{Value as Json, json};

use super::column::{AmountRecord, ColumnOr, EntityRecord};

use crate::dataset::{Entries, Words};
use crate::import::encoding::Encoding;
use crate::import::rules::{
    DateOrder, DecimalMark, EndBeforeStart, ImpossibleDate, Mirror, NotANumber, OutsideLifetime,
    Repeated, RepeatedAmount,
};
use crate::import::shape::Shape;

/// The word for all columns that nothing else names.
pub(in crate::import) const REST: &str = "rest";

/// What the columns of tables mean.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "interorg mapping")]
pub(in crate::import) struct MappingRecord {
    /// The description of the dataset, with the keys of `dataset` in a dataset: `title`, `from`, `as-of`, `authors`, `labels` (such as
    /// `{operation: treaty, operations: treaties}`) and others. The years of a panel are its `from` and `as-of`, unless they are given.
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
    pub(in crate::import) organization: Option<ColumnOr<EntityRecord>>,
    /// The operation of a row (a mission, treaty, body, meeting); in a wide table, the columns of the operations.
    pub(in crate::import) operation: Option<ColumnOr<EntityRecord>>,
    /// The first organization of a pair.
    pub(in crate::import) from: Option<ColumnOr<EntityRecord>>,
    /// The second organization of a pair.
    pub(in crate::import) to: Option<ColumnOr<EntityRecord>>,
    /// The column of the role, or of the type of a tie.
    pub(in crate::import) role: Option<String>,
    /// The roles, in their order.
    pub(in crate::import) roles: Vec<RoleRecord>,
    /// The role in which it is unknown whether an organization took part, if a value means `unknown`. Left out, it is the first of
    /// the roles.
    pub(in crate::import) unknown_role: Option<String>,
    /// Several participations of one row, each with its role and dates.
    pub(in crate::import) parts: Vec<PartRecord>,
    /// The role of a row that has none of the parts.
    pub(in crate::import) otherwise: Option<String>,
    /// The columns of yes and no, one per kind of tie. Each becomes a coding.
    pub(in crate::import) flags: Option<Words>,
    /// What the values of cells, flags, roles or phases mean: a role or phase, or `none`, `unknown` or `not-existing`. The kind
    /// of a tie may also mean that its first organization belongs to the second one: `part-of` or `member-of`.
    pub(in crate::import) values: Entries<String>,
    /// The column of the year.
    pub(in crate::import) year: Option<String>,
    /// The columns of years, in a panel with a column per year: a range such as `1990..2020`. Numbers in them are amounts if
    /// `amounts` has one without a column; otherwise 0 means none and 1 is a mark.
    pub(in crate::import) years: Option<Words>,
    /// The column of the start.
    pub(in crate::import) start: Option<String>,
    /// The column of the end.
    pub(in crate::import) end: Option<String>,
    /// The columns of numbers, such as troops or money, and what they are numbers of. One without a column is what the numbers in
    /// cells or brackets are.
    pub(in crate::import) amounts: Vec<ColumnOr<AmountRecord>>,
    /// The sign before the decimals of numbers.
    pub(in crate::import) decimal: Option<DecimalMark>,
    /// The column of the rung of a tie. Its values become the phases, in the order of their numbers.
    pub(in crate::import) phase: Option<String>,
    /// The phases, in their order.
    pub(in crate::import) phases: Vec<PhaseRecord>,
    /// The columns that become attributes of a tie or participation: columns, ranges, or `rest` for all that nothing else names.
    pub(in crate::import) attributes: Option<Words>,
    /// The columns that become remarks of a tie or participation.
    pub(in crate::import) notes: Option<Words>,
    /// The rows of a table of nodes that are operations and not organizations.
    pub(in crate::import) operations: Option<OperationsRecord>,
    /// Whether a tie is from its first organization to its second. Left out, each edge of a graph file has its own direction.
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
    /// `false` for a role that is recorded but makes no tie, such as an observer.
    pub(in crate::import) ties: Option<bool>,
}

/// A phase of ties.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "ImportedPhase")]
pub(in crate::import) struct PhaseRecord {
    /// The id.
    pub(in crate::import) id: String,
    /// The name shown to readers.
    pub(in crate::import) label: Option<String>,
    /// The definition.
    pub(in crate::import) definition: Option<String>,
    /// Whether the phase means that there is no tie.
    pub(in crate::import) absent: bool,
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
    /// What becomes of several amounts of one quantity, in one year or period of one participation or tie. Left out, it is `keep`.
    pub(in crate::import) repeated_amount: Option<RepeatedAmount>,
    /// What becomes of a text in the place of a number.
    pub(in crate::import) not_a_number: Option<NotANumber>,
    /// What becomes of a directed table in which the two rows of a pair differ. Left out, it is `direction`.
    pub(in crate::import) mirror: Option<Mirror>,
}

impl TableRecord {
    /// Returns the columns that are named, by which the header is found. Ranges and numbers are no names.
    pub(in crate::import) fn named_columns(&self) -> Vec<String> {
        let entities = [&self.organization, &self.operation, &self.from, &self.to];
        let of_entities = entities
            .into_iter()
            .flatten()
            .flat_map(|entity| entity.named());
        let own = [&self.role, &self.year, &self.start, &self.end, &self.phase];
        let amounts = self
            .amounts
            .iter()
            .filter_map(|amount| amount.column.as_ref());
        let parts = self.parts.iter().flat_map(|part| [&part.start, &part.end]);
        let lists = parts
            .chain([&self.flags, &self.years, &self.notes, &self.attributes])
            .flatten()
            .flat_map(|list| &list.0);
        let all = own
            .into_iter()
            .flatten()
            .chain(amounts)
            .chain(of_entities)
            .chain(lists);
        let names = all
            .filter(|name| !name.contains("..") && *name != REST && name.parse::<u32>().is_err());
        names.cloned().collect()
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
    DecimalMark,
    EndBeforeStart,
    ImpossibleDate,
    Mirror,
    NotANumber,
    OutsideLifetime,
    Repeated,
    RepeatedAmount,
    Shape
);
