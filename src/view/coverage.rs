//! Where the evidence of a dataset is weak: what a check cannot call wrong and a scholar wants to know.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::cell::Cell;
use super::dossier::Dossier;
use super::table::{Column, Table};
use crate::graph::{Graph, PartnershipRef};
use crate::model::{
    Citation, Claim, Coded, Confidence, Date, Identified, Lesson, Milestone, MotiveClaim,
    Operation, Organization, Spell, Vocable,
};

/// Reports what is weak in a dataset: how many claims rest on one source, name no place in it, have
/// no official source, an uncertain date, or little confidence; which sides have no motive of a
/// family; and the years of a partnership about which nothing is said.
///
/// Partnerships stand in the order of the dataset, then the operations as a whole. Below the counts
/// stand the claims that are weak in more than one way, a missing place in a source not counted, or
/// all that are weak at all; a note says how many are left out.
pub fn coverage(graph: &Graph, all: bool) -> Dossier {
    let mut dossier = Dossier::new("coverage", "Where the evidence is weak");
    let mut counts = Table::new("claims", "Claims, and how many of them are weak", &COUNTS);
    let title = match all {
        true => "Claims that are weak in some way",
        false => "Claims that are weak in more than one way",
    };
    let mut weakest = Table::new("weak", title, &WEAK);
    let mut left_out = 0;
    let mut add = |about: &str, claims: &[Stated<'_>]| {
        let found: Vec<Vec<Weakness>> = claims
            .iter()
            .map(|stated| stated.weaknesses(graph))
            .collect();
        let mut row = vec![Cell::from(about.to_owned()), number(claims.len())];
        row.extend(Weakness::ALL.map(|(weakness, _)| {
            number(
                found
                    .iter()
                    .filter(|found| found.contains(&weakness))
                    .count(),
            )
        }));
        counts.push(row, None);
        for (stated, found) in claims.iter().zip(&found) {
            let grave = found
                .iter()
                .filter(|weakness| **weakness != Weakness::NoLocator)
                .count();
            if !all && grave < 2 {
                left_out += usize::from(!found.is_empty());
            } else if !found.is_empty() {
                let words = Weakness::ALL
                    .into_iter()
                    .filter(|(weakness, _)| found.contains(weakness));
                weakest.push(
                    vec![
                        Cell::from(about.to_owned()),
                        Cell::from(stated.what.to_owned()),
                        Cell::from(stated.text.clone()),
                        Cell::texts(words.map(|(_, words)| words)),
                    ],
                    None,
                );
            }
        }
    };
    for partnership in graph.partnerships() {
        add(&partnership.label(), &claims_of(graph, partnership));
    }
    let operations: Vec<Stated<'_>> = graph
        .dataset()
        .operations()
        .iter()
        .flat_map(|operation| claims_of_operation(graph, operation))
        .collect();
    if !operations.is_empty() {
        add("Operations", &operations);
    }
    dossier.section(counts);
    dossier.section(missing_motives(graph));
    dossier.section(silent_years(graph));
    dossier.section(weakest);
    if left_out > 0 {
        dossier.notes.push(format!(
            "{left_out} more claims are weak in one way, or name no place in their source."
        ));
    }
    dossier
}

const COUNTS: [Column; 7] = [
    Column::new("about", "About"),
    Column::new("claims", "Claims"),
    Column::new("one-source", "One source"),
    Column::new("no-locator", "No locator"),
    Column::new("unofficial-only", "Unofficial only"),
    Column::new("uncertain-date", "Uncertain date"),
    Column::new("not-sure", "Not sure"),
];

const WEAK: [Column; 4] = [
    Column::new("about", "About"),
    Column::new("claim", "Claim"),
    Column::new("text", "Text"),
    Column::new("weaknesses", "Weak in"),
];

/// What may be weak about a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Weakness {
    OneSource,
    NoLocator,
    UnofficialOnly,
    UncertainDate,
    NotSure,
}

impl Weakness {
    const ALL: [(Self, &'static str); 5] = [
        (Self::OneSource, "one source"),
        (Self::NoLocator, "no locator"),
        (Self::UnofficialOnly, "no official source"),
        (Self::UncertainDate, "uncertain date"),
        (Self::NotSure, "confidence not high"),
    ];
}

/// A claim with what it is and what it says.
struct Stated<'g> {
    what: &'static str,
    text: String,
    dates: Vec<Date>,
    claim: &'g Claim,
}

impl Stated<'_> {
    fn weaknesses(&self, graph: &Graph) -> Vec<Weakness> {
        let dataset = graph.dataset();
        // The first tier is the nearest to what it tells.
        let nearest = dataset.vocabularies().source_tiers.keys().next();
        let sources: BTreeSet<_> = self
            .claim
            .citations
            .iter()
            .map(|citation| citation.source)
            .collect();
        let is_official = |citation: &Citation| dataset.sources()[citation.source].tier == nearest;
        let has = [
            (Weakness::OneSource, sources.len() < 2),
            (
                Weakness::NoLocator,
                self.claim
                    .citations
                    .iter()
                    .all(|citation| citation.at.is_none()),
            ),
            (
                Weakness::UnofficialOnly,
                !self.claim.citations.iter().any(is_official),
            ),
            (Weakness::UncertainDate, self.dates.iter().any(is_uncertain)),
            (Weakness::NotSure, self.claim.confidence < Confidence::High),
        ];
        has.into_iter()
            .filter_map(|(weakness, is_so)| is_so.then_some(weakness))
            .collect()
    }
}

/// Says whether a date is doubted, estimated, or known only within bounds or to the year.
fn is_uncertain(date: &Date) -> bool {
    date.is_qualified()
        || date
            .earliest()
            .zip(date.latest())
            .is_none_or(|(first, last)| first.year() != last.year())
}

fn claims_of<'g>(graph: &'g Graph, partnership: PartnershipRef<'g>) -> Vec<Stated<'g>> {
    let record = partnership.record();
    let words = graph.dataset().vocabularies();
    let spells = record.codings.iter().flat_map(|Coded { coding, spells }| {
        spells.iter().map(move |spell: &Spell| Stated {
            what: "phase",
            text: format!(
                "{} from {} ({})",
                words.phases.label(spell.phase),
                spell.from,
                words.codings[*coding].id()
            ),
            dates: vec![spell.from],
            claim: &spell.claim,
        })
    });
    let motives = record.motives.iter().map(|motive: &MotiveClaim| Stated {
        what: "motive",
        text: format!(
            "{}: {}",
            graph.organization(motive.holder).label(),
            motive.statement
        ),
        dates: motive.from.into_iter().collect(),
        claim: &motive.claim,
    });
    let milestones = record
        .milestones
        .iter()
        .map(|milestone: &Milestone| Stated {
            what: "milestone",
            text: format!("{}: {}", milestone.date, milestone.title),
            dates: vec![milestone.date],
            claim: &milestone.claim,
        });
    let lessons = record.lessons.iter().map(|lesson: &Lesson| Stated {
        what: "lesson",
        text: lesson.statement.to_string(),
        dates: Vec::new(),
        claim: &lesson.claim,
    });
    spells
        .chain(motives)
        .chain(milestones)
        .chain(lessons)
        .collect()
}

/// Returns the claim of an operation, and those of its participations that cite for themselves.
fn claims_of_operation<'g>(graph: &'g Graph, operation: &'g Operation) -> Vec<Stated<'g>> {
    let own = Stated {
        what: "operation",
        text: operation.name.to_string(),
        dates: operation
            .start
            .into_iter()
            .chain(operation.end.date().copied())
            .collect(),
        claim: &operation.claim,
    };
    let parts = operation
        .participations
        .iter()
        .filter(|part| !part.claim.citations.is_empty());
    let parts = parts.map(|part| Stated {
        what: "participation",
        text: format!(
            "{}: {}, {}",
            operation.label(),
            graph.organization(part.organization).label(),
            graph
                .dataset()
                .vocabularies()
                .roles
                .label(part.role)
                .to_lowercase(),
        ),
        dates: part.from.into_iter().collect(),
        claim: &part.claim,
    });
    std::iter::once(own).chain(parts).collect()
}

/// Lists the sides of partnerships that hold no motive of a family.
fn missing_motives(graph: &Graph) -> Table {
    let columns = [
        Column::new("about", "About"),
        Column::new("side", "Side"),
        Column::new("family", "No motive of the family"),
    ];
    let words = graph.dataset().vocabularies();
    let mut table = Table::new(
        "missing-motives",
        "Sides without a motive of a family",
        &columns,
    );
    for partnership in graph.partnerships() {
        for side in partnership.members() {
            for family in words.motive_families.keys() {
                let mut motives = partnership.record().motives.iter();
                let held = motives.any(|claim| {
                    claim.holder == side.key() && words.motives[claim.motive].family == family
                });
                if !held {
                    let side: &Organization = side.record();
                    let side = Cell::term(side.id().as_str(), &*side.abbreviation);
                    let family = &words.motive_families[family];
                    let family = Cell::term(family.id().as_str(), &*family.term().label);
                    table.push(vec![Cell::from(partnership.label()), side, family], None);
                }
            }
        }
    }
    table
}

/// Lists the years from the first claim of a partnership to the date of the dataset in which no phase
/// begins or ends, no milestone lies and no shared operation begins or ends.
fn silent_years(graph: &Graph) -> Table {
    let columns = [
        Column::new("about", "About"),
        Column::new("years", "Years without any claim"),
        Column::new("count", "Count"),
    ];
    let mut table = Table::new(
        "silent-years",
        "Years about which nothing is said",
        &columns,
    );
    let until = graph
        .dataset()
        .about()
        .as_of
        .and_then(|date| date.latest())
        .map(|day| day.year());
    for partnership in graph.partnerships() {
        let told = years_told(partnership);
        let Some((&first, &last)) = told.first().zip(told.last()) else {
            continue;
        };
        let silent = (first..=until.unwrap_or(last).max(last)).filter(|year| !told.contains(year));
        let silent: Vec<i32> = silent.collect();
        if !silent.is_empty() {
            let runs = Cell::texts(runs(&silent).into_iter().map(spelled));
            table.push(
                vec![Cell::from(partnership.label()), runs, number(silent.len())],
                None,
            );
        }
    }
    table
}

fn years_told(partnership: PartnershipRef<'_>) -> BTreeSet<i32> {
    let record = partnership.record();
    let spells = record.codings.iter().flat_map(|coded| coded.spells.iter());
    let spells =
        spells.flat_map(|spell| [Some(spell.from), spell.to.and_then(|to| to.date().copied())]);
    let milestones = record
        .milestones
        .iter()
        .map(|milestone| Some(milestone.date));
    let operations = partnership.shared_operations().flat_map(|operation| {
        let operation = operation.record();
        [operation.start, operation.end.date().copied()]
    });
    let dates = spells.chain(milestones).chain(operations).flatten();
    dates.filter_map(|date| date.year()).collect()
}

/// Joins years that follow one another.
fn runs(years: &[i32]) -> Vec<RangeInclusive<i32>> {
    let runs = years.chunk_by(|a, b| a + 1 == *b);
    runs.filter_map(|run| Some(*run.first()?..=*run.last()?))
        .collect()
}

fn spelled(run: RangeInclusive<i32>) -> String {
    match run.start() == run.end() {
        true => run.start().to_string(),
        false => format!("{}–{}", run.start(), run.end()),
    }
}

fn number(count: usize) -> Cell {
    Cell::count(count)
}
