//! Tables of what a dataset contains.

use super::cell::Cell;
use super::columns::Columns;
use super::table::Table;
use crate::analysis::{Listed, ThingKind, inventory as find};
use crate::graph::Graph;
use crate::model::{Value, ValueType};

/// Returns the things of a kind with their counts, in the order of [`analysis::inventory`](crate::analysis::inventory()).
pub fn inventory(graph: &Graph, kind: ThingKind) -> Table {
    let (name, counted) = (kind.name(), kind.counted());
    let columns = Columns::new()
        .with(
            "id",
            "Id",
            "The id, or the name of a country.",
            ValueType::Code,
            |row: &Listed<'_>| row.id.to_owned(),
        )
        .with("label", "Label", "The label.", ValueType::Text, |row| {
            row.label.to_owned()
        })
        .with(
            "about",
            "About",
            "The name, the definition, or the type of a source.",
            ValueType::Text,
            |row| Cell::optional(Some(row.about).filter(|text| !text.is_empty())),
        )
        .with(
            "count",
            capitalized(counted),
            "The number of what `counted` names.",
            ValueType::Integer,
            |row| Value::count(row.count),
        )
        .data("counted", "What is counted.", ValueType::Code, move |_| {
            counted
        });
    let title = capitalized(&name.replace('-', " "));
    columns.table("list", title, find(graph, kind))
}

/// Returns the kinds of things that a dataset contains, with the number of things of each.
pub fn kinds(graph: &Graph) -> Table {
    let columns = Columns::new()
        .with(
            "id",
            "Kind",
            "The kind, as `list` takes it.",
            ValueType::Code,
            |kind: &ThingKind| kind.name(),
        )
        .with(
            "label",
            "Label",
            "The kind in words.",
            ValueType::Text,
            |kind| capitalized(&kind.name().replace('-', " ")),
        )
        .with(
            "about",
            "About",
            "What is listed.",
            ValueType::Text,
            |kind| kind.description(),
        )
        .with(
            "count",
            "Count",
            "The number of things of the kind.",
            ValueType::Integer,
            |kind| Value::count(find(graph, *kind).len()),
        )
        .data("counted", "What is counted.", ValueType::Code, |kind| {
            kind.name()
        });
    columns.table(
        "list",
        "What the dataset contains",
        ThingKind::ALL.iter().copied(),
    )
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
