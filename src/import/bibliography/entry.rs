//! An entry of a bibliography while it is converted to the fields of a source.

use crate::dataset::yaml_value::{Value, date_word, fields, mapping, text};
use crate::import::accounts::{Change, Outcome};
use crate::model::{Contributor, Date, possible_dates};

/// Why a field is not carried: there is nothing like it.
const NO_SUCH_FIELD: &str = "a source has no such field";

/// Why a field is not carried: a source has one of it.
pub(super) const OTHER_IS_USED: &str = "another value is used";

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
    pub(super) left_out: Vec<LeftOut>,
    pub(super) changes: Vec<Change>,
}

/// A field that is not carried.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct LeftOut {
    pub(super) field: String,
    pub(super) reason: &'static str,
}

/// The fields for which an importer has looked, each with the reason why it is not carried unless it is used.
#[derive(Debug, Default)]
pub(super) struct Known(Vec<(&'static str, &'static str)>);

impl Known {
    /// Adds fields of which one is used.
    pub(super) fn add(&mut self, fields: &[&'static str]) {
        self.0
            .extend(fields.iter().map(|field| (*field, OTHER_IS_USED)));
    }

    /// Adds a field that cannot be used.
    pub(super) fn reject(&mut self, field: &'static str, reason: &'static str) {
        self.0.insert(0, (field, reason));
    }

    /// Returns a field that is not used, with the reason.
    pub(super) fn left_out(&self, field: &str) -> LeftOut {
        let known = self.0.iter().find(|(known, _)| *known == field);
        LeftOut {
            field: field.to_owned(),
            reason: known.map_or(NO_SUCH_FIELD, |(_, reason)| reason),
        }
    }
}

/// The parts of an entry that several formats have, by other names.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) kind: &'static str,
    pub(super) title: String,
    pub(super) authors: Vec<String>,
    pub(super) editors: Vec<String>,
    /// Other contributors by their roles.
    pub(super) affiliated: Vec<(&'static str, Vec<String>)>,
    pub(super) date: String,
    pub(super) organization: String,
    pub(super) publisher: String,
    pub(super) location: String,
    /// The type of the work in which it appeared.
    pub(super) parent_kind: &'static str,
    pub(super) parent_title: String,
    pub(super) series: String,
    /// The number of the work in its series.
    pub(super) series_number: String,
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

/// The types of works that appear in a series, or as parts of such works.
const TYPES_OF_BOOKS: [&str; 7] = [
    "book",
    "anthology",
    "proceedings",
    "reference",
    "chapter",
    "anthos",
    "entry",
];

impl Parts {
    /// Returns `true` for a book and a part of one.
    pub(super) fn is_of_book(&self) -> bool {
        TYPES_OF_BOOKS.contains(&self.kind)
    }

    /// Takes the field in which some formats have the number of an issue, of a work in its series, and of a document.
    pub(super) fn set_number(&mut self, number: String) {
        match self.kind {
            "article" | "periodical" => self.issue = number,
            _ if self.is_of_book() && !self.series.is_empty() => self.series_number = number,
            _ => self.numbers.push(("serial", number)),
        }
    }

    /// Returns the fields of a source. What is not a date, and not an address of the web, becomes a remark.
    pub(super) fn into_fields(mut self, changes: &mut Vec<Change>) -> Vec<(String, Value)> {
        let date = std::mem::take(&mut self.date);
        let date = self.date_or_remark("date", "Date", &date, changes);
        let visited = std::mem::take(&mut self.visited);
        let visited = self.date_or_remark("accessed", "Accessed", &visited, changes);
        let (url, accessed) = match self.address() {
            Some(address) if visited.is_empty() => (text(&address), Value::Null),
            Some(address) => (
                fields([("value", text(&address)), ("date", visited)]),
                Value::Null,
            ),
            None => (Value::Null, visited),
        };
        let numbers = self.numbers.iter();
        let numbers = numbers.filter(|(_, number)| !number.is_empty());
        let numbers = mapping(numbers.map(|(scheme, number)| (*scheme, text(number))));
        let parent = self.parent();
        let note = self.notes.iter().filter(|note| !note.is_empty());
        let note = note.map(String::as_str).collect::<Vec<_>>().join(" ");
        let is_in_parent = !parent.is_empty();
        let own = |text: &str| if is_in_parent { "" } else { text }.to_owned();
        let (volume, issue) = (own(&self.volume), own(&self.issue));
        let all = [
            ("type", text(self.kind)),
            ("title", some(&self.title)),
            ("author", texts(&self.authors)),
            ("editor", texts(&self.editors)),
            ("affiliated", self.affiliated()),
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
            ("accessed", accessed),
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

    fn affiliated(&self) -> Value {
        let groups = self.affiliated.iter();
        let groups = groups.filter(|(_, names)| !names.is_empty());
        let groups =
            groups.map(|(role, names)| mapping([("role", text(role)), ("names", texts(names))]));
        Value::List(groups.collect())
    }

    /// Returns the journal or book, which may be in a series, or else the series. The volume and the issue are those of
    /// the former.
    fn parent(&self) -> Value {
        let (volume, issue) = (some(&self.volume), some(&self.issue));
        let number = some(&self.series_number);
        if self.parent_title.is_empty() {
            let number = if number.is_empty() { issue } else { number };
            return self.series(volume, number);
        }
        fields([
            ("type", text(self.parent_kind)),
            ("title", text(&self.parent_title)),
            ("volume", volume),
            ("issue", issue),
            ("parent", self.series(Value::Null, number)),
        ])
    }

    fn series(&self, volume: Value, number: Value) -> Value {
        if self.series.is_empty() {
            return Value::Null;
        }
        fields([
            ("type", text("book")),
            ("title", text(&self.series)),
            ("volume", volume),
            ("issue", number),
        ])
    }

    /// Returns a date, if the text is one or means just one. Otherwise it becomes a remark after a label.
    fn date_or_remark(
        &mut self,
        column: &str,
        label: &str,
        date: &str,
        changes: &mut Vec<Change>,
    ) -> Value {
        let date = date.trim();
        if date.is_empty() {
            return Value::Null;
        }
        if date.parse::<Date>().is_ok() {
            return date_word(date.to_owned());
        }
        let mut change = Change {
            column: column.to_owned(),
            from: date.to_owned(),
            to: String::new(),
            reason: "it is not a date, and becomes a remark".to_owned(),
        };
        // Numbers alone, such as `2020-13-01`, may be a slip.
        let has_words = date.contains(char::is_alphabetic);
        let value = match possible_dates(date).as_slice() {
            [meant] if has_words => {
                change.to.clone_from(meant);
                "it is read as a date".clone_into(&mut change.reason);
                date_word(meant.clone())
            }
            _ => {
                self.notes.push(format!("{label}: {date}."));
                Value::Null
            }
        };
        changes.push(change);
        value
    }

    /// Returns the address of the web. Any other becomes a remark.
    fn address(&mut self) -> Option<String> {
        let address = std::mem::take(&mut self.url).trim().to_owned();
        if is_address(&address) {
            return Some(address);
        }
        self.notes.push(address);
        None
    }
}

/// Returns `true` for an address of the web.
pub(super) fn is_address(text: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    })
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
