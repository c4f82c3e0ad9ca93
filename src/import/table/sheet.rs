//! Sheets of workbooks: Excel and OpenDocument.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{
    Data, DataRef, Dimensions, Error, ExcelDateTime, Ods, Reader as _, SheetType, SheetVisible,
    Sheets, Xlsx, open_workbook_auto_from_rs,
};

use super::row::Row;
use crate::import::error::ImportError;

/// The largest number of columns of a row; Excel has no more.
const MAX_COLUMNS: u32 = 16_384;

/// A workbook that is open.
pub(super) struct Workbook<'n> {
    name: &'n str,
    sheets: Sheets<Cursor<Vec<u8>>>,
}

/// The cells of a sheet, by row and column.
type Cells = BTreeMap<u32, BTreeMap<u32, String>>;

/// A sheet with what was noticed while it was read.
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
    /// How many cells have an error of a formula, and so no value.
    pub(super) errors: u64,
    /// How many cells were filled from the first cell of a merged block.
    pub(super) filled: u64,
}

impl<'n> Workbook<'n> {
    /// Opens a workbook in the format of its extension. A format that is not that of the file is recognized too.
    pub(super) fn open(name: &'n str, bytes: Vec<u8>) -> Result<Self, ImportError> {
        let extension = name.rsplit('.').next().unwrap_or_default();
        let bytes = Cursor::new(bytes);
        let opened = match extension.to_lowercase().as_str() {
            "xlsx" | "xlsm" => Xlsx::new(bytes.clone())
                .map(Sheets::Xlsx)
                .map_err(Error::Xlsx),
            "ods" => Ods::new(bytes.clone()).map(Sheets::Ods).map_err(Error::Ods),
            _ => open_workbook_auto_from_rs(bytes.clone()),
        };
        let sheets = opened.or_else(|error| open_workbook_auto_from_rs(bytes).map_err(|_| error));
        let sheets = sheets.map_err(|error| ImportError::unreadable(name, error))?;
        Ok(Self { name, sheets })
    }

    /// Returns the names of the sheets with cells, the visible ones first.
    pub(super) fn sheet_names(&self) -> Vec<String> {
        let sheets = self.sheets.sheets_metadata().iter();
        let mut sheets: Vec<_> = sheets
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .collect();
        sheets.sort_by_key(|sheet| sheet.visible != SheetVisible::Visible);
        sheets.iter().map(|sheet| sheet.name.clone()).collect()
    }

    /// Reads a sheet. A block of cells that are merged down has its value in each of its rows.
    pub(super) fn read(&mut self, sheet: &str) -> Result<Sheet, ImportError> {
        let (mut cells, errors) = self.cells(sheet)?;
        let mut filled = 0;
        for block in self.merged(sheet) {
            filled += fill(&mut cells, block);
        }
        Ok(Sheet {
            name: sheet.to_owned(),
            rows: rows(cells),
            errors,
            filled,
        })
    }

    fn cells(&mut self, sheet: &str) -> Result<(Cells, u64), ImportError> {
        let name = self.name;
        let mut cells = Cells::new();
        let mut errors = 0;
        let mut add = |row: u32, column: u32, value: &Data| {
            errors += u64::from(matches!(value, Data::Error(_)));
            let text = text_of(value);
            if !text.is_empty() && column < MAX_COLUMNS {
                cells.entry(row).or_default().insert(column, text);
            }
        };
        // Cells one by one, because a range with two cells far from one another would fill the memory.
        match &mut self.sheets {
            Sheets::Xlsx(workbook) => {
                let failed = |error| ImportError::unreadable(name, error);
                let mut reader = workbook.worksheet_cells_reader(sheet).map_err(failed)?;
                while let Some(cell) = reader.next_cell().map_err(failed)? {
                    let (row, column) = cell.get_position();
                    add(row, column, &Data::from(cell.get_value().clone()));
                }
            }
            Sheets::Xlsb(workbook) => {
                let failed = |error| ImportError::unreadable(name, error);
                let mut reader = workbook.worksheet_cells_reader(sheet).map_err(failed)?;
                while let Some(cell) = reader.next_cell().map_err(failed)? {
                    let (row, column) = cell.get_position();
                    let value: DataRef<'_> = cell.get_value().clone();
                    add(row, column, &Data::from(value));
                }
            }
            other => {
                let range = other
                    .worksheet_range(sheet)
                    .map_err(|error| ImportError::unreadable(name, error))?;
                let (first_row, first_column) = range.start().unwrap_or_default();
                for (row, column, value) in range.used_cells() {
                    let row = first_row.saturating_add(row as u32);
                    let column = first_column.saturating_add(column as u32);
                    add(row, column, value);
                }
            }
        }
        Ok((cells, errors))
    }

    /// Returns the blocks of merged cells; none for the formats that do not record them.
    fn merged(&mut self, sheet: &str) -> Vec<Dimensions> {
        match &mut self.sheets {
            Sheets::Xlsx(workbook) => workbook.merge_cells_by_sheet_name(sheet).ok(),
            Sheets::Xls(workbook) => workbook.merge_cells_by_sheet_name(sheet).ok(),
            Sheets::Xlsb(_) | Sheets::Ods(_) => None,
        }
        .unwrap_or_default()
    }
}

/// Fills the first column of a merged block downwards, and returns the number of cells that were filled.
fn fill(cells: &mut Cells, block: Dimensions) -> u64 {
    let (first, column) = block.start;
    let value = cells.get(&first).and_then(|row| row.get(&column)).cloned();
    let Some(value) = value.filter(|_| block.end.0 > first) else {
        return 0;
    };
    let mut filled = 0;
    for (_, row) in cells.range_mut(first + 1..=block.end.0) {
        row.entry(column).or_insert_with(|| {
            filled += 1;
            value.clone()
        });
    }
    filled
}

fn rows(cells: Cells) -> Vec<Row> {
    let rows = cells.into_iter().map(|(number, filled)| {
        let width = filled.keys().last().map_or(0, |last| *last as usize + 1);
        let mut cells = vec![String::new(); width];
        for (column, text) in filled {
            cells[column as usize] = text;
        }
        Row {
            number: u64::from(number) + 1,
            raw: raw(&cells),
            cells,
            ..Row::default()
        }
    });
    rows.collect()
}

/// Returns cells as a line of CSV.
pub(in crate::import) fn raw(cells: &[String]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}

/// Returns the value of a cell as a text: numbers without needless digits, days in ISO 8601.
fn text_of(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) => text.clone(),
        Data::Bool(flag) => flag.to_string(),
        Data::DateTime(date) => day_of(date),
        Data::DateTimeIso(text) => match text.split_once('T') {
            Some((day, "00:00:00")) => day.to_owned(),
            _ => text.clone(),
        },
        Data::DurationIso(text) => text.clone(),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

/// Returns a serial number of Excel as a date, in the system of its workbook, which begins in 1900 or 1904.
fn day_of(date: &ExcelDateTime) -> String {
    if date.is_duration() {
        return date.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let day = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        day
    } else {
        format!("{day}T{hour:02}:{minute:02}:{second:02}")
    }
}
