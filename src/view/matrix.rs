//! Matrices as tables: one row per heading, or one row per cell with its cases.

use super::cell::Cell;
use super::evidence::Bibliography;
use super::table::{Column, Table};
use crate::analysis::matrix::{Axis, Matrix, MatrixCell, ShareOf};

/// Returns a matrix as it is read: one row per heading, totals last.
///
/// With `share`, cells show shares instead of counts; with `evidence`, each row cites its sources.
pub fn matrix(matrix: &Matrix<'_>, share: Option<ShareOf>, evidence: bool) -> Table {
    let mut list = Bibliography::asked(matrix.graph(), evidence);
    let mut table = Table::new("matrix", &*matrix.title, &columns(matrix)).with_evidence(&list);
    let (totals, all) = (matrix.column_totals(), matrix.total());
    let shown = |count: usize, row: usize, column: usize| match share {
        None => Cell::count(count),
        Some(of) => shown_share(of.share(count, row, column, all)),
    };
    let line = |heading: Cell, counts: &[usize], sum: usize| {
        let cells = counts.iter().zip(&totals);
        let cells = cells.map(|(count, column)| shown(*count, sum, *column));
        let mut line: Vec<Cell> = std::iter::once(heading).chain(cells).collect();
        line.push(shown(sum, sum, all));
        line
    };
    for (row, counts) in matrix.counts.iter().enumerate() {
        let evidence = list.as_mut().map(|list| {
            let cells = matrix.cells().filter(|cell| cell.row == row);
            list.cell(cells.flat_map(MatrixCell::claims))
        });
        let heading = heading(&matrix.rows, row);
        table.push(line(heading, counts, counts.iter().sum()), evidence);
    }
    let evidence = list.as_mut().map(|list| list.cell([]));
    table.push(line(Cell::term("total", "Total"), &totals, all), evidence);
    table.notes = notes(matrix, share);
    table.finished(list)
}

/// Returns the cells of a matrix that count something, row by row, each with its cases.
pub fn matrix_cells(matrix: &Matrix<'_>, share: Option<ShareOf>, evidence: bool) -> Table {
    let mut list = Bibliography::asked(matrix.graph(), evidence);
    let [rows, columns] = [&matrix.rows, &matrix.columns]
        .map(|axis| Column::new(axis.dimension.name(), axis.dimension.title()));
    let head = [
        rows,
        columns,
        Column::new("count", "Count"),
        Column::new("share", "Share"),
        Column::new("cases", "Cases"),
    ];
    let mut table = Table::new("matrix", &*matrix.title, &head).with_evidence(&list);
    let (rows, columns, all) = (matrix.row_totals(), matrix.column_totals(), matrix.total());
    for cell in matrix.cells() {
        let share = share.map(|of| {
            shown_share(of.share(cell.count(), rows[cell.row], columns[cell.column], all))
        });
        let evidence = list.as_mut().map(|list| list.cell(cell.claims()));
        let line = vec![
            heading(&matrix.rows, cell.row),
            heading(&matrix.columns, cell.column),
            Cell::count(cell.count()),
            share.unwrap_or(Cell::NONE),
            Cell::texts(cell.labels()),
        ];
        table.push(line, evidence);
    }
    table.notes = notes(matrix, share);
    table
        .notes
        .push("Cells that count nothing are not listed.".to_owned());
    table.finished(list)
}

fn heading(axis: &Axis, place: usize) -> Cell {
    let heading = &axis.headings[place];
    Cell::term(&*heading.id, &*heading.label)
}

fn columns(matrix: &Matrix<'_>) -> Vec<Column> {
    let rows = matrix.rows.dimension;
    let columns = matrix.columns.headings.iter();
    std::iter::once(Column::new(rows.name(), rows.title()))
        .chain(columns.map(|heading| Column::named(&*heading.id, &*heading.label)))
        .chain([Column::new("total", "Total")])
        .collect()
}

fn notes(matrix: &Matrix<'_>, share: Option<ShareOf>) -> Vec<String> {
    let mut notes = matrix.notes.clone();
    notes.extend(share.map(|of| {
        let of = match of {
            ShareOf::Row => "Shares are of the total of the row",
            ShareOf::Column => "Shares are of the total of the column",
            ShareOf::All => "Shares are of the total of all cells",
        };
        format!(
            "{of}; the sum of all cells is {}. A share of nothing is left empty.",
            matrix.total()
        )
    }));
    notes
}

fn shown_share(share: Option<f64>) -> Cell {
    share.map_or(Cell::term("", "–"), Cell::share)
}
