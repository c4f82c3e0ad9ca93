//! Ties and the days on which they exist.

use std::collections::BTreeSet;

use super::chain::Link;
use crate::graph::{
    DatedParticipation, DayRange, Graph, JointParticipation, OrganizationRef, PartnershipRef,
    TimeFilter,
};
use crate::model::{Day, Key, Operation, Organization, Partnership};
use crate::query::resolve::Query;

/// A tie from one organization to another, and the days on which it exists, at least one.
#[derive(Clone)]
pub(super) struct Tie<'g> {
    pub(super) link: Link<'g>,
    pub(super) days: Vec<DayRange>,
}

/// The ties of organizations within the time of a query.
pub(super) struct TimedTies<'q, 'g> {
    query: &'q Query<'g>,
    pub(super) graph: &'g Graph,
    /// The days of the query; all days up to the as-of date if it has no time.
    days: DayRange,
    /// The participations in each operation that make ties, in the order of the organizations.
    participations: Vec<Vec<DatedParticipation>>,
}

impl Tie<'_> {
    /// Returns the organization that the tie leads to.
    pub(super) fn end(&self) -> Key<Organization> {
        self.link.end().key()
    }

    /// Returns the first day on which the tie exists that is not before another day.
    pub(super) fn first_day_from(&self, day: Day) -> Option<Day> {
        let not_over = self.days.iter().filter(|days| days.last >= day);
        not_over.map(|days| days.first.max(day)).min()
    }

    /// Returns the last day on which the tie exists that is not after another day.
    pub(super) fn last_day_until(&self, day: Day) -> Option<Day> {
        let started = self.days.iter().filter(|days| days.first <= day);
        started.map(|days| days.last.min(day)).max()
    }
}

impl<'q, 'g> TimedTies<'q, 'g> {
    pub(super) fn new(query: &'q Query<'g>) -> Self {
        let graph = query.graph;
        let days = match query.time {
            TimeFilter::Always => DayRange {
                first: Day::MIN,
                last: graph.as_of(),
            },
            TimeFilter::At(_) | TimeFilter::During(..) => query.time.days(),
        };
        let operations = graph.dataset().operations().keys();
        let participations = operations.map(|operation| {
            let all = graph.index().participations_in(operation).iter();
            let mut cooperating: Vec<DatedParticipation> = all
                .filter(|participation| participation.makes_tie)
                .copied()
                .collect();
            cooperating.sort_by_key(|participation| participation.organization);
            cooperating
        });
        Self {
            query,
            graph,
            days,
            participations: participations.collect(),
        }
    }

    /// Returns the ties from an organization to accepted ones: partnerships, then operations, each in the order of the
    /// dataset.
    pub(super) fn from(
        &self,
        organization: Key<Organization>,
        is_accepted: impl Fn(Key<Organization>) -> bool,
    ) -> Vec<Tie<'g>> {
        let mut ties = self.partnerships(organization);
        ties.retain(|tie| is_accepted(tie.end()));
        let participations = self.graph.index().participations_of(organization);
        let operations: BTreeSet<Key<Operation>> = participations
            .map(|participation| participation.operation)
            .collect();
        for operation in operations {
            ties.extend(self.over_operation(operation, organization, &is_accepted));
        }
        ties
    }

    /// Returns the ties of an organization over partnerships: its own, and those in which it acts for a successor.
    pub(super) fn partnerships(&self, organization: Key<Organization>) -> Vec<Tie<'g>> {
        let own = self.graph.organization(organization);
        let members = std::iter::once(own).chain(own.successors());
        let ties = members.flat_map(|member| {
            let partnerships = member.partnerships();
            partnerships.flat_map(move |partnership| {
                self.over_partnership(organization, member, partnership)
            })
        });
        ties.collect()
    }

    /// Returns the ties of an organization over a partnership in which it acts for a member: one per organization that acts
    /// for the partner.
    fn over_partnership(
        &self,
        organization: Key<Organization>,
        member: OrganizationRef<'g>,
        partnership: PartnershipRef<'g>,
    ) -> Vec<Tie<'g>> {
        let Some(partner) = partnership.partner_of(member.key()) else {
            return Vec::new();
        };
        let relation_days = self.relation_days(partnership.key());
        let mut acting = member.actors();
        acting.retain(|(actor, _)| *actor == organization);
        let mut ties: Vec<Tie<'g>> = Vec::new();
        for (end, end_days) in partner.actors() {
            let both_act = acting
                .iter()
                .filter_map(|(_, days)| days.intersection(end_days));
            let days: Vec<DayRange> = both_act
                .flat_map(|both| {
                    let relations = relation_days.iter();
                    relations.filter_map(move |days| days.intersection(both))
                })
                .collect();
            if days.is_empty() || end == organization {
                continue;
            }
            match ties.iter_mut().find(|tie| tie.end() == end) {
                Some(tie) => tie.days.extend(days),
                None => ties.push(Tie {
                    link: Link::Partnership(partnership, self.graph.organization(end)),
                    days,
                }),
            }
        }
        ties
    }

    /// Returns the days on which the members of a matching partnership have a matching relation.
    fn relation_days(&self, key: Key<Partnership>) -> Vec<DayRange> {
        if !self.query.other_filters_match(key) {
            return Vec::new();
        }
        let relations = self.query.relation_days(key);
        relations
            .filter_map(|days| days.intersection(self.days))
            .collect()
    }

    /// Returns the ties of an organization over one operation, in the order of the other organizations.
    fn over_operation(
        &self,
        operation: Key<Operation>,
        organization: Key<Organization>,
        is_accepted: impl Fn(Key<Organization>) -> bool,
    ) -> Vec<Tie<'g>> {
        let participations = &self.participations[operation.index()];
        let by_organization = || participations.chunk_by(|a, b| a.organization == b.organization);
        let mine = by_organization().find(|mine| mine[0].organization == organization);
        let mine = mine.unwrap_or_default();
        by_organization()
            .filter(|theirs| {
                theirs[0].organization != organization && is_accepted(theirs[0].organization)
            })
            .filter_map(|theirs| {
                let end = self.graph.organization(theirs[0].organization);
                let days = self.joint_days(mine, theirs);
                (!days.is_empty()).then(|| Tie {
                    link: Link::Operation(self.graph.operation(operation), end),
                    days,
                })
            })
            .collect()
    }

    /// Returns the days of the matching joint participations of two organizations in one operation.
    fn joint_days(
        &self,
        mine: &[DatedParticipation],
        theirs: &[DatedParticipation],
    ) -> Vec<DayRange> {
        theirs
            .iter()
            .flat_map(|theirs| {
                mine.iter()
                    .filter_map(|mine| JointParticipation::of(*mine, *theirs))
            })
            .filter(|joint| self.query.is_operation_tie(*joint, self.days))
            .filter_map(|joint| joint.days.intersection(self.days))
            .collect()
    }
}
