//! The bibliography.

use std::collections::HashMap;

use super::super::record::{DocumentRecord, ParentRecord, SourceRecord};
use super::super::schema::ENTRY_TYPES;
use super::path::Path;
use super::{Validator, boxed};
use crate::dataset::finding::Problem;
use crate::model::{Id, Parent, Source};
use crate::phrase::nearest;

impl Validator<'_> {
    /// Reads all sources, after all citations; one that is never cited is a finding.
    pub(super) fn sources(&mut self, records: &mut [DocumentRecord]) -> Vec<Source> {
        let mut sources = Vec::new();
        let mut entered = HashMap::new();
        let mut row = 0;
        for (document, record) in records.iter_mut().enumerate() {
            let root = Path::root(document);
            let list = root.key("sources");
            for (index, (id, record)) in std::mem::take(&mut record.sources.0)
                .into_iter()
                .enumerate()
            {
                let key = list.entry_key(index);
                let cited = self.cited.get(row).copied().unwrap_or(true);
                if !cited && self.lost_ids.is_empty() {
                    self.find(&key, Problem::UnusedSource { source: id.clone() });
                }
                if let Some(document) = document_of(&record) {
                    let first = entered.entry(document);
                    let (other, place) = &*first.or_insert_with(|| (id.clone(), key.steps()));
                    if *other != id {
                        let (source, other) = (id.clone(), other.clone());
                        let finding = key.finding(Problem::DuplicateSource { source, other });
                        let place = place.clone();
                        self.found
                            .push(finding.and_steps(place, "the same address"));
                    }
                }
                match id.parse() {
                    Ok(id) => sources.push(self.source(id, record, &list.entry(index))),
                    Err(error) => {
                        let error: crate::model::IdError = error;
                        let suggestion = error.suggestion().map(str::to_owned);
                        self.find(
                            &key,
                            Problem::InvalidId {
                                text: id,
                                suggestion,
                            },
                        );
                    }
                }
                row += 1;
            }
        }
        sources
    }

    fn source(&mut self, id: Id, record: SourceRecord, place: &Path<'_>) -> Source {
        let vocabularies = self.vocabularies;
        let url = record.url.map(|link| link.0);
        self.link(
            &place.key("url"),
            url.as_ref().map(|link| link.value.as_str()),
        );
        let tier = record.tier.as_deref();
        Source {
            id,
            kind: self.entry_type(record.r#type, place),
            title: self.text(record.title, "title", place),
            authors: boxed(record.author.0),
            editors: boxed(record.editor.0),
            date: record.date.map(|leaf| leaf.0),
            publisher: record.publisher.map(Into::into),
            organization: record.organization.map(Into::into),
            serial_numbers: record
                .serial_number
                .0
                .into_iter()
                .map(|(scheme, number)| (scheme.into(), number.into()))
                .collect(),
            visited: url
                .as_ref()
                .and_then(|link| link.date.as_ref().map(|leaf| leaf.0)),
            url: url.map(|link| link.value.into()),
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
                .map(|parent| self.parent(parent, &place.key("parent"))),
            tier: tier.and_then(|id| self.term(&vocabularies.source_tiers, id, &place.key("tier"))),
        }
    }

    /// Takes the type of an entry; one that Hayagriva does not know is a finding.
    fn entry_type(&mut self, name: Option<String>, place: &Path<'_>) -> Box<str> {
        let Some(name) = name else {
            return "misc".into();
        };
        if !ENTRY_TYPES.contains(&name.as_str()) {
            let near = nearest(&name, ENTRY_TYPES);
            let all = || ENTRY_TYPES.map(str::to_owned).into();
            let allowed = if near.is_empty() { all() } else { near };
            let value = name.clone();
            self.find(
                &place.key("type"),
                Problem::InvalidChoice { value, allowed },
            );
        }
        name.into()
    }

    fn parent(&mut self, record: ParentRecord, place: &Path<'_>) -> Parent {
        Parent {
            kind: self.entry_type(record.r#type, place),
            title: self.text(record.title, "title", place),
            editors: boxed(record.editor.0),
            publisher: record.publisher.map(Into::into),
            volume: record.volume.map(Into::into),
            issue: record.issue.map(Into::into),
        }
    }
}

/// Returns what makes a source the same document as another: its address and its numbers.
fn document_of(record: &SourceRecord) -> Option<(String, Vec<(String, String)>)> {
    let address = record.url.as_ref()?.0.value.trim_end_matches('/');
    Some((address.to_owned(), record.serial_number.0.clone()))
}
