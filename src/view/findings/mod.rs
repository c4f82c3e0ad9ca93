//! The three observations of the founding study, tested on the data under each coding.
//!
//! K. M. Haugevik (2007) observed that partnerships, once begun, are rarely reversed; that motives are
//! both materialist and ideational; and that the field teaches lessons of four kinds.

mod course;
mod estimate;
mod tables;

use self::course::{Courses, YearAtRisk};
use self::estimate::Share;
use super::cell::Cell;
use super::evidence::Bibliography;
use super::profile::Profile;
use super::transition::Transition;
use crate::model::{Coding, Confidence, Day, Key};
use crate::query::{Selection, Standing};

/// What is said where some relation has ended at an unknown time.
const UNDATED: &str = "A relation that has ended, and nobody knows when, counts as ended; its years and its stay \
    in the last phase are counted up to the as-of date, as if it went on.";

/// What is said where some spells are less sure than is counted.
const UNSURE: &str = "Phases less sure than was asked for count as unknown: steps into them and out of \
    them are not counted, and a stay before one is taken to be cut off there.";

/// What `findings` is to tell beyond the numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FindingsOptions {
    /// The cases behind every number.
    pub cases: bool,
    /// The sources of the cases.
    pub evidence: bool,
}

/// Tests the three observations on the partnerships of a selection, under each coding side by side:
/// how often they are reversed, how long they stay in a phase, which motives are held, what was
/// learned; and says what the numbers do and do not support.
///
/// ```
/// use interorg::view::{self, FindingsOptions};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select();
/// let findings = view::findings(&selection, FindingsOptions { cases: true, evidence: true });
/// assert_eq!(findings.sections[0].id, "transitions");
/// assert!(findings.notes.iter().any(|note| note.contains("small population")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn findings(selection: &Selection<'_>, options: FindingsOptions) -> Profile {
    let graph = selection.graph();
    let words = &graph.dataset().vocabularies;
    let codings: Vec<(Key<Coding>, Courses<'_>)> = words
        .codings
        .keys()
        .map(|coding| (coding, Courses::of(selection, coding)))
        .collect();
    let mut list = Bibliography::asked(graph, options.evidence);
    let mut profile = Profile::new("findings", "Three observations, tested on the data");
    for (coding, courses) in &codings {
        profile.note(&sentence(words.codings.label(*coding), courses));
    }
    profile.section(tables::transitions(graph, &codings, options, &mut list));
    profile.section(tables::phases(graph, &codings, options, &mut list));
    profile.section(tables::stays(graph, &codings, options, &mut list));
    profile.section(tables::ascent(graph, &codings, options, &mut list));
    profile.section(tables::motives(selection, options, &mut list));
    profile.section(tables::lessons(selection, options, &mut list));
    let mut steps = codings
        .iter()
        .flat_map(|(_, courses)| courses.transitions());
    if steps.any(|step| step.day == Day::MAX) {
        profile.notes.push(UNDATED.to_owned());
    }
    if selection.min_confidence() > Confidence::Low {
        profile.notes.push(UNSURE.to_owned());
    }
    profile.note(&caution(selection.len()));
    profile.note(&undated(selection));
    profile.sources = list.map(Bibliography::references).unwrap_or_default();
    profile
}

/// Says in a sentence how often partnerships were reversed under a coding.
fn sentence(coding: &str, courses: &Courses<'_>) -> Box<[Box<str>]> {
    let (ever, years) = (
        ever_fallen(courses).0,
        years_fallen(&courses.years_at_risk()),
    );
    let text = match ever.of {
        0 => format!("{coding}: no partnership is read under this coding."),
        _ => format!(
            "{coding}: {} partnerships were ever reversed or ended; a fall followed {} partnership-years.",
            ever.text(),
            years.text(),
        ),
    };
    Box::new([text.into()])
}

/// Returns the share of partnerships that were ever reversed or ended, and all their falls.
fn ever_fallen<'g>(courses: &Courses<'g>) -> (Share, Vec<Transition<'g>>) {
    let mut falls = courses.transitions();
    falls.retain(Transition::is_fall);
    let fallen = courses
        .read
        .iter()
        .filter(|partnership| falls.iter().any(|fall| fall.partnership == **partnership));
    let share = Share {
        cases: fallen.count(),
        of: courses.read.len(),
    };
    (share, falls)
}

/// Returns the share of partnership-years that a fall followed.
fn years_fallen(years: &[YearAtRisk<'_>]) -> Share {
    Share {
        cases: years.iter().filter(|year| year.fall.is_some()).count(),
        of: years.len(),
    }
}

fn caution(partnerships: usize) -> Box<[Box<str>]> {
    let size = match partnerships {
        1 => "One partnership is no population: its numbers are a description of it, and the intervals say \
              nothing of others."
            .to_owned(),
        0..30 => format!(
            "{partnerships} partnerships are a small population, and their years are not independent of one \
             another: read the intervals as a caution, not as a test."
        ),
        _ => "The years of a partnership are not independent of one another: read the intervals as a caution."
            .to_owned(),
    };
    let years = "A partnership-year is a year on whose last day there is a relation, as far as the record covers \
                 the year after; a fall follows if in the year after the partnership falls to a lower phase or ends.";
    let coding = "A coding by texts favours the claim that partnerships are rarely reversed, because organizations \
                  seldom denounce what they have signed; what holds under one coding alone is a finding about that \
                  coding.";
    let intervals = "Shares have exact intervals (Clopper and Pearson), medians of Kaplan and Meier those of \
                     Brookmeyer and Crowley on the scale of log(-log); what goes on at the as-of date is censored.";
    Box::new([size.into(), coding.into(), years.into(), intervals.into()])
}

/// Says how many motives carry no dates, because those count under every phase.
fn undated(selection: &Selection<'_>) -> Box<[Box<str>]> {
    let claims = selection.iter().flat_map(Standing::motives);
    let (undated, dated): (Vec<_>, Vec<_>) =
        claims.partition(|claim| claim.from.is_none() && claim.to.is_none());
    if undated.is_empty() {
        return Box::default();
    }
    let text = format!(
        "{} of {} motives carry no dates and count under every phase of their partnership: the mix by phase is \
         a description of partnerships that reached it, not of when a motive arose.",
        undated.len(),
        undated.len() + dated.len()
    );
    Box::new([text.into()])
}

/// Makes a cell of labels if the cases are asked for.
fn cases(options: FindingsOptions, labels: Vec<String>) -> Cell {
    match options.cases {
        true => Cell::texts(labels),
        false => Cell::Missing,
    }
}
