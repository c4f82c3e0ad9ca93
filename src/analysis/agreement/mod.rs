//! The agreement of coding passes: whether another complete reading of the evidence comes to the same phases.
//!
//! The unit is the dyad-year: a partnership in one calendar year, with the phase on the last day of the year. Dyad-years of
//! one partnership are not independent of one another, so that intervals come from resampling whole partnerships.

mod bootstrap;
mod coefficients;
mod transitions;

pub use self::bootstrap::RESAMPLES;
pub use self::coefficients::{PhaseTable, Weights};
pub use self::transitions::PassTransition;

use std::collections::BTreeSet;

use super::history::{PhaseHistory, rung};
use super::transition::last_common_day;
use crate::graph::{DayRange, Graph, OrganizationRef, PartnershipRef};
use crate::model::{Coder, Coding, Confidence, Day, Dyad, Key, Missing};
use crate::query::Selection;

/// The agreement of two coding passes under one coding.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PassAgreement {
    /// The pass that the selection reads, and the one that it is compared with.
    pub passes: [Key<Coder>; 2],
    /// The coding.
    pub coding: Key<Coding>,
    /// The partnerships of the selection that both passes read, in the order of the dataset.
    pub dyads: Vec<Dyad>,
    /// The number of those partnerships whose phases come, in one of the two passes, from a record of more than two
    /// organizations. Such a record counts in each of its dyads.
    pub joint: usize,
    /// The number of partnerships of the selection that only one of the two reads under the coding.
    pub one_sided: usize,
    /// The dyad-years, by the phases that the two passes give them.
    pub years: PhaseTable,
    /// The number of dyad-years that are left out, because a pass does not know the phase.
    pub unknown_years: usize,
    /// The 95 % interval of Krippendorff's alpha, from a bootstrap of whole partnerships (see [`RESAMPLES`]); `None` if there
    /// are fewer than two partnerships, or if alpha is not defined.
    pub interval: Option<(f64, f64)>,
    /// The dated transitions of either pass, each with its counterpart in the other: partnership by partnership, first those
    /// of the first pass, in order of time.
    pub transitions: Vec<PassTransition>,
}

/// Compares the coding pass that a selection reads with every other pass, under each coding that the query reads.
///
/// A dyad-year is compared if one of the two passes has a phase on its last day: the last day of the year on which both
/// organizations exist, at most the as-of date. Where the other pass has none, that counts as no relation. A dyad-year is
/// left out if one of the two does not know the phase: its claim is below the minimum confidence of the selection, or the
/// phase ended on an unknown day.
///
/// Returns nothing if there is only one pass. Pairs of passes are in the order of their vocabulary, and codings of a pair in
/// the order of theirs.
///
/// ```
/// use interorg::analysis::agreement::Weights;
/// use interorg::{analysis, dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::parse("\
/// dataset: {as-of: 2003-12-31, cite: [s]}
/// organizations: [{id: a, name: A}, {id: b, name: B}]
/// partnerships:
///   - {between: [a, b], phases: {formal: [{phase: contact, from: 2000}, {phase: ad-hoc, from: 2002}]}}
///   - {between: [a, b], coder: second-pass, phases: {formal: [{phase: contact, from: 2000}, {phase: ad-hoc, from: 2003}]}}
/// sources: {s: {title: S}}
/// ")?);
/// let selection = Filter::default().resolve(&graph)?.select_courses();
/// let formal = &analysis::agreement(&selection)[0];
/// // The passes agree on 2000, 2001 and 2003.
/// assert_eq!((formal.years.total(), formal.years.same()), (4, 3));
/// assert_eq!(formal.years.kappa(Weights::Linear), Some(0.5));
/// assert_eq!(formal.transitions.len(), 4);
/// assert!(formal.transitions.iter().all(|one| one.other.is_some()), "2002 and 2003 are a year apart");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn agreement(selection: &Selection<'_>) -> Vec<PassAgreement> {
    let graph = selection.graph();
    let Some(own) = graph.coder() else {
        return Vec::new();
    };
    let others: BTreeSet<Key<Coder>> = graph.dataset().passes();
    let others = others.into_iter().filter(|other| *other != own);
    let query = selection.query();
    let codings = || {
        let codings = graph.dataset().vocabularies().codings.keys();
        codings.filter(|coding| !query.names_coding() || Some(*coding) == query.coding())
    };
    let compared = others.flat_map(|other| {
        let other_graph = graph.read_by(other);
        let of_codings = codings().map(|coding| {
            let pair = Pair {
                graphs: [graph, &other_graph],
                passes: [own, other],
                coding,
                min_confidence: selection.min_confidence(),
            };
            pair.compare(selection)
        });
        of_codings.collect::<Vec<PassAgreement>>()
    });
    compared.collect()
}

impl PassAgreement {
    /// Returns the transitions of one of the two passes: 0 for the pass that the selection reads, 1 for the other.
    pub fn transitions_of(&self, pass: usize) -> impl Iterator<Item = &PassTransition> {
        let coder = self.passes[pass];
        let transitions = self.transitions.iter();
        transitions.filter(move |transition| transition.coder == coder)
    }
}

/// Two coding passes under one coding.
struct Pair<'g> {
    graphs: [&'g Graph; 2],
    passes: [Key<Coder>; 2],
    coding: Key<Coding>,
    min_confidence: Confidence,
}

/// The phases of one partnership in the years that are compared.
struct DyadYears {
    table: PhaseTable,
    unknown: usize,
}

impl<'g> Pair<'g> {
    fn compare(&self, selection: &Selection<'_>) -> PassAgreement {
        let rungs = 1 + self.graphs[0].dataset().vocabularies().phases.len();
        let mut compared = PassAgreement {
            passes: self.passes,
            coding: self.coding,
            dyads: Vec::new(),
            joint: 0,
            one_sided: 0,
            years: PhaseTable::new(rungs),
            unknown_years: 0,
            interval: None,
            transitions: Vec::new(),
        };
        let mut tables = Vec::new();
        for selected in selection.iter() {
            let dyad = selected.partnership().dyad();
            let histories = match self.histories(dyad) {
                [Some(own), Some(other)] => [own, other],
                [None, None] => continue,
                _ => {
                    compared.one_sided += 1;
                    continue;
                }
            };
            let DyadYears { table, unknown } = dyad_years(&histories, rungs);
            compared.dyads.push(dyad);
            compared.joint += usize::from(histories.iter().any(has_joint_phase));
            compared.years.add(&table);
            compared.unknown_years += unknown;
            let paired = transitions::paired(dyad, self.passes, &histories);
            compared.transitions.extend(paired);
            tables.push(table);
        }
        compared.one_sided += self.only_in_other(selection);
        compared.interval = bootstrap::interval(&tables);
        compared
    }

    /// Returns the number of partnerships with the members of the query that only the other pass reads.
    fn only_in_other(&self, selection: &Selection<'_>) -> usize {
        let dyads = self.graphs[1].partnerships().map(|one| one.dyad());
        let missing = dyads.filter(|dyad| {
            selection.query().members_match(dyad.members())
                && matches!(self.histories(*dyad), [None, Some(_)])
                && self.graphs[0].index().partnership(*dyad).is_none()
        });
        missing.count()
    }

    /// Returns the history of a partnership in each pass that covers it.
    fn histories(&self, dyad: Dyad) -> [Option<PhaseHistory<'g>>; 2] {
        self.graphs.map(|graph| {
            let partnership = graph.partnership(graph.index().partnership(dyad)?);
            let history = PhaseHistory::new(partnership, self.coding, self.min_confidence);
            history.is_covered().then_some(history)
        })
    }
}

/// Returns `true` if a phase comes from a record of more than two organizations.
fn has_joint_phase(history: &PhaseHistory<'_>) -> bool {
    let mut spells = history.spells().iter();
    spells.any(|spell| spell.record().claim.joint.is_some())
}

/// Compares the phases of a partnership year by year, from the first year in which a pass has one.
fn dyad_years(histories: &[PhaseHistory<'_>; 2], rungs: usize) -> DyadYears {
    let mut years = DyadYears {
        table: PhaseTable::new(rungs),
        unknown: 0,
    };
    let members = histories[0].partnership().members();
    let last = last_day(histories[0].partnership());
    let spells = histories.iter().flat_map(PhaseHistory::spells);
    let starts = spells.map(|spell| spell.dated().days.first);
    let Some(first) = starts.min() else {
        return years;
    };
    for year in first.year_or(last.year())..=last.year() {
        let gaps = members.into_iter().flat_map(OrganizationRef::gaps);
        let Some(days) = DayRange::of_year(year).hull_without(gaps) else {
            continue;
        };
        let day = days.last.min(last);
        let [own, other] = histories.each_ref().map(|history| rung_on(history, day));
        match (own, other) {
            (Err(Missing::None), Err(Missing::None)) => {}
            (Err(Missing::Unknown), _) | (_, Err(Missing::Unknown)) => years.unknown += 1,
            (own, other) => years.table.count(own.unwrap_or(0), other.unwrap_or(0)),
        }
    }
    years
}

/// Returns the last day on which both organizations exist, at most the as-of date.
fn last_day(partnership: PartnershipRef<'_>) -> Day {
    last_common_day(partnership).min(partnership.graph().as_of())
}

fn rung_on(history: &PhaseHistory<'_>, day: Day) -> Result<usize, Missing> {
    let phases = &history
        .partnership()
        .graph()
        .dataset()
        .vocabularies()
        .phases;
    let spell = history.spell_on(day)?;
    Ok(rung(phases, spell.record().phase))
}
