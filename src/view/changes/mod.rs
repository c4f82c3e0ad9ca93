//! The changes between two dates as a dossier: sentences and tables.

mod notes;
mod sentences;
mod tables;

use super::cell::Cell;
use super::dossier::Dossier;
use super::evidence::Bibliography;
use crate::analysis;
use crate::model::{Day, ValueType};
use crate::query::Query;
use crate::view::wording::reading;

/// Returns what changed after one day and up to another, in what a query selects: phases and conditions, motives,
/// operations, organizations, and the milestones in between.
///
/// The changes are those of [`analysis::changes()`], in the same order.
///
/// ```
/// use interorg::model::Day;
/// use interorg::{dataset, graph::Graph, query::Filter, view};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { during: Some("2000..2010".parse()?), ..Filter::default() };
/// let (from, to) = (Day::new(2000, 12, 31), Day::new(2010, 12, 31));
/// let changes = view::changes(&filter.resolve(&graph)?, from, to, false);
/// assert_eq!(changes.sections[0].id, "phases");
/// assert_eq!(changes.sections[0].rows.len(), 6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn changes(query: &Query<'_>, from: Day, to: Day, evidence: bool) -> Dossier {
    let graph = query.graph();
    let changes = analysis::changes(query, from, to);
    let codings = &graph.dataset().vocabularies().codings;
    let mut dossier = Dossier::new("changes", format!("What changed from {from} to {to}"));
    let coding = Cell::of_optional(codings, changes.coding);
    dossier.fact(
        "coding",
        "The coding that reads the phases.",
        ValueType::Term,
        coding,
    );
    let words = sentences::all(&changes, &graph.dataset().about().labels);
    dossier.fact(
        "in_words",
        "The changes in sentences.",
        ValueType::Text,
        words,
    );
    let mut bibliography = Bibliography::asked(graph, evidence);
    dossier.section(tables::partnerships(&changes, &mut bibliography));
    dossier.section(tables::motives(graph, &changes, &mut bibliography));
    dossier.section(tables::operations(graph, &changes, &mut bibliography));
    dossier.section(tables::organizations(graph, &changes, &mut bibliography));
    dossier.section(tables::milestones(graph, &changes, &mut bibliography));
    dossier.notes = notes::of(&changes);
    dossier.notes.extend(reading(graph));
    dossier.sources = bibliography
        .map(Bibliography::references)
        .unwrap_or_default();
    dossier
}
