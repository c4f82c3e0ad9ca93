//! The steps of partnerships from one state to another: the one account of them that tables, findings
//! and changes share.

use std::cmp::Ordering;

use crate::graph::{Days, PartnershipRef, Window};
use crate::model::{Claim, Coding, Confidence, Day, End, Key, Phase};

/// A step of a partnership from one state to another.
#[derive(Clone)]
pub(crate) struct Transition<'g> {
    pub(crate) partnership: PartnershipRef<'g>,
    /// One of [`KINDS`].
    pub(crate) kind: &'static str,
    /// The day by which it is told: the first of the new state, or the last day of a relation that ends;
    /// [`Day::MAX`] if nobody knows when it ended.
    pub(crate) day: Day,
    /// The first day of the new state.
    pub(crate) since: Day,
    pub(crate) from: Option<Key<Phase>>,
    pub(crate) to: Option<Key<Phase>>,
    pub(crate) claim: &'g Claim,
}

/// The kinds of transition, in the order of tables.
///
/// A relation ends by `dissolution` where one of the two ceases to exist, which is no fall of the relation.
pub(crate) const KINDS: [&str; 7] = [
    "begin",
    "advance",
    "recovery",
    "setback",
    "reversal",
    "end",
    "dissolution",
];

/// Returns the last day on which both members of a partnership exist.
pub(crate) fn last_day_of_both(partnership: PartnershipRef<'_>) -> Day {
    let members = partnership.members().into_iter();
    let lives = members.map(|member| Days::between(None, member.record().dissolved).last);
    lives.min().unwrap_or(Day::MAX)
}

impl Transition<'_> {
    /// Says whether the partnership fell to a lower rung, or to none.
    pub(crate) fn is_fall(&self) -> bool {
        matches!(self.kind, "reversal" | "end")
    }
}

/// Returns the transitions of a partnership under a coding up to the as-of date, in order of time.
///
/// A relation that comes after a gap or after a spell without one begins anew; one that is followed by
/// either ends. A spell that is less sure than is counted says nothing: steps into it and out of it are
/// not told.
pub(crate) fn transitions(
    partnership: PartnershipRef<'_>,
    coding: Key<Coding>,
    least: Confidence,
) -> Vec<Transition<'_>> {
    let graph = partnership.graph();
    let windows = graph.index().windows(partnership.key(), coding);
    let spells = partnership.record().spells(coding);
    let mut found = Vec::new();
    let gone = last_day_of_both(partnership);
    let is_sure = |place: usize| spells[place].claim.confidence >= least;
    for (place, (window, spell)) in windows.iter().zip(spells).enumerate() {
        let before = place.checked_sub(1);
        let before = before.filter(|row| windows[*row].days.last.next() >= window.days.first);
        if !is_sure(place) {
            continue;
        }
        let is_known = before.is_none_or(is_sure);
        let before = before.map(|row| &windows[row]);
        let related = before.filter(|before| !before.absent);
        let transition =
            |kind, day, since, from: Option<&Window>, to: Option<&Window>| Transition {
                partnership,
                kind,
                day,
                since,
                from: from.map(|window| window.phase),
                to: to.map(|window| window.phase),
                claim: &spell.claim,
            };
        let first = window.days.first;
        if let Some(kind) = step(related, window).filter(|_| is_known) {
            let to = (!window.absent).then_some(window);
            found.push(transition(kind, first, first, related, to));
        }
        let next = windows.get(place + 1);
        let stops = next.is_none_or(|next| window.days.last.next() < next.days.first);
        let last = window.days.last;
        if stops && !window.absent && spell.to == Some(End::Unknown) {
            found.push(transition(
                "end",
                Day::MAX,
                graph.as_of(),
                Some(window),
                None,
            ));
        } else if stops && !window.absent && last != Day::MAX {
            let kind = if last == gone { "dissolution" } else { "end" };
            found.push(transition(kind, last, last.next(), Some(window), None));
        }
    }
    found.retain(|transition| transition.since <= graph.as_of());
    found
}

/// Names the step from one spell to the next; `None` if nothing changes.
pub(crate) fn step(before: Option<&Window>, after: &Window) -> Option<&'static str> {
    let Some(before) = before.filter(|before| !before.absent) else {
        return (!after.absent).then_some("begin");
    };
    if after.absent {
        return Some("end");
    }
    match (
        after.phase.cmp(&before.phase),
        after.condition.cmp(&before.condition),
    ) {
        (Ordering::Greater, _) => Some("advance"),
        (Ordering::Less, _) => Some("reversal"),
        (_, Ordering::Greater) => Some("setback"),
        (_, Ordering::Less) => Some("recovery"),
        _ => None,
    }
}
