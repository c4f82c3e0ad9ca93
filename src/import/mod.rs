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
mod bibliography;
mod collection;
mod date;
mod encoding;
mod error;
mod files;
mod format;
mod graph_file;
mod imported;
mod input;
mod mapping;
mod names;
mod number;
mod recorder;
mod rules;
mod shape;
mod sniff;
mod source;
mod table;
mod wikidata;
mod write;

pub use self::accounts::{Accounts, Change, Fate, FileAccounts, Tally};
pub use self::encoding::Encoding;
pub use self::error::ImportError;
pub use self::format::FileFormat;
pub use self::imported::Imported;
pub use self::input::ImportFile;
pub use self::mapping::{Mapping, ShortForm, explain_mapping};
pub use self::recorder::Sinks;
pub use self::rules::{
    DateOrder, DecimalMark, EndBeforeStart, ImpossibleDate, Mirror, NotANumber, OutsideLifetime,
    Repeated, RepeatedAmount,
};
pub use self::shape::Shape;
pub use self::sniff::sniff;
pub use self::table::HeaderRow;

use self::bibliography::Sources;
use self::collection::{Collection, Term};
use self::files::read_file;
use self::mapping::TableRecord;
use self::recorder::Recorder;

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
    let mut sources = Sources::default();
    declare_roles(mapping, &mut collection);
    declare_phases(mapping, &mut collection);
    let mut inputs = Vec::new();
    let mut files: Vec<(TableRecord, ImportFile)> = files
        .into_iter()
        .map(|file| (mapping.table(&file.name), file))
        .collect();
    files.sort_by_key(|(table, _)| table.shape != Some(Shape::Nodes));
    for (table, file) in files {
        let found = (&mut collection, &mut sources);
        let read = read_file(mapping, &table, file, found, &mut recorder);
        inputs.push(read?);
    }
    Imported::new(
        (collection, sources),
        recorder.finish()?,
        mapping,
        inputs,
        cite,
    )
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
            is_no_tie: role.ties == Some(false),
            ..Term::default()
        });
    }
}

/// Declares the phases of a mapping in their order.
fn declare_phases(mapping: &Mapping, collection: &mut Collection) {
    for phase in mapping.record.tables.iter().flat_map(|table| &table.phases) {
        let label = phase.label.clone().unwrap_or_else(|| phase.id.clone());
        let definition = phase.definition.clone();
        collection.phases.declare(Term {
            id: phase.id.clone(),
            definition: definition.unwrap_or_else(|| format!("{label}.")),
            label,
            absent: phase.absent,
            ..Term::default()
        });
    }
}
