//! Why a question cannot be asked.

use std::fmt;

use crate::graph::Graph;
use crate::model::Identified;
use crate::phrase::{nearest, question};

/// Why a question cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryError {
    /// A name stands for nothing of the kind.
    Unknown {
        /// What kind of thing was asked for.
        kind: &'static str,
        /// The name.
        name: String,
        /// The nearest names that stand for something.
        candidates: Vec<String>,
    },
    /// A date and a period were asked for at once.
    TwoTimes,
    /// A date has no last day.
    NoTime {
        /// The date or period.
        text: String,
    },
    /// A period ends before it begins.
    Backwards {
        /// The period.
        text: String,
    },
    /// An operation was named where an organization is asked for.
    NotAnOrganization {
        /// The name.
        name: String,
    },
    /// Fewer than two organizations were named where a pair is needed.
    NoPair,
    /// A step of time is no number of years or months.
    NoStep {
        /// The step.
        text: String,
    },
    /// A series would have more dates than can be asked of.
    TooManyDates {
        /// How many can.
        most: usize,
    },
}

impl QueryError {
    /// Makes the error for a name that stands for nothing at all, with suggestions of every kind.
    pub fn unknown_thing(graph: &Graph, name: &str) -> Self {
        let vocabularies = graph.dataset().vocabularies();
        let motives = vocabularies.motives.iter().map(|row| row.id().as_str());
        let families = vocabularies
            .motive_families
            .iter()
            .map(|row| row.id().as_str());
        let sources = graph
            .dataset()
            .sources()
            .iter()
            .map(|row| row.id().as_str());
        let known = graph.organization_names().chain(graph.operation_names());
        let known = known.chain(motives).chain(families).chain(sources);
        Self::Unknown {
            kind: "thing",
            name: name.to_owned(),
            candidates: nearest(name, known),
        }
    }

    /// Makes the error for a name that stands for no organization, with suggestions.
    pub fn unknown_organization(graph: &Graph, name: &str) -> Self {
        if graph.operation_named(name).is_some() {
            let name = name.to_owned();
            return Self::NotAnOrganization { name };
        }
        Self::Unknown {
            kind: "organization",
            name: name.to_owned(),
            candidates: nearest(name, graph.organization_names()),
        }
    }

    /// Returns what to do about it, in a sentence.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unknown { candidates, .. } if !candidates.is_empty() => {
                Some(question(candidates))
            }
            Self::Unknown { kind, .. } => {
                Some(format!("No {kind} of the dataset has a similar name."))
            }
            Self::TwoTimes => Some("Ask for a date or for a period.".to_owned()),
            Self::NoTime { .. } => Some(
                "Write a date as 2005, 2005-06 or 2005-06-30, and a period as 2003..2010."
                    .to_owned(),
            ),
            Self::Backwards { .. } => Some("Name the earlier date first.".to_owned()),
            Self::NotAnOrganization { .. } => {
                Some("Ask for it alone with `interorg show`, or with --operation.".to_owned())
            }
            Self::NoPair => Some("Name a second one, such as `UN AU`.".to_owned()),
            Self::NoStep { .. } => Some("Write a step as 1y, 5y or 6m.".to_owned()),
            Self::TooManyDates { .. } => {
                Some("Ask for longer steps, or for a shorter period.".to_owned())
            }
        }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { kind, name, .. } => {
                let shown: String = name.chars().filter(|c| !c.is_control()).take(80).collect();
                write!(f, "unknown {kind} `{shown}`")
            }
            Self::TwoTimes => f.write_str("a date and a period cannot be asked for at once"),
            Self::NoTime { text } => write!(f, "`{text}` is no time that can be asked for"),
            Self::Backwards { text } => write!(f, "`{text}` ends before it begins"),
            Self::NotAnOrganization { name } => {
                write!(f, "`{name}` is an operation, not an organization")
            }
            Self::NoPair => f.write_str("a pair needs two different organizations"),
            Self::NoStep { text } => write!(f, "`{text}` is no step of time"),
            Self::TooManyDates { most } => write!(f, "a series has more than {most} dates"),
        }
    }
}

impl std::error::Error for QueryError {}
