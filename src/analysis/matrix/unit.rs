//! The units of count, and the dimensions of each.

use std::fmt;

use super::dimension::Dimension;

/// The unit of count: what the cells of a matrix count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Unit {
    /// A dyad that the dataset records.
    Partnerships,
    /// A claim that one side of a dyad has a reason of one kind.
    Motives,
    /// An operation.
    Operations,
    /// The participation of one organization in one operation, in one role.
    Participations,
    /// A partnership, and an operation in which both members take part at the same time.
    SharedOperations,
    /// A lesson.
    Lessons,
}

impl Unit {
    /// All units, in the order in which they are tried for a pair of dimensions.
    pub const ALL: [Self; 6] = [
        Self::Partnerships,
        Self::Motives,
        Self::Operations,
        Self::Participations,
        Self::SharedOperations,
        Self::Lessons,
    ];

    /// Returns the name for programs, such as `shared-operations`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Partnerships => "partnerships",
            Self::Motives => "motives",
            Self::Operations => "operations",
            Self::Participations => "participations",
            Self::SharedOperations => "shared-operations",
            Self::Lessons => "lessons",
        }
    }

    /// Returns the plural for people, such as `Shared operations`.
    pub fn title(self) -> &'static str {
        match self {
            Self::Partnerships => "Partnerships",
            Self::Motives => "Motive claims",
            Self::Operations => "Operations",
            Self::Participations => "Participations",
            Self::SharedOperations => "Shared operations",
            Self::Lessons => "Lessons",
        }
    }

    /// Returns the definition of the unit, worded to complete the sentence "Each cell counts ...".
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Partnerships => "partnerships: dyads that the dataset records",
            Self::Motives => {
                "motive claims: each says that one side of a dyad has a reason of one kind to cooperate"
            }
            Self::Operations => "operations",
            Self::Participations => {
                "participations: one organization in one operation in one role, as the dataset records it"
            }
            Self::SharedOperations => {
                "shared operations: a partnership and an operation in which both members take part at the same time"
            }
            Self::Lessons => "lessons: sourced observations about a partnership",
        }
    }

    /// Returns the dimensions of the unit, in the order of [`Dimension::ALL`].
    pub fn dimensions(self) -> &'static [Dimension] {
        use Dimension as D;
        match self {
            Self::Partnerships => &[
                D::Dyad,
                D::Organization,
                D::Phase,
                D::Condition,
                D::Year,
                D::Decade,
            ],
            Self::Motives => &[
                D::Dyad,
                D::Organization,
                D::Motive,
                D::MotiveFamily,
                D::Phase,
                D::Condition,
                D::Year,
                D::Decade,
            ],
            Self::Operations => &[D::Operation, D::Country, D::Year, D::Decade],
            Self::Participations => &[
                D::Organization,
                D::Operation,
                D::Role,
                D::Country,
                D::Year,
                D::Decade,
            ],
            Self::SharedOperations => &[
                D::Dyad,
                D::Organization,
                D::Phase,
                D::Condition,
                D::Operation,
                D::Role,
                D::Country,
                D::Year,
                D::Decade,
            ],
            Self::Lessons => &[
                D::Dyad,
                D::Organization,
                D::Phase,
                D::Condition,
                D::Operation,
                D::LessonGroup,
                D::Country,
                D::Year,
                D::Decade,
            ],
        }
    }

    /// Returns the additional dimensions that the unit has when it is requested by name.
    ///
    /// They do not count when a unit is chosen: `motive` by `phase` counts motive claims and not partnerships.
    pub fn dimensions_on_request(self) -> &'static [Dimension] {
        match self {
            Self::Partnerships => &[Dimension::Motive, Dimension::MotiveFamily],
            Self::Operations => &[Dimension::Organization, Dimension::Role],
            _ => &[],
        }
    }

    /// Returns `true` if each counted item belongs to a dyad.
    pub(super) fn belongs_to_dyad(self) -> bool {
        !matches!(self, Self::Operations | Self::Participations)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
