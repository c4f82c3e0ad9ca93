//! The columns of organizations.

use super::PanelKind;
use super::columns::{ATTRIBUTES_NOTE, PanelColumns, remarks};
use crate::graph::{Graph, OrganizationRef};
use crate::model::{Existence, Identified, Missing, Value};

const NOTES: [&str; 2] = [
    "The columns that begin with `id_` are the identifiers in other datasets, one column per scheme.",
    ATTRIBUTES_NOTE,
];

/// Returns the columns of organizations (see [`Query::organizations`](crate::query::Query::organizations)).
pub fn organizations(graph: &Graph) -> PanelColumns<'_, OrganizationRef<'_>> {
    let dataset = graph.dataset();
    let kinds = &dataset.vocabularies().organization_kinds;
    let (records, sources) = (dataset.organizations(), dataset.sources());
    let mut columns = PanelColumns::new(PanelKind::Organizations, &NOTES);
    columns.number(
        "ordinal",
        "Place in the dataset, from 1.",
        |row: &OrganizationRef<'_>| row.key().index() + 1,
    );
    columns.word("id", "Id.", |row| row.record().id().as_str());
    columns.text("label", "Abbreviation, or else the name.", |row| {
        row.label()
    });
    columns.text("name", "Name.", |row| &*row.record().name);
    columns.word("kind", "Kind of organization.", |row| {
        let kind = row.record().kind.ok_or(Missing::Unknown);
        kind.map(|kind| Value::of(kinds, kind))
    });
    columns.days(|row| (row.lifetime(), row.record().dissolved));
    columns.date("founded", "Date of founding as recorded (EDTF).", |row| {
        row.record().founded.ok_or(Missing::Unknown)
    });
    columns.date(
        "dissolved",
        "Date of dissolution as recorded (EDTF).",
        |row| Value::end(row.record().dissolved),
    );
    columns.words(
        "existed",
        "Periods of existence as recorded (EDTF intervals), if the dataset lists several.",
        |row| Value::texts(row.record().existence.iter().map(Existence::to_string)),
    );
    columns.text("seat", "Seat.", |row| row.record().seat.as_deref());
    columns.text("region", "Region.", |row| row.record().region.as_deref());
    columns.words(
        "predecessors",
        "Ids of the organizations that it succeeds.",
        |row| {
            let predecessors = row.record().predecessors.iter();
            Value::texts(predecessors.map(|key| records[*key].id().as_str()))
        },
    );
    columns.texts("aliases", "Other names.", |row| {
        Value::texts(row.record().aliases.iter().map(|alias| &**alias))
    });
    columns.identifiers(
        records,
        |record| &record.identifiers,
        |row| &row.record().identifiers,
    );
    let annotations = records.iter().map(|record| &record.annotations);
    columns.attributes(annotations, |row| &row.record().annotations);
    columns.words("sources", "Ids of the cited sources.", |row| {
        let citations = row.record().citations.iter();
        Value::texts(citations.map(|citation| sources[citation.source].id().as_str()))
    });
    columns.text("remarks", "Remarks.", |row| remarks(&row.record().notes));
    columns
}
