//! The tables of transitions: how often partnerships change, and from which phase to which.

use super::percent::proportion_cell;
use super::{ObservationsOptions, cases};
use crate::analysis::observations::{
    CodingObservations, Observations, PartnershipYear, PhaseChange,
};
use crate::analysis::{Transition, TransitionKind};
use crate::graph::{Graph, PartnershipRef};
use crate::model::{Claim, Coding, Key};
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::Bibliography;
use crate::view::table::Table;

/// A measure of transitions under one coding.
struct Row<'g> {
    coding: Key<Coding>,
    measure: &'static str,
    value: Cell,
    cases: Vec<String>,
    /// The partnerships or partnership-years that a proportion is out of; empty for a number.
    total: Vec<String>,
    /// The claims with what each supports.
    claims: Vec<(&'static str, &'g Claim)>,
}

/// Creates the table that counts transitions by kind and states the two proportions of falls.
pub(super) fn by_kind<'g>(
    graph: &'g Graph,
    observations: &Observations<'g>,
    options: ObservationsOptions,
    bibliography: &mut Option<Bibliography<'g>>,
) -> Table {
    let codings = &graph.dataset().vocabularies().codings;
    let columns = Columns::new()
        .with("coding", "Coding", "The coding.", |row: &Row<'_>| {
            Cell::of(codings, row.coding)
        })
        .with(
            "measure",
            "Measure",
            "What is measured: a number of partnerships or of transitions, or a proportion of falls.",
            |row| row.measure,
        )
        .with("value", "Value", "The number or the proportion.", |row| {
            row.value.clone()
        })
        .with(
            "cases",
            "Cases",
            "The cases counted.",
            move |row| cases(options, row.cases.iter().cloned()),
        )
        .with(
            "of",
            "Out of",
            "The partnerships or partnership-years that the proportion is out of.",
            move |row| cases(options, row.total.iter().cloned()),
        );
    let rows = observations.codings.iter().flat_map(rows);
    columns.cited_table(
        "transitions",
        "Are partnerships ever reversed?",
        rows,
        bibliography,
        |list, row| list.cell(row.claims.iter().copied()),
    )
}

/// Returns the rows of a coding: the partnerships, the transitions of each kind, then the two proportions.
fn rows<'g>(coding: &CodingObservations<'g>) -> Vec<Row<'g>> {
    let mut rows = vec![Row {
        coding: coding.coding,
        measure: "partnerships",
        value: Cell::count(coding.partnerships.len()),
        cases: labels(&coding.partnerships),
        total: Vec::new(),
        claims: begin_claims(coding).collect(),
    }];
    rows.extend(TransitionKind::ALL.map(|kind| of_kind(coding, kind)));
    rows.push(ever_fallen(coding));
    rows.push(years_followed_by_fall(coding));
    rows
}

fn of_kind<'g>(coding: &CodingObservations<'g>, kind: TransitionKind) -> Row<'g> {
    let transitions = || coding.transitions.iter().filter(|one| one.kind == kind);
    Row {
        coding: coding.coding,
        measure: kind.name(),
        value: Cell::count(transitions().count()),
        cases: transitions().map(dated).collect(),
        total: Vec::new(),
        claims: transitions().map(supporting_claim).collect(),
    }
}

fn ever_fallen<'g>(coding: &CodingObservations<'g>) -> Row<'g> {
    let falls = coding.falls().map(supporting_claim);
    Row {
        coding: coding.coding,
        measure: "ever reversed or ended",
        value: proportion_cell(coding.ever_fallen()),
        cases: labels(&coding.fallen()),
        total: labels(&coding.partnerships),
        claims: falls.chain(begin_claims(coding)).collect(),
    }
}

fn years_followed_by_fall<'g>(coding: &CodingObservations<'g>) -> Row<'g> {
    let years = coding.years.iter();
    let falls = years.filter_map(|year| Some((year, year.fall.as_ref()?)));
    let (cases, falls): (Vec<String>, Vec<_>) = falls
        .map(|(year, fall)| {
            let label = format!("{} {}", year.partnership.label(), year.year);
            (label, supporting_claim(fall))
        })
        .unzip();
    Row {
        coding: coding.coding,
        measure: "partnership-years followed by a fall",
        value: proportion_cell(coding.years_followed_by_fall()),
        cases,
        total: periods(&coding.years),
        claims: falls.into_iter().chain(begin_claims(coding)).collect(),
    }
}

/// Returns the claims that partnerships began: the evidence that they exist, and so for those that never fell.
fn begin_claims<'g>(
    coding: &CodingObservations<'g>,
) -> impl Iterator<Item = (&'static str, &'g Claim)> {
    let transitions = coding.transitions.iter();
    let begun = transitions.filter(|one| one.kind == TransitionKind::Begin);
    begun.map(supporting_claim)
}

/// Returns the claim of a transition with what it supports.
fn supporting_claim<'g>(transition: &Transition<'g>) -> (&'static str, &'g Claim) {
    (transition.kind.name(), transition.claim)
}

fn labels(partnerships: &[PartnershipRef<'_>]) -> Vec<String> {
    partnerships.iter().map(|one| one.label()).collect()
}

/// Returns the years of each partnership, consecutive ones as a period such as `NATO–AU 2005–2024`.
fn periods(years: &[PartnershipYear<'_>]) -> Vec<String> {
    let periods = years.chunk_by(|a, b| a.partnership == b.partnership && a.year + 1 == b.year);
    let periods = periods.map(|period| {
        let (first, last) = (&period[0], &period[period.len() - 1]);
        let label = first.partnership.label();
        if first.year == last.year {
            format!("{label} {}", first.year)
        } else {
            format!("{label} {}–{}", first.year, last.year)
        }
    });
    periods.collect()
}

/// Returns the partnership and the recorded date of a transition, such as `NATO–AU 2005-04-26`.
fn dated(transition: &Transition<'_>) -> String {
    let label = transition.partnership.label();
    match transition.date.date() {
        Some(date) => format!("{label} {date}"),
        None => format!("{label}, date unknown"),
    }
}

/// Creates the table that counts the changes from each phase to each other.
pub(super) fn by_phase<'g>(
    graph: &'g Graph,
    observations: &Observations<'g>,
    options: ObservationsOptions,
    bibliography: &mut Option<Bibliography<'g>>,
) -> Table {
    let vocabularies = graph.dataset().vocabularies();
    let phase = |phase: Option<_>| {
        phase.map_or(Cell::term("none", "none"), |phase| {
            Cell::of(&vocabularies.phases, phase)
        })
    };
    let columns = Columns::new()
        .with(
            "coding",
            "Coding",
            "The coding.",
            |row: &(Key<Coding>, &PhaseChange<'_>)| Cell::of(&vocabularies.codings, row.0),
        )
        .with(
            "from",
            "From",
            "The phase before; `none` if there was no relation.",
            |(_, change)| phase(change.from),
        )
        .with(
            "to",
            "To",
            "The phase after; `none` if the relation ended, `dissolution` if it ended because a member ceased to exist.",
            |(_, change)| {
                if change.is_dissolution {
                    Cell::term("dissolution", "none, by dissolution")
                } else {
                    phase(change.to)
                }
            },
        )
        .with("count", "Count", "The number of changes.", |(_, change)| {
            Cell::count(change.transitions.len())
        })
        .with(
            "cases",
            "Cases",
            "The changes counted.",
            move |(_, change)| {
                cases(options, change.transitions.iter().map(dated))
            },
        );
    let rows = observations.codings.iter().flat_map(|coding| {
        let changes = coding.phase_changes.iter();
        changes.map(|change| (coding.coding, change))
    });
    columns.cited_table(
        "phase-transitions",
        "Changes from phase to phase",
        rows,
        bibliography,
        |list, (_, change)| list.cell(change.transitions.iter().map(supporting_claim)),
    )
}
