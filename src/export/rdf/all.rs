//! Everything that is written of a selection, in its order.

use std::collections::BTreeSet;
use std::io::Write;

use super::names::Iris;
use super::sink::Sink;
use super::writer::TripleWriter;
use crate::analysis::statements;
use crate::export::claim_name::UniqueNames;
use crate::export::{Content, ExportError, Format};
use crate::graph::{Content as Claimed, OperationRef, Statement};
use crate::model::{Key, Operation, Organization, Source};
use crate::query::Selection;

/// Writes a selection in RDF (see [`write_rdf`](super::write_rdf)).
pub(super) fn write<W: Write>(
    selection: &Selection<'_>,
    format: Format,
    base: &str,
    output: W,
) -> Result<(), ExportError> {
    let graph = selection.graph();
    let iris = Iris::new(base).map_err(|_| ExportError::NotAnIri {
        text: base.to_owned(),
    })?;
    let named = iris.record("graph", "data");
    let sink = Sink::new(format, named, output).ok_or(ExportError::Unsupported {
        format,
        content: Content::Rdf,
    })?;
    let mut writer = TripleWriter {
        graph,
        iris,
        sink,
        names: UniqueNames::default(),
        cited_sources: BTreeSet::new(),
    };
    let statements = statements(selection);
    writer.about()?;
    writer.vocabularies(graph.dataset().vocabularies())?;
    for key in organizations(selection, &statements) {
        writer.organization(graph.organization(key))?;
    }
    for selected in selection.iter() {
        writer.partnership(selected.partnership())?;
    }
    for key in operations(&statements) {
        writer.operation(graph.operation(key))?;
    }
    for statement in &statements {
        writer.statement(statement)?;
    }
    let sources: Vec<Key<Source>> = if selection.is_restricted() {
        writer.cited_sources.iter().copied().collect()
    } else {
        graph.dataset().sources().keys().collect()
    };
    for source in sources {
        writer.source(source)?;
    }
    writer.sink.finish()?;
    Ok(())
}

/// Returns the organizations that a selection mentions, with their predecessors, in the order of the dataset; all of them if the
/// selection is not restricted.
fn organizations(
    selection: &Selection<'_>,
    statements: &[Statement<'_>],
) -> BTreeSet<Key<Organization>> {
    let graph = selection.graph();
    if !selection.is_restricted() {
        return graph.dataset().organizations().keys().collect();
    }
    let partnerships = selection.iter().map(|selected| selected.partnership());
    let mut mentioned: BTreeSet<Key<Organization>> = partnerships
        .flat_map(|partnership| partnership.record().dyad.members())
        .collect();
    for statement in statements {
        match statement.content() {
            Claimed::Phase(_, spell) => mentioned.extend(spell.record().through.iter().copied()),
            Claimed::Participation(participation) => {
                mentioned.insert(participation.organization);
            }
            _ => {}
        }
    }
    let mut wanted: Vec<Key<Organization>> = mentioned.iter().copied().collect();
    while let Some(key) = wanted.pop() {
        let record = graph.organization(key).record();
        let memberships = record.memberships.iter().map(|one| one.organization);
        let others = record.predecessors.iter().copied().chain(memberships);
        wanted.extend(others.filter(|other| mentioned.insert(*other)));
    }
    mentioned
}

/// Returns the operations that statements mention, in the order of the dataset.
fn operations(statements: &[Statement<'_>]) -> BTreeSet<Key<Operation>> {
    let mentioned = statements
        .iter()
        .filter_map(|statement| match statement.content() {
            Claimed::Lesson(lesson) => lesson.operation,
            _ => statement.operation().map(OperationRef::key),
        });
    mentioned.collect()
}
