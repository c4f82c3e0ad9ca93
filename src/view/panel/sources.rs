//! The columns of sources.

use std::collections::HashMap;

use super::PanelKind;
use super::columns::PanelColumns;
use crate::graph::{Graph, Statement};
use crate::model::{Identified, Key, Missing, Source, Value};

/// Returns the columns of sources (see [`analysis::sources`](crate::analysis::sources())).
pub fn sources(graph: &Graph) -> PanelColumns<'_, Key<Source>> {
    let dataset = graph.dataset();
    let (records, tiers) = (dataset.sources(), &dataset.vocabularies().source_tiers);
    let mut counts: HashMap<Key<Source>, usize> = HashMap::new();
    for citation in graph.different_statements().flat_map(Statement::citations) {
        *counts.entry(citation.source).or_default() += 1;
    }
    let mut columns = PanelColumns::new(PanelKind::Sources, &[]);
    columns.number(
        "ordinal",
        "Place in the dataset, from 1.",
        |row: &Key<Source>| row.index() + 1,
    );
    columns.word("id", "Id.", |row| records[*row].id().as_str());
    columns.word("type", "Type of the entry, as Hayagriva names it.", |row| {
        &*records[*row].kind
    });
    columns.text("title", "Title.", |row| &*records[*row].title);
    columns.texts("authors", "Authors.", |row| {
        Value::texts(records[*row].authors.iter().map(|author| &**author))
    });
    columns.text("parent", "Title of the work in which it appeared.", |row| {
        let parent = records[*row].parents.first();
        parent
            .map(|parent| &*parent.title)
            .filter(|title| !title.is_empty())
    });
    columns.date("date", "Date of publication (EDTF).", |row| {
        records[*row].date.ok_or(Missing::Unknown)
    });
    columns.number(
        "year",
        "Year of publication. Unknown if the date covers several years.",
        |row| {
            let year = records[*row].date.and_then(|date| date.one_year());
            year.ok_or(Missing::Unknown)
        },
    );
    columns.word("tier", "Tier of the source.", |row| {
        records[*row].tier.map(|tier| Value::of(tiers, tier))
    });
    columns.text("symbol", "Symbol of the document.", |row| {
        records[*row].symbol()
    });
    columns.text("doi", "Digital object identifier.", |row| {
        records[*row].number("doi")
    });
    columns.text("url", "Address.", |row| records[*row].url.as_deref());
    columns.date("accessed", "Date on which it was read (EDTF).", |row| {
        records[*row].visited.ok_or(Missing::Unknown)
    });
    columns.text(
        "read_at",
        "Where it was read, if not at its address.",
        |row| records[*row].read_at.as_deref(),
    );
    columns.text("entry", "The entry of a bibliography.", |row| {
        records[*row].reference()
    });
    columns.number(
        "citations",
        "Number of citations in the dataset.",
        move |row| counts.get(row).copied().unwrap_or(0),
    );
    columns
}
