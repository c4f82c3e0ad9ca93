//! Evidence: statements, their rivals, and what speaks against them.

use std::num::NonZeroU32;

use super::Projection;
use super::claimed::{Claimed, partnership_id};
use super::operations::id;
use super::organizations::{date, end, remarks};
use super::table::{ProjectedTable, TableBuilder};
use crate::graph::{Content, Subject};
use crate::model::{Claim, Dataset, Identified, Missing, Value, ValueType};

impl<'g> Projection<'g> {
    pub(super) fn statement_tables(&self) -> Vec<ProjectedTable<'_>> {
        vec![self.statement(), self.rival(), self.counter_evidence()]
    }

    fn statement(&self) -> ProjectedTable<'_> {
        let meaning = "A claim or definition of the dataset. One of a record of several organizations is a statement about each of its dyads.";
        let mut table = TableBuilder::new("statement", meaning, || self.statements());
        table.column(
            "id",
            ValueType::Code,
            "Id: the kind, the id of the subject, and the number.",
            |row| row.id.clone(),
        );
        table.column(
            "kind",
            ValueType::Code,
            "Kind of statement, such as phase or milestone.",
            |row| row.statement.kind().name(),
        );
        table.optional(
            "vocabulary",
            ValueType::Code,
            "Name of the vocabulary, of a definition.",
            |row| match row.statement.subject() {
                Subject::Vocabulary(name) => Ok(name),
                _ => Err(Missing::NotApplicable),
            },
        );
        table.optional(
            "partnership",
            ValueType::Code,
            "Id of the partnership that it is about.",
            |row| {
                row.partnership()
                    .map(partnership_id)
                    .ok_or(Missing::NotApplicable)
            },
        );
        table.optional(
            "operation",
            ValueType::Code,
            "Id of the operation that it is about.",
            |row| row.operation().map(id).ok_or(Missing::NotApplicable),
        );
        table.optional(
            "organization",
            ValueType::Code,
            "Id of the organization that it is about.",
            |row| {
                let organization = row.organization().ok_or(Missing::NotApplicable);
                organization.map(|one| one.record().id.as_str())
            },
        );
        table.column(
            "says",
            ValueType::Text,
            "The statement in one line.",
            |row| row.statement.text(),
        );
        table.optional(
            "from_edtf",
            ValueType::Code,
            "Start as recorded (EDTF).",
            |row| date(row.statement.dates().0),
        );
        table.optional(
            "to_edtf",
            ValueType::Code,
            "End as recorded (EDTF).",
            |row| end(row.statement.dates().1),
        );
        table.column(
            "confidence",
            ValueType::Code,
            "Confidence: low, medium or high. Definitions have the highest.",
            |row| row.statement.confidence().as_str(),
        );
        table.column(
            "confidence_rank",
            ValueType::Integer,
            "Confidence: 1 low, 2 medium, 3 high.",
            Claimed::confidence_rank,
        );
        table.column(
            "contested",
            ValueType::Boolean,
            "Whether it has a rival.",
            |row| row.statement.is_contested(),
        );
        let meaning = "Number of the claim in a record of more than two organizations, the same about each of their dyads; none in a record of two.";
        let numbers = joint_numbers(self.graph.dataset());
        table.optional("joint", ValueType::Integer, meaning, move |row| {
            let place = joint(row.statement.claim(), &numbers).ok_or(Missing::NotApplicable);
            place.map(|place| self.ordinals.at(place))
        });
        let sources = self.graph.dataset().sources();
        table.optional(
            "sources",
            ValueType::Code,
            "Ids of the cited sources, each once, joined by `;`; those of rivals and counter-evidence last.",
            |row| {
                let mut ids: Vec<&str> = Vec::new();
                for citation in row.statement.citations() {
                    let id = sources.id(citation.source).as_str();
                    if !ids.contains(&id) {
                        ids.push(id);
                    }
                }
                Some(ids.join(";")).filter(|ids| !ids.is_empty())
            },
        );
        table.optional(
            "recorded_edtf",
            ValueType::Code,
            "Date on which it was entered in the record (EDTF).",
            |row| date(row.statement.claim().and_then(Claim::recorded)),
        );
        table.optional("remarks", ValueType::Text, "Remarks.", |row| {
            row.statement
                .claim()
                .map_or(Value::NONE, |claim| remarks(&claim.notes))
        });
        table.refers(&["partnership"], "partnership");
        table.refers(&["operation"], "operation");
        table.refers(&["organization"], "organization");
        table.key(&["id"])
    }

    fn rival(&self) -> ProjectedTable<'_> {
        let vocabularies = self.graph.dataset().vocabularies();
        let rows = || {
            self.statements().flat_map(|row| {
                let rivals = row.statement.claim().map_or(&[][..], |claim| &claim.rivals);
                let rivals = rivals.iter().enumerate();
                rivals.map(move |(place, rival)| (row.id.clone(), place + 1, rival))
            })
        };
        let mut table = TableBuilder::new("rival", "Another reading of the same evidence.", rows);
        table.column(
            "id",
            ValueType::Code,
            "Id: that of the statement, and the number.",
            |(id, number, _)| rival_id(id, *number),
        );
        table.column(
            "statement",
            ValueType::Code,
            "Id of the contested statement.",
            |(id, ..)| id.clone(),
        );
        table.column(
            "number",
            ValueType::Integer,
            "Number among its rivals, from 1.",
            |(_, number, _)| *number,
        );
        table.column(
            "says",
            ValueType::Text,
            "What the rival says.",
            |(.., rival)| &*rival.says,
        );
        table.optional(
            "from_edtf",
            ValueType::Code,
            "Start that it gives (EDTF).",
            |(.., rival)| date(rival.from),
        );
        table.optional(
            "to_edtf",
            ValueType::Code,
            "End that it gives (EDTF).",
            |(.., rival)| end(rival.to),
        );
        table.optional(
            "phase",
            ValueType::Code,
            "Id of the phase that it gives.",
            |(.., rival)| {
                rival
                    .phase
                    .map(|phase| vocabularies.phases[phase].id().as_str())
            },
        );
        table.optional(
            "condition",
            ValueType::Code,
            "Id of the condition that it gives.",
            |(.., rival)| {
                rival
                    .condition
                    .map(|condition| vocabularies.conditions[condition].id().as_str())
            },
        );
        table.refers(&["statement"], "statement");
        table.refers(&["phase"], "phase");
        table.refers(&["condition"], "condition");
        table.key(&["id"])
    }

    fn counter_evidence(&self) -> ProjectedTable<'_> {
        let rows = || {
            self.statements().flat_map(|row| {
                let against = match row.statement.content() {
                    Content::Motive(motive) => &motive.counter_evidence[..],
                    _ => &[],
                };
                let against = against.iter().enumerate();
                against.map(move |(place, one)| (row.id.clone(), place + 1, one))
            })
        };
        let mut table = TableBuilder::new("counter_evidence", "Evidence against a motive.", rows);
        table.column(
            "id",
            ValueType::Code,
            "Id: that of the statement, and the number.",
            |(id, number, _)| counter_id(id, *number),
        );
        table.column(
            "statement",
            ValueType::Code,
            "Id of the statement of the motive.",
            |(id, ..)| id.clone(),
        );
        table.column(
            "number",
            ValueType::Integer,
            "Number in the record of the motive, from 1.",
            |(_, number, _)| *number,
        );
        table.column(
            "says",
            ValueType::Text,
            "What speaks against it.",
            |(.., one)| &*one.statement,
        );
        table.optional(
            "date_edtf",
            ValueType::Code,
            "Date as recorded (EDTF).",
            |(.., one)| date(one.date),
        );
        table.refers(&["statement"], "statement");
        table.key(&["id"])
    }
}

/// Returns the numbers of the claims of records of more than two organizations, in order. Those of claims that are not in the record
/// are left out.
fn joint_numbers(dataset: &Dataset) -> Vec<NonZeroU32> {
    let records = dataset.joint_records().iter();
    let claims = records.flat_map(|record| record.content.claims());
    let mut numbers: Vec<NonZeroU32> = claims.filter_map(|claim| claim.joint).collect();
    numbers.sort_unstable();
    numbers
}

/// Returns the number of a claim of a record of more than two organizations, counted from 1 among those in the record.
fn joint(claim: Option<&Claim>, numbers: &[NonZeroU32]) -> Option<usize> {
    let number = claim.and_then(|claim| claim.joint)?;
    let place = numbers.binary_search(&number).ok()?;
    Some(place + 1)
}

/// Returns the id of a rival of a statement.
pub(super) fn rival_id(statement: &str, number: usize) -> String {
    format!("{statement}:rival:{number}")
}

/// Returns the id of evidence against a motive.
pub(super) fn counter_id(statement: &str, number: usize) -> String {
    format!("{statement}:counter-evidence:{number}")
}
