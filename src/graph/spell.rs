//! The view of a spell.

use std::borrow::Cow;
use std::fmt;

use super::dated::DatedSpell;
use super::day_range::DayRange;
use super::knowledge_graph::Graph;
use super::organization::OrganizationRef;
use crate::model::{End, Spell};

/// The view of a spell of a partnership.
#[derive(Clone, Copy)]
pub struct SpellRef<'g> {
    graph: &'g Graph,
    record: &'g Spell,
    dated: DatedSpell,
}

impl<'g> SpellRef<'g> {
    pub(super) fn new(graph: &'g Graph, record: &'g Spell, dated: DatedSpell) -> Self {
        Self {
            graph,
            record,
            dated,
        }
    }

    /// Returns the record.
    pub fn record(self) -> &'g Spell {
        self.record
    }

    /// Returns the graph that the view belongs to.
    pub fn graph(self) -> &'g Graph {
        self.graph
    }

    /// Returns the label of the phase.
    pub fn phase_label(self) -> &'g str {
        let phases = &self.graph.dataset.vocabularies().phases;
        phases.label(self.record.phase)
    }

    /// Returns the member from which the phase leads to the other; `None` if it holds for both.
    pub fn actor(self) -> Option<OrganizationRef<'g>> {
        self.record.actor.map(|key| self.graph.organization(key))
    }

    /// Returns the label of the phase, with the member from which it leads, if it does: `Recognition of UN`.
    pub fn phase_with_actor(self) -> Cow<'g, str> {
        match self.actor() {
            Some(actor) => Cow::Owned(format!("{} of {}", self.phase_label(), actor.label())),
            None => Cow::Borrowed(self.phase_label()),
        }
    }

    /// Returns the label of the condition.
    pub fn condition_label(self) -> &'g str {
        let conditions = &self.graph.dataset.vocabularies().conditions;
        conditions.label(self.record.condition)
    }

    /// Returns `true` if the phase means that there is no relation.
    pub fn is_absent(self) -> bool {
        self.dated.is_absent
    }

    /// Returns `true` if the spell ended at an unknown time. Only its first day is then known.
    pub fn has_unknown_end(self) -> bool {
        self.record.to == Some(End::Unknown)
    }

    /// Returns the days of the spell.
    pub(crate) fn days(self) -> DayRange {
        self.dated.days
    }

    /// Returns the days of the spell, with its phase and condition.
    pub(crate) fn dated(self) -> DatedSpell {
        self.dated
    }
}

impl fmt::Debug for SpellRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "SpellRef({} from {})",
            self.phase_label(),
            self.record.from
        )
    }
}
