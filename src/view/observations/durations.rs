//! The tables of durations: how long partnerships stay in a phase, and how long they take to reach each phase.

use super::{A, B, ObservationsOptions, members, with_cases};
use crate::analysis::observations::{Arrival, Observations, PhaseArrivals, PhaseStays, Stay};
use crate::graph::Graph;
use crate::model::{Coding, Field, Key, Missing, Value, ValueType};
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::Bibliography;
use crate::view::table::Table;

/// The meaning of the mark of a censored stay.
const CENSORED: &str = "A stay marked + is censored, because its end was not observed: it continues at the as-of date, \
    ended at an unknown time, ended because a member ceased to exist, or is followed by an unknown phase.";

/// The convention for the median of stays.
const MEDIAN_STAY: &str = "The median stay is the first time at which the estimated share of stays that continue is one \
    half or less. For an even number of stays without censored ones, it is the lower of the middle two.";

/// The convention for the median of arrivals.
const MEDIAN_ARRIVAL: &str = "The median of an even number of times is the mean of the middle two.";

/// Creates the table of how long partnerships stay in each phase.
pub(super) fn stays<'g>(
    graph: &'g Graph,
    observations: &Observations<'g>,
    options: ObservationsOptions,
    bibliography: &mut Option<Bibliography<'g>>,
) -> Table {
    let vocabularies = graph.dataset().vocabularies();
    let columns = Columns::new()
        .with(
            "coding",
            "Coding",
            "The coding.",
            ValueType::Term,
            |row: &(Key<Coding>, &PhaseStays<'_>)| Cell::of(&vocabularies.codings, row.0),
        )
        .with(
            "phase",
            "Phase",
            "The phase.",
            ValueType::Term,
            |(_, stays)| Cell::of(&vocabularies.phases, stays.phase),
        )
        .with(
            "stays",
            "Stays",
            "The number of stays in the phase.",
            ValueType::Integer,
            |(_, stays)| Cell::count(stays.stays.len()),
        )
        .with(
            "ended",
            "Ended",
            "The number of stays whose end was observed.",
            ValueType::Integer,
            |(_, stays)| Cell::count(stays.ended()),
        )
        .with(
            "median",
            "Median years",
            "The Kaplan–Meier estimate of the median length, in years.",
            ValueType::Real,
            |(_, stays)| median_bound(stays.curve.median().years),
        )
        .shown("interval", "95 % interval", |(_, stays)| {
            let median = stays.curve.median();
            let (low, high) = (median_bound(median.low), median_bound(median.high));
            format!("{} to {}", low.text(), high.text())
        })
        .data(
            "low",
            "The lower bound of the 95 % interval of the median, in years.",
            ValueType::Real,
            |(_, stays)| median_bound(stays.curve.median().low).value().clone(),
        )
        .data(
            "high",
            "The upper bound of the 95 % interval of the median, in years.",
            ValueType::Real,
            |(_, stays)| median_bound(stays.curve.median().high).value().clone(),
        );
    let columns = with_cases(
        columns,
        options,
        "The partnerships with the length of their stay; for people, marked + if it is censored.",
        &STAY,
        |(_, stays)| Cell::list_with_commas(stays.stays.iter().map(stay_case)),
    );
    let rows = observations.codings.iter().flat_map(|coding| {
        let stays = coding.stays.iter();
        stays.map(|stays| (coding.coding, stays))
    });
    let title = "Time spent in each phase (Kaplan–Meier)";
    let mut table = columns.cited_table("stays", title, rows, bibliography, |list, (_, stays)| {
        let spells = stays.stays.iter().flat_map(|stay| &stay.spells);
        list.cell(spells.map(|spell| ("phase", &spell.record().claim)))
    });
    let mut phases = observations.codings.iter().flat_map(|one| &one.stays);
    if options.cases && phases.any(|stays| stays.ended() < stays.stays.len()) {
        table.notes.push(CENSORED.to_owned());
    }
    table.notes.push(MEDIAN_STAY.to_owned());
    table
}

/// The type of a stay that is counted.
const STAY: ValueType = ValueType::Record(&[
    A,
    B,
    Field::new("years", ValueType::Real, "The length in years."),
    Field::new(
        "is_censored",
        ValueType::Boolean,
        "Whether its end was not observed.",
    ),
]);

fn stay_case(stay: &Stay<'_>) -> Cell {
    let (label, length) = (stay.partnership.label(), stay.duration.years);
    let is_censored = !stay.duration.has_ended;
    let mark = if is_censored { "+" } else { "" };
    let values = [
        ("years", years(length)),
        ("is_censored", Cell::from(Value::from(is_censored))),
    ];
    let fields = members(stay.partnership).into_iter().chain(values);
    Cell::record(fields.collect(), format!("{label} {length:.1}{mark}"))
}

/// Creates the cell of a median or a bound of its interval.
fn median_bound(value: Option<f64>) -> Cell {
    value.map_or_else(|| Cell::missing(Missing::NotReached, "not reached"), years)
}

/// Creates the cell of a number of years, which people read with one decimal.
fn years(value: f64) -> Cell {
    Cell::shown(Value::real(value), format!("{value:.1}"))
}

/// Creates the table of how long partnerships take from the first relation to each phase.
pub(super) fn arrivals<'g>(
    graph: &'g Graph,
    observations: &Observations<'g>,
    options: ObservationsOptions,
    bibliography: &mut Option<Bibliography<'g>>,
) -> Table {
    let vocabularies = graph.dataset().vocabularies();
    let columns = Columns::new()
        .with(
            "coding",
            "Coding",
            "The coding.",
            ValueType::Term,
            |row: &Row<'_, '_>| Cell::of(&vocabularies.codings, row.coding),
        )
        .with(
            "phase",
            "Phase or higher",
            "The phase that is reached.",
            ValueType::Term,
            |row| Cell::of(&vocabularies.phases, row.phase.phase),
        )
        .shown("reached", "Reached by", |row| {
            format!("{} of {}", row.phase.arrivals.len(), row.partnerships)
        })
        .data(
            "reached_by",
            "The number of partnerships that reached the phase or a higher one.",
            ValueType::Integer,
            |row| row.phase.arrivals.len(),
        )
        .data(
            "partnerships",
            "The number of partnerships that the coding covers, and of which it is known when they began.",
            ValueType::Integer,
            |row| row.partnerships,
        )
        .with(
            "shortest",
            "Shortest (years)",
            "The shortest time, in years.",
            ValueType::Real,
            |row| years(row.phase.shortest),
        )
        .with(
            "median",
            "Median",
            "The median time, in years.",
            ValueType::Real,
            |row| years(row.phase.median),
        )
        .with(
            "longest",
            "Longest",
            "The longest time, in years.",
            ValueType::Real,
            |row| years(row.phase.longest),
        );
    let columns = with_cases(
        columns,
        options,
        "The partnerships with their time.",
        &ARRIVAL,
        |row| Cell::list_with_commas(row.phase.arrivals.iter().map(arrival_case)),
    );
    let rows = observations.codings.iter().flat_map(|coding| {
        coding.arrivals.iter().map(|phase| Row {
            coding: coding.coding,
            partnerships: coding.partnerships.len() - coding.may_begin_earlier.len(),
            phase,
        })
    });
    let title = "Time from the first relation to each phase, for partnerships that reached it";
    let mut table = columns.cited_table("ascent", title, rows, bibliography, |list, row| {
        let arrivals = row.phase.arrivals.iter();
        let spells = arrivals.flat_map(|arrival| [arrival.first, arrival.reached]);
        list.cell(spells.map(|spell| ("phase", &spell.record().claim)))
    });
    table.notes.push(MEDIAN_ARRIVAL.to_owned());
    for coding in &observations.codings {
        let count = coding.may_begin_earlier.len();
        if count > 0 {
            let label = vocabularies.codings.label(coding.coding);
            table.notes.push(format!(
                "Left out under the coding {label}: {count} of {} partnerships, because the first relation may have begun earlier \
                 than is known.",
                coding.partnerships.len()
            ));
        }
    }
    table
}

/// The type of an arrival that is counted.
const ARRIVAL: ValueType = ValueType::Record(&[
    A,
    B,
    Field::new("years", ValueType::Real, "The time in years."),
]);

fn arrival_case(arrival: &Arrival<'_>) -> Cell {
    let (label, time) = (arrival.partnership.label(), arrival.years);
    let fields = members(arrival.partnership)
        .into_iter()
        .chain([("years", years(time))]);
    Cell::record(fields.collect(), format!("{label} {time:.1}"))
}

/// The arrivals in a phase under a coding.
struct Row<'o, 'g> {
    coding: Key<Coding>,
    /// The number of partnerships of which it is known under the coding when they began.
    partnerships: usize,
    phase: &'o PhaseArrivals<'g>,
}
