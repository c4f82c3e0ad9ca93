//! Free attributes and amounts.

use super::Projection;
use super::claimed::{Claimed, partnership_id};
use super::days::Doubts;
use super::operations::id;
use super::organizations::{date, end, id_of};
use super::table::{ProjectedTable, TableBuilder};
use crate::graph::{Content, DayRange, participation_bounds};
use crate::model::{
    Amount, Annotations, Attribute, Date, End, Identified, Known, Missing, Value, ValueType,
};

/// The record that an annotation belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Holder {
    Organization(String),
    Operation(String),
    Partnership(String),
    /// A phase of a partnership, by the id of its statement and that of the partnership.
    Phase(String, String),
    Participation {
        statement: String,
        operation: String,
        organization: String,
    },
}

/// An attribute or amount of a record.
pub(super) struct Annotated<'p, T> {
    holder: Holder,
    /// The id: that of the holder, and the number.
    pub(super) id: String,
    /// The number in the record, from 1.
    number: usize,
    pub(super) record: &'p T,
    within: Bounds,
}

/// The start and end of the phase or participation that has an annotation.
type Bounds = (Option<Date>, Option<End>);

impl Annotated<'_, Amount> {
    /// Returns the start and the end: where the amount has none, that of the phase or participation.
    fn bounds(&self) -> Bounds {
        let (from, to) = self.within;
        (self.record.from.or(from), self.record.to.or(to))
    }
}

/// A record with annotations.
type Annotating<'p> = (Holder, Bounds, &'p Annotations);

/// The bounds of a record to which dates of its own do not apply.
const UNDATED: Bounds = (None, None);

impl<'g> Projection<'g> {
    pub(super) fn annotation_tables(&self) -> Vec<ProjectedTable<'_>> {
        vec![self.amount(), self.attribute()]
    }

    /// Returns the amounts of all records.
    pub(super) fn amounts<'s>(&'s self) -> impl Iterator<Item = Annotated<'s, Amount>> {
        self.annotations()
            .flat_map(|(holder, within, annotations)| {
                numbered(&holder, within, "amount", annotations.amounts())
            })
    }

    fn amount(&self) -> ProjectedTable<'_> {
        let quantities = &self.graph.dataset().vocabularies().amounts;
        let meaning = "How many or how much of something a record is about.";
        let mut table = TableBuilder::new("amount", meaning, || self.amounts());
        held(&mut table);
        table.column(
            "quantity",
            ValueType::Code,
            "Id of what it is an amount of.",
            |row| quantities[row.record.what].id().as_str(),
        );
        table.optional(
            "value",
            ValueType::Real,
            "The amount; unknown is not 0.",
            |row| row.record.known().map(Value::number),
        );
        table.optional(
            "from_edtf",
            ValueType::Code,
            "Start as recorded (EDTF), or else that of the phase or participation.",
            |row| date(row.bounds().0),
        );
        table.optional(
            "to_edtf",
            ValueType::Code,
            "End as recorded (EDTF), or else that of the phase or participation.",
            |row| end(row.bounds().1),
        );
        table.days(|row| {
            let (from, to) = row.bounds();
            DayRange::from_bounds(from.as_ref(), to.unwrap_or(End::Ongoing)).into()
        });
        table.doubts(|row| {
            let (from, to) = row.bounds();
            Doubts::of(from.as_ref(), to.unwrap_or(End::Ongoing))
        });
        table.refers(&["quantity"], "quantity");
        table.key(&["id"])
    }

    fn attribute(&self) -> ProjectedTable<'_> {
        let rows = || {
            self.annotations()
                .flat_map(|(holder, within, annotations)| {
                    numbered(&holder, within, "attribute", annotations.attributes())
                })
        };
        let mut table = TableBuilder::new("attribute", "A free attribute of a record.", rows);
        held(&mut table);
        table.column(
            "name",
            ValueType::Code,
            "Name.",
            |row: &Annotated<'_, Attribute>| row.record.name.as_str().to_owned(),
        );
        table.column(
            "value",
            ValueType::Text,
            "Value, as it is written.",
            |row| row.record.value.to_string(),
        );
        table.key(&["id"])
    }

    /// Returns the annotations of all records.
    fn annotations(&self) -> impl Iterator<Item = Annotating<'_>> {
        let dataset = self.graph.dataset();
        let organizations = dataset.organizations().iter();
        let organizations = organizations.map(|one| {
            (
                Holder::Organization(one.id.to_string()),
                UNDATED,
                &one.annotations,
            )
        });
        let operations = dataset.operations().iter();
        let operations = operations.map(|one| {
            (
                Holder::Operation(one.id.to_string()),
                UNDATED,
                &one.annotations,
            )
        });
        let partnerships = self.partnerships();
        let partnerships = partnerships.map(|one| {
            (
                Holder::Partnership(partnership_id(one)),
                UNDATED,
                &one.record().annotations,
            )
        });
        let statements = self.statements().filter_map(Self::of_statement);
        organizations
            .chain(operations)
            .chain(partnerships)
            .chain(statements)
    }

    /// Returns the annotations of a statement, if it can have some.
    fn of_statement(row: Claimed<'_>) -> Option<Annotating<'_>> {
        match row.statement.content() {
            Content::Phase(_, spell) => {
                let partnership = partnership_id(row.partnership()?);
                let holder = Holder::Phase(row.id, partnership);
                let record = spell.record();
                Some((holder, (Some(record.from), record.to), &record.annotations))
            }
            Content::Participation(record) => {
                let operation = row.operation()?;
                let holder = Holder::Participation {
                    operation: id(operation).to_owned(),
                    organization: id_of(operation.graph(), record.organization).to_owned(),
                    statement: row.id,
                };
                let (from, to) = participation_bounds(operation.record(), record);
                Some((holder, (from.copied(), Some(to)), &record.annotations))
            }
            _ => None,
        }
    }
}

fn numbered<'p, T>(
    holder: &Holder,
    within: Bounds,
    what: &str,
    records: &'p [T],
) -> Vec<Annotated<'p, T>> {
    let rows = records.iter().enumerate().map(|(row, record)| Annotated {
        holder: holder.clone(),
        id: format!("{}:{what}:{}", holder.id(), row + 1),
        number: row + 1,
        record,
        within,
    });
    rows.collect()
}

/// Adds the columns of an annotation: its id, its number, and the record that it belongs to.
fn held<'p, T>(table: &mut TableBuilder<'p, Annotated<'p, T>>) {
    table.column(
        "id",
        ValueType::Code,
        "Id: that of the record, and the number.",
        |row| row.id.clone(),
    );
    table.column(
        "number",
        ValueType::Integer,
        "Number in the record, from 1.",
        |row| row.number,
    );
    table.optional(
        "organization",
        ValueType::Code,
        "Id of the organization that is its record, or that of the participation.",
        |row| row.holder.organization(),
    );
    table.optional(
        "operation",
        ValueType::Code,
        "Id of the operation that is its record, or that of the participation.",
        |row| row.holder.operation(),
    );
    table.optional(
        "partnership",
        ValueType::Code,
        "Id of the partnership that is its record, or that of the phase.",
        |row| row.holder.partnership(),
    );
    table.optional(
        "statement",
        ValueType::Code,
        "Id of the statement of the phase or participation, if that is its record.",
        |row| row.holder.statement(),
    );
    table.refers(&["organization"], "organization");
    table.refers(&["operation"], "operation");
    table.refers(&["partnership"], "partnership");
    table.refers(&["statement"], "statement");
}

impl Holder {
    fn id(&self) -> String {
        match self {
            Self::Organization(id) => format!("organization:{id}"),
            Self::Operation(id) => format!("operation:{id}"),
            Self::Partnership(id) => format!("partnership:{id}"),
            Self::Phase(statement, _) | Self::Participation { statement, .. } => statement.clone(),
        }
    }

    fn organization(&self) -> Known<String> {
        match self {
            Self::Organization(id)
            | Self::Participation {
                organization: id, ..
            } => Ok(id.clone()),
            _ => Err(Missing::NotApplicable),
        }
    }

    fn operation(&self) -> Known<String> {
        match self {
            Self::Operation(id) | Self::Participation { operation: id, .. } => Ok(id.clone()),
            _ => Err(Missing::NotApplicable),
        }
    }

    fn partnership(&self) -> Known<String> {
        match self {
            Self::Partnership(id) | Self::Phase(_, id) => Ok(id.clone()),
            _ => Err(Missing::NotApplicable),
        }
    }

    fn statement(&self) -> Known<String> {
        match self {
            Self::Phase(statement, _) | Self::Participation { statement, .. } => {
                Ok(statement.clone())
            }
            _ => Err(Missing::NotApplicable),
        }
    }
}
