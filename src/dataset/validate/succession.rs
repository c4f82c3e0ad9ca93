//! Succession must not run in a circle: no record may succeed itself, directly or through others.

use super::Validator;
use super::path::{PendingFinding, RecordPlace};
use crate::dataset::finding::FindingKind;
use crate::model::{Identified, Key};

impl Validator<'_> {
    /// Reports a circle of successions among the records of one kind, if there is one.
    pub(super) fn check_succession<T: Identified>(
        &mut self,
        records: &[T],
        places: &[RecordPlace],
        predecessors: impl Fn(&T) -> &[Key<T>],
    ) {
        let Some(circle) = find_circle(records.len(), |row| predecessors(&records[row])) else {
            return;
        };
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

/// Finds one circle of successions, in time linear in the number of links. Each row of the circle succeeds the next, and
/// the last succeeds the first.
///
/// This is a depth-first search. It keeps its own stack, so that a long chain of successions cannot overflow the stack
/// of the program.
pub(super) fn find_circle<'t, T: 't>(
    count: usize,
    predecessors: impl Fn(usize) -> &'t [Key<T>],
) -> Option<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        OnStack,
        Done,
    }
    let mut states = vec![State::New; count];
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
                    let rows = stack.iter().map(|(row, _)| *row);
                    return Some(rows.skip_while(|row| *row != predecessor).collect());
                }
                Some(State::Done) | None => {}
            }
        }
    }
    None
}
