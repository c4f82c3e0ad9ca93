//! Succession: what took the place of what must not run in a circle.

use super::path::{Path, Pending, Steps};
use crate::dataset::finding::Problem;
use crate::model::Key;

/// Finds one circle of successions, if there is any, in time linear in the number of links.
pub(super) fn find_cycle<'t, T: 't>(
    kind: &'static str,
    rows: usize,
    predecessors: impl Fn(Key<T>) -> &'t [Key<T>],
    id: impl Fn(Key<T>) -> String,
    place: impl Fn(usize, &'static str) -> Steps,
) -> Option<Pending> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        Open,
        Done,
    }
    let mut states = vec![State::New; rows];
    for start in 0..rows {
        // The walk keeps its own stack, so that a long chain cannot overflow that of the program.
        let mut walk: Vec<(usize, usize)> = Vec::new();
        if states[start] == State::New {
            states[start] = State::Open;
            walk.push((start, 0));
        }
        while let Some((row, next)) = walk.last_mut() {
            let Some(&key) = predecessors(Key::new(*row)).get(*next) else {
                states[*row] = State::Done;
                walk.pop();
                continue;
            };
            *next += 1;
            // A name defined twice leads to a number beyond the rows; that is a finding already.
            match states.get(key.index()) {
                Some(State::New) => {
                    states[key.index()] = State::Open;
                    walk.push((key.index(), 0));
                }
                Some(State::Open) => {
                    let circle = walk.iter().skip_while(|(row, _)| *row != key.index());
                    let rows: Vec<usize> = circle.map(|(row, _)| *row).collect();
                    let mut ids: Vec<String> = rows.iter().map(|row| id(Key::new(*row))).collect();
                    ids.push(id(key));
                    let other = match rows.last() {
                        Some(last) if *last != key.index() => {
                            (place(*last, "succeeds"), "the circle closes here")
                        }
                        _ => (place(key.index(), "id"), "it succeeds itself"),
                    };
                    return Some(Pending {
                        problem: Problem::SuccessionCycle { kind, ids },
                        place: Some(place(key.index(), "succeeds")),
                        related: Some(other),
                    });
                }
                Some(State::Done) | None => {}
            }
        }
    }
    None
}

/// Returns the place of a value of a record: its document and number in a list, the list, the key.
pub(super) fn place(
    (document, index): (usize, usize),
    list: &'static str,
    key: &'static str,
) -> Steps {
    let root = Path::root(document);
    let list = root.key(list);
    let record = list.index(index);
    record.key(key).steps()
}
