//! The columns of the state of a partnership: since when, phase, condition, what is uncertain.

use super::row::Row;
use super::uncertain::{UNCERTAIN, uncertain};
use crate::graph::{Graph, SpellRef};
use crate::model::{Missing, Value, ValueType};
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::wording::doubt;

/// Adds the column of the standard to which partnerships are recorded. People read it if the dataset distinguishes any.
pub(super) fn with_standard<'c, 'g: 'c>(
    columns: Columns<'c, Row<'g>>,
    graph: &'g Graph,
) -> Columns<'c, Row<'g>> {
    const MEANING: &str = "How thoroughly the partnership is recorded.";
    let standards = &graph.dataset().vocabularies().standards;
    let standard = move |row: &Row<'g>| row.partnership.partnership().standard();
    let mut partnerships = graph.partnerships();
    if partnerships.any(|one| one.standard().is_some()) {
        columns.with(
            "standard",
            "Standard",
            MEANING,
            ValueType::Term,
            move |row| Cell::of_optional(standards, standard(row)),
        )
    } else {
        columns.data("standard", MEANING, ValueType::Term, move |row| {
            standard(row).map(|key| Value::of(standards, key))
        })
    }
}

/// Adds the columns of the state of a partnership.
///
/// People read since when a partnership is in its condition, and why, only if the query asks for a condition.
pub(super) fn with_state<'c, 'g: 'c>(
    columns: Columns<'c, Row<'g>>,
    graph: &'g Graph,
    shows_condition: bool,
) -> Columns<'c, Row<'g>> {
    let vocabularies = graph.dataset().vocabularies();
    let columns = with_phase(columns);
    let columns = if vocabularies.has_directed_phases() {
        columns.with(
            "phase_of",
            "Of",
            "The member from which the phase leads to the other; none if it holds for both.",
            ValueType::Term,
            |row: &Row<'_>| {
                let actor = row.partnership.spell().and_then(SpellRef::actor);
                row.of_state(actor.map_or(Cell::NONE, Cell::organization))
            },
        )
    } else {
        columns
    };
    columns
        .with(
            "phase_since",
            "In phase since",
            "The date since which the partnership has been in the phase, whatever its condition.",
            ValueType::Date,
            phase_since,
        )
        .with(
            "condition",
            "Condition",
            "The condition of a relation.",
            ValueType::Term,
            condition,
        )
        .with(
            "condition_since",
            "In condition since",
            "The date since which the relation has been in the condition, whatever its phase.",
            ValueType::Date,
            move |row| condition_since(row, shows_condition),
        )
        .with(
            "because",
            "Why",
            "Why the phase or condition began.",
            ValueType::Text,
            move |row| because(row, shows_condition),
        )
        .data(
            "ended",
            "The date on which the relation ended, if it has.",
            ValueType::Date,
            |row| row.partnership.ended().map_or(Value::NONE, Value::end),
        )
        .data(
            "uncertain",
            "What rests on an uncertain date.",
            ValueType::List(&UNCERTAIN),
            |row| Value::List(uncertain(row)),
        )
}

/// Adds the columns of the start of a partnership, and of its phase.
fn with_phase<'c, 'g: 'c>(columns: Columns<'c, Row<'g>>) -> Columns<'c, Row<'g>> {
    columns
        .with(
            "since",
            "Since",
            "The date since which the two have cooperated without a break.",
            ValueType::Date,
            |row: &Row<'_>| row.of_state(Cell::since(row.partnership.since())),
        )
        .data(
            "since_or_earlier",
            "Whether the cooperation may have begun before that date.",
            ValueType::Boolean,
            |row| row.partnership.since().map(|since| since.or_earlier),
        )
        .with(
            "phase",
            "Phase",
            "The phase; unknown if it is recorded with less than the requested confidence.",
            ValueType::Term,
            phase,
        )
}

fn phase(row: &Row<'_>) -> Cell {
    match row.partnership.spell() {
        Some(spell) => Cell::of(&row.vocabularies().phases, spell.record().phase),
        None if row.partnership.has_unknown_phase() => Cell::missing(Missing::Unknown, "unknown"),
        None if !row.partnership.is_coded() => Cell::without_value(Missing::Unknown),
        None => row.partnership.ended().map_or(Cell::NONE, |end| {
            Cell::missing(Missing::None, format!("ended ({end})"))
        }),
    }
}

fn phase_since(row: &Row<'_>) -> Cell {
    let since = row.partnership.phase_since();
    row.of_state(
        match (since, row.partnership.uncertain_bound().map(doubt)) {
            (Some(since), Some(doubt)) => Cell::shown(since.date, format!("{since} ({doubt})")),
            (since, _) => Cell::since(since),
        },
    )
}

fn condition(row: &Row<'_>) -> Cell {
    let relation = row.partnership.spell().filter(|spell| !spell.is_absent());
    let condition = relation.map(|spell| spell.record().condition);
    row.of_state(Cell::of_optional(&row.vocabularies().conditions, condition))
}

fn condition_since(row: &Row<'_>, is_shown: bool) -> Cell {
    let since = Cell::since(row.partnership.condition_since());
    if is_shown {
        since
    } else {
        Cell::shown(since.value().clone(), "")
    }
}

fn because(row: &Row<'_>, is_shown: bool) -> Cell {
    let spell = row.partnership.spell();
    let because = spell.and_then(|spell| spell.record().because.as_deref());
    let text = if is_shown {
        because.unwrap_or_default()
    } else {
        ""
    };
    Cell::shown(because, text)
}
