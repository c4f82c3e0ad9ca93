//! What record tells of a dyad: that of its own partnership, or for predecessors that of their successors.

use super::state::Course;
use crate::graph::{DayRange, Graph, PartnershipRef};
use crate::model::{
    Claim, Coding, Confidence, Day, Dyad, Key, Milestone, MotiveClaim, Organization,
};

/// The record that tells of a dyad, and the days of which it tells.
pub(super) struct Told<'g> {
    partnership: PartnershipRef<'g>,
    /// Those whose record it is, for the first and the second of the dyad.
    pub(super) sides: [Key<Organization>; 2],
    /// What the partnership is like under each coding that is asked for.
    pub(super) courses: Vec<Course<'g>>,
    days: DayRange,
    least: Confidence,
}

impl<'g> Told<'g> {
    /// Finds the record of two organizations: that of their partnership, or else that of the partnership of
    /// their successors, as far as they lived through its phases; `None` if neither tells of them.
    pub(super) fn of(
        graph: &'g Graph,
        dyad: [Key<Organization>; 2],
        codings: &[Key<Coding>],
        least: Confidence,
    ) -> Option<Self> {
        match partnership(graph, dyad) {
            Some(partnership) => Some(Self::own(partnership, dyad, codings, least)),
            None => Self::lived_through(graph, dyad, codings, least),
        }
    }

    fn own(
        partnership: PartnershipRef<'g>,
        sides: [Key<Organization>; 2],
        codings: &[Key<Coding>],
        least: Confidence,
    ) -> Self {
        let graph = partnership.graph();
        let mut spells = partnership.record().codings.iter().flat_map(|c| &c.spells);
        let has_predecessors = spells.any(|spell| !spell.through.is_empty());
        let founded = sides.map(|side| graph.organization(side).lifetime().first);
        let course = |coding: &Key<Coding>| Course::of(partnership, *coding, least);
        Self {
            partnership,
            sides,
            courses: codings.iter().map(course).collect(),
            days: DayRange {
                first: match has_predecessors {
                    true => founded[0].max(founded[1]),
                    false => Day::MIN,
                },
                last: Day::MAX,
            },
            least,
        }
    }

    fn lived_through(
        graph: &'g Graph,
        dyad: [Key<Organization>; 2],
        codings: &[Key<Coding>],
        least: Confidence,
    ) -> Option<Self> {
        let [first, second] = dyad.map(|key| {
            let successors = graph.organization(key).successors();
            let own = std::iter::once(key);
            own.chain(successors.map(|one| one.key()))
                .collect::<Vec<_>>()
        });
        let pairs = first
            .iter()
            .flat_map(|a| second.iter().map(move |b| [*a, *b]));
        let mut told = pairs.filter_map(|pair| Some((pair, partnership(graph, pair)?)));
        let (sides, partnership) = told.next()?;
        let changed = dyad
            .into_iter()
            .zip(sides)
            .filter(|(own, told)| own != told);
        let founded = changed
            .clone()
            .map(|(_, told)| graph.organization(told).lifetime().first);
        let last = founded.min().map_or(Day::MAX, Day::previous);
        let predecessors: Vec<_> = changed.map(|(own, _)| own).collect();
        let course = |coding: &Key<Coding>| {
            let course = Course::of(partnership, *coding, least);
            course.lived_through(partnership, *coding, &predecessors, last)
        };
        let courses: Vec<Course<'_>> = codings.iter().map(course).collect();
        courses.iter().any(Course::is_read).then_some(Self {
            partnership,
            sides,
            courses,
            days: DayRange {
                first: Day::MIN,
                last,
            },
            least,
        })
    }

    /// Returns the dyad whose record it is.
    pub(super) fn dyad(&self) -> Dyad {
        self.partnership.dyad()
    }

    /// Says whether it tells of a day.
    pub(super) fn tells_of(&self, day: Day) -> bool {
        self.days.first <= day && day <= self.days.last
    }

    /// Returns the days of a year of which the record tells; `None` if there is none.
    pub(super) fn days_of(&self, year: DayRange) -> Option<DayRange> {
        self.days.intersection(year)
    }

    /// Returns the motives that are held in those days, as sure as is counted.
    pub(super) fn motives(&self, days: DayRange) -> impl Iterator<Item = &'g MotiveClaim> {
        let claims = self.partnership.motives();
        let held =
            claims.filter(move |(claim, held)| held.overlaps(days) && self.counts(&claim.claim));
        held.map(|(claim, _)| claim)
    }

    /// Returns the milestones of a year, as sure as is counted: those that were past before the successors
    /// existed are of the predecessors, all others of the successors.
    pub(super) fn milestones(&self, year: i32) -> impl Iterator<Item = &'g Milestone> {
        let all = self.partnership.record().milestones.iter();
        let of_year = all.filter(move |milestone| milestone.date.one_year() == Some(year));
        of_year.filter(|milestone| {
            let last = milestone.date.latest().unwrap_or(Day::MAX);
            self.days.first <= last && last <= self.days.last && self.counts(&milestone.claim)
        })
    }

    /// Returns the claims of the phases of those days under the codings, as sure as is counted.
    pub(super) fn phases(
        &self,
        days: DayRange,
        codings: &[Key<Coding>],
    ) -> impl Iterator<Item = &'g Claim> {
        let record = self.partnership.record();
        let courses = self.courses.iter().zip(codings);
        courses.flat_map(move |(course, coding)| {
            let spells = record.spells(*coding);
            course.rows_in(days).map(move |row| &spells[row].claim)
        })
    }

    fn counts(&self, claim: &Claim) -> bool {
        claim.confidence >= self.least
    }
}

fn partnership<'g>(graph: &'g Graph, [a, b]: [Key<Organization>; 2]) -> Option<PartnershipRef<'g>> {
    let key = graph.index().partnership(Dyad::new(a, b)?)?;
    Some(graph.partnership(key))
}
