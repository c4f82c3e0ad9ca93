//! The tables of steps: which partnerships moved, and from which phase to which.

use std::collections::BTreeMap;

use super::course::YearAtRisk;
use super::{Codings, ObservationsOptions, cases, ever_fallen, years_fallen};
use crate::analysis::{Transition, TransitionKind};
use crate::graph::Graph;
use crate::model::{Claim, Day};
use crate::view::cell::Cell;
use crate::view::evidence::Bibliography;
use crate::view::table::{Column, Table};

/// Claims with what each supports.
type Claims<'c> = Vec<(&'c str, &'c Claim)>;

/// Counts transitions by kind, and the two shares of falls.
pub(super) fn transitions(
    graph: &Graph,
    codings: &Codings<'_>,
    options: ObservationsOptions,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    let columns = [
        Column::new("coding", "Coding"),
        Column::new("measure", "Measure"),
        Column::new("value", "Value"),
        Column::new("cases", "Cases"),
        Column::new("of", "Out of"),
    ];
    let mut table =
        Table::new("transitions", "Are partnerships ever reversed?", &columns).with_evidence(list);
    for (coding, courses) in codings {
        let mut push = |measure: &str, value: Cell, [labels, of]: [Vec<String>; 2], claims| {
            let claims: Claims<'_> = claims;
            let name = Cell::of(&graph.dataset().vocabularies().codings, *coding);
            let evidence = list.as_mut().map(|list| list.cell(claims));
            let row = vec![
                name,
                Cell::from(measure.to_owned()),
                value,
                cases(options, labels),
                cases(options, of),
            ];
            table.push(row, evidence);
        };
        let steps = courses.transitions();
        let read = courses.read.iter().map(|partnership| partnership.label());
        // That a partnership is read rests on the claim that it began.
        let begun = steps
            .iter()
            .filter(|step| step.kind == TransitionKind::Begin);
        let begun: Claims<'_> = begun.map(|step| ("begin", step.claim)).collect();
        push(
            "partnerships",
            Cell::count(courses.read.len()),
            [read.clone().collect(), Vec::new()],
            begun.clone(),
        );
        for kind in TransitionKind::ALL {
            let found: Vec<_> = steps.iter().filter(|step| step.kind == kind).collect();
            let labels = found.iter().map(|step| told(step)).collect();
            let claims = found.iter().map(|step| (kind.name(), step.claim)).collect();
            let count = Cell::count(found.len());
            push(kind.name(), count, [labels, Vec::new()], claims);
        }
        let (ever, falls) = ever_fallen(courses);
        // A share rests on those that did not fall too.
        let claims = falls.iter().map(|fall| (fall.kind.name(), fall.claim));
        let claims = claims.chain(begun.iter().copied()).collect();
        let labels = falls.iter().map(|fall| fall.partnership.label());
        let mut labels: Vec<String> = labels.collect();
        labels.dedup();
        let of = read.collect();
        push("ever reversed or ended", ever.cell(), [labels, of], claims);
        let years = courses.years_at_risk();
        let fallen = || {
            years
                .iter()
                .filter_map(|year| Some((year, year.fall.as_ref()?)))
        };
        let labels =
            fallen().map(|(year, _)| format!("{} {}", year.partnership.label(), year.year));
        let claims = fallen().map(|(_, fall)| (fall.kind.name(), fall.claim));
        push(
            "partnership-years followed by a fall",
            years_fallen(&years).cell(),
            [labels.collect(), spans(&years)],
            claims.chain(begun).collect(),
        );
    }
    table
}

/// Names the years of each partnership, those that follow one another as a span.
fn spans(years: &[YearAtRisk<'_>]) -> Vec<String> {
    let follows = |a: &YearAtRisk<'_>, b: &YearAtRisk<'_>| {
        a.partnership == b.partnership && a.year + 1 == b.year
    };
    let runs = years.chunk_by(follows).map(|run| {
        let (first, last) = (&run[0], &run[run.len() - 1]);
        let label = first.partnership.label();
        match first.year == last.year {
            true => format!("{label} {}", first.year),
            false => format!("{label} {}–{}", first.year, last.year),
        }
    });
    runs.collect()
}

/// Names a transition by its partnership and day.
fn told(step: &Transition<'_>) -> String {
    match step.day {
        Day::MAX => format!("{}, nobody knows when", step.partnership.label()),
        day => format!("{} {day}", step.partnership.label()),
    }
}

/// Counts the steps from each phase to each other; those by dissolution, which are no falls, apart from
/// those to no relation.
pub(super) fn phases(
    graph: &Graph,
    codings: &Codings<'_>,
    options: ObservationsOptions,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    let columns = [
        Column::new("coding", "Coding"),
        Column::new("from", "From"),
        Column::new("to", "To"),
        Column::new("count", "Count"),
        Column::new("cases", "Cases"),
    ];
    let mut table =
        Table::new("phase-transitions", "From which phase to which", &columns).with_evidence(list);
    let words = graph.dataset().vocabularies();
    for (coding, courses) in codings {
        let mut steps: BTreeMap<_, Vec<Transition<'_>>> = BTreeMap::new();
        for step in courses.transitions() {
            if step.from != step.to {
                let is_dissolution = step.kind == TransitionKind::Dissolution;
                let steps = steps.entry((step.from, step.to, is_dissolution));
                steps.or_default().push(step);
            }
        }
        for ((from, to, is_dissolution), found) in steps {
            let phase = |key: Option<_>| {
                key.map_or(Cell::term("none", "none"), |key| {
                    Cell::of(&words.phases, key)
                })
            };
            let claims = found.iter().map(|step| (step.kind.name(), step.claim));
            let evidence = list.as_mut().map(|list| list.cell(claims));
            let row = vec![
                Cell::of(&words.codings, *coding),
                phase(from),
                match is_dissolution {
                    true => Cell::term("dissolution", "none, by dissolution"),
                    false => phase(to),
                },
                Cell::count(found.len()),
                cases(options, found.iter().map(told).collect()),
            ];
            table.push(row, evidence);
        }
    }
    table
}
