//! One row a spell of a phase: the table for event-history analysis.

use super::state::Course;
use super::{Datum, Panel, Variable};
use crate::analysis::transition::{TransitionKind, last_common_day};
use crate::model::{Day, End, Identified};
use crate::query::Selection;

const NOTES: [&str; 2] = [
    "A spell lasts from its first day to its last, both included; what begins at a coarse date begins on its \
     earliest day, and what ends at one ends on its latest.",
    "A spell whose condition alone changed ends in a setback or recovery and stays in its phase: for time \
     spent in a phase, join the spells of a dyad and coding that follow one another in it.",
];

/// Makes the table of spells of the partnerships of a selection, under every coding.
///
/// A row says when the spell starts and stops (its first and last day), what ended it, and whether it is
/// censored: still going on at the as-of date of the dataset.
pub fn spells<'g>(selection: &Selection<'g>) -> Panel<'g> {
    let graph = selection.graph();
    let columns = vec![
        Variable::word("a", "The id of the first organization of the dyad."),
        Variable::word("b", "The id of the second organization."),
        Variable::word("coding", "The coding that reads the spell."),
        Variable::number(
            "number",
            "The number of the spell within dyad and coding, from 1.",
        ),
        Variable::word("phase", "The phase."),
        Variable::number("rung", "The phase as a number, from 0 (no relation) up."),
        Variable::word(
            "condition",
            "The condition; not applicable without a relation.",
        ),
        Variable::word(
            "from",
            "When the spell begins, as the dataset dates it (EDTF).",
        ),
        Variable::word(
            "start",
            "The earliest day on which it begins; unknown if only a bound is known.",
        ),
        Variable::word("start_latest", "The latest day on which it may begin."),
        Variable::word(
            "stop",
            "The last day of the spell; the as-of date if it is censored, and unknown if it has ended and nobody knows when.",
        ),
        Variable::number(
            "days",
            "How many days it lasts, up to the as-of date; unknown if its start or its stop is.",
        ),
        Variable::word(
            "event",
            "What ended it: advance, reversal, setback, recovery, end, dissolution of a member; begin after a spell without a relation; none if it is censored, if only its label changed, or if nothing follows a spell without a relation; unknown if what follows is less sure than was asked for.",
        ),
        Variable::number(
            "censored",
            "1 if the spell goes on at the as-of date, else 0.",
        ),
        Variable::word("confidence", "How sure the claim is."),
        Variable::number("sources", "How many sources the claim cites."),
    ];
    let mut rows = Vec::new();
    for selected in selection.iter() {
        let partnership = selected.partnership();
        let gone = last_common_day(partnership);
        for coding in graph.dataset().vocabularies().codings.keys() {
            let course = Course::of(partnership, coding, selection.min_confidence());
            let windows = graph.index().spells(partnership.key(), coding);
            let spells = partnership.record().spells(coding);
            let is_sure = |row: usize| selection.meets_confidence(&spells[row].claim);
            let numbered = spells.iter().zip(windows).enumerate();
            for (place, (spell, window)) in numbered.filter(|(row, _)| is_sure(*row)) {
                let next = windows.get(place + 1);
                let words = graph.dataset().vocabularies();
                let [a, b] = partnership
                    .members()
                    .map(|member| Datum::word(member.record().id().as_str()));
                let censored = window.days.last >= graph.as_of();
                let stop = window.days.last.min(graph.as_of()).max(window.days.first);
                let follows = next.filter(|next| window.days.last.next() >= next.days.first);
                let is_undated = spell.to == Some(End::Unknown) && follows.is_none();
                let event = match follows {
                    // Where there was no relation, none ended.
                    None if window.is_absent => Datum::None,
                    _ if is_undated => Datum::word(TransitionKind::End.name()),
                    _ if censored => Datum::None,
                    Some(_) if !is_sure(place + 1) => Datum::Unknown,
                    Some(next) => TransitionKind::between(Some(window), next)
                        .map_or(Datum::None, |kind| Datum::word(kind.name())),
                    None if window.days.last == gone => {
                        Datum::word(TransitionKind::Dissolution.name())
                    }
                    None => Datum::word(TransitionKind::End.name()),
                };
                rows.push(vec![
                    a,
                    b,
                    Datum::word(words.codings[coding].id().as_str()),
                    Datum::count(place + 1),
                    Datum::word(words.phases[spell.phase].id().as_str()),
                    Datum::count(course.rung(window)),
                    match window.is_absent {
                        true => Datum::NotApplicable,
                        false => Datum::word(words.conditions[spell.condition].id().as_str()),
                    },
                    text(spell.from),
                    match spell.from.earliest() {
                        Some(_) => day(window.days.first),
                        None => Datum::Unknown,
                    },
                    spell.from.latest().map_or(Datum::Unknown, day),
                    if is_undated {
                        Datum::Unknown
                    } else {
                        day(stop)
                    },
                    match is_undated || spell.from.earliest().is_none() {
                        true => Datum::Unknown,
                        false => Datum::Number(window.days.first.days_until(stop) + 1),
                    },
                    event,
                    Datum::Number(i64::from(censored && !is_undated)),
                    Datum::word(spell.claim.confidence.as_str()),
                    Datum::count(spell.claim.citations.len()),
                ]);
            }
        }
    }
    Panel {
        name: "spells",
        columns,
        notes: NOTES.to_vec(),
        rows: Box::new(rows.into_iter()),
    }
}

pub(super) fn text<'g>(shown: impl ToString) -> Datum<'g> {
    Datum::Text(shown.to_string().into())
}

pub(super) fn day<'g>(day: Day) -> Datum<'g> {
    match day {
        Day::MIN | Day::MAX => Datum::Unknown,
        day => text(day),
    }
}
