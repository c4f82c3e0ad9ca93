//! Counts the motives of which it is unknown whether they were held, because no cell counts them.

use super::case::motive_days;
use super::heading::Mark;
use super::result::Matrix;
use super::unit::Unit;
use crate::graph::{DayRange, PartnershipRef};
use crate::model::{Day, MotiveClaim, once};
use crate::query::{Query, Selection};

/// Returns a note on the motives that may have been held at the time of a matrix, or in some of its years, and are not
/// counted there; `None` if there are none, or if the matrix does not count by motives.
pub(super) fn note<'g>(
    matrix: &Matrix<'g>,
    query: &Query<'g>,
    selection: &Selection<'g>,
    marks: &[Mark],
) -> Option<String> {
    let is_on_motives = matrix.unit == Unit::Motives
        || matrix
            .dimensions()
            .into_iter()
            .any(|dimension| dimension.is_motive());
    if !is_on_motives {
        return None;
    }
    // A filter on motives leaves out the partnerships in which all that match are merely possible.
    let others = query.possible_matches().into_iter();
    let others = others.map(|key| selection.selected(key));
    let motives = selection.iter().chain(others);
    let motives = motives.flat_map(|selected| {
        let motives = selection.motives_at_time(selected);
        motives.map(move |one| (selected.partnership(), one))
    });
    let motives = once(motives, |(_, one)| Some(&one.claim.claim));
    if !matrix.has_time() {
        let count = motives.filter(|(_, one)| one.is_possible).count();
        return sentence(count, "held then", "counted");
    }
    let years = years(marks, selection, matrix)?;
    let possible =
        motives.filter(|(partnership, one)| may_be_held(one.claim, *partnership, &years));
    let count = possible.count();
    let when = format!("held in other {}s too", matrix.span());
    sentence(count, &when, "counted there")
}

fn sentence(count: usize, held: &str, counted: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(format!(
            "1 motive may have been {held}; it is not {counted}."
        )),
        _ => Some(format!(
            "{count} motives may have been {held}; they are not {counted}."
        )),
    }
}

/// Returns the years or decades of a matrix as days, as far as they are requested and described by the dataset; `None` if
/// the headings have no year.
fn years(marks: &[Mark], selection: &Selection<'_>, matrix: &Matrix<'_>) -> Option<Vec<DayRange>> {
    let requested = selection.time().days();
    let described = DayRange {
        first: Day::MIN,
        last: selection.graph().as_of().max(requested.first),
    };
    let described = described.intersection(requested)?;
    let step = if matrix.span() == "decade" { 10 } else { 1 };
    let years = marks.iter().filter_map(|mark| match mark {
        Mark::Year(year) => Some(DayRange {
            first: Day::new(*year, 1, 1),
            last: Day::new(*year + step - 1, 12, 31),
        }),
        _ => None,
    });
    let years: Vec<DayRange> = years
        .filter_map(|days| days.intersection(described))
        .collect();
    (!years.is_empty()).then_some(years)
}

/// Returns `true` if a motive may be held in one of the years in which it is not counted.
fn may_be_held(claim: &MotiveClaim, partnership: PartnershipRef<'_>, years: &[DayRange]) -> bool {
    let held = motive_days(claim, partnership);
    held.is_some_and(|held| {
        let mut years = years.iter();
        years.any(|days| partnership.graph().is_possibly_held(claim, held, *days))
    })
}
