//! The rows of the table of dyad-years.

use super::operations::OperationCounts;
use super::per_term::PerTerm;
use super::year::whole_years;
use crate::analysis::TransitionKind;
use crate::analysis::history::{PhaseHistory, rung};
use crate::graph::{Graph, OrganizationRef};
use crate::model::{
    Coding, Condition, Day, Key, Known, Milestone, MilestoneKind, Missing, Motive, MotiveFamily,
    Organization, Phase, Records,
};

/// A row of the table of dyad-years: two organizations in one calendar year.
///
/// Phases, conditions and durations are those of the last day of the year on which both exist. Counts are of the
/// whole year.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DyadYear<'g> {
    /// The calendar year.
    pub year: i32,
    /// The two organizations. In a directed table, motives and roles are those of the first.
    pub members: [OrganizationRef<'g>; 2],
    /// Whether both exist on the same day of the year.
    ///
    /// Unknown if a founding is not recorded, or if one of them was dissolved on an unknown day.
    pub exists: Known<bool>,
    /// The state under each coding.
    ///
    /// Unknown if the coding does not cover the dyad, or if the phase on the last day is unknown.
    pub codings: PerTerm<Coding, Known<CodedYear>>,
    /// The number of whole years since the first relation under any coding. Not applicable before it.
    pub years_since_contact: Known<i32>,
    /// The numbers of members that hold motives.
    pub motives: Known<MotiveCounts>,
    /// The numbers of operations that the two share.
    pub operations: Known<OperationCounts>,
    /// The numbers of milestones.
    pub milestones: Known<MilestoneCounts>,
    /// The number of sources cited for phases, motives and milestones of the year. A source counts once.
    pub sources: Known<usize>,
}

/// The state of a dyad in a year, under one coding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodedYear {
    /// The rung of the phase; 0 is a phase without a relation. [`Missing::None`] if no phase is recorded.
    pub rung: Known<usize>,
    /// The phase. [`Missing::None`] if no phase is recorded.
    pub phase: Known<Key<Phase>>,
    /// The member from which the phase leads to the other. [`Missing::None`] if it holds for both, or if no phase is
    /// recorded.
    pub actor: Known<Key<Organization>>,
    /// The condition. Not applicable without a relation.
    pub condition: Known<Key<Condition>>,
    /// The number of whole years since the phase began, whatever its condition. Not applicable if no phase is
    /// recorded.
    pub years_in_phase: Known<i32>,
    /// The transitions of the year, in order of time.
    pub transitions: Vec<TransitionKind>,
}

/// The number of members that hold motives in a year: 0 to 2, or 0 to 1 in a directed table.
///
/// A count is not applicable before the first relation. It is unknown if only motives without dates match and no
/// relation is recorded from which they could be dated, if a further member may hold the motive, and if nobody looked for it in a
/// further member (see [`Partnership::leaves_open`](crate::model::Partnership::leaves_open)).
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MotiveCounts {
    /// The number of members that hold a motive of the family.
    pub by_family: PerTerm<MotiveFamily, Known<usize>>,
    /// The number of members that hold the motive.
    pub by_motive: PerTerm<Motive, Known<usize>>,
}

/// The number of milestones in a year.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MilestoneCounts {
    /// The number of milestones.
    pub total: usize,
    /// The number of milestones of the kind.
    pub by_kind: PerTerm<MilestoneKind, usize>,
}

impl CodedYear {
    /// Returns the state on a day, with the transitions of its year.
    pub(super) fn new(
        graph: &Graph,
        history: &PhaseHistory<'_>,
        year: i32,
        day: Day,
    ) -> Known<Self> {
        let spell = history.spell_on(day);
        if !history.is_covered() || matches!(spell, Err(Missing::Unknown)) {
            return Err(Missing::Unknown);
        }
        let phase = spell.map(|spell| spell.record().phase);
        let relation = spell.ok().filter(|spell| !spell.is_absent());
        let condition = relation.map(|spell| spell.record().condition);
        let years_in_phase = history
            .phase_since(day)
            .map(|since| whole_years(since, day));
        let transitions = history.transitions_in(year);
        Ok(Self {
            rung: phase.map(|phase| rung(&graph.dataset().vocabularies().phases, phase)),
            phase,
            actor: spell.and_then(|spell| spell.record().actor.ok_or(Missing::None)),
            condition: condition.ok_or(Missing::NotApplicable),
            years_in_phase: years_in_phase.ok_or(Missing::NotApplicable),
            transitions: transitions.map(|transition| transition.kind).collect(),
        })
    }
}

impl MilestoneCounts {
    pub(super) fn new<'c>(
        kinds: &Records<MilestoneKind>,
        milestones: impl Iterator<Item = &'c Milestone>,
    ) -> Self {
        let of_kinds: Vec<Key<MilestoneKind>> =
            milestones.map(|milestone| milestone.kind).collect();
        let count = |kind| of_kinds.iter().filter(|other| **other == kind).count();
        Self {
            total: of_kinds.len(),
            by_kind: if of_kinds.is_empty() {
                PerTerm::same(0)
            } else {
                PerTerm::each(kinds, count)
            },
        }
    }
}
