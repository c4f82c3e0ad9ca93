//! The records that can be searched.

use crate::graph::knowledge_graph::Graph;
use crate::graph::operation::OperationRef;
use crate::graph::organization::OrganizationRef;
use crate::graph::partnership::PartnershipRef;
use crate::graph::source::SourceRef;
use crate::graph::statements::Statement;
use crate::model::{Identified as _, JointRecord, Term};

/// A record that can be searched.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum Searched<'g> {
    /// An organization.
    Organization(OrganizationRef<'g>),
    /// An operation.
    Operation(OperationRef<'g>),
    /// A partnership, by its remarks.
    Partnership(PartnershipRef<'g>),
    /// A record of more than two organizations, by its remarks.
    JointRecord(&'g Graph, &'g JointRecord),
    /// A phase, motive, milestone, lesson or participation.
    Statement(Statement<'g>),
    /// A term, with the name of its vocabulary.
    Term(&'static str, &'g Term),
    /// A source.
    Source(SourceRef<'g>),
}

impl Searched<'_> {
    /// Returns what `interorg show` takes for the record: that of a claim is what it is about, and that of a record of more than
    /// two organizations the first of its dyads. `None` if a record has no dossier.
    pub fn show_as(self) -> Option<String> {
        match self {
            Self::Organization(one) => Some(one.record().id().to_string()),
            Self::Operation(one) => Some(one.record().id().to_string()),
            Self::Partnership(one) => Some(one.label()),
            Self::JointRecord(graph, record) => {
                let members = record.content.dyad.members();
                let [a, b] = members.map(|key| graph.organization(key).label());
                Some(format!("{a}–{b}"))
            }
            Self::Source(one) => Some(one.record().id().to_string()),
            Self::Term("motives" | "motive-families", term) => Some(term.id.to_string()),
            Self::Term(..) => None,
            Self::Statement(one) => {
                let partnership = one.partnership().map(|partnership| partnership.label());
                let operation = one.operation().map(|one| one.record().id().to_string());
                partnership.or(operation)
            }
        }
    }
}
