//! What a cross-table leaves out, how much of it, and why.

use super::calendar::Calendar;
use super::state::{Reason, State};
use super::unit::Unit;
use super::{Matrix, MatrixError};
use crate::graph::{PartnershipRef, TimeFilter};
use crate::model::{Dyad, Key, Partnership};
use crate::query::{Query, Selection};

/// Counts what is left out: partnerships, then what else is counted, then partnerships in some years, then
/// years.
///
/// # Errors
/// Fails if there are more years than can stand side by side.
pub(super) fn left_out<'g>(
    table: &Matrix<'g>,
    query: &Query<'g>,
    selection: &Selection<'g>,
    calendar: &Calendar<'_, 'g>,
) -> Result<Vec<String>, MatrixError> {
    let mut notes = Vec::new();
    if table.unit.is_of_dyads() {
        notes.extend(partnerships(query, selection));
    }
    notes.extend(things(table, selection));
    match table.unit {
        Unit::Partnerships if table.is_timed() && !table.is_stated() => {
            notes.extend(in_years(table, calendar)?);
        }
        Unit::SharedOperations => notes.extend(not_shared(query, selection)),
        _ => {}
    }
    notes.extend(calendar.cut().map(|last| {
        format!("Left out, because the dataset tells of no later day: the time after {last}.")
    }));
    Ok(notes)
}

/// Counts the partnerships that are asked for and do not match at the time asked of.
fn partnerships(query: &Query<'_>, selection: &Selection<'_>) -> Vec<String> {
    let missed = missed(query, selection);
    let why = |key: &Key<Partnership>| {
        let state = State::whole(selection.selected(*key), selection);
        state.reason().unwrap_or(Reason::Unlike)
    };
    let reasons = missed.iter().map(why).collect();
    let time = match selection.time() {
        TimeFilter::Always => format!("on {}", selection.graph().as_of()),
        TimeFilter::At(day) => format!("on {day}"),
        TimeFilter::During(..) => "in the time asked of".to_owned(),
    };
    told(
        reasons,
        missed.len() + selection.len(),
        &time,
        "partnerships",
    )
}

/// Tells how many are left out for each reason.
fn told(reasons: Vec<Reason>, all: usize, time: &str, unit: &str) -> Vec<String> {
    let of_reason = |reason: Reason| {
        let count = reasons.iter().filter(|other| **other == reason).count();
        let words = reason.words(time);
        (count > 0).then(|| format!("Left out, {words}: {count} of {all} {unit}."))
    };
    Reason::ALL.into_iter().filter_map(of_reason).collect()
}

/// Returns the partnerships of the organizations asked for that do not match, in the order of the dataset.
fn missed(query: &Query<'_>, selection: &Selection<'_>) -> Vec<Key<Partnership>> {
    let graph = selection.graph();
    let all = (0..graph.dataset().partnerships().len()).map(Key::new);
    let asked = all.filter(|key| query.members_match(graph.partnership(*key).dyad().members()));
    asked
        .filter(|key| selection.keys().binary_search(key).is_err())
        .collect()
}

/// Counts what the time and the filters leave out of what the partnerships, or the dataset, have.
fn things(table: &Matrix<'_>, selection: &Selection<'_>) -> Option<String> {
    let dataset = selection.graph().dataset();
    let sum = |count: fn(PartnershipRef<'_>) -> usize| -> usize {
        let partnerships = selection.iter().map(|selected| selected.partnership());
        partnerships.map(count).sum()
    };
    let all = match table.unit {
        Unit::Partnerships => return None,
        Unit::Motives => sum(|partnership| partnership.record().motives.len()),
        Unit::Lessons => sum(|partnership| partnership.record().lessons.len()),
        Unit::SharedOperations => sum(|partnership| partnership.shared_operations().count()),
        Unit::Operations => dataset.operations().len(),
        Unit::Participations => {
            let operations = dataset.operations().iter();
            operations.map(|record| record.participations.len()).sum()
        }
    };
    let left = all.saturating_sub(table.things.len());
    let owner = match table.unit.is_of_dyads() {
        true => " of these partnerships",
        false => "",
    };
    let unit = table.unit.title().to_lowercase();
    (left > 0)
        .then(|| format!("Left out by the time or the filters: {left} of {all} {unit}{owner}."))
}

/// Counts the years or decades in which a partnership has no relation.
fn in_years<'g>(
    table: &Matrix<'g>,
    calendar: &Calendar<'_, 'g>,
) -> Result<Vec<String>, MatrixError> {
    let mut states = Vec::new();
    for thing in &table.things {
        let moments = calendar.of_partnership(thing)?;
        states.extend(moments.into_iter().filter_map(|moment| moment.state));
    }
    let reasons = states.iter().filter_map(|state| state.reason()).collect();
    let unit = format!("partnership-{}s", table.span());
    Ok(told(reasons, states.len(), "on the day", &unit))
}

/// Counts the pairs in one operation that are no shared operation: of partnerships whose members take
/// part at different times, and of organizations without a recorded partnership.
fn not_shared(query: &Query<'_>, selection: &Selection<'_>) -> Vec<String> {
    let graph = selection.graph();
    let (mut apart, mut unrecorded) = (0_usize, 0_usize);
    for operation in query.operations() {
        let members = operation.participants();
        let pairs = members.iter().enumerate().flat_map(|(place, a)| {
            let others = members[place + 1..].iter();
            others.filter_map(move |b| Dyad::new(*a, *b))
        });
        for dyad in pairs {
            match graph.index().partnership(dyad) {
                None => unrecorded += 1,
                Some(key) if selection.keys().binary_search(&key).is_ok() => {
                    let mut shared = graph.index().joint_participations(key);
                    let is_shared = shared.any(|shared| shared.operation() == operation.key());
                    apart += usize::from(!is_shared);
                }
                Some(_) => {}
            }
        }
    }
    let apart = (apart > 0)
        .then(|| format!("Left out, because the two take part at different times: {apart}."));
    let unrecorded = (unrecorded > 0).then(|| {
        format!(
            "Left out, because the dataset records no partnership of the two: {unrecorded} pairs of \
             organizations in one operation."
        )
    });
    apart.into_iter().chain(unrecorded).collect()
}
