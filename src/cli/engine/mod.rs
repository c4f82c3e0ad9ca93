//! The dataset of an answer from an engine: a command that reads SQL and writes rows.

mod command_line;
mod feed;
mod process;
mod rows;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::time::Duration;

use interorg::dataset;
use interorg::model::{Dataset, Day};
use interorg::sql::{
    DatasetSlice, PartnershipBatch, PartnershipBatches, RecordLimits, Scope, SliceError, slice,
};

use self::process::EngineError;
pub(super) use self::process::Process;
use super::error::CliError;
use super::progress::during;

/// The command of an engine.
#[derive(clap::Args)]
#[command(next_help_heading = "Engine")]
pub(super) struct ConnectionArgs {
    /// Use the relational tables in an engine, through this command
    ///
    /// The command gets a statement on standard input and writes its rows on standard output, as CSV or with tabs, such as
    /// `psql -X --csv`, `duckdb -csv data.duckdb` or `spark-sql -S`. It runs without a shell.
    #[arg(long, value_name = "COMMAND")]
    engine: Option<String>,
    /// The schema or database of the tables in the engine
    #[arg(long, value_name = "NAME", requires = "engine", value_parser = qualified_name)]
    engine_schema: Option<String>,
    /// The maximum time that a statement may take in the engine, in seconds
    #[arg(
        long,
        value_name = "SECONDS",
        requires = "engine",
        default_value_t = 600
    )]
    engine_timeout: u64,
}

/// How a dataset is read from an engine.
#[derive(clap::Args)]
#[command(next_help_heading = "Engine")]
pub(super) struct EngineArgs {
    #[command(flatten)]
    connection: ConnectionArgs,
    /// The maximum number of records that are read from the engine
    ///
    /// Only the records are read that the organizations of the query need, or all if it names none.
    #[arg(long, value_name = "N", requires = "engine", default_value_t = 200_000)]
    max_records: u64,
    /// Read a dataset of at most this many records as a whole
    #[arg(long, value_name = "N", requires = "engine", default_value_t = 20_000)]
    whole_up_to: u64,
}

impl ConnectionArgs {
    /// Returns the schema of the tables, if one is given.
    pub(super) fn schema(&self) -> Option<&str> {
        self.engine_schema.as_deref()
    }

    /// Returns the command of the engine; `None` if no engine is given.
    pub(super) fn process(&self) -> Result<Option<Process>, CliError> {
        let Some(command) = &self.engine else {
            return Ok(None);
        };
        Ok(Some(Process::new(
            command_line::words(command)?,
            self.engine_schema.clone(),
            Duration::from_secs(self.engine_timeout),
        )))
    }
}

/// The number of records that an answer about a partnership needs, roughly: its own, and those that it mentions.
const RECORDS_PER_PARTNERSHIP: u64 = 10;
/// The maximum number of partnerships that are read at once.
const MAX_BATCH: u64 = 5000;

/// Whether the rest of the dataset can change an answer from the records that were read.
static READ: AtomicU8 = AtomicU8::new(Read::Whole as u8);

/// What was read from an engine.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Read {
    /// All records.
    Whole,
    /// Those that the names of the question need.
    Part,
    /// The same, because all records are too many.
    OnlyPart,
}

/// Returns `true` if only a part of the dataset was read, and all of it is too much.
pub(super) fn is_only_part() -> bool {
    READ.load(Ordering::Relaxed) == Read::OnlyPart as u8
}

/// Returns `true` if the dataset that was read has not all records.
pub(super) fn is_part() -> bool {
    READ.load(Ordering::Relaxed) != Read::Whole as u8
}

/// Fails if an answer needs all records and only a part was read: the subcommand is then run again with all.
pub(super) fn need_whole() -> Result<(), CliError> {
    if READ.load(Ordering::Relaxed) == Read::Part as u8 {
        return Err(CliError::NeedsWholeDataset);
    }
    Ok(())
}

/// Returns `false` if a note was printed by the subcommand when it had read only a part, and it runs again with all.
pub(super) fn is_new_note(message: &str) -> bool {
    static OF_PART: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let Ok(mut notes) = OF_PART.lock() else {
        return true;
    };
    if READ.load(Ordering::Relaxed) == Read::Part as u8 {
        notes.insert(message.to_owned());
        return true;
    }
    !notes.contains(message)
}

/// Lets all records be read from now on, if they are not too many.
pub(super) fn ask_for_whole() {
    WANTS_WHOLE.store(true, Ordering::Relaxed);
}

static WANTS_WHOLE: AtomicBool = AtomicBool::new(false);

impl EngineArgs {
    /// Returns `true` if an engine is named.
    pub(super) fn is_given(&self) -> bool {
        self.connection.engine.is_some()
    }

    /// Reads the records that a question needs, with the last date of all; `None` if no engine is given.
    pub(super) fn read(&self, scope: &Scope) -> Result<Option<(Dataset, Option<Day>)>, CliError> {
        let Some(mut process) = self.connection.process()? else {
            return Ok(None);
        };
        let limits = RecordLimits {
            whole_up_to: self.whole_up_to,
            max_records: self.max_records,
        };
        let slice = during("asking the engine", || {
            self.slice(&mut process, scope, limits)
        });
        let slice = slice.map_err(|error| failed(&error))?;
        let dataset = during("reading the dataset", || dataset::parse(&slice.json))?;
        Ok(Some((dataset, slice.last_date)))
    }

    /// Returns the partnerships that a question may be about, some at a time; `None` if no engine is given, or if there are none.
    pub(super) fn batches(&self, scope: &Scope) -> Result<Option<Batches>, CliError> {
        let Some(mut process) = self.connection.process()? else {
            return Ok(None);
        };
        let size = (self.max_records / RECORDS_PER_PARTNERSHIP).clamp(1, MAX_BATCH);
        let batches = PartnershipBatches::new(&mut process, scope, size);
        let Some(batches) = batches.map_err(|error| failed(&error))? else {
            return Ok(None);
        };
        // Nobody has all records, so that there is no stamp.
        READ.store(Read::OnlyPart as u8, Ordering::Relaxed);
        Ok(Some(Batches { process, batches }))
    }

    fn slice(
        &self,
        process: &mut Process,
        scope: &Scope,
        limits: RecordLimits,
    ) -> Result<DatasetSlice, SliceError<EngineError>> {
        let wants_whole = WANTS_WHOLE.load(Ordering::Relaxed);
        if wants_whole {
            match slice(process, &Scope::default(), limits) {
                Err(SliceError::TooLarge { .. }) => {}
                read => return read.inspect(|_| READ.store(Read::Whole as u8, Ordering::Relaxed)),
            }
        }
        let part = slice(process, scope, limits)?;
        let read = match (part.is_whole, wants_whole) {
            (true, _) => Read::Whole,
            (false, false) => Read::Part,
            (false, true) => Read::OnlyPart,
        };
        READ.store(read as u8, Ordering::Relaxed);
        Ok(part)
    }
}

pub(super) fn failed(error: &SliceError<EngineError>) -> CliError {
    let hint = match error {
        SliceError::Engine(error) => error.hint(),
        error => error.hint(),
    };
    let hint = hint.map(str::to_owned);
    match error {
        SliceError::TooLarge { .. } => CliError::TooManyRecords(error.to_string(), hint),
        error => CliError::Usage(error.to_string(), hint),
    }
}

/// The partnerships in an engine, some at a time.
pub(super) struct Batches {
    process: Process,
    batches: PartnershipBatches,
}

impl Batches {
    /// Returns the next partnerships, and a dataset with all that an answer about them needs.
    pub(super) fn next(&mut self) -> Result<Option<(PartnershipBatch, Dataset)>, CliError> {
        let batch = during("asking the engine", || self.batches.next(&mut self.process));
        let Some(batch) = batch.map_err(|error| failed(&error))? else {
            return Ok(None);
        };
        let dataset = dataset::parse(&batch.json)?;
        Ok(Some((batch, dataset)))
    }
}

impl From<EngineError> for CliError {
    fn from(error: EngineError) -> Self {
        Self::Usage(error.to_string(), error.hint().map(str::to_owned))
    }
}

/// Reads the name of a schema or table, with those that it is in: `warehouse.public`.
pub(super) fn qualified_name(text: &str) -> Result<String, String> {
    let is_name = |name: &str| {
        let mut letters = name.chars();
        letters
            .next()
            .is_some_and(|letter| letter.is_ascii_alphabetic() || letter == '_')
            && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    };
    if text.split('.').all(is_name) {
        Ok(text.to_owned())
    } else {
        Err("expected a name of letters, digits and `_`, or several with dots between".to_owned())
    }
}
