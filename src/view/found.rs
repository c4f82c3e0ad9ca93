//! The table of what a search finds.

use super::cell::{Cell, organization};
use super::columns::Columns;
use super::table::Table;
use crate::graph::{Content, Graph, Match, OperationRef, Searched, Statement};
use crate::model::{Identified as _, JointRecord, Value, ValueType};

/// The number of characters before and after a match that people read.
const CONTEXT: usize = 60;

/// Returns the records that contain a text, at most `limit`: what each is, and where the text is found in it. They are in
/// the order of [`Graph::find`]; a note states how many more there are.
pub fn found(graph: &Graph, text: &str, limit: usize) -> Table {
    let mut found = graph.find(text);
    let more = found.len().saturating_sub(limit);
    found.truncate(limit);
    let columns = Columns::new()
        .with(
            "kind",
            "Kind",
            "The kind of record.",
            ValueType::Code,
            |row: &Match<'_>| kind(row.record),
        )
        .shown("about", "About", |row| about(row.record))
        .data(
            "things",
            "What the record is, or what a claim is about: an organization, the members of a partnership or of a record of \
             more than two, an operation, a source, or a term.",
            ValueType::TERMS,
            |row| Value::List(things(row.record)),
        )
        .data("date", "The date of a claim.", ValueType::Date, |row| {
            statement(row.record).and_then(|one| one.dates().0)
        })
        .data("coding", "The coding of a phase.", ValueType::Code, |row| {
            coding(row.record)
        })
        .with(
            "field",
            "Found in",
            "The field of the record.",
            ValueType::Code,
            |row| row.field,
        )
        .with(
            "text",
            "Text",
            "The text of the field; for people, the part around the match.",
            ValueType::Text,
            |row| Cell::shown(row.text.to_string(), excerpt(row)),
        )
        .data(
            "others",
            "The number of other fields of the record that contain the text.",
            ValueType::Integer,
            |row| Value::count(row.others),
        )
        .shown("show", "Show", |row| row.record.show_as().unwrap_or_default());
    let mut table = columns.table("find", format!("Found: {text}"), found);
    if more > 0 {
        table
            .notes
            .push(format!("{more} more are found; --limit shows more."));
    }
    table
}

fn kind(record: Searched<'_>) -> &'static str {
    match record {
        Searched::Organization(_) => "organization",
        Searched::Operation(_) => "operation",
        Searched::Partnership(_) | Searched::JointRecord(..) => "partnership",
        Searched::Statement(one) => one.kind().name(),
        Searched::Term(..) => "term",
        Searched::Source(_) => "source",
    }
}

fn statement(record: Searched<'_>) -> Option<Statement<'_>> {
    match record {
        Searched::Statement(one) => Some(one),
        _ => None,
    }
}

/// Returns the id of the coding of a phase.
fn coding(record: Searched<'_>) -> Option<String> {
    let statement = statement(record)?;
    match statement.content() {
        Content::Phase(coding, spell) => {
            let codings = &spell.graph().dataset().vocabularies().codings;
            Some(codings[coding].id().to_string())
        }
        _ => None,
    }
}

/// Returns the things that a record is about, with their labels.
fn things(record: Searched<'_>) -> Vec<Value<'static>> {
    let things = match record {
        Searched::Organization(one) => vec![organization(one)],
        Searched::Operation(one) => vec![operation(one)],
        Searched::Partnership(one) => one.members().map(organization).to_vec(),
        Searched::JointRecord(graph, record) => members(graph, record),
        Searched::Statement(one) => match (one.partnership(), one.operation()) {
            (Some(partnership), _) => match one.joint_record() {
                Some(record) => members(partnership.graph(), record),
                None => partnership.members().map(organization).to_vec(),
            },
            (None, Some(about)) => vec![operation(about)],
            (None, None) => one.organization().map(organization).into_iter().collect(),
        },
        Searched::Term(_, term) => vec![Value::term(term.id.as_str(), &*term.label)],
        Searched::Source(one) => {
            let source = one.record();
            vec![Value::term(source.id().as_str(), &*source.title)]
        }
    };
    things.into_iter().map(Value::into_owned).collect()
}

fn members<'g>(graph: &'g Graph, record: &JointRecord) -> Vec<Value<'g>> {
    let members = record.members.iter();
    members
        .map(|key| organization(graph.organization(*key)))
        .collect()
}

fn operation(one: OperationRef<'_>) -> Value<'_> {
    Value::term(one.record().id().as_str(), one.label())
}

fn about(record: Searched<'_>) -> String {
    match record {
        Searched::Organization(one) => one.label().to_owned(),
        Searched::Operation(one) => one.label().to_owned(),
        Searched::Partnership(one) => one.label(),
        Searched::JointRecord(graph, record) => graph.label_of_members(record),
        Searched::Statement(one) => {
            let date = one.dates().0.map(|date| format!(", {date}"));
            let coding = coding(record).map(|coding| format!(" ({coding})"));
            let [date, coding] = [date, coding].map(Option::unwrap_or_default);
            format!("{}{date}{coding}", one.about_all())
        }
        Searched::Term(vocabulary, term) => {
            format!("{} ({})", term.label, vocabulary.replace('-', " "))
        }
        Searched::Source(one) => one.record().id().to_string(),
    }
}

/// Returns the part of a text around its match, with whole words.
fn excerpt(found: &Match<'_>) -> String {
    let (before, rest) = found.text.split_at(found.range.start);
    let (matched, after) = rest.split_at(found.range.len());
    let start = match before.char_indices().rev().nth(CONTEXT) {
        Some((at, _)) => at + before[at..].find(' ').map_or(0, |space| space + 1),
        None => 0,
    };
    let end = match after.char_indices().nth(CONTEXT) {
        Some((at, _)) => after[..at].rfind(' ').unwrap_or(at),
        None => after.len(),
    };
    let ellipsis = |is_cut: bool| if is_cut { "…" } else { "" };
    format!(
        "{}{}{matched}{}{}",
        ellipsis(start > 0),
        &before[start..],
        &after[..end],
        ellipsis(end < after.len())
    )
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;
    use crate::dataset;

    #[test]
    fn an_excerpt_has_whole_words_around_the_match() {
        let graph = Graph::new(dataset::builtin());
        let record = Searched::Organization(graph.organizations().next().expect("there is one"));
        let excerpt_of = |text: &'static str, word: &str| {
            let start = text.find(word).expect("the text has the word");
            let found = Match {
                record,
                field: "name",
                text: Cow::Borrowed(text),
                range: start..start + word.len(),
                is_whole_words: true,
                others: 0,
            };
            excerpt(&found)
        };
        assert_eq!(excerpt_of("a short text", "short"), "a short text");
        let long = "The members of the first organization that was ever asked to keep the peace Ärger \
            found that the others had the troops, the money and the transport that they lacked.";
        assert_eq!(
            excerpt_of(long, "Ärger"),
            "…first organization that was ever asked to keep the peace Ärger found that the others had the \
             troops, the money and the…"
        );
    }
}
