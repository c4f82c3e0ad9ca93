//! Datasets from the files of others: tables, spreadsheets, graph files and bibliographies.
//!
//! A [`Mapping`] says what the columns of a table mean. Rows are read once, one after another, and each is accounted for:
//! it is used, merged with another, empty, left out for a reason, or rejected. What contradicts itself follows a rule of
//! the mapping or is rejected; nothing is decided silently. The result is written as YAML that passes
//! [`check`](crate::dataset::check).
//!
//! ```
//! use interorg::import::{self, Fate, ImportFile, Mapping, Sinks};
//!
//! let table = "Country,Mission,From\nNorway,UNIFIL,1978\nNorway,,1979\n";
//! let file = ImportFile::new("missions.csv", table.as_bytes());
//! let mapping = "tables: [{shape: two-mode, organization: Country, operation: Mission, start: From}]";
//! let mapping = Mapping::parse("map.yaml", mapping)?;
//! let mut imported = import::import(vec![file], &mapping, None, Sinks::default())?;
//! let rows = imported.accounts().files[0].tally("rows").expect("a table has rows");
//! assert_eq!((rows.count(Fate::Used), rows.count(Fate::Rejected), rows.sum()), (1, 1, 2));
//! let mut yaml = Vec::new();
//! imported.write("interorg import missions.csv", &mut yaml).expect("memory has space");
//! assert!(String::from_utf8_lossy(&yaml).contains("organization: norway"));
//! # Ok::<(), import::ImportError>(())
//! ```

mod accounts;
mod collection;
mod date;
mod encoding;
mod error;
mod format;
mod imported;
mod mapping;
mod recorder;
mod rules;
mod shape;
mod source;
mod table;
mod write;

use std::io::{Cursor, Read};

pub use self::accounts::{Accounts, Change, Fate, FileAccounts, Tally};
pub use self::encoding::Encoding;
pub use self::error::ImportError;
pub use self::format::FileFormat;
pub use self::imported::Imported;
pub use self::mapping::{Mapping, ShortForm};
pub use self::recorder::Sinks;
pub use self::rules::{
    DateOrder, EndBeforeStart, ImpossibleDate, Mirror, OutsideLifetime, Repeated,
};
pub use self::shape::Shape;
pub use self::table::HeaderRow;

use self::collection::{Collection, Term};
use self::mapping::TableRecord;
use self::recorder::Recorder;
use self::shape::{Plan, read_rows};
use self::source::InputFile;
use self::table::{Facts, ReadOptions, Table, parse_separator};

/// A file that is imported.
pub struct ImportFile {
    /// The name, by which its format is recognized.
    pub name: String,
    source: Box<dyn Read>,
}

impl ImportFile {
    /// Creates a file from what is read of it.
    pub fn new(name: impl Into<String>, source: impl Read + 'static) -> Self {
        Self {
            name: name.into(),
            source: Box::new(source),
        }
    }
}

/// Reads a table of names and the names that take their place; `None` if it is not a table of two columns.
///
/// ```
/// let synonyms = interorg::import::read_synonyms(b"UK,United Kingdom\n").expect("it has two columns");
/// assert_eq!(synonyms, [("UK".to_owned(), "United Kingdom".to_owned())]);
/// ```
pub fn read_synonyms(bytes: &[u8]) -> Option<Vec<(String, String)>> {
    let text = encoding::Decoder::default().decode(bytes).into_owned();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let records = reader.records().map(|record| {
        let record = record.ok().filter(|record| record.len() == 2)?;
        Some((record[0].trim().to_owned(), record[1].trim().to_owned()))
    });
    records.collect()
}

/// Imports files. `cite` is the id of the source that every record cites, if it is not the file itself.
///
/// Tables of organizations are read before the others, so that lifetimes are known. The dataset is not written yet.
///
/// # Errors
/// Returns an error if a file cannot be read at all, or a column of the mapping does not exist. A row that cannot be used
/// is not an error; it is rejected and counted.
pub fn import(
    files: Vec<ImportFile>,
    mapping: &Mapping,
    cite: Option<&str>,
    sinks: Sinks<'_>,
) -> Result<Imported, ImportError> {
    let mut recorder = Recorder::new(sinks)?;
    let mut collection = Collection::default();
    declare_roles(mapping, &mut collection);
    let mut inputs = Vec::new();
    let mut files: Vec<(TableRecord, ImportFile)> = files
        .into_iter()
        .map(|file| (mapping.table(&file.name), file))
        .collect();
    files.sort_by_key(|(table, _)| table.shape != Some(Shape::Nodes));
    for (table, file) in files {
        inputs.push(read_file(&table, file, &mut collection, &mut recorder)?);
    }
    Imported::new(collection, recorder.finish()?, mapping, inputs, cite)
}

fn declare_roles(mapping: &Mapping, collection: &mut Collection) {
    for role in mapping.record.tables.iter().flat_map(|table| &table.roles) {
        let label = role.label.clone().unwrap_or_else(|| role.id.clone());
        let definition = role.definition.clone();
        collection.roles.declare(Term {
            id: role.id.clone(),
            definition: definition.unwrap_or_else(|| format!("{label}.")),
            label,
            adverse: role.adverse,
            absent: false,
        });
    }
}

fn read_file(
    record: &TableRecord,
    mut file: ImportFile,
    collection: &mut Collection,
    recorder: &mut Recorder<'_>,
) -> Result<InputFile, ImportError> {
    let name = file.name.clone();
    let Some(shape) = record.shape else {
        return Err(ImportError::MissingShape { name });
    };
    let options = read_options(record)?;
    let wanted = record.named_columns();
    let mut start = Vec::new();
    let read = file.source.by_ref().take(4).read_to_end(&mut start);
    read.map_err(|error| ImportError::io(&name, error))?;
    let format = FileFormat::of(&name, &start);
    let mut source = Cursor::new(start).chain(file.source);
    let table = match format {
        FileFormat::Text => Table::of_text(&name, Box::new(source), &options, &wanted)?,
        FileFormat::Workbook => {
            let mut bytes = Vec::new();
            let read = source.read_to_end(&mut bytes);
            read.map_err(|error| ImportError::io(&name, error))?;
            Table::of_workbook(&name, bytes, &options, &wanted)?
        }
    };
    let plan = Plan::new(shape, record, &table)?;
    let header = table.header.as_ref().map(|row| row.raw.clone());
    recorder.begin(&name, &header.unwrap_or_default());
    let facts = read_rows(table, &plan, collection, recorder)?;
    note_facts(&facts, recorder);
    Ok(InputFile {
        name,
        sheet: facts.sheet,
        sha256: facts.sha256,
    })
}

fn note_facts(facts: &Facts, recorder: &mut Recorder<'_>) {
    let notes = &mut recorder.file().notes;
    for (encoding, count) in &facts.encodings {
        let values = accounts::plural(*count, "value");
        notes.push(format!("{values} read as {encoding}, because not UTF-8"));
    }
    notes.extend(facts.notes.iter().cloned());
    if let Some(sheet) = &facts.sheet {
        let file = recorder.file();
        file.name = format!("{}, sheet `{sheet}`", file.name);
    }
}

/// Returns how a table is read.
fn read_options(record: &TableRecord) -> Result<ReadOptions, ImportError> {
    let wrong = |key, text: &str, expected: &str| ImportError::WrongValue {
        key,
        text: text.to_owned(),
        expected: expected.to_owned(),
    };
    let separator = match record.separator.as_deref() {
        None | Some("auto") => None,
        Some(name) => Some(parse_separator(name).ok_or_else(|| {
            let expected = "`comma`, `semicolon`, `tab`, `bar` or one character";
            wrong("separator", name, expected)
        })?),
    };
    let header = match record.header.as_deref() {
        None | Some("auto") => None,
        Some("none") => Some(HeaderRow::None),
        Some(number) => {
            let row = number.parse().ok().filter(|row| *row > 0);
            let row =
                row.ok_or_else(|| wrong("header", number, "the number of a row, or `none`"))?;
            Some(HeaderRow::At(row))
        }
    };
    Ok(ReadOptions {
        separator,
        encoding: record.encoding,
        sheet: record.sheet.clone(),
        header,
    })
}
