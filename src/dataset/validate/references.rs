//! What the words of the records refer to: sources, organizations, operations, terms.

use std::collections::HashSet;
use std::sync::Arc;

use super::names::{Named, Names};
use super::path::{Path, PendingFinding};
use crate::dataset::finding::FindingKind;
use crate::dataset::record::CitationRecord;
use crate::model::{Citation, Key, RecordKind, Records, Source, Vocable};
use crate::phrase::{nearest, nearest_or_few};

/// The number of known words that the unknown words of a dataset are compared with for suggestions.
///
/// Comparing each of many unknown words with each of many known ones would take quadratic time. Beyond the limit,
/// unknown words are reported without suggestions.
const MAX_COMPARISONS: usize = 300_000;

/// The names of all records, with the findings of looking them up.
pub(super) struct References<'r> {
    names: Names,
    /// The ids of records that could not be read. References to them are not reported as unknown.
    lost_ids: &'r HashSet<String>,
    /// For each source, whether a citation refers to it.
    cited: Vec<bool>,
    comparisons_left: usize,
    pub(super) found: Vec<PendingFinding>,
}

impl<'r> References<'r> {
    pub(super) fn new(
        names: Names,
        lost_ids: &'r HashSet<String>,
        found: Vec<PendingFinding>,
    ) -> Self {
        Self {
            cited: vec![false; names.source_count()],
            names,
            lost_ids,
            comparisons_left: MAX_COMPARISONS,
            found,
        }
    }

    /// Adds a finding.
    pub(super) fn find(&mut self, path: &Path<'_>, kind: FindingKind) {
        self.found.push(path.finding(kind));
    }

    /// Returns `true` if the source with this number is known to be cited nowhere. Once records are lost nothing is
    /// known, because any of them may cite the source.
    pub(super) fn is_unused(&self, source: usize) -> bool {
        self.lost_ids.is_empty() && self.cited.get(source) == Some(&false)
    }

    /// Reads citations, and reports those of unknown sources.
    pub(super) fn citations(
        &mut self,
        records: Box<[CitationRecord]>,
        path: &Path<'_>,
    ) -> Box<[Citation]> {
        let mut citations = Vec::with_capacity(records.len());
        for (index, CitationRecord(details)) in records.into_iter().enumerate() {
            let Some(source) = self.names.source(&details.source) else {
                self.unknown::<Source>(&details.source, &path.index(index));
                continue;
            };
            self.cited[source.index()] = true;
            citations.push(Citation {
                source,
                at: details.at,
                quote: details.quote,
            });
        }
        citations.into()
    }

    /// Reads citations in the form in which claims can share them.
    pub(super) fn shared_citations(
        &mut self,
        records: Box<[CitationRecord]>,
        path: &Path<'_>,
    ) -> Arc<[Citation]> {
        // Only the default takes no memory.
        if records.is_empty() {
            return Arc::default();
        }
        self.citations(records, path).into()
    }

    /// Returns the organization or operation with this name; `None` if there is none.
    pub(super) fn find_record<T: Named>(&self, name: &str) -> Option<Key<T>> {
        self.names.find(name)
    }

    /// Returns the organization or operation with this name, and reports an unknown one.
    pub(super) fn record<T: Named>(&mut self, name: &str, path: &Path<'_>) -> Option<Key<T>> {
        let key = self.names.find(name);
        if key.is_none() {
            self.unknown::<T>(name, path);
        }
        key
    }

    /// Returns the term with this id, and reports an unknown one.
    pub(super) fn term<T: Vocable>(
        &mut self,
        vocabulary: &Records<T>,
        id: &str,
        path: &Path<'_>,
    ) -> Option<Key<T>> {
        let key = vocabulary.key(id);
        if key.is_none() && !self.lost_ids.contains(id) {
            self.unknown_term(vocabulary, id, path);
        }
        key
    }

    /// Reports an id that is not a term of the vocabulary, whatever could not be read.
    pub(super) fn unknown_term<T: Vocable>(
        &mut self,
        vocabulary: &Records<T>,
        id: &str,
        path: &Path<'_>,
    ) {
        let ids = vocabulary.iter().map(|term| term.id().as_str());
        self.unknown_id(T::KIND, id, ids, path);
    }

    /// Reports an id that is not among the known ones.
    pub(super) fn unknown_id<'k>(
        &mut self,
        record: RecordKind,
        id: &str,
        known: impl ExactSizeIterator<Item = &'k str>,
        path: &Path<'_>,
    ) {
        let candidates = if spend(&mut self.comparisons_left, known.len()) {
            nearest_or_few(id, known)
        } else {
            Vec::new()
        };
        self.report_unknown(record, id.to_owned(), candidates, path);
    }

    /// Reports a name that belongs to no record of this kind, unless that record could not be read.
    fn unknown<T: Named>(&mut self, name: &str, path: &Path<'_>) {
        if self.lost_ids.contains(&name.to_lowercase()) {
            return;
        }
        let names = self.names.all::<T>();
        let candidates = if spend(&mut self.comparisons_left, names.len()) {
            nearest(name, names)
        } else {
            Vec::new()
        };
        self.report_unknown(T::KIND, name.to_owned(), candidates, path);
    }

    fn report_unknown(
        &mut self,
        record: RecordKind,
        id: String,
        candidates: Vec<String>,
        path: &Path<'_>,
    ) {
        let kind = FindingKind::Unknown {
            record,
            id,
            candidates,
        };
        self.find(path, kind);
    }
}

/// Subtracts comparisons from those that are left. Returns `true` if there were any: the last word may exceed the limit.
fn spend(comparisons_left: &mut usize, comparisons: usize) -> bool {
    let is_affordable = *comparisons_left > 0;
    *comparisons_left = comparisons_left.saturating_sub(comparisons);
    is_affordable
}
