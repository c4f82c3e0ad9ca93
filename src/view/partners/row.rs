//! Rows on partnerships: values that several columns need.

use crate::graph::OrganizationRef;
use crate::model::{Key, Missing, Motive, Role, Vocabularies};
use crate::phrase::uncapitalized;
use crate::query::{HeldMotive, SelectedPartnership, Selection, SharedOperation};
use crate::view::cell::Cell;

/// A partnership, with values that several columns need.
pub(super) struct Row<'g> {
    pub(super) partnership: SelectedPartnership<'g>,
    /// The partner of the organization that the table is about, if it is about one.
    pub(super) partner: Option<OrganizationRef<'g>>,
    /// The motives of each member.
    motives: [Vec<HeldMotive>; 2],
    /// The motives of each member of which it is unknown whether they are held.
    possible_motives: [Vec<Key<Motive>>; 2],
    pub(super) operations: Vec<SharedOperation<'g>>,
    /// The roles that the query names.
    requested_roles: Vec<Key<Role>>,
}

impl<'g> Row<'g> {
    pub(super) fn new(
        selection: &Selection<'g>,
        partnership: SelectedPartnership<'g>,
        partner: Option<OrganizationRef<'g>>,
    ) -> Self {
        let members = partnership.partnership().members();
        Self {
            partnership,
            partner,
            motives: members.map(|member| selection.held_motives(partnership, member.key())),
            possible_motives: members
                .map(|member| selection.possible_motives(partnership, member.key())),
            operations: selection.shared_operations(partnership),
            requested_roles: selection.query().named_roles().to_vec(),
        }
    }

    pub(super) fn members(&self) -> [OrganizationRef<'g>; 2] {
        self.partnership.partnership().members()
    }

    /// Returns the members, each with the motives that it holds.
    pub(super) fn sides(&self) -> impl Iterator<Item = (OrganizationRef<'g>, &[HeldMotive])> {
        let motives = self.motives.iter().map(Vec::as_slice);
        self.members().into_iter().zip(motives)
    }

    /// Returns the members, each with the motives of which it is unknown whether it holds them.
    pub(super) fn possible_sides(
        &self,
    ) -> impl Iterator<Item = (OrganizationRef<'g>, &[Key<Motive>])> {
        let motives = self.possible_motives.iter().map(Vec::as_slice);
        self.members().into_iter().zip(motives)
    }

    pub(super) fn has_possible_motives(&self) -> bool {
        self.possible_motives
            .iter()
            .any(|motives| !motives.is_empty())
    }

    /// Returns the motives of a side: if there is a partner, those of the other member first, otherwise those of the members
    /// in order.
    pub(super) fn motives_of_side(&self, side: usize) -> &[HeldMotive] {
        let is_reversed = self.partner == Some(self.members()[0]);
        &self.motives[side ^ usize::from(is_reversed)]
    }

    pub(super) fn held_motives(&self) -> impl Iterator<Item = &HeldMotive> {
        self.motives.iter().flatten()
    }

    /// Returns which members have the requested roles in an operation, such as ` (EU: funding)`; `None` if no roles are
    /// requested.
    pub(super) fn roles_in(&self, shared: &SharedOperation<'_>) -> Option<String> {
        if self.requested_roles.is_empty() {
            return None;
        }
        let vocabulary = &self.vocabularies().roles;
        let members = self.members().into_iter().enumerate();
        let members = members.filter_map(|(side, member)| {
            let mut roles = shared.roles(side);
            roles.retain(|role| self.requested_roles.contains(role));
            let labels = roles
                .iter()
                .map(|role| uncapitalized(vocabulary.label(*role)));
            let labels: Vec<String> = labels.collect();
            (!labels.is_empty()).then(|| format!("{}: {}", member.label(), labels.join(", ")))
        });
        Some(format!(" ({})", members.collect::<Vec<_>>().join("; ")))
    }

    /// Returns a value of the state of the partnership; if there is none because the state is not known, says so.
    pub(super) fn of_state(&self, value: Cell) -> Cell {
        let is_unknown = self.partnership.has_unknown_phase() || !self.partnership.is_coded();
        if value.is_empty() && is_unknown {
            Cell::without_value(Missing::Unknown)
        } else {
            value
        }
    }

    /// Returns what ties the two.
    pub(super) fn tie(&self) -> &'static str {
        if self.partnership.partnership().is_derived() {
            "operations"
        } else {
            "partnership"
        }
    }

    pub(super) fn vocabularies(&self) -> &'g Vocabularies {
        let graph = self.partnership.partnership().graph();
        graph.dataset().vocabularies()
    }
}
