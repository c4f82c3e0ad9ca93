//! The levels of analysis.

use super::Measure;

/// The level of analysis: what each value of a measure describes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Level {
    /// One organization.
    #[default]
    Organizations,
    /// The network as a whole.
    Network,
    /// A motive, a family of motives, or all motives.
    Motives,
}

impl Level {
    /// All levels.
    pub const ALL: [Self; 3] = [Self::Organizations, Self::Network, Self::Motives];

    /// Returns the name, such as `organizations`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Organizations => "organizations",
            Self::Network => "network",
            Self::Motives => "motives",
        }
    }

    /// Returns `true` if the measure has values at this level.
    pub fn has(self, measure: Measure) -> bool {
        match measure {
            Measure::Density | Measure::Transitivity | Measure::TieReciprocity => {
                self == Self::Network
            }
            Measure::Reciprocity => self != Self::Organizations,
            Measure::Betweenness
            | Measure::Closeness
            | Measure::InDegree
            | Measure::OutDegree
            | Measure::Eigenvector
            | Measure::Brokerage => self == Self::Organizations,
            Measure::Degree
            | Measure::WeightedDegree
            | Measure::Components
            | Measure::Clustering
            | Measure::Core
            | Measure::Communities => self != Self::Motives,
        }
    }
}
