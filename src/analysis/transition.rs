//! Transitions of partnerships from one state to another: derived from the recorded spells, never recorded.

use std::cmp::Ordering;
use std::fmt;

use crate::graph::{DatedSpell, DayRange, PartnershipRef, SpellRef};
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
    /// The date as recorded: the start of the new state, or the end of the relation.
    pub date: End,
    /// Why the new state began, as recorded; `None` for an end.
    pub because: Option<&'g str>,
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
/// spell below `min_confidence` is unknown, so transitions into it and out of it are left out. So is the transition from a
/// spell that ended at an unknown time to the next one: the relation may have ended in between.
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
    let spells: Vec<SpellRef<'_>> = partnership.spells(coding).collect();
    transitions_between(partnership, &spells, min_confidence)
}

/// Returns the transitions between all spells of a partnership under one coding (see [`transitions`]).
pub(super) fn transitions_between<'g>(
    partnership: PartnershipRef<'g>,
    spells: &[SpellRef<'g>],
    min_confidence: Confidence,
) -> Vec<Transition<'g>> {
    let is_known = |spell: SpellRef<'_>| spell.record().claim.confidence >= min_confidence;
    let mut transitions = Vec::new();
    for (place, spell) in spells.iter().copied().enumerate() {
        if !is_known(spell) {
            continue;
        }
        let previous = place.checked_sub(1).map(|place| spells[place]);
        let previous = previous.filter(|previous| is_followed_by(*previous, spell));
        if previous.is_none_or(|previous| is_known(previous) && !previous.has_unknown_end()) {
            transitions.extend(start(partnership, previous, spell));
        }
        let next = spells.get(place + 1);
        if !next.is_some_and(|next| is_followed_by(spell, *next)) {
            transitions.extend(end(partnership, spell));
        }
    }
    transitions.retain(|transition| transition.since <= partnership.graph().as_of());
    transitions
}

/// Returns the transition at the start of a spell; `None` if phase and condition stay as they were.
fn start<'g>(
    partnership: PartnershipRef<'g>,
    previous: Option<SpellRef<'g>>,
    spell: SpellRef<'g>,
) -> Option<Transition<'g>> {
    let window = spell.dated();
    let previous = previous
        .map(SpellRef::dated)
        .filter(|previous| !previous.is_absent);
    Some(Transition {
        partnership,
        kind: TransitionKind::between(previous.as_ref(), &window)?,
        day: window.days.first,
        date: End::On(spell.record().from),
        because: spell.record().because.as_deref(),
        since: window.days.first,
        from: previous.map(|previous| previous.phase),
        to: (!window.is_absent).then_some(window.phase),
        claim: &spell.record().claim,
    })
}

/// Returns the transition at the end of a spell that no other spell follows; `None` if the spell goes on, or if
/// there was no relation that could end.
fn end<'g>(partnership: PartnershipRef<'g>, spell: SpellRef<'g>) -> Option<Transition<'g>> {
    let window = spell.dated();
    let last = window.days.last;
    let (kind, day, since) = if window.is_absent {
        return None;
    } else if spell.has_unknown_end() {
        // Only one thing is known: the relation is over on the as-of date.
        (TransitionKind::End, Day::MAX, partnership.graph().as_of())
    } else if last == Day::MAX {
        return None;
    } else if ends_with_a_member(partnership, last) {
        (TransitionKind::Dissolution, last, last.next())
    } else {
        (TransitionKind::End, last, last.next())
    };
    Some(Transition {
        partnership,
        kind,
        day,
        date: spell
            .record()
            .to
            .unwrap_or_else(|| dissolution(partnership, last)),
        because: None,
        since,
        from: Some(window.phase),
        to: None,
        claim: &spell.record().claim,
    })
}

/// Returns the recorded date on which a member ceased to exist whose last day is this one; the day itself if there is
/// none.
fn dissolution(partnership: PartnershipRef<'_>, last: Day) -> End {
    let members = partnership.members().into_iter();
    let mut ends = members.map(|member| member.record().dissolved);
    ends.find(|end| DayRange::from_bounds(None, *end).last == last)
        .unwrap_or(End::On(last.into()))
}

/// Returns `true` if there is no gap between a spell and a later one. The last day of a spell belongs to it.
pub(crate) fn is_followed_by(earlier: SpellRef<'_>, later: SpellRef<'_>) -> bool {
    earlier.dated().days.last.next() >= later.dated().days.first
}

/// Returns `true` if a member of a partnership does not exist any more after a day, or not for a time.
pub(crate) fn ends_with_a_member(partnership: PartnershipRef<'_>, last: Day) -> bool {
    let next = DayRange::of_day(last.next());
    let mut members = partnership.members().into_iter();
    last_common_day(partnership) <= last || members.any(|member| member.is_in_gap(next))
}

/// Returns the last day on which both members of a partnership exist: of a coarse date of dissolution, the latest.
pub(crate) fn last_common_day(partnership: PartnershipRef<'_>) -> Day {
    let members = partnership.members().into_iter();
    let lives = members.map(|member| DayRange::from_bounds(None, member.record().dissolved).last);
    lives.min().unwrap_or(Day::MAX)
}
