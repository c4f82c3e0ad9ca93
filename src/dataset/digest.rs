//! Digests of records: short texts that change if what the dataset says in a record changes.
//!
//! A digest is taken of the record as the program writes it, so that comments, the order of keys and the file do not
//! count. Fields that later versions of the format may add do not change the digest of a record without them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::diff::{DifferenceKind, RecordList, members};
use super::yaml::Writer;
use super::yaml::emit::emit;
use super::yaml::value::Value;
use crate::model::{
    Coder, Dataset, Dyad, Identified as _, Key, Operation, Organization, Partnership, Source,
    Vocabularies,
};
use crate::phrase::hexadecimal;
use crate::threads;

/// A record of a dataset, or a part that is read as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RecordRef {
    /// The header: title, version, as-of date and so on.
    Header,
    /// A vocabulary with its terms in their order; its index in [`Vocabularies::NAMES`].
    Vocabulary(usize),
    /// An organization.
    Organization(Key<Organization>),
    /// A partnership.
    Partnership(Key<Partnership>),
    /// A partnership as a coding pass reads it that is not the one of [`Dataset::partnerships`]: its index in
    /// [`Dataset::other_readings`].
    OtherReading(usize),
    /// An operation with its participations.
    Operation(Key<Operation>),
    /// A source.
    Source(Key<Source>),
}

/// The digests of records by the names of these.
///
/// A name is the list and the id, such as `organizations/au` and `vocabularies/phases`. A partnership has the ids of its
/// members in alphabetical order, as in `partnerships/au–un`, and the id of its coding pass if that is not the first one; the
/// header is `dataset`. Two digests are of no record: `dataset/as-of` of the [as-of day](crate::graph::Graph::as_of) of a dataset that
/// states none, and `places` of the pairs that decide on the places of organizations in pictures. What a record of more than two organizations says is not in the digests of its dyads, but in one of its
/// own.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digests(BTreeMap<String, String>);

/// The number of records that a thread writes and hashes before it takes others.
const RECORDS_PER_CHUNK: usize = 500;

/// Returns the digest of a record as it is written.
fn digest(value: &Value) -> String {
    short_hash(emit(value).as_bytes())
}

impl Digests {
    /// Computes the digests of records, and of the sources that they cite.
    ///
    /// ```
    /// use interorg::dataset::{self, Digests, RecordRef};
    ///
    /// let [before, after] = ["UN", "United Nations"]
    ///     .map(|name| dataset::parse(&format!("organizations: [{{id: un, name: {name}}}]")));
    /// let of = |dataset: &interorg::model::Dataset| Digests::of(dataset, dataset.organizations().keys().map(RecordRef::Organization));
    /// let (before, after) = (of(&before?), of(&after?));
    /// assert_eq!(before.iter().next().map(|(name, _)| name), Some("organizations/un"));
    /// assert_ne!(before, after);
    /// assert_ne!(before.fingerprint(), after.fingerprint());
    /// # Ok::<(), dataset::LoadError>(())
    /// ```
    pub fn of(dataset: &Dataset, records: impl IntoIterator<Item = RecordRef>) -> Self {
        Self::of_languages(dataset, records, false)
    }

    /// Computes the digests of records as [`of`](Self::of) does, with the labels of terms in all languages if an answer has
    /// these.
    pub(crate) fn of_languages(
        dataset: &Dataset,
        records: impl IntoIterator<Item = RecordRef>,
        all_languages: bool,
    ) -> Self {
        let writer = Writer::without_inheritance(dataset);
        let terms = writer.all_terms();
        let records: Vec<RecordRef> = records.into_iter().collect();
        let dyads = records.iter().filter_map(|record| match record {
            RecordRef::Partnership(key) => Some(dataset.partnerships().head(key.index())),
            RecordRef::OtherReading(index) => Some(dataset.other_readings().head(*index)),
            _ => None,
        });
        let dyads: HashSet<_> = dyads.map(|head| (head.dyad, head.coder)).collect();
        let value = |record: &RecordRef| {
            Some(match *record {
                RecordRef::Header => (RecordList::Dataset, String::new(), writer.header()),
                RecordRef::Vocabulary(index) => {
                    let name = Vocabularies::NAMES[index];
                    // A dataset that says nothing of a vocabulary is as before when the format gets a new one.
                    let terms = terms.get(name).filter(|terms| !terms.is_empty())?;
                    let terms = if all_languages {
                        terms.clone()
                    } else {
                        without_translations(terms)
                    };
                    (RecordList::Vocabularies, name.to_owned(), terms)
                }
                RecordRef::Organization(key) => {
                    let record = &dataset.organizations()[key];
                    let id = record.id().to_string();
                    (RecordList::Organizations, id, writer.organization(record))
                }
                RecordRef::Partnership(key) => {
                    let value = writer.partnership(&dataset.partnerships()[key]);
                    (RecordList::Partnerships, members(&value), value)
                }
                RecordRef::OtherReading(index) => {
                    let value = writer.partnership(&dataset.other_readings()[index]);
                    (RecordList::Partnerships, members(&value), value)
                }
                RecordRef::Operation(key) => {
                    let record = &dataset.operations()[key];
                    let id = record.id().to_string();
                    (RecordList::Operations, id, writer.operation(record))
                }
                RecordRef::Source(key) => {
                    let record = &dataset.sources()[key];
                    let id = record.id().to_string();
                    (RecordList::Sources, id, writer.source(record))
                }
            })
        };
        // Writing and hashing records takes most of the time of a stamp.
        let chunks: Vec<&[RecordRef]> = records.chunks(RECORDS_PER_CHUNK).collect();
        let of_chunk = |chunk: &&[RecordRef]| {
            let mut digests = Vec::new();
            let mut cited = BTreeSet::new();
            for (list, id, value) in chunk.iter().filter_map(value) {
                digests.push((name(list, &id), digest(&value)));
                collect_cited(&value, &mut cited);
            }
            (digests, cited)
        };
        let mut cited = BTreeSet::new();
        let mut digests = BTreeMap::new();
        threads::in_order(&chunks, of_chunk, |(own, cites)| {
            digests.extend(own);
            cited.extend(cites);
            Some(())
        });
        let mut add = |list, id: &str, value: &Value| {
            digests.insert(name(list, id), digest(value));
        };
        for (id, value) in joint_records(&writer, dataset, &dyads) {
            add(RecordList::Partnerships, &id, &value);
            collect_cited(&value, &mut cited);
        }
        for id in cited {
            if let Some(source) = dataset.sources().find(&id) {
                add(RecordList::Sources, &id, &writer.source(source));
            }
        }
        Self(digests)
    }

    /// Adds the digest of a text that follows from several records.
    pub(crate) fn add(&mut self, name: &str, text: &str) {
        self.0.insert(name.to_owned(), short_hash(text.as_bytes()));
    }

    /// Returns the names of the records with their digests, in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let digests = self.0.iter();
        digests.map(|(name, digest)| (&**name, &**digest))
    }

    /// Returns the names of the records whose digests differ from later ones, each with what happened to it, in alphabetical
    /// order.
    pub fn changes(&self, later: &Self) -> Vec<(String, DifferenceKind)> {
        let names: BTreeSet<&String> = self.0.keys().chain(later.0.keys()).collect();
        let changes = names.into_iter().filter_map(|name| {
            let change = match (self.0.get(name), later.0.get(name)) {
                (Some(before), Some(after)) if before == after => return None,
                (Some(_), Some(_)) => DifferenceKind::Changed,
                (None, _) => DifferenceKind::Added,
                (Some(_), None) => DifferenceKind::Removed,
            };
            Some((name.clone(), change))
        });
        changes.collect()
    }

    /// Returns one digest of all: 16 hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for (name, digest) in &self.0 {
            hash.update(format!("{name} {digest}\n"));
        }
        hexadecimal(&hash.finalize()[..8])
    }
}

/// Returns the records of more than two organizations that are about some dyads, as they are written, each with the ids of its
/// members. Several of the same members are one.
fn joint_records(
    writer: &Writer<'_>,
    dataset: &Dataset,
    dyads: &HashSet<(Dyad, Option<Key<Coder>>)>,
) -> BTreeMap<String, Value> {
    let mut by_members: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for record in dataset.joint_records() {
        let is_read = |dyad| dyads.contains(&(dyad, record.content.coder));
        if record.dyads().any(is_read) {
            let value = writer.joint_record(record);
            by_members.entry(members(&value)).or_default().push(value);
        }
    }
    let all = by_members.into_iter();
    all.map(|(id, records)| (id, Value::List(records)))
        .collect()
}

/// Collects the ids of the sources that a record cites, in any of its parts.
fn collect_cited(value: &Value, cited: &mut BTreeSet<String>) {
    match value {
        Value::Mapping(fields) => {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("cite", Value::List(citations)) => {
                        let sources = citations.iter().map(|one| one.get("source").unwrap_or(one));
                        cited.extend(sources.filter_map(Value::as_str).map(str::to_owned));
                    }
                    (_, value) => collect_cited(value, cited),
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| collect_cited(item, cited)),
        Value::Null | Value::Word(_) | Value::Text(_) => {}
    }
}

fn name(list: RecordList, id: &str) -> String {
    match id {
        "" => list.name().to_owned(),
        id => format!("{}/{id}", list.name()),
    }
}

/// Returns the first eight hexadecimal digits of the SHA-256 of a text: enough to see that a record changed.
fn short_hash(text: &[u8]) -> String {
    hexadecimal(&Sha256::digest(text)[..4])
}

/// Returns the terms of a vocabulary without their labels in other languages. An answer in such a language has them in place of the
/// labels.
fn without_translations(terms: &Value) -> Value {
    let Value::List(terms) = terms else {
        return terms.clone();
    };
    let terms = terms.iter().map(|term| match term {
        Value::Mapping(entries) => {
            let own = entries.iter().filter(|(key, _)| key != "labels");
            Value::Mapping(own.cloned().collect())
        }
        other => other.clone(),
    });
    Value::List(terms.collect())
}
