//! The transitions of two coding passes, paired.

use crate::analysis::history::PhaseHistory;
use crate::analysis::transition::{Transition, TransitionKind};
use crate::model::{Coder, Day, Dyad, End, Key, Phase};

/// The maximum number of days between a transition and its counterpart in another pass: a year, leap day included.
const MAX_DAYS: u64 = 366;

/// A dated transition in one coding pass, with its counterpart in the other.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PassTransition {
    /// The partnership.
    pub dyad: Dyad,
    /// The coding pass that has the transition.
    pub coder: Key<Coder>,
    /// The kind of the transition.
    pub kind: TransitionKind,
    /// The phase before; `None` if there was no relation.
    pub from: Option<Key<Phase>>,
    /// The phase after; `None` if there is no relation.
    pub to: Option<Key<Phase>>,
    /// The date as recorded.
    pub date: End,
    /// The date of the counterpart in the other pass: a transition of the same kind between the same phases, at most a year
    /// apart. `None` if the other pass has none.
    pub other: Option<End>,
}

/// Returns the dated transitions of a partnership in two passes, first those of the first pass, each in order of time.
///
/// A transition is the counterpart of one other transition at most: the first one of the other pass, in order of time, that
/// is not yet taken. Transitions on an unknown day are left out.
pub(super) fn paired(
    dyad: Dyad,
    passes: [Key<Coder>; 2],
    histories: &[PhaseHistory<'_>; 2],
) -> Vec<PassTransition> {
    let [own, other] = histories.each_ref().map(dated);
    let mut taken: Vec<Option<usize>> = vec![None; other.len()];
    let counterparts: Vec<Option<usize>> = own
        .iter()
        .enumerate()
        .map(|(number, transition)| {
            let mut candidates = other.iter().zip(&taken);
            let found = candidates.position(|(candidate, taken)| {
                taken.is_none() && is_counterpart(transition, candidate)
            })?;
            taken[found] = Some(number);
            Some(found)
        })
        .collect();
    let of_pass =
        |coder, transition: &Transition<'_>, other: Option<&Transition<'_>>| PassTransition {
            dyad,
            coder,
            kind: transition.kind,
            from: transition.from,
            to: transition.to,
            date: transition.date,
            other: other.map(|other| other.date),
        };
    let first = own.iter().zip(&counterparts);
    let first = first.map(|(one, found)| of_pass(passes[0], one, found.map(|at| other[at])));
    let second = other.iter().zip(&taken);
    let second = second.map(|(one, found)| of_pass(passes[1], one, found.map(|at| own[at])));
    first.chain(second).collect()
}

fn dated<'h, 'g>(history: &'h PhaseHistory<'g>) -> Vec<&'h Transition<'g>> {
    let transitions = history.transitions().iter();
    transitions
        .filter(|transition| transition.day != Day::MAX)
        .collect()
}

fn is_counterpart(one: &Transition<'_>, other: &Transition<'_>) -> bool {
    (one.kind, one.from, one.to) == (other.kind, other.from, other.to)
        && one.day.days_until(other.day).unsigned_abs() <= MAX_DAYS
}
