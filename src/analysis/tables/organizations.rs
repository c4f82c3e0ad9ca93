//! Organizations: when they exist, what they succeed, who acts for them, and what they belong to.

use super::Projection;
use super::claimed::Claimed;
use super::days::Doubts;
use super::table::{ProjectedTable, TableBuilder};
use crate::graph::{Content, DayRange, Graph, OrganizationRef};
use crate::model::{Date, End, Identified, Key, Membership, Organization, Value, ValueType};

impl<'g> Projection<'g> {
    pub(super) fn organization_tables(&self) -> Vec<ProjectedTable<'_>> {
        vec![
            self.organization(),
            lifetime(self.graph),
            existence_gap(self.graph),
            succession(self.graph),
            actor(self.graph),
        ]
    }

    fn organization(&self) -> ProjectedTable<'_> {
        let graph = self.graph;
        let kinds = &graph.dataset().vocabularies().organization_kinds;
        let rows = || graph.organizations();
        let mut table = TableBuilder::new("organization", "An international organization.", rows);
        table.column(
            "ordinal",
            ValueType::Integer,
            "Place in the dataset, from 1.",
            |row| {
                self.ordinals.of(
                    "organization",
                    row.record().id.as_str(),
                    row.key().index() + 1,
                )
            },
        );
        table.column("id", ValueType::Code, "Id.", |row| row.record().id.as_str());
        table.column(
            "abbreviation",
            ValueType::Text,
            "Abbreviation, by which answers show it.",
            |row| row.label(),
        );
        table.column("name", ValueType::Text, "Name.", |row| &*row.record().name);
        table.optional("kind", ValueType::Code, "Id of its kind.", |row| {
            row.record().kind.map(|kind| kinds[kind].id().as_str())
        });
        table.optional("seat", ValueType::Text, "Seat.", |row| {
            row.record().seat.as_deref()
        });
        table.optional("region", ValueType::Text, "Region.", |row| {
            row.record().region.as_deref()
        });
        table.optional(
            "founded_edtf",
            ValueType::Code,
            "Foundation as recorded (EDTF).",
            |row| date(row.record().founded),
        );
        table.optional(
            "dissolved_edtf",
            ValueType::Code,
            "Dissolution as recorded (EDTF).",
            |row| end(Some(row.record().dissolved)),
        );
        table.days(|row| row.lifetime().into());
        table.doubts(|row| Doubts::of(row.record().founded.as_ref(), row.record().dissolved));
        table.optional(
            "covered_from_edtf",
            ValueType::Code,
            "Date since when its record is meant to be complete (EDTF).",
            |row| date(row.record().covered_from),
        );
        table.optional("remarks", ValueType::Text, "Remarks.", |row| {
            remarks(&row.record().notes)
        });
        table.refers(&["kind"], "organization_kind");
        table.key(&["id"])
    }

    /// Returns the table of what organizations belong to.
    pub(super) fn membership(&self) -> ProjectedTable<'_> {
        let organizations = self.graph.dataset().organizations();
        let rows = || self.of_organizations().filter_map(Member::of);
        let mut table = TableBuilder::new(
            "membership",
            "What an organization is a part or member of.",
            rows,
        );
        table.column(
            "statement",
            ValueType::Code,
            "Id of the statement.",
            |row| row.claimed.id.clone(),
        );
        table.column(
            "organization",
            ValueType::Code,
            "Id of the organization that belongs to another one.",
            |row| row.organization.record().id.as_str(),
        );
        table.column(
            "number",
            ValueType::Integer,
            "Number in the record of the organization, from 1.",
            |row| row.claimed.number,
        );
        table.column(
            "kind",
            ValueType::Code,
            "`part-of` or `member-of`.",
            |row| row.record.kind.as_str(),
        );
        table.column(
            "whole",
            ValueType::Code,
            "Id of the organization that it belongs to.",
            |row| organizations[row.record.organization].id.as_str(),
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
        table.refers(&["statement"], "statement");
        table.refers(&["organization"], "organization");
        table.refers(&["whole"], "organization");
        table.key(&["organization", "number"])
    }
}

/// A membership as a row.
struct Member<'p> {
    claimed: Claimed<'p>,
    organization: OrganizationRef<'p>,
    record: &'p Membership,
}

impl<'p> Member<'p> {
    fn of(claimed: Claimed<'p>) -> Option<Self> {
        match (claimed.organization(), claimed.statement.content()) {
            (Some(organization), Content::Membership(record)) => Some(Self {
                claimed,
                organization,
                record,
            }),
            _ => None,
        }
    }
}

fn lifetime(graph: &Graph) -> ProjectedTable<'_> {
    let meaning = "A period in which an organization exists; one that was suspended has several.";
    periods("lifetime", meaning, graph, |one| one.periods())
}

fn existence_gap(graph: &Graph) -> ProjectedTable<'_> {
    let meaning =
        "A period between two others in which an organization exists, in which it does not.";
    periods("existence_gap", meaning, graph, |one| one.gaps().collect())
}

/// Returns a table of periods of organizations.
fn periods<'g>(
    name: &'static str,
    meaning: &'static str,
    graph: &'g Graph,
    of: fn(OrganizationRef<'g>) -> Vec<DayRange>,
) -> ProjectedTable<'g> {
    let rows = move || {
        graph.organizations().flat_map(move |one| {
            let periods = of(one).into_iter().enumerate();
            periods.map(move |(row, days)| (one, row + 1, days))
        })
    };
    let mut table = TableBuilder::new(name, meaning, rows);
    table.column(
        "organization",
        ValueType::Code,
        "Id of the organization.",
        |(one, ..)| one.record().id.as_str(),
    );
    table.column(
        "number",
        ValueType::Integer,
        "Number of the period, from 1.",
        |(_, number, _)| *number,
    );
    table.days(|(.., days)| (*days).into());
    table.refers(&["organization"], "organization");
    table.key(&["organization", "number"])
}

fn succession(graph: &Graph) -> ProjectedTable<'_> {
    let rows = || {
        graph.organizations().flat_map(|one| {
            let predecessors = one.record().predecessors.iter().enumerate();
            predecessors.map(move |(row, before)| (one, row + 1, *before))
        })
    };
    let meaning = "An organization that took the place of another one.";
    let mut table = TableBuilder::new("succession", meaning, rows);
    table.column(
        "organization",
        ValueType::Code,
        "Id of the successor.",
        |(one, ..)| one.record().id.as_str(),
    );
    table.column(
        "number",
        ValueType::Integer,
        "Number among its predecessors, from 1.",
        |(_, number, _)| *number,
    );
    table.column(
        "predecessor",
        ValueType::Code,
        "Id of the predecessor.",
        |(.., before)| id_of(graph, *before),
    );
    table.refers(&["organization"], "organization");
    table.refers(&["predecessor"], "organization");
    table.key(&["organization", "number"])
}

fn actor(graph: &Graph) -> ProjectedTable<'_> {
    let rows = || {
        graph.organizations().flat_map(|one| {
            let actors = one.actors().into_iter().enumerate();
            actors.map(move |(row, (actor, days))| (one, row + 1, actor, days))
        })
    };
    let meaning = "Who acts for an organization: a predecessor before it exists, and otherwise itself. On each day there is one.";
    let mut table = TableBuilder::new("actor", meaning, rows);
    table.column(
        "organization",
        ValueType::Code,
        "Id of the organization.",
        |(one, ..)| one.record().id.as_str(),
    );
    table.column(
        "number",
        ValueType::Integer,
        "Number of the range of days, from 1.",
        |(_, number, ..)| *number,
    );
    table.column(
        "actor",
        ValueType::Code,
        "Id of the organization that acts.",
        |(_, _, actor, _)| id_of(graph, *actor),
    );
    table.days(|(.., days)| (*days).into());
    table.refers(&["organization"], "organization");
    table.refers(&["actor"], "organization");
    table.key(&["organization", "number"])
}

/// Returns the id of an organization.
pub(super) fn id_of(graph: &Graph, organization: Key<Organization>) -> &str {
    graph.dataset().organizations()[organization].id.as_str()
}

/// Returns a date as recorded.
pub(super) fn date(date: Option<Date>) -> Value<'static> {
    date.map(|date| date.to_string()).into()
}

/// Returns an end as recorded, or the reason why there is none.
pub(super) fn end(end: Option<End>) -> Value<'static> {
    match end.map(Value::end) {
        Some(Value::Date(date)) => date.to_string().into(),
        Some(missing) => missing,
        None => Value::NONE,
    }
}

/// Returns remarks as one text; none if there are none.
pub(super) fn remarks(notes: &[Box<str>]) -> Value<'static> {
    match notes {
        [] => Value::NONE,
        notes => notes.join(" ").into(),
    }
}
