//! Which operations two organizations share in a year.

use crate::graph::{Days, Graph};
use crate::model::{Key, Operation, Organization, Role};

/// A part that an organization takes in an operation, in days.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub(super) operation: Key<Operation>,
    pub(super) role: Key<Role>,
    pub(super) days: Days,
}

/// The parts of every organization, sorted by operation; adverse parts make no tie and are left out.
pub(super) struct Parts {
    by_organization: Vec<Vec<Part>>,
}

/// An operation that two organizations share: the part of each, and the days that both last.
#[derive(Clone, Copy)]
pub(super) struct Shared {
    pub(super) parts: [Part; 2],
    pub(super) days: Days,
}

impl Parts {
    pub(super) fn of(graph: &Graph) -> Self {
        let dataset = graph.dataset();
        let mut by_organization = vec![Vec::new(); dataset.organizations.len()];
        for (operation, record) in dataset.operations.entries() {
            let roles = &dataset.vocabularies.roles;
            let parts = record.participations.iter();
            for part in parts.filter(|part| !roles[part.role].adverse) {
                by_organization[part.organization.index()].push(Part {
                    operation,
                    role: part.role,
                    days: Days::of_part(record, part),
                });
            }
        }
        Self { by_organization }
    }

    pub(super) fn of_organization(&self, organization: Key<Organization>) -> &[Part] {
        &self.by_organization[organization.index()]
    }

    /// Returns the pairs of parts of two organizations in one operation that last at the same time, in
    /// the order of the operations.
    pub(super) fn shared(&self, a: Key<Organization>, b: Key<Organization>) -> Vec<Shared> {
        let (left, right) = (self.of_organization(a), self.of_organization(b));
        let mut found = Vec::new();
        let mut from = 0;
        for mine in left {
            while right
                .get(from)
                .is_some_and(|theirs| theirs.operation < mine.operation)
            {
                from += 1;
            }
            let same = right[from..]
                .iter()
                .take_while(|theirs| theirs.operation == mine.operation);
            found.extend(same.filter_map(|theirs| {
                Some(Shared {
                    parts: [*mine, *theirs],
                    days: mine.days.common(theirs.days)?,
                })
            }));
        }
        found
    }
}
