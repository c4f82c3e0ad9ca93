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
    /// Whether the two have a relation; `true` for all other elements.
    pub is_relation: bool,
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
    /// Returns the last possible day; [`Day::MAX`] if there is none.
    pub(crate) fn last(self) -> Day {
        match self {
            Self::On(day) => day,
            Self::Ongoing => Day::MAX,
            Self::Unknown { latest } => latest.unwrap_or(Day::MAX),
        }
    }

    /// Returns `true` if another end can be a later one. One that is not known can be before one that is, even if they have the
    /// same last possible day.
    fn may_be_before(self, other: Self) -> bool {
        let last_days = (self.last(), other.last());
        let is_known = !matches!(other, Self::Unknown { .. });
        last_days.0 < last_days.1
            || (last_days.0 == last_days.1 && is_known && matches!(self, Self::Unknown { .. }))
    }

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
            is_relation: true,
        }
    }

    /// Returns the possible days.
    pub(crate) fn days(&self) -> DayRange {
        DayRange {
            first: self.first.unwrap_or(Day::MIN),
            last: self.end.last(),
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
            is_relation: !spell.is_absent(),
            ..Self::new(spell.dated().days, record.to.unwrap_or(End::Ongoing))
        }
    }
}

/// Returns the days of relations without their phases: spells that overlap or follow one another become one. They must be in
/// order of time.
pub fn merged<'g>(spells: impl IntoIterator<Item = ElementSpell<'g>>) -> Vec<ElementSpell<'g>> {
    let mut merged: Vec<ElementSpell<'g>> = Vec::new();
    for spell in spells.into_iter().filter(|spell| spell.is_relation) {
        match merged.last_mut() {
            Some(before) if spell.first.unwrap_or(Day::MIN) <= before.end.last().next() => {
                if before.end.may_be_before(spell.end) {
                    before.end = spell.end;
                }
            }
            _ => merged.push(ElementSpell {
                phase: Value::NONE,
                condition: Value::NONE,
                ..spell
            }),
        }
    }
    merged
}
