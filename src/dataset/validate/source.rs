//! The bibliography.

use std::collections::HashMap;

use super::path::{OwnedPath, Path};
use super::{Validator, boxed};
use crate::dataset::entry_types::{
    DEFAULT_ENTRY_TYPE, ENTRY_TYPES, ROLES, default_parent_type, keyword,
};
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{
    AffiliationRecord, DocumentRecord, FormattedText, ParentRecord, Parents, PublisherRecord,
    SerialNumbers, SourceRecord, Text,
};
use crate::model::{Affiliation, Id, IdError, Parent, Source, is_language_tag};
use crate::phrase::nearest;

/// What makes two sources the same document: their address and their serial numbers.
type Identity = (String, Box<[(Box<str>, Box<str>)]>);

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
        let scheme_numbers = [
            ("doi", record.doi.clone()),
            ("isbn", record.isbn.clone()),
            ("issn", record.issn.clone()),
        ];
        let mut numbers = serial_numbers(record.serial_number.clone(), scheme_numbers);
        numbers.sort_unstable();
        let first = documents.entry((address, numbers));
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
        let kind = self.entry_type(record.r#type, DEFAULT_ENTRY_TYPE, path);
        let link = record.url.map(|link| link.0);
        let address = link.as_ref().map(|link| &*link.value);
        self.check_link(address, &path.key("url"));
        self.check_language(record.language.as_deref(), path);
        let date = record.date.map(|leaf| leaf.0.0);
        let of_link = link.as_ref().and_then(|link| Some(link.date.as_ref()?.0));
        let accessed = record.accessed.map(|leaf| leaf.0);
        let visited = of_link.or(accessed);
        if accessed.is_some() && of_link.is_some() && accessed != of_link {
            self.find(&path.key("accessed"), FindingKind::AccessedTwice);
        }
        // A note can explain why a later source is cited, for example for what it says about earlier years.
        if record.note.is_none() {
            self.check_as_of(date, &path.key("date"));
            let (url, accessed) = (path.key("url"), path.key("accessed"));
            let of_link = of_link.map(|_| url.key("date"));
            self.check_as_of(visited, &of_link.unwrap_or(accessed));
        }
        let tiers = &self.vocabularies.source_tiers;
        let tier = record
            .tier
            .and_then(|id| self.references.term(tiers, &id, &path.key("tier")));
        let (publisher, publisher_location) = publisher(record.publisher);
        let scheme_numbers = [
            ("doi", record.doi),
            ("isbn", record.isbn),
            ("issn", record.issn),
        ];
        Source {
            title: self.text(Text(record.title.value), "title", path),
            authors: boxed(record.author.0),
            editors: boxed(record.editor.0),
            affiliated: self.affiliated(record.affiliated, path),
            date,
            publisher,
            organization: text(record.organization),
            serial_numbers: serial_numbers(record.serial_number, scheme_numbers),
            visited,
            url: link.map(|link| link.value.0),
            read_at: record.read_at,
            volume: record.volume,
            issue: record.issue,
            page_range: record.page_range,
            location: text(record.location).or(publisher_location),
            edition: record.edition,
            genre: text(record.genre),
            language: record.language,
            note: text(record.note),
            details: details([
                ("title-short", record.title.short),
                ("volume-total", record.volume_total),
                ("chapter", record.chapter),
                ("page-total", record.page_total),
                ("time-range", record.time_range),
                ("runtime", record.runtime),
                ("abstract", text(record.r#abstract)),
                ("call-number", text(record.call_number)),
                ("archive", text(record.archive)),
                ("archive-location", text(record.archive_location)),
            ]),
            parents: self.parents(record.parent, &kind, path),
            tier,
            kind,
            ..Source::untitled(id)
        }
    }

    fn affiliated(
        &mut self,
        records: Box<[AffiliationRecord]>,
        path: &Path<'_>,
    ) -> Box<[Affiliation]> {
        let place = path.key("affiliated");
        let mut affiliated = Vec::with_capacity(records.len());
        for (index, record) in records.into_iter().enumerate() {
            let role = keyword(&record.role);
            self.check_choice(&role, &ROLES, &place.index(index).key("role"));
            affiliated.push(Affiliation {
                role: role.into(),
                names: boxed(record.names.0),
            });
        }
        affiliated.into()
    }

    /// Reads the type of an entry, and reports one that Hayagriva does not know.
    fn entry_type(&mut self, name: Option<Box<str>>, default: &str, path: &Path<'_>) -> Box<str> {
        let Some(name) = name else {
            return default.into();
        };
        let kind = name.to_lowercase();
        self.check_choice(&kind, &ENTRY_TYPES, &path.key("type"));
        kind.into()
    }

    fn check_choice(&mut self, name: &str, allowed: &[&'static str], path: &Path<'_>) {
        if allowed.contains(&name) {
            return;
        }
        let mut near = nearest(name, allowed.iter().copied());
        if near.is_empty() {
            near = allowed.iter().map(ToString::to_string).collect();
        }
        let value = name.to_owned();
        let allowed = near;
        self.find(path, FindingKind::InvalidChoice { value, allowed });
    }

    fn check_language(&mut self, language: Option<&str>, path: &Path<'_>) {
        if let Some(language) = language.filter(|language| !is_language_tag(language)) {
            let text = language.to_owned();
            self.find(&path.key("language"), FindingKind::InvalidLanguage { text });
        }
    }

    fn parents(&mut self, records: Parents, kind: &str, path: &Path<'_>) -> Box<[Parent]> {
        let place = path.key("parent");
        let is_list = records.0.len() > 1;
        let mut parents = Vec::with_capacity(records.0.len());
        for (index, record) in records.0.into_iter().enumerate() {
            let parent = if is_list {
                self.parent(record, kind, &place.index(index))
            } else {
                self.parent(record, kind, &place)
            };
            parents.push(parent);
        }
        parents.into()
    }

    fn parent(&mut self, record: ParentRecord, child: &str, path: &Path<'_>) -> Parent {
        let kind = self.entry_type(record.r#type, default_parent_type(child), path);
        let link = record.url.map(|link| link.0);
        let address = link.as_ref().map(|link| &*link.value);
        self.check_link(address, &path.key("url"));
        self.check_language(record.language.as_deref(), path);
        let (publisher, publisher_location) = publisher(record.publisher);
        let (title, short_title) = match record.title {
            Some(title) => (self.text(Text(title.value), "title", path), title.short),
            None => (Box::default(), None),
        };
        let scheme_numbers = [
            ("doi", record.doi),
            ("isbn", record.isbn),
            ("issn", record.issn),
        ];
        Parent {
            title,
            authors: boxed(record.author.0),
            editors: boxed(record.editor.0),
            affiliated: self.affiliated(record.affiliated, path),
            date: record.date.map(|leaf| leaf.0.0),
            publisher,
            organization: text(record.organization),
            serial_numbers: serial_numbers(record.serial_number, scheme_numbers),
            visited: link.as_ref().and_then(|link| Some(link.date.as_ref()?.0)),
            url: link.map(|link| link.value.0),
            volume: record.volume,
            issue: record.issue,
            location: text(record.location).or(publisher_location),
            edition: record.edition,
            details: details([
                ("title-short", short_title),
                ("volume-total", record.volume_total),
                ("chapter", record.chapter),
                ("page-range", record.page_range),
                ("page-total", record.page_total),
                ("time-range", record.time_range),
                ("runtime", record.runtime),
                ("genre", text(record.genre)),
                ("language", record.language),
                ("abstract", text(record.r#abstract)),
                ("call-number", text(record.call_number)),
                ("archive", text(record.archive)),
                ("archive-location", text(record.archive_location)),
                ("note", text(record.note)),
            ]),
            parents: self.parents(record.parent, &kind, path),
            kind,
        }
    }
}

fn text(record: Option<FormattedText>) -> Option<Box<str>> {
    record.map(|text| text.value)
}

/// Returns the name and the place of a publisher.
fn publisher(record: Option<PublisherRecord>) -> (Option<Box<str>>, Option<Box<str>>) {
    let Some(publisher) = record else {
        return (None, None);
    };
    (publisher.name, publisher.location)
}

/// Returns serial numbers, and those that are written as fields of their own.
fn serial_numbers(
    record: SerialNumbers,
    more: [(&str, Option<Box<str>>); 3],
) -> Box<[(Box<str>, Box<str>)]> {
    let mut numbers = record.0.into_vec();
    for (scheme, number) in more {
        let is_known = numbers.iter().any(|(known, _)| &**known == scheme);
        if let Some(number) = number.filter(|_| !is_known) {
            numbers.push((scheme.into(), number));
        }
    }
    numbers.into()
}

fn details<const N: usize>(all: [(&str, Option<Box<str>>); N]) -> Box<[(Box<str>, Box<str>)]> {
    let known = all
        .into_iter()
        .filter_map(|(name, text)| Some((name, text?)));
    known.map(|(name, text)| (name.into(), text)).collect()
}
