//! Partnerships along an axis of time, as plain data: one lane a dyad, bars for its phases, marks for
//! what happened.

mod axis;
pub(super) mod bars;
mod compose;
mod draw;
mod lane;
mod list;
mod words;

pub use self::compose::{MilestoneDisplay, TimelineOptions, timeline};

pub(super) use self::draw::draw;

use super::{Caption, ScaleLegend};
use crate::model::Day;

/// The picture of partnerships through time.
#[derive(Debug, Clone, PartialEq)]
pub struct Timeline {
    /// What stands round the picture.
    pub caption: Caption,
    /// The first and the last day of the axis.
    pub span: (Day, Day),
    /// The day up to which evidence was read, if it lies on the axis.
    pub as_of: Option<Day>,
    /// The lanes, from the top.
    pub lanes: Vec<Lane>,
    /// What bars and marks mean.
    pub legend: TimelineLegend,
}

/// The lane of one dyad.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lane {
    /// The dyad in short, such as `UN–AU`.
    pub label: String,
    /// The ids of both, joined by a blank: what the lane is called in files.
    pub key: String,
    /// The phases, once for each coding.
    pub tracks: Vec<Track>,
    /// What happened, in order of time.
    pub marks: Vec<Mark>,
    /// The operations that the two share, in order of time.
    pub operations: Vec<Stretch>,
}

/// The phases of a dyad under one coding.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Track {
    /// The id of the coding, where several are compared.
    pub coding: Option<String>,
    /// The spells in which there is a relation, in order of time.
    pub bars: Vec<Bar>,
    /// The days on which the partnership fell, and how.
    pub falls: Vec<(Day, Fall)>,
}

/// A spell of a phase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// The stretch of time; soft where dates are coarse or uncertain.
    pub time: Extent,
    /// The rung of the scale, from 0.
    pub phase: usize,
    /// The name of the phase.
    pub label: String,
    /// The condition, an index into the vocabulary.
    pub condition: usize,
    /// The text that appears when a reader points at the bar.
    pub tooltip: String,
    /// Where the bar leads when clicked.
    pub href: Option<String>,
}

/// A stretch of time whose ends may be uncertain; all four days lie on the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The first day on which it may have begun, and the last.
    pub start: (Day, Day),
    /// The first day on which it may have ended, and the last.
    pub end: (Day, Day),
}

/// How a partnership falls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fall {
    /// To a worse condition in the same phase.
    Setback,
    /// To a lower phase.
    Reversal,
    /// To no relation.
    End,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The day that the mark stands on.
    pub day: Day,
    /// Whether the day is a guess: the date is coarser than a month, or uncertain.
    pub is_vague: bool,
    /// The number by which the key below the picture explains the mark.
    pub number: Option<usize>,
    /// The date, short: of a period that lies in one month or year, the end without what it shares.
    pub date: String,
    /// What happened.
    pub title: String,
    /// The text that appears when a reader points at the mark.
    pub tooltip: String,
    /// Where the mark leads when clicked.
    pub href: Option<String>,
}

/// An operation that the two organizations of a lane share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The operation in short.
    pub label: String,
    /// The stretch of time.
    pub time: Extent,
    /// The text that appears when a reader points at the bar.
    pub tooltip: String,
    /// Where the bar leads when clicked.
    pub href: Option<String>,
}

/// The legend of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TimelineLegend {
    /// The phases and conditions of the bars.
    pub scale: ScaleLegend,
    /// The falls that occur.
    pub falls: Vec<Fall>,
}

impl Extent {
    /// Says whether an end of the stretch is uncertain.
    pub fn is_soft(&self) -> bool {
        self.start.0 < self.start.1 || self.end.0 < self.end.1
    }
}

impl Fall {
    /// Every fall, from the least.
    pub const ALL: [Self; 3] = [Self::Setback, Self::Reversal, Self::End];

    /// Returns what the fall is called.
    pub fn label(self) -> &'static str {
        match self {
            Self::Setback => "Setback in condition",
            Self::Reversal => "Reversal of phase",
            Self::End => "End",
        }
    }
}
