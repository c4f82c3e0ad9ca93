//! BibTeX, in the fields that its standard styles and biblatex know.

use std::io;

use super::{Issued, person};
use crate::export::error::ExportError;
use crate::model::{Identified, Source};

/// The names of the months in BibTeX, which styles spell in their own language.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Writes sources as entries, in UTF-8.
pub(super) fn write(sources: &[&Source], output: &mut impl io::Write) -> Result<(), ExportError> {
    for (number, source) in sources.iter().enumerate() {
        if number > 0 {
            writeln!(output)?;
        }
        writeln!(output, "@{}{{{},", kind(source), source.id())?;
        for (name, value) in fields(source) {
            writeln!(output, "  {name} = {value},")?;
        }
        writeln!(output, "}}")?;
    }
    Ok(())
}

/// Returns the fields with their values, braces and all.
fn fields(source: &Source) -> Vec<(&'static str, String)> {
    let parent = source.parent.as_ref();
    let kind = kind(source);
    let issued = source.date.as_ref().and_then(Issued::of);
    let either = |own: &'_ Option<Box<str>>, theirs: Option<&Option<Box<str>>>| {
        let text = own.clone().or_else(|| theirs.cloned().flatten());
        text.map(|text| braced(&text))
    };
    let names = |names: &[Box<str>]| {
        let names: Vec<String> = names.iter().map(|name| name_of(name)).collect();
        (!names.is_empty()).then(|| format!("{{{}}}", names.join(" and ")))
    };
    let authors = names(&source.authors);
    let issuer = source.issuer().map(|name| format!("{{{}}}", braced(name)));
    let container = parent.map(|parent| braced(&parent.title));
    let is_journal = kind == "article";
    let publisher = either(&source.publisher, parent.map(|parent| &parent.publisher));
    let is_report = kind == "techreport";
    let organization = source.organization.as_deref();
    let institution = organization.map(braced).filter(|_| is_report);
    let number = source.symbol().map(braced);
    let fields = [
        ("author", authors.or(issuer)),
        ("editor", names(&source.editors)),
        // Braces within keep the capitals of names.
        ("title", Some(format!("{{{}}}", braced(&source.title)))),
        ("journal", container.clone().filter(|_| is_journal)),
        ("booktitle", container.filter(|_| !is_journal)),
        (
            "year",
            issued.as_ref().map(|issued| format!("{{{}}}", issued.year)),
        ),
        (
            "month",
            issued.as_ref().and_then(|issued| month(issued.month?)),
        ),
        (
            "day",
            issued
                .as_ref()
                .and_then(|issued| issued.day)
                .map(|day| format!("{{{day}}}")),
        ),
        (
            "volume",
            either(&source.volume, parent.map(|parent| &parent.volume)),
        ),
        (
            "number",
            either(&source.issue, parent.map(|parent| &parent.issue)).or_else(|| number.clone()),
        ),
        // The styles that set the type print this and not the number.
        ("howpublished", number.filter(|_| kind == "misc")),
        ("version", source.number("version").map(braced)),
        ("pages", source.page_range.as_deref().map(pages)),
        ("edition", source.edition.as_deref().map(braced)),
        ("type", source.genre.as_deref().map(braced)),
        (
            "institution",
            institution.or_else(|| publisher.clone().filter(|_| is_report)),
        ),
        ("publisher", publisher.filter(|_| !is_report)),
        ("address", source.location.as_deref().map(braced)),
        ("doi", source.number("doi").map(verbatim)),
        ("isbn", source.number("isbn").map(braced)),
        ("url", source.url.as_deref().map(verbatim)),
        (
            "urldate",
            source.visited.map(|date| braced(&date.to_string())),
        ),
        ("language", source.language.as_deref().map(braced)),
        // A remark on the source; `note` would be printed.
        ("annote", source.note.as_deref().map(braced)),
    ];
    fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
        .collect()
}

/// Returns the entry type that is nearest to the type of the source.
fn kind(source: &Source) -> &'static str {
    match (
        &*source.kind,
        source.parent.as_ref().map(|parent| &*parent.kind),
    ) {
        ("article", Some("periodical" | "newspaper")) => "article",
        ("article", Some("proceedings" | "conference")) => "inproceedings",
        ("book", _) => "book",
        ("chapter" | "anthos" | "entry", Some(_)) => "incollection",
        ("report", _) => "techreport",
        ("thesis", _) => "phdthesis",
        ("proceedings", _) => "proceedings",
        ("dataset", _) => "dataset",
        ("repository", _) => "software",
        _ => "misc",
    }
}

/// Spells a person as "Last, First"; an organization stands in braces, so that it is not taken apart.
fn name_of(name: &str) -> String {
    match person(name) {
        (family, Some(given)) => format!("{}, {}", escaped(family), escaped(given)),
        (whole, None) => braced(whole),
    }
}

fn month(month: u8) -> Option<String> {
    MONTHS
        .get(usize::from(month).checked_sub(1)?)
        .map(ToString::to_string)
}

fn pages(pages: &str) -> String {
    braced(&pages.replace(['–', '-'], "--"))
}

fn braced(text: &str) -> String {
    format!("{{{}}}", escaped(text))
}

/// Spells what TeX should not read, such as an address; braces in it would end the field.
fn verbatim(text: &str) -> String {
    let text = text
        .replace('{', "%7B")
        .replace('}', "%7D")
        .replace('\\', "%5C");
    format!("{{{text}}}")
}

/// Escapes the letters that mean something to TeX.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', letter]),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}
