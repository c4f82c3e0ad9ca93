//! BibTeX, in the fields that its standard styles and biblatex know.

use std::io;

use super::fields::{Issued, person};
use crate::export::error::ExportError;
use crate::model::{Identified, Parent, Source};

/// The names of the months in BibTeX, which styles spell in their own language.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Writes sources as entries, in UTF-8.
pub(super) fn write(sources: &[&Source], output: &mut impl io::Write) -> Result<(), ExportError> {
    for (index, source) in sources.iter().enumerate() {
        if index > 0 {
            writeln!(output)?;
        }
        writeln!(output, "@{}{{{},", entry_type(source), source.id())?;
        for (name, value) in fields(source) {
            writeln!(output, "  {name} = {value},")?;
        }
        writeln!(output, "}}")?;
    }
    Ok(())
}

/// A field, with its value in braces.
type Field = (&'static str, Option<String>);

/// Returns the fields that have a value, in the order in which they are written.
fn fields(source: &Source) -> impl Iterator<Item = (&'static str, String)> {
    let groups = [
        contributors(source).to_vec(),
        container(source).to_vec(),
        date(source).to_vec(),
        numbers(source).to_vec(),
        publication(source).to_vec(),
        access(source).to_vec(),
    ];
    let fields = groups.into_iter().flatten();
    fields.filter_map(|(name, value)| Some((name, value?)))
}

fn contributors(source: &Source) -> [Field; 3] {
    let issuer = source.issuer().map(|name| format!("{{{}}}", braced(name)));
    [
        ("author", names(&source.authors).or(issuer)),
        ("editor", names(&source.editors)),
        // Inner braces keep the capitals of names; styles lower all others.
        ("title", Some(format!("{{{}}}", braced(&source.title)))),
    ]
}

fn names(names: &[Box<str>]) -> Option<String> {
    let names: Vec<String> = names.iter().map(|name| name_of(name)).collect();
    (!names.is_empty()).then(|| format!("{{{}}}", names.join(" and ")))
}

fn container(source: &Source) -> [Field; 2] {
    let container = source.parent.as_ref().map(|parent| braced(&parent.title));
    match entry_type(source) {
        "article" => [("journal", container), ("booktitle", None)],
        _ => [("journal", None), ("booktitle", container)],
    }
}

fn date(source: &Source) -> [Field; 3] {
    let issued = source.date.as_ref().and_then(Issued::of);
    let issued = issued.as_ref();
    let month = issued.and_then(|issued| issued.month);
    let day = issued.and_then(|issued| issued.day);
    [
        ("year", issued.map(|issued| format!("{{{}}}", issued.year))),
        // The name of a month is a macro, and not in braces.
        (
            "month",
            month.and_then(|month| {
                let index = usize::from(month).checked_sub(1)?;
                MONTHS.get(index).map(ToString::to_string)
            }),
        ),
        ("day", day.map(|day| format!("{{{day}}}"))),
    ]
}

fn numbers(source: &Source) -> [Field; 7] {
    let number = source.symbol().map(braced);
    let volume = own_or_parents(source, &source.volume, |parent| &parent.volume);
    let issue = own_or_parents(source, &source.issue, |parent| &parent.issue);
    let pages = source.page_range.as_deref();
    let has_type = entry_type(source) == "misc";
    [
        ("volume", volume),
        ("number", issue.or_else(|| number.clone())),
        // For this entry type, the standard styles print `howpublished` and not `number`.
        ("howpublished", number.filter(|_| has_type)),
        ("version", source.number("version").map(braced)),
        (
            "pages",
            pages.map(|pages| braced(&pages.replace(['–', '-'], "--"))),
        ),
        ("edition", source.edition.as_deref().map(braced)),
        ("type", source.genre.as_deref().map(braced)),
    ]
}

/// Returns the publisher; for a report as its institution, if no organization is named.
fn publication(source: &Source) -> [Field; 3] {
    let is_report = entry_type(source) == "techreport";
    let publisher = own_or_parents(source, &source.publisher, |parent| &parent.publisher);
    let address = source.location.as_deref().map(braced);
    if !is_report {
        return [
            ("institution", None),
            ("publisher", publisher),
            ("address", address),
        ];
    }
    let organization = source.organization.as_deref().map(braced);
    [
        ("institution", organization.or(publisher)),
        ("publisher", None),
        ("address", address),
    ]
}

fn access(source: &Source) -> [Field; 6] {
    let visited = source.visited.map(|date| braced(&date.to_string()));
    [
        ("doi", source.number("doi").map(verbatim)),
        ("isbn", source.number("isbn").map(braced)),
        ("url", source.url.as_deref().map(verbatim)),
        ("urldate", visited),
        ("language", source.language.as_deref().map(braced)),
        // Styles print `note`, and this is a remark on the source.
        ("annote", source.note.as_deref().map(braced)),
    ]
}

/// Returns a field of the source, or else that of the work in which it appeared.
fn own_or_parents(
    source: &Source,
    own: &Option<Box<str>>,
    parents: impl Fn(&Parent) -> &Option<Box<str>>,
) -> Option<String> {
    let parent = source.parent.as_ref();
    let text = own.as_ref().or_else(|| parents(parent?).as_ref());
    text.map(|text| braced(text))
}

/// Returns the entry type that is nearest to the type of the source.
fn entry_type(source: &Source) -> &'static str {
    let parent = source.parent.as_ref();
    match (&*source.kind, parent.map(|parent| &*parent.kind)) {
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

/// Returns a person as "Last, First", and an organization in braces, so that BibTeX does not split its name.
fn name_of(name: &str) -> String {
    match person(name) {
        (family, Some(given)) => format!("{}, {}", escaped(family), escaped(given)),
        (whole, None) => braced(whole),
    }
}

fn braced(text: &str) -> String {
    format!("{{{}}}", escaped(text))
}

/// Returns an address in braces. TeX does not read addresses, so only braces and backslashes in them are escaped, as
/// URLs escape them.
fn verbatim(text: &str) -> String {
    let text = text
        .replace('{', "%7B")
        .replace('}', "%7D")
        .replace('\\', "%5C");
    format!("{{{text}}}")
}

/// Escapes the characters that have a meaning in TeX.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', character]),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '\\' => escaped.push_str("\\textbackslash{}"),
            character if character.is_control() => escaped.push(' '),
            character => escaped.push(character),
        }
    }
    escaped
}
