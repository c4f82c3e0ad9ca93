//! Wording that titles, cells and notes have in common: the time of a selection, and uncertain dates.

use std::collections::BTreeSet;

use crate::graph::{DayRange, Graph, Ties, TimeFilter};
use crate::model::{Claim, Day, Dyad, Identified, Key, Missing, Organization, once};
use crate::phrase;
use crate::query::{Query, SelectedPartnership, Selection, TooLight, UncertainBound, Weight};

/// Returns the end of a title: the time, the coding and the filters of a selection. Without a requested time, it is the as-of date.
pub(super) fn time(selection: &Selection<'_>) -> String {
    time_or(selection, "as of")
}

/// Returns the end of a title like [`time`], for an answer that covers the whole record unless a time is requested.
pub(super) fn any_time(selection: &Selection<'_>) -> String {
    time_or(selection, "at any time up to")
}

fn time_or(selection: &Selection<'_>, always: &str) -> String {
    let graph = selection.graph();
    let codings = &graph.dataset().vocabularies().codings;
    let coding = selection.coding().map(|coding| codings.label(coding));
    let coding = coding.map(|coding| format!("coding: {}", phrase::uncapitalized(coding)));
    let time = match selection.time() {
        TimeFilter::Always => match graph.as_of().bounded() {
            Some(as_of) => format!(", {always} {as_of}"),
            // Nothing in the dataset is dated.
            None => String::new(),
        },
        TimeFilter::At(day) => format!(", on {day}"),
        TimeFilter::During(first, last) => {
            let period = phrase::period(first.bounded(), last.bounded());
            format!(", during {period}")
        }
    };
    let filters = selection.query().description();
    let filters = (!filters.is_empty()).then(|| filters.to_owned());
    let read = match graph.ties() {
        Ties::Operations => {
            let labels = &graph.dataset().about().labels;
            Some(labels.apply("ties: shared operations").into_owned())
        }
        Ties::Partnerships | Ties::Both => coding,
    };
    let read: Vec<String> = read.into_iter().chain(pass(graph)).chain(filters).collect();
    if read.is_empty() {
        time
    } else {
        format!("{time} ({})", read.join("; "))
    }
}

/// Returns the coding pass that a graph reads, in words, if it is not the first one.
fn pass(graph: &Graph) -> Option<String> {
    let coders = &graph.dataset().vocabularies().coders;
    let coder = coders.label(graph.other_coder()?);
    Some(format!("coder: {}", phrase::uncapitalized(coder)))
}

/// Returns a note if the answer reads another coding pass than the first: how many of the partnerships the pass reads.
fn partial_pass(graph: &Graph) -> Option<String> {
    graph.other_coder()?;
    let dataset = graph.dataset();
    let dyads: BTreeSet<Dyad> = dataset.heads().map(|one| one.dyad).collect();
    let recorded = dataset.partnerships().dyads();
    let recorded = recorded.filter(|dyad| graph.records(*dyad));
    Some(format!(
        "The pass reads {} of {}; nothing of other passes is filled in.",
        recorded.count(),
        phrase::counted(dyads.len(), ["partnership", "partnerships"])
    ))
}

/// Returns a note on an answer as of an earlier record: how many claims count as always there, because they have no date of
/// record.
fn record_time(graph: &Graph) -> Option<String> {
    let day = graph.record_day()?;
    let (undated, all) = graph.claims_without_record_date();
    let all = phrase::counted(all, ["claim", "claims"]);
    let undated = match undated {
        0 => "each claim has a date of record".to_owned(),
        1 => format!("1 of {all} has no date of record and counts as always there"),
        _ => format!("{undated} of {all} have no date of record and count as always there"),
    };
    Some(format!("As recorded on {day}: {undated}."))
}

/// Returns a note on rows that repeat a claim on more than two organizations in each of their dyads; `None` if there are none.
pub(super) fn repeated<'c>(claims: impl Iterator<Item = &'c Claim>) -> Option<String> {
    let claims: Vec<&Claim> = claims.collect();
    let different = once(claims.iter(), |claim| Some(**claim)).count();
    match claims.len() - different {
        0 => None,
        1 => Some(
            "1 row repeats a claim on more than two organizations, which counts once in totals."
                .to_owned(),
        ),
        count => Some(format!(
            "{count} rows repeat claims on more than two organizations, which count once in totals."
        )),
    }
}

/// Returns a note on phases that hold on no day, because they end before they start.
fn set_aside(selection: &Selection<'_>) -> Option<String> {
    let partnerships = selection.iter().map(|selected| selected.partnership());
    let partnerships = partnerships.filter(|partnership| partnership.sets_aside());
    let codings = partnerships.flat_map(|partnership| &partnership.record().codings);
    let spells = codings.flat_map(|coded| &coded.set_aside);
    let count = spells.filter(|spell| spell.ends_before_start()).count();
    let phases = match count {
        0 => return None,
        1 => "1 phase ends before it starts, and counts".to_owned(),
        _ => format!("{count} phases end before they start, and count"),
    };
    Some(format!("{phases} on no day (`check` shows where)."))
}

/// Returns the notes on what an answer cannot show: claims of too low a confidence, and days beyond the evidence.
pub(super) fn limits(selection: &Selection<'_>) -> impl Iterator<Item = String> {
    limits_of(selection, None)
}

/// Returns the notes on what an answer on the partnerships of one organization cannot show (see [`limits`]).
pub(super) fn limits_of(
    selection: &Selection<'_>,
    of: Option<Key<Organization>>,
) -> impl Iterator<Item = String> {
    limits_beside(selection, weight_limit_note(selection.query(), of))
}

/// Returns the notes on what an answer cannot show (see [`limits`]), with the one on ties that are left out because of their weight.
pub(super) fn limits_beside(
    selection: &Selection<'_>,
    left_out: Option<String>,
) -> impl Iterator<Item = String> {
    evidence_note(selection)
        .into_iter()
        .chain(left_out)
        .chain(beyond(selection))
        .chain(before(selection))
        .chain(set_aside(selection))
        .chain(partial_pass(selection.graph()))
        .chain(record_time(selection.graph()))
}

/// Returns the notes on how the dataset is read, for an answer whose title does not say it: by which coding pass, and as of
/// which record.
pub(crate) fn reading(graph: &Graph) -> impl Iterator<Item = String> {
    let pass = pass(graph).map(|pass| format!("{}.", phrase::capitalized(&pass)));
    let pass = pass.into_iter().chain(partial_pass(graph));
    pass.chain(record_time(graph))
}

/// Returns a note per organization that did not yet exist on the day since which one of these partnerships has lasted: the
/// date is that of its predecessor.
pub(crate) fn predecessors<'g>(
    partnerships: impl IntoIterator<Item = SelectedPartnership<'g>>,
) -> Vec<String> {
    let dates = partnerships.into_iter().filter_map(|selected| {
        let since = selected.since()?.date.earliest()?;
        Some((selected, since))
    });
    predecessors_on(dates)
}

/// Returns the notes of [`predecessors`], and those on the time before a relation was interrupted, for an answer that
/// shows all phases.
pub(crate) fn predecessors_in_course<'g>(
    partnerships: impl IntoIterator<Item = SelectedPartnership<'g>>,
) -> Vec<String> {
    let dates = partnerships.into_iter().flat_map(|selected| {
        let since = selected.since().and_then(|since| since.date.earliest());
        let mut spells = selected.course(selected.coding());
        let first = spells.find(|spell| !spell.is_absent());
        let first = first.map(|spell| spell.days().first);
        let days = since.into_iter().chain(first);
        days.map(move |day| (selected, day)).collect::<Vec<_>>()
    });
    predecessors_on(dates)
}

fn predecessors_on<'g>(dates: impl Iterator<Item = (SelectedPartnership<'g>, Day)>) -> Vec<String> {
    let mut notes = Vec::new();
    for (selected, day) in dates {
        for member in selected.partnership().members() {
            let actor = member.actor_during(DayRange::of_day(day));
            if actor.key() != member.key() {
                let founded = member.lifetime().first;
                let (member, actor) = (member.label(), actor.label());
                notes.push(format!(
                    "Dates before {founded} are those of {actor}, a predecessor of {member}."
                ));
            }
        }
    }
    notes.sort();
    notes.dedup();
    notes
}

/// Returns a note on the claims that an answer leaves out because of the minimum confidence or strength; `None` if there are
/// none.
///
/// ```
/// use interorg::{dataset, graph::Graph, query::Filter, view};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select();
/// assert_eq!(view::evidence_note(&selection), None);
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
pub fn evidence_note(selection: &Selection<'_>) -> Option<String> {
    let notes = [confidence_note(selection), strength_note(selection)];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    (!notes.is_empty()).then(|| notes.join(" "))
}

fn strength_note(selection: &Selection<'_>) -> Option<String> {
    let strength = selection.query().min_strength()?;
    let strengths = &selection.graph().dataset().vocabularies().strengths;
    let strength = strengths[strength].id();
    match selection.below_strength() {
        0 => None,
        1 => Some(format!(
            "1 motive that is weaker than `{strength}`, or has no strength, is left out."
        )),
        count => Some(format!(
            "{count} motives that are weaker than `{strength}`, or have no strength, are left out."
        )),
    }
}

fn confidence_note(selection: &Selection<'_>) -> Option<String> {
    let confidence = selection.query().min_confidence();
    match selection.below_confidence() {
        0 => None,
        1 => Some(format!(
            "1 claim of less than {confidence} confidence is left out; what it states counts as unknown."
        )),
        count => Some(format!(
            "{count} claims of less than {confidence} confidence are left out; what they state counts as unknown."
        )),
    }
}

/// Returns a note on the day of the weights of an answer that covers the whole record; `None` of any other.
pub(crate) fn weighing_day(selection: &Selection<'_>) -> Option<String> {
    let is_whole_record = selection.time() == TimeFilter::Always && selection.query().weighs_ties();
    let as_of = selection.graph().as_of().bounded();
    let as_of = as_of.filter(|_| is_whole_record)?;
    Some(format!("Ties are weighed on {as_of} (--at, --during)."))
}

/// Returns a note on the ties whose weight is unknown, entirely or in part, if the query names a weight; `None` if there are
/// none.
pub(crate) fn weight_note(selection: &Selection<'_>) -> Option<String> {
    let amount = selection.query().weight_amount()?;
    let weights = selection.iter().map(|one| selection.weight(one));
    let weights: Vec<Weight> = weights.collect();
    let unknown = weights
        .iter()
        .filter(|one| one.value == Err(Missing::Unknown))
        .count();
    let partial = weights.iter().filter(|one| one.is_partial());
    let label = phrase::uncapitalized(&amount.term.label);
    unknown_weights(&label, weights.len(), unknown, partial.count())
}

/// Returns a note on the ties that an answer leaves out because of their weight; `None` if there are none. With an
/// organization, only its own are counted.
///
/// ```
/// use interorg::{dataset, graph::Graph, query::Filter, view};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter { min_weight: "1000".parse().ok(), ..Filter::default() }.resolve(&graph)?;
/// let note = view::weight_limit_note(&query, None).expect("no two organizations share as many operations");
/// assert_eq!(note, "Left out: 6 ties of less than 1000 (shared operations).");
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
pub fn weight_limit_note(query: &Query<'_>, of: Option<Key<Organization>>) -> Option<String> {
    too_light(query, query.too_light(of))
}

/// Returns a note on ties that a query leaves out because of their weight; `None` if there are none.
pub(crate) fn too_light(query: &Query<'_>, left_out: TooLight) -> Option<String> {
    if left_out.is_none() {
        return None;
    }
    let what = match query.weight_amount() {
        Some(amount) => phrase::uncapitalized(&amount.term.label),
        None => "shared operations".to_owned(),
    };
    let minimum = query.min_weight()?;
    let of_unknown = match left_out.unknown {
        0 => String::new(),
        1 => ", and 1 of which it is unknown whether it has as much".to_owned(),
        count => format!(", and {count} of which it is unknown whether they have as much"),
    };
    let ties = match left_out.lighter {
        1 => "1 tie".to_owned(),
        count => format!("{count} ties"),
    };
    Some(format!(
        "Left out: {ties} of less than {minimum} ({what}){of_unknown}."
    ))
}

/// Returns a note on the ties whose amount is unknown, entirely or in part; `None` if there are none.
pub(crate) fn unknown_weights(
    amount: &str,
    ties: usize,
    unknown: usize,
    partial: usize,
) -> Option<String> {
    let have = |count| phrase::plural(count, ["has", "have"]);
    let unknown =
        (unknown > 0).then(|| format!("{unknown} of {ties} {} no known {amount}", have(unknown)));
    let partial = (partial > 0).then(|| {
        format!(
            "{partial} {} {amount} of which a part is unknown",
            have(partial)
        )
    });
    let parts: Vec<String> = unknown.into_iter().chain(partial).collect();
    (!parts.is_empty()).then(|| format!("Of the ties, {}; unknown is not 0.", parts.join(", and ")))
}

/// Returns a note if the requested time begins before the record does, because nothing is claimed about such days.
fn before(selection: &Selection<'_>) -> Option<String> {
    let from = selection.graph().dataset().about().from?;
    let first = match selection.time() {
        TimeFilter::Always => return None,
        TimeFilter::At(day) | TimeFilter::During(day, _) => day,
    };
    let is_before = from.earliest().is_some_and(|begin| first < begin);
    is_before
        .then(|| format!("The record begins on {from}; nothing is claimed about earlier days."))
}

/// Returns a note if the requested time goes beyond the evidence, because the last known state is shown for it.
fn beyond(selection: &Selection<'_>) -> Option<String> {
    let graph = selection.graph();
    let as_of = graph.as_of();
    let last = selection.time().last_day()?;
    let known = if graph.dataset().about().as_of.is_some() {
        format!("The evidence was read up to {as_of}")
    } else {
        format!("The last date in the dataset is {as_of}")
    };
    (last > as_of).then(|| format!("{known}; later dates repeat the last known state."))
}

/// Returns the bound that makes a spell uncertain, in words.
pub(super) fn doubt(doubt: UncertainBound) -> String {
    match doubt {
        UncertainBound::Start(date) => format!("start {date} uncertain"),
        UncertainBound::End(date) => format!("end {date} uncertain"),
        UncertainBound::UnknownEnd => "end unknown".to_owned(),
    }
}
