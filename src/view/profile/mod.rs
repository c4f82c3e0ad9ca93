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
use crate::graph::{Days, OperationRef, SharedRef};
use crate::model::{Claim, Notes, Participation};
use crate::query::{Selection, Standing};

/// A dossier: facts, and tables below them.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
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

impl Profile {
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

/// Makes the cell of what is said about the certainty of a claim: remarks and rival readings.
fn remarks(claim: &Claim) -> Cell {
    let notes = claim.notes.iter().map(ToString::to_string);
    let rivals = claim
        .rivals
        .iter()
        .map(|rival| format!("Rival reading: {}", rival.says));
    let text = notes.chain(rivals).collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        Cell::Missing
    } else {
        Cell::Text(text)
    }
}

/// Makes the cell of the evidence of one claim, if evidence is asked for.
fn evidence(
    bibliography: &mut Option<Bibliography<'_>>,
    name: &str,
    claim: &Claim,
) -> Option<Cell> {
    bibliography.as_mut().map(|list| list.cell([(name, claim)]))
}

/// Returns what says which parts in operations are told: those of the time that are sure enough, and in
/// a narrowed selection those by which the members of the partnerships `of` it share operations.
fn parts<'g>(
    selection: &Selection<'g>,
    of: impl Fn(Standing<'g>) -> bool,
) -> impl Fn(OperationRef<'g>, &'g Participation) -> bool {
    let standings = selection.iter().filter(|standing| of(*standing));
    let parts =
        standings.flat_map(|standing| standing.shared().flat_map(SharedRef::participations));
    let shared: Option<HashSet<*const Participation>> = selection
        .is_narrowed()
        .then(|| parts.map(std::ptr::from_ref).collect());
    let days = selection.when().days();
    let is_sure = {
        let selection = selection.clone();
        move |claim: &Claim| selection.is_sure(claim)
    };
    move |operation, part| match &shared {
        Some(shared) => shared.contains(&std::ptr::from_ref(part)),
        None => is_sure(&part.claim) && Days::of_part(operation.record(), part).meet(days),
    }
}
