//! Motives: why a member of a partnership cooperates, as its dataset claims and dates it.

use super::claim::{Claim, End};
use super::date::{Bound, CalendarDate, Date};
use super::day::Day;
use super::organization::Organization;
use super::records::Key;
use super::source::Citation;
use super::vocabulary::{Motive, Strength};

/// The claim that a member has a reason of one kind to cooperate.
///
/// When a motive is *attested* and when it is *held* are separate. Evidence that speaks of a motive in 2016 shows that it
/// was held then, and leaves open since when.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MotiveClaim {
    /// The motive.
    pub motive: Key<Motive>,
    /// The member that holds it.
    pub holder: Key<Organization>,
    /// The reason, in a sentence.
    pub statement: Box<str>,
    /// The dates at which evidence speaks of it, in the order of the dataset.
    pub attested: Box<[Date]>,
    /// Since when it is held, as far as a source states it or an act implies it; `None` if the dataset does not say.
    pub from: Option<Date>,
    /// Until when it is held; `None` if the dataset does not say.
    pub to: Option<End>,
    /// How directly the evidence gives the reason; `None` if the dataset does not say.
    pub strength: Option<Key<Strength>>,
    /// Evidence that speaks against it, in the order of the dataset.
    pub counter_evidence: Box<[CounterEvidence]>,
    /// The evidence.
    pub claim: Claim,
}

/// Evidence that speaks against a motive.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CounterEvidence {
    /// What it says.
    pub statement: Box<str>,
    /// Its date; `None` if the dataset does not say.
    pub date: Option<Date>,
    /// The citations that it rests on.
    pub citations: Box<[Citation]>,
}

/// A motive of one member that was looked for and not found.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MotiveNotFound {
    /// The motive.
    pub motive: Key<Motive>,
    /// The member of which it was looked for.
    pub holder: Key<Organization>,
    /// Where it was looked for, in a sentence.
    pub searched: Box<str>,
    /// The evidence: what was read.
    pub claim: Claim,
}

impl MotiveClaim {
    /// Returns the date from which the motive is held, as far as it is known.
    ///
    /// If the dataset gives no earliest date, an attestation is an upper bound: the motive has been held since that day or an
    /// unknown earlier one (`../2016-09-22`). So is the end: what ended has begun. `None` if the motive has no date at all.
    pub fn start(&self) -> Option<Date> {
        match self.from {
            Some(from) if from.earliest().is_some() => Some(from),
            from => {
                let end = self.to.as_ref().and_then(End::date).copied();
                let bounds = self.attested.iter().copied().chain(from).chain(end);
                let bounds = bounds.filter_map(|date| date.upper_bound());
                let earliest = bounds.min_by_key(CalendarDate::latest);
                let start = earliest.map(|date| Date::Interval {
                    start: Bound::Open,
                    end: Bound::At(date),
                });
                start.or(from)
            }
        }
    }

    /// Returns `true` if it is unknown since when the motive is held, although it is dated: only attestations or an upper
    /// bound are known.
    pub fn has_unknown_start(&self) -> bool {
        self.start().is_some_and(|start| start.earliest().is_none())
    }

    /// Returns the last day on which evidence speaks of the motive; `None` if the dataset states no such date.
    pub(crate) fn last_attested(&self) -> Option<Day> {
        let attested = self.attested.iter();
        let days = attested.filter_map(|date| date.earliest().or(date.latest()));
        days.max()
    }

    /// Returns the last day on which the motive is known to be held: that of its last attestation or of its start, by the latest
    /// day of the date; `None` if it has no date.
    ///
    /// After that day it is unknown whether a motive of unknown end is held.
    pub(crate) fn last_known(&self) -> Option<Day> {
        let dates = self.attested.iter().copied().chain(self.start());
        dates.filter_map(|date| date.latest()).max()
    }

    /// Returns `true` if the dataset states that the motive ended, and not when.
    pub(crate) fn has_unknown_end(&self) -> bool {
        self.to == Some(End::Unknown)
    }
}
