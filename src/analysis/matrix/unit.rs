//! What a cell can count, and by what it can be sorted.

use std::fmt;
use std::str::FromStr;

use super::error::MatrixError;
use crate::phrase::nearest;

/// What rows or columns stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    /// Ten years from one that ends in 0.
    Decade,
}

/// The unit of count: what one is counted as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// A dyad that the dataset records.
    Partnerships,
    /// The claim that one side of a dyad has a reason of one kind.
    Motives,
    /// An operation.
    Operations,
    /// The part that one organization takes in one operation, in one role.
    Participations,
    /// A partnership and an operation in which its members take part at the same time.
    SharedOperations,
    /// A lesson.
    Lessons,
}

impl Dimension {
    /// Every dimension, in the order in which the documentation lists them.
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

    /// Returns the name by which the dimension is asked for.
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

    /// Returns the heading for people.
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

    pub(super) fn is_time(self) -> bool {
        matches!(self, Self::Year | Self::Decade)
    }

    pub(super) fn is_state(self) -> bool {
        matches!(self, Self::Phase | Self::Condition)
    }
}

impl Unit {
    /// Every unit, in the order in which one is chosen that has both dimensions.
    pub const ALL: [Self; 6] = [
        Self::Partnerships,
        Self::Motives,
        Self::Operations,
        Self::Participations,
        Self::SharedOperations,
        Self::Lessons,
    ];

    /// Returns the name by which the unit is asked for.
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

    /// Returns what is counted, in the plural.
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

    /// Returns what one of them is, as part of a sentence.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Partnerships => "partnerships: dyads that the dataset records",
            Self::Motives => {
                "motive claims: each says that one side of a dyad has a reason of one kind to cooperate"
            }
            Self::Operations => "operations",
            Self::Participations => {
                "participations: the part of one organization in one operation in one role, as the dataset records it"
            }
            Self::SharedOperations => {
                "shared operations: a partnership and an operation in which both members take part at the same time"
            }
            Self::Lessons => "lessons: observations of a partnership from the field",
        }
    }

    /// Returns the dimensions that the unit has, in the order of [`Dimension::ALL`].
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

    /// Returns the further dimensions that the unit has when it is asked for by name.
    pub fn dimensions_on_request(self) -> &'static [Dimension] {
        use Dimension as D;
        match self {
            Self::Partnerships => &[D::Motive, D::MotiveFamily],
            Self::Operations => &[D::Organization, D::Role],
            _ => &[],
        }
    }

    /// Says whether each one belongs to a dyad.
    pub(super) fn is_of_dyads(self) -> bool {
        !matches!(self, Self::Operations | Self::Participations)
    }

    /// Chooses the unit: the one asked for, or the first that has both dimensions.
    pub(super) fn choose(
        rows: Dimension,
        columns: Dimension,
        asked: Option<Self>,
    ) -> Result<Self, MatrixError> {
        if rows == columns {
            return Err(MatrixError::OneDimension { dimension: rows });
        }
        let both = |has: &dyn Fn(Dimension) -> bool| has(rows) && has(columns);
        let fits = |unit: Self| match asked {
            None => both(&|dimension| unit.dimensions().contains(&dimension)),
            Some(_) => both(&|dimension| {
                unit.dimensions().contains(&dimension)
                    || unit.dimensions_on_request().contains(&dimension)
            }),
        };
        let mut units = Self::ALL.into_iter();
        let found = units.find(|unit| asked.is_none_or(|asked| asked == *unit) && fits(*unit));
        found.ok_or(MatrixError::NoUnit {
            rows,
            columns,
            asked,
        })
    }
}

impl FromStr for Dimension {
    type Err = MatrixError;

    /// Finds a dimension by name, in the plural too, and however its words are joined.
    fn from_str(text: &str) -> Result<Self, MatrixError> {
        let wanted = text.to_lowercase().replace(['_', ' '], "-");
        let spelled = |dimension: &Self| {
            let name = dimension.name();
            let plural = match name.strip_suffix('y') {
                Some(stem) => format!("{stem}ies"),
                None => format!("{name}s"),
            };
            wanted == name || wanted == plural || (name == "motive-family" && wanted == "family")
        };
        Self::ALL
            .into_iter()
            .find(spelled)
            .ok_or_else(|| MatrixError::UnknownDimension {
                name: text.to_owned(),
                candidates: nearest(&wanted, Self::ALL.into_iter().map(Self::name)),
            })
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
