//! Bibliographies in the styles of the Citation Style Language, set by Hayagriva.

use std::collections::HashMap;
use std::io;

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::{IndependentStyle, Style as CslStyle};
use hayagriva::types::{EntryType, FormatString, Person, StringChunk};
use hayagriva::{
    BibliographyDriver, BibliographyItem, BibliographyRequest, BufWriteFormat, CitationItem,
    CitationRequest, Entry,
};

use super::person;
use crate::dataset;
use crate::export::error::ExportError;
use crate::model::{Identified, Source};

/// Returns the names of the styles, sorted.
pub(super) fn names() -> Vec<&'static str> {
    let styles = ArchivedStyle::all().iter();
    let independent = styles.filter(|style| matches!(style.get(), CslStyle::Independent(_)));
    let mut names: Vec<&str> = independent
        .filter_map(|style| style.names().first().copied())
        .collect();
    names.sort_unstable();
    names
}

/// Finds a style by one of its names.
pub(super) fn named(name: &str) -> Option<ArchivedStyle> {
    ArchivedStyle::by_name(name)
}

/// Writes sources in a style, an entry a line.
pub(super) fn write(
    sources: &[&Source],
    style: ArchivedStyle,
    numbered: bool,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    let CslStyle::Independent(csl) = style.get() else {
        return Err(without_bibliography(style));
    };
    let entries: Vec<Entry> = sources.iter().map(|source| entry(source)).collect();
    let items = set(&entries, &csl).ok_or_else(|| without_bibliography(style))?;
    if !numbered {
        for item in &items {
            writeln!(output, "{}", line(item, true))?;
        }
        return Ok(());
    }
    let lines: HashMap<&str, String> = items
        .iter()
        .map(|item| (item.key.as_str(), line(item, false)))
        .collect();
    for (number, source) in sources.iter().enumerate() {
        let text = lines
            .get(source.id().as_str())
            .map(String::as_str)
            .unwrap_or_default();
        writeln!(output, "[{}] {text}", number + 1)?;
    }
    Ok(())
}

fn without_bibliography(style: ArchivedStyle) -> ExportError {
    ExportError::Bibliography(format!(
        "the style {} has no bibliography",
        style.display_name()
    ))
}

/// Sets the entries; `None` if the style has notes alone.
fn set(entries: &[Entry], style: &IndependentStyle) -> Option<Vec<BibliographyItem>> {
    let locales = locales();
    let mut driver = BibliographyDriver::new();
    for entry in entries {
        let items = vec![CitationItem::with_entry(entry)];
        driver.citation(CitationRequest::from_items(items, style, &locales));
    }
    let request = BibliographyRequest {
        style,
        locale: None,
        locale_files: &locales,
    };
    driver.finish(request).bibliography.map(|set| set.items)
}

/// Returns the text of an entry, with the number or label that the style sets before it if asked.
fn line(item: &BibliographyItem, with_label: bool) -> String {
    let mut text = String::new();
    if let (Some(label), true) = (&item.first_field, with_label) {
        // Writing to a string cannot fail.
        let _ = label.write_buf(&mut text, BufWriteFormat::Plain);
        text.push(' ');
    }
    let _ = item.content.write_buf(&mut text, BufWriteFormat::Plain);
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // Hayagriva sets the comma before a month that is not known.
    text.replace(",)", ")")
}

/// Makes an entry of a source; its organization stands for authors that it does not name.
///
/// Titles are set letter for letter, because the rules by which styles change capitals do not know
/// the names and abbreviations of organizations.
fn entry(source: &Source) -> Entry {
    let library = hayagriva::io::from_yaml_str(&dataset::to_hayagriva([source]));
    let read = library.ok().and_then(|library| library.nth(0).cloned());
    // Where something in it is not as Hayagriva wants it, author and title at least can be set.
    let bare = || Entry::new(source.id().as_str(), EntryType::Misc);
    let mut entry = read.unwrap_or_else(bare);
    let title = StringChunk::verbatim(source.title.to_string());
    entry.set_title(FormatString {
        value: title.into(),
        short: None,
    });
    let organization = source.organization.as_ref();
    let organization = organization.filter(|_| source.authors.is_empty());
    let authors: Vec<Person> = source
        .authors
        .iter()
        .chain(organization)
        .map(|name| author(name))
        .collect();
    if !authors.is_empty() {
        entry.set_authors(authors);
    }
    entry
}

fn author(name: &str) -> Person {
    let (name, given) = person(name);
    Person {
        name: name.to_owned(),
        given_name: given.map(str::to_owned),
        prefix: None,
        suffix: None,
        comma_suffix: false,
        alias: None,
    }
}
