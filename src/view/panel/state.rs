//! What a partnership is like on a day, under one coding.

use crate::graph::{Graph, PartnershipRef, Window};
use crate::model::{Coding, Day, Key};

/// The spells of a partnership under a coding, ready to be asked about years that follow one another.
pub(super) struct Course<'g> {
    graph: &'g Graph,
    windows: &'g [Window],
}

impl<'g> Course<'g> {
    pub(super) fn of(partnership: PartnershipRef<'g>, coding: Key<Coding>) -> Self {
        let graph = partnership.graph();
        Self {
            graph,
            windows: graph.index().windows(partnership.key(), coding),
        }
    }

    /// Says whether the coding reads the partnership at all.
    pub(super) fn is_read(&self) -> bool {
        !self.windows.is_empty()
    }

    /// Returns the spell in force on a day.
    pub(super) fn on(&self, day: Day) -> Option<&'g Window> {
        self.windows
            .iter()
            .rfind(|window| window.days.first <= day && day <= window.days.last)
    }

    /// Returns the first day of the phase in force on a day, whatever its condition, if there was no gap
    /// since.
    pub(super) fn phase_began(&self, day: Day) -> Option<Day> {
        let at = self
            .windows
            .iter()
            .rposition(|window| window.days.first <= day && day <= window.days.last)?;
        let mut first = &self.windows[at];
        for before in self.windows[..at].iter().rev() {
            let gap = before.days.last.next() < first.days.first;
            if gap || before.phase != first.phase {
                break;
            }
            first = before;
        }
        Some(first.days.first)
    }

    /// Returns the first day of the first relation.
    pub(super) fn first_contact(&self) -> Option<Day> {
        self.windows
            .iter()
            .find(|window| !window.absent)
            .map(|window| window.days.first)
    }

    /// Returns the rung of a spell: 0 is no relation, whether the scale has a phase for it or not.
    pub(super) fn rung(&self, window: &Window) -> usize {
        let phases = &self.graph.dataset().vocabularies.phases;
        let has_absent = phases.iter().next().is_some_and(|phase| phase.absent);
        window.phase.index() + usize::from(!has_absent)
    }

    /// Names the transitions whose day lies in a year, in order of time.
    pub(super) fn transitions(&self, year: i32) -> Vec<&'static str> {
        let mut found = Vec::new();
        for (place, window) in self.windows.iter().enumerate() {
            let before = place.checked_sub(1).map(|place| &self.windows[place]);
            let gap = before.is_some_and(|before| before.days.last.next() < window.days.first);
            if window.days.first.year() == year {
                found.extend(kind(before.filter(|_| !gap), window));
            }
            let next = self.windows.get(place + 1);
            let ends = next.is_none_or(|next| window.days.last.next() < next.days.first);
            if ends
                && window.days.last != Day::MAX
                && window.days.last.year() == year
                && !window.absent
            {
                found.push("end");
            }
        }
        found
    }
}

/// Names the step from one spell to the next; `None` if nothing changes.
pub(in crate::view) fn kind(before: Option<&Window>, after: &Window) -> Option<&'static str> {
    let Some(before) = before.filter(|before| !before.absent) else {
        return (!after.absent).then_some("begin");
    };
    match (
        after.phase.cmp(&before.phase),
        after.condition.cmp(&before.condition),
    ) {
        (std::cmp::Ordering::Greater, _) => Some("advance"),
        (std::cmp::Ordering::Less, _) => Some("reversal"),
        (_, std::cmp::Ordering::Greater) => Some("setback"),
        (_, std::cmp::Ordering::Less) => Some("recovery"),
        _ => None,
    }
}
