//! The dossier of a source.

use crate::graph::{OrganizationRef, PartnershipRef, SourceRef, Statement};
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
    /// The organizations whose records cite it as a whole.
    pub organizations: Vec<OrganizationRef<'g>>,
    /// The partnerships whose amounts cite it.
    pub partnerships: Vec<PartnershipRef<'g>>,
    /// Whether claims without citations of their own rest on it, because the dataset cites it.
    pub is_default: bool,
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
        let graph = source.graph();
        let cites = |citations: &[Citation]| citations.iter().any(|one| one.source == source.key());
        let cites_amount = |partnership: &PartnershipRef<'_>| {
            let amounts = partnership.record().annotations.amounts();
            amounts.iter().any(|amount| cites(&amount.citations))
        };
        let organizations = graph.organizations();
        let statements = graph.different_statements();
        let claims = statements.flat_map(|statement| {
            let citations = statement.citations();
            citations.map(move |citation| CitingStatement {
                statement,
                citation,
            })
        });
        Self {
            source,
            organizations: organizations
                .filter(|one| cites(&one.record().citations))
                .collect(),
            partnerships: graph.partnerships().filter(cites_amount).collect(),
            is_default: cites(&graph.dataset().about().citations),
            claims: claims
                .filter(|claim| claim.citation.source == source.key())
                .collect(),
        }
    }
}
