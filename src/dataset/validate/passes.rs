//! Coding passes: which one a partnership belongs to, and whether each pass reads the same partnerships.

use std::collections::{BTreeMap, HashSet};

use foldhash::HashMap;

use super::Validator;
use super::path::{OwnedPath, Path, PendingFinding, RecordPlace};
use crate::dataset::finding::FindingKind;
use crate::dataset::record::DocumentRecord;
use crate::model::{Coder, Dyad, Id, Identified as _, JointRecord, Key, Partnership};

/// Where the dataset has the partnership of a dyad, as a coding pass reads it.
pub(super) type Places = HashMap<(Dyad, Option<Key<Coder>>), RecordPlace>;

/// The partnerships as the first coding pass reads them, and as all others do, each in the order of the dataset.
#[derive(Default)]
pub(super) struct Readings {
    pub(super) first: Vec<Partnership>,
    pub(super) others: Vec<Partnership>,
    /// The records of more than two organizations, with their places.
    pub(super) joint: Vec<(JointRecord, RecordPlace)>,
}

/// A coding pass named by no record is not known.
pub(super) struct UnknownCoder;

impl Readings {
    pub(super) fn push(&mut self, partnership: Partnership) {
        if partnership.coder.is_none_or(|coder| coder.index() == 0) {
            self.first.push(partnership);
        } else {
            self.others.push(partnership);
        }
    }
}

impl Readings {
    pub(super) fn push_joint(&mut self, record: JointRecord, place: RecordPlace) {
        self.joint.push((record, place));
    }

    /// Returns all partnerships, those of the first pass before the others.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Partnership> {
        self.first.iter_mut().chain(&mut self.others)
    }
}

/// How many partnerships a coding pass reads, and where the dataset has the first of them.
#[derive(Clone, Copy)]
struct Extent {
    count: usize,
    first: RecordPlace,
}

/// Returns the ids of the coding passes that the documents define, with their places.
pub(super) fn defined(records: &[DocumentRecord]) -> Vec<(Id, OwnedPath)> {
    let documents = records.iter().enumerate();
    let passes = documents.flat_map(|(document, record)| {
        let coders = record.vocabularies.coders.list.iter().enumerate();
        coders.map(move |(index, coder)| {
            let root = Path::root(document);
            let vocabularies = root.key("vocabularies");
            let list = vocabularies.key("coders");
            let path = list.index(index);
            (coder.id.0.clone(), path.key("id").owned())
        })
    });
    passes.collect()
}

impl Validator<'_> {
    /// Reads the coding pass of a partnership, and reports an unknown one. A record that names none belongs to the first
    /// pass, or to none if the vocabulary is empty.
    pub(super) fn coder(
        &mut self,
        name: Option<Box<str>>,
        path: &Path<'_>,
    ) -> Result<Option<Key<Coder>>, UnknownCoder> {
        let coders = &self.vocabularies.coders;
        let Some(name) = name else {
            return Ok(coders.keys().next());
        };
        let coder = self.references.term(coders, &name, &path.key("coder"));
        coder.map(Some).ok_or(UnknownCoder)
    }

    /// Reports the coding passes that read fewer partnerships than all passes together, unless there is only one pass.
    pub(super) fn check_passes(&mut self, places: &Places) {
        let first_pass = self.vocabularies.coders.keys().next();
        let total = places.keys().map(|(dyad, _)| dyad).collect::<HashSet<_>>();
        let mut passes: BTreeMap<Key<Coder>, Extent> = BTreeMap::new();
        for ((_, coder), place) in places {
            let Some(coder) = coder else { continue };
            let extent = passes.entry(*coder).or_insert(Extent {
                count: 0,
                first: *place,
            });
            extent.count += 1;
            extent.first = extent.first.min(*place);
        }
        let is_read = |pass: &Key<Coder>| passes.contains_key(pass);
        for (pass, path) in self.unread_passes(&passes) {
            let kind = self.partial_pass(pass, 0, total.len());
            self.push(PendingFinding::at(path, kind));
        }
        if let Some(pass) = first_pass.filter(|pass| !is_read(pass) && !passes.is_empty()) {
            let finding = PendingFinding::of_dataset(self.partial_pass(pass, 0, total.len()));
            self.push(finding);
        }
        for (pass, Extent { count, first }) in passes {
            if count < total.len() {
                let kind = self.partial_pass(pass, count, total.len());
                self.push(PendingFinding::at(first.key("between"), kind));
            }
        }
    }

    /// Returns the passes that the dataset defines itself and that read nothing, each with the place of its definition. The first
    /// one is none of them.
    fn unread_passes(&self, read: &BTreeMap<Key<Coder>, Extent>) -> Vec<(Key<Coder>, OwnedPath)> {
        if read.is_empty() {
            return Vec::new();
        }
        let places = self.coder_places.iter();
        let places = places.filter_map(|(id, path)| {
            let pass = self.vocabularies.coders.key(id)?;
            let is_unread = pass.index() > 0 && !read.contains_key(&pass);
            is_unread.then(|| (pass, path.clone()))
        });
        places.collect()
    }

    fn partial_pass(&self, pass: Key<Coder>, read: usize, total: usize) -> FindingKind {
        FindingKind::PartialPass {
            coder: self.vocabularies.coders[pass].id().to_string(),
            read,
            total,
        }
    }
}
