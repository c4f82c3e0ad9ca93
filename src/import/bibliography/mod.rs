//! Bibliographies, read as sources. An entry that cannot be read loses only itself.

mod bibtex;
mod blocks;
mod csl_json;
mod date;
mod entry;
mod hayagriva;
mod ris;

use std::collections::{BTreeMap, HashMap};

use self::entry::{Entry, LeftOut, ReadEntry};
use super::accounts::{Change, Outcome};
use super::collection::{Ids, slug};
use super::error::ImportError;
use super::format::FileFormat;
use super::recorder::Recorder;
use crate::dataset::yaml_value::{Value, mapping};
use crate::dataset::{self, Input, emit};

/// An entry of the bibliography.
#[derive(Debug, Clone)]
pub(super) struct SourceEntry {
    pub(super) id: String,
    pub(super) fields: Value,
}

impl SourceEntry {
    /// Creates an entry of the bibliography.
    pub(super) fn new(id: &str, fields: Value) -> Self {
        Self {
            id: id.to_owned(),
            fields,
        }
    }
}

/// The sources of all bibliographies so far.
#[derive(Debug, Default)]
pub(super) struct Sources {
    ids: Ids,
    /// The numbers of the entries with each key, which can be several.
    by_key: HashMap<String, Vec<usize>>,
    pub(super) entries: Vec<SourceEntry>,
}

/// Reads the text of a bibliography, and accounts for each entry.
pub(super) fn read(
    name: &str,
    format: FileFormat,
    text: &str,
    sources: &mut Sources,
    recorder: &mut Recorder<'_>,
) -> Result<(), ImportError> {
    let entries = match format {
        FileFormat::Bibtex => bibtex::read(text),
        FileFormat::Ris => ris::read(text),
        FileFormat::Hayagriva => hayagriva::read(name, text)?,
        _ => csl_json::read(text).map_err(|detail| ImportError::unreadable(name, detail))?,
    };
    if entries.is_empty() {
        let name = name.to_owned();
        return Err(ImportError::NoRows { name });
    }
    let sound = entries.iter().filter_map(|read| read.result.as_ref().ok());
    let all = sound.map(|entry| {
        mapping(
            entry
                .fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.clone())),
        )
    });
    let are_sound = fault_of(all).is_none();
    recorder.begin(name, b"");
    let mut left_out: BTreeMap<LeftOut, u64> = BTreeMap::new();
    for ReadEntry { line, raw, result } in entries {
        let outcome = match result {
            Ok(entry) => {
                for field in &entry.left_out {
                    *left_out.entry(field.clone()).or_default() += 1;
                }
                sources.add(entry, are_sound)
            }
            Err(outcome) => outcome,
        };
        recorder.row("entries", line, raw.as_bytes(), &outcome)?;
    }
    for (LeftOut { field, reason }, count) in left_out {
        let columns = &mut recorder.file().columns;
        columns.push((field, count, reason.to_owned()));
    }
    Ok(())
}

impl Sources {
    /// Adds an entry, and returns what became of it. It is checked by itself unless all entries are sound.
    fn add(&mut self, entry: Entry, are_sound: bool) -> Outcome {
        let Entry {
            key,
            mut changes,
            fields,
            ..
        } = entry;
        let fields = Value::Mapping(
            fields
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        );
        let twins = self.by_key.get(&key).into_iter().flatten();
        let mut twins = twins.map(|index| &self.entries[*index]);
        if let Some(twin) = twins.find(|entry| entry.fields == fields) {
            return Outcome::merged(format!("sources.{}", twin.id), changes);
        }
        if !are_sound && let Some(fault) = fault(&fields) {
            return Outcome::rejected(fault);
        }
        let id = self.ids.id_of(&key, "source");
        if self.by_key.contains_key(&key) {
            changes.push(Change {
                column: "key".to_owned(),
                from: key.clone(),
                to: id.clone(),
                reason: "another entry has the key".to_owned(),
            });
        }
        let next = self.entries.len();
        self.by_key.entry(key).or_default().push(next);
        self.entries.push(SourceEntry {
            id: id.clone(),
            fields,
        });
        Outcome::used(format!("sources.{id}"), changes)
    }

    /// Returns the source with an id, or with the key of its bibliography.
    pub(super) fn find(&self, name: &str) -> Option<&SourceEntry> {
        let by_id = self.entries.iter().find(|entry| entry.id == name);
        by_id.or_else(|| {
            let index = self.by_key.get(name)?.first()?;
            self.entries.get(*index)
        })
    }
}

/// Returns what the check of datasets finds wrong with an entry.
fn fault(fields: &Value) -> Option<String> {
    fault_of(std::iter::once(fields.clone()))
}

/// Returns what the check of datasets finds wrong with entries first.
fn fault_of(entries: impl Iterator<Item = Value>) -> Option<String> {
    let entries = entries.enumerate();
    let entries = entries.map(|(index, entry)| (format!("entry-{index}"), entry));
    let text = emit(&mapping([("sources", Value::Mapping(entries.collect()))]));
    let report = dataset::check(vec![Input::new("entry", text)]).report;
    let mut findings = report.findings().iter();
    let error = findings.find(|finding| report.severity(finding) == dataset::Severity::Error)?;
    Some(error.kind.to_string())
}

/// Returns the key of an entry that has none, from its title.
fn key_of_title(title: &str) -> String {
    slug(title).unwrap_or_else(|| "source".to_owned())
}

/// Returns an entry as YAML without quotation marks, and the names of the fields that are not carried, for tests.
#[cfg(test)]
fn written(read: &ReadEntry) -> (String, Vec<&str>) {
    let entry = read.result.as_ref().expect("it is sound");
    let fields = entry.fields.iter();
    let fields = mapping(fields.map(|(name, value)| (name.as_str(), value.clone())));
    let left_out = entry.left_out.iter().map(|left| left.field.as_str());
    (emit(&fields).replace('\'', ""), left_out.collect())
}
