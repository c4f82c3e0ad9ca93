//! Entries of the bibliography as YAML.

use super::value::{Field, Value, date, fields, list, mapping, one_or_more, optional, text};
use crate::model::{Affiliation, Date, Parent, Source};

/// Returns the fields of a source that Hayagriva has too.
pub(crate) fn source_fields(source: &Source) -> Vec<Field> {
    // Without an address, the date of the visit has a field of its own.
    let visited = source.visited.filter(|_| source.url.is_some());
    let own = vec![
        ("type", text(&source.kind)),
        ("title", title(&source.title, &source.details)),
        ("author", one_or_more(&source.authors)),
        ("editor", one_or_more(&source.editors)),
        ("affiliated", affiliated(&source.affiliated)),
        ("date", date(source.date)),
        ("organization", optional(source.organization.as_deref())),
        ("publisher", optional(source.publisher.as_deref())),
        ("location", optional(source.location.as_deref())),
        ("parent", parents(&source.parents)),
        ("volume", optional(source.volume.as_deref())),
        ("issue", optional(source.issue.as_deref())),
        ("edition", optional(source.edition.as_deref())),
        ("page-range", optional(source.page_range.as_deref())),
        ("genre", optional(source.genre.as_deref())),
        ("serial-number", numbers(&source.serial_numbers)),
        ("url", url(source.url.as_deref(), visited)),
        ("language", optional(source.language.as_deref())),
        ("note", optional(source.note.as_deref())),
    ];
    own.into_iter().chain(details(&source.details)).collect()
}

fn parents(all: &[Parent]) -> Value {
    match all {
        [one] => parent(one),
        all => list(all, parent),
    }
}

fn parent(parent: &Parent) -> Value {
    let title_text = Some(&*parent.title).filter(|title| !title.is_empty());
    let own = [
        ("type", text(&parent.kind)),
        (
            "title",
            title_text.map_or(Value::Null, |text| title(text, &parent.details)),
        ),
        ("author", one_or_more(&parent.authors)),
        ("editor", one_or_more(&parent.editors)),
        ("affiliated", affiliated(&parent.affiliated)),
        ("date", date(parent.date)),
        ("organization", optional(parent.organization.as_deref())),
        ("publisher", optional(parent.publisher.as_deref())),
        ("location", optional(parent.location.as_deref())),
        ("parent", parents(&parent.parents)),
        ("volume", optional(parent.volume.as_deref())),
        ("issue", optional(parent.issue.as_deref())),
        ("edition", optional(parent.edition.as_deref())),
        ("serial-number", numbers(&parent.serial_numbers)),
        ("url", url(parent.url.as_deref(), parent.visited)),
    ];
    fields(own.into_iter().chain(details(&parent.details)))
}

/// The detail that is part of the title.
const SHORT_TITLE: &str = "title-short";

fn title(title: &str, details: &[(Box<str>, Box<str>)]) -> Value {
    let short = details.iter().find(|(name, _)| &**name == SHORT_TITLE);
    match short {
        Some((_, short)) => mapping([("value", text(title)), ("short", text(short))]),
        None => text(title),
    }
}

fn details(details: &[(Box<str>, Box<str>)]) -> impl Iterator<Item = Field> {
    details.iter().filter_map(|(name, detail)| {
        let mut names = DETAILS.iter();
        let name = names.find(|known| **known == &**name)?;
        Some((*name, text(detail)))
    })
}

/// The names of details, except that of the short title.
const DETAILS: [&str; 13] = [
    "volume-total",
    "chapter",
    "page-range",
    "page-total",
    "time-range",
    "runtime",
    "genre",
    "language",
    "abstract",
    "call-number",
    "archive",
    "archive-location",
    "note",
];

fn affiliated(affiliated: &[Affiliation]) -> Value {
    list(affiliated, |group| {
        fields([
            ("role", text(&group.role)),
            ("names", one_or_more(&group.names)),
        ])
    })
}

fn numbers(numbers: &[(Box<str>, Box<str>)]) -> Value {
    match numbers {
        [(scheme, symbol)] if &**scheme == "serial" => text(symbol),
        numbers => mapping(
            numbers
                .iter()
                .map(|(scheme, number)| (&**scheme, text(number))),
        ),
    }
}

fn url(address: Option<&str>, visited: Option<Date>) -> Value {
    match visited {
        Some(visited) => fields([("value", optional(address)), ("date", date(Some(visited)))]),
        None => optional(address),
    }
}
