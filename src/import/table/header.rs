//! The header of a table: the row with the names of its columns.

use super::row::Row;
use crate::phrase::comparable;

/// Where the header of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HeaderRow {
    /// The table has no header; its columns have numbers.
    None,
    /// The row with this number in the file, counted from 1.
    At(u64),
}

/// How many rows are searched for a header.
pub(super) const SEARCHED_ROWS: usize = 50;

/// Returns the index of the header among the first rows of a table; `None` if there is none.
///
/// The header is the first row with all wanted columns. If there is none, it is the first row that is as wide as most rows
/// and has no number or date.
pub(super) fn find(rows: &[Row], wanted: &[String]) -> Option<usize> {
    let named = rows.iter().position(|row| {
        let names: Vec<String> = row.cells.iter().map(|cell| comparable(cell)).collect();
        !wanted.is_empty() && wanted.iter().all(|name| names.contains(&comparable(name)))
    });
    named.or_else(|| first_row_of_names(rows))
}

fn first_row_of_names(rows: &[Row]) -> Option<usize> {
    let mut widths: Vec<usize> = rows.iter().map(|row| row.filled().count()).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() / 2).copied().unwrap_or(0);
    let first = rows
        .iter()
        .position(|row| row.filled().count() * 2 > usual && !row.is_blank())?;
    let is_header = rows[first].filled().all(|(_, cell)| is_name(cell));
    is_header.then_some(first)
}

/// Returns `true` if a cell can be the name of a column. A year can: tables have a column per year.
fn is_name(cell: &str) -> bool {
    let is_year = cell.len() == 4 && cell.parse::<u16>().is_ok();
    let is_date = cell.len() > 4 && cell.parse::<crate::model::Date>().is_ok();
    is_year || (cell.parse::<f64>().is_err() && !is_date)
}

/// Returns the names of columns. Those without a name have their number; a name that occurs twice gets a number too.
pub(super) fn names(header: Option<&Row>, width: usize) -> Vec<String> {
    let cells = header.map(|row| row.cells.as_slice()).unwrap_or_default();
    let mut names: Vec<String> = Vec::with_capacity(width);
    for index in 0..width.max(cells.len()) {
        let cell = cells.get(index).map(|cell| cell.trim()).unwrap_or_default();
        let number = index + 1;
        names.push(match cell {
            "" => number.to_string(),
            name if names.iter().any(|known| known == name) => format!("{name} ({number})"),
            name => name.to_owned(),
        });
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Row> {
        let lines = text.lines().zip(1..);
        let row = |(line, number): (&str, u64)| Row {
            number,
            cells: line.split(',').map(str::to_owned).collect(),
            ..Row::default()
        };
        lines.map(row).collect()
    }

    #[test]
    fn the_header_is_below_the_titles() {
        let table = rows("Missions of the world\n\nCountry,Mission,From\nNorway,UNIFIL,1978\n");
        let wanted = ["mission".to_owned(), "Country".to_owned()];
        assert_eq!(find(&table, &wanted), Some(2));
        assert_eq!(find(&table, &[]), Some(2));
    }

    #[test]
    fn a_row_with_numbers_is_not_a_header() {
        assert_eq!(find(&rows("Norway,UNIFIL,1978-03-19\n"), &[]), None);
        assert_eq!(find(&rows("country,1945,1946\nNorway,1,0\n"), &[]), Some(0));
    }

    #[test]
    fn every_column_has_another_name() {
        let header = &rows("a,,a")[0];
        assert_eq!(names(Some(header), 4), ["a", "2", "a (3)", "4"]);
    }
}
