//! Columns that the tables of claims have in common: remarks and rival readings.

use crate::graph::Graph;
use crate::model::{Claim, Field, Rival, Value, ValueType};
use crate::view::cell::Cell;
use crate::view::columns::Columns;

/// Adds the columns that qualify a claim: its remarks, and its rival readings.
///
/// People read both under remarks. Programs read the rival readings as records, in a column of their own.
pub(in crate::view) fn with_remarks<'c, 'g: 'c, R>(
    columns: Columns<'c, R>,
    graph: &'g Graph,
    claim: impl Fn(&R) -> &'g Claim + Copy + 'c,
) -> Columns<'c, R> {
    columns
        .with(
            "remarks",
            "Remarks",
            "Remarks of the dataset on the claim; for people, rival readings too.",
            ValueType::Text,
            move |row| remarks(graph, claim(row)),
        )
        .data(
            "rivals",
            "Rival readings of the claim.",
            RIVALS,
            move |row| rivals(graph, claim(row)).value().clone(),
        )
}

/// The type of rival readings.
pub(super) const RIVALS: ValueType = ValueType::List(&ValueType::Record(&[
    Field::new("says", ValueType::Text, "What the rival reading says."),
    Field::new("from", ValueType::Date, "The start, if it differs."),
    Field::new("to", ValueType::Date, "The end, if it differs."),
    Field::new("phase", ValueType::Code, "The phase, if it differs."),
    Field::new(
        "condition",
        ValueType::Code,
        "The condition, if it differs.",
    ),
    Field::new(
        "sources",
        ValueType::CODES,
        "The ids of the sources of the rival reading.",
    ),
]));

/// Returns the rival readings of a claim, a record each.
pub(super) fn rivals(graph: &Graph, claim: &Claim) -> Cell {
    Cell::list(claim.rivals.iter().map(|rival| reading(graph, rival)))
}

/// Returns the remarks on a claim. People also read its rival readings, programs the remarks only.
fn remarks(graph: &Graph, claim: &Claim) -> Cell {
    let notes: Vec<&str> = claim.notes.iter().map(|note| &**note).collect();
    let notes = notes.join(" ");
    let readings = claim.rivals.iter();
    let readings = readings.map(|rival| format!("Rival reading: {}", reading(graph, rival).text()));
    let texts: Vec<String> = std::iter::once(notes.clone()).chain(readings).collect();
    match texts.join(" ").trim_start() {
        "" => Cell::NONE,
        text if notes.is_empty() => Cell::shown(Value::NONE, text),
        text => Cell::shown(Value::text(notes), text),
    }
}

/// Returns a rival reading in words: what it says, and the values in which it differs from the claim.
pub(crate) fn rival_reading(graph: &Graph, rival: &Rival) -> String {
    reading(graph, rival).text()
}

/// Returns a rival reading: what it says, and the values in which it differs from the claim.
fn reading(graph: &Graph, rival: &Rival) -> Cell {
    let dataset = graph.dataset();
    let vocabularies = dataset.vocabularies();
    let differences = [
        ("from", Cell::date(rival.from.as_ref())),
        ("to", rival.to.map_or(Cell::NONE, Cell::end)),
        (
            "phase",
            Cell::of_optional(&vocabularies.phases, rival.phase),
        ),
        (
            "condition",
            Cell::of_optional(&vocabularies.conditions, rival.condition),
        ),
    ];
    let texts: Vec<String> = differences
        .iter()
        .filter(|(_, value)| !value.text().is_empty())
        .map(|(name, value)| format!("{name} {}", value.text()))
        .collect();
    let text = if texts.is_empty() {
        rival.says.to_string()
    } else {
        format!("{} ({})", rival.says, texts.join(", "))
    };
    let sources = rival.citations.iter();
    let sources = sources.map(|citation| dataset.sources().id(citation.source).as_str());
    let mut fields = vec![("says", Cell::from(&*rival.says))];
    fields.extend(differences);
    fields.push(("sources", Cell::texts(sources)));
    Cell::record(fields, text)
}
