//! Matrices as tables: one row per heading, or one row per cell with its cases.

use super::cell::{Cell, KnownPart};
use super::columns::Columns;
use super::evidence::Bibliography;
use super::table::Table;
use crate::analysis::matrix::{
    Axis, Case, CellAmount, CellDoubt, CellSummary, Matrix, MatrixAmounts, MatrixCell, ShareOf,
    Unit,
};
use crate::model::{Field, Id, Identified, Missing, Value, ValueType};
use crate::view::wording::reading;

/// Returns a matrix as a table: one row per heading, and a last row of totals.
///
/// With `share`, cells show shares instead of counts; with `evidence`, each row cites its sources.
///
/// With amounts, cells show those instead, and there are no totals: a stock has none, and a case may be in several cells.
pub fn matrix(matrix: &Matrix<'_>, share: Option<ShareOf>, evidence: bool) -> Table {
    if let Some(amounts) = &matrix.amounts {
        return amount_matrix(matrix, amounts, evidence);
    }
    let (totals, all) = (matrix.column_totals(), matrix.total());
    let counts = matrix.counts.iter().enumerate();
    let of_headings = counts.map(|(index, counts)| Row {
        index: Some(index),
        heading: heading(&matrix.rows, index),
        counts,
        doubts: matrix.doubts[index].clone(),
        sum: counts.iter().sum(),
    });
    let doubts = (0..totals.len()).map(|column| {
        let cells = matrix.doubts.iter().map(|cells| cells[column]);
        CellDoubt::of_all(cells)
    });
    let of_totals = Row {
        index: None,
        heading: Cell::term("total", "Total"),
        counts: &totals,
        doubts: doubts.collect(),
        sum: all,
    };
    let mut list = Bibliography::asked(matrix.graph(), evidence);
    let mut table = columns(matrix, share, &totals).cited_table(
        "matrix",
        &*matrix.title,
        of_headings.chain([of_totals]),
        &mut list,
        |list, row| {
            let cells = matrix.cells().filter(|cell| Some(cell.row) == row.index);
            list.cell(cells.flat_map(MatrixCell::claims))
        },
    );
    table.notes = notes(matrix, share);
    table.finished(list)
}

/// Returns a matrix of amounts as a table: one row per heading.
fn amount_matrix(matrix: &Matrix<'_>, amounts: &MatrixAmounts, evidence: bool) -> Table {
    let rows = matrix.rows.dimension;
    let mut columns = Columns::new().with(
        rows.name(),
        rows.title(),
        "The heading of the row.",
        ValueType::Term,
        |row: &usize| heading(&matrix.rows, *row),
    );
    for (index, heading) in matrix.columns.headings.iter().enumerate() {
        columns = columns.with(
            heading.id.clone(),
            heading.label.clone(),
            format!("The amount under the heading {}.", heading.label),
            ValueType::Real,
            move |row| amount_cell(matrix, amounts, *row, index),
        );
    }
    columns = columns.data(
        "unknown",
        "The number of cases of the row whose amount is unknown, at least in part.",
        ValueType::Integer,
        |row| {
            let cells = amounts.cells[*row].iter().flatten();
            Value::count(cells.map(|cell| cell.unknown).sum())
        },
    );
    let mut list = Bibliography::asked(matrix.graph(), evidence);
    let mut table = columns.cited_table(
        "matrix",
        &*matrix.title,
        0..matrix.rows.headings.len(),
        &mut list,
        |list, row| {
            let cells = matrix.cells().filter(|cell| cell.row == *row);
            list.cell(cells.flat_map(MatrixCell::claims))
        },
    );
    table.notes = notes(matrix, None);
    table.finished(list)
}

/// Creates the cell of an amount; an empty one where the matrix counts nothing.
fn amount_cell(matrix: &Matrix<'_>, amounts: &MatrixAmounts, row: usize, column: usize) -> Cell {
    let Some(amount) = amount_in(amounts, row, column) else {
        return Cell::NONE;
    };
    let quantities = &matrix.graph().dataset().vocabularies().amounts;
    let quantity = amounts.what.map(|what| &quantities[what]);
    let part = match amounts.summary {
        CellSummary::Mean if amount.unknown > 0 => KnownPart::Some,
        _ => KnownPart::without(amount.unknown, quantity),
    };
    let cell = Cell::amount_of(amount.value, &part);
    if amount.value.is_ok() && amount.spread > 0 {
        let text = format!("~{}", cell.text());
        return Cell::shown(cell.value().clone(), text);
    }
    cell
}

/// Returns the amount in a cell; `None` where the matrix counts nothing.
fn amount_in(amounts: &MatrixAmounts, row: usize, column: usize) -> Option<CellAmount> {
    let cell = amounts.cells.get(row).and_then(|cells| cells.get(column));
    cell.copied().flatten()
}

/// A row of the table: a heading of the matrix, or the totals.
struct Row<'m> {
    /// The index of the heading; `None` for the totals.
    index: Option<usize>,
    heading: Cell,
    counts: &'m [usize],
    doubts: Vec<CellDoubt>,
    sum: usize,
}

/// Returns the columns: the heading of the row, a column per heading, and the sum of the row.
fn columns<'c>(
    matrix: &Matrix<'_>,
    share: Option<ShareOf>,
    totals: &[usize],
) -> Columns<'c, Row<'c>> {
    let all = matrix.total();
    let cell = move |count: usize, doubt: CellDoubt, row: usize, column: usize| match share {
        None => count_cell(count, doubt),
        Some(of) => share_cell(of.share(count, row, column, all)),
    };
    let rows = matrix.rows.dimension;
    let mut columns = Columns::new().with(
        rows.name(),
        rows.title(),
        "The heading of the row, or `total`.",
        ValueType::Term,
        |row: &Row<'_>| row.heading.clone(),
    );
    for (index, heading) in matrix.columns.headings.iter().enumerate() {
        let total = totals[index];
        columns = columns.with(
            heading.id.clone(),
            heading.label.clone(),
            format!("The number or share under the heading {}.", heading.label),
            ValueType::Real,
            move |row| cell(row.counts[index], row.doubts[index], row.sum, total),
        );
    }
    columns.with(
        "total",
        "Total",
        "The sum of the row, or its share of the sum of all cells.",
        ValueType::Real,
        move |row| {
            let doubt = CellDoubt::of_all(row.doubts.iter().copied());
            cell(row.sum, doubt, row.sum, all)
        },
    )
}

/// Creates the cell of a count. Beside what may count too, the count is the minimum, and unknown if it is 0.
fn count_cell(count: usize, doubt: CellDoubt) -> Cell {
    let text = match doubt {
        CellDoubt { is_open: true, .. } if count == 0 => "?".to_owned(),
        CellDoubt { is_open: true, .. } => format!("≥{count}"),
        CellDoubt { possible: 0, .. } => return Cell::count(count),
        CellDoubt { possible, .. } => format!("{count}–{}", count + possible),
    };
    match count {
        0 => Cell::missing(Missing::Unknown, text),
        _ => Cell::shown(Value::count(count), text),
    }
}

/// Returns the cells of a matrix that count something, row by row, each with its cases.
pub fn matrix_cells(matrix: &Matrix<'_>, share: Option<ShareOf>, evidence: bool) -> Table {
    let (rows, columns, all) = (matrix.row_totals(), matrix.column_totals(), matrix.total());
    let share_of = |cell: &MatrixCell<'_, '_>| {
        share.map_or(Cell::NONE, |of| {
            share_cell(of.share(cell.count(), rows[cell.row], columns[cell.column], all))
        })
    };
    let [of_rows, of_columns] = [matrix.rows.dimension, matrix.columns.dimension];
    let columns = Columns::new()
        .with(
            "row",
            of_rows.title(),
            "The heading of the row.",
            ValueType::Term,
            |cell: &MatrixCell<'_, '_>| heading(&matrix.rows, cell.row),
        )
        .with(
            "column",
            of_columns.title(),
            "The heading of the column.",
            ValueType::Term,
            |cell| heading(&matrix.columns, cell.column),
        )
        .with(
            "count",
            "Count",
            "The number of cases. Where more may count, it is the minimum, and unknown if there is none for certain.",
            ValueType::Integer,
            |cell| count_cell(cell.count(), matrix.doubts[cell.row][cell.column]),
        );
    let columns = match matrix.unit {
        Unit::Motives => columns
            .data(
                "possible",
                "The number of motive claims of which it is unknown whether they count.",
                ValueType::Integer,
                |cell| Value::count(matrix.doubts[cell.row][cell.column].possible),
            )
            .data(
                "not_looked_for",
                "Whether nobody looked for further motives.",
                ValueType::Boolean,
                |cell| Value::Boolean(matrix.doubts[cell.row][cell.column].is_open),
            ),
        _ => columns,
    };
    let columns = match &matrix.amounts {
        Some(amounts) => columns
            .with(
                "amount",
                "Amount",
                "The amount of the cases; unknown if that of none is known.",
                ValueType::Real,
                |cell| amount_cell(matrix, amounts, cell.row, cell.column),
            )
            .with(
                "unknown",
                "Unknown",
                "The number of cases whose amount is unknown, at least in part.",
                ValueType::Integer,
                |cell| {
                    let amount = amount_in(amounts, cell.row, cell.column);
                    Cell::count(amount.map_or(0, |amount| amount.unknown))
                },
            )
            .with(
                "spread",
                "Spread",
                "The number of cases of which a flow is divided among the days of its period.",
                ValueType::Integer,
                |cell| {
                    let amount = amount_in(amounts, cell.row, cell.column);
                    Cell::count(amount.map_or(0, |amount| amount.spread))
                },
            ),
        None => columns,
    };
    let columns = match share {
        Some(_) => columns.with(
            "share",
            "Share",
            "The share of the requested total.",
            ValueType::Real,
            share_of,
        ),
        None => columns,
    };
    let columns = columns.with(
        "cases",
        "Cases",
        "The cases that are counted.",
        ValueType::List(&CASE),
        |cell| Cell::list_with_commas(cell.cases().map(case)),
    );
    let mut list = Bibliography::asked(matrix.graph(), evidence);
    let mut table = columns.cited_table(
        "matrix",
        &*matrix.title,
        matrix.cells_or_possible(),
        &mut list,
        |list, cell| list.cell(cell.claims()),
    );
    table.notes = notes(matrix, share);
    table
        .notes
        .push("Cells that count nothing are not listed.".to_owned());
    table.finished(list)
}

/// The type of a case.
const CASE: ValueType = ValueType::Record(&[
    Field::new("a", ValueType::Code, "The first member of the partnership."),
    Field::new(
        "b",
        ValueType::Code,
        "The second member of the partnership.",
    ),
    Field::new(
        "organization",
        ValueType::Code,
        "The holder of the motive, or the participant of the operation.",
    ),
    Field::new("motive", ValueType::Code, "The motive."),
    Field::new("operation", ValueType::Code, "The operation."),
    Field::new("role", ValueType::Code, "The role of the participant."),
    Field::new(
        "statement",
        ValueType::Text,
        "The motive or the lesson in a sentence.",
    ),
]);

/// Creates the cell of a case.
fn case(case: &Case<'_>) -> Cell {
    const NOT_APPLICABLE: Cell = Cell::without_value(Missing::NotApplicable);
    let id = |id: &Id| Cell::from(id.as_str());
    let member = |side: usize| {
        let members = case.partnership().map(|one| one.partnership().members());
        members.map_or(NOT_APPLICABLE, |members| id(members[side].record().id()))
    };
    let (organization, motive, role, statement) = match case {
        Case::Motive(selected, claim) => {
            let dataset = selected.partnership().graph().dataset();
            let holder = dataset.organizations()[claim.holder].id();
            let motive = dataset.vocabularies().motives[claim.motive].id();
            let statement = Cell::from(&*claim.statement);
            (id(holder), id(motive), NOT_APPLICABLE, statement)
        }
        Case::Participation(operation, participation) => {
            let dataset = operation.graph().dataset();
            let organization = dataset.organizations()[participation.organization].id();
            let role = dataset.vocabularies().roles[participation.role].id();
            (id(organization), NOT_APPLICABLE, id(role), NOT_APPLICABLE)
        }
        Case::Lesson(_, lesson) => {
            let statement = Cell::from(&*lesson.statement);
            (NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, statement)
        }
        _ => [const { NOT_APPLICABLE }; 4].into(),
    };
    let operation = case.operation();
    let operation = operation.map_or(NOT_APPLICABLE, |one| id(one.record().id()));
    let fields = vec![
        ("a", member(0)),
        ("b", member(1)),
        ("organization", organization),
        ("motive", motive),
        ("operation", operation),
        ("role", role),
        ("statement", statement),
    ];
    Cell::record(fields, case.label())
}

fn heading(axis: &Axis, index: usize) -> Cell {
    let heading = &axis.headings[index];
    Cell::term(&*heading.id, &*heading.label)
}

fn notes(matrix: &Matrix<'_>, share: Option<ShareOf>) -> Vec<String> {
    let of_share = share.map(|of| {
        let of = match of {
            ShareOf::Row => "Shares are of the total of the row",
            ShareOf::Column => "Shares are of the total of the column",
            ShareOf::All => "Shares are of the total of all cells",
        };
        format!(
            "{of}; the sum of all cells is {}. Where the total is 0, there is no share.",
            matrix.total()
        )
    });
    let own = matrix.notes.iter().cloned();
    own.chain(of_share).chain(reading(matrix.graph())).collect()
}

fn share_cell(share: Option<f64>) -> Cell {
    share.map_or_else(|| Cell::missing(Missing::None, "–"), Cell::share)
}
