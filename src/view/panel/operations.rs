//! The columns of operations.

use super::PanelKind;
use super::columns::{ATTRIBUTES_NOTE, PanelColumns};
use crate::graph::{Graph, OperationRef};
use crate::model::{Identified, Missing, Value};

const NOTES: [&str; 2] = [
    "The columns that begin with `id_` are the identifiers in other datasets, one column per scheme.",
    ATTRIBUTES_NOTE,
];

/// Returns the columns of operations (see [`Query::operations`](crate::query::Query::operations)).
pub fn operations(graph: &Graph) -> PanelColumns<'_, OperationRef<'_>> {
    let operations = graph.dataset().operations();
    let mut columns = PanelColumns::new(PanelKind::Operations, &NOTES);
    columns.number(
        "ordinal",
        "Place in the dataset, from 1.",
        |row: &OperationRef<'_>| row.key().index() + 1,
    );
    columns.word("id", "Id.", |row| row.record().id().as_str());
    columns.text("label", "Abbreviation, or else the name.", |row| {
        row.label()
    });
    columns.text("name", "Name.", |row| &*row.record().name);
    let kinds = &graph.dataset().vocabularies().operation_kinds;
    columns.word("kind", "Kind of operation.", |row| {
        let kind = row.record().kind.ok_or(Missing::Unknown);
        kind.map(|kind| Value::of(kinds, kind))
    });
    columns.days(|row| (row.days(), row.record().end));
    columns.date("start", "Start as recorded (EDTF).", |row| {
        row.record().start.ok_or(Missing::Unknown)
    });
    columns.date("end", "End as recorded (EDTF).", |row| {
        Value::end(row.record().end)
    });
    columns.text("place", "Place.", |row| row.record().place.as_deref());
    columns.texts("countries", "Countries.", |row| {
        Value::texts(row.record().countries.iter().map(|country| &**country))
    });
    columns.texts("mandate", "Documents of the mandate.", |row| {
        Value::texts(row.record().mandate.iter().map(|document| &**document))
    });
    columns.words(
        "predecessors",
        "Ids of the operations that it succeeds.",
        |row| {
            let predecessors = row.record().predecessors.iter();
            Value::texts(predecessors.map(|key| operations[*key].id().as_str()))
        },
    );
    columns.texts("aliases", "Other names.", |row| {
        Value::texts(row.record().aliases.iter().map(|alias| &**alias))
    });
    columns.text("url", "Address on the web.", |row| {
        row.record().url.as_deref()
    });
    columns.identifiers(
        operations,
        |record| &record.identifiers,
        |row| &row.record().identifiers,
    );
    let annotations = operations.iter().map(|record| &record.annotations);
    columns.attributes(annotations, |row| &row.record().annotations);
    columns.number(
        "participations",
        "Number of participations, without those of which it is unknown whether they took place.",
        |row| {
            let participations = row.record().participations.iter();
            participations.filter(|one| !one.is_unknown()).count()
        },
    );
    columns.claim(graph, |row| &row.record().claim);
    columns
}
