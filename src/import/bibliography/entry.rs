//! An entry of a bibliography while it is converted to the fields of a source.

use crate::dataset::yaml_value::{Value, date_word, fields, mapping, text};
use crate::import::accounts::{Change, Outcome};
use crate::model::{Contributor, Date};

/// An entry as it was read.
pub(super) struct ReadEntry {
    /// The number of its first line, or its number in a list.
    pub(super) line: u64,
    pub(super) raw: String,
    /// The entry, or why it is not one.
    pub(super) result: Result<Entry, Outcome>,
}

/// An entry with the fields of a source.
#[derive(Debug, Default)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) fields: Vec<(String, Value)>,
    /// The names of fields that are not carried.
    pub(super) left_out: Vec<String>,
    pub(super) changes: Vec<Change>,
}

/// The parts of an entry that several formats have, by other names.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) authors: Vec<String>,
    pub(super) editors: Vec<String>,
    pub(super) translators: Vec<String>,
    pub(super) date: String,
    pub(super) organization: String,
    pub(super) publisher: String,
    pub(super) location: String,
    /// The type of the work in which it appeared.
    pub(super) parent_kind: &'static str,
    pub(super) parent_title: String,
    pub(super) series: String,
    pub(super) volume: String,
    pub(super) issue: String,
    pub(super) edition: String,
    pub(super) pages: String,
    pub(super) genre: String,
    /// Schemes and numbers.
    pub(super) numbers: Vec<(&'static str, String)>,
    pub(super) url: String,
    pub(super) visited: String,
    pub(super) language: String,
    pub(super) notes: Vec<String>,
    /// Other fields, by their names in Hayagriva.
    pub(super) details: Vec<(&'static str, String)>,
}

impl Parts {
    /// Returns the fields of a source. What is not a date, and not an address of the web, becomes a remark.
    pub(super) fn into_fields(mut self, changes: &mut Vec<Change>) -> Vec<(String, Value)> {
        let date = self.date_or_remark("date", changes);
        let url = self.url();
        let numbers: Vec<(&str, String)> = std::mem::take(&mut self.numbers);
        let numbers = numbers.iter().filter(|(_, number)| !number.is_empty());
        let numbers = mapping(numbers.map(|(scheme, number)| (*scheme, text(number))));
        let parent = self.parent();
        let note = self.notes.join(" ");
        let is_in_parent = !parent.is_empty();
        let own = |text: &str| if is_in_parent { "" } else { text }.to_owned();
        let (volume, issue) = (own(&self.volume), own(&self.issue));
        let affiliated = fields([
            (
                "role",
                some(if self.translators.is_empty() {
                    ""
                } else {
                    "translator"
                }),
            ),
            ("names", texts(&self.translators)),
        ]);
        let affiliated = if affiliated.is_empty() {
            Value::Null
        } else {
            Value::List(vec![affiliated])
        };
        let all = [
            ("type", text(self.kind)),
            ("title", some(&self.title)),
            ("author", texts(&self.authors)),
            ("editor", texts(&self.editors)),
            ("affiliated", affiliated),
            ("date", date),
            ("organization", some(&self.organization)),
            ("publisher", some(&self.publisher)),
            ("location", some(&self.location)),
            ("parent", parent),
            ("volume", some(&volume)),
            ("issue", some(&issue)),
            ("edition", some(&self.edition)),
            ("page-range", some(&self.pages)),
            ("genre", some(&self.genre)),
            ("serial-number", numbers),
            ("url", url),
            ("language", some(&self.language)),
            ("note", some(&note)),
        ];
        let details = self
            .details
            .iter()
            .map(|(name, value)| (*name, some(value)));
        let all = all.into_iter().chain(details);
        all.filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    }

    /// Returns the journal, book or series, with the volume and the issue.
    fn parent(&self) -> Value {
        let series = fields([
            (
                "type",
                some(if self.series.is_empty() { "" } else { "book" }),
            ),
            ("title", some(&self.series)),
        ]);
        if self.parent_title.is_empty() {
            return series;
        }
        fields([
            ("type", text(self.parent_kind)),
            ("title", text(&self.parent_title)),
            ("volume", some(&self.volume)),
            ("issue", some(&self.issue)),
            ("parent", series),
        ])
    }

    fn date_or_remark(&mut self, column: &str, changes: &mut Vec<Change>) -> Value {
        let date = self.date.trim().to_owned();
        if date.is_empty() {
            return Value::Null;
        }
        if date.parse::<Date>().is_ok() {
            return date_word(date);
        }
        changes.push(Change {
            column: column.to_owned(),
            from: date.clone(),
            to: String::new(),
            reason: "it is not a date, and becomes a remark".to_owned(),
        });
        self.notes.push(format!("Date: {date}."));
        Value::Null
    }

    fn url(&mut self) -> Value {
        let url = self.url.trim().to_owned();
        if url.is_empty() {
            return Value::Null;
        }
        let is_address = ["http://", "https://"].iter().any(|scheme| {
            url.get(..scheme.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        });
        if !is_address {
            self.notes.push(url);
            return Value::Null;
        }
        match self.visited.trim().parse::<Date>() {
            Ok(visited) => fields([
                ("value", text(&url)),
                ("date", date_word(visited.to_string())),
            ]),
            Err(_) => text(&url),
        }
    }
}

/// Returns a name as sources spell it: "Last, First", or a body as it is named.
pub(super) fn name(family: &str, given: &str, particle: &str, suffix: &str) -> String {
    let [family, given, particle, suffix] = [family, given, particle, suffix].map(str::trim);
    if given.is_empty() && particle.is_empty() && suffix.is_empty() {
        return body(family);
    }
    Contributor::spell(family, given, particle, suffix)
}

/// Returns the name of a body, in braces if it would be read as a person.
pub(super) fn body(name: &str) -> String {
    match Contributor::parse(name) {
        Contributor::Body(same) if same == name => name.to_owned(),
        _ => format!("{{{name}}}"),
    }
}

/// Returns a name of one text: "Last, First" as it is; "First Last" is not taken apart.
pub(super) fn whole_name(text: &str) -> String {
    let text = text.trim().trim_end_matches(',');
    match text.split_once(',') {
        Some((family, given)) if !given.trim().is_empty() => name(family, given, "", ""),
        _ => body(text),
    }
}

fn some(value: &str) -> Value {
    match value.trim() {
        "" => Value::Null,
        value => text(value),
    }
}

fn texts(all: &[String]) -> Value {
    Value::List(
        all.iter()
            .filter(|item| !item.is_empty())
            .map(|item| text(item))
            .collect(),
    )
}
