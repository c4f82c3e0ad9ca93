//! The records of the dataset themselves, from which it can be made again, and the sizes of the tables.

use super::ordinals::Ordinals;
use super::table::{ProjectedTable, TableBuilder};
use crate::dataset::{RecordList, record_lines};
use crate::graph::Graph;
use crate::model::{Dataset, Value, ValueType};

/// Returns the table of the records of the dataset.
pub(super) fn dataset_record<'p>(graph: &'p Graph, ordinals: &'p Ordinals) -> ProjectedTable<'p> {
    let dataset = recorded(graph);
    let meaning = "A record of the dataset as a line of JSON, with withdrawn claims: all records together are the dataset.";
    let mut table = TableBuilder::new("dataset_record", meaning, || record_lines(dataset));
    table.column(
        "section",
        ValueType::Code,
        "Key of the list in a file that has the record, such as `partnerships`; `dataset` for the header.",
        |line| line.list.name(),
    );
    table.column(
        "ordinal",
        ValueType::Integer,
        "Place in the list, from 1.",
        |line| match line.list {
            // They are the same in all parts.
            RecordList::Dataset | RecordList::Vocabularies => Value::count(line.ordinal),
            list => ordinals.of(list.name(), &line.id, line.ordinal).into(),
        },
    );
    table.column(
        "id",
        ValueType::Code,
        "Id, as in the table of such records; of a vocabulary or view its name, of the header `dataset`, of a record of more than two organizations `joint:` and the ids of these.",
        |line| line.id.clone(),
    );
    table.column(
        "record_text",
        ValueType::Text,
        "The record as JSON, with the keys of a file.",
        |line| line.text(),
    );
    table.searched_by(&["id"]);
    table.key(&["section", "ordinal"])
}

/// Returns the dataset as it is recorded: with its withdrawn claims, unless the graph has those of a day.
fn recorded(graph: &Graph) -> &Dataset {
    match graph.record_day() {
        Some(_) => graph.dataset(),
        None => graph.complete_dataset(),
    }
}

/// Returns the table of the sizes of the other tables.
pub(super) fn table_size<'p>(tables: &[ProjectedTable<'p>]) -> ProjectedTable<'p> {
    let counters = tables
        .iter()
        .map(|table| (table.definition().name, table.counter()));
    let counters: Vec<_> = counters.collect();
    let meaning = "The number of rows of another table, by which an incomplete copy is recognized.";
    let rows = move || counters.clone().into_iter();
    let mut table = TableBuilder::new("table_size", meaning, rows);
    table.column(
        "table_name",
        ValueType::Code,
        "Name of the table.",
        |(name, _)| *name,
    );
    table.column(
        "row_count",
        ValueType::Integer,
        "Number of its rows.",
        |(_, count)| count(),
    );
    table.key(&["table_name"])
}
