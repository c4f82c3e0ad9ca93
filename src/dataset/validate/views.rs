//! Named views.

use std::collections::HashMap;

use super::boxed;
use super::path::{OwnedPath, Path, PendingFinding};
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{DocumentRecord, Entries, NamedViewRecord, Texts, Words};
use crate::model::{Id, IdError, NamedView, ViewOption};
use crate::phrase::is_blank;

/// Reads the named views of all documents. Whether their subcommands and options exist is not checked.
pub(super) fn read(
    records: &mut [DocumentRecord],
    found: &mut Vec<PendingFinding>,
) -> Vec<NamedView> {
    let mut views = Vec::new();
    let mut places: HashMap<Id, OwnedPath> = HashMap::new();
    for (document, contents) in records.iter_mut().enumerate() {
        let root = Path::root(document);
        let list = root.key("views");
        let items = std::mem::take(&mut contents.views);
        for (index, record) in items.into_iter().enumerate() {
            let path = list.index(index);
            let place = path.key("name").owned();
            if let Some(first) = places.insert(record.name.0.clone(), place.clone()) {
                let name = record.name.0.to_string();
                let finding = PendingFinding::at(place, FindingKind::DuplicateView { name });
                found.push(finding.and(first, "first defined here"));
            }
            views.extend(read_view(record, &path, found));
        }
    }
    views
}

/// Reads a view; `None` if it has no subcommand.
fn read_view(
    record: NamedViewRecord,
    path: &Path<'_>,
    found: &mut Vec<PendingFinding>,
) -> Option<NamedView> {
    let mut words = words(record.view).into_iter();
    if words.as_slice().iter().any(|word| is_blank(word)) || words.len() == 0 {
        let kind = FindingKind::EmptyText { key: "view" };
        found.push(path.key("view").finding(kind));
    }
    if record.formats.is_empty() {
        let name = record.name.0.to_string();
        let kind = FindingKind::ViewWithoutFormat { name };
        found.push(path.key("formats").finding(kind));
    }
    Some(NamedView {
        name: record.name.0,
        subcommand: words.next()?,
        arguments: words.collect(),
        options: options(record.options, &path.key("options"), found),
        formats: record.formats.into_iter().map(|format| format.0).collect(),
    })
}

/// Returns the words of a subcommand with its arguments. A single text is split at its blanks.
fn words(Texts(words): Texts) -> Box<[Box<str>]> {
    match &*words {
        [line] => line.split_whitespace().map(Into::into).collect(),
        _ => words,
    }
}

fn options(
    record: Entries<Words>,
    path: &Path<'_>,
    found: &mut Vec<PendingFinding>,
) -> Box<[ViewOption]> {
    let mut options = Vec::new();
    for (index, (name, Words(values))) in record.0.into_iter().enumerate() {
        match name.parse() {
            Ok(name) => options.push(ViewOption {
                name,
                values: boxed(values),
            }),
            Err(error) => {
                let kind = invalid_name(name, &error);
                found.push(path.entry_key(index).finding(kind));
            }
        }
    }
    options.into()
}

fn invalid_name(name: String, error: &IdError) -> FindingKind {
    FindingKind::InvalidId {
        text: name,
        suggestion: error.suggestion().map(str::to_owned),
    }
}
