//! The tables of transitions: how often partnerships change, and from which phase to which.

use super::percent::proportion_text;
use super::{A, B, ObservationsOptions, members, with_cases};
use crate::analysis::observations::{CodingObservations, Observations, PhaseChange};
use crate::analysis::{Proportion, Transition, TransitionKind};
use crate::graph::{Graph, PartnershipRef};
use crate::model::{Claim, Coding, Field, Key, Missing, Value, ValueType};
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::Bibliography;
use crate::view::table::Table;

/// A measure of transitions under one coding.
struct Row<'g> {
    coding: Key<Coding>,
    measure: &'static str,
    /// The number, or the cases of the proportion.
    count: usize,
    proportion: Option<Proportion>,
    cases: Vec<Cell>,
    /// The partnerships or partnership-years that a proportion is out of; empty for a number.
    total: Vec<Cell>,
    /// The claims with what each supports.
    claims: Vec<(&'static str, &'g Claim)>,
}

const NOT_APPLICABLE: Value<'static> = Value::Missing(Missing::NotApplicable);

impl Row<'_> {
    fn value_text(&self) -> String {
        let proportion = self.proportion.map(proportion_text);
        proportion.unwrap_or_else(|| self.count.to_string())
    }

    /// Returns a value of the proportion, if the row has one.
    fn of_proportion(&self, value: fn(Proportion) -> Value<'static>) -> Value<'static> {
        self.proportion.map_or(NOT_APPLICABLE, value)
    }

    fn low(&self) -> Value<'static> {
        self.of_proportion(|one| one.interval().map(|(low, _)| Value::real(low)).into())
    }

    fn high(&self) -> Value<'static> {
        self.of_proportion(|one| one.interval().map(|(_, high)| Value::real(high)).into())
    }
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
        .with("coding", "Coding", "The coding.", ValueType::Term, |row: &Row<'_>| {
            Cell::of(codings, row.coding)
        })
        .with(
            "measure",
            "Measure",
            "What is measured: a number of partnerships or of transitions, or a proportion of falls.", ValueType::Code,
            |row| row.measure,
        )
        .shown("value", "Value", |row| row.value_text())
        .data(
            "count",
            "The number of partnerships or transitions, or the cases of the proportion.",
            ValueType::Integer,
            |row| row.count,
        )
        .data(
            "total",
            "The number of partnerships or partnership-years that the proportion is out of.",
            ValueType::Integer,
            |row| row.of_proportion(|proportion| Value::count(proportion.total)),
        )
        .data("share", "The proportion.", ValueType::Real, |row| {
            row.of_proportion(|one| one.share().map(Value::real).into())
        })
        .data(
            "low",
            "The lower bound of the exact 95 % interval of the proportion.",
            ValueType::Real,
            |row| row.low(),
        )
        .data(
            "high",
            "The upper bound of the exact 95 % interval of the proportion.",
            ValueType::Real,
            |row| row.high(),
        );
    let columns = with_cases(columns, options, "The cases counted.", &CASE, |row| {
        Cell::list_with_commas(row.cases.iter().cloned())
    });
    let columns = with_total(columns, options);
    let rows = observations.codings.iter().flat_map(rows);
    columns.cited_table(
        "transitions",
        "Are partnerships ever reversed?",
        rows,
        bibliography,
        |list, row| list.cell(row.claims.iter().copied()),
    )
}

/// Adds a column of what a proportion is out of, if cases are requested.
fn with_total<'c, 'g: 'c>(
    columns: Columns<'c, Row<'g>>,
    options: ObservationsOptions,
) -> Columns<'c, Row<'g>> {
    if !options.cases {
        return columns;
    }
    columns.with(
        "of",
        "Out of",
        "The partnerships or partnership-years that the proportion is out of.",
        ValueType::List(&CASE),
        |row| Cell::list_with_commas(row.total.iter().cloned()),
    )
}

/// Returns the rows of a coding: the partnerships, the transitions of each kind, then the two proportions.
fn rows<'g>(coding: &CodingObservations<'g>) -> Vec<Row<'g>> {
    let mut rows = vec![Row {
        coding: coding.coding,
        measure: "partnerships",
        count: coding.partnerships.len(),
        proportion: None,
        cases: coding.partnerships.iter().map(|one| case(*one)).collect(),
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
        count: transitions().count(),
        proportion: None,
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
        count: coding.ever_fallen().cases,
        proportion: Some(coding.ever_fallen()),
        cases: coding.fallen().into_iter().map(case).collect(),
        total: coding.partnerships.iter().map(|one| case(*one)).collect(),
        claims: falls.chain(begin_claims(coding)).collect(),
    }
}

fn years_followed_by_fall<'g>(coding: &CodingObservations<'g>) -> Row<'g> {
    let years = coding.years.iter();
    let falls = years
        .clone()
        .flat_map(|run| run.falls.iter().map(|fall| (run.partnership, fall)));
    let (cases, falls): (Vec<Cell>, Vec<_>) = falls
        .map(|(partnership, (year, fall))| {
            let case = years_case(partnership, *year, *year);
            (case, supporting_claim(fall))
        })
        .unzip();
    Row {
        coding: coding.coding,
        measure: "partnership-years followed by a fall",
        count: coding.years_followed_by_fall().cases,
        proportion: Some(coding.years_followed_by_fall()),
        cases,
        total: years
            .map(|run| years_case(run.partnership, run.first, run.last))
            .collect(),
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

/// The type of a case: a partnership, a transition, or years of a partnership.
const CASE: ValueType = ValueType::Record(&[
    A,
    B,
    Field::new(
        "date",
        ValueType::Date,
        "The date of the transition as recorded.",
    ),
    Field::new("first_year", ValueType::Integer, "The first of the years."),
    Field::new("last_year", ValueType::Integer, "The last of the years."),
]);

/// Creates the cell of a case. People read the label of the partnership, and more below it.
fn case_of(
    partnership: PartnershipRef<'_>,
    [date, first, last]: [Value<'_>; 3],
    more: &str,
) -> Cell {
    let values = [("date", date), ("first_year", first), ("last_year", last)];
    let values = values.map(|(name, value)| (name, Cell::from(value)));
    let fields = members(partnership).into_iter().chain(values);
    let text = format!("{}{more}", partnership.label());
    Cell::record(fields.collect(), text)
}

/// Creates the cell of a partnership.
fn case(partnership: PartnershipRef<'_>) -> Cell {
    case_of(partnership, [NOT_APPLICABLE; 3], "")
}

/// Creates the cell of a transition with its recorded date, such as `NATO–AU 2005-04-26`.
fn dated(transition: &Transition<'_>) -> Cell {
    let date = Value::end(transition.date);
    let text = match transition.date.date() {
        Some(date) => format!(" {date}"),
        None => ", date unknown".to_owned(),
    };
    let values = [date, NOT_APPLICABLE, NOT_APPLICABLE];
    case_of(transition.partnership, values, &text)
}

/// Creates the cell of years of a partnership, such as `NATO–AU 2005–2024`.
fn years_case(partnership: PartnershipRef<'_>, first: i32, last: i32) -> Cell {
    let text = if first == last {
        format!(" {first}")
    } else {
        format!(" {first}–{last}")
    };
    let values = [NOT_APPLICABLE, first.into(), last.into()];
    case_of(partnership, values, &text)
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
        phase.map_or(Cell::missing(Missing::None, "none"), |phase| {
            Cell::of(&vocabularies.phases, phase)
        })
    };
    let columns = Columns::new()
        .with(
            "coding",
            "Coding",
            "The coding.",
            ValueType::Term,
            |row: &(Key<Coding>, &PhaseChange<'_>)| Cell::of(&vocabularies.codings, row.0),
        )
        .with(
            "from",
            "From",
            "The phase before; `none` if there was no relation.",
            ValueType::Term,
            |(_, change)| phase(change.from),
        )
        .with(
            "to",
            "To",
            "The phase after; `none` if the relation ended.",
            ValueType::Term,
            |(_, change)| {
                if change.is_dissolution {
                    Cell::missing(Missing::NotExisting, "none, by dissolution")
                } else {
                    phase(change.to)
                }
            },
        )
        .data(
            "is_dissolution",
            "Whether the relation ended because a member ceased to exist.",
            ValueType::Boolean,
            |(_, change)| change.is_dissolution,
        )
        .with(
            "count",
            "Count",
            "The number of changes.",
            ValueType::Integer,
            |(_, change)| Cell::count(change.transitions.len()),
        );
    let columns = with_cases(
        columns,
        options,
        "The changes counted.",
        &CASE,
        |(_, change)| Cell::list_with_commas(change.transitions.iter().map(dated)),
    );
    let rows = observations.codings.iter().flat_map(|coding| {
        let changes = coding.phase_changes.iter();
        changes.map(|change| (coding.coding, change))
    });
    columns.cited_table(
        "phase_transitions",
        "Changes from phase to phase",
        rows,
        bibliography,
        |list, (_, change)| list.cell(change.transitions.iter().map(supporting_claim)),
    )
}
