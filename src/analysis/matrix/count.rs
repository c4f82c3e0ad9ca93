//! Counts the cases of a query by two dimensions.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use foldhash::HashMap;

use super::calendar::{Calendar, CountedYear};
use super::case::{Case, cases};
use super::dimension::Dimension;
use super::error::{MAX_CELLS, MatrixError};
use super::heading::{Axis, Mark, complete};
use super::readings::Readings;
use super::result::{Entry, Matrix};
use super::unit::Unit;
use super::{choose, doubt, notes, omissions, possible};
use crate::query::Query;

/// Counts what a query selects by two dimensions. The dimensions determine the unit of count unless one is requested. If the
/// query names an amount that no partnership has, participations and shared operations come first.
///
/// # Errors
/// Fails if the two dimensions are the same, if no unit (or not the requested one) has both, if a case lasts for
/// more than ten thousand years, or if there are more than four million cells.
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
    let mut placed = place(&cases, &calendar, [rows, columns])?;
    let period = calendar.period()?;
    let complete = |occurring, dimension| complete(occurring, dimension, unit, &selection, period);
    let row_marks = complete(placed.rows.marks(), rows);
    let column_marks = complete(placed.columns.marks(), columns);
    if row_marks.len().saturating_mul(column_marks.len()) > MAX_CELLS {
        return Err(MatrixError::TooManyCells {
            rows: row_marks.len(),
            columns: column_marks.len(),
        });
    }
    let entries = entries(&mut placed, &row_marks, &column_marks);
    let mut counts = vec![vec![0; column_marks.len()]; row_marks.len()];
    for entry in &entries {
        let (row, column) = entry.cell();
        counts[row][column] += 1;
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
        calendar,
        readings: placed.readings.counts(),
    };
    matrix.left_out = omissions::left_out(&matrix, query, &selection)?;
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

/// The cases under their headings. The indexes of the entries are those of headings in the order in which they occur.
#[derive(Default)]
struct Placed {
    rows: Marks,
    columns: Marks,
    entries: Vec<Entry>,
    readings: Readings,
}

/// The headings of an axis in the order in which they occur, each once.
#[derive(Default)]
struct Marks(HashMap<Mark, u32>);

impl Marks {
    /// Returns the index of a heading, which is added if it is new.
    fn index(&mut self, mark: &Mark) -> u32 {
        if let Some(index) = self.0.get(mark) {
            return *index;
        }
        let index = u32::try_from(self.0.len()).expect("a matrix has fewer headings than 2^32");
        self.0.insert(mark.clone(), index);
        index
    }

    /// Returns the headings in their order.
    fn marks(&self) -> Vec<Mark> {
        let mut marks: Vec<Mark> = self.0.keys().cloned().collect();
        marks.sort_unstable();
        marks
    }

    /// Returns, for each index, that of the same heading among all headings of the axis, which are sorted.
    fn places(&self, all: &[Mark]) -> Vec<u32> {
        let mut places = vec![0; self.0.len()];
        for (mark, index) in &self.0 {
            let found = all.binary_search(mark);
            let place = found.expect("`complete` keeps all marks that occur, and sorts them");
            places[*index as usize] = place as u32;
        }
        places
    }
}

/// Places every case under all its headings, at every moment at which it counts.
fn place<'g>(
    cases: &[Case<'g>],
    calendar: &Calendar<'g>,
    [rows, columns]: [Dimension; 2],
) -> Result<Placed, MatrixError> {
    let mut placed = Placed::default();
    // A claim on more than two organizations is a case of each of their dyads, and counts once in a cell.
    let mut first_cases: BTreeMap<NonZeroU32, usize> = BTreeMap::new();
    let mut joint_cells: BTreeSet<(NonZeroU32, u32, u32)> = BTreeSet::new();
    let mut of_columns = Vec::new();
    for (index, case) in cases.iter().enumerate() {
        let joint = case.joint();
        let first = joint.map_or(index, |number| *first_cases.entry(number).or_insert(index));
        for moment in calendar.moments(case)? {
            of_columns.clear();
            case.each_mark(columns, moment, |mark| {
                of_columns.push(placed.columns.index(&mark));
            });
            let mut is_placed = false;
            case.each_mark(rows, moment, |row| {
                let row = placed.rows.index(&row);
                for column in &of_columns {
                    let is_new =
                        joint.is_none_or(|number| joint_cells.insert((number, row, *column)));
                    if is_new || first == index {
                        is_placed = true;
                        placed.entries.push(Entry {
                            row,
                            column: *column,
                            case: first as u32,
                            year: CountedYear::of(moment.time),
                        });
                    }
                }
            });
            if is_placed && first == index {
                placed.readings.add(case, moment);
            } else if is_placed {
                let moment = calendar.moment(&cases[first], CountedYear::of(moment.time));
                placed.readings.add_later(&cases[first], moment);
            }
        }
    }
    Ok(placed)
}

/// Returns the entries of the cells, with indexes of all headings of the axes.
fn entries(placed: &mut Placed, rows: &[Mark], columns: &[Mark]) -> Vec<Entry> {
    let (rows, columns) = (placed.rows.places(rows), placed.columns.places(columns));
    let mut entries = std::mem::take(&mut placed.entries);
    for entry in &mut entries {
        entry.row = rows[entry.row as usize];
        entry.column = columns[entry.column as usize];
    }
    entries.sort_unstable();
    entries
}
