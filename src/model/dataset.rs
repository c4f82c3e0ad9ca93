//! The dataset as a whole.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::{Deref, Range};
use std::sync::Arc;

use super::bibliography::Bibliography;
use super::coding_rules::CodingRules;
use super::date::Date;
use super::joint::JointRecord;
use super::labels::Labels;
use super::named_view::NamedView;
use super::operation::Operation;
use super::organization::Organization;
use super::partnership::Partnership;
use super::partnerships::{PartnershipHead, Partnerships};
use super::records::{Key, Records};
use super::severity::Severity;
use super::source::Citation;
use super::vocabulary::{Coder, Vocabularies};

/// A dataset that passed its checks: every key in it leads to one of its records.
///
/// A dataset comes from [`dataset`](crate::dataset) and does not change. It cannot be deserialized, because its checks
/// would be skipped:
///
/// ```compile_fail
/// let dataset: interorg::model::Dataset = serde_json::from_str("{}").expect("there is no such way");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Dataset {
    about: About,
    vocabularies: Vocabularies,
    organizations: Records<Organization>,
    partnerships: Partnerships,
    other_readings: Partnerships,
    joint_records: Vec<JointRecord>,
    operations: Records<Operation>,
    sources: Bibliography,
    views: Vec<NamedView>,
    has_withdrawn: bool,
    indexes: StoredIndexes,
}

/// A part of the bytes of a snapshot, which are shared.
#[derive(Debug, Clone)]
pub(crate) struct StoredBytes {
    /// The whole snapshot.
    pub(crate) all: Arc<Cow<'static, [u8]>>,
    /// The part.
    pub(crate) part: Range<usize>,
}

impl Deref for StoredBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.all[self.part.clone()]
    }
}

/// The indexes of the graph of a dataset, as a snapshot has them. They follow from the rest of the dataset.
#[derive(Debug, Clone, Default)]
struct StoredIndexes(Option<StoredBytes>);

impl PartialEq for StoredIndexes {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The parts of a dataset, before it is certain that they fit together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DatasetParts {
    pub(crate) about: About,
    pub(crate) vocabularies: Vocabularies,
    pub(crate) organizations: Records<Organization>,
    pub(crate) partnerships: Partnerships,
    pub(crate) other_readings: Partnerships,
    pub(crate) joint_records: Vec<JointRecord>,
    pub(crate) operations: Records<Operation>,
    pub(crate) sources: Bibliography,
    pub(crate) views: Vec<NamedView>,
    /// Whether any claim is withdrawn.
    pub(crate) has_withdrawn: bool,
}

impl Dataset {
    /// Creates a dataset from parts that passed the checks.
    pub(crate) fn from_checked(parts: DatasetParts) -> Self {
        let DatasetParts {
            about,
            vocabularies,
            organizations,
            partnerships,
            other_readings,
            joint_records,
            operations,
            sources,
            views,
            has_withdrawn,
        } = parts;
        Self {
            about,
            vocabularies,
            organizations,
            partnerships,
            other_readings,
            joint_records,
            operations,
            sources,
            views,
            has_withdrawn,
            indexes: StoredIndexes::default(),
        }
    }

    /// Returns the dataset with the indexes of its graph, as a snapshot has them.
    pub(crate) fn with_indexes(self, indexes: StoredBytes) -> Self {
        Self {
            indexes: StoredIndexes(Some(indexes)),
            ..self
        }
    }

    /// Takes out the indexes of the graph that a snapshot has, if the dataset was read from one.
    pub(crate) fn take_indexes(&mut self) -> Option<StoredBytes> {
        self.indexes.0.take()
    }

    /// Returns the dataset with other partnerships, whose keys must be those of its records.
    pub(crate) fn with_partnerships(&self, partnerships: Vec<Partnership>) -> Self {
        Self {
            partnerships: partnerships.into(),
            other_readings: self.other_readings.clone(),
            joint_records: self.joint_records.clone(),
            about: self.about.clone(),
            vocabularies: self.vocabularies.clone(),
            organizations: self.organizations.clone(),
            operations: self.operations.clone(),
            sources: self.sources.clone(),
            views: self.views.clone(),
            has_withdrawn: self.has_withdrawn,
            indexes: StoredIndexes::default(),
        }
    }

    /// Returns the dataset as one coding pass reads it: its partnerships are those of the pass, and those of all others are
    /// the [other readings](Self::other_readings).
    pub(crate) fn read_by(&self, coder: Key<Coder>) -> Self {
        let all = self.readings().cloned();
        let (partnerships, other_readings): (Vec<_>, Vec<_>) =
            all.partition(|one| one.coder == Some(coder));
        Self {
            partnerships: partnerships.into(),
            other_readings: other_readings.into(),
            ..self.with_partnerships(Vec::new())
        }
    }

    /// Returns the description of the dataset.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Returns the vocabularies.
    pub fn vocabularies(&self) -> &Vocabularies {
        &self.vocabularies
    }

    /// Returns the organizations.
    pub fn organizations(&self) -> &Records<Organization> {
        &self.organizations
    }

    /// Returns the partnerships as the first coding pass reads them, in the order of the dataset. No dyad occurs twice.
    pub fn partnerships(&self) -> &Partnerships {
        &self.partnerships
    }

    /// Returns the partnerships as the other coding passes read them, in the order of the dataset. No dyad occurs twice in
    /// one pass, and it need not occur in the first.
    pub fn other_readings(&self) -> &Partnerships {
        &self.other_readings
    }

    /// Returns the partnerships as every coding pass reads them: first those of [`partnerships`](Self::partnerships), then
    /// the [other readings](Self::other_readings).
    pub fn readings(&self) -> impl Iterator<Item = &Partnership> {
        self.partnerships.iter().chain(&self.other_readings)
    }

    /// Returns what is known of the [readings](Self::readings) without reading their records.
    pub fn heads(&self) -> impl Iterator<Item = PartnershipHead> {
        let others = self.other_readings.heads();
        self.partnerships.heads().chain(others)
    }

    /// Returns the records of more than two organizations, in the order of the dataset. Their claims are in the partnerships
    /// too.
    pub fn joint_records(&self) -> &[JointRecord] {
        &self.joint_records
    }

    /// Returns the coding passes that read any partnership, in the order of their vocabulary.
    ///
    /// ```
    /// let dataset = interorg::dataset::builtin();
    /// assert_eq!(dataset.passes().len(), 2);
    /// ```
    pub fn passes(&self) -> BTreeSet<Key<Coder>> {
        self.heads().filter_map(|one| one.coder).collect()
    }

    /// Returns `true` if any claim is withdrawn. Whoever made the dataset has seen all claims, so that they need not be read again.
    pub(crate) fn has_withdrawn(&self) -> bool {
        self.has_withdrawn
    }

    /// Returns the operations.
    pub fn operations(&self) -> &Records<Operation> {
        &self.operations
    }

    /// Returns the bibliography.
    pub fn sources(&self) -> &Bibliography {
        &self.sources
    }

    /// Returns the named views, in the order of the dataset. No name occurs twice.
    pub fn views(&self) -> &[NamedView] {
        &self.views
    }
}

/// The description of a dataset by its authors.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct About {
    /// The title.
    pub title: Option<Box<str>>,
    /// The version.
    pub version: Option<Box<str>>,
    /// The date from which on the record is meant to be complete; `None` if the dataset does not say. Nothing is claimed
    /// about earlier times.
    pub from: Option<Date>,
    /// The date until which evidence was read. Queries without a date use it as "now".
    pub as_of: Option<Date>,
    /// The citations that a claim rests on if neither it nor its file cites anything.
    pub citations: Arc<[Citation]>,
    /// The subject of the dataset.
    pub description: Option<Box<str>>,
    /// The scope: which organizations, years and kinds of events are included.
    pub coverage: Option<Box<str>>,
    /// The conventions of the authors.
    pub conventions: Box<[Box<str>]>,
    /// The authors.
    pub authors: Box<[Box<str>]>,
    /// How to cite the dataset, in words. The bibliographic entry itself is made from the other fields.
    pub citation: Option<Box<str>>,
    /// What the dataset calls its operations and participations.
    pub labels: Labels,
    /// The rules of coding that a check compares with the records.
    pub rules: CodingRules,
    /// The codes of findings whose severity the dataset changes, with the severity that they have here.
    pub checks: Box<[(Box<str>, Severity)]>,
    /// The licence, as an SPDX identifier.
    pub licence: Option<Box<str>>,
    /// The address where the dataset is kept.
    pub url: Option<Box<str>>,
}
