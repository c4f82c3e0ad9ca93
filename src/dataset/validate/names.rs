//! The names of all records: what references can lead to.

use std::collections::HashSet;

use foldhash::{HashMap, HashMapExt};

use super::super::record::{CitationRecord, DocumentRecord, Entries};
use super::path::{Path, Pending, Steps};
use crate::dataset::finding::Problem;
use crate::model::{Citation, Key, Operation, Organization, Source};
use crate::phrase::nearest;

/// The names of organizations, operations and sources.
#[derive(Default)]
pub(super) struct Names {
    organizations: HashMap<String, Key<Organization>>,
    operations: HashMap<String, Key<Operation>>,
    sources: HashMap<String, Key<Source>>,
}

/// Numbers the records of one kind and finds names that occur twice.
struct Register<T> {
    kind: &'static str,
    names: HashMap<String, (Key<T>, Steps)>,
    /// Names by which records are found in questions, but to which no reference leads.
    others: HashMap<String, (Key<T>, Steps)>,
    rows: usize,
}

impl Names {
    /// Collects the names of all records; a name that occurs twice is a finding.
    pub(super) fn collect(records: &[DocumentRecord], found: &mut Vec<Pending>) -> Self {
        let mut organizations = Register::new("organization");
        let mut operations = Register::new("operation");
        let mut sources = Register::new("source");
        for (document, record) in records.iter().enumerate() {
            let root = Path::root(document);
            let list = root.key("organizations");
            for (index, organization) in record.organizations.iter().enumerate() {
                let place = list.index(index);
                let abbreviation = organization.abbreviation.as_deref().unwrap_or_default();
                let key = organizations.row();
                let twin =
                    organizations.name(key, organization.id.0.as_str(), &place.key("id"), found);
                // Who is entered twice has one abbreviation twice, which is the same fault.
                if twin.is_none() || twin != organizations.key(abbreviation) {
                    organizations.name(key, abbreviation, &place.key("abbreviation"), found);
                }
            }
            let list = root.key("operations");
            for (index, operation) in record.operations.iter().enumerate() {
                let place = list.index(index);
                let key = operations.row();
                operations.name(key, operation.id.0.as_str(), &place.key("id"), found);
            }
            let list = root.key("sources");
            for (index, (id, _)) in record.sources.0.iter().enumerate() {
                let key = sources.row();
                sources.name(key, id, &list.entry_key(index), found);
            }
        }
        find_ambiguous(records, &mut organizations, &mut operations, found);
        operations.find_hidden(&organizations, "an organization", found);
        sources.find_hidden(&organizations, "an organization", found);
        sources.find_hidden(&operations, "an operation", found);
        Self {
            organizations: organizations.into_names(),
            operations: operations.into_names(),
            sources: sources.into_names(),
        }
    }

    pub(super) fn organization(&self, name: &str) -> Option<Key<Organization>> {
        look_up(&self.organizations, name)
    }

    pub(super) fn operation(&self, name: &str) -> Option<Key<Operation>> {
        look_up(&self.operations, name)
    }

    pub(super) fn source(&self, name: &str) -> Option<Key<Source>> {
        self.sources.get(name).copied()
    }

    /// Reads citations and marks their sources as cited; returns with them those of unknown sources, by
    /// their place in the list.
    pub(super) fn citations(
        &self,
        records: Vec<CitationRecord>,
        cited: &mut [bool],
    ) -> (Box<[Citation]>, Vec<(usize, String)>) {
        let mut citations = Vec::with_capacity(records.len());
        let mut unknown = Vec::new();
        for (index, CitationRecord(details)) in records.into_iter().enumerate() {
            let Some(source) = self.source(&details.source) else {
                unknown.push((index, details.source));
                continue;
            };
            cited[source.index()] = true;
            let (at, quote) = (details.at.map(Into::into), details.quote.map(Into::into));
            citations.push(Citation { source, at, quote });
        }
        (citations.into(), unknown)
    }

    /// Makes the problem of a name that stands for nothing of a kind, with suggestions as long as there are
    /// comparisons left; `None` if it is the name of something that could not be read.
    pub(super) fn unknown(
        &self,
        kind: &'static str,
        id: String,
        lost_ids: &HashSet<String>,
        comparisons_left: &mut usize,
    ) -> Option<Problem> {
        if lost_ids.contains(&id.to_lowercase()) {
            return None;
        }
        let mut candidates = Vec::new();
        if *comparisons_left > 0 {
            let names = self.of_kind(kind);
            candidates = nearest(&id, names.iter().copied());
            *comparisons_left = comparisons_left.saturating_sub(names.len());
        }
        Some(Problem::Unknown {
            kind,
            id,
            candidates,
        })
    }

    /// Returns the number of sources.
    pub(super) fn sources(&self) -> usize {
        self.sources
            .values()
            .map(|key| key.index() + 1)
            .max()
            .unwrap_or(0)
    }

    /// Returns every name that may stand for something of this kind.
    fn of_kind(&self, kind: &str) -> Vec<&str> {
        match kind {
            "organization" => self.organizations.keys().map(String::as_str).collect(),
            "operation" => self.operations.keys().map(String::as_str).collect(),
            _ => self.sources.keys().map(String::as_str).collect(),
        }
    }
}

/// Finds names and aliases of organizations and operations that also mean another of their kind.
fn find_ambiguous(
    records: &[DocumentRecord],
    organizations: &mut Register<Organization>,
    operations: &mut Register<Operation>,
    found: &mut Vec<Pending>,
) {
    let mut keys = (0, 0);
    for (document, record) in records.iter().enumerate() {
        let root = Path::root(document);
        let list = root.key("organizations");
        for (index, record) in record.organizations.iter().enumerate() {
            let (key, place) = (Key::new(keys.0), list.index(index));
            organizations.also(key, &record.name, &place.key("name"), found);
            organizations.all(key, &record.names, &record.aliases, &place, found);
            keys.0 += 1;
        }
        let list = root.key("operations");
        for (index, record) in record.operations.iter().enumerate() {
            let (key, place) = (Key::new(keys.1), list.index(index));
            let abbreviation = record.abbreviation.as_deref().unwrap_or_default();
            operations.also(key, abbreviation, &place.key("abbreviation"), found);
            operations.also(key, &record.name, &place.key("name"), found);
            operations.all(key, &record.names, &record.aliases, &place, found);
            keys.1 += 1;
        }
    }
}

/// Finds a name as it is written or, failing that, in lower case.
fn look_up<T>(names: &HashMap<String, Key<T>>, name: &str) -> Option<Key<T>> {
    names
        .get(name)
        .or_else(|| names.get(&name.to_lowercase()))
        .copied()
}

impl<T> Register<T> {
    fn new(kind: &'static str) -> Self {
        Self {
            kind,
            names: HashMap::new(),
            others: HashMap::new(),
            rows: 0,
        }
    }

    fn row(&mut self) -> Key<T> {
        self.rows += 1;
        Key::new(self.rows - 1)
    }

    fn key(&self, name: &str) -> Option<Key<T>> {
        self.names.get(&name.to_lowercase()).map(|(key, _)| *key)
    }

    /// Registers a name; returns the other record that has it already, which is a finding.
    fn name(
        &mut self,
        key: Key<T>,
        name: &str,
        place: &Path<'_>,
        found: &mut Vec<Pending>,
    ) -> Option<Key<T>> {
        if name.is_empty() {
            return None;
        }
        let lower = name.to_lowercase();
        match self.names.get(&lower) {
            Some((other, _)) if *other == key => {}
            Some((twin, other)) => {
                let problem = Problem::DuplicateId {
                    kind: self.kind,
                    id: name.to_owned(),
                };
                found.push(
                    place
                        .finding(problem)
                        .and_steps(other.clone(), "first defined here"),
                );
                return Some(*twin);
            }
            None => drop(self.names.insert(lower, (key, place.steps()))),
        }
        None
    }

    /// Registers the names in other languages and the aliases of a record.
    fn all(
        &mut self,
        key: Key<T>,
        names: &Entries<String>,
        aliases: &[String],
        place: &Path<'_>,
        found: &mut Vec<Pending>,
    ) {
        let list = place.key("names");
        for (index, (_, name)) in names.0.iter().enumerate() {
            self.also(key, name, &list.entry(index), found);
        }
        let list = place.key("aliases");
        for (index, alias) in aliases.iter().enumerate() {
            self.also(key, alias, &list.index(index), found);
        }
    }

    /// Registers a name by which a record is found in questions; that it also means another is a finding.
    fn also(&mut self, key: Key<T>, name: &str, place: &Path<'_>, found: &mut Vec<Pending>) {
        let words: Vec<&str> = name.split_whitespace().collect();
        let lower = words.join(" ").to_lowercase();
        if lower.is_empty() {
            return;
        }
        match self.names.get(&lower).or_else(|| self.others.get(&lower)) {
            Some((other, _)) if *other == key => {}
            Some((_, other)) => {
                let problem = Problem::AmbiguousName {
                    other: format!("another {}", self.kind),
                    name: name.to_owned(),
                };
                let finding = place.finding(problem);
                found.push(finding.and_steps(other.clone(), "it means this one too"));
            }
            None => drop(self.others.insert(lower, (key, place.steps()))),
        }
    }

    /// Finds ids by which a question finds something of another kind, which goes before this one.
    fn find_hidden<O>(&self, others: &Register<O>, other: &str, found: &mut Vec<Pending>) {
        for (name, (_, place)) in &self.names {
            let hiding = others.names.get(name).or_else(|| others.others.get(name));
            if let Some((_, first)) = hiding {
                let problem = Problem::AmbiguousName {
                    other: other.to_owned(),
                    name: name.clone(),
                };
                let finding = Pending::at(place.clone(), problem);
                found.push(finding.and_steps(first.clone(), "it means this one too"));
            }
        }
    }

    fn into_names(self) -> HashMap<String, Key<T>> {
        self.names
            .into_iter()
            .map(|(name, (key, _))| (name, key))
            .collect()
    }
}
