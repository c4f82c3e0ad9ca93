//! The view of an operation that two organizations share.

use std::fmt;

use super::day_range::DayRange;
use super::knowledge_graph::Graph;
use super::operation::OperationRef;
use super::organization::OrganizationRef;
use super::participations::JointParticipation;
use super::time::{
    Bound, TimeFilter, participation_bounds, possibly_ends_before, possibly_overlaps,
    possibly_starts_after, start_day,
};
use crate::model::{Claim, Confidence, Date, End, Key, Organization, Participation};

/// The view of two participations in one operation that overlap, one of each of two organizations.
///
/// Two organizations that share an operation have one such pair per overlap: an organization that leads an operation and
/// later funds it has two participations.
#[derive(Clone, Copy)]
pub struct JointParticipationRef<'g> {
    graph: &'g Graph,
    joint: JointParticipation,
}

impl<'g> JointParticipationRef<'g> {
    pub(super) fn new(graph: &'g Graph, joint: JointParticipation) -> Self {
        Self { graph, joint }
    }

    /// Returns the operation.
    pub fn operation(self) -> OperationRef<'g> {
        self.graph.operation(self.joint.operation())
    }

    /// Returns the participation of each organization, in the order in which the two were given.
    pub fn participations(self) -> [&'g Participation; 2] {
        let dataset = &self.graph.dataset;
        self.joint
            .participations
            .map(|participation| participation.record(dataset))
    }

    /// Returns the claims that the pair rests on, each with what it supports: that of the operation, then those of the two
    /// participations.
    pub fn claims(self) -> [(&'static str, &'g Claim); 3] {
        let [mine, theirs] = self.participations();
        [
            ("operation", &self.operation().record().claim),
            ("participation", &mine.claim),
            ("participation", &theirs.claim),
        ]
    }

    /// Returns the lowest confidence of these claims.
    pub fn confidence(self) -> Confidence {
        self.joint.confidence()
    }

    /// Returns the first day on which both participate, as the dataset states it; `None` if it states none.
    pub fn since(self) -> Option<Date> {
        let first = self.joint.days.first;
        let starts = self.bounds().into_iter().filter_map(|(start, _)| start);
        let mut starts = starts.filter(|start| start_day(start) == first);
        let stated = starts.next().copied();
        // An organization may have been founded after the start of its participation.
        stated.or_else(|| first.bounded().map(Date::from))
    }

    /// Returns `true` if both organizations participate at the same time, within a time filter.
    pub fn overlaps(self, time: TimeFilter) -> bool {
        self.joint.days.overlaps(time.days())
    }

    /// Returns `true` if the overlap with a time filter rests on an uncertain date, by the
    /// [rule of time](crate::graph::TimeFilter). Nothing is uncertain without a time filter.
    pub fn is_uncertain(self, time: TimeFilter) -> bool {
        let days = time.days();
        self.bounds().into_iter().any(|(start, end)| {
            start.is_some_and(|start| possibly_starts_after(start, days))
                || possibly_ends_before(start, end, days)
        })
    }

    /// Returns `true` if the pair does not overlap a time filter, and would if its uncertain dates were other possible
    /// days.
    ///
    /// Both organizations must exist for certain: the bounds of a lifetime are not varied.
    pub(crate) fn possibly_overlaps(self, time: TimeFilter) -> bool {
        let days = time.days();
        let exists = |organization| {
            self.graph
                .organization(organization)
                .lifetime()
                .overlaps(days)
        };
        !self.overlaps(time)
            && self
                .joint
                .participations
                .iter()
                .all(|participation| exists(participation.organization))
            && self.bounds().into_iter().all(|(start, end)| {
                let range = DayRange::from_bounds(start, end);
                range.overlaps(days) || {
                    let end = end.date().copied().map(Bound::End);
                    possibly_overlaps(range, start, end, days)
                }
            })
    }

    /// Returns the start and the end of each participation.
    fn bounds(self) -> [(Option<&'g Date>, End); 2] {
        let operation = self.operation().record();
        self.participations()
            .map(|participation| participation_bounds(operation, participation))
    }

    pub(crate) fn days(self) -> DayRange {
        self.joint.days
    }

    pub(crate) fn dated(self) -> JointParticipation {
        self.joint
    }
}

impl fmt::Debug for JointParticipationRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [mine, theirs] = self.joint.participations.map(|one| one.organization);
        let operation = self.joint.operation();
        write!(
            f,
            "JointParticipationRef({mine:?} and {theirs:?} in {operation:?})"
        )
    }
}

impl<'g> OrganizationRef<'g> {
    /// Returns the joint participations of this organization and another one at any time, in the order of the
    /// operations; the first of each pair is that of this organization.
    pub fn joint_participations_with(
        self,
        other: Key<Organization>,
    ) -> impl Iterator<Item = JointParticipationRef<'g>> {
        let graph = self.graph();
        let pairs = graph.index.joint_participations_between(self.key(), other);
        pairs.map(move |joint| JointParticipationRef::new(graph, joint))
    }
}
