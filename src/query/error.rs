//! Errors in a query.

use std::fmt;

use super::period::Period;
use crate::graph::{Graph, Searched};
use crate::model::{Date, Identified, Records};
use crate::phrase::{alternatives, nearest, question};

/// Why a filter cannot be resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryError {
    /// A name is unknown.
    Unknown {
        /// The kind of name.
        kind: NameKind,
        /// The name.
        name: String,
        /// Similar names that are known, the nearest first.
        candidates: Vec<String>,
    },
    /// Several records or terms share a name.
    Ambiguous {
        /// The kind of name.
        kind: NameKind,
        /// The name.
        name: String,
        /// The ids of those that share it, in the order of the dataset.
        ids: Vec<String>,
    },
    /// A filter has both a date and a period.
    DateAndPeriod,
    /// A date has no last day.
    OpenEnded {
        /// The date.
        date: Date,
    },
    /// A period ends before it begins.
    Reversed {
        /// The period.
        period: Period,
    },
    /// The name of an operation was given where an organization is expected.
    NotAnOrganization {
        /// The name.
        name: String,
    },
    /// A pair consists of one organization only.
    NotAPair,
    /// A text is not a step of time.
    InvalidStep {
        /// The text.
        text: String,
    },
    /// A series has too many dates.
    TooManyDates {
        /// The maximum number of dates.
        maximum: usize,
    },
}

/// The kinds of name that can be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NameKind {
    /// Any name of the dataset.
    Thing,
    /// An organization.
    Organization,
    /// An operation.
    Operation,
    /// A country.
    Country,
    /// A motive or a family of motives.
    Motive,
    /// A phase.
    Phase,
    /// A condition.
    Condition,
    /// A role in operations.
    Role,
    /// A coding.
    Coding,
    /// A strength of motives.
    Strength,
    /// A coding pass.
    Coder,
    /// An amount, or what else the weight of a tie can be.
    Amount,
    /// A network measure.
    Measure,
}

impl QueryError {
    /// Creates the error for a name that several things share.
    pub(super) fn ambiguous<'n>(
        kind: NameKind,
        name: &str,
        ids: impl Iterator<Item = &'n str>,
    ) -> Self {
        Self::Ambiguous {
            kind,
            name: name.to_owned(),
            ids: ids.map(str::to_owned).collect(),
        }
    }

    /// Creates the error for a name that nothing in the dataset has, with similar names of every kind.
    pub(super) fn unknown_thing(graph: &Graph, name: &str) -> Self {
        let dataset = graph.dataset();
        let vocabularies = dataset.vocabularies();
        let names = graph
            .organization_names()
            .chain(graph.operation_names())
            .chain(ids(&vocabularies.motives))
            .chain(ids(&vocabularies.motive_families))
            .chain(ids(dataset.sources()));
        let mut candidates = found(graph, name, Searched::show_as);
        if candidates.is_empty() {
            candidates = nearest(name, names);
        }
        Self::Unknown {
            kind: NameKind::Thing,
            name: name.to_owned(),
            candidates,
        }
    }

    /// Creates the error for a name that no organization has, with similar names.
    pub(super) fn unknown_organization(graph: &Graph, name: &str) -> Self {
        if graph.operation_named(name).is_some() {
            let name = name.to_owned();
            return Self::NotAnOrganization { name };
        }
        let error = Self::Unknown {
            kind: NameKind::Organization,
            name: name.to_owned(),
            candidates: nearest(name, graph.organization_names()),
        };
        error.or_found(graph, name, |record| match record {
            Searched::Organization(one) => Some(one.label().to_owned()),
            _ => None,
        })
    }

    /// Returns the error with suggestions from the records that contain the name, if no name is similar to it.
    pub(super) fn or_found<'g>(
        mut self,
        graph: &'g Graph,
        name: &str,
        suggestion: impl Fn(Searched<'g>) -> Option<String>,
    ) -> Self {
        if let Self::Unknown { candidates, .. } = &mut self
            && candidates.is_empty()
        {
            *candidates = found(graph, name, suggestion);
        }
        self
    }

    /// Returns a sentence on what to do about the error.
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown {
                kind: NameKind::Thing,
                candidates,
                ..
            } if !candidates.is_empty() => {
                format!(
                    "{} `interorg find` searches all texts.",
                    question(candidates)
                )
            }
            Self::Unknown { candidates, .. } if !candidates.is_empty() => question(candidates),
            Self::Unknown { kind, .. } => format!("No {kind} of the dataset has a similar name."),
            Self::Ambiguous { ids, .. } => format!("Write one of the ids: {}.", alternatives(ids)),
            Self::DateAndPeriod => "Give either a date or a period.".to_owned(),
            Self::OpenEnded { .. } => {
                "Write a date as 2005, 2005-06 or 2005-06-30, and a period as 2003..2010."
                    .to_owned()
            }
            Self::Reversed { .. } => "Name the earlier date first.".to_owned(),
            Self::NotAnOrganization { .. } => {
                "Show it with `interorg show`, or filter by --operation.".to_owned()
            }
            Self::NotAPair => "Name a second one, such as `UN AU`.".to_owned(),
            Self::InvalidStep { .. } => "Write a step as 1y, 5y or 6m.".to_owned(),
            Self::TooManyDates { .. } => "Use longer steps or a shorter period.".to_owned(),
        }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { kind, name, .. } => write!(f, "unknown {kind} `{}`", shown(name)),
            Self::Ambiguous { kind, name, ids } => {
                write!(
                    f,
                    "`{}` means several {kind}s: {}",
                    shown(name),
                    ids.join(", ")
                )
            }
            Self::DateAndPeriod => f.write_str("a date and a period exclude each other"),
            Self::OpenEnded { date } => write!(f, "`{date}` has no last day"),
            Self::Reversed { period } => write!(f, "`{period}` ends before it begins"),
            Self::NotAnOrganization { name } => {
                write!(f, "`{name}` is an operation, not an organization")
            }
            Self::NotAPair => f.write_str("a pair needs two different organizations"),
            Self::InvalidStep { text } => write!(f, "`{text}` is not a step of time"),
            Self::TooManyDates { maximum } => {
                write!(f, "a series has more than {maximum} dates")
            }
        }
    }
}

impl std::error::Error for QueryError {}

/// Shortens a name for a message. It comes from outside, and can be of any length and content.
fn shown(name: &str) -> String {
    const MAX_CHARACTERS: usize = 80;
    let printable = name.chars().filter(|character| !character.is_control());
    printable.take(MAX_CHARACTERS).collect()
}

impl fmt::Display for NameKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Thing => "thing",
            Self::Organization => "organization",
            Self::Operation => "operation",
            Self::Country => "country",
            Self::Motive => "motive",
            Self::Phase => "phase",
            Self::Condition => "condition",
            Self::Role => "role",
            Self::Coding => "coding",
            Self::Strength => "strength",
            Self::Coder => "coding pass",
            Self::Amount => "amount",
            Self::Measure => "measure",
        })
    }
}

/// Returns up to three suggestions from the records that contain a text, each once.
fn found<'g>(
    graph: &'g Graph,
    text: &str,
    suggestion: impl Fn(Searched<'g>) -> Option<String>,
) -> Vec<String> {
    const MAX_SUGGESTIONS: usize = 3;
    let mut suggestions: Vec<String> = Vec::new();
    let found = graph.find(text).into_iter();
    for found in found.filter(|found| found.is_whole_words) {
        let suggestion = suggestion(found.record);
        suggestions.extend(suggestion.filter(|one| !suggestions.contains(one)));
        if suggestions.len() == MAX_SUGGESTIONS {
            break;
        }
    }
    suggestions
}

/// Returns the ids of some records, for suggestions.
pub(super) fn ids<T: Identified>(records: &Records<T>) -> impl Iterator<Item = &str> {
    records.iter().map(|record| record.id().as_str())
}
