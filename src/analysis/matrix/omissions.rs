//! Counts what a matrix leaves out.

use std::collections::{BTreeMap, HashSet};

use super::error::MatrixError;
use super::left_out::LeftOut;
use super::result::Matrix;
use super::state::{Reason, State};
use super::unit::Unit;
use crate::graph::{PartnershipRef, TimeFilter};
use crate::model::{Dyad, Key, Partnership};
use crate::query::{Query, Selection};

/// Returns what a matrix leaves out: partnerships, then cases of its unit, then partnerships in some years, then time
/// after the as-of date.
///
/// # Errors
/// Fails if there are too many years.
pub(super) fn left_out<'g>(
    matrix: &Matrix<'g>,
    query: &Query<'g>,
    selection: &Selection<'g>,
) -> Result<Vec<LeftOut>, MatrixError> {
    let mut left_out = Vec::new();
    if matrix.unit.belongs_to_dyad() {
        left_out.extend(partnerships(query, selection));
    }
    left_out.extend(cases(matrix, selection));
    match matrix.unit {
        Unit::Partnerships if matrix.has_time() && !matrix.has_state() => {
            left_out.extend(partnership_years(matrix)?);
        }
        Unit::SharedOperations => left_out.extend(pairs_without_sharing(query, selection)),
        _ => {}
    }
    left_out.extend(matrix.calendar.cut().map(LeftOut::After));
    Ok(left_out)
}

/// Counts the partnerships of the requested organizations that do not match, per reason.
fn partnerships(query: &Query<'_>, selection: &Selection<'_>) -> Vec<LeftOut> {
    let missed = missed(query, selection);
    let mut counts: BTreeMap<Reason, usize> = BTreeMap::new();
    for key in &missed {
        let state = State::at_time_of(selection, selection.selected(*key));
        let reason = state.reason().unwrap_or(Reason::NotMatching);
        *counts.entry(reason).or_default() += 1;
    }
    let day = match selection.time() {
        TimeFilter::Always => Some(selection.graph().as_of()),
        TimeFilter::At(day) => Some(day),
        TimeFilter::During(..) => None,
    };
    let of = missed.len() + selection.len();
    let counts = counts.into_iter();
    let partnerships = counts.map(|(reason, count)| LeftOut::Partnerships {
        reason,
        day,
        count,
        of,
    });
    partnerships.collect()
}

/// Returns the partnerships of the requested organizations that are not selected, in the order of the dataset.
fn missed(query: &Query<'_>, selection: &Selection<'_>) -> Vec<Key<Partnership>> {
    let partnerships = selection.graph().partnerships();
    let missed = partnerships.filter(|partnership| {
        query.members_match(partnership.dyad().members())
            && selection.keys().binary_search(&partnership.key()).is_err()
    });
    missed.map(PartnershipRef::key).collect()
}

/// Counts the cases that the time and the filters exclude, of all in the selected partnerships or in the dataset.
fn cases(matrix: &Matrix<'_>, selection: &Selection<'_>) -> Option<LeftOut> {
    let dataset = selection.graph().dataset();
    let sum = |count: fn(PartnershipRef<'_>) -> usize| -> usize {
        let partnerships = selection.iter().map(|selected| selected.partnership());
        partnerships.map(count).sum()
    };
    let of = match matrix.unit {
        Unit::Partnerships => return None,
        Unit::Motives => sum(|partnership| partnership.record().motives.len()),
        Unit::Lessons => sum(|partnership| partnership.record().lessons.len()),
        Unit::SharedOperations => sum(|partnership| partnership.shared_operations().count()),
        Unit::Operations => dataset.operations().len(),
        Unit::Participations => {
            let operations = dataset.operations().iter();
            let participations = operations.flat_map(|record| &record.participations);
            // Those that may not have taken place have a note of their own.
            participations.filter(|one| !one.is_unknown()).count()
        }
    };
    let count = of.saturating_sub(matrix.cases.len());
    (count > 0).then_some(LeftOut::Cases {
        unit: matrix.unit,
        count,
        of,
    })
}

/// Counts the years or decades in which a selected partnership has no relation, per reason.
fn partnership_years(matrix: &Matrix<'_>) -> Result<Vec<LeftOut>, MatrixError> {
    let mut counts: BTreeMap<Reason, usize> = BTreeMap::new();
    let mut of = 0;
    for case in &matrix.cases {
        let moments = matrix.calendar.partnership_moments(case)?;
        for state in moments.into_iter().filter_map(|moment| moment.state) {
            of += 1;
            if let Some(reason) = state.reason() {
                *counts.entry(reason).or_default() += 1;
            }
        }
    }
    let counts = counts.into_iter();
    let years = counts.map(|(reason, count)| LeftOut::PartnershipYears {
        reason,
        span: matrix.span(),
        count,
        of,
    });
    Ok(years.collect())
}

/// Counts the pairs of organizations in one operation that have no case: members of a selected partnership that take part at
/// different times, and organizations that share it at the time of the query and have no recorded partnership.
fn pairs_without_sharing(query: &Query<'_>, selection: &Selection<'_>) -> Vec<LeftOut> {
    let graph = selection.graph();
    let (mut apart, mut unrecorded) = (0_usize, 0_usize);
    for operation in query.operations() {
        let members = operation.participants();
        let pairs = members.iter().enumerate().flat_map(|(index, a)| {
            let others = members[index + 1..].iter();
            others.filter_map(move |b| Dyad::new(*a, *b))
        });
        for dyad in pairs {
            let key = graph.index().partnership(dyad);
            if let Some(key) = key.filter(|key| selection.keys().binary_search(key).is_ok()) {
                let mut shared = graph.index().joint_participations(key);
                let is_shared = shared.any(|shared| shared.operation() == operation.key());
                apart += usize::from(!is_shared);
            }
        }
        let sharing = graph.index().joint_participations_in(operation.key());
        let sharing = sharing.filter(|joint| query.shares_operation(*joint));
        let dyads = sharing.filter_map(|joint| {
            let [a, b] = joint.participations.map(|one| one.organization);
            Dyad::new(a, b).filter(|dyad| graph.index().partnership(*dyad).is_none())
        });
        unrecorded += dyads.collect::<HashSet<_>>().len();
    }
    let apart = (apart > 0).then_some(LeftOut::DifferentTimes(apart));
    let unrecorded = (unrecorded > 0).then_some(LeftOut::NoPartnership(unrecorded));
    apart.into_iter().chain(unrecorded).collect()
}
