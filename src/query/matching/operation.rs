//! Filters on operations and participations: operation, country, role.

use std::collections::HashSet;

use crate::graph::{DayRange, JointParticipation, OperationRef, Ties};
use crate::model::{Key, Lesson, Operation, Organization, Participation, Partnership, Role};
use crate::phrase::comparable;
use crate::query::resolve::Query;

impl Query<'_> {
    /// Returns `true` if there is a filter on operations, countries or roles.
    pub(crate) fn filters_operations(&self) -> bool {
        !(self.operations.is_empty() && self.countries.is_empty() && self.roles.is_empty())
    }

    /// Returns the operations that the query names, by themselves or by their country, in the order of the dataset;
    /// `None` if it names none.
    pub fn named_operations(&self) -> Option<Vec<Key<Operation>>> {
        let names_none = self.operations.is_empty() && self.countries.is_empty();
        let operations = self.graph.dataset().operations().keys();
        (!names_none).then(|| {
            operations
                .filter(|key| self.is_named_operation(*key))
                .collect()
        })
    }

    /// Returns `true` if the filters on operations and countries accept an operation.
    pub(crate) fn is_named_operation(&self, key: Key<Operation>) -> bool {
        let is_named_country = || {
            let mut countries = self.graph.operation(key).record().countries.iter();
            countries.any(|country| self.countries.contains(&comparable(country)))
        };
        (self.operations.is_empty() || self.operations.contains(&key))
            && (self.countries.is_empty() || is_named_country())
    }

    /// Returns `true` if the roles of two members match: one of them, or with [`Filter::both_sides`](crate::query::Filter)
    /// both.
    pub(crate) fn roles_match(&self, roles: [Key<Role>; 2]) -> bool {
        let mut roles = roles.into_iter();
        if self.both_sides {
            roles.all(|role| self.role_matches(role))
        } else {
            roles.any(|role| self.role_matches(role))
        }
    }

    pub(in crate::query) fn role_matches(&self, role: Key<Role>) -> bool {
        self.roles.is_empty() || self.roles.contains(&role)
    }

    /// Returns `true` if an operation runs at the time of the query.
    pub(crate) fn operation_runs(&self, key: Key<Operation>) -> bool {
        let confidence = self.graph.operation(key).record().claim.confidence;
        confidence >= self.minimum.confidence
            && self
                .graph
                .index()
                .operation_days(key)
                .overlaps(self.time.days())
    }

    /// Returns `true` if an operation runs at the time of the query and matches.
    pub(crate) fn operation_matches(&self, key: Key<Operation>) -> bool {
        let has_role = || {
            let mut participations = self.graph.operation(key).record().participations.iter();
            participations.any(|participation| self.roles.contains(&participation.role))
        };
        self.operation_runs(key)
            && self.is_named_operation(key)
            && (self.roles.is_empty() || has_role())
    }

    /// Returns `true` if the members of a partnership share a matching operation at the time of the query.
    pub(in crate::query) fn operations_match(&self, key: Key<Partnership>) -> bool {
        let days = self.time.days();
        let mut joint = self.graph.index().joint_participations(key);
        !self.filters_operations()
            || joint.any(|joint| self.joint_participation_matches_during(joint, days))
    }

    /// Returns `true` if a lesson of a partnership is one of a matching operation, in which the members had the roles, whenever
    /// that was; every lesson, if there is no filter on operations.
    pub(crate) fn lesson_matches(&self, key: Key<Partnership>, lesson: &Lesson) -> bool {
        let has_roles = |operation: Key<Operation>| {
            let mut joint = self.graph.index().joint_participations(key);
            self.roles.is_empty()
                || joint.any(|joint| {
                    joint.operation() == operation && self.joint_participation_matches(joint)
                })
        };
        !self.filters_operations()
            || lesson
                .operation
                .is_some_and(|operation| self.is_named_operation(operation) && has_roles(operation))
    }

    /// Returns `true` if an operation that the members do not share at the time of the query would match if its uncertain
    /// dates were other possible days.
    pub(in crate::query) fn operations_possibly_match(&self, key: Key<Partnership>) -> bool {
        let mut joint = self.graph.partnership(key).joint_participations();
        joint.any(|joint| {
            self.joint_participation_matches(joint.dated()) && joint.possibly_overlaps(self.time)
        })
    }

    /// Returns `true` if a joint participation is a matching tie on some days.
    ///
    /// No operation has a phase, a condition or a motive, so filters on these exclude all joint participations.
    pub(in crate::query) fn is_operation_tie(
        &self,
        joint: JointParticipation,
        days: DayRange,
    ) -> bool {
        self.chained != Ties::Partnerships
            && !self.filters_partnerships()
            && self.members_match(joint.participations.map(|one| one.organization))
            && self.joint_participation_matches_during(joint, days)
    }

    /// Returns `true` if a joint participation at the time of the query matches, and its organizations are requested.
    pub(crate) fn shares_operation(&self, joint: JointParticipation) -> bool {
        self.members_match(joint.participations.map(|one| one.organization))
            && self.joint_participation_matches_during(joint, self.time.days())
    }

    fn joint_participation_matches_during(
        &self,
        joint: JointParticipation,
        days: DayRange,
    ) -> bool {
        joint.days.overlaps(days) && self.joint_participation_matches(joint)
    }

    /// Returns `true` if the operation, roles and confidence of a joint participation match, at any time.
    pub(crate) fn joint_participation_matches(&self, joint: JointParticipation) -> bool {
        joint.confidence() >= self.minimum.confidence
            && self.is_named_operation(joint.operation())
            && self.roles_match(joint.participations.map(|one| one.role))
    }

    /// Returns `true` if the organization, role, confidence and days of a participation match.
    pub(in crate::query) fn participation_matches(
        &self,
        operation: OperationRef<'_>,
        participation: &Participation,
    ) -> bool {
        let accepts = |keys: &[Key<Organization>]| {
            keys.is_empty() || keys.contains(&participation.organization)
        };
        accepts(&self.with)
            && accepts(&self.between)
            && self.participation_of_anyone_matches(operation, participation)
    }

    /// Returns `true` if the role, confidence and days of a participation match, whoever participates.
    pub(in crate::query) fn participation_of_anyone_matches(
        &self,
        operation: OperationRef<'_>,
        participation: &Participation,
    ) -> bool {
        self.role_matches(participation.role)
            && participation.claim.confidence >= self.minimum.confidence
            && self
                .time
                .includes(&operation.participation_days(participation))
    }

    /// Returns `true` if the organizations of the query participate in an operation at its time and in its roles: any of
    /// `with`, and two of `between`. Without organizations, anyone must have one of the roles.
    pub(in crate::query) fn participants_match(&self, operation: OperationRef<'_>) -> bool {
        if self.with.is_empty() && self.between.is_empty() && self.roles.is_empty() {
            return true;
        }
        let participations = operation.record().participations.iter();
        let participants: HashSet<Key<Organization>> = participations
            .filter(|one| !one.is_unknown() && self.participation_of_anyone_matches(operation, one))
            .map(|one| one.organization)
            .collect();
        let count = |named: &[Key<Organization>]| {
            let named: HashSet<_> = named
                .iter()
                .filter(|key| participants.contains(key))
                .collect();
            named.len()
        };
        !participants.is_empty()
            && (self.with.is_empty() || count(&self.with) > 0)
            && (self.between.is_empty() || count(&self.between) > 1)
    }
}
