//! The number of steps from one organization to others.

use super::ties::{Beside, Ties};
use crate::graph::{DatedParticipation, Graph};
use crate::model::{Key, Operation, Organization};

/// The number of steps to an organization that is not reached.
pub(super) const UNREACHED: u32 = u32::MAX;

/// Returns the number of steps from the start for each organization on a shortest path to the end, and for some others;
/// `None` if there is no path.
///
/// This is a bidirectional breadth-first search: it goes one step at a time from both ends, from the side with fewer
/// organizations in its last layer first, until the two sides meet. Two balls of half the radius contain far fewer
/// organizations than one ball around the start. From where they meet, the search goes on to the organizations that the
/// other side came through, so that all organizations on shortest paths have their number. Each partnership and operation
/// is read at most once per step and side.
pub(super) fn steps_from_start(
    ties: &Ties<'_, '_>,
    start: Key<Organization>,
    end: Key<Organization>,
) -> Option<Vec<u32>> {
    let mut near = Reached::from(ties.graph, start);
    let mut far = Reached::from(ties.graph, end);
    loop {
        let (moved, other) = if near.layer.len() <= far.layer.len() {
            (&mut near, &far)
        } else {
            (&mut far, &near)
        };
        moved.step(ties, |_| true);
        if moved.layer.is_empty() {
            return None;
        }
        if moved.layer.iter().any(|key| !other.is_new(*key)) {
            break;
        }
    }
    let total = near.depth + far.depth;
    near.layer = (0..near.steps.len())
        .filter(|row| near.steps[*row] == near.depth && far.steps[*row] == far.depth)
        .map(Key::new)
        .collect();
    while near.depth < total {
        let steps_to_end = total - near.depth - 1;
        near.step(ties, |key| far.steps[key.index()] == steps_to_end);
    }
    Some(near.steps)
}

/// The organizations that a search has reached from one side.
struct Reached {
    /// The number of steps to each organization.
    steps: Vec<u32>,
    /// The organizations that were reached in the last step.
    layer: Vec<Key<Organization>>,
    /// The number of steps taken.
    depth: u32,
    /// The operations through which no further organization can be reached, or that the current step has listed.
    exhausted: Vec<bool>,
}

impl Reached {
    fn from(graph: &Graph, start: Key<Organization>) -> Self {
        let dataset = graph.dataset();
        let mut steps = vec![UNREACHED; dataset.organizations().len()];
        steps[start.index()] = 0;
        Self {
            steps,
            layer: vec![start],
            depth: 0,
            exhausted: vec![false; dataset.operations().len()],
        }
    }

    /// Takes one step, over partnerships and through operations, to allowed organizations that are new.
    ///
    /// The members of the layer enter an operation together, so that its participations are read once per step, and not
    /// once per member.
    fn step(&mut self, ties: &Ties<'_, '_>, is_allowed: impl Fn(Key<Organization>) -> bool) {
        let layer = std::mem::take(&mut self.layer);
        let mut entered: Vec<Key<Operation>> = Vec::new();
        for organization in layer {
            for member in ties.represented_by(organization) {
                for beside in ties.beside(member) {
                    match beside {
                        Beside::Partner(partnership, partner) => {
                            // Most partners have been reached before, and the test of the tie is the most expensive one.
                            if self.is_new(partner)
                                && is_allowed(partner)
                                && ties.query.is_partnership_tie(partnership)
                            {
                                self.add(partner);
                            }
                        }
                        // An organization does not take part in the operations of a successor.
                        Beside::Operation(operation) if member == organization => {
                            if !std::mem::replace(&mut self.exhausted[operation.index()], true) {
                                entered.push(operation);
                            }
                        }
                        Beside::Operation(_) => {}
                    }
                }
            }
        }
        for operation in entered {
            if ties.query.operation_runs(operation) {
                self.step_through(ties, operation, &is_allowed);
            }
        }
        self.depth += 1;
    }

    /// Reaches the organizations that share an operation with a member of the last layer.
    fn step_through(
        &mut self,
        ties: &Ties<'_, '_>,
        operation: Key<Operation>,
        is_allowed: impl Fn(Key<Organization>) -> bool,
    ) {
        let entering: Vec<DatedParticipation> = ties
            .participations(operation)
            .filter(|mine| self.steps[mine.organization.index()] == self.depth)
            .collect();
        let mut is_exhausted = true;
        for theirs in ties.participations(operation) {
            if !self.is_new(theirs.organization) {
                continue;
            }
            if is_allowed(theirs.organization)
                && entering.iter().any(|mine| ties.are_tied(*mine, theirs))
            {
                self.add(theirs.organization);
            } else {
                is_exhausted = false;
            }
        }
        self.exhausted[operation.index()] = is_exhausted;
    }

    fn is_new(&self, organization: Key<Organization>) -> bool {
        self.steps[organization.index()] == UNREACHED
    }

    /// Adds an organization that the current step reaches.
    fn add(&mut self, organization: Key<Organization>) {
        self.steps[organization.index()] = self.depth + 1;
        self.layer.push(organization);
    }
}
