//! Counts the cases of a query by two dimensions.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use super::calendar::Calendar;
use super::case::{Case, Moment, cases};
use super::dimension::Dimension;
use super::error::MatrixError;
use super::heading::{Axis, Mark, complete};
use super::result::{Entry, Matrix};
use super::unit::Unit;
use super::{choose, doubt, notes, omissions, possible};
use crate::query::Query;

/// Counts what a query selects by two dimensions. The dimensions determine the unit of count unless one is requested. If the
/// query names an amount that no partnership has, participations and shared operations come first.
///
/// # Errors
/// Fails if the two dimensions are the same, if no unit (or not the requested one) has both, or if a case lasts for
/// more than ten thousand years.
///
/// ```
/// use interorg::analysis::matrix::{Dimension, Unit};
/// use interorg::{analysis, dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter::default().resolve(&graph)?;
/// let matrix = analysis::matrix(&query, Dimension::Dyad, Dimension::MotiveFamily, None)?;
/// assert_eq!(matrix.unit, Unit::Motives);
/// assert_eq!(matrix.row_totals().iter().sum::<usize>(), matrix.total());
///
/// let cell = matrix.cells().next().expect("there are motives");
/// assert_eq!(matrix.rows.headings[cell.row].label, "EU–AU");
/// assert_eq!(cell.cases().count(), cell.count());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn matrix<'g>(
    query: &Query<'g>,
    rows: Dimension,
    columns: Dimension,
    unit: Option<Unit>,
) -> Result<Matrix<'g>, MatrixError> {
    let unit = choose::unit_of(query, rows, columns, unit)?;
    choose::require_time(query, unit, [rows, columns])?;
    let selection = query.select();
    let cases = cases(query, &selection, unit);
    let calendar = Calendar::new(&selection, [rows, columns]);
    let placed = place(&cases, &calendar, [rows, columns])?;
    let period = calendar.period()?;
    let marks = |mark: fn(&Placed<'_>) -> Mark, dimension| {
        let occurring = placed.iter().map(mark).collect();
        complete(occurring, dimension, unit, &selection, period)
    };
    let row_marks = marks(|placed| placed.row.clone(), rows);
    let column_marks = marks(|placed| placed.column.clone(), columns);
    let entries = entries(&placed, &row_marks, &column_marks);
    let mut counts = vec![vec![0; column_marks.len()]; row_marks.len()];
    for entry in &entries {
        counts[entry.row][entry.column] += 1;
    }
    let graph = selection.graph();
    let doubts = doubt::doubts(
        unit,
        (&calendar, &selection),
        [rows, columns],
        [&row_marks, &column_marks],
    );
    let mut matrix = Matrix {
        title: notes::title(&selection, unit, [rows, columns]),
        unit,
        rows: Axis::new(rows, &row_marks, graph),
        columns: Axis::new(columns, &column_marks, graph),
        counts,
        doubts,
        amounts: None,
        left_out: Vec::new(),
        notes: Vec::new(),
        graph,
        cases,
        entries,
    };
    matrix.left_out = omissions::left_out(&matrix, query, &selection, &calendar)?;
    matrix.notes = notes::notes(&matrix, query, &selection);
    let times = if rows.is_time() {
        &row_marks
    } else {
        &column_marks
    };
    let possible = possible::note(&matrix, query, &selection, times);
    matrix.notes.extend(possible);
    let open = possible::open_note(&matrix, &selection);
    matrix.notes.extend(open);
    Ok(matrix)
}

/// A case under two headings, before the headings have indexes.
struct Placed<'g> {
    row: Mark,
    column: Mark,
    case: usize,
    moment: Moment<'g>,
}

/// Places every case under all its headings, at every moment at which it counts.
fn place<'g>(
    cases: &[Case<'g>],
    calendar: &Calendar<'_, 'g>,
    [rows, columns]: [Dimension; 2],
) -> Result<Vec<Placed<'g>>, MatrixError> {
    let mut placed = Vec::new();
    // A claim on more than two organizations is a case of each of their dyads, and counts once in a cell.
    let mut first_cases: BTreeMap<NonZeroU32, usize> = BTreeMap::new();
    let mut joint_cells: BTreeSet<(NonZeroU32, Mark, Mark)> = BTreeSet::new();
    for (index, case) in cases.iter().enumerate() {
        let joint = case.joint();
        let first = joint.map_or(index, |number| *first_cases.entry(number).or_insert(index));
        for moment in calendar.moments(case)? {
            let column_marks = case.marks(columns, moment);
            for row in case.marks(rows, moment) {
                let columns = column_marks.iter().filter(|column| {
                    joint.is_none_or(|number| {
                        let cell = (number, row.clone(), (*column).clone());
                        joint_cells.insert(cell) || first == index
                    })
                });
                let columns: Vec<Mark> = columns.cloned().collect();
                placed.extend(columns.into_iter().map(|column| Placed {
                    row: row.clone(),
                    column,
                    case: first,
                    moment,
                }));
            }
        }
    }
    Ok(placed)
}

/// Returns the entries of the cells: the placed cases, with indexes in place of headings.
fn entries<'g>(placed: &[Placed<'g>], rows: &[Mark], columns: &[Mark]) -> Vec<Entry<'g>> {
    let index = |marks: &[Mark], mark: &Mark| {
        let found = marks.binary_search(mark);
        found.expect("`complete` keeps all marks that occur, and sorts them")
    };
    let entries = placed.iter().map(|placed| Entry {
        row: index(rows, &placed.row),
        column: index(columns, &placed.column),
        case: placed.case,
        moment: placed.moment,
    });
    let mut entries: Vec<Entry<'g>> = entries.collect();
    entries.sort_by_key(|entry| (entry.row, entry.column, entry.case));
    entries
}
