//! Columns that the tables of claims have in common: remarks and rival readings.

use crate::graph::Graph;
use crate::model::{Claim, Rival, Value};
use crate::view::cell::Cell;
use crate::view::columns::Columns;

/// Adds the columns that qualify a claim: its remarks, and its rival readings.
///
/// People read both under remarks. Programs read the rival readings as records, in a column of their own.
pub(super) fn with_remarks<'c, 'g: 'c, R>(
    columns: Columns<'c, R>,
    graph: &'g Graph,
    claim: impl Fn(&R) -> &'g Claim + Copy + 'c,
) -> Columns<'c, R> {
    columns
        .with(
            "remarks",
            "Remarks",
            "Remarks of the dataset on the claim; for people, rival readings too.",
            move |row| remarks(graph, claim(row)),
        )
        .with(
            "rivals",
            "Rival readings",
            "Rival readings: what each says, and the values that differ.",
            move |row| {
                let readings = claim(row).rivals.iter();
                let readings = readings.map(|rival| reading(graph, rival).value().clone());
                Cell::hidden(Value::List(readings.collect()))
            },
        )
}

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
        text => Cell::term(notes, text),
    }
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
        .filter(|(_, value)| !value.is_empty())
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
