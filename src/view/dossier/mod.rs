//! Dossiers: all that the dataset says about one thing, with its evidence.

mod dyad;
mod operation;
mod organization;
mod term;

pub use self::dyad::dyad;
pub use self::operation::operation;
pub use self::organization::organization;
pub use self::term::{motive, motive_family, source};

use std::collections::HashSet;

use super::cell::Cell;
use super::evidence::Bibliography;
use super::table::{Reference, Table};
use crate::graph::{Graph, JointParticipationRef, OperationRef};
use crate::model::{Claim, Notes, Participation, Rival, Value};
use crate::query::{SelectedPartnership, Selection};

/// A dossier: facts, and tables below them.
#[derive(Debug, Clone, PartialEq)]
pub struct Dossier {
    /// What kind of thing it is about, for programs.
    pub kind: &'static str,
    /// The heading.
    pub title: String,
    /// Facts by name, for programs and people; those without a value are left out.
    pub facts: Vec<(&'static str, Cell)>,
    /// Tables; those without a row are left out.
    pub sections: Vec<Table>,
    /// Remarks.
    pub notes: Vec<String>,
    /// The sources to which the evidence refers by number; empty if none was asked for.
    pub sources: Vec<Reference>,
}

impl Dossier {
    pub(super) fn new(kind: &'static str, title: impl Into<String>) -> Self {
        Self {
            kind,
            title: title.into(),
            facts: Vec::new(),
            sections: Vec::new(),
            notes: Vec::new(),
            sources: Vec::new(),
        }
    }

    pub(super) fn fact(&mut self, name: &'static str, value: Cell) {
        if !value.is_empty() {
            self.facts.push((name, value));
        }
    }

    pub(super) fn section(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.sections.push(table);
        }
    }

    pub(super) fn note(&mut self, notes: &Notes) {
        self.notes.extend(notes.iter().map(ToString::to_string));
    }

    fn finished(mut self, bibliography: Option<Bibliography<'_>>) -> Self {
        self.sources = bibliography
            .map(Bibliography::references)
            .unwrap_or_default();
        self
    }
}

/// Makes the cells of what is said about the certainty of a claim: remarks and rival readings.
///
/// People read both in the first; the second tells programs what differs in each reading.
fn remarks(graph: &Graph, claim: &Claim) -> [Cell; 2] {
    let readings = rivals(graph, claim);
    let notes: Vec<&str> = claim.notes.iter().map(|note| &**note).collect();
    let notes = notes.join(" ");
    let mut text = notes.clone();
    for reading in &readings {
        text.push_str(&format!(" Rival reading: {}", reading.text()));
    }
    let remarks = match text.trim_start() {
        "" => Cell::NONE,
        text => Cell::term(notes, text),
    };
    let readings = readings.iter().map(|reading| reading.value().clone());
    [remarks, Cell::hidden(Value::List(readings.collect()))]
}

/// Makes a record of each rival reading of a claim: what it says, and what differs in it.
fn rivals(graph: &Graph, claim: &Claim) -> Vec<Cell> {
    let rivals = claim.rivals.iter();
    rivals.map(|rival| reading(graph, rival)).collect()
}

fn reading(graph: &Graph, rival: &Rival) -> Cell {
    let dataset = graph.dataset();
    let words = dataset.vocabularies();
    let sources = rival.citations.iter();
    let sources = sources.map(|citation| dataset.sources().id(citation.source).as_str());
    let differs = [
        ("from", Cell::date(rival.from.as_ref())),
        ("to", rival.to.map_or(Cell::NONE, Cell::end)),
        ("phase", Cell::of_optional(&words.phases, rival.phase)),
        (
            "condition",
            Cell::of_optional(&words.conditions, rival.condition),
        ),
    ];
    let told = differs.iter().filter(|(_, value)| !value.is_empty());
    let told: Vec<String> = told
        .map(|(name, value)| format!("{name} {}", value.text()))
        .collect();
    let text = match told.is_empty() {
        true => rival.says.to_string(),
        false => format!("{} ({})", rival.says, told.join(", ")),
    };
    let mut fields = vec![("says", Cell::from(rival.says.to_string()))];
    fields.extend(differs);
    fields.push(("sources", Cell::texts(sources)));
    Cell::record(fields, text)
}

/// Makes the cell of the evidence of one claim, if evidence is asked for.
fn evidence(
    bibliography: &mut Option<Bibliography<'_>>,
    name: &str,
    claim: &Claim,
) -> Option<Cell> {
    bibliography.as_mut().map(|list| list.told(name, claim))
}

/// Returns what says which parts in operations are told: those of the time that are sure enough, and in
/// a narrowed selection those in the operations and roles asked for by which the members of the
/// partnerships `of` it share operations.
fn parts<'g>(
    selection: &Selection<'g>,
    of: impl Fn(SelectedPartnership<'g>) -> bool,
) -> impl Fn(OperationRef<'g>, &'g Participation) -> bool {
    let selected_partnerships = selection.iter().filter(|selected| of(*selected));
    let parts = selected_partnerships.flat_map(|selected| {
        selected
            .joint_participations()
            .flat_map(JointParticipationRef::participations)
    });
    let shared: Option<HashSet<*const Participation>> = selection
        .is_narrowed()
        .then(|| parts.map(std::ptr::from_ref).collect());
    let when = selection.time();
    let selection = selection.clone();
    move |operation, part| match &shared {
        Some(shared) => {
            let is_shared = shared.contains(&std::ptr::from_ref(part));
            is_shared && selection.is_named_participation(operation.key(), part.role)
        }
        None => {
            selection.meets_confidence(&part.claim)
                && when.includes(operation.participation_days(part))
        }
    }
}
