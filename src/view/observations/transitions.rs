//! The tables of transitions: how often partnerships change, and from which phase to which.

use super::percent::proportion_cell;
use super::{ObservationsOptions, cases};
use crate::analysis::observations::{
    CodingObservations, Observations, PartnershipYear, PhaseChange,
};
use crate::analysis::{Transition, TransitionKind};
use crate::graph::{Graph, PartnershipRef};
use crate::model::{Claim, Coding, Day, Key};
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
    /// What a proportion is out of; empty for a count.
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
            "What is counted: partnerships, transitions of a kind, or a proportion of falls.",
            |row| row.measure,
        )
        .with("value", "Value", "The number or the proportion.", |row| {
            row.value.clone()
        })
        .with(
            "cases",
            "Cases",
            "The cases that are counted.",
            move |row| cases(options, row.cases.iter().cloned()),
        )
        .with(
            "of",
            "Out of",
            "The partnerships or partnership-years that a proportion is out of.",
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
    let partnerships = labels(&coding.partnerships);
    // The claim that a partnership began is the evidence for counting it, also among those that did not fall.
    let begun = claims(coding, TransitionKind::Begin);
    let mut rows = vec![Row {
        coding: coding.coding,
        measure: "partnerships",
        value: Cell::count(coding.partnerships.len()),
        cases: partnerships.clone(),
        total: Vec::new(),
        claims: begun.clone(),
    }];
    rows.extend(TransitionKind::ALL.map(|kind| of_kind(coding, kind)));
    let falls = coding.falls().map(supporting_claim);
    rows.push(Row {
        coding: coding.coding,
        measure: "ever reversed or ended",
        value: proportion_cell(coding.ever_fallen()),
        cases: labels(&coding.fallen()),
        total: partnerships,
        claims: falls.chain(begun.iter().copied()).collect(),
    });
    let fallen = coding.years.iter().filter(|year| year.fall.is_some());
    let falls = coding.years.iter().filter_map(|year| year.fall.as_ref());
    rows.push(Row {
        coding: coding.coding,
        measure: "partnership-years followed by a fall",
        value: proportion_cell(coding.years_followed_by_fall()),
        cases: fallen
            .map(|year| format!("{} {}", year.partnership.label(), year.year))
            .collect(),
        total: periods(&coding.years),
        claims: falls.map(supporting_claim).chain(begun).collect(),
    });
    rows
}

fn of_kind<'g>(coding: &CodingObservations<'g>, kind: TransitionKind) -> Row<'g> {
    let transitions = coding.transitions.iter().filter(|one| one.kind == kind);
    let cases: Vec<String> = transitions.map(dated).collect();
    Row {
        coding: coding.coding,
        measure: kind.name(),
        value: Cell::count(cases.len()),
        cases,
        total: Vec::new(),
        claims: claims(coding, kind),
    }
}

/// Returns the claims of the transitions of a kind.
fn claims<'g>(
    coding: &CodingObservations<'g>,
    kind: TransitionKind,
) -> Vec<(&'static str, &'g Claim)> {
    let transitions = coding.transitions.iter().filter(|one| one.kind == kind);
    transitions.map(supporting_claim).collect()
}

fn supporting_claim<'g>(transition: &Transition<'g>) -> (&'static str, &'g Claim) {
    (transition.kind.name(), transition.claim)
}

fn labels(partnerships: &[PartnershipRef<'_>]) -> Vec<String> {
    partnerships.iter().map(|one| one.label()).collect()
}

/// Returns the years of each partnership, consecutive ones as a period.
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

/// Returns the partnership and the day of a transition.
fn dated(transition: &Transition<'_>) -> String {
    let label = transition.partnership.label();
    match transition.day {
        Day::MAX => format!("{label}, nobody knows when"),
        day => format!("{label} {day}"),
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
            "The phase before, or `none` if there was no relation.",
            |(_, change)| phase(change.from),
        )
        .with(
            "to",
            "To",
            "The phase after, `none` if the relation ended, or `dissolution` if it ended with a member.",
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
            "The changes that are counted.",
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
        "From which phase to which",
        rows,
        bibliography,
        |list, (_, change)| list.cell(change.transitions.iter().map(supporting_claim)),
    )
}
