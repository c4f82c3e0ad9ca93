//! The source that imported records cite.

use serde_json::Value as Json;

use super::bibliography::{SourceEntry, Sources};
use super::collection::slug;
use super::error::ImportError;
use super::mapping::FieldsRecord;
use super::write::json_to_yaml;
use crate::dataset::yaml_value::{fields, mapping, text};
use crate::phrase::nearest;

/// What the head of the dataset says about an imported file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InputFile {
    pub(super) name: String,
    pub(super) sheet: Option<String>,
    pub(super) sha256: String,
    pub(super) is_bibliography: bool,
    /// Whether it has columns that a mapping describes.
    pub(super) has_rows: bool,
}

/// Returns the source that every record cites: the named one, or that of the mapping, or else the first table. Warns if it has
/// no author or date, which are never invented. `None` if there are only bibliographies.
pub(super) fn choose(
    record: &FieldsRecord,
    files: &[InputFile],
    sources: &Sources,
    cite: Option<&str>,
    warnings: &mut Vec<String>,
) -> Result<Option<SourceEntry>, ImportError> {
    let tables: Vec<&InputFile> = files.iter().filter(|file| !file.is_bibliography).collect();
    let own = (!record.0.is_empty()).then(|| of_record(record));
    if let Some(id) = cite {
        let own = own.filter(|entry| entry.id == id);
        let named = own.or_else(|| sources.find(id).cloned());
        return named.map(Some).ok_or_else(|| {
            let known = sources.entries.iter().map(|entry| entry.id.as_str());
            ImportError::UnknownSource {
                id: id.to_owned(),
                candidates: nearest(id, known),
            }
        });
    }
    if own.is_none() && tables.is_empty() {
        return Ok(None);
    }
    let entry = own.unwrap_or_else(|| of_files(&tables));
    let lacks = |key: &str| entry.fields.get(key).is_none();
    let lacking = [("author", "no author"), ("date", "no date")];
    let lacking: Vec<&str> = lacking
        .into_iter()
        .filter(|(key, _)| lacks(key))
        .map(|(_, phrase)| phrase)
        .collect();
    if !lacking.is_empty() {
        let lacking = lacking.join(" and ");
        warnings.push(format!(
            "the source `{}` has {lacking}; add them to `source` in the mapping, or to the output",
            entry.id
        ));
    }
    Ok(Some(entry))
}

fn of_record(record: &FieldsRecord) -> SourceEntry {
    let text = |key: &str| record.0.get(key).and_then(Json::as_str);
    let id = text("id").map(str::to_owned);
    let id = id.or_else(|| slug(text("title")?));
    let own = record.0.iter().filter(|(key, _)| *key != "id");
    let own = own.map(|(key, value)| (key.as_str(), json_to_yaml(value)));
    SourceEntry::new(&id.unwrap_or_else(|| "source".to_owned()), mapping(own))
}

fn of_files(files: &[&InputFile]) -> SourceEntry {
    let first = files.first().map_or("", |file| base_name(&file.name));
    let id = slug(first).unwrap_or_else(|| "source".to_owned());
    let notes = files.iter().map(|file| {
        let sheet = file.sheet.as_ref();
        let sheet = sheet.map_or_else(String::new, |sheet| format!(", sheet {sheet}"));
        format!(
            "File {}{sheet}, SHA-256 {}",
            base_name(&file.name),
            file.sha256
        )
    });
    let notes: Vec<String> = notes.collect();
    let own = fields([
        ("type", text("repository")),
        (
            "title",
            text(if first.is_empty() {
                "Imported file"
            } else {
                first
            }),
        ),
        ("note", text(&notes.join("; "))),
    ]);
    SourceEntry::new(&id, own)
}

/// Returns the name of a file without its directory.
pub(super) fn base_name(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}
