//! Phases in the record as it was: those that were in it at the same time must not overlap, even if they are withdrawn now.

use std::collections::{BTreeSet, HashSet};

use super::Validator;
use super::path::Path;
use crate::dataset::finding::FindingKind;
use crate::model::{Claim, Coded, Date, Day, End, Spell};

/// The maximum number of phases that are compared in one list, over all times of the record. Beyond it, a list has thousands of
/// corrections, and comparing all of them would take quadratic time.
const MAX_COMPARISONS: usize = 1_000_000;

/// A phase of a list, with the time for which it is in the record.
pub(super) struct RecordedPhase {
    index: usize,
    from: Date,
    to: Option<End>,
    is_withdrawn: bool,
    time: RecordDays,
}

/// The days on which a claim is in the record: from the first one on, until the day before the last one.
#[derive(Clone, Copy)]
struct RecordDays {
    first: Day,
    until: Day,
}

impl RecordDays {
    fn of(claim: &Claim) -> Self {
        let (first, until) = claim.record_days();
        Self {
            first: first.unwrap_or(Day::MIN),
            until: until.unwrap_or(Day::MAX),
        }
    }

    fn contains(self, day: Day) -> bool {
        self.first <= day && day < self.until
    }
}

impl RecordedPhase {
    pub(super) fn new(index: usize, spell: &Spell) -> Self {
        Self {
            index,
            from: spell.from,
            to: spell.to,
            is_withdrawn: spell.claim.withdrawn().is_some(),
            time: RecordDays::of(&spell.claim),
        }
    }
}

impl Validator<'_> {
    /// Reports phases of a list that overlapped while both were in the record, if one of them is withdrawn now. Their order in
    /// the list has no meaning: a withdrawn phase may be listed beside the one that replaced it, or after all others.
    pub(super) fn check_record(&mut self, mut phases: Vec<RecordedPhase>, list: &Path<'_>) {
        if !phases.iter().any(|phase| phase.is_withdrawn) {
            return;
        }
        phases.sort_by_key(|phase| phase.from.earliest().or(phase.from.latest()));
        // Two phases that are in the record on one day are both in it on the day on which the later one was recorded.
        let days: BTreeSet<Day> = phases.iter().map(|phase| phase.time.first).collect();
        if days.len().saturating_mul(phases.len()) > MAX_COMPARISONS {
            return;
        }
        let mut reported = HashSet::new();
        for day in days {
            let then = phases.iter().filter(|phase| phase.time.contains(day));
            let mut before: Option<(&RecordedPhase, End)> = None;
            for phase in then {
                if let Some((earlier, to)) = before
                    && (earlier.is_withdrawn || phase.is_withdrawn)
                    && goes_on(to, &phase.from)
                    && reported.insert((earlier.index, phase.index))
                {
                    let from = phase.from;
                    let path = list.index(phase.index);
                    let path = path.key("from");
                    let finding = path.finding(FindingKind::OverlappingPhases { from, to });
                    let other = list.index(earlier.index).key("to").owned();
                    self.push(finding.and(other, "the earlier phase ends here"));
                }
                if let Some(to) = phase.to
                    && before.is_none_or(|(_, end)| is_later(to, end))
                {
                    before = Some((phase, to));
                }
            }
        }
    }
}

/// Returns `true` if what ends then certainly goes on at a date.
fn goes_on(end: End, date: &Date) -> bool {
    match end {
        End::Unknown => false,
        End::Ongoing => true,
        End::On(end) => date.is_certainly_before(&end),
    }
}

/// Returns `true` if an end is after another one. An unknown end says least.
fn is_later(end: End, other: End) -> bool {
    match (end, other) {
        (End::On(end), End::On(other)) => end.earliest() >= other.earliest(),
        (_, End::Unknown) => true,
        (End::Ongoing, _) => true,
        (End::Unknown | End::On(_), _) => false,
    }
}

/// Returns `true` if a phase of one record and a phase of the other are in the record at the same time.
pub(super) fn are_recorded_together(one: &Coded, other: &Coded) -> bool {
    let times = |coded: &Coded| {
        let spells = coded
            .all_spells()
            .filter(|spell| !spell.ends_before_start());
        spells
            .map(|spell| RecordDays::of(&spell.claim))
            .collect::<Vec<_>>()
    };
    let one = times(one).into_iter().map(|days| (days, 0));
    let other = times(other).into_iter().map(|days| (days, 1));
    let mut all: Vec<(RecordDays, usize)> = one.chain(other).collect();
    all.sort_by_key(|(days, _)| days.first);
    let mut until = [Day::MIN; 2];
    all.into_iter().any(|(days, side)| {
        let is_together = days.first < until[1 - side];
        until[side] = until[side].max(days.until);
        is_together
    })
}
