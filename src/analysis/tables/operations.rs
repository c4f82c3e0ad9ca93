//! Operations, and who takes part in them.

use std::collections::BTreeSet;

use super::Projection;
use super::claimed::Claimed;
use super::days::{Doubts, within_calendar};
use super::organizations::{date, end, id_of};
use super::table::{ProjectedTable, TableBuilder};
use super::vocabularies::joined;
use crate::analysis::panel::ObservedParticipation;
use crate::graph::{Content, DayRange, Graph, OperationRef, participation_bounds, start_day};
use crate::model::{Date, Day, Identified, Operation, Participation, Value, ValueType};
use crate::phrase::folded;

impl<'g> Projection<'g> {
    /// Returns the table of operations.
    pub(super) fn operation(&self) -> ProjectedTable<'_> {
        let graph = self.graph;
        let kinds = &graph.dataset().vocabularies().operation_kinds;
        let rows = || graph.operations();
        let mut table = TableBuilder::new("operation", "A peace operation.", rows);
        table.column(
            "ordinal",
            ValueType::Integer,
            "Place in the dataset, from 1.",
            |row| {
                self.ordinals
                    .of("operation", id(*row), row.key().index() + 1)
            },
        );
        table.column("id", ValueType::Code, "Id.", |row| row.record().id.as_str());
        table.column(
            "label",
            ValueType::Text,
            "Abbreviation, or else the name.",
            |row| row.label(),
        );
        table.column("name", ValueType::Text, "Name.", |row| &*row.record().name);
        table.optional("kind", ValueType::Code, "Id of its kind.", |row| {
            row.record().kind.map(|kind| kinds[kind].id().as_str())
        });
        table.optional("place", ValueType::Text, "Place.", |row| {
            row.record().place.as_deref()
        });
        table.optional(
            "from_edtf",
            ValueType::Code,
            "Start as recorded (EDTF).",
            |row| date(row.record().start),
        );
        table.optional(
            "to_edtf",
            ValueType::Code,
            "End as recorded (EDTF).",
            |row| end(Some(row.record().end)),
        );
        table.days(|row| row.days().into());
        table.doubts(|row| Doubts::of(row.record().start.as_ref(), row.record().end));
        table.column(
            "confidence_rank",
            ValueType::Integer,
            "Confidence: 1 low, 2 medium, 3 high.",
            |row| row.record().claim.confidence as usize + 1,
        );
        table.optional(
            "mandate",
            ValueType::Text,
            "Mandate, joined by `; `.",
            |row| joined(&row.record().mandate),
        );
        table.optional("url", ValueType::Text, "Address on the web.", |row| {
            row.record().url.as_deref()
        });
        table.refers(&["kind"], "operation_kind");
        table.key(&["id"])
    }

    /// Returns the tables of what is said about operations.
    pub(super) fn operation_tables(&self) -> Vec<ProjectedTable<'_>> {
        let graph = self.graph;
        vec![
            country(graph),
            operation_country(graph),
            operation_succession(graph),
            self.participation(),
        ]
    }

    fn participation(&self) -> ProjectedTable<'_> {
        let graph = self.graph;
        let roles = &graph.dataset().vocabularies().roles;
        let rows = || self.of_operations().flat_map(TakenPart::parts);
        let meaning = "A participation of an organization in an operation; one across periods of existence has a row for each.";
        let mut table = TableBuilder::new("participation", meaning, rows);
        table.column(
            "operation",
            ValueType::Code,
            "Id of the operation.",
            |row| id(row.operation),
        );
        table.column(
            "number",
            ValueType::Integer,
            "Number in the record of the operation, from 1.",
            |row| row.claimed.number,
        );
        table.column(
            "part",
            ValueType::Integer,
            "Number of the period of existence, from 1.",
            |row| row.observed.part,
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
            "Id of the organization.",
            |row| id_of(graph, row.record.organization),
        );
        table.column("role", ValueType::Code, "Id of the role.", |row| {
            roles[row.record.role].id().as_str()
        });
        table.column(
            "makes_tie",
            ValueType::Boolean,
            "Whether it makes ties: its role does, and the organization is known to take part.",
            |row| roles[row.record.role].ties && !row.record.is_unknown(),
        );
        table.column(
            "status",
            ValueType::Code,
            "`recorded`, or `unknown` if it is unknown whether the organization took part.",
            |row| row.record.status.as_str(),
        );
        table.optional(
            "through",
            ValueType::Text,
            "Instrument through which it took part.",
            |row| row.record.through.as_deref(),
        );
        table.optional(
            "from_edtf",
            ValueType::Code,
            "Start as recorded (EDTF); that of the operation applies if there is none.",
            |row| date(row.record.from),
        );
        table.optional(
            "to_edtf",
            ValueType::Code,
            "End as recorded (EDTF); that of the operation applies if there is none.",
            |row| end(row.record.to),
        );
        table.optional(
            "since_edtf",
            ValueType::Code,
            "Start of the period, as recorded (EDTF) or, if the organization did not exist then, the day from which it did.",
            TakenPart::since,
        );
        table.days(|row| row.days.into());
        table.doubts(|row| Doubts::of_participation(row.operation, row.record));
        table.optional(
            "observed_end_day",
            ValueType::Date,
            "Day after the last one up to the as-of date; unknown if it ended on an unknown day.",
            |row| row.observed.stop.map(|stop| within_calendar(stop.next())),
        );
        table.column(
            "censored",
            ValueType::Boolean,
            "Whether it goes on at the as-of date, so that its end is not observed.",
            |row| row.observed.is_censored,
        );
        let meaning = "Confidence of the participation or of its operation, whichever is lower: 1 low, 2 medium, 3 high.";
        table.column("confidence_rank", ValueType::Integer, meaning, |row| {
            let own = row.record.claim.confidence;
            own.min(row.operation.record().claim.confidence) as usize + 1
        });
        table.refers(&["operation"], "operation");
        table.refers(&["statement"], "statement");
        table.refers(&["organization"], "organization");
        table.refers(&["role"], "role");
        table.key(&["operation", "number", "part"])
    }
}

/// A participation in one period of existence of its organization.
struct TakenPart<'p> {
    claimed: Claimed<'p>,
    operation: OperationRef<'p>,
    record: &'p Participation,
    observed: ObservedParticipation<'p>,
    /// The days; `None` if the dates contradict one another.
    days: Option<DayRange>,
}

impl<'p> TakenPart<'p> {
    /// Returns the first day, as the dataset states it if this is the start that it records.
    fn since(&self) -> Value<'p> {
        let (recorded, _) = participation_bounds(self.operation.record(), self.record);
        let first = self.days.map(|days| days.first);
        let recorded = recorded.filter(|start| Some(start_day(start)) == first);
        let of_day = || first.and_then(Day::bounded).map(Date::from);
        date(recorded.copied().or_else(of_day))
    }

    fn parts(claimed: Claimed<'p>) -> Vec<Self> {
        let (Some(operation), Content::Participation(record)) =
            (claimed.operation(), claimed.statement.content())
        else {
            return Vec::new();
        };
        let parts = ObservedParticipation::parts(operation, record).into_iter();
        let parts = parts.map(|(days, observed)| Self {
            claimed: claimed.clone(),
            operation,
            record,
            observed,
            days,
        });
        parts.collect()
    }
}

fn country(graph: &Graph) -> ProjectedTable<'_> {
    let rows = || {
        let countries = graph.operations().flat_map(|one| &one.record().countries);
        countries
            .map(|name| &**name)
            .collect::<BTreeSet<&str>>()
            .into_iter()
    };
    let mut table = TableBuilder::new("country", "A country of operations.", rows);
    table.column("name", ValueType::Text, "Name.", |name| *name);
    table.column(
        "folded",
        ValueType::Code,
        "The name as names are compared, in lower case; signs are written as `=` with their number in Unicode and a dot.",
        |name| folded(name),
    );
    table.key(&["name"])
}

fn operation_country(graph: &Graph) -> ProjectedTable<'_> {
    let rows = || {
        graph.operations().flat_map(|one| {
            let countries = one.record().countries.iter().enumerate();
            countries.map(move |(row, country)| (one, row + 1, &**country))
        })
    };
    let mut table = TableBuilder::new("operation_country", "A country of an operation.", rows);
    table.column(
        "operation",
        ValueType::Code,
        "Id of the operation.",
        |(one, ..)| id(*one),
    );
    table.column(
        "number",
        ValueType::Integer,
        "Number in the record of the operation, from 1.",
        |(_, number, _)| *number,
    );
    table.column(
        "country",
        ValueType::Text,
        "Name of the country.",
        |(.., country)| *country,
    );
    table.refers(&["operation"], "operation");
    table.refers(&["country"], "country");
    table.key(&["operation", "number"])
}

fn operation_succession(graph: &Graph) -> ProjectedTable<'_> {
    let rows = || {
        graph.operations().flat_map(|one| {
            let predecessors = one.record().predecessors.iter().enumerate();
            predecessors.map(move |(row, before)| (one, row + 1, one.graph().operation(*before)))
        })
    };
    let meaning = "An operation that took over from another one.";
    let mut table = TableBuilder::new("operation_succession", meaning, rows);
    table.column(
        "operation",
        ValueType::Code,
        "Id of the successor.",
        |(one, ..)| id(*one),
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
        |(.., before)| id(*before),
    );
    table.refers(&["operation"], "operation");
    table.refers(&["predecessor"], "operation");
    table.key(&["operation", "number"])
}

/// Returns the id of an operation.
pub(super) fn id(operation: OperationRef<'_>) -> &str {
    let record: &Operation = operation.record();
    record.id.as_str()
}
