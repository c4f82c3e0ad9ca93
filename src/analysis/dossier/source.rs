//! The dossier of a source.

use crate::graph::{SourceRef, Statement};
use crate::model::Citation;

/// A source, and everything that cites it.
///
/// ```
/// use interorg::analysis::dossier::SourceDossier;
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let (key, _) = graph.dataset().sources().entries().next().expect("there are sources");
/// let dossier = SourceDossier::new(graph.source(key));
/// assert!(!dossier.claims.is_empty(), "a source that nothing cites would be a finding");
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct SourceDossier<'g> {
    /// The source.
    pub source: SourceRef<'g>,
    /// The statements that cite it, one entry per citation, in the order of the dataset. One of a record of more than two
    /// organizations is there once, not once per dyad.
    pub claims: Vec<CitingStatement<'g>>,
}

/// A statement that cites a source.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct CitingStatement<'g> {
    /// The statement.
    pub statement: Statement<'g>,
    /// The citation.
    pub citation: &'g Citation,
}

impl<'g> SourceDossier<'g> {
    /// Collects the dossier of a source.
    pub fn new(source: SourceRef<'g>) -> Self {
        let statements = source.graph().different_statements();
        let claims = statements.flat_map(|statement| {
            let citations = statement.citations();
            citations.map(move |citation| CitingStatement {
                statement,
                citation,
            })
        });
        Self {
            source,
            claims: claims
                .filter(|claim| claim.citation.source == source.key())
                .collect(),
        }
    }
}
