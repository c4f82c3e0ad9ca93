//! The names of all records, to which references can lead.

use foldhash::{HashMap, HashMapExt};

use super::path::{OwnedPath, Path, PendingFinding};
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{DocumentRecord, Entries, Text};
use crate::model::{Identified, Key, Operation, Organization, RecordKind, Source};
use crate::phrase::comparable;

/// The names of organizations, operations and sources, in the form in which names are compared.
pub(super) struct Names {
    organizations: HashMap<String, Key<Organization>>,
    operations: HashMap<String, Key<Operation>>,
    sources: HashMap<String, Key<Source>>,
}

/// A record whose names are collected.
pub(super) trait Named: Identified + Sized + 'static {
    fn names(names: &Names) -> &HashMap<String, Key<Self>>;
}

impl Named for Organization {
    fn names(names: &Names) -> &HashMap<String, Key<Self>> {
        &names.organizations
    }
}

impl Named for Operation {
    fn names(names: &Names) -> &HashMap<String, Key<Self>> {
        &names.operations
    }
}

impl Named for Source {
    fn names(names: &Names) -> &HashMap<String, Key<Self>> {
        &names.sources
    }
}

impl Names {
    /// Collects the names of all records, and reports each name that occurs twice.
    pub(super) fn collect(records: &[DocumentRecord], found: &mut Vec<PendingFinding>) -> Self {
        let mut organizations = Register::new();
        let mut operations = Register::new();
        let mut sources = Register::new();
        for (document, record) in records.iter().enumerate() {
            let root = Path::root(document);
            let list = root.key("organizations");
            for (index, organization) in record.organizations.iter().enumerate() {
                let place = list.index(index);
                let abbreviation = organization.abbreviation.as_deref().unwrap_or_default();
                let key = organizations.next_key();
                let twin = organizations.add_id(key, &organization.id.0, &place.key("id"), found);
                // An organization that is entered twice also repeats its abbreviation. One finding is enough.
                if twin.is_none() || twin != organizations.key(abbreviation) {
                    organizations.add_id(key, abbreviation, &place.key("abbreviation"), found);
                }
            }
            let list = root.key("operations");
            for (index, operation) in record.operations.iter().enumerate() {
                let key = operations.next_key();
                operations.add_id(key, &operation.id.0, &list.index(index).key("id"), found);
            }
            let list = root.key("sources");
            for (index, (id, _)) in record.sources.0.iter().enumerate() {
                let key = sources.next_key();
                sources.add_id(key, id, &list.entry_key(index), found);
            }
        }
        add_other_names(records, &mut organizations, &mut operations, found);
        operations.find_hidden_by(&organizations, found);
        sources.find_hidden_by(&organizations, found);
        sources.find_hidden_by(&operations, found);
        Self {
            organizations: organizations.into_keys(),
            operations: operations.into_keys(),
            sources: sources.into_keys(),
        }
    }

    /// Returns the record with a name as it is written or, failing that, in the form in which names are compared.
    pub(super) fn find<T: Named>(&self, name: &str) -> Option<Key<T>> {
        let names = T::names(self);
        let key = names.get(name).or_else(|| names.get(&comparable(name)));
        key.copied()
    }

    /// Returns the source with this id. Ids of sources have no other spelling.
    pub(super) fn source(&self, id: &str) -> Option<Key<Source>> {
        self.sources.get(id).copied()
    }

    /// Returns the number of sources, those with the id of an earlier one included.
    pub(super) fn source_count(&self) -> usize {
        let rows = self.sources.values().map(|key| key.index() + 1);
        rows.max().unwrap_or(0)
    }

    /// Returns all names of one kind of record, in no particular order.
    pub(super) fn all<T: Named>(&self) -> Vec<&str> {
        T::names(self).keys().map(String::as_str).collect()
    }
}

/// The names of the records of one kind while they are collected.
struct Register<T> {
    /// The ids and abbreviations, by which records refer to one another.
    ids: HashMap<String, (Key<T>, OwnedPath)>,
    /// The names and aliases, by which only queries find records.
    other_names: HashMap<String, (Key<T>, OwnedPath)>,
    count: usize,
}

/// Adds the names and aliases of organizations and operations, and reports those that another record of the kind has.
///
/// This is done once all ids are known, because an id takes precedence over a name wherever it is defined.
fn add_other_names(
    records: &[DocumentRecord],
    organizations: &mut Register<Organization>,
    operations: &mut Register<Operation>,
    found: &mut Vec<PendingFinding>,
) {
    let (mut organization, mut operation) = (0, 0);
    for (document, record) in records.iter().enumerate() {
        let root = Path::root(document);
        let list = root.key("organizations");
        for (index, record) in record.organizations.iter().enumerate() {
            let (key, place) = (Key::new(organization), list.index(index));
            organizations.add_name(key, &record.name, &place.key("name"), found);
            organizations.add_names(key, &record.names, &record.aliases, &place, found);
            organization += 1;
        }
        let list = root.key("operations");
        for (index, record) in record.operations.iter().enumerate() {
            let (key, place) = (Key::new(operation), list.index(index));
            let abbreviation = record.abbreviation.as_deref().unwrap_or_default();
            operations.add_name(key, abbreviation, &place.key("abbreviation"), found);
            operations.add_name(key, &record.name, &place.key("name"), found);
            operations.add_names(key, &record.names, &record.aliases, &place, found);
            operation += 1;
        }
    }
}

impl<T: Identified> Register<T> {
    fn new() -> Self {
        Self {
            ids: HashMap::new(),
            other_names: HashMap::new(),
            count: 0,
        }
    }

    /// Returns the key of the next record.
    fn next_key(&mut self) -> Key<T> {
        self.count += 1;
        Key::new(self.count - 1)
    }

    fn key(&self, id: &str) -> Option<Key<T>> {
        self.ids.get(&comparable(id)).map(|(key, _)| *key)
    }

    /// Adds an id or abbreviation. If another record has it already, reports that and returns the other record.
    fn add_id(
        &mut self,
        key: Key<T>,
        id: &str,
        path: &Path<'_>,
        found: &mut Vec<PendingFinding>,
    ) -> Option<Key<T>> {
        let form = comparable(id);
        if form.is_empty() {
            return None;
        }
        match self.ids.get(&form) {
            Some((other, _)) if *other == key => None,
            Some((other, first)) => {
                let finding = path.finding(FindingKind::DuplicateId {
                    record: T::KIND,
                    id: id.to_owned(),
                });
                found.push(finding.and(first.clone(), "first defined here"));
                Some(*other)
            }
            None => {
                self.ids.insert(form, (key, path.owned()));
                None
            }
        }
    }

    /// Adds the names in other languages and the aliases of a record.
    fn add_names(
        &mut self,
        key: Key<T>,
        names: &Entries<Text>,
        aliases: &[Text],
        path: &Path<'_>,
        found: &mut Vec<PendingFinding>,
    ) {
        let list = path.key("names");
        for (index, (_, name)) in names.0.iter().enumerate() {
            self.add_name(key, name, &list.entry(index), found);
        }
        let list = path.key("aliases");
        for (index, alias) in aliases.iter().enumerate() {
            self.add_name(key, alias, &list.index(index), found);
        }
    }

    /// Adds a name by which only queries find a record, and reports if it also leads to another record.
    fn add_name(
        &mut self,
        key: Key<T>,
        name: &str,
        path: &Path<'_>,
        found: &mut Vec<PendingFinding>,
    ) {
        let form = comparable(name);
        if form.is_empty() {
            return;
        }
        match self.get(&form) {
            Some((other, _)) if *other == key => {}
            Some((_, first)) => {
                let finding = path.finding(ambiguous(T::KIND, name, T::KIND));
                found.push(finding.and(first.clone(), "it means this one too"));
            }
            None => {
                self.other_names.insert(form, (key, path.owned()));
            }
        }
    }

    /// Returns the record with a name in comparable form. An id takes precedence over a name.
    fn get(&self, form: &str) -> Option<&(Key<T>, OwnedPath)> {
        self.ids.get(form).or_else(|| self.other_names.get(form))
    }

    /// Reports ids by which a query finds a record of another kind, which takes precedence over this one.
    fn find_hidden_by<O: Identified>(&self, others: &Register<O>, found: &mut Vec<PendingFinding>) {
        for (name, (_, path)) in &self.ids {
            if let Some((_, first)) = others.get(name) {
                let finding = PendingFinding::at(path.clone(), ambiguous(T::KIND, name, O::KIND));
                found.push(finding.and(first.clone(), "it means this one too"));
            }
        }
    }

    fn into_keys(self) -> HashMap<String, Key<T>> {
        let ids = self.ids.into_iter();
        ids.map(|(id, (key, _))| (id, key)).collect()
    }
}

fn ambiguous(record: RecordKind, name: &str, other: RecordKind) -> FindingKind {
    FindingKind::AmbiguousName {
        record,
        name: name.to_owned(),
        other,
    }
}
