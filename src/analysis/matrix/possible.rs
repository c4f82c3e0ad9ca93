//! Counts the motives of which it is unknown whether they were held, and the partnerships in which nobody looked for them.

use super::case::motive_days;
use super::dimension::Dimension;
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
        return sentence(count, "held then", matrix.unit);
    }
    let dimensions = matrix.dimensions().into_iter();
    let of = dimensions.filter(|of| of.is_time()).min()?;
    let years: Vec<DayRange> = years(marks, selection, of)
        .into_iter()
        .map(|(_, days)| days)
        .collect();
    let possible =
        motives.filter(|(partnership, one)| may_be_held(one.claim, *partnership, &years));
    let count = possible.count();
    let when = format!("held in other {}s too", matrix.span());
    sentence(count, &when, matrix.unit)
}

/// Returns a note on the partnerships in which nobody looked for the motives that are not recorded; `None` if there are none.
pub(super) fn open_note(matrix: &Matrix<'_>, selection: &Selection<'_>) -> Option<String> {
    if matrix.unit != Unit::Motives {
        return None;
    }
    let partnerships = selection.iter().map(|one| one.partnership().record());
    let count = partnerships
        .filter(|one| one.is_below_first_standard())
        .count();
    let partnerships = match count {
        0 => return None,
        1 => "1 partnership is".to_owned(),
        _ => format!("{count} partnerships are"),
    };
    Some(format!(
        "{partnerships} recorded to a lower standard than the first: nobody looked for motives that are not recorded, so that \
         counts of them are minimums (`≥`), and unknown (`?`) and not 0 where none is recorded."
    ))
}

fn sentence(count: usize, held: &str, unit: Unit) -> Option<String> {
    let motives = match count {
        0 => return None,
        1 => "1 motive".to_owned(),
        _ => format!("{count} motives"),
    };
    Some(match unit {
        Unit::Motives => format!("{motives} may have been {held}: `0–1` is a cell of none or one."),
        _ => format!("{motives} may have been {held}, which no cell counts."),
    })
}

/// Returns the years or decades of some headings, each with its days as far as they are requested and described by the dataset.
pub(super) fn years(
    marks: &[Mark],
    selection: &Selection<'_>,
    of: Dimension,
) -> Vec<(i32, DayRange)> {
    let requested = selection.time().days();
    let described = DayRange {
        first: Day::MIN,
        last: selection.graph().as_of().max(requested.first),
    };
    let Some(described) = described.intersection(requested) else {
        return Vec::new();
    };
    let step = if of == Dimension::Decade { 10 } else { 1 };
    let years = marks.iter().filter_map(|mark| match mark {
        Mark::Year(year) => {
            let days = DayRange {
                first: Day::new(*year, 1, 1),
                last: Day::new(*year + step - 1, 12, 31),
            };
            Some((*year, days.intersection(described)?))
        }
        _ => None,
    });
    years.collect()
}

/// Returns `true` if a motive may be held in one of the years in which it is not counted.
pub(super) fn may_be_held(
    claim: &MotiveClaim,
    partnership: PartnershipRef<'_>,
    years: &[DayRange],
) -> bool {
    let held = motive_days(claim, partnership);
    held.is_some_and(|held| {
        let mut years = years.iter();
        years.any(|days| partnership.graph().is_possibly_held(claim, held, *days))
    })
}
