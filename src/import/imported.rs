//! The result of an import.

use std::io::{self, Write};

use serde_json::{Value as Json, json};

use super::accounts::Accounts;
use super::bibliography::{SourceEntry, Sources};
use super::collection::Collection;
use super::error::ImportError;
use super::mapping::{FieldsRecord, Mapping};
use super::names::{near_duplicates, shipped_matches};
use super::rules::Mirror;
use super::source::{self, InputFile};
use super::write::{DatasetWriter, json_to_yaml};
use crate::dataset::yaml_value::mapping;
use crate::model::year_text;
use crate::phrase::visible;

/// Files that were imported: a dataset that is not written yet, and the accounts.
#[derive(Debug)]
pub struct Imported {
    collection: Collection,
    accounts: Accounts,
    warnings: Vec<String>,
    suggestions: Vec<String>,
    about: FieldsRecord,
    /// The source that every record cites.
    source: Option<SourceEntry>,
    sources: Sources,
    mirror: Mirror,
    files: Vec<InputFile>,
    mapping: Option<(String, String)>,
}

impl Imported {
    pub(super) fn new(
        (collection, sources): (Collection, Sources),
        accounts: Accounts,
        mapping: &Mapping,
        files: Vec<InputFile>,
        cite: Option<&str>,
    ) -> Result<Self, ImportError> {
        let mut warnings = Vec::new();
        let source = source::choose(
            &mapping.record.source,
            &files,
            &sources,
            cite,
            &mut warnings,
        )?;
        let suggestions = suggestions(&collection);
        let mut about = mapping.record.dataset.clone();
        if let Some((first, last)) = collection.panel_years {
            for (key, year) in [("from", first), ("as-of", last)] {
                about.0.entry(key).or_insert_with(|| json_year(year));
            }
        }
        if let Some(source) = &source {
            about.0.entry("cite").or_insert_with(|| json!([source.id]));
        }
        let mirrors = mapping.record.tables.iter();
        let mirror = mirrors.filter_map(|table| table.conflicts.mirror).next();
        Ok(Self {
            collection,
            accounts,
            warnings,
            suggestions,
            about,
            source,
            sources,
            mirror: mirror.unwrap_or(Mirror::Direction),
            files,
            mapping: mapping.file.clone(),
        })
    }

    /// Returns `true` if a file was a table or a graph, whose columns a mapping describes.
    pub fn has_rows(&self) -> bool {
        self.files.iter().any(|file| file.has_rows)
    }

    /// Returns what became of every row.
    pub fn accounts(&self) -> &Accounts {
        &self.accounts
    }

    /// Returns remarks on what a user should add, as phrases.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Returns names that may mean one organization, and organizations that the shipped dataset may have too, as phrases.
    /// None of them is applied.
    pub fn suggestions(&self) -> &[String] {
        &self.suggestions
    }

    /// Writes the dataset as one YAML document. It begins with a comment that has the command, the mapping, and the names
    /// and fingerprints of the files. The same files give the same bytes.
    ///
    /// # Errors
    /// Returns the error of the output.
    pub fn write(&mut self, command: &str, output: &mut dyn Write) -> io::Result<()> {
        self.write_head(command, output)?;
        let mut writer = DatasetWriter {
            output,
            source: self.source.as_ref().map(|source| source.id.clone()),
            mirror: self.mirror,
        };
        let about = self.about.0.iter();
        let about = about.map(|(key, value)| (key.as_str(), json_to_yaml(value)));
        writer.entry("dataset", mapping(about))?;
        writer.collection(&mut self.collection)?;
        let cited = self.source.iter();
        let others = self.sources.entries.iter().filter(|entry| {
            let cited = self.source.as_ref();
            cited.is_none_or(|cited| cited.id != entry.id)
        });
        let all = cited.chain(others);
        let all = all.map(|source| (source.id.as_str(), source.fields.clone()));
        writer.entry("sources", mapping(all))
    }

    fn write_head(&self, command: &str, output: &mut dyn Write) -> io::Result<()> {
        // A line break in a name would end the comment, and YAML refuses control characters.
        writeln!(output, "# Written by: {}", visible(command))?;
        if let Some((name, sha256)) = &self.mapping {
            writeln!(output, "# Mapping: {}, SHA-256 {sha256}", visible(name))?;
        }
        for file in &self.files {
            let sheet = file.sheet.as_ref();
            let sheet = sheet.map_or_else(String::new, |sheet| format!(", sheet `{sheet}`"));
            let name = visible(&file.name);
            writeln!(
                output,
                "# File: {name}{}, SHA-256 {}",
                visible(&sheet),
                file.sha256
            )?;
        }
        writeln!(output)
    }
}

fn suggestions(collection: &Collection) -> Vec<String> {
    let organizations = &collection.organizations;
    let pairs = near_duplicates(organizations).into_iter();
    let pairs = pairs.map(|(first, second)| {
        format!("`{first}` and `{second}` may be one organization; `synonyms` in the mapping makes them one")
    });
    let matches = shipped_matches(organizations).into_iter();
    let matches = matches.map(|(name, shipped)| {
        format!("`{name}` may be the organization {shipped} of the shipped dataset")
    });
    pairs.chain(matches).collect()
}

/// Returns a year as a number, as people write it, or as a text if the number would not have four digits.
fn json_year(year: i32) -> Json {
    match year {
        1000..=9999 => json!(year),
        _ => json!(year_text(year.into())),
    }
}
