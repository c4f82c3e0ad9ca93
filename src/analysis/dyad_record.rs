//! The record of a dyad: its own partnership, or for predecessors the partnership of their successors.

use super::history::PhaseHistory;
use crate::graph::{DayRange, Graph, PartnershipRef};
use crate::model::{Claim, Coding, Day, Dyad, Key, Milestone, Motive, MotiveClaim, Organization};
use crate::query::Minimum;

/// The record of a dyad.
///
/// A dataset records a partnership once, under the latest organizations. The years of the UN with the OAU are
/// phases of the partnership between the UN and the AU, marked as lived `through` the OAU. The record of the dyad
/// UN–OAU is therefore the part of that partnership before the AU was founded.
pub(super) struct DyadRecord<'g> {
    partnership: PartnershipRef<'g>,
    /// The members of the partnership, in the order of the dyad.
    members: [Key<Organization>; 2],
    /// The history under each coding, in the order of the vocabulary.
    histories: Vec<PhaseHistory<'g>>,
    /// The days that the record covers.
    days: DayRange,
    minimum: Minimum,
}

impl<'g> DyadRecord<'g> {
    /// Finds the record of two organizations, without claims below a minimum; `None` if the dataset has no record.
    pub(super) fn find(
        graph: &'g Graph,
        dyad: [Key<Organization>; 2],
        minimum: Minimum,
    ) -> Option<Self> {
        match partnership(graph, dyad) {
            Some(partnership) => Some(Self::own(partnership, dyad, minimum)),
            None => Self::of_predecessors(graph, dyad, minimum),
        }
    }

    fn own(
        partnership: PartnershipRef<'g>,
        members: [Key<Organization>; 2],
        minimum: Minimum,
    ) -> Self {
        let graph = partnership.graph();
        let mut spells = partnership
            .record()
            .codings
            .iter()
            .flat_map(|coded| &coded.spells);
        let has_predecessors = spells.any(|spell| !spell.through.is_empty());
        let founded = members.map(|member| graph.organization(member).lifetime().first);
        Self {
            partnership,
            members,
            histories: histories(partnership, minimum).collect(),
            days: DayRange {
                // Earlier days belong to the predecessors.
                first: if has_predecessors {
                    founded[0].max(founded[1])
                } else {
                    Day::MIN
                },
                last: Day::MAX,
            },
            minimum,
        }
    }

    /// Finds the partnership of the successors, limited to the spells that the two organizations lived through.
    fn of_predecessors(
        graph: &'g Graph,
        dyad: [Key<Organization>; 2],
        minimum: Minimum,
    ) -> Option<Self> {
        let pairs = with_successors(graph, dyad[0])
            .flat_map(|a| with_successors(graph, dyad[1]).map(move |b| [a, b]));
        let mut partnerships = pairs.filter_map(|pair| Some((pair, partnership(graph, pair)?)));
        let (members, partnership) = partnerships.next()?;
        let replaced = || {
            dyad.into_iter()
                .zip(members)
                .filter(|(own, member)| own != member)
        };
        let founded =
            replaced().map(|(_, successor)| graph.organization(successor).lifetime().first);
        let last = founded.min().map_or(Day::MAX, Day::previous);
        let predecessors: Vec<_> = replaced().map(|(own, _)| own).collect();
        let histories: Vec<_> = histories(partnership, minimum)
            .map(|history| history.of_predecessors(predecessors.clone(), last))
            .collect();
        histories
            .iter()
            .any(PhaseHistory::is_covered)
            .then_some(Self {
                partnership,
                members,
                histories,
                days: DayRange {
                    first: Day::MIN,
                    last,
                },
                minimum,
            })
    }

    /// Returns the dyad of the partnership.
    pub(super) fn dyad(&self) -> Dyad {
        self.partnership.dyad()
    }

    /// Returns the members of the partnership, in the order of the dyad.
    pub(super) fn members(&self) -> [Key<Organization>; 2] {
        self.members
    }

    /// Returns the histories under all codings, in the order of the vocabulary.
    pub(super) fn histories(&self) -> &[PhaseHistory<'g>] {
        &self.histories
    }

    /// Returns the history under a coding.
    pub(super) fn history(&self, coding: Key<Coding>) -> &PhaseHistory<'g> {
        &self.histories[coding.index()]
    }

    /// Returns `true` if the record covers a day.
    pub(super) fn covers(&self, day: Day) -> bool {
        self.days.first <= day && day <= self.days.last
    }

    /// Returns the days that the record covers among some days; `None` if it covers none of them.
    pub(super) fn covered(&self, days: DayRange) -> Option<DayRange> {
        self.days.intersection(days)
    }

    /// Returns the motives that are held on some of the days.
    pub(super) fn motives(&self, days: DayRange) -> impl Iterator<Item = &'g MotiveClaim> {
        let claims = self.partnership.motives();
        let held = claims
            .filter(move |(claim, held)| held.overlaps(days) && self.minimum.accepts_motive(claim));
        held.map(|(claim, _)| claim)
    }

    /// Returns the motives of which it is unknown whether they are held on some of the days.
    pub(super) fn possible_motives(&self, days: DayRange) -> impl Iterator<Item = &'g MotiveClaim> {
        let claims = self.partnership.possible_motives(days);
        claims.filter(|claim| self.minimum.accepts_motive(claim))
    }

    /// Returns `true` if nobody looked for a motive of a member (see [`Partnership::leaves_open`](crate::model::Partnership)).
    pub(super) fn leaves_open(&self, holder: Key<Organization>, motive: Key<Motive>) -> bool {
        self.partnership.record().leaves_open(holder, motive)
    }

    /// Returns the milestones of a year. A milestone whose date covers several years belongs to none.
    ///
    /// In the year of a succession, milestones before the founding of the successor belong to the predecessor. A
    /// coarse date counts by its latest day, so a milestone that may have been after the founding belongs to the
    /// successor.
    pub(super) fn milestones(&self, year: i32) -> impl Iterator<Item = &'g Milestone> {
        let milestones = self.partnership.record().milestones();
        milestones.filter(move |milestone| {
            let last = milestone.date.latest().unwrap_or(Day::MAX);
            milestone.date.one_year() == Some(year)
                && self.days.first <= last
                && last <= self.days.last
                && self.counts(&milestone.claim)
        })
    }

    /// Returns the claims of the phases on some of the days, coding by coding.
    pub(super) fn phase_claims(&self, days: DayRange) -> impl Iterator<Item = &'g Claim> {
        let histories = self.histories.iter();
        let spells = histories.flat_map(move |history| history.known_spells_in(days));
        spells.map(|spell| &spell.record().claim)
    }

    fn counts(&self, claim: &Claim) -> bool {
        self.minimum.accepts(claim)
    }
}

/// Returns the histories of a partnership under all codings, in the order of the vocabulary.
fn histories(
    partnership: PartnershipRef<'_>,
    minimum: Minimum,
) -> impl Iterator<Item = PhaseHistory<'_>> {
    let codings = &partnership.graph().dataset().vocabularies().codings;
    codings
        .keys()
        .map(move |coding| PhaseHistory::new(partnership, coding, minimum.confidence))
}

/// Returns an organization, then its successors.
fn with_successors(
    graph: &Graph,
    organization: Key<Organization>,
) -> impl Iterator<Item = Key<Organization>> {
    let successors = graph.organization(organization).successors();
    std::iter::once(organization).chain(successors.map(|successor| successor.key()))
}

fn partnership<'g>(graph: &'g Graph, [a, b]: [Key<Organization>; 2]) -> Option<PartnershipRef<'g>> {
    let key = graph.index().partnership(Dyad::new(a, b)?)?;
    Some(graph.partnership(key))
}
