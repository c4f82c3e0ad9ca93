//! What may count in a cell of a matrix of motives too, so that a 0 is not taken for none.

use std::collections::BTreeSet;

use super::calendar::Calendar;
use super::case::{Case, Moment, Time};
use super::cell_doubt::CellDoubt;
use super::dimension::Dimension;
use super::heading::Mark;
use super::possible::{may_be_held, years};
use super::unit::Unit;
use crate::model::{Key, Motive, Partnership};
use crate::query::Selection;

/// Returns the doubts of all cells, row by row; none of units other than motives.
pub(super) fn doubts<'g>(
    unit: Unit,
    (calendar, selection): (&Calendar<'g>, &Selection<'g>),
    dimensions: [Dimension; 2],
    [rows, columns]: [&[Mark]; 2],
) -> Vec<Vec<CellDoubt>> {
    let mut doubts = vec![vec![CellDoubt::default(); columns.len()]; rows.len()];
    if unit != Unit::Motives {
        return doubts;
    }
    for cell in possible(calendar, selection, dimensions, [rows, columns]) {
        let [row, column] = &cell;
        let place = rows
            .binary_search(row)
            .ok()
            .zip(columns.binary_search(column).ok());
        if let Some((row, column)) = place {
            doubts[row][column].possible += 1;
        }
    }
    let is_on_motives = |of: Dimension| matches!(of, Dimension::Motive | Dimension::MotiveFamily);
    match dimensions {
        [Dimension::Dyad, of] | [of, Dimension::Dyad] if is_on_motives(of) => {}
        _ => return doubts,
    }
    for (row, cells) in rows.iter().zip(&mut doubts) {
        for (column, cell) in columns.iter().zip(cells) {
            let (dyad, motive, of) = match dimensions {
                [Dimension::Dyad, of] => (row, column, of),
                [of, _] => (column, row, of),
            };
            cell.is_open = is_open(selection, dyad, motive, of);
        }
    }
    doubts
}

/// Returns the two headings of each motive that may be held, once for each cell. A claim on more than two organizations is one in
/// a cell.
fn possible<'g>(
    calendar: &Calendar<'g>,
    selection: &Selection<'g>,
    [rows, columns]: [Dimension; 2],
    [row_marks, column_marks]: [&[Mark]; 2],
) -> Vec<[Mark; 2]> {
    let times = match (rows.is_time(), columns.is_time()) {
        (true, _) => Some((row_marks, rows)),
        (_, true) => Some((column_marks, columns)),
        _ => None,
    };
    let mut joint_cells = BTreeSet::new();
    let mut cells = Vec::new();
    for selected in selection.iter() {
        for one in selection.motives_at_time(selected) {
            let case = Case::Motive(selected, one.claim);
            let moments: Vec<Moment<'g>> = match times {
                None if one.is_possible => vec![calendar.outside_years(&case, Time::Selection)],
                None => Vec::new(),
                Some((marks, of)) => {
                    let years = years(marks, selection, of).into_iter();
                    let possible = years.filter(|(_, days)| {
                        may_be_held(
                            one.claim,
                            selected.partnership(),
                            std::slice::from_ref(days),
                        )
                    });
                    let step = if of == Dimension::Decade { 10 } else { 1 };
                    let moments = possible.map(|(year, _)| calendar.in_year(&case, year, step));
                    moments.collect()
                }
            };
            for moment in moments {
                for row in case.marks(rows, moment) {
                    for column in case.marks(columns, moment) {
                        let joint = case.joint();
                        let cell = [row.clone(), column];
                        if joint.is_none_or(|number| joint_cells.insert((number, cell.clone()))) {
                            cells.push(cell);
                        }
                    }
                }
            }
        }
    }
    cells
}

/// Returns `true` if nobody looked for a motive, or for one of a family, in a partnership: of a member that the query accepts.
fn is_open(selection: &Selection<'_>, dyad: &Mark, motive: &Mark, of: Dimension) -> bool {
    let (Mark::Record(dyad), Mark::Record(motive)) = (dyad, motive) else {
        return false;
    };
    let partnership = selection
        .graph()
        .partnership(Key::<Partnership>::new(*dyad));
    let motives = &selection.graph().dataset().vocabularies().motives;
    let is_meant = |key: Key<Motive>| match of {
        Dimension::Motive => key.index() == *motive,
        _ => motives[key].family.index() == *motive,
    };
    let members = partnership.dyad().members().into_iter();
    let mut members = members.filter(|member| selection.is_holder(*member));
    members.any(|member| {
        let mut meant = motives.keys().filter(|key| is_meant(*key));
        meant.any(|key| partnership.record().leaves_open(member, key))
    })
}
