//! Cross-tables: how many of one kind of thing stand under two headings at once.
//!
//! What is counted is one of six units. The first in this order that has both dimensions is taken,
//! unless another is asked for; dimensions in brackets a unit has only when it is asked for.
//!
//! | Unit | Dimensions |
//! |---|---|
//! | partnerships | dyad, organization (both members), phase, condition, year, decade (motive, motive family: of either side) |
//! | motives | dyad, organization (the holder), motive, motive family, phase and condition of the dyad, year, decade |
//! | operations | operation, country, year, decade (organization, role) |
//! | participations | organization, operation, role, country, year, decade |
//! | shared operations | dyad, organization (both members), phase and condition of the dyad, operation, role (of either member), country, year, decade |
//! | lessons | dyad, organization (both members), phase and condition of the dyad, operation, lesson group, country, year, decade (the three of the operation) |
//!
//! Phases and conditions are those at the time of the selection; beside years or decades, those on the
//! last day of each on which both members exist. A partnership is counted as it stands on that day,
//! everything else in every year in which it lasts. What has no value in a dimension stands under a heading
//! that says so: a phase is none if the coding reads the partnership and has no phase for the day, not said
//! if the coding does not read it (or not as surely as is asked for), and a partnership whose members do not
//! both exist stands under a heading of its own.

mod calendar;
mod error;
mod heading;
mod left_out;
mod share;
mod state;
mod thing;
mod unit;
mod words;

pub use self::error::MatrixError;
pub use self::heading::{Axis, Heading};
pub use self::share::ShareOf;
pub use self::unit::{Dimension, Unit};

use self::calendar::Calendar;
use self::heading::{Mark, completed, heading};
use self::thing::{Moment, Thing};
use crate::graph::Graph;
use crate::model::Claim;
use crate::query::Query;

/// How many things stand under two headings at once.
#[derive(Clone)]
pub struct Matrix<'g> {
    /// The heading for people: what is counted, by what, at what time.
    pub title: String,
    /// What is counted.
    pub unit: Unit,
    /// The headings of the rows.
    pub rows: Axis,
    /// The headings of the columns.
    pub columns: Axis,
    /// The counts, row by row.
    pub counts: Vec<Vec<usize>>,
    /// What a cell counts, and what stands in several cells or in none.
    pub notes: Vec<String>,
    graph: &'g Graph,
    things: Vec<Thing<'g>>,
    /// In rising order of cells, within a cell in the order of the dataset.
    entries: Vec<Entry<'g>>,
}

/// A thing in a cell.
#[derive(Clone)]
struct Entry<'g> {
    row: usize,
    column: usize,
    thing: usize,
    moment: Moment<'g>,
}

/// Counts by two dimensions what a question selects; the unit is chosen by the dimensions unless one is
/// asked for.
///
/// ```
/// use interorg::analysis::matrix::{Dimension, Unit};
/// use interorg::{analysis, dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter::default().resolve(&graph)?;
/// let table = analysis::matrix(&query, Dimension::Dyad, Dimension::MotiveFamily, None)?;
/// assert_eq!(table.unit, Unit::Motives);
/// assert_eq!(table.row_totals().iter().sum::<usize>(), table.total());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// Fails if the dimensions are the same, if no unit (or not the one asked for) has both, or if something
/// lasts for more than ten thousand years.
pub fn matrix<'g>(
    query: &Query<'g>,
    rows: Dimension,
    columns: Dimension,
    unit: Option<Unit>,
) -> Result<Matrix<'g>, MatrixError> {
    let unit = Unit::choose(rows, columns, unit)?;
    let selection = query.select();
    let things = thing::things(query, &selection, unit);
    let calendar = Calendar::new(&selection, [rows, columns]);
    let placed = placed(&things, &calendar, [rows, columns])?;
    let asked = calendar.asked()?;
    let marks = |side: fn(&Placed<'_>) -> Mark, dimension| {
        let occurring = placed.iter().map(side);
        completed(occurring.collect(), dimension, unit, &selection, asked)
    };
    let down = marks(|placed| placed.row.clone(), rows);
    let across = marks(|placed| placed.column.clone(), columns);
    let entries = entries(&placed, &down, &across);
    let mut counts = vec![vec![0; across.len()]; down.len()];
    for entry in &entries {
        counts[entry.row][entry.column] += 1;
    }
    let mut table = Matrix {
        title: words::title(&selection, unit, [rows, columns]),
        unit,
        rows: axis(&down, rows, selection.graph()),
        columns: axis(&across, columns, selection.graph()),
        counts,
        notes: Vec::new(),
        graph: selection.graph(),
        things,
        entries,
    };
    table.notes = words::notes(&table, query, &selection);
    let left_out = left_out::left_out(&table, query, &selection, &calendar)?;
    table.notes.extend(left_out);
    Ok(table)
}

/// A thing with the headings under which it stands, before these are numbered.
struct Placed<'g> {
    row: Mark,
    column: Mark,
    thing: usize,
    moment: Moment<'g>,
}

/// Puts every thing under all its headings, at every moment at which it counts.
fn placed<'g>(
    things: &[Thing<'g>],
    calendar: &Calendar<'_, 'g>,
    [rows, columns]: [Dimension; 2],
) -> Result<Vec<Placed<'g>>, MatrixError> {
    let mut placed = Vec::new();
    for (thing, counted) in things.iter().enumerate() {
        for moment in calendar.moments(counted)? {
            let across = counted.marks(columns, moment);
            for row in counted.marks(rows, moment) {
                placed.extend(across.iter().map(|column| Placed {
                    row: row.clone(),
                    column: column.clone(),
                    thing,
                    moment,
                }));
            }
        }
    }
    Ok(placed)
}

/// Numbers the headings of placed things by their order.
fn entries<'g>(placed: &[Placed<'g>], down: &[Mark], across: &[Mark]) -> Vec<Entry<'g>> {
    let number = |marks: &[Mark], mark: &Mark| {
        let found = marks.binary_search(mark);
        found.expect("the headings are those of the things, and sorted")
    };
    let entry = |placed: &Placed<'g>| Entry {
        row: number(down, &placed.row),
        column: number(across, &placed.column),
        thing: placed.thing,
        moment: placed.moment,
    };
    let mut entries: Vec<Entry<'g>> = placed.iter().map(entry).collect();
    entries.sort_by_key(|entry| (entry.row, entry.column, entry.thing));
    entries
}

fn axis(marks: &[Mark], dimension: Dimension, graph: &Graph) -> Axis {
    let headings = marks.iter().map(|mark| heading(mark, dimension, graph));
    Axis {
        dimension,
        headings: headings.collect(),
    }
}

impl<'g> Matrix<'g> {
    /// Returns the sum of each row.
    pub fn row_totals(&self) -> Vec<usize> {
        self.counts.iter().map(|row| row.iter().sum()).collect()
    }

    /// Returns the sum of each column.
    pub fn column_totals(&self) -> Vec<usize> {
        let sum = |column: usize| self.counts.iter().map(|row| row[column]).sum();
        (0..self.columns.headings.len()).map(sum).collect()
    }

    /// Returns the sum of all cells; more than the number of things if some stand in several cells.
    pub fn total(&self) -> usize {
        self.entries.len()
    }

    /// Returns how many different things are counted.
    pub fn distinct(&self) -> usize {
        let mut things: Vec<usize> = self.entries.iter().map(|entry| entry.thing).collect();
        things.sort_unstable();
        things.dedup();
        things.len()
    }

    /// Returns the graph whose things are counted.
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// Returns the cells that count something, row by row.
    pub fn cells(&self) -> impl Iterator<Item = MatrixCell<'_, 'g>> {
        let in_one_cell = |a: &Entry<'_>, b: &Entry<'_>| (a.row, a.column) == (b.row, b.column);
        let cells = self.entries.chunk_by(in_one_cell);
        cells.map(|entries| MatrixCell {
            row: entries[0].row,
            column: entries[0].column,
            entries,
            things: &self.things,
        })
    }

    fn dimensions(&self) -> [Dimension; 2] {
        [self.rows.dimension, self.columns.dimension]
    }

    /// Says whether rows or columns are times.
    fn is_timed(&self) -> bool {
        self.dimensions()
            .iter()
            .any(|dimension| dimension.is_time())
    }

    /// Says whether rows or columns are phases or conditions.
    fn is_stated(&self) -> bool {
        self.dimensions()
            .iter()
            .any(|dimension| dimension.is_state())
    }

    /// Names the stretch of time for which rows or columns stand.
    fn span(&self) -> &'static str {
        match self.dimensions().contains(&Dimension::Year) {
            true => Dimension::Year.name(),
            false => Dimension::Decade.name(),
        }
    }
}

/// A cell of a [`Matrix`] that counts at least one case.
#[derive(Clone, Copy)]
pub struct MatrixCell<'m, 'g> {
    /// The row, an index into the headings of [`Matrix::rows`].
    pub row: usize,
    /// The column, an index into the headings of [`Matrix::columns`].
    pub column: usize,
    entries: &'m [Entry<'g>],
    things: &'m [Thing<'g>],
}

impl<'m, 'g> MatrixCell<'m, 'g> {
    /// Returns the number of cases.
    pub fn count(self) -> usize {
        self.entries.len()
    }

    /// Returns the labels of the cases, in the order of the dataset.
    pub fn labels(self) -> impl Iterator<Item = String> {
        let things = self.things;
        self.entries.iter().map(|entry| things[entry.thing].label())
    }

    /// Returns the claims on which the cases rest, each with what it supports.
    pub fn claims(self) -> impl Iterator<Item = (&'static str, &'g Claim)> {
        let things = self.things;
        let entries = self.entries.iter();
        entries.flat_map(|entry| things[entry.thing].claims(entry.moment))
    }
}
