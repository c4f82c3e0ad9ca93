//! Stamps: what a file shows, so that anyone can find out whether it is still what the query produces.
//!
//! A stamp has no time of writing and no paths: the same query on the same records has the same stamp.

use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::basis::Basis;
use crate::dataset::{DifferenceKind, Digests};
use crate::graph::Graph;
use crate::phrase::visible;
use crate::query::QueryError;

/// What a picture or export shows: the query, the dataset, and a fingerprint of the records that it rests on.
///
/// ```
/// use interorg::analysis::{Basis, Freshness, Scope, Stamp};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = |phase: &str| {
///     let text = format!(
///         "organizations: [{{id: a, name: A}}, {{id: b, name: B}}]\n\
///          partnerships: [{{between: [a, b], phases: {{formal: [{{phase: {phase}, from: 2001, cite: [s]}}]}}}}]\n\
///          sources: {{s: {{title: S}}}}"
///     );
///     dataset::parse(&text).map(Graph::new)
/// };
/// let (before, after) = (graph("contact")?, graph("formalized")?);
/// let query = Filter::default().resolve(&before)?;
/// let basis = Basis::of_query(&query, Scope::Partnerships);
/// let stamp = Stamp::new("interorg links", basis, &before)?;
/// assert_eq!(stamp.freshness(&before), Freshness::Current);
/// let Freshness::Stale(changes) = stamp.freshness(&after) else { panic!("a phase changed") };
/// assert_eq!(changes[0].record, "partnerships/a–b");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Stamp {
    /// The command that gives the same answer: the subcommand, its arguments, and the filters and options that change the
    /// content, with ids for names.
    pub command: String,
    /// The dataset.
    pub dataset: StampedDataset,
    /// Which records the answer rests on.
    pub rests_on: Basis,
    /// A digest of all these records (see [`Digests::fingerprint`]).
    pub fingerprint: String,
    /// A digest of each of these records, if the stamp lists them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub records: Option<Digests>,
    /// The SHA-256 of the file, if the stamp is a file of its own beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// The dataset that a stamp is about.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StampedDataset {
    /// The title.
    pub title: Option<String>,
    /// The version.
    pub version: Option<String>,
}

/// Whether an answer is still what the query produces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Freshness {
    /// No record that the answer rests on has changed.
    Current,
    /// Some records have changed; they are listed if the stamp lists its records.
    Stale(Vec<ChangedRecord>),
    /// The dataset no longer knows a name of the query.
    Unanswerable(QueryError),
}

/// A record that differs from the one that an answer rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangedRecord {
    /// The name (see [`Digests`]).
    pub record: String,
    /// Whether the record was changed, or has come to be or ceased to be one that the answer rests on.
    pub change: DifferenceKind,
}

impl Stamp {
    /// Creates the stamp of an answer, with a list of the records that it rests on.
    ///
    /// # Errors
    /// Fails if the dataset does not know a name of the basis.
    pub fn new(command: &str, basis: Basis, graph: &Graph) -> Result<Self, QueryError> {
        let about = graph.dataset().about();
        let digests = basis.digests(graph)?;
        Ok(Self {
            command: command.to_owned(),
            dataset: StampedDataset {
                title: about.title.as_deref().map(str::to_owned),
                version: about.version.as_deref().map(str::to_owned),
            },
            fingerprint: digests.fingerprint(),
            rests_on: basis,
            records: Some(digests),
            sha256: None,
        })
    }

    /// Returns the stamp without the list of its records.
    pub fn without_records(self) -> Self {
        Self {
            records: None,
            ..self
        }
    }

    /// Finds out whether the answer is still what the query produces on a dataset.
    ///
    /// Only the records are compared. The order of the records in a file does not count, although rows follow it.
    pub fn freshness(&self, graph: &Graph) -> Freshness {
        let now = match self.rests_on.digests(graph) {
            Ok(digests) => digests,
            Err(error) => return Freshness::Unanswerable(error),
        };
        if now.fingerprint() == self.fingerprint {
            return Freshness::Current;
        }
        let changes = self.records.iter().flat_map(|then| then.changes(&now));
        let changes = changes.map(|(record, change)| ChangedRecord { record, change });
        Freshness::Stale(changes.collect())
    }

    /// Returns the stamp as JSON on one line. Characters that would control a terminal are escaped.
    pub fn to_json(&self) -> String {
        let json = serde_json::to_string(self).expect("a stamp has texts for keys");
        let mut plain = String::with_capacity(json.len());
        for character in json.chars() {
            let text = character.to_string();
            if visible(&text) == text {
                plain.push(character);
                continue;
            }
            for unit in text.encode_utf16() {
                let _ = write!(plain, "\\u{unit:04x}");
            }
        }
        plain
    }
}
