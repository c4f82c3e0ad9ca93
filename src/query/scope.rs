//! What a question asks of operations, of the parts taken in them, and of motives.
//!
//! The filters of a question choose partnerships. Where something else is counted, each filter that
//! speaks of it narrows it directly: `--role` the participations, `--country` the operations.

use std::collections::{BTreeSet, HashSet};

use super::resolve::Query;
use crate::graph::{DayRange, OperationRef, OrganizationRef};
use crate::model::{Key, MotiveClaim, Operation, Organization, Participation, Role};

impl<'g> Query<'g> {
    /// Returns the organizations that the question is about, in the order of the dataset: those that it
    /// names, or else the members of the partnerships that match, or, if it asks for nothing but a time,
    /// all.
    pub fn organizations(&self) -> impl Iterator<Item = OrganizationRef<'g>> {
        let named = [&self.with, &self.between, &self.held_by];
        let mut named = named.into_iter().filter(|keys| !keys.is_empty());
        let keys: Vec<Key<Organization>> = match named.next() {
            Some(first) => {
                let rest: Vec<_> = named.collect();
                let all = first.iter().copied();
                all.filter(|key| rest.iter().all(|keys| keys.contains(key)))
                    .collect()
            }
            None if self.asks_for_time_alone() => {
                self.graph.dataset().organizations().keys().collect()
            }
            None => {
                let members = self.select();
                members.organizations().map(|member| member.key()).collect()
            }
        };
        let found: BTreeSet<_> = keys.into_iter().collect();
        let graph = self.graph;
        found.into_iter().map(move |key| graph.organization(key))
    }

    /// Returns the operations that run at the time asked of and fit the question, in the order of the
    /// dataset, those that no partnership shares among them.
    ///
    /// With organizations, they are the ones in which these take part (of those given as a pair, two at
    /// least); with phases, conditions or motives, the ones that a matching partnership shares.
    pub fn operations(&self) -> impl Iterator<Item = OperationRef<'g>> {
        let shared = self.shared_by_partnerships();
        self.graph.operations().filter(move |operation| {
            self.operation_matches(operation.key())
                && self.takes_part(operation.record())
                && shared
                    .as_ref()
                    .is_none_or(|shared| shared.iter().any(|(key, _)| *key == operation.key()))
        })
    }

    /// Returns the parts that organizations take in these operations at the time asked of, operation by
    /// operation in the order of the dataset.
    ///
    /// With organizations or roles, they are the parts of these alone; with phases, conditions or
    /// motives, those of the members of a matching partnership that shares the operation.
    pub fn participations(&self) -> impl Iterator<Item = (OperationRef<'g>, &'g Participation)> {
        let shared = self.shared_by_partnerships();
        self.operations().flat_map(move |operation| {
            let parts = operation.record().participations.iter();
            let of_partnership = |part: &Participation| {
                let key = (operation.key(), part.organization);
                shared.as_ref().is_none_or(|shared| shared.contains(&key))
            };
            let fitting = parts.filter(|part| self.fits_part(operation, part));
            let found: Vec<_> = fitting.filter(|part| of_partnership(part)).collect();
            found.into_iter().map(move |part| (operation, part))
        })
    }

    /// Returns the operations that the question names, by themselves or by their country, in the order of
    /// the dataset; `None` if it names none.
    pub fn named_operations(&self) -> Option<Vec<Key<Operation>>> {
        let names_some = !(self.operations.is_empty() && self.countries.is_empty());
        let all = self.graph.dataset().operations().keys();
        names_some.then(|| all.filter(|key| self.is_named_operation(*key)).collect())
    }

    /// Returns the roles that the question names.
    pub fn named_roles(&self) -> &[Key<Role>] {
        &self.roles
    }

    /// Says whether an operation runs at the time asked of and is one of those asked for.
    pub(crate) fn operation_matches(&self, key: Key<Operation>) -> bool {
        let mut parts = self.graph.operation(key).record().participations.iter();
        self.runs(key)
            && self.is_named_operation(key)
            && (self.roles.is_empty() || parts.any(|part| self.roles.contains(&part.role)))
    }

    /// Says whether a motive that is held on some days is one of those asked for, at the time asked of.
    pub(crate) fn motive_matches(&self, claim: &MotiveClaim, held: DayRange) -> bool {
        let motives = self.motives.as_ref();
        claim.claim.confidence >= self.min_confidence
            && held.overlaps(self.time.days())
            && motives.is_none_or(|motives| motives.contains(&claim.motive))
            && (self.held_by.is_empty() || self.held_by.contains(&claim.holder))
    }

    /// Says whether the question asks for some operations only.
    pub(crate) fn filters_operations(&self) -> bool {
        !(self.operations.is_empty() && self.countries.is_empty() && self.roles.is_empty())
    }

    fn fits_part(&self, operation: OperationRef<'g>, part: &Participation) -> bool {
        let of = |keys: &[Key<Organization>]| keys.is_empty() || keys.contains(&part.organization);
        of(&self.with)
            && of(&self.between)
            && (self.roles.is_empty() || self.roles.contains(&part.role))
            && part.claim.confidence >= self.min_confidence
            && self.time.includes(operation.participation_days(part))
    }

    /// Says whether the organizations that are asked for take part in an operation.
    fn takes_part(&self, operation: &Operation) -> bool {
        let count = |keys: &[Key<Organization>]| {
            let parts = operation.participations.iter();
            let present: HashSet<_> = parts
                .map(|part| part.organization)
                .filter(|key| keys.contains(key))
                .collect();
            present.len()
        };
        (self.with.is_empty() || count(&self.with) > 0)
            && (self.between.is_empty() || count(&self.between) > 1)
    }

    /// Says whether the question narrows nothing but the time.
    fn asks_for_time_alone(&self) -> bool {
        let names_nobody = self.with.is_empty() && self.between.is_empty();
        names_nobody && !self.filters_partnerships() && !self.filters_operations()
    }

    /// Returns the operations that matching partnerships share, each with either member; `None` if the
    /// question asks nothing that only a partnership can answer.
    fn shared_by_partnerships(&self) -> Option<HashSet<(Key<Operation>, Key<Organization>)>> {
        if !self.filters_partnerships() {
            return None;
        }
        let selection = self.select();
        let pairs = selection.iter().flat_map(|selected| {
            let members = selected.partnership().dyad().members();
            selected
                .operations()
                .flat_map(move |operation| members.map(|member| (operation.key(), member)))
        });
        Some(pairs.collect())
    }
}
