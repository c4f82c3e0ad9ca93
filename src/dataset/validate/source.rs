//! The bibliography.

use std::collections::HashMap;

use super::path::{OwnedPath, Path};
use super::{Validator, boxed};
use crate::dataset::entry_types::{DEFAULT_ENTRY_TYPE, ENTRY_TYPES};
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{DocumentRecord, ParentRecord, SourceRecord};
use crate::model::{Id, IdError, Parent, Source};
use crate::phrase::nearest;

/// What makes two sources the same document: their address and their serial numbers.
type Identity = (String, Vec<(String, String)>);

impl Validator<'_> {
    /// Reads all sources. Reports those that are never cited, and those that describe one document twice.
    pub(super) fn sources(&mut self, records: &mut [DocumentRecord]) -> Vec<Source> {
        let mut sources = Vec::new();
        let mut documents = HashMap::new();
        let mut row = 0;
        for (document, contents) in records.iter_mut().enumerate() {
            let root = Path::root(document);
            let list = root.key("sources");
            let items = std::mem::take(&mut contents.sources.0);
            for (index, (id, record)) in items.into_iter().enumerate() {
                let path = list.entry_key(index);
                if self.references.is_unused(row) {
                    self.find(&path, FindingKind::UnusedSource { source: id.clone() });
                }
                self.check_document(&id, &record, &mut documents, &path);
                let source = self.read_source(id, record, &path, &list.entry(index));
                sources.extend(source);
                row += 1;
            }
        }
        sources
    }

    /// Reports a source that has the address and serial numbers of an earlier one.
    fn check_document(
        &mut self,
        id: &str,
        record: &SourceRecord,
        documents: &mut HashMap<Identity, (String, OwnedPath)>,
        path: &Path<'_>,
    ) {
        let Some(link) = &record.url else { return };
        let address = link.0.value.trim_end_matches('/').to_owned();
        let first = documents.entry((address, record.serial_number.0.clone()));
        let (other, place) = first.or_insert_with(|| (id.to_owned(), path.owned()));
        if other != id {
            let finding = path.finding(FindingKind::DuplicateSource {
                source: id.to_owned(),
                other: other.clone(),
            });
            self.push(finding.and(place.clone(), "the same address"));
        }
    }

    /// Reads a source; `None`, with a finding, if its key is not an id.
    fn read_source(
        &mut self,
        id: String,
        record: SourceRecord,
        key_path: &Path<'_>,
        path: &Path<'_>,
    ) -> Option<Source> {
        let parsed: Result<Id, IdError> = id.parse();
        match parsed {
            Ok(id) => Some(self.source(id, record, path)),
            Err(error) => {
                let suggestion = error.suggestion().map(str::to_owned);
                let text = id;
                self.find(key_path, FindingKind::InvalidId { text, suggestion });
                None
            }
        }
    }

    fn source(&mut self, id: Id, record: SourceRecord, path: &Path<'_>) -> Source {
        let link = record.url.map(|link| link.0);
        let address = link.as_ref().map(|link| &*link.value);
        self.check_link(address, &path.key("url"));
        let date = record.date.map(|leaf| leaf.0);
        let visited = link.as_ref().and_then(|link| Some(link.date.as_ref()?.0));
        // A note can explain why a later source is cited, for example for what it says about earlier years.
        if record.note.is_none() {
            self.check_as_of(date, &path.key("date"));
            self.check_as_of(visited, &path.key("url").key("date"));
        }
        let numbers = record.serial_number.0.into_iter();
        let tiers = &self.vocabularies.source_tiers;
        Source {
            id,
            kind: self.entry_type(record.r#type, path),
            title: self.text(record.title, "title", path),
            authors: boxed(record.author.0),
            editors: boxed(record.editor.0),
            date,
            publisher: record.publisher.map(Into::into),
            organization: record.organization.map(Into::into),
            serial_numbers: numbers
                .map(|(scheme, number)| (scheme.into(), number.into()))
                .collect(),
            visited,
            url: link.map(|link| link.value.into()),
            volume: record.volume.map(Into::into),
            issue: record.issue.map(Into::into),
            page_range: record.page_range.map(Into::into),
            location: record.location.map(Into::into),
            edition: record.edition.map(Into::into),
            genre: record.genre.map(Into::into),
            language: record.language.map(Into::into),
            note: record.note.map(Into::into),
            parent: record
                .parent
                .map(|parent| self.parent(parent, &path.key("parent"))),
            tier: record
                .tier
                .and_then(|id| self.references.term(tiers, &id, &path.key("tier"))),
        }
    }

    /// Reads the type of an entry, and reports one that Hayagriva does not know.
    fn entry_type(&mut self, name: Option<String>, path: &Path<'_>) -> Box<str> {
        let Some(name) = name else {
            return DEFAULT_ENTRY_TYPE.into();
        };
        if !ENTRY_TYPES.contains(&name.as_str()) {
            let mut allowed = nearest(&name, ENTRY_TYPES);
            if allowed.is_empty() {
                allowed = ENTRY_TYPES.map(str::to_owned).into();
            }
            let value = name.clone();
            self.find(
                &path.key("type"),
                FindingKind::InvalidChoice { value, allowed },
            );
        }
        name.into()
    }

    fn parent(&mut self, record: ParentRecord, path: &Path<'_>) -> Parent {
        Parent {
            kind: self.entry_type(record.r#type, path),
            title: self.text(record.title, "title", path),
            editors: boxed(record.editor.0),
            publisher: record.publisher.map(Into::into),
            volume: record.volume.map(Into::into),
            issue: record.issue.map(Into::into),
        }
    }
}
