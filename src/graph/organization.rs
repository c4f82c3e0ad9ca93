//! The view of an organization.

use std::collections::{HashSet, VecDeque};

use super::day_range::DayRange;
use super::knowledge_graph::Graph;
use super::view::view;
use crate::model::{Key, Membership, Organization};

view! {
    /// The view of an organization.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph};
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// let oau = graph.organization_named("OAU").expect("it is in the dataset");
    /// let successors: Vec<&str> = oau.successors().map(|successor| successor.label()).collect();
    /// assert_eq!(successors, ["AU"]);
    /// ```
    OrganizationRef of Organization
}

impl Graph {
    /// Returns all organizations, in the order of the dataset.
    pub fn organizations(&self) -> impl Iterator<Item = OrganizationRef<'_>> {
        let keys = self.dataset.organizations().keys();
        keys.map(|key| self.organization(key))
    }

    /// Returns the view of an organization.
    pub fn organization(&self, key: Key<Organization>) -> OrganizationRef<'_> {
        OrganizationRef { graph: self, key }
    }
}

impl<'g> OrganizationRef<'g> {
    /// Returns the record.
    pub fn record(self) -> &'g Organization {
        &self.graph.dataset.organizations()[self.key]
    }

    /// Returns the abbreviation, by which answers show the organization.
    pub fn label(self) -> &'g str {
        &self.record().abbreviation
    }

    /// Returns the organizations that succeed this one, in the order of the dataset.
    pub fn successors(self) -> impl Iterator<Item = OrganizationRef<'g>> {
        let keys = self.graph.index.successors(self.key).iter();
        keys.map(move |key| self.graph.organization(*key))
    }

    /// Returns the successors, their successors, and so on, each once; the nearest first.
    pub fn all_successors(self) -> Vec<OrganizationRef<'g>> {
        let mut seen = HashSet::new();
        let mut found: Vec<OrganizationRef<'g>> = Vec::new();
        let mut open = VecDeque::from([self]);
        while let Some(one) = open.pop_front() {
            let new = one.successors().filter(|next| seen.insert(next.key()));
            let new: Vec<_> = new.collect();
            found.extend(&new);
            open.extend(new);
        }
        found
    }

    /// Returns the organizations that this one succeeds, in the order of its record.
    pub(crate) fn predecessors(self) -> impl Iterator<Item = OrganizationRef<'g>> {
        let keys = self.record().predecessors.iter();
        keys.map(move |key| self.graph.organization(*key))
    }

    /// Returns the days on which the organization exists.
    pub(crate) fn lifetime(self) -> DayRange {
        DayRange::of_lifetime(self.record())
    }

    /// Returns the organizations that are parts or members of this one, each with the record of it; in the order of the
    /// dataset.
    pub fn members(self) -> impl Iterator<Item = (OrganizationRef<'g>, &'g Membership)> {
        let organizations = self.graph.organizations();
        organizations.flat_map(move |member| {
            let memberships = member.record().memberships.iter();
            let own = memberships.filter(move |one| one.organization == self.key);
            own.map(move |membership| (member, membership))
        })
    }

    /// Returns the days between the periods in which the organization exists, in order of time.
    pub(crate) fn gaps(self) -> impl Iterator<Item = DayRange> + use<'g> {
        DayRange::gaps(self.record())
    }

    /// Returns the periods in which the organization exists, in order of time.
    pub(crate) fn periods(self) -> Vec<DayRange> {
        self.lifetime().parts_without(self.gaps())
    }

    /// Returns `true` if the organization exists on one of some days.
    pub(crate) fn exists_during(self, days: DayRange) -> bool {
        self.lifetime().overlaps(days) && !self.is_in_gap(days)
    }

    /// Returns `true` if all of some days are between two periods in which the organization exists.
    pub(crate) fn is_in_gap(self, days: DayRange) -> bool {
        self.gaps().any(|gap| gap.contains(days))
    }

    /// Returns the organization that acts for this one on some days: itself if it exists then, or else the first of its
    /// predecessors that does; itself if none does.
    pub(crate) fn actor_during(self, days: DayRange) -> Self {
        let exists = |organization: &Self| organization.exists_during(days);
        if exists(&self) {
            self
        } else {
            self.predecessors().find(exists).unwrap_or(self)
        }
    }

    /// Returns the organizations that act for this one, each with the days on which it does.
    ///
    /// These are its predecessors before it exists, and itself on all other days. If several predecessors exist on one
    /// day, the first of them acts. An organization can occur several times, with different days.
    pub(crate) fn actors(self) -> Vec<(Key<Organization>, DayRange)> {
        let first_own_day = self.lifetime().first;
        let mut free_days = vec![DayRange::ALL];
        let mut actors = Vec::new();
        for predecessor in self.predecessors() {
            let Some(days) = predecessor.lifetime().before(first_own_day) else {
                continue;
            };
            let acting_days = free_days.iter().filter_map(|free| free.intersection(days));
            actors.extend(acting_days.map(|days| (predecessor.key, days)));
            free_days = free_days
                .into_iter()
                .flat_map(|free| free.without(days))
                .collect();
        }
        actors.extend(free_days.into_iter().map(|days| (self.key, days)));
        actors
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;
    use crate::model::Day;

    const DATA: &str = "\
dataset: {title: Successions}
organizations:
  - {id: first, name: First, founded: 1950, dissolved: 1970}
  - {id: second, name: Second, founded: 1960, dissolved: 2005}
  - {id: third, name: Third, founded: 2000, succeeds: [first, second]}
";

    fn year(year: i32) -> DayRange {
        DayRange {
            first: Day::new(year, 1, 1),
            last: Day::new(year, 12, 31),
        }
    }

    #[test]
    fn predecessors_act_before_an_organization_exists() {
        let graph = Graph::new(dataset::parse(DATA).expect("the dataset is valid"));
        let third = graph
            .organization_named("Third")
            .expect("it is in the dataset");
        let actor = |days| third.actor_during(year(days)).label();
        assert_eq!(actor(1965), "FIRST", "the first predecessor wins");
        assert_eq!(actor(1980), "SECOND");
        assert_eq!(actor(2003), "THIRD");
        assert_eq!(actor(1940), "THIRD", "nobody exists to act for it");
        let successors: Vec<&str> = graph
            .organizations()
            .flat_map(|one| one.successors().map(OrganizationRef::label))
            .collect();
        assert_eq!(successors, ["THIRD", "THIRD"]);
    }

    #[test]
    fn exactly_one_actor_acts_on_each_day() {
        let graph = Graph::new(dataset::parse(DATA).expect("the dataset is valid"));
        let third = graph
            .organization_named("Third")
            .expect("it is in the dataset");
        let actors = third.actors();
        for days in (1930..2030).map(year) {
            let acting: Vec<Key<Organization>> = actors
                .iter()
                .filter(|(_, range)| range.overlaps(days))
                .map(|(actor, _)| *actor)
                .collect();
            assert_eq!(acting, [third.actor_during(days).key()], "{days:?}");
        }
    }
}
