//! Drafts as YAML.

use std::collections::BTreeSet;

use super::guess::{Guess, guess};
use super::profile::Profile;
use crate::dataset::Words;
use crate::dataset::emit;
use crate::dataset::yaml_value::{Value, fields, mapping, text as yaml_text};
use crate::import::accounts::plural;
use crate::import::error::ImportError;
use crate::import::files::{default_edges, default_nodes};
use crate::import::mapping::{ColumnOr, EntityRecord, TableRecord};
use crate::import::shape::Shape;
use crate::import::source::base_name;
use crate::import::table::{SEPARATORS, Table};
use crate::phrase::visible;

/// Returns a draft: comments, and the tables as YAML. No comment ends before its line does, or has a character that YAML refuses.
pub(super) fn text(comments: &[String], tables: Vec<Value>) -> String {
    let comments = comments
        .iter()
        .map(|comment| format!("# {}\n", visible(comment)));
    let comments: String = comments.collect();
    format!(
        "{comments}\n{}",
        emit(&mapping([("tables", Value::List(tables))]))
    )
}

/// Returns the draft of a table, and adds what was counted to the comments.
pub(super) fn draft_table(
    name: &str,
    header: Option<u64>,
    profile: &Profile,
    comments: &mut Vec<String>,
) -> Value {
    describe(name, profile, comments);
    let guess = guess(profile);
    let column = |index: Option<usize>| {
        index.map_or(Value::Null, |index| yaml_text(&profile.columns[index].name))
    };
    let separator = profile.facts.separator.and_then(|separator| {
        SEPARATORS
            .iter()
            .find(|(known, _)| *known == separator)
            .map(|(_, name)| *name)
    });
    let [from, to] = guess.pair.map_or([None; 2], |pair| pair.map(Some));
    let is_wide = guess.positions.len() > 1;
    let organization = if is_wide {
        mapping([("columns", range(&guess.positions, profile))])
    } else {
        column(guess.organization)
    };
    let operation = match guess.operation_name {
        None => column(guess.operation),
        name => fields([("column", column(guess.operation)), ("name", column(name))]),
    };
    let shape = guess.shape.map_or("two-mode", Shape::name);
    fields([
        ("file", yaml_text(base_name(name))),
        ("shape", yaml_text(shape)),
        ("sheet", optional(profile.facts.sheet.as_deref())),
        (
            "header",
            yaml_text(&header.map_or("none".to_owned(), |row| row.to_string())),
        ),
        ("separator", optional(separator)),
        ("missing", texts(missing(profile))),
        ("dates", optional(date_order(profile))),
        ("open-dates", texts(sentinels(profile, true))),
        ("unknown-dates", texts(sentinels(profile, false))),
        ("from", column(from)),
        ("to", column(to)),
        ("organization", organization),
        ("operation", operation),
        ("role", column(guess.role)),
        ("year", column(guess.year)),
        ("years", range(&guess.years, profile)),
        ("start", column(guess.start)),
        ("end", column(guess.end)),
        (
            "amounts",
            Value::List(Vec::from_iter(
                guess.amount.map(|index| column(Some(index))),
            )),
        ),
        (
            "flags",
            texts(
                guess
                    .flags
                    .iter()
                    .map(|index| profile.columns[*index].name.clone()),
            ),
        ),
        ("split", split(&guess, profile)),
        ("values", values(&guess, profile)),
    ])
}

/// Returns columns next to one another as a range.
fn range(columns: &[usize], profile: &Profile) -> Value {
    let name =
        |index: Option<&usize>| index.map_or("", |index| profile.columns[*index].name.as_str());
    if columns.is_empty() {
        return Value::Null;
    }
    let range = format!("{}..{}", name(columns.first()), name(columns.last()));
    yaml_text(&range)
}

/// Adds the number of rows, the encodings, and what is in each column.
fn describe(name: &str, profile: &Profile, comments: &mut Vec<String>) {
    const MAX_COLUMNS: usize = 60;
    let rows = plural(profile.rows, "row");
    comments.push(format!("{name}: {rows} below the header"));
    for (encoding, count) in &profile.facts.encodings {
        comments.push(format!(
            "  {count} values are not UTF-8 and are read as {encoding}"
        ));
    }
    comments.extend(profile.facts.notes.iter().map(|note| format!("  {note}")));
    for column in profile.columns.iter().take(MAX_COLUMNS) {
        comments.push(format!("  {}: {}", column.name, column.description()));
    }
    if let Some(more) = profile
        .columns
        .len()
        .checked_sub(MAX_COLUMNS)
        .filter(|more| *more > 0)
    {
        comments.push(format!("  and {more} more columns"));
    }
}

fn missing(profile: &Profile) -> BTreeSet<String> {
    let all = profile
        .columns
        .iter()
        .flat_map(|column| column.missing.keys());
    all.cloned().collect()
}

/// Returns the dates that look as if they stood for an open end, or for nothing.
fn sentinels(profile: &Profile, is_open: bool) -> BTreeSet<String> {
    let all = profile
        .columns
        .iter()
        .flat_map(|column| column.sentinels.keys());
    all.filter(|date| (date.starts_with("00") || date.starts_with('1')) != is_open)
        .cloned()
        .collect()
}

/// Returns the order of day and month, if a date has a number above 12 that shows it.
fn date_order(profile: &Profile) -> Option<&'static str> {
    let any = |shows: fn(&super::profile::ColumnProfile) -> bool| profile.columns.iter().any(shows);
    match (
        any(|column| column.has_day_first),
        any(|column| column.has_month_first),
    ) {
        (true, false) => Some("dmy"),
        (false, true) => Some("mdy"),
        _ => None,
    }
}

fn split(guess: &Guess, profile: &Profile) -> Value {
    let column = guess.organization.map(|index| &profile.columns[index]);
    match column.filter(|column| column.is_list()) {
        Some(_) => fields([("at", yaml_text(", ")), ("brackets", yaml_text("amount"))]),
        None => Value::Null,
    }
}

/// Returns the codes of a wide table, for their meanings to be filled in.
fn values(guess: &Guess, profile: &Profile) -> Value {
    let is_wide = guess.positions.is_empty()
        && matches!(guess.shape, Some(Shape::Panel | Shape::TwoModeWide))
        && guess.pair.is_none()
        && guess.operation.is_none();
    if !is_wide {
        return Value::Null;
    }
    let codes = profile.columns.iter().filter(|column| column.is_codes());
    let codes: BTreeSet<&str> = codes
        .filter_map(|column| column.few_values())
        .flatten()
        .collect();
    let codes = codes.into_iter().filter(|code| code.parse::<f64>().is_ok());
    let meaning = |code: &str| match code {
        "0" => "none",
        "-9" | "-99" | "-999" => "unknown",
        "-1" | "-8" => "not-existing",
        "1" => "yes",
        _ => "code",
    };
    mapping(codes.map(|code| {
        let meaning = match meaning(code) {
            "code" => format!("code {code}"),
            meaning => meaning.to_owned(),
        };
        (code, yaml_text(&meaning))
    }))
}

/// Returns the drafts of the nodes and edges of a graph.
pub(super) fn draft_graph(
    name: &str,
    nodes: Table,
    edges: Table,
    comments: &mut Vec<String>,
) -> Result<[Value; 2], ImportError> {
    let options = TableRecord::default();
    let records = [
        default_nodes(&nodes, &options),
        default_edges(&edges, &options),
    ];
    for (part, table) in [("nodes", nodes), ("edges", edges)] {
        let profile = Profile::of(table)?;
        describe(&format!("{name}, {part}"), &profile, comments);
    }
    comments.push(
        "  Nodes that are operations: add `operations: {column: type, values: [...]}` to the nodes.".to_owned(),
    );
    Ok(records.map(|record| graph_table(name, &record)))
}

fn graph_table(name: &str, record: &TableRecord) -> Value {
    let entity = |entity: &Option<ColumnOr<EntityRecord>>| {
        entity.as_deref().map_or(Value::Null, entity_value)
    };
    let option = |text: &Option<String>| optional(text.as_deref());
    fields([
        ("file", yaml_text(base_name(name))),
        ("part", option(&record.part)),
        ("shape", optional(record.shape.map(Shape::name))),
        ("organization", entity(&record.organization)),
        ("from", entity(&record.from)),
        ("to", entity(&record.to)),
        ("role", option(&record.role)),
        (
            "amounts",
            texts(
                record
                    .amounts
                    .iter()
                    .filter_map(|amount| amount.column.clone()),
            ),
        ),
        ("start", option(&record.start)),
        ("end", option(&record.end)),
        ("attributes", words(&record.attributes)),
    ])
}

fn entity_value(entity: &EntityRecord) -> Value {
    let option = |text: &Option<String>| optional(text.as_deref());
    fields([
        ("column", option(&entity.column)),
        ("name", option(&entity.name)),
        ("abbreviation", option(&entity.abbreviation)),
        ("start", option(&entity.start)),
        ("end", option(&entity.end)),
        ("scheme", option(&entity.scheme)),
        ("id", option(&entity.id)),
        ("attributes", words(&entity.attributes)),
    ])
}

fn words(words: &Option<Words>) -> Value {
    texts(words.iter().flat_map(|words| words.0.clone()))
}

fn texts(all: impl IntoIterator<Item = String>) -> Value {
    Value::List(all.into_iter().map(|item| yaml_text(&item)).collect())
}

fn optional(text: Option<&str>) -> Value {
    text.map_or(Value::Null, yaml_text)
}
