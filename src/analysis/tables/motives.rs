//! Motives: what is claimed, attested and held against them, and what was not found.

use super::Projection;
use super::claimed::Claimed;
use super::days::Doubts;
use super::organizations::{date, end, id_of};
use super::partnerships::confidence;
use super::table::{ProjectedTable, TableBuilder};
use crate::graph::{Content, DayRange, PartnershipRef};
use crate::model::{Identified, MotiveClaim, Value, ValueType};

/// A motive as a row.
type MotiveRow<'p> = (PartnershipRef<'p>, Claimed<'p>, &'p MotiveClaim);

impl<'g> Projection<'g> {
    pub(super) fn motive_tables(&self) -> Vec<ProjectedTable<'_>> {
        vec![self.motive(), self.attestation(), self.motive_not_found()]
    }

    fn motive_rows<'s>(&'s self) -> impl Iterator<Item = MotiveRow<'s>> {
        self.claims_of(|content| match content {
            Content::Motive(motive) => Some(motive),
            _ => None,
        })
    }

    fn motive(&self) -> ProjectedTable<'_> {
        let graph = self.graph;
        let vocabularies = graph.dataset().vocabularies();
        let meaning = "A motive of one side of a partnership, on the days on which it is held.";
        let mut table = TableBuilder::new("motive", meaning, || self.motive_rows());
        self.identity(&mut table, |(one, claimed, _)| (*one, claimed));
        table.column(
            "holder",
            ValueType::Code,
            "Id of the side that has the motive.",
            |(.., one)| id_of(graph, one.holder),
        );
        table.column(
            "motive",
            ValueType::Code,
            "Id of the motive.",
            |(.., one)| vocabularies.motives[one.motive].id().as_str(),
        );
        table.column(
            "family",
            ValueType::Code,
            "Id of the family of the motive.",
            |(.., one)| {
                let family = vocabularies.motives[one.motive].family;
                vocabularies.motive_families[family].id().as_str()
            },
        );
        table.optional(
            "strength",
            ValueType::Code,
            "Id of the strength; none if none is recorded.",
            |(.., one)| {
                one.strength
                    .map(|strength| vocabularies.strengths[strength].id().as_str())
            },
        );
        table.column("says", ValueType::Text, "The statement.", |(.., one)| {
            &*one.statement
        });
        table.optional(
            "from_edtf",
            ValueType::Code,
            "Start as recorded (EDTF).",
            |(.., one)| {
                one.from
                    .map_or(Value::UNKNOWN, |from| from.to_string().into())
            },
        );
        table.optional(
            "to_edtf",
            ValueType::Code,
            "End as recorded (EDTF).",
            |(.., one)| one.to.map_or(Value::UNKNOWN, |to| end(Some(to))),
        );
        table.days(|(partnership, claimed, _)| held(*partnership, claimed.number).into());
        table.doubts(|(partnership, claimed, one)| {
            Doubts::of_motive(one, held(*partnership, claimed.number))
        });
        confidence(&mut table, |(_, claimed, _)| claimed);
        table.refers(&["holder"], "organization");
        table.refers(&["motive"], "motive_kind");
        table.refers(&["family"], "motive_family");
        table.refers(&["strength"], "strength");
        table.key(&["partnership", "number"])
    }

    fn attestation(&self) -> ProjectedTable<'_> {
        let rows = || {
            self.motive_rows().flat_map(|(_, claimed, motive)| {
                let attested = motive.attested.iter().enumerate();
                attested.map(move |(row, date)| (claimed.id.clone(), row + 1, *date))
            })
        };
        let meaning = "A date at which evidence speaks of a motive.";
        let mut table = TableBuilder::new("attestation", meaning, rows);
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
            "date_edtf",
            ValueType::Code,
            "Date as recorded (EDTF).",
            |(.., one)| date(Some(*one)),
        );
        table
            .days(|(.., one)| DayRange::from_bounds(Some(one), crate::model::End::On(*one)).into());
        table.refers(&["statement"], "statement");
        table.key(&["statement", "number"])
    }

    fn motive_not_found(&self) -> ProjectedTable<'_> {
        let graph = self.graph;
        let motives = &graph.dataset().vocabularies().motives;
        let rows = || {
            self.claims_of(|content| match content {
                Content::MotiveNotFound(sought) => Some(sought),
                _ => None,
            })
        };
        let meaning = "A motive of one side of a partnership that was looked for and not found.";
        let mut table = TableBuilder::new("motive_not_found", meaning, rows);
        self.identity(&mut table, |(one, claimed, _)| (*one, claimed));
        table.column("holder", ValueType::Code, "Id of the side.", |(.., one)| {
            id_of(graph, one.holder)
        });
        table.column(
            "motive",
            ValueType::Code,
            "Id of the motive.",
            |(.., one)| motives[one.motive].id().as_str(),
        );
        table.column(
            "searched",
            ValueType::Text,
            "What was searched.",
            |(.., one)| &*one.searched,
        );
        confidence(&mut table, |(_, claimed, _)| claimed);
        table.refers(&["holder"], "organization");
        table.refers(&["motive"], "motive_kind");
        table.key(&["partnership", "number"])
    }
}

/// Returns the days on which the motive with a number is held.
fn held(partnership: PartnershipRef<'_>, number: usize) -> DayRange {
    let mut motives = partnership.motives().skip(number - 1);
    motives.next().map_or(DayRange::EMPTY, |(_, days)| days)
}
