//! Rows become records, one after another, and are accounted for.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::cell::shown;
use super::pair::pair;
use super::participation::member;
use super::plan::{Layout, Plan};
use super::reader::RowReader;
use super::wide::{incidence, positions};
use super::years::years;
use crate::import::accounts::Outcome;
use crate::import::collection::Collection;
use crate::import::error::ImportError;
use crate::import::recorder::Recorder;
use crate::import::source::base_name;
use crate::import::table::{Facts, Row, Table};
use crate::phrase::comparable;

/// Reads all rows of a table, and returns what is known of it.
pub(in crate::import) fn read_rows(
    mut table: Table,
    plan: &Plan,
    collection: &mut Collection,
    recorder: &mut Recorder<'_>,
) -> Result<Facts, ImportError> {
    let mut unused = vec![0; table.columns.len()];
    let unit = table.unit;
    let above = std::mem::take(&mut table.above);
    for row in &above {
        let outcome = if row.is_blank() {
            Outcome::empty()
        } else {
            Outcome::not_carried("it is above the header")
        };
        recorder.row(unit, row.number, &row.raw, &outcome)?;
    }
    let name = base_name(&recorder.file().name).to_owned();
    let quantities = plan.beside.amounts.iter();
    let quantities = quantities
        .map(|(_, quantity)| collection.quantities.declare(quantity.clone()))
        .collect();
    collection.repeated_amount = collection
        .repeated_amount
        .or(plan.conflicts.repeated_amount);
    let mut reader = RowReader {
        plan,
        collection,
        quantities,
        unnamed: None,
        unknown_amounts: BTreeMap::new(),
        without_amount: BTreeMap::new(),
        unknown: 0,
        unknown_ties: 0,
        undated_arcs: 0,
        lost_beside: 0,
        lost_ends: 0,
        odd_dates: RefCell::default(),
        entries: Vec::new(),
        definition: name,
    };
    while let Some(row) = table.next_row()? {
        let outcome = read_row(&mut reader, &row);
        for (unit, value, outcome) in reader.entries.drain(..) {
            recorder.part(unit, row.number, &value, &outcome)?;
            recorder.count_reasons(&outcome);
        }
        recorder.row(unit, row.number, &row.raw, &outcome)?;
        for (column, count) in unused.iter_mut().enumerate() {
            let is_filled = row
                .cells
                .get(column)
                .is_some_and(|cell| !cell.trim().is_empty());
            *count += u64::from(is_filled && !plan.used.0[column]);
        }
    }
    let notes = reader.notes();
    recorder.file().notes.extend(notes);
    // Each table has its own.
    collection.differing = 0;
    account_columns(plan, &unused, recorder);
    table.finish()
}

/// Accounts for the columns that no key of the mapping names.
fn account_columns(plan: &Plan, unused: &[u64], recorder: &mut Recorder<'_>) {
    let columns = plan.columns.iter().zip(unused).enumerate();
    for (index, (column, count)) in columns {
        if !plan.used.0[index] && *count > 0 {
            let reason = plan.not_carried.get(&comparable(column));
            let reason = reason.map_or("no key of the mapping names it", String::as_str);
            let account = (column.clone(), *count, reason.to_owned());
            recorder.file().columns.push(account);
        }
    }
}

/// Reads a row, and returns what became of it.
fn read_row(reader: &mut RowReader<'_>, row: &Row) -> Outcome {
    if row.is_blank() {
        return Outcome::empty();
    }
    if let Some(fault) = &row.fault {
        return Outcome::rejected(fault.clone());
    }
    if let Some(reason) = aside(row) {
        return Outcome::not_carried(reason);
    }
    if let Some((column, cell)) = row
        .filled()
        .find(|(column, _)| *column >= reader.plan.columns.len())
    {
        let (width, column) = (reader.plan.columns.len(), column + 1);
        return Outcome::rejected(format!(
            "it has a value in column {column} (`{}`), and the header has {width} columns",
            shown(cell)
        ));
    }
    if !reader.plan.years.is_empty() {
        return years(reader, row).unwrap_or_else(|outcome| outcome);
    }
    let result = match &reader.plan.layout {
        Layout::Pair { from, to } => pair(reader, row, from, to),
        Layout::Member {
            organization,
            operation,
        } => member(reader, row, organization, operation),
        Layout::Positions {
            operation,
            organizations,
        } => positions(reader, row, operation, organizations),
        Layout::Incidence {
            row: key,
            row_is_operation,
            columns,
        } => incidence(reader, row, key, *row_is_operation, columns),
        Layout::Node {
            entity,
            is_operation,
        } => reader.node(row, entity, *is_operation),
    };
    result.unwrap_or_else(|outcome| outcome)
}

/// Returns why a row is not a row of the table: tags of HXL below the header, a total, or a note below the table.
fn aside(row: &Row) -> Option<&'static str> {
    const TOTALS: [&str; 8] = [
        "total",
        "totals",
        "grand total",
        "sum",
        "subtotal",
        "summe",
        "gesamt",
        "somme",
    ];
    const NOTES: [&str; 8] = [
        "note",
        "notes",
        "source",
        "sources",
        "quelle",
        "legend",
        "updated",
        "last updated",
    ];
    let mut filled = row.filled();
    let (_, first) = filled.next()?;
    let has_more = filled.next().is_some();
    if row.filled().all(|(_, cell)| cell.starts_with('#')) && has_more {
        return Some("it has the tags of the columns");
    }
    let word = first.trim_end_matches([':', '.']).to_lowercase();
    if TOTALS.contains(&word.as_str()) {
        return Some("it is a total");
    }
    if has_more {
        return None;
    }
    let start = first
        .split([':', ' '])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let is_note = NOTES.contains(&start.as_str())
        || first.starts_with(['*', '†', '‡', '¹', '²', '³', '©'])
        || first.starts_with("(") && first.ends_with(")");
    is_note.then_some("it is a note")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_and_notes_are_recognized() {
        let row = |cells: &[&str]| Row {
            cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
            ..Row::default()
        };
        for (cells, expected) in [
            (&["Total", "", "550"][..], Some("it is a total")),
            (&["Source: UN", "", ""], Some("it is a note")),
            (&["* estimate", "", ""], Some("it is a note")),
            (
                &["#org+impl", "#date+start"],
                Some("it has the tags of the columns"),
            ),
            (&["Norway", "", ""], None),
            (&["Notes and Records Society", "UNIFIL"], None),
        ] {
            assert_eq!(aside(&row(cells)), expected, "{cells:?}");
        }
    }
}
