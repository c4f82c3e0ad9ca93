//! Free attributes and amounts.

use super::Projection;
use super::claimed::partnership_id;
use super::days::Doubts;
use super::organizations::{date, end};
use super::table::{ProjectedTable, TableBuilder};
use crate::graph::{Content, DayRange};
use crate::model::{
    Amount, Annotations, Attribute, End, Identified, Known, Missing, Value, ValueType,
};

/// The record that an annotation belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Holder {
    Organization(String),
    Operation(String),
    Partnership(String),
    /// A phase or a participation, by the id of its statement.
    Statement(String),
}

/// An attribute or amount of a record.
pub(super) struct Annotated<'p, T> {
    holder: Holder,
    /// The id: that of the holder, and the number.
    pub(super) id: String,
    /// The number in the record, from 1.
    number: usize,
    pub(super) record: &'p T,
}

impl<'g> Projection<'g> {
    pub(super) fn annotation_tables(&self) -> Vec<ProjectedTable<'_>> {
        vec![self.amount(), self.attribute()]
    }

    /// Returns the amounts of all records.
    pub(super) fn amounts<'s>(&'s self) -> impl Iterator<Item = Annotated<'s, Amount>> {
        self.annotations()
            .flat_map(|(holder, annotations)| numbered(&holder, "amount", annotations.amounts()))
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
            "Start as recorded (EDTF).",
            |row| date(row.record.from),
        );
        table.optional(
            "to_edtf",
            ValueType::Code,
            "End as recorded (EDTF).",
            |row| end(row.record.to),
        );
        table.days(|row| {
            let end = row.record.to.unwrap_or(End::Ongoing);
            DayRange::from_bounds(row.record.from.as_ref(), end).into()
        });
        table.doubts(|row| {
            Doubts::of(
                row.record.from.as_ref(),
                row.record.to.unwrap_or(End::Ongoing),
            )
        });
        table.refers(&["quantity"], "quantity");
        table.key(&["id"])
    }

    fn attribute(&self) -> ProjectedTable<'_> {
        let rows = || {
            self.annotations().flat_map(|(holder, annotations)| {
                numbered(&holder, "attribute", annotations.attributes())
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
    fn annotations(&self) -> impl Iterator<Item = (Holder, &Annotations)> {
        let dataset = self.graph.dataset();
        let organizations = dataset.organizations().iter();
        let organizations =
            organizations.map(|one| (Holder::Organization(one.id.to_string()), &one.annotations));
        let operations = dataset.operations().iter();
        let operations =
            operations.map(|one| (Holder::Operation(one.id.to_string()), &one.annotations));
        let partnerships = self.partnerships();
        let partnerships = partnerships.map(|one| {
            (
                Holder::Partnership(partnership_id(one)),
                &one.record().annotations,
            )
        });
        let statements = self
            .statements()
            .filter_map(|row| match row.statement.content() {
                Content::Phase(_, spell) => {
                    Some((Holder::Statement(row.id), &spell.record().annotations))
                }
                Content::Participation(one) => Some((Holder::Statement(row.id), &one.annotations)),
                _ => None,
            });
        organizations
            .chain(operations)
            .chain(partnerships)
            .chain(statements)
    }
}

fn numbered<'p, T>(holder: &Holder, what: &str, records: &'p [T]) -> Vec<Annotated<'p, T>> {
    let rows = records.iter().enumerate().map(|(row, record)| Annotated {
        holder: holder.clone(),
        id: format!("{}:{what}:{}", holder.id(), row + 1),
        number: row + 1,
        record,
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
        "Id of the organization, if it is its record.",
        |row| {
            row.holder
                .of(|holder| matches!(holder, Holder::Organization(_)))
        },
    );
    table.optional(
        "operation",
        ValueType::Code,
        "Id of the operation, if it is its record.",
        |row| {
            row.holder
                .of(|holder| matches!(holder, Holder::Operation(_)))
        },
    );
    table.optional(
        "partnership",
        ValueType::Code,
        "Id of the partnership, if it is its record.",
        |row| {
            row.holder
                .of(|holder| matches!(holder, Holder::Partnership(_)))
        },
    );
    table.optional(
        "statement",
        ValueType::Code,
        "Id of the statement of a phase or participation, if it is its record.",
        |row| {
            row.holder
                .of(|holder| matches!(holder, Holder::Statement(_)))
        },
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
            Self::Statement(id) => id.clone(),
        }
    }

    /// Returns the id of the record, if it is of a kind.
    fn of(&self, is_of_kind: impl Fn(&Self) -> bool) -> Known<String> {
        let (Self::Organization(id)
        | Self::Operation(id)
        | Self::Partnership(id)
        | Self::Statement(id)) = self;
        if is_of_kind(self) {
            Ok(id.clone())
        } else {
            Err(Missing::NotApplicable)
        }
    }
}
