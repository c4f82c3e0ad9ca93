//! Cross-tables as tables: a row a heading, or a row a cell with its cases.

use super::{Crosstab, Entry};
use crate::view::cell::Cell;
use crate::view::evidence::Bibliography;
use crate::view::table::{Column, Table};

/// Of what a cell is to be shown as a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Share {
    /// Of the sum of its row.
    Row,
    /// Of the sum of its column.
    Column,
    /// Of the sum of all cells.
    All,
}

impl Share {
    fn words(self) -> &'static str {
        match self {
            Self::Row => "Shares are of the total of the row",
            Self::Column => "Shares are of the total of the column",
            Self::All => "Shares are of the total of all cells",
        }
    }

    /// Returns the total of which the share of a cell is taken.
    fn whole(self, row: usize, column: usize, all: usize) -> usize {
        match self {
            Self::Row => row,
            Self::Column => column,
            Self::All => all,
        }
    }
}

impl Crosstab<'_> {
    /// Returns the shares of all cells, row by row; `None` where the total is nothing.
    pub fn shares(&self, of: Share) -> Vec<Vec<Option<f64>>> {
        let (rows, columns, all) = (self.row_totals(), self.column_totals(), self.total());
        let shares = self.counts.iter().zip(rows).map(|(counts, row)| {
            let cells = counts.iter().zip(&columns);
            cells
                .map(|(count, column)| ratio(*count, of.whole(row, *column, all)))
                .collect()
        });
        shares.collect()
    }

    /// Lays the cross-table out as it is read: a row for each heading, totals last.
    pub fn table(&self, share: Option<Share>, evidence: bool) -> Table {
        let mut list = Bibliography::asked(self.graph, evidence);
        let mut table = Table::new("matrix", &*self.title, &self.head()).with_evidence(&list);
        let (totals, all) = (self.column_totals(), self.total());
        let shown = |count: usize, row: usize, column: usize| match share {
            None => Cell::count(count),
            Some(of) => shown_share(ratio(count, of.whole(row, column, all))),
        };
        let line = |heading: Cell, counts: &[usize], sum: usize| {
            let cells = counts.iter().zip(&totals);
            let cells = cells.map(|(count, column)| shown(*count, sum, *column));
            let mut line: Vec<Cell> = std::iter::once(heading).chain(cells).collect();
            line.push(shown(sum, sum, all));
            line
        };
        for (row, counts) in self.counts.iter().enumerate() {
            let heading = &self.rows.headings[row];
            let heading = Cell::term(&*heading.id, &*heading.label);
            let cell = list
                .as_mut()
                .map(|list| self.evidence(list, |entry| entry.row == row));
            table.push(line(heading, counts, counts.iter().sum()), cell);
        }
        let cell = list.as_mut().map(|list| self.evidence(list, |_| false));
        table.push(line(Cell::term("total", "Total"), &totals, all), cell);
        table.notes = self.explained(share);
        table.finished(list)
    }

    /// Lists the cells that count something, row by row, each with its cases.
    pub fn cases(&self, share: Option<Share>, evidence: bool) -> Table {
        let mut list = Bibliography::asked(self.graph, evidence);
        let [rows, columns] = [&self.rows, &self.columns]
            .map(|axis| Column::new(axis.dimension.name(), axis.dimension.title()));
        let head = [
            rows,
            columns,
            Column::new("count", "Count"),
            Column::new("share", "Share"),
            Column::new("cases", "Cases"),
        ];
        let mut table = Table::new("matrix", &*self.title, &head).with_evidence(&list);
        let (row_totals, column_totals) = (self.row_totals(), self.column_totals());
        let cells = |a: &Entry<'_>, b: &Entry<'_>| (a.row, a.column) == (b.row, b.column);
        for entries in self.entries.chunk_by(cells) {
            let (row, column) = (entries[0].row, entries[0].column);
            let [down, across] = [&self.rows.headings[row], &self.columns.headings[column]]
                .map(|heading| Cell::term(&*heading.id, &*heading.label));
            let whole = |of: Share| of.whole(row_totals[row], column_totals[column], self.total());
            let part = share.map(|of| shown_share(ratio(entries.len(), whole(of))));
            let labels = entries.iter().map(|entry| self.things[entry.thing].label());
            let cell = list.as_mut().map(|list| {
                let claims = entries
                    .iter()
                    .flat_map(|entry| self.things[entry.thing].claims(entry.moment));
                list.cell(claims)
            });
            let line = vec![
                down,
                across,
                Cell::count(entries.len()),
                part.unwrap_or(Cell::Missing),
                Cell::texts(labels),
            ];
            table.push(line, cell);
        }
        table.notes = self.explained(share);
        table
            .notes
            .push("Cells that count nothing are not listed.".to_owned());
        table.finished(list)
    }

    fn head(&self) -> Vec<Column> {
        let rows = self.rows.dimension;
        let columns = self.columns.headings.iter();
        std::iter::once(Column::new(rows.name(), rows.title()))
            .chain(columns.map(|heading| Column::named(&*heading.id, &*heading.label)))
            .chain([Column::new("total", "Total")])
            .collect()
    }

    fn evidence(&self, list: &mut Bibliography<'_>, of: impl Fn(&Entry<'_>) -> bool) -> Cell {
        let entries = self.entries.iter().filter(|entry| of(entry));
        list.cell(entries.flat_map(|entry| self.things[entry.thing].claims(entry.moment)))
    }

    fn explained(&self, share: Option<Share>) -> Vec<String> {
        let mut notes = self.notes.clone();
        notes.extend(share.map(|of| {
            format!(
                "{}; the sum of all cells is {}. A share of nothing is left empty.",
                of.words(),
                self.total()
            )
        }));
        notes
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

fn shown_share(share: Option<f64>) -> Cell {
    share.map_or(Cell::term("", "–"), Cell::share)
}
