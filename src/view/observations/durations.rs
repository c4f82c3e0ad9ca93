//! The tables of durations: how long partnerships stay in a phase, and how long they take to reach each phase.

use super::{ObservationsOptions, cases};
use crate::analysis::observations::{Observations, PhaseArrivals, PhaseStays, Stay};
use crate::graph::Graph;
use crate::model::{Coding, Key, Value};
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
            |row: &(Key<Coding>, &PhaseStays<'_>)| Cell::of(&vocabularies.codings, row.0),
        )
        .with("phase", "Phase", "The phase.", |(_, stays)| {
            Cell::of(&vocabularies.phases, stays.phase)
        })
        .with(
            "stays",
            "Stays",
            "The number of stays in the phase.",
            |(_, stays)| Cell::count(stays.stays.len()),
        )
        .with(
            "ended",
            "Ended",
            "The number of stays whose end was observed.",
            |(_, stays)| Cell::count(stays.ended()),
        )
        .with(
            "median",
            "Median years",
            "The Kaplan–Meier estimate of the median length, in years.",
            |(_, stays)| median_bound(stays.curve.median().years),
        )
        .with(
            "interval",
            "95 % interval",
            "The 95 % interval of the median, in years.",
            |(_, stays)| {
                let median = stays.curve.median();
                let (low, high) = (median_bound(median.low), median_bound(median.high));
                let text = format!("{} to {}", low.text(), high.text());
                Cell::record(vec![("low", low), ("high", high)], text)
            },
        )
        .with(
            "cases",
            "Cases",
            "The partnerships with the length of their stay in years, marked + if it is censored.",
            move |(_, stays)| cases(options, stays.stays.iter().map(stay_label)),
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

fn stay_label(stay: &Stay<'_>) -> String {
    let (label, years) = (stay.partnership.label(), stay.duration.years);
    let mark = if stay.duration.has_ended { "" } else { "+" };
    format!("{label} {years:.1}{mark}")
}

/// Creates the cell of a median or a bound of its interval.
fn median_bound(value: Option<f64>) -> Cell {
    value.map_or_else(|| Cell::term("not-reached", "not reached"), years)
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
            |row: &Row<'_, '_>| Cell::of(&vocabularies.codings, row.coding),
        )
        .with("phase", "Phase or higher", "The phase that is reached.", |row| {
            Cell::of(&vocabularies.phases, row.phase.phase)
        })
        .with(
            "reached",
            "Reached by",
            "The partnerships that reached the phase or a higher one, out of all that the coding covers.",
            |row| {
                let (reached, total) = (row.phase.arrivals.len(), row.partnerships);
                let counts = vec![("cases", Cell::count(reached)), ("of", Cell::count(total))];
                Cell::record(counts, format!("{reached} of {total}"))
            },
        )
        .with(
            "shortest",
            "Shortest (years)",
            "The shortest time, in years.",
            |row| years(row.phase.shortest),
        )
        .with("median", "Median", "The median time, in years.", |row| {
            years(row.phase.median)
        })
        .with("longest", "Longest", "The longest time, in years.", |row| {
            years(row.phase.longest)
        })
        .with(
            "cases",
            "Cases",
            "The partnerships with their time in years.",
            move |row| {
                let arrivals = row.phase.arrivals.iter();
                let labels = arrivals
                    .map(|arrival| format!("{} {:.1}", arrival.partnership.label(), arrival.years));
                cases(options, labels)
            },
        );
    let rows = observations.codings.iter().flat_map(|coding| {
        coding.arrivals.iter().map(|phase| Row {
            coding: coding.coding,
            partnerships: coding.partnerships.len(),
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
    table
}

/// The arrivals in a phase under a coding.
struct Row<'o, 'g> {
    coding: Key<Coding>,
    /// The number of partnerships with a known phase under the coding.
    partnerships: usize,
    phase: &'o PhaseArrivals<'g>,
}
