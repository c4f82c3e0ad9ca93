//! The tables of the findings.

use std::collections::BTreeMap;

use super::course::{Courses, YearAtRisk};
use super::estimate::{Duration, median, percent, years};
use super::{Codings, FindingsOptions, cases, ever_fallen, years_fallen};
use crate::graph::{Days, Graph, PartnershipRef};
use crate::model::{Claim, Coding, Day, Identified, Key, MotiveClaim, Phase, Vocable};
use crate::query::{Selection, Standing};
use crate::view::cell::Cell;
use crate::view::evidence::Bibliography;
use crate::view::table::{Column, Table};
use crate::view::transition::{KINDS, Transition};

/// What the mark of a censored stay means.
const OPEN: &str = "A stay marked + was not seen to its end: it goes on at the as-of date, ended nobody knows when, \
    was cut short by the end of a member, or is followed by a phase that is not known.";

/// By which convention the median of stays is told.
const MEDIAN_STAY: &str = "A median is the first time at which the estimated share that still stays is a half or \
    less; of an even number of stays that were all seen to their end, it is the lower of the middle two.";

/// By which convention the median of ascents is told.
const MEDIAN_ASCENT: &str = "A median of an even number is halfway between the middle two.";

/// Claims with what each supports.
type Claims<'c> = Vec<(&'c str, &'c Claim)>;

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
        Column::new("of", "Out of"),
    ];
    let mut table =
        Table::new("transitions", "Are partnerships ever reversed?", &columns).with_evidence(list);
    for (coding, courses) in codings {
        let mut push = |measure: &str, value: Cell, [labels, of]: [Vec<String>; 2], claims| {
            let claims: Claims<'_> = claims;
            let name = Cell::of(&graph.dataset().vocabularies.codings, *coding);
            let evidence = list.as_mut().map(|list| list.cell(claims));
            let row = vec![
                name,
                Cell::Text(measure.to_owned()),
                value,
                cases(options, labels),
                cases(options, of),
            ];
            table.push(row, evidence);
        };
        let steps = courses.transitions();
        let read = courses.read.iter().map(|partnership| partnership.label());
        // That a partnership is read rests on the claim that it began.
        let begun = steps.iter().filter(|step| step.kind == "begin");
        let begun: Claims<'_> = begun.map(|step| ("begin", step.claim)).collect();
        push(
            "partnerships",
            Cell::count(courses.read.len()),
            [read.clone().collect(), Vec::new()],
            begun.clone(),
        );
        for kind in KINDS {
            let found: Vec<_> = steps.iter().filter(|step| step.kind == kind).collect();
            let labels = found.iter().map(|step| told(step)).collect();
            let claims = found.iter().map(|step| (kind, step.claim)).collect();
            let count = Cell::count(found.len());
            push(kind, count, [labels, Vec::new()], claims);
        }
        let (ever, falls) = ever_fallen(courses);
        // A share rests on those that did not fall too.
        let claims = falls.iter().map(|fall| (fall.kind, fall.claim));
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
        let claims = fallen().map(|(_, fall)| (fall.kind, fall.claim));
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
    options: FindingsOptions,
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
    let words = &graph.dataset().vocabularies;
    for (coding, courses) in codings {
        let mut steps: BTreeMap<_, Vec<Transition<'_>>> = BTreeMap::new();
        for step in courses.transitions() {
            if step.from != step.to {
                let is_dissolution = step.kind == "dissolution";
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
            let claims = found.iter().map(|step| (step.kind, step.claim));
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

/// Estimates how long partnerships stay in each phase.
pub(super) fn stays(
    graph: &Graph,
    codings: &Codings<'_>,
    options: FindingsOptions,
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
    let phases = &graph.dataset().vocabularies.phases;
    phases.keys().filter(|phase| !phases[*phase].absent)
}

fn of_phase(graph: &Graph, coding: Key<Coding>, phase: Key<Phase>) -> Vec<Cell> {
    let words = &graph.dataset().vocabularies;
    vec![
        Cell::of(&words.codings, coding),
        Cell::of(&words.phases, phase),
    ]
}

/// Tells how long it took from the first relation to each rung.
pub(super) fn ascent(
    graph: &Graph,
    codings: &Codings<'_>,
    options: FindingsOptions,
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
            row.push(Cell::Record {
                fields: vec![
                    ("cases", Cell::count(reached.len())),
                    ("of", Cell::count(courses.read.len())),
                ],
                text: format!("{} of {}", reached.len(), courses.read.len()),
            });
            row.extend([first.years, middle, last.years].map(years));
            row.push(cases(options, labels.collect()));
            table.push(row, evidence);
        }
    }
    table.notes.push(MEDIAN_ASCENT.to_owned());
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
        Column::new("cases", "Cases"),
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
            let share = found.len() as f64 / mix.claims.len() as f64;
            let evidence = list
                .as_mut()
                .map(|list| list.cell(found.iter().map(|claim| ("motive", &claim.claim))));
            let told = found.iter().filter(|_| options.cases);
            let told = told.map(|claim| named(selection, claim)).collect();
            table.push(
                vec![
                    Cell::Text(mix.by.to_owned()),
                    Cell::Text(mix.of.clone()),
                    Cell::of(&words.motive_families, family),
                    Cell::count(found.len()),
                    Cell::Real {
                        value: share,
                        text: format!("{} %", percent(share)),
                    },
                    cases(options, told),
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
        .filter(|spell| spell.record().phase == phase && standing.is_sure(&spell.record().claim))
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

/// Names a claim of a motive by its holder, partnership and motive.
fn named(selection: &Selection<'_>, claim: &MotiveClaim) -> String {
    let graph = selection.graph();
    let holds = |partnership: &PartnershipRef<'_>| {
        let mut motives = partnership.record().motives.iter();
        motives.any(|other| std::ptr::eq(other, claim))
    };
    let holder = graph.organization(claim.holder);
    let of = holder.partnerships().find(holds);
    let motive = graph.dataset().vocabularies.motives.label(claim.motive);
    let of = of
        .map(|partnership| partnership.label())
        .unwrap_or_default();
    format!("{} ({of}): {}", holder.label(), motive.to_lowercase())
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
            .lessons()
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
                    Cell::count(found.len()),
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
    let operations = graph.operations().map(|operation| {
        let of = Cell::term(operation.record().id().as_str(), operation.label());
        (Some(operation.key()), of)
    });
    for (operation, of) in operations.chain([(None, Cell::term("none", "none named"))]) {
        let found = all
            .iter()
            .filter(|(_, lesson)| lesson.operation == operation);
        push("operation", of, found.collect());
    }
    table
}
