//! Partnerships along an axis of time as plain data: a lane per dyad, with bars for its phases and marks for its
//! milestones.

mod axis;
pub(super) mod bars;
mod compose;
mod describe;
mod draw;
mod extent;
mod key;
mod lane;
mod marks;

pub use self::compose::{MilestoneDisplay, TimelineOptions, timeline};
pub use self::extent::Extent;

pub(super) use self::draw::{draw, legend_rows};

use super::{Caption, ScaleLegend};
use crate::model::Day;

/// Partnerships along an axis of time.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Timeline {
    /// The text around the picture.
    pub caption: Caption,
    /// The first and the last day of the axis.
    pub span: (Day, Day),
    /// The as-of date of the dataset, if it is on the axis.
    pub as_of: Option<Day>,
    /// The lanes, from the top.
    pub lanes: Vec<Lane>,
    /// The legend.
    pub legend: TimelineLegend,
}

/// The lane of one dyad.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lane {
    /// The label of the dyad, such as `UN–AU`.
    pub label: String,
    /// The ids of both organizations, joined by a space: the key of the lane in files.
    pub key: String,
    /// The phases, one track per coding; none if nothing is recorded of them.
    pub tracks: Vec<Track>,
    /// The milestones, in order of time.
    pub marks: Vec<Mark>,
    /// The operations that the two share, in order of time.
    pub operations: Vec<OperationBar>,
}

/// The phases of a dyad under one coding.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Track {
    /// The id of the coding, if several are compared.
    pub coding: Option<String>,
    /// The spells with a relation, in order of time.
    pub bars: Vec<Bar>,
    /// The falls of the partnership, in order of time.
    pub falls: Vec<FallMark>,
}

/// A fall of a partnership.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FallMark {
    /// The day at which the mark is drawn.
    pub day: Day,
    /// The date as recorded.
    pub date: String,
    /// How the partnership falls.
    pub fall: Fall,
}

/// A spell of a phase.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bar {
    /// The time of the spell, as far as it is on the axis.
    pub time: Extent,
    /// The time of the spell in words, as recorded: `from 1996-05 to 1999`.
    pub dates: String,
    /// The rung of the scale, from 0.
    pub phase: usize,
    /// The name of the phase.
    pub label: String,
    /// The condition, an index into its vocabulary.
    pub condition: usize,
    /// The text that appears when a reader points at the bar.
    pub tooltip: String,
    /// The address that a click opens.
    pub href: Option<String>,
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

/// A milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mark {
    /// The day at which the mark is drawn.
    pub day: Day,
    /// Whether that day is a guess, because the date is coarser than a month or uncertain.
    pub is_vague: bool,
    /// The number by which the key below the picture explains the mark.
    pub number: Option<usize>,
    /// The date in short: the end of a period without the month or year that it shares with the start.
    pub date: String,
    /// The title of the milestone.
    pub title: String,
    /// The text that appears when a reader points at the mark.
    pub tooltip: String,
    /// The address that a click opens.
    pub href: Option<String>,
}

/// An operation that the two organizations of a lane share.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationBar {
    /// The label of the operation.
    pub label: String,
    /// The time for which both take part.
    pub time: Extent,
    /// The text that appears when a reader points at the bar.
    pub tooltip: String,
    /// The address that a click opens.
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

impl Lane {
    /// Returns `true` if the lane has neither phases nor milestones, and of a partnership without phases, no operations.
    fn is_empty(&self) -> bool {
        let has_bars = self.tracks.iter().any(|track| !track.bars.is_empty());
        let has_operations = self.tracks.is_empty() && !self.operations.is_empty();
        !has_bars && !has_operations && self.marks.is_empty()
    }
}

impl Fall {
    /// All falls, the slightest first.
    pub const ALL: [Self; 3] = [Self::Setback, Self::Reversal, Self::End];

    /// Returns the name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Setback => "Setback in condition",
            Self::Reversal => "Reversal of phase",
            Self::End => "End",
        }
    }

    /// Returns the sign in words.
    fn look(self) -> &'static str {
        match self {
            Self::Setback => "hollow triangle",
            Self::Reversal => "filled triangle",
            Self::End => "cross",
        }
    }
}
