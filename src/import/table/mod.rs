//! Tables: texts with separators, and sheets of workbooks.

mod archive;
mod delimited;
mod header;
#[cfg(feature = "parquet")]
mod parquet;
mod row;
mod separator;
mod sheet;
mod watched;

use std::collections::VecDeque;
use std::io::Read;

use self::delimited::Delimited;
pub use self::header::HeaderRow;
use self::header::SEARCHED_ROWS;
pub(super) use self::row::{Facts, Row};
pub(super) use self::separator::{SEPARATORS, parse as parse_separator};
use self::sheet::Workbook;
pub(super) use self::sheet::raw;
pub(super) use self::watched::sha256;
use super::encoding::Encoding;
use super::error::ImportError;
use super::input::too_large;
use super::number::NumberReader;
use crate::phrase::{comparable, nearest};

/// How a table is read.
#[derive(Debug, Clone)]
pub(super) struct ReadOptions {
    pub(super) separator: Option<u8>,
    pub(super) encoding: Option<Encoding>,
    pub(super) sheet: Option<String>,
    pub(super) header: Option<HeaderRow>,
    /// The largest number of bytes that a workbook is unpacked to.
    pub(super) limit: u64,
}

/// A table below its header.
pub(super) struct Table {
    name: String,
    /// What its rows are called in the accounts.
    pub(super) unit: &'static str,
    /// The names of the columns. No name occurs twice.
    pub(super) columns: Vec<String>,
    /// The row with these names.
    pub(super) header: Option<Row>,
    /// The rows above the header.
    pub(super) above: Vec<Row>,
    /// The rows that were read in search of the header.
    pending: VecDeque<Row>,
    reader: Reader,
}

enum Reader {
    Text(Box<Delimited>),
    Rows(std::vec::IntoIter<Row>, Box<Facts>),
    #[cfg(feature = "parquet")]
    Columnar(RowStream, Box<Facts>),
}

/// Rows that are read one after another.
#[cfg(feature = "parquet")]
type RowStream = Box<dyn Iterator<Item = Result<Row, ImportError>>>;

impl Table {
    /// Opens a text as a table. The header has the wanted columns, if there are any.
    pub(super) fn of_text(
        name: &str,
        source: Box<dyn Read>,
        options: &ReadOptions,
        wanted: &[String],
    ) -> Result<Self, ImportError> {
        let text = Delimited::open(name, source, options.separator, options.encoding)?;
        Self::with_header(name, Reader::Text(Box::new(text)), options, wanted)
    }

    /// Opens a sheet of a workbook: the requested one, or else the first with the wanted columns, or else, without
    /// wanted columns, the largest.
    pub(super) fn of_workbook(
        name: &str,
        bytes: Vec<u8>,
        options: &ReadOptions,
        wanted: &[String],
    ) -> Result<Self, ImportError> {
        if archive::is_larger_than(options.limit, &bytes) {
            return Err(ImportError::unreadable(name, too_large(options.limit)));
        }
        let sha256 = sha256(&bytes);
        let mut workbook = Workbook::open(name, bytes)?;
        let known = workbook.sheet_names();
        let chosen = match &options.sheet {
            Some(sheet) => vec![chosen_sheet(sheet, &known)?],
            None => known.clone(),
        };
        let mut best = None;
        for sheet in &chosen {
            let sheet = workbook.read(sheet)?;
            if sheet.rows.is_empty() {
                continue;
            }
            let searched = &sheet.rows[..sheet.rows.len().min(SEARCHED_ROWS)];
            let has_wanted = !wanted.is_empty()
                && searched
                    .iter()
                    .any(|row| wanted.iter().all(|name| has_cell(row, name)));
            // Without wanted columns, the largest sheet is the table, and the others are remarks.
            let is_larger = best.as_ref().is_none_or(|best: &sheet::Sheet| {
                wanted.is_empty() && sheet.rows.len() > best.rows.len()
            });
            if is_larger || has_wanted {
                best = Some(sheet);
            }
            if has_wanted {
                break;
            }
        }
        let Some(sheet) = best else {
            let name = name.to_owned();
            return Err(ImportError::NoRows { name });
        };
        let facts = Facts {
            sha256,
            notes: sheet_notes(&sheet, &known),
            sheet: Some(sheet.name),
            ..Facts::default()
        };
        let reader = Reader::Rows(sheet.rows.into_iter(), Box::new(facts));
        Self::with_header(name, reader, options, wanted)
    }

    /// Creates a table of rows that are in memory, with the names of its columns.
    pub(super) fn of_rows(
        name: &str,
        unit: &'static str,
        columns: Vec<String>,
        rows: Vec<Row>,
        facts: Facts,
    ) -> Self {
        let header = Row {
            raw: raw(&columns),
            ..Row::default()
        };
        Self {
            name: name.to_owned(),
            unit,
            columns,
            header: Some(header),
            above: Vec::new(),
            pending: VecDeque::new(),
            reader: Reader::Rows(rows.into_iter(), Box::new(facts)),
        }
    }

    /// Opens a file of Parquet as a table.
    #[cfg(feature = "parquet")]
    pub(super) fn of_parquet(name: &str, bytes: Vec<u8>) -> Result<Self, ImportError> {
        let sha256 = sha256(&bytes);
        let columnar = parquet::open(bytes);
        let columnar = columnar.map_err(|error| ImportError::unreadable(name, error))?;
        let nested = columnar.nested.iter();
        let nested = nested
            .map(|column| format!("`{column}` has records or lists, which are read as texts"));
        let facts = Facts {
            sha256,
            notes: nested.collect(),
            ..Facts::default()
        };
        let owned = name.to_owned();
        let rows = columnar
            .rows
            .map(move |row| row.map_err(|detail| ImportError::unreadable(&owned, detail)));
        let mut table = Self::of_rows(name, "rows", columnar.columns, Vec::new(), Facts::default());
        table.reader = Reader::Columnar(Box::new(rows), Box::new(facts));
        Ok(table)
    }

    /// Refuses a file of Parquet.
    #[cfg(not(feature = "parquet"))]
    pub(super) fn of_parquet(name: &str, _: Vec<u8>) -> Result<Self, ImportError> {
        let detail = "this program was built without the feature `parquet`";
        Err(ImportError::unreadable(name, detail))
    }

    fn with_header(
        name: &str,
        mut reader: Reader,
        options: &ReadOptions,
        wanted: &[String],
    ) -> Result<Self, ImportError> {
        let mut first = Vec::new();
        let searched = match options.header {
            Some(HeaderRow::At(number)) => usize::try_from(number).unwrap_or(usize::MAX),
            _ => 0,
        };
        while first.len() < searched.clamp(SEARCHED_ROWS, 10_000)
            && let Some(row) = reader.next_row()?
        {
            first.push(row);
        }
        let index = match options.header {
            Some(HeaderRow::None) => None,
            Some(HeaderRow::At(number)) => first.iter().position(|row| row.number == number),
            None => header::find(&first, wanted),
        };
        let width = first.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let columns = header::names(index.map(|index| &first[index]), width);
        let mut pending = VecDeque::from(first);
        let above = pending.drain(..index.unwrap_or(0)).collect();
        let header = index.and_then(|_| pending.pop_front());
        if pending.is_empty() {
            let name = name.to_owned();
            return Err(ImportError::NoRows { name });
        }
        Ok(Self {
            name: name.to_owned(),
            unit: "rows",
            columns,
            header,
            above,
            pending,
            reader,
        })
    }

    /// Returns the index of a column by its name, or by its number.
    pub(super) fn column(&self, wanted: &str) -> Result<usize, ImportError> {
        let exact = self.columns.iter().position(|name| name == wanted);
        let form = comparable(wanted);
        let similar = || {
            self.columns
                .iter()
                .position(|name| comparable(name) == form)
        };
        let numbered = || {
            let number = wanted.parse::<usize>().ok()?.checked_sub(1)?;
            (number < self.columns.len()).then_some(number)
        };
        exact.or_else(similar).or_else(numbered).ok_or_else(|| {
            const LISTED: usize = 12;
            let known = self.columns.iter().map(String::as_str);
            ImportError::UnknownColumn {
                name: self.name.clone(),
                column: wanted.to_owned(),
                candidates: nearest(wanted, known),
                known: self.columns.iter().take(LISTED).cloned().collect(),
            }
        })
    }

    /// Returns `true` if a column of a table in memory has numbers alone, and at least one.
    pub(super) fn has_numbers_alone(&self, column: &str) -> bool {
        let (Ok(column), Reader::Rows(rows, _)) = (self.column(column), &self.reader) else {
            return false;
        };
        let reader = NumberReader::default();
        let cells = rows
            .as_slice()
            .iter()
            .filter_map(|row| row.cells.get(column));
        let mut cells = cells.filter(|cell| !cell.trim().is_empty()).peekable();
        cells.peek().is_some() && cells.all(|cell| reader.number(cell).is_some())
    }

    /// Reads the next row.
    pub(super) fn next_row(&mut self) -> Result<Option<Row>, ImportError> {
        match self.pending.pop_front() {
            Some(row) => Ok(Some(row)),
            None => self.reader.next_row(),
        }
    }

    /// Reads the rest, and returns what is known of the table.
    pub(super) fn finish(self) -> Result<Facts, ImportError> {
        match self.reader {
            Reader::Text(text) => text.finish(),
            Reader::Rows(_, facts) => Ok(*facts),
            #[cfg(feature = "parquet")]
            Reader::Columnar(_, facts) => Ok(*facts),
        }
    }
}

impl Reader {
    fn next_row(&mut self) -> Result<Option<Row>, ImportError> {
        match self {
            Self::Text(text) => text.next_row(),
            Self::Rows(rows, _) => Ok(rows.next()),
            #[cfg(feature = "parquet")]
            Self::Columnar(rows, _) => rows.next().transpose(),
        }
    }
}

fn has_cell(row: &Row, name: &str) -> bool {
    let form = comparable(name);
    row.cells.iter().any(|cell| comparable(cell) == form)
}

/// Returns the name of the sheet with a name or number.
fn chosen_sheet(sheet: &str, known: &[String]) -> Result<String, ImportError> {
    let named = known.iter().find(|name| *name == sheet);
    let numbered = || {
        let number = sheet.parse::<usize>().ok()?.checked_sub(1)?;
        known.get(number)
    };
    let found = named.or_else(numbered).cloned();
    found.ok_or_else(|| ImportError::UnknownSheet {
        sheet: sheet.to_owned(),
        known: known.to_vec(),
    })
}

fn sheet_notes(sheet: &sheet::Sheet, known: &[String]) -> Vec<String> {
    let mut notes = Vec::new();
    let others: Vec<String> = known
        .iter()
        .filter(|name| **name != sheet.name)
        .map(|name| format!("`{name}`"))
        .collect();
    if !others.is_empty() {
        notes.push(format!(
            "the sheet `{}` is read, and not {}",
            sheet.name,
            others.join(", ")
        ));
    }
    if sheet.errors > 0 {
        notes.push(format!(
            "{} cells have an error of a formula, and are read as empty",
            sheet.errors
        ));
    }
    if sheet.filled > 0 {
        notes.push(format!(
            "{} cells have the value of the merged cell above them",
            sheet.filled
        ));
    }
    notes
}
