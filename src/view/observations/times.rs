//! The tables of times: how long partnerships stay in a phase, and how long they take to each rung.

use super::course::Courses;
use super::estimate::{Duration, median, years};
use super::{Codings, ObservationsOptions, cases};
use crate::graph::Graph;
use crate::model::{Coding, Key, Phase};
use crate::view::cell::Cell;
use crate::view::evidence::Bibliography;
use crate::view::table::{Column, Table};

/// What the mark of a censored stay means.
const OPEN: &str = "A stay marked + was not seen to its end: it goes on at the as-of date, ended nobody knows when, \
    was cut short by the end of a member, or is followed by a phase that is not known.";

/// By which convention the median of stays is told.
const MEDIAN_STAY: &str = "A median is the first time at which the estimated share that still stays is a half or \
    less; of an even number of stays that were all seen to their end, it is the lower of the middle two.";

/// By which convention the median of ascents is told.
const MEDIAN_ASCENT: &str = "A median of an even number is halfway between the middle two.";

/// Estimates how long partnerships stay in each phase.
pub(super) fn stays(
    graph: &Graph,
    codings: &Codings<'_>,
    options: ObservationsOptions,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    let columns = [
        Column::new("coding", "Coding"),
        Column::new("phase", "Phase"),
        Column::new("stays", "Stays"),
        Column::new("ended", "Ended"),
        Column::new("median", "Median years"),
        Column::new("interval", "95 % interval"),
        Column::new("cases", "Cases"),
    ];
    let mut table = Table::new("stays", "Time spent in each phase (Kaplan–Meier)", &columns)
        .with_evidence(list);
    for (coding, courses) in codings {
        let stays = courses.stays();
        for phase in related(graph) {
            let found: Vec<_> = stays.iter().filter(|stay| stay.phase == phase).collect();
            if found.is_empty() {
                continue;
            }
            let durations: Vec<Duration> = found.iter().map(|stay| stay.duration).collect();
            let labels = found.iter().map(|stay| {
                let open = if stay.duration.ended { "" } else { "+" };
                format!(
                    "{} {:.1}{open}",
                    stay.partnership.label(),
                    stay.duration.years
                )
            });
            let claims = found.iter().flat_map(|stay| stay.spells.iter());
            let claims = claims.map(|spell| ("phase", &spell.claim));
            let evidence = list.as_mut().map(|list| list.cell(claims));
            let mut row = of_phase(graph, *coding, phase);
            row.extend([
                Cell::count(durations.len()),
                Cell::count(durations.iter().filter(|stay| stay.ended).count()),
            ]);
            row.extend(median(&durations).cells());
            row.push(cases(options, labels.collect()));
            table.push(row, evidence);
        }
    }
    let is_open = |(_, courses): &(_, Courses<'_>)| {
        let stays = courses.stays();
        stays.iter().any(|stay| !stay.duration.ended)
    };
    if options.cases && codings.iter().any(is_open) {
        table.notes.push(OPEN.to_owned());
    }
    table.notes.push(MEDIAN_STAY.to_owned());
    table
}

/// Returns the phases with a relation, from the lowest.
fn related(graph: &Graph) -> impl Iterator<Item = Key<Phase>> {
    let phases = &graph.dataset().vocabularies().phases;
    phases.keys().filter(|phase| !phases[*phase].absent)
}

fn of_phase(graph: &Graph, coding: Key<Coding>, phase: Key<Phase>) -> Vec<Cell> {
    let words = graph.dataset().vocabularies();
    vec![
        Cell::of(&words.codings, coding),
        Cell::of(&words.phases, phase),
    ]
}

/// Tells how long it took from the first relation to each rung.
pub(super) fn ascent(
    graph: &Graph,
    codings: &Codings<'_>,
    options: ObservationsOptions,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    let columns = [
        Column::new("coding", "Coding"),
        Column::new("phase", "Phase or higher"),
        Column::new("reached", "Reached by"),
        Column::new("shortest", "Shortest (years)"),
        Column::new("median", "Median"),
        Column::new("longest", "Longest"),
        Column::new("cases", "Cases"),
    ];
    let title = "Time from first contact to each phase, of those that reached it";
    let mut table = Table::new("ascent", title, &columns).with_evidence(list);
    for (coding, courses) in codings {
        for phase in related(graph) {
            let mut reached = courses.ascents(phase);
            reached.sort_by(|a, b| a.years.total_cmp(&b.years));
            let (Some(first), Some(last)) = (reached.first(), reached.last()) else {
                continue;
            };
            let half = (reached.len() - 1) / 2;
            let middle = (reached[half].years + reached[reached.len() / 2].years) / 2.0;
            let labels = reached
                .iter()
                .map(|ascent| format!("{} {:.1}", ascent.partnership.label(), ascent.years));
            let claims = reached.iter().flat_map(|ascent| ascent.claims);
            let claims = claims.map(|claim| ("phase", claim));
            let evidence = list.as_mut().map(|list| list.cell(claims));
            let mut row = of_phase(graph, *coding, phase);
            row.push(Cell::record(
                vec![
                    ("cases", Cell::count(reached.len())),
                    ("of", Cell::count(courses.read.len())),
                ],
                format!("{} of {}", reached.len(), courses.read.len()),
            ));
            row.extend([first.years, middle, last.years].map(years));
            row.push(cases(options, labels.collect()));
            table.push(row, evidence);
        }
    }
    table.notes.push(MEDIAN_ASCENT.to_owned());
    table
}
