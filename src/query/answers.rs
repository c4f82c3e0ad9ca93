//! Answers other than partnerships: organizations, operations, participations.
//!
//! The filters of a query are about partnerships. Where something else is returned or counted, each filter also applies
//! to it directly if it can: `--role` to participations, `--country` to operations.

use std::collections::{BTreeSet, HashSet};

use super::resolve::Query;
use crate::graph::{OperationRef, OrganizationRef};
use crate::model::{Key, Operation, Organization, Participation};

impl<'g> Query<'g> {
    /// Returns the organizations that the query is about, in the order of the dataset: those that it names, or else the
    /// members of the matching partnerships. If it filters nothing but time, coding and confidence, returns all.
    ///
    /// If several filters name organizations, these are the ones that all of them name.
    pub fn organizations(&self) -> impl Iterator<Item = OrganizationRef<'g>> {
        let filters = [&self.with, &self.between, &self.held_by];
        let mut naming = filters.into_iter().filter(|keys| !keys.is_empty());
        let keys: BTreeSet<Key<Organization>> = if let Some(first) = naming.next() {
            let others: Vec<_> = naming.collect();
            let named_by_all = first
                .iter()
                .filter(|key| others.iter().all(|keys| keys.contains(key)));
            named_by_all.copied().collect()
        } else if self.is_narrowed() {
            let selection = self.select();
            selection
                .organizations()
                .map(|member| member.key())
                .collect()
        } else {
            self.graph.dataset().organizations().keys().collect()
        };
        let graph = self.graph;
        keys.into_iter().map(move |key| graph.organization(key))
    }

    /// Returns the operations that run at the time of the query and match, in the order of the dataset. They need not be
    /// shared by a partnership.
    ///
    /// With organizations, these are the operations in which they participate at that time and in the requested roles (for
    /// `between`, at least two of them). With phases, conditions, motives, a weight or a number of shared operations, these are
    /// the operations that a matching tie shares.
    pub fn operations(&self) -> impl Iterator<Item = OperationRef<'g>> {
        let shared = self.shared_by_partnerships();
        let shared: Option<HashSet<Key<Operation>>> =
            shared.map(|pairs| pairs.into_iter().map(|(operation, _)| operation).collect());
        self.graph.operations().filter(move |operation| {
            self.operation_matches(operation.key())
                && self.participants_match(*operation)
                && shared
                    .as_ref()
                    .is_none_or(|shared| shared.contains(&operation.key()))
        })
    }

    /// Returns the participations in these operations at the time of the query, each with its operation, in the order of
    /// the dataset.
    ///
    /// With organizations or roles, these are only their participations. With phases, conditions, motives, a weight or a number
    /// of shared operations, these are the participations of members of a matching tie that shares the operation.
    pub fn participations(&self) -> impl Iterator<Item = (OperationRef<'g>, &'g Participation)> {
        let shared = self.shared_by_partnerships();
        self.operations().flat_map(move |operation| {
            let participations = operation.record().participations.iter();
            let matching: Vec<&Participation> = participations
                .filter(|participation| {
                    let pair = (operation.key(), participation.organization);
                    self.participation_matches(operation, participation)
                        && shared.as_ref().is_none_or(|shared| shared.contains(&pair))
                })
                .collect();
            matching
                .into_iter()
                .map(move |participation| (operation, participation))
        })
    }

    /// Returns the participations in an operation that match the role, the confidence and the time of the query, whoever
    /// participates; in the order of the dataset.
    pub fn participations_in(
        &self,
        operation: OperationRef<'g>,
    ) -> impl Iterator<Item = &'g Participation> {
        let participations = operation.record().participations.iter();
        participations.filter(move |one| self.participation_of_anyone_matches(operation, one))
    }

    /// Returns the operations that matching ties share, each with either member; `None` if no filter is one that only a tie
    /// can match.
    fn shared_by_partnerships(&self) -> Option<HashSet<(Key<Operation>, Key<Organization>)>> {
        self.filters_ties().then(|| {
            let selection = self.select();
            let shared = selection.iter().flat_map(|selected| {
                let members = selected.partnership().dyad().members();
                let operations = selected.operations();
                operations
                    .flat_map(move |operation| members.map(|member| (operation.key(), member)))
            });
            shared.collect()
        })
    }
}
