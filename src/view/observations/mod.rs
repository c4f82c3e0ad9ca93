//! The three observations of the founding study as a dossier: tables, and notes on what they support.

mod agreement;
mod durations;
mod lessons;
mod motives;
mod notes;
mod percent;
mod transitions;

use super::cell::Cell;
use super::columns::Columns;
use super::dossier::Dossier;
use super::evidence::Bibliography;
use crate::analysis;
use crate::graph::PartnershipRef;
use crate::model::{Field, Identified, ValueType};
use crate::query::Selection;
use crate::view::wording::reading;

/// What the tables of observations contain beyond the numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ObservationsOptions {
    /// The cases that each number counts.
    pub cases: bool,
    /// The sources of the cases.
    pub evidence: bool,
}

/// Returns the three observations on the partnerships of a selection: under each coding, how often partnerships are
/// reversed and how long they stay in a phase; then which motives are held, and what was learned.
///
/// The notes state what the numbers do and do not support. The numbers are those of [`analysis::observations()`].
///
/// ```
/// use interorg::view::{self, ObservationsOptions};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select();
/// let options = ObservationsOptions { cases: true, evidence: true };
/// let observations = view::observations(&selection, options);
/// assert_eq!(observations.sections[0].id, "transitions");
/// assert!(observations.notes.iter().any(|note| note.contains("small population")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn observations(selection: &Selection<'_>, options: ObservationsOptions) -> Dossier {
    let graph = selection.graph();
    let observations = analysis::observations(selection);
    let mut dossier = Dossier::new("findings", "Three observations, tested on the data");
    let mut bibliography = Bibliography::asked(graph, options.evidence);
    let tables = [
        transitions::by_kind,
        transitions::by_phase,
        durations::stays,
        durations::arrivals,
        motives::table,
        lessons::table,
    ];
    for table in tables {
        dossier.section(table(graph, &observations, options, &mut bibliography));
    }
    dossier.section(agreement::table(graph, &observations));
    dossier.section(agreement::transitions(graph, &observations));
    dossier.notes = notes::of(selection, &observations);
    dossier
        .notes
        .extend(agreement::notes(selection, &observations));
    dossier.notes.extend(reading(graph));
    dossier.sources = bibliography
        .map(Bibliography::references)
        .unwrap_or_default();
    dossier
}

/// Adds a column of cases if they are requested.
fn with_cases<'c, R>(
    columns: Columns<'c, R>,
    options: ObservationsOptions,
    meaning: &'static str,
    value_type: &'static ValueType,
    cases: impl Fn(&R) -> Cell + 'c,
) -> Columns<'c, R> {
    if !options.cases {
        return columns;
    }
    let value_type = ValueType::List(value_type);
    columns.with("cases", "Cases", meaning, value_type, cases)
}

/// Creates the cell of the members of a partnership, the fields of each case.
fn members(partnership: PartnershipRef<'_>) -> [(&'static str, Cell); 2] {
    let [a, b] = partnership
        .members()
        .map(|member| Cell::from(member.record().id().as_str()));
    [("a", a), ("b", b)]
}

/// The fields of the members of a partnership.
const A: Field = Field::new("a", ValueType::Code, "The first member of the partnership.");
const B: Field = Field::new(
    "b",
    ValueType::Code,
    "The second member of the partnership.",
);
