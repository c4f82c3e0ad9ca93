//! Succession must not run in a circle: no record may succeed itself, directly or through others.

use super::Validator;
use super::path::{PendingFinding, RecordPlace};
use crate::dataset::finding::FindingKind;
use crate::model::{Identified, Key};

impl Validator<'_> {
    /// Reports the circles of successions among the records of one kind, as [`find_circles`] returns them.
    pub(super) fn check_succession<T: Identified>(
        &mut self,
        records: &[T],
        places: &[RecordPlace],
        predecessors: impl Fn(&T) -> &[Key<T>],
    ) {
        for circle in find_circles(records.len(), |row| predecessors(&records[row])) {
            let (first, last) = (circle[0], circle[circle.len() - 1]);
            let ids = circle.iter().chain([&first]);
            let kind = FindingKind::SuccessionCycle {
                record: T::KIND,
                ids: ids.map(|row| records[*row].id().to_string()).collect(),
            };
            let (other, label) = if circle.len() > 1 {
                (places[last].key("succeeds"), "the circle closes here")
            } else {
                (places[first].key("id"), "it succeeds itself")
            };
            let finding = PendingFinding::at(places[first].key("succeeds"), kind);
            self.push(finding.and(other, label));
        }
    }
}

/// Finds circles of successions, in time linear in the number of links. Each row of a circle succeeds the next, and the last
/// succeeds the first. No two circles have a row in common, and any other circle has a row in common with one of them.
///
/// This is a depth-first search. It keeps its own stack, so that a long chain of successions cannot overflow the stack
/// of the program.
pub(super) fn find_circles<'t, T: 't>(
    count: usize,
    predecessors: impl Fn(usize) -> &'t [Key<T>],
) -> Vec<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        OnStack,
        Done,
    }
    let mut states = vec![State::New; count];
    let mut circles = Vec::new();
    for start in 0..count {
        if states[start] != State::New {
            continue;
        }
        states[start] = State::OnStack;
        let mut stack: Vec<(usize, usize)> = vec![(start, 0)];
        while let Some((row, next)) = stack.last_mut() {
            let Some(key) = predecessors(*row).get(*next) else {
                states[*row] = State::Done;
                stack.pop();
                continue;
            };
            *next += 1;
            let predecessor = key.index();
            // An id that is defined twice gives keys beyond the records. It has a finding of its own.
            match states.get(predecessor) {
                Some(State::New) => {
                    states[predecessor] = State::OnStack;
                    stack.push((predecessor, 0));
                }
                Some(State::OnStack) => {
                    // The rows of the circle leave the stack, and the search goes on from the row before them.
                    let mut rows = stack.iter();
                    let first = rows.rposition(|(row, _)| *row == predecessor);
                    let circle = stack.drain(first.unwrap_or(0)..).map(|(row, _)| row);
                    let circle: Vec<usize> = circle.collect();
                    for row in &circle {
                        states[*row] = State::Done;
                    }
                    circles.push(circle);
                }
                Some(State::Done) | None => {}
            }
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Organization;

    fn circles(predecessors: &[&[usize]]) -> Vec<Vec<usize>> {
        let keys = |row: &&[usize]| row.iter().copied().map(Key::new).collect();
        let keys: Vec<Vec<Key<Organization>>> = predecessors.iter().map(keys).collect();
        find_circles(keys.len(), |row| &keys[row])
    }

    #[test]
    fn every_circle_has_a_row_in_common_with_one_that_is_found() {
        assert_eq!(circles(&[&[1], &[2], &[]]).len(), 0);
        assert_eq!(circles(&[&[1], &[0], &[3], &[2]]), [[0, 1], [2, 3]]);
        assert_eq!(circles(&[&[0], &[0, 1]]), [[0], [1]]);
        // From row 0 the search meets a circle first, and then goes on to the one that row 0 belongs to.
        assert_eq!(circles(&[&[1, 3], &[2], &[1], &[0]]), [[1, 2], [0, 3]]);
        // Both circles have row 0.
        assert_eq!(circles(&[&[1, 2], &[0], &[0]]), [[0, 1]]);
    }
}
