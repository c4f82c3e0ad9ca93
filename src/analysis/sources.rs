//! The sources of a selection.

use std::collections::HashSet;

use crate::graph::{Statement, StatementKind};
use crate::model::{Citation, Source};
use crate::query::Selection;

/// Returns the sources that a selection rests on, in the order of their first citation: for each partnership, the
/// sources that its dossier cites, narrowed by the filters of the selection.
///
/// A selection of all partnerships also rests on the literature of the definitions, which comes last.
///
/// ```
/// use interorg::{analysis, dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { between: vec!["EU".into(), "NATO".into()], ..Filter::default() };
/// let sources = analysis::sources(&filter.resolve(&graph)?.select());
/// assert!(sources.iter().any(|source| source.id.as_str() == "biermann-networking-2008"));
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
pub fn sources<'g>(selection: &Selection<'g>) -> Vec<&'g Source> {
    let dataset = selection.graph().dataset();
    let sources = dataset.sources();
    let of_partnerships = selection
        .iter()
        .flat_map(|selected| selection.statements(selected))
        .flat_map(citations);
    let terms = (!selection.is_narrowed()).then(|| dataset.vocabularies().all_terms());
    let of_definitions = terms
        .into_iter()
        .flatten()
        .flat_map(|(_, term)| &term.citations);
    let mut seen = HashSet::new();
    of_partnerships
        .chain(of_definitions)
        .filter(|citation| seen.insert(citation.source))
        .map(|citation| &sources[citation.source])
        .collect()
}

/// Returns the citations of a statement. Those of rival readings are among them, except rival readings of operations
/// and participations, which the dossier of a dyad does not show.
fn citations(statement: Statement<'_>) -> impl Iterator<Item = &Citation> {
    let shows_rivals = !matches!(
        statement.kind(),
        StatementKind::Operation | StatementKind::Participation
    );
    let all = shows_rivals.then(|| statement.citations());
    let without_rivals = (!shows_rivals).then(|| {
        let own = statement.claim().into_iter();
        let own = own.flat_map(|claim| claim.citations.iter());
        let amounts = statement.amounts().iter();
        own.chain(amounts.flat_map(|amount| &amount.citations))
    });
    let all = all.into_iter().flatten();
    all.chain(without_rivals.into_iter().flatten())
}
