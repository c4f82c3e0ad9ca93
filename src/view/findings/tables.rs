//! The tables of the findings.

use std::collections::BTreeMap;

use super::course::Courses;
use super::estimate::{Duration, median};
use super::{FindingsOptions, cases, reversals};
use crate::graph::{Days, Graph};
use crate::model::{
    Claim, Coding, Identified, Key, Motive, MotiveClaim, Phase, Vocable, Vocabularies,
};
use crate::query::{Selection, Standing};
use crate::view::cell::Cell;
use crate::view::evidence::Bibliography;
use crate::view::table::{Column, Table};

type Codings<'g> = [(Key<Coding>, Courses<'g>)];

/// The kinds of transition, in the order of the tables.
const KINDS: [&str; 6] = ["begin", "advance", "recovery", "setback", "reversal", "end"];

/// Counts transitions by kind, and the two shares of falls.
pub(super) fn transitions(
    graph: &Graph,
    codings: &Codings<'_>,
    options: FindingsOptions,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    let columns = [
        Column::new("coding", "Coding"),
        Column::new("measure", "Measure"),
        Column::new("value", "Value"),
        Column::new("cases", "Cases"),
    ];
    let mut table =
        Table::new("transitions", "Are partnerships ever reversed?", &columns).with_evidence(list);
    for (coding, courses) in codings {
        let name = || Cell::of(&graph.dataset().vocabularies.codings, *coding);
        let steps = courses.transitions();
        let read = courses
            .read
            .iter()
            .map(|partnership| partnership.label())
            .collect();
        let row = vec![
            name(),
            Cell::Text("partnerships".into()),
            count(courses.read.len()),
            cases(options, read),
        ];
        table.push(row, list.as_mut().map(|list| list.cell([])));
        for kind in KINDS {
            let found: Vec<_> = steps.iter().filter(|step| step.kind == kind).collect();
            let labels = found
                .iter()
                .map(|step| format!("{} {}", step.partnership.label(), step.day))
                .collect();
            let claims = found.iter().map(|step| (kind, step.claim));
            let evidence = list.as_mut().map(|list| list.cell(claims));
            table.push(
                vec![
                    name(),
                    Cell::Text(kind.into()),
                    count(found.len()),
                    cases(options, labels),
                ],
                evidence,
            );
        }
        let (ever, years) = reversals(courses);
        let falls = courses
            .years_at_risk()
            .into_iter()
            .filter(|(_, _, fell)| *fell);
        let falls = falls
            .map(|(partnership, year, _)| format!("{} {year}", partnership.label()))
            .collect();
        for (measure, share, labels) in [
            ("ever reversed or ended", ever, Vec::new()),
            ("partnership-years followed by a fall", years, falls),
        ] {
            let row = vec![
                name(),
                Cell::Text(measure.into()),
                Cell::Text(share.text()),
                cases(options, labels),
            ];
            table.push(row, list.as_mut().map(|list| list.cell([])));
        }
    }
    table
}

/// Counts the steps from each phase to each other.
pub(super) fn phases(graph: &Graph, codings: &Codings<'_>) -> Table {
    let columns = [
        Column::new("coding", "Coding"),
        Column::new("from", "From"),
        Column::new("to", "To"),
        Column::new("count", "Count"),
    ];
    let mut table = Table::new("phase-transitions", "From which phase to which", &columns);
    let words = &graph.dataset().vocabularies;
    for (coding, courses) in codings {
        let mut steps: BTreeMap<_, usize> = BTreeMap::new();
        for step in courses
            .transitions()
            .iter()
            .filter(|step| step.from != step.to)
        {
            *steps.entry((step.from, step.to)).or_default() += 1;
        }
        for ((from, to), times) in steps {
            let phase = |key: Option<_>| {
                key.map_or(Cell::term("none", "none"), |key| {
                    Cell::of(&words.phases, key)
                })
            };
            table.push(
                vec![
                    Cell::of(&words.codings, *coding),
                    phase(from),
                    phase(to),
                    count(times),
                ],
                None,
            );
        }
    }
    table
}

/// Estimates how long partnerships stay in each phase.
pub(super) fn stays(graph: &Graph, codings: &Codings<'_>, options: FindingsOptions) -> Table {
    let columns = [
        Column::new("coding", "Coding"),
        Column::new("phase", "Phase"),
        Column::new("stays", "Stays"),
        Column::new("ended", "Ended"),
        Column::new("median", "Median years"),
        Column::new("interval", "95 % interval"),
        Column::new("cases", "Cases"),
    ];
    let mut table = Table::new("stays", "Time spent in each phase (Kaplan–Meier)", &columns);
    let words = &graph.dataset().vocabularies;
    for (coding, courses) in codings {
        let stays = courses.stays();
        for phase in words
            .phases
            .keys()
            .filter(|phase| !words.phases[*phase].absent)
        {
            let found: Vec<_> = stays.iter().filter(|stay| stay.phase == phase).collect();
            let durations: Vec<Duration> = found.iter().map(|stay| stay.duration).collect();
            if durations.is_empty() {
                continue;
            }
            let estimate = median(&durations);
            let years = |years: Option<f64>| {
                years.map_or("not reached".to_owned(), |years| format!("{years:.1}"))
            };
            let labels = found.iter().map(|stay| {
                let open = if stay.duration.ended { "" } else { "+" };
                format!(
                    "{} {:.1}{open}",
                    stay.partnership.label(),
                    stay.duration.years
                )
            });
            table.push(
                vec![
                    Cell::of(&words.codings, *coding),
                    Cell::of(&words.phases, phase),
                    count(durations.len()),
                    count(durations.iter().filter(|duration| duration.ended).count()),
                    Cell::Text(years(estimate.years)),
                    Cell::Text(format!(
                        "{} to {}",
                        years(estimate.low),
                        years(estimate.high)
                    )),
                    cases(options, labels.collect()),
                ],
                None,
            );
        }
    }
    table
}

/// Tells how long it took from the first relation to each rung.
pub(super) fn ascent(graph: &Graph, codings: &Codings<'_>, options: FindingsOptions) -> Table {
    let columns = [
        Column::new("coding", "Coding"),
        Column::new("phase", "Phase or higher"),
        Column::new("reached", "Reached by"),
        Column::new("shortest", "Shortest (years)"),
        Column::new("median", "Median"),
        Column::new("longest", "Longest"),
        Column::new("cases", "Cases"),
    ];
    let mut table = Table::new("ascent", "Time from first contact to each phase", &columns);
    let words = &graph.dataset().vocabularies;
    for (coding, courses) in codings {
        for phase in words
            .phases
            .keys()
            .filter(|phase| !words.phases[*phase].absent)
        {
            let mut reached = courses.years_to(phase);
            reached.sort_by(|a, b| a.1.total_cmp(&b.1));
            let (Some(first), Some(last)) = (reached.first(), reached.last()) else {
                continue;
            };
            let middle = (reached[(reached.len() - 1) / 2].1 + reached[reached.len() / 2].1) / 2.0;
            let years = |years: f64| Cell::Text(format!("{years:.1}"));
            let labels = reached
                .iter()
                .map(|(partnership, years)| format!("{} {years:.1}", partnership.label()));
            table.push(
                vec![
                    Cell::of(&words.codings, *coding),
                    Cell::of(&words.phases, phase),
                    Cell::Text(format!("{} of {}", reached.len(), courses.read.len())),
                    years(first.1),
                    years(middle),
                    years(last.1),
                    cases(options, labels.collect()),
                ],
                None,
            );
        }
    }
    table
}

/// Motive claims that are counted together: by what, of what, which.
struct Mix<'g> {
    by: &'static str,
    of: String,
    claims: Vec<&'g MotiveClaim>,
}

/// Counts the motives by family: for the whole, each dyad, each holder, and each phase of each coding.
///
/// A motive counts under every phase that its partnership went through while the motive was held; one
/// without dates was held throughout.
pub(super) fn motives(
    selection: &Selection<'_>,
    options: FindingsOptions,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    let columns = [
        Column::new("by", "By"),
        Column::new("of", "Of"),
        Column::new("family", "Family"),
        Column::new("claims", "Claims"),
        Column::new("share", "Share"),
        Column::new("cases", "Motives"),
    ];
    let mut table = Table::new(
        "motives",
        "Are motives both materialist and ideational?",
        &columns,
    )
    .with_evidence(list);
    let words = &selection.graph().dataset().vocabularies;
    for mix in mixes(selection) {
        for family in words.motive_families.keys() {
            let of_family = |claim: &&&MotiveClaim| words.motives[claim.motive].family == family;
            let found: Vec<&MotiveClaim> = mix.claims.iter().filter(of_family).copied().collect();
            let share = 100.0 * found.len() as f64 / mix.claims.len() as f64;
            let evidence = list
                .as_mut()
                .map(|list| list.cell(found.iter().map(|claim| ("motive", &claim.claim))));
            table.push(
                vec![
                    Cell::Text(mix.by.to_owned()),
                    Cell::Text(mix.of.clone()),
                    Cell::of(&words.motive_families, family),
                    count(found.len()),
                    Cell::Text(format!("{share:.0} %")),
                    cases(options, counted(words, &found)),
                ],
                evidence,
            );
        }
    }
    table
}

/// Lists the groups in which motives are counted; none is empty.
fn mixes<'g>(selection: &Selection<'g>) -> Vec<Mix<'g>> {
    let words = &selection.graph().dataset().vocabularies;
    let all: Vec<&MotiveClaim> = selection.iter().flat_map(Standing::motives).collect();
    let dyads = selection.iter().map(|standing| Mix {
        by: "dyad",
        of: standing.partnership().label(),
        claims: standing.motives().collect(),
    });
    let holders = selection.organizations().map(|holder| Mix {
        by: "holder",
        of: holder.label().to_owned(),
        claims: all
            .iter()
            .filter(|claim| claim.holder == holder.key())
            .copied()
            .collect(),
    });
    let rungs = words.codings.keys().flat_map(|coding| {
        let related = words
            .phases
            .keys()
            .filter(|phase| !words.phases[*phase].absent);
        related.map(move |phase| Mix {
            by: "phase",
            of: format!(
                "{} ({})",
                words.phases.label(phase),
                words.codings[coding].id()
            ),
            claims: selection
                .iter()
                .flat_map(|standing| held_in(standing, coding, phase))
                .collect(),
        })
    });
    let mut mixes: Vec<Mix<'_>> = dyads.chain(holders).chain(rungs).collect();
    mixes.insert(
        0,
        Mix {
            by: "all",
            of: "all".to_owned(),
            claims: all,
        },
    );
    mixes.retain(|mix| !mix.claims.is_empty());
    mixes
}

/// Returns the motives that were held while a partnership was in a phase.
fn held_in(standing: Standing<'_>, coding: Key<Coding>, phase: Key<Phase>) -> Vec<&MotiveClaim> {
    let partnership = standing.partnership();
    let spells = partnership.spells(coding);
    let stays: Vec<Days> = spells
        .filter(|spell| spell.record().phase == phase)
        .map(|spell| spell.window().days)
        .collect();
    let asked = standing.when().days();
    let held = partnership.motives().filter(|(claim, held)| {
        standing.is_sure(&claim.claim)
            && held.meet(asked)
            && stays.iter().any(|stay| held.meet(*stay))
    });
    held.map(|(claim, _)| claim).collect()
}

/// Names each motive among the claims, with how many claims there are of it.
fn counted(words: &Vocabularies, claims: &[&MotiveClaim]) -> Vec<String> {
    let mut times: BTreeMap<Key<Motive>, usize> = BTreeMap::new();
    for claim in claims {
        *times.entry(claim.motive).or_default() += 1;
    }
    times
        .into_iter()
        .map(|(motive, times)| format!("{} ({times})", words.motives.label(motive)))
        .collect()
}

/// Counts the lessons by group, and by the operation that taught them.
pub(super) fn lessons(
    selection: &Selection<'_>,
    options: FindingsOptions,
    list: &mut Option<Bibliography<'_>>,
) -> Table {
    let graph = selection.graph();
    let dataset = graph.dataset();
    let columns = [
        Column::new("by", "By"),
        Column::new("of", "Of"),
        Column::new("lessons", "Lessons"),
        Column::new("cases", "Cases"),
    ];
    let mut table =
        Table::new("lessons", "What did the field teach?", &columns).with_evidence(list);
    let all = selection.iter().flat_map(|standing| {
        let label = standing.partnership().label();
        standing
            .partnership()
            .record()
            .lessons
            .iter()
            .map(move |lesson| (label.clone(), lesson))
    });
    let all: Vec<_> = all.collect();
    let mut push = |by: &str, of: Cell, found: Vec<&(String, &crate::model::Lesson)>| {
        if !found.is_empty() {
            let labels = found
                .iter()
                .map(|(label, lesson)| format!("{label}: {}", lesson.statement))
                .collect();
            let claims: Vec<(&str, &Claim)> = found
                .iter()
                .map(|(_, lesson)| ("lesson", &lesson.claim))
                .collect();
            let evidence = list.as_mut().map(|list| list.cell(claims));
            table.push(
                vec![
                    Cell::Text(by.to_owned()),
                    of,
                    count(found.len()),
                    cases(options, labels),
                ],
                evidence,
            );
        }
    };
    for group in dataset.vocabularies.lesson_groups.keys() {
        let of = Cell::term(
            dataset.vocabularies.lesson_groups[group].id().as_str(),
            &*dataset.vocabularies.lesson_groups[group].term().label,
        );
        push(
            "group",
            of,
            all.iter()
                .filter(|(_, lesson)| lesson.group == group)
                .collect(),
        );
    }
    for operation in graph.operations() {
        let of = Cell::term(operation.record().id().as_str(), operation.label());
        push(
            "operation",
            of,
            all.iter()
                .filter(|(_, lesson)| lesson.operation == Some(operation.key()))
                .collect(),
        );
    }
    table
}

fn count(count: usize) -> Cell {
    Cell::Number(i64::try_from(count).unwrap_or(i64::MAX))
}
