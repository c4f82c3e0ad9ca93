//! The dimensions of a matrix.

use std::fmt;

/// A dimension of a matrix: what its rows or columns stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Dimension {
    /// A pair of organizations.
    Dyad,
    /// An organization.
    Organization,
    /// A motive.
    Motive,
    /// A family of motives.
    MotiveFamily,
    /// A phase of the scale.
    Phase,
    /// A condition.
    Condition,
    /// An operation.
    Operation,
    /// A role in an operation.
    Role,
    /// A group of lessons.
    LessonGroup,
    /// A country in which an operation took place.
    Country,
    /// A calendar year.
    Year,
    /// The ten years that begin with a year ending in 0.
    Decade,
}

impl Dimension {
    /// All dimensions, in the order of the documentation.
    pub const ALL: [Self; 12] = [
        Self::Dyad,
        Self::Organization,
        Self::Motive,
        Self::MotiveFamily,
        Self::Phase,
        Self::Condition,
        Self::Operation,
        Self::Role,
        Self::LessonGroup,
        Self::Country,
        Self::Year,
        Self::Decade,
    ];

    /// Returns the name for programs, such as `motive-family`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dyad => "dyad",
            Self::Organization => "organization",
            Self::Motive => "motive",
            Self::MotiveFamily => "motive-family",
            Self::Phase => "phase",
            Self::Condition => "condition",
            Self::Operation => "operation",
            Self::Role => "role",
            Self::LessonGroup => "lesson-group",
            Self::Country => "country",
            Self::Year => "year",
            Self::Decade => "decade",
        }
    }

    /// Returns the heading for people, such as `Motive family`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Dyad => "Dyad",
            Self::Organization => "Organization",
            Self::Motive => "Motive",
            Self::MotiveFamily => "Motive family",
            Self::Phase => "Phase",
            Self::Condition => "Condition",
            Self::Operation => "Operation",
            Self::Role => "Role",
            Self::LessonGroup => "Lesson group",
            Self::Country => "Country",
            Self::Year => "Year",
            Self::Decade => "Decade",
        }
    }

    /// Returns `true` for years and decades.
    pub(super) fn is_time(self) -> bool {
        matches!(self, Self::Year | Self::Decade)
    }

    /// Returns `true` for phases and conditions.
    pub(super) fn is_state(self) -> bool {
        matches!(self, Self::Phase | Self::Condition)
    }

    /// Returns `true` for motives and families of motives.
    pub(super) fn is_motive(self) -> bool {
        matches!(self, Self::Motive | Self::MotiveFamily)
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
