//! Statements with ids of their own, by which tables refer to them.

use std::collections::HashMap;

use super::Projection;
use crate::graph::{
    Content, Graph, OperationRef, OrganizationRef, PartnershipRef, Statement, Subject,
};
use crate::model::{Identified, Vocable};

/// A statement with its id.
#[derive(Debug, Clone)]
pub(super) struct Claimed<'p> {
    pub(super) statement: Statement<'p>,
    /// The id: the kind of statement, the id of its subject and its number.
    pub(super) id: String,
    /// The number among the statements of its kind about the subject, from 1; of a phase, among those of its coding.
    pub(super) number: usize,
}

impl<'p> Projection<'p> {
    /// Returns the statements about the partnerships of every coding pass.
    pub(super) fn of_partnerships<'s>(&'s self) -> impl Iterator<Item = Claimed<'s>> {
        self.partnerships().flat_map(claimed_of)
    }

    /// Returns the statements about operations.
    pub(super) fn of_operations(&self) -> impl Iterator<Item = Claimed<'p>> + use<'p> {
        self.graph.operations().flat_map(claimed_of_operation)
    }

    /// Returns the statements about organizations.
    pub(super) fn of_organizations(&self) -> impl Iterator<Item = Claimed<'p>> + use<'p> {
        self.graph.organizations().flat_map(claimed_of_organization)
    }

    /// Returns all statements: the definitions first, then those about partnerships, operations and organizations.
    pub(super) fn statements<'s>(&'s self) -> impl Iterator<Item = Claimed<'s>> {
        definitions(self.graph)
            .chain(self.of_partnerships())
            .chain(self.of_operations())
            .chain(self.of_organizations())
    }

    /// Returns the partnerships as every coding pass reads them.
    pub(super) fn partnerships<'s>(&'s self) -> impl Iterator<Item = PartnershipRef<'s>> {
        self.readings().flat_map(Graph::partnerships)
    }
}

/// Returns the definitions of terms. Each has the id of its term in its own.
fn definitions<'p>(graph: &'p Graph) -> impl Iterator<Item = Claimed<'p>> {
    let statements = graph.statements();
    let definitions = statements.map_while(|statement| match statement.content() {
        Content::Definition(term) => Some((statement, term)),
        _ => None,
    });
    definitions.map(|(statement, term)| {
        let vocabulary = match statement.subject() {
            Subject::Vocabulary(name) => name,
            _ => "",
        };
        Claimed {
            statement,
            id: format!("definition:{vocabulary}:{}", term.id),
            number: 1,
        }
    })
}

/// Returns the statements about a partnership.
pub(super) fn claimed_of<'p>(
    partnership: PartnershipRef<'p>,
) -> impl Iterator<Item = Claimed<'p>> + use<'p> {
    numbered(&partnership_id(partnership), partnership.statements())
}

/// Returns the statements about an operation.
pub(super) fn claimed_of_operation<'p>(
    operation: OperationRef<'p>,
) -> impl Iterator<Item = Claimed<'p>> + use<'p> {
    numbered(operation.record().id.as_str(), operation.statements())
}

/// Returns the statements about an organization.
pub(super) fn claimed_of_organization<'p>(
    organization: OrganizationRef<'p>,
) -> impl Iterator<Item = Claimed<'p>> + use<'p> {
    numbered(organization.record().id.as_str(), organization.statements())
}

/// Gives ids to the statements about a subject.
fn numbered<'p>(
    subject: &str,
    statements: impl Iterator<Item = Statement<'p>>,
) -> std::vec::IntoIter<Claimed<'p>> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let claimed = statements.map(|statement| {
        let kind = statement.kind().name();
        let group = match (statement.content(), statement.partnership()) {
            (Content::Phase(coding, _), Some(partnership)) => {
                let codings = &partnership.graph().dataset().vocabularies().codings;
                format!("{kind}:{subject}:{}", codings[coding].term().id)
            }
            _ => format!("{kind}:{subject}"),
        };
        let count = counts.entry(group.clone()).or_default();
        *count += 1;
        Claimed {
            statement,
            id: format!("{group}:{count}"),
            number: *count,
        }
    });
    claimed.collect::<Vec<_>>().into_iter()
}

/// Returns the id of a partnership, and in another coding pass than the first one its id too.
pub(super) fn partnership_id(partnership: PartnershipRef<'_>) -> String {
    let graph = partnership.graph();
    let id = partnership.unique_id();
    match graph.other_coder() {
        Some(coder) => {
            let coder = graph.dataset().vocabularies().coders[coder].id();
            format!("{id}--{coder}")
        }
        None => id,
    }
}

impl<'p> Claimed<'p> {
    /// Returns the partnership, of a statement about one.
    pub(super) fn partnership(&self) -> Option<PartnershipRef<'p>> {
        self.statement.partnership()
    }

    /// Returns the operation, of a statement about one.
    pub(super) fn operation(&self) -> Option<OperationRef<'p>> {
        self.statement.operation()
    }

    /// Returns the organization, of a statement about one.
    pub(super) fn organization(&self) -> Option<OrganizationRef<'p>> {
        self.statement.organization()
    }

    /// Returns the rank of the confidence: 1 for low, 2 for medium, 3 for high.
    pub(super) fn confidence_rank(&self) -> usize {
        self.statement.confidence() as usize + 1
    }
}
