//! The spells of nodes and edges: the days on which they exist.

use crate::graph::{DayRange, SpellRef};
use crate::model::{Day, End, Value};

/// A stretch of days on which a node or an edge exists.
///
/// Dates are read as everywhere: a start is on the first possible day, an end on the last possible day.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ElementSpell<'g> {
    /// The first day; `None` if the dataset does not say when the spell began.
    pub first: Option<Day>,
    /// The end.
    pub end: SpellEnd,
    /// The phase of a partnership; missing for other elements.
    pub phase: Value<'g>,
    /// The condition of a partnership; missing for other elements, and where there is no relation.
    pub condition: Value<'g>,
}

/// The end of a spell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpellEnd {
    /// The last day.
    On(Day),
    /// The spell goes on.
    Ongoing,
    /// The spell has ended, and the dataset does not say when.
    Unknown {
        /// The last possible day, if one is known.
        latest: Option<Day>,
    },
}

impl SpellEnd {
    /// Returns the end of some days, given how the record says that they end.
    fn of(days: DayRange, recorded: End) -> Self {
        match (recorded, days.last.bounded()) {
            (End::Unknown, latest) => Self::Unknown { latest },
            (_, Some(last)) => Self::On(last),
            (_, None) => Self::Ongoing,
        }
    }
}

impl<'g> ElementSpell<'g> {
    /// Creates a spell without a phase from some days, given how the record says that they end.
    pub(super) fn new(days: DayRange, recorded: End) -> Self {
        Self {
            first: days.first.bounded(),
            end: SpellEnd::of(days, recorded),
            phase: Value::NONE,
            condition: Value::NONE,
        }
    }

    /// Creates the spell of a partnership.
    pub(super) fn of_partnership(spell: SpellRef<'g>) -> Self {
        let vocabularies = spell.graph().dataset().vocabularies();
        let record = spell.record();
        let condition = if spell.is_absent() {
            Value::NONE
        } else {
            Value::of(&vocabularies.conditions, record.condition)
        };
        Self {
            phase: Value::of(&vocabularies.phases, record.phase),
            condition,
            ..Self::new(spell.dated().days, record.to.unwrap_or(End::Ongoing))
        }
    }
}
