//! The three observations of the founding study, tested on the data under each coding.
//!
//! K. M. Haugevik (2007) observed that partnerships, once begun, are rarely reversed; that motives are
//! both materialist and ideational; and that the field teaches lessons of four kinds.

mod course;
mod estimate;
mod mix;
mod notes;
mod steps;
mod times;

use self::course::{Courses, YearAtRisk};
use self::estimate::Share;
use super::cell::Cell;
use super::dossier::Dossier;
use super::evidence::Bibliography;
use crate::analysis::Transition;
use crate::model::{Coding, Key};
use crate::query::Selection;

/// The courses under each coding, in the order of the vocabulary.
type Codings<'g> = [(Key<Coding>, Courses<'g>)];

/// What `findings` is to tell beyond the numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ObservationsOptions {
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
/// use interorg::view::{self, ObservationsOptions};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select();
/// let findings = view::observations(&selection, ObservationsOptions { cases: true, evidence: true });
/// assert_eq!(findings.sections[0].id, "transitions");
/// assert!(findings.notes.iter().any(|note| note.contains("small population")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn observations(selection: &Selection<'_>, options: ObservationsOptions) -> Dossier {
    let graph = selection.graph();
    let codings = graph.dataset().vocabularies().codings.keys();
    let codings: Vec<(Key<Coding>, Courses<'_>)> = codings
        .map(|coding| (coding, Courses::of(selection, coding)))
        .collect();
    let mut list = Bibliography::asked(graph, options.evidence);
    let mut dossier = Dossier::new("findings", "Three observations, tested on the data");
    dossier.section(steps::transitions(graph, &codings, options, &mut list));
    dossier.section(steps::phases(graph, &codings, options, &mut list));
    dossier.section(times::stays(graph, &codings, options, &mut list));
    dossier.section(times::ascent(graph, &codings, options, &mut list));
    dossier.section(mix::motives(selection, options, &mut list));
    dossier.section(mix::lessons(selection, options, &mut list));
    dossier.notes = notes::of(selection, &codings);
    dossier.sources = list.map(Bibliography::references).unwrap_or_default();
    dossier
}

/// Returns the share of partnerships that were ever reversed or ended, and all their falls.
fn ever_fallen<'g>(courses: &Courses<'g>) -> (Share, Vec<Transition<'g>>) {
    let mut falls = courses.transitions();
    falls.retain(|transition| transition.kind.is_fall());
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

/// Makes a cell of labels if the cases are asked for.
fn cases(options: ObservationsOptions, labels: Vec<String>) -> Cell {
    match options.cases {
        true => Cell::texts(labels),
        false => Cell::NONE,
    }
}
