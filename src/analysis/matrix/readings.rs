//! How often a matrix reads the phase of a partnership, and how often from an uncertain date.

use super::case::{Case, Moment, Time};
use super::state::State;
use crate::model::{Key, Partnership};

/// The partnerships that are read at each moment. One that several cases read at one moment is read once.
#[derive(Default)]
pub(super) struct Readings {
    counts: ReadingCounts,
    /// The readings of the partnership whose cases are added.
    current: Vec<Reading>,
    /// Whether a claim on more than two organizations is among its cases, so that it may be read again later.
    is_joint: bool,
    /// The readings of such partnerships.
    joint: Vec<Reading>,
}

/// The number of readings.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct ReadingCounts {
    pub(super) all: usize,
    /// Those that rest on an uncertain date.
    pub(super) uncertain: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Reading {
    partnership: Key<Partnership>,
    time: Time,
    is_uncertain: bool,
}

impl Reading {
    /// Returns the reading of a case at a moment; `None` if there is no phase to read.
    fn of(case: &Case<'_>, moment: Moment<'_>) -> Option<Self> {
        moment.state.and_then(State::spell)?;
        let selected = case.partnership()?;
        // A partnership is uncertain relative to the day on which it is read.
        let is_uncertain = match moment.time {
            Time::In { day, .. } => selected.on(day).is_uncertain(),
            Time::Selection | Time::Undated => selected.is_uncertain(),
        };
        Some(Self {
            partnership: selected.partnership().key(),
            time: moment.time,
            is_uncertain,
        })
    }
}

impl Readings {
    /// Adds a case at a moment. The cases of one partnership are added one after another.
    pub(super) fn add(&mut self, case: &Case<'_>, moment: Moment<'_>) {
        let Some(reading) = Reading::of(case, moment) else {
            return;
        };
        let last = self.current.last();
        if last.is_some_and(|last| last.partnership != reading.partnership) {
            self.finish_current();
        }
        self.is_joint |= case.joint().is_some();
        self.current.push(reading);
    }

    /// Adds a case on more than two organizations at another moment, after cases of other partnerships.
    pub(super) fn add_later(&mut self, case: &Case<'_>, moment: Moment<'_>) {
        self.joint.extend(Reading::of(case, moment));
    }

    /// Returns the number of readings.
    pub(super) fn counts(mut self) -> ReadingCounts {
        self.finish_current();
        let joint = std::mem::take(&mut self.joint);
        self.counts.add(joint);
        self.counts
    }

    fn finish_current(&mut self) {
        if std::mem::take(&mut self.is_joint) {
            self.joint.append(&mut self.current);
        } else {
            self.counts.add(self.current.drain(..));
        }
    }
}

impl ReadingCounts {
    /// Adds readings, each once.
    fn add(&mut self, readings: impl IntoIterator<Item = Reading>) {
        let mut readings: Vec<Reading> = readings.into_iter().collect();
        readings.sort_unstable();
        readings.dedup();
        self.all += readings.len();
        let uncertain = readings.iter().filter(|reading| reading.is_uncertain);
        self.uncertain += uncertain.count();
    }
}
