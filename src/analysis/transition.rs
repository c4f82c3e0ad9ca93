//! Transitions of partnerships from one state to another: derived from the recorded spells, never recorded.

use std::cmp::Ordering;
use std::fmt;

use crate::graph::{DatedSpell, DayRange, PartnershipRef};
use crate::model::{Claim, Coding, Confidence, Day, End, Key, Phase};

/// How a partnership changes from one state to the next.
///
/// A state is a phase and a condition. The kinds are ordered as they are listed in tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TransitionKind {
    /// A relation begins: the first one, or one after a time without.
    Begin,
    /// The partnership rises to a higher phase.
    Advance,
    /// The phase stays, and the condition improves.
    Recovery,
    /// The phase stays, and the condition worsens.
    Setback,
    /// The partnership falls to a lower phase.
    Reversal,
    /// The relation ends while both members exist.
    End,
    /// The relation ends because a member ceases to exist. This is not a fall of the relation.
    Dissolution,
}

/// A transition of one partnership under one coding.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Transition<'g> {
    /// The partnership.
    pub partnership: PartnershipRef<'g>,
    /// The kind of the transition.
    pub kind: TransitionKind,
    /// The day by which the transition is dated: the first day of the new state, or the last day of a relation
    /// that ends. [`Day::MAX`] if the end is unknown.
    pub day: Day,
    /// The first day of the new state.
    pub since: Day,
    /// The phase before; `None` if there was no relation.
    pub from: Option<Key<Phase>>,
    /// The phase after; `None` if there is no relation.
    pub to: Option<Key<Phase>>,
    /// The claim that the transition rests on: that of the new state, or of the relation that ends.
    pub claim: &'g Claim,
}

impl TransitionKind {
    /// Every kind, in the order of tables.
    pub const ALL: [Self; 7] = [
        Self::Begin,
        Self::Advance,
        Self::Recovery,
        Self::Setback,
        Self::Reversal,
        Self::End,
        Self::Dissolution,
    ];

    /// Returns the name, such as `advance`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Advance => "advance",
            Self::Recovery => "recovery",
            Self::Setback => "setback",
            Self::Reversal => "reversal",
            Self::End => "end",
            Self::Dissolution => "dissolution",
        }
    }

    /// Returns `true` for a fall: a reversal or an end.
    pub fn is_fall(self) -> bool {
        matches!(self, Self::Reversal | Self::End)
    }

    /// Returns the kind of the change from one spell to the next; `None` if nothing changes.
    pub(crate) fn between(before: Option<&DatedSpell>, after: &DatedSpell) -> Option<Self> {
        let Some(before) = before.filter(|before| !before.is_absent) else {
            return (!after.is_absent).then_some(Self::Begin);
        };
        if after.is_absent {
            return Some(Self::End);
        }
        let phase = after.phase.cmp(&before.phase);
        // Conditions are ordered from the best to the worst.
        let condition = after.condition.cmp(&before.condition);
        match (phase, condition) {
            (Ordering::Greater, _) => Some(Self::Advance),
            (Ordering::Less, _) => Some(Self::Reversal),
            (Ordering::Equal, Ordering::Greater) => Some(Self::Setback),
            (Ordering::Equal, Ordering::Less) => Some(Self::Recovery),
            (Ordering::Equal, Ordering::Equal) => None,
        }
    }
}

impl fmt::Display for TransitionKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Returns the transitions of a partnership under a coding up to the as-of date, in order of time.
///
/// A relation that follows a gap or a spell without a relation begins anew; one that is followed by either ends. A
/// spell below `min_confidence` is unknown, so transitions into it and out of it are left out.
///
/// ```
/// use interorg::analysis::{TransitionKind, transitions};
/// use interorg::model::Confidence;
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let partnership = graph.partnerships().next().expect("the dataset has partnerships");
/// let coding = graph.dataset().vocabularies().codings.key("formal").expect("it has this coding");
/// let transitions = transitions(partnership, coding, Confidence::Low);
/// assert_eq!(transitions[0].kind, TransitionKind::Begin);
/// ```
pub fn transitions(
    partnership: PartnershipRef<'_>,
    coding: Key<Coding>,
    min_confidence: Confidence,
) -> Vec<Transition<'_>> {
    let graph = partnership.graph();
    let windows = graph.index().spells(partnership.key(), coding);
    let spells = partnership.record().spells(coding);
    let last_common_day = last_common_day(partnership);
    let is_known = |row: usize| spells[row].claim.confidence >= min_confidence;
    let mut transitions = Vec::new();
    for (row, (window, spell)) in windows.iter().zip(spells).enumerate() {
        if !is_known(row) {
            continue;
        }
        let days = window.days;
        let previous = row.checked_sub(1);
        let adjacent = previous.filter(|row| windows[*row].days.last.next() >= days.first);
        let related = adjacent
            .map(|row| &windows[row])
            .filter(|before| !before.is_absent);
        let kind = TransitionKind::between(related, window);
        if let Some(kind) = kind.filter(|_| adjacent.is_none_or(is_known)) {
            transitions.push(Transition {
                partnership,
                kind,
                day: days.first,
                since: days.first,
                from: related.map(|before| before.phase),
                to: (!window.is_absent).then_some(window.phase),
                claim: &spell.claim,
            });
        }
        let next = windows.get(row + 1);
        let is_followed = next.is_some_and(|next| days.last.next() >= next.days.first);
        if is_followed || window.is_absent {
            continue;
        }
        let (kind, day, since) = if spell.to == Some(End::Unknown) {
            (TransitionKind::End, Day::MAX, graph.as_of())
        } else if days.last == Day::MAX {
            continue;
        } else if days.last == last_common_day {
            (TransitionKind::Dissolution, days.last, days.last.next())
        } else {
            (TransitionKind::End, days.last, days.last.next())
        };
        transitions.push(Transition {
            partnership,
            kind,
            day,
            since,
            from: Some(window.phase),
            to: None,
            claim: &spell.claim,
        });
    }
    transitions.retain(|transition| transition.since <= graph.as_of());
    transitions
}

/// Returns the last day on which both members of a partnership exist.
pub(crate) fn last_common_day(partnership: PartnershipRef<'_>) -> Day {
    let members = partnership.members().into_iter();
    let lives = members.map(|member| DayRange::from_bounds(None, member.record().dissolved).last);
    lives.min().unwrap_or(Day::MAX)
}
