//! Datasets from their relational tables: a folder of CSV files, a data package, or a database.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use interorg::dataset::read_file_up_to;
use interorg::export::{RestoreError, StoredTables, restore};
use interorg::model::Dataset;
use interorg::phrase::visible;

use super::Args;
use super::args::{AccountArgs, TableArgs};
use crate::cli::data::is_stdin;
use crate::cli::error::{CliError, note, print_text};
use crate::cli::progress::during;

/// The first bytes of a database of SQLite.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// Where relational tables are.
pub(super) enum Stored {
    /// CSV files in a folder.
    Folder(PathBuf),
    /// A database.
    Database(PathBuf),
}

impl Stored {
    /// Finds relational tables among the files; `None` if there are none.
    ///
    /// # Errors
    /// Fails if there are other files too.
    pub(super) fn among(files: &[PathBuf]) -> Result<Option<Self>, CliError> {
        let found = files.iter().find_map(|path| Self::at(path));
        if found.is_some() && files.len() > 1 {
            let message = "relational tables are imported without other files".to_owned();
            let hint = "Import each by itself, and give all datasets with --data.".to_owned();
            return Err(CliError::Usage(message, Some(hint)));
        }
        Ok(found)
    }

    fn at(path: &Path) -> Option<Self> {
        if path.is_dir() {
            let folders = [path.to_owned(), path.join("data")];
            let is_of_tables = |folder: &PathBuf| {
                let files = ["about.csv", "dataset_record.csv"];
                files.iter().any(|file| folder.join(file).is_file())
            };
            return folders.into_iter().find(is_of_tables).map(Self::Folder);
        }
        let is_database = !is_stdin(path) && path.is_file() && starts_as_database(path);
        is_database.then(|| Self::Database(path.to_owned()))
    }

    /// Reads the dataset, and prints how many rows follow from how many records.
    pub(super) fn read(&self, args: &Args) -> Result<Dataset, CliError> {
        args.refuse_options_of_rows()?;
        let stored = during("reading the files", || self.tables(args.limit.bytes()))?;
        let dataset = during("comparing the tables", || restore(&stored))?;
        let (tables, rows) = (stored.names().count(), stored.row_count());
        print_text(&format!(
            "{rows} rows of {tables} tables: all follow from the records\n"
        ));
        if let Self::Folder(folder) = self {
            note_unread(folder, &stored);
        }
        Ok(dataset)
    }

    /// Returns the files that may be read, which are never overwritten.
    pub(super) fn inputs(&self) -> Vec<PathBuf> {
        match self {
            Self::Folder(folder) => csv_files(folder),
            Self::Database(path) => vec![path.clone()],
        }
    }

    fn tables(&self, limit: u64) -> Result<StoredTables, CliError> {
        match self {
            Self::Folder(folder) => Ok(StoredTables::from_csv(|name| {
                let path = folder.join(format!("{name}.csv"));
                if !path.is_file() {
                    return Ok(None);
                }
                let read = read_file_up_to(limit, &path);
                Ok(Some(read.map_err(io::Error::other)?.bytes))
            })?),
            Self::Database(path) => database(path, limit),
        }
    }
}

impl Args {
    /// Refuses options that say what rows of other tables mean.
    fn refuse_options_of_rows(&self) -> Result<(), CliError> {
        let is_given = self.map.is_some()
            || self.sniff
            || self.table != TableArgs::default()
            || self.accounts != AccountArgs::default();
        if !is_given {
            return Ok(());
        }
        let message = "options that describe a table, or account for its rows, do not apply to relational tables";
        let hint = "Leave out all options but -o, --write and --max-size.";
        Err(CliError::Usage(message.to_owned(), Some(hint.to_owned())))
    }
}

#[cfg(feature = "sqlite")]
fn database(path: &Path, limit: u64) -> Result<StoredTables, CliError> {
    if fs::metadata(path)?.len() > limit {
        let path = path.to_owned();
        return Err(interorg::dataset::LoadError::TooLarge { path, limit }.into());
    }
    Ok(StoredTables::from_sqlite(path)?)
}

#[cfg(not(feature = "sqlite"))]
fn database(_: &Path, _: u64) -> Result<StoredTables, CliError> {
    let format = interorg::export::Format::Sqlite;
    Err(interorg::export::ExportError::NotBuilt { format }.into())
}

fn starts_as_database(path: &Path) -> bool {
    let mut start = [0; SQLITE.len()];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && start == SQLITE
}

/// Returns the CSV files in a folder, in the order of their names.
fn csv_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let files = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let is_csv = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "csv");
    let mut files: Vec<PathBuf> = files.filter(is_csv).collect();
    files.sort();
    files
}

/// Prints the CSV files that are not tables of the dataset.
fn note_unread(folder: &Path, stored: &StoredTables) {
    for path in csv_files(folder) {
        let name = path.file_stem().unwrap_or_default();
        if stored.names().all(|table| name != table) {
            let path = path.display();
            note(&format!(
                "`{path}` is not a table of the dataset, and is not read"
            ));
        }
    }
}

impl From<RestoreError> for CliError {
    fn from(error: RestoreError) -> Self {
        if let RestoreError::Differs { described, count } = &error {
            for difference in described {
                print_text(&format!("{}\n", visible(&difference.to_string())));
            }
            if *count > described.len() {
                print_text(&format!("and {} more\n", count - described.len()));
            }
        }
        let hint = error.hint();
        match error {
            RestoreError::Load(error) => Self::Load(error),
            error => Self::Usage(error.to_string(), hint),
        }
    }
}
