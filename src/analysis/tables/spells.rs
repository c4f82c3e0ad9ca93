//! Spells: how long a partnership was in a phase, and how that ended.

use super::Projection;
use super::claimed::{Claimed, claimed_of};
use super::days::{Doubts, within_calendar};
use super::organizations::{date, end, id_of};
use super::partnerships::confidence;
use super::table::{ProjectedTable, TableBuilder};
use crate::analysis::panel::{ObservedSpell, observed_spells};
use crate::analysis::transition::TransitionKind;
use crate::graph::{Content, PartnershipRef, SpellRef};
use crate::model::{Coding, Date, Identified, Key, Known, Missing, ValueType};

impl<'g> Projection<'g> {
    /// Returns the spells of the partnerships of every coding pass.
    fn spells<'s>(&'s self) -> impl Iterator<Item = CodedSpell<'s>> {
        self.partnerships().flat_map(|partnership| {
            let codings = self.graph.dataset().vocabularies().codings.keys();
            let observed = codings
                .map(|coding| observed_spells(partnership, coding, self.min_confidence))
                .collect::<Vec<_>>();
            let claimed = claimed_of(partnership);
            let spells = claimed.filter_map(move |claimed| match claimed.statement.content() {
                Content::Phase(coding, spell) => Some(CodedSpell {
                    next: next(partnership, coding, claimed.number),
                    observed: observed[coding.index()][claimed.number - 1],
                    partnership,
                    claimed,
                    coding,
                    spell,
                }),
                _ => None,
            });
            spells.collect::<Vec<_>>()
        })
    }

    /// Returns the table of spells.
    pub(super) fn spell(&self) -> ProjectedTable<'_> {
        let graph = self.graph;
        let vocabularies = graph.dataset().vocabularies();
        let meaning = "A stretch of time in which a partnership is in one phase and condition under a coding.";
        let mut table = TableBuilder::new("spell", meaning, || self.spells());
        self.identity(&mut table, |row| (row.partnership, &row.claimed));
        table.column("coding", ValueType::Code, "Id of the coding.", |row| {
            vocabularies.codings[row.coding].id().as_str()
        });
        table.column("phase", ValueType::Code, "Id of the phase.", |row| {
            vocabularies.phases[row.spell.record().phase].id().as_str()
        });
        table.column(
            "rung",
            ValueType::Integer,
            "Rung of the phase, from 0.",
            |row| row.spell.record().phase.index(),
        );
        table.column(
            "absent",
            ValueType::Boolean,
            "Whether the phase means that there is no relation.",
            |row| row.spell.is_absent(),
        );
        table.optional("actor", ValueType::Code, "Id of the member from which the phase leads to the other one; none if it holds for both.", |row| {
            row.spell.record().actor.map(|actor| id_of(graph, actor))
        });
        table.column(
            "condition",
            ValueType::Code,
            "Id of the condition.",
            |row| {
                vocabularies.conditions[row.spell.record().condition]
                    .id()
                    .as_str()
            },
        );
        table.optional("label", ValueType::Text, "Label.", |row| {
            row.spell.record().label.as_deref()
        });
        table.optional("because", ValueType::Text, "Reason for the phase.", |row| {
            row.spell.record().because.as_deref()
        });
        table.column(
            "from_edtf",
            ValueType::Code,
            "Start as recorded (EDTF).",
            |row| date(Some(row.spell.record().from)),
        );
        table.optional(
            "to_edtf",
            ValueType::Code,
            "End as recorded (EDTF); if there is none, it ends where the next one begins.",
            |row| end(row.spell.record().to),
        );
        table.days(|row| row.spell.days().into());
        table.doubts(|row| Doubts::of_spell(row.spell, row.next));
        observation(&mut table);
        confidence(&mut table, |row| &row.claimed);
        for (columns, other) in [
            (&["coding"], "coding"),
            (&["phase"], "phase"),
            (&["actor"], "organization"),
            (&["condition"], "condition"),
        ] {
            table.refers(columns, other);
        }
        table.key(&["partnership", "coding", "number"])
    }

    /// Returns the table of the predecessors that act in spells.
    pub(super) fn spell_through(&self) -> ProjectedTable<'_> {
        let graph = self.graph;
        let rows = || {
            self.spells().flat_map(|row| {
                let through = row.spell.record().through.iter().enumerate();
                let id = row.claimed.id;
                through.map(move |(place, one)| (id.clone(), place + 1, *one))
            })
        };
        let meaning = "A predecessor of a member that acts in a spell.";
        let mut table = TableBuilder::new("spell_through", meaning, rows);
        table.column(
            "statement",
            ValueType::Code,
            "Id of the statement of the spell.",
            |(id, ..)| id.clone(),
        );
        table.column(
            "number",
            ValueType::Integer,
            "Number in the record of the spell, from 1.",
            |(_, number, _)| *number,
        );
        table.column(
            "organization",
            ValueType::Code,
            "Id of the predecessor.",
            |(.., one)| id_of(graph, *one),
        );
        table.refers(&["statement"], "statement");
        table.refers(&["organization"], "organization");
        table.key(&["statement", "number"])
    }
}

/// A spell under its coding.
struct CodedSpell<'p> {
    partnership: PartnershipRef<'p>,
    claimed: Claimed<'p>,
    coding: Key<Coding>,
    spell: SpellRef<'p>,
    /// The start of the next spell.
    next: Option<Date>,
    /// How it was observed up to the as-of date; `None` if it is below the minimum confidence.
    observed: Option<ObservedSpell<'p>>,
}

impl<'p> CodedSpell<'p> {
    /// Returns a value of the observation; it is unknown below the minimum confidence.
    fn observed<T>(&self, value: impl FnOnce(ObservedSpell<'p>) -> Known<T>) -> Known<T> {
        self.observed.ok_or(Missing::Unknown).and_then(value)
    }
}

/// Returns the start of the spell after the one with a number.
fn next(partnership: PartnershipRef<'_>, coding: Key<Coding>, number: usize) -> Option<Date> {
    let spells = partnership.record().spells(coding);
    spells.get(number).map(|next| next.from)
}

/// Adds the columns for event-history analysis: how long the spell was observed, and how it ended.
fn observation<'p>(table: &mut TableBuilder<'p, CodedSpell<'p>>) {
    table.optional(
        "latest_first_day",
        ValueType::Date,
        "Latest day that the recorded start allows; unknown if it has only an earliest one.",
        |row| row.observed(|one| one.start_latest.map(within_calendar)),
    );
    table.optional(
        "observed_end_day",
        ValueType::Date,
        "Day after the last one up to the as-of date; unknown if it ended on an unknown day.",
        |row| row.observed(|one| one.stop.map(|stop| within_calendar(stop.next()))),
    );
    table.optional(
        "observed_days",
        ValueType::Integer,
        "Number of days from its start to observed_end_day; unknown if one of them is.",
        |row| row.observed(|one| one.days),
    );
    table.optional(
        "event",
        ValueType::Code,
        "Transition that ended it: begin, advance, recovery, setback, reversal, end or dissolution. One without a relation ends with \
         a begin. None if it goes on, if the next one has the same phase and condition, or if it is without a relation and no other \
         follows. Unknown if the next one is below the requested confidence.",
        |row| row.observed(|one| one.event.map(TransitionKind::name)),
    );
    table.optional(
        "censored",
        ValueType::Boolean,
        "Whether it goes on at the as-of date, so that its end is not observed.",
        |row| row.observed(|one| Ok(one.is_censored)),
    );
}
