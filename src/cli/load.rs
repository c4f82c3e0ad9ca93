//! `interorg load`

use std::path::PathBuf;

use interorg::analysis::tables::{Ordinals, Projection};
use interorg::dataset::{self, RecordLine, record_lines};
use interorg::graph::Graph;
use interorg::model::Dataset;
use interorg::sql::{self, Dialect, Loaded, ReplaceError};

use super::Outcome;
use super::choice::choice;
use super::data::{LimitArgs, inputs, load};
use super::engine::{ConnectionArgs, Process, failed};
use super::error::{CliError, note};
use super::progress::during;

/// Load a dataset into the tables of an engine
///
/// The tables are created and filled by statements on the standard input of the command. The table `about` is filled
/// last: while it is empty, the other subcommands refuse the tables as incomplete. Tables that are there already are
/// an error of the engine. The last statement is a question: what the command prints shows whether the tables are those
/// of the dataset. If it prints nothing, it is only known that the statements were sent.
///
/// With --part, the tables are those of a dataset that no machine has as a whole. It is written as several datasets
/// (parts), which are loaded one after another. Each must be valid by itself: all have the same description (with
/// `as-of`) and the same vocabularies, and each repeats the organizations, operations and sources that its records
/// mention. A record that is there already is not added again; if it is there with other content, it is named, and
/// nothing is added. All of a partnership is in one part. Parts can be loaded in any order: the records of a
/// part with a higher number follow those of one with a lower number, and organizations are in the order of their ids.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg load --dialect postgres --engine 'psql -X -q -v ON_ERROR_STOP=1 my-database'
  interorg load --dialect duckdb --engine 'duckdb data.duckdb' --data my-dataset/
  interorg partners EU --at 2005 --engine 'psql -X --csv my-database'
  interorg load --replace --data changed.yaml --dialect duckdb --engine 'duckdb -csv data.duckdb'
  interorg load --part 1 --data africa.yaml --dialect duckdb --engine 'duckdb -csv data.duckdb'
  interorg load --part 2 --data europe.yaml --dialect duckdb --engine 'duckdb -csv data.duckdb'")]
pub(super) struct Args {
    /// The SQL of the engine
    #[arg(long, value_name = "DIALECT", required = true,
        value_parser = choice(Dialect::ALL.iter().copied(), Dialect::name, Dialect::description))]
    dialect: Dialect,
    #[command(flatten)]
    connection: ConnectionArgs,
    /// Load this file or directory instead of the shipped dataset
    #[arg(long, value_name = "PATH")]
    data: Vec<PathBuf>,
    /// Add the organizations, operations, sources and partnerships of the files to tables that are there already, in the place of those with
    /// the same ids or members
    ///
    /// The files need not be a dataset by themselves: they may mention what is in the tables. The rows of all records that mention
    /// a replaced one are written again too. These are read first, so the command must write CSV or rows with tabs.
    #[arg(long, requires = "data", conflicts_with = "part")]
    replace: bool,
    /// The maximum number of records that change or are needed for that
    #[arg(
        long,
        value_name = "N",
        requires = "replace",
        default_value_t = 200_000
    )]
    max_records: u64,
    /// Load the dataset as the part with this number, into tables that may have other parts
    ///
    /// The records that are there are read first, so the command must write CSV or rows with tabs.
    #[arg(long, value_name = "N", value_parser = part_number())]
    part: Option<u32>,
    #[command(flatten)]
    limit: LimitArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let Some(process) = args.connection.process()? else {
        let hint = "Give a command that runs SQL, such as --engine 'psql -X -q my-database'.";
        return Err(CliError::Usage(
            "no engine is given".to_owned(),
            Some(hint.to_owned()),
        ));
    };
    args.check_dialect()?;
    let loaded = match args.part {
        Some(part) => add_part(&args, part, process)?,
        None if args.replace => replace(&args, process)?,
        None => load_whole(&args, &process)?,
    };
    match loaded {
        Loaded::Yes => note("the tables are loaded; `interorg check --engine` checks them"),
        Loaded::No => {
            return Err(written_nothing("its tables are not those of the dataset"));
        }
        Loaded::Unknown => {
            note("the statements were sent; `interorg check --engine` checks the tables");
        }
    }
    Ok(Outcome::Done)
}

impl Args {
    /// Refuses options that do not apply to the dialect.
    fn check_dialect(&self) -> Result<(), CliError> {
        if self.connection.schema().is_some() && self.dialect == Dialect::Sqlite {
            let message = "--engine-schema does not apply to SQLite, whose tables are in no schema"
                .to_owned();
            return Err(CliError::Usage(message, None));
        }
        if self.replace && self.dialect == Dialect::Spark {
            let message = "--replace does not apply to Spark, whose tables have no transactions";
            let hint = "Load the whole dataset into new tables.";
            return Err(CliError::Usage(message.to_owned(), Some(hint.to_owned())));
        }
        if self.part.is_some() && self.dialect == Dialect::Spark {
            let message =
                "--part does not apply to Spark, whose tables have no keys and no transactions";
            let hint = "Write each part with `interorg export tables --part N`, and read the files of each table together.";
            return Err(CliError::Usage(message.to_owned(), Some(hint.to_owned())));
        }
        Ok(())
    }

    fn dataset(&self) -> Result<Dataset, CliError> {
        if self.data.is_empty() {
            Ok(dataset::builtin())
        } else {
            load(inputs(&self.data, &self.limit)?)
        }
    }
}

fn load_whole(args: &Args, process: &Process) -> Result<Loaded, CliError> {
    let graph = Graph::new(args.dataset()?);
    let projection = Projection::new(&graph);
    assert_storable(&projection, args.dialect)?;
    let fingerprint = projection.fingerprint().unwrap_or_default();
    let printed = during("loading the tables", || {
        process.execute(|mut input| {
            let projection = Projection::new(&graph);
            let schema = args.connection.schema();
            sql::load(&projection.tables(), args.dialect, schema, &mut input)?;
            sql::write_question_after_load(&mut input)
        })
    })?;
    Ok(sql::loaded(&printed, &fingerprint))
}

/// Refuses texts that the engine does not have.
fn assert_storable(projection: &Projection<'_>, dialect: Dialect) -> Result<(), CliError> {
    if dialect != Dialect::Postgres {
        return Ok(());
    }
    let Some(table) = sql::table_not_for_postgres(&projection.tables()) else {
        return Ok(());
    };
    let message = format!(
        "a text of the table `{table}` has the character U+0000, which PostgreSQL does not store"
    );
    Err(CliError::Usage(message, None))
}

/// Adds a part to tables that may have others. First its records are written beside those that are there, and compared.
fn add_part(args: &Args, part: u32, mut process: Process) -> Result<Loaded, CliError> {
    let graph = Graph::new(part_of(args.dataset()?)?);
    let (dialect, schema) = (args.dialect, args.connection.schema());
    let tables = || Projection::new(&graph).with_ordinals(Ordinals::of_part(part));
    assert_storable(&tables(), dialect)?;
    during("comparing the records", || {
        process.execute(|mut input| {
            let projection = tables();
            sql::stage_part(&projection.tables(), dialect, schema, &mut input)
        })
    })?;
    let checked = during("comparing the records", || sql::check_part(&mut process));
    if let Err(error) = checked {
        process.execute(|mut input| sql::drop_staged(dialect, schema, &mut input))?;
        return Err(CliError::Usage(
            error.to_string(),
            error.hint().map(str::to_owned),
        ));
    }
    during("loading the tables", || {
        process.execute(|mut input| {
            let projection = tables();
            sql::add_part(&projection.tables(), dialect, schema, &mut input)
        })
    })?;
    check_written(&mut process, record_lines(graph.dataset()).last())
}

/// Replaces records, and writes the rows again of all that mention them.
fn replace(args: &Args, mut process: Process) -> Result<Loaded, CliError> {
    let inputs = inputs(&args.data, &args.limit)?;
    let replacement = during("asking the engine", || {
        sql::read_replacement(&mut process, &inputs, args.max_records)
    });
    let replacement = replacement.map_err(|error| match error {
        ReplaceError::Load(error) => CliError::Load(error),
        error => CliError::Usage(error.to_string(), error.hint().map(str::to_owned)),
    })?;
    let graph = Graph::new(replacement.dataset.clone());
    let (dialect, schema) = (args.dialect, args.connection.schema());
    assert_storable(&Projection::new(&graph), dialect)?;
    during("loading the tables", || {
        process.execute(|mut input| {
            let projection = Projection::new(&graph).with_ordinals(replacement.ordinals.clone());
            let tables = projection.tables();
            sql::replace_records(&replacement, &tables, dialect, schema, &mut input)
        })
    })?;
    check_written(&mut process, replacement.change())
}

/// Fails if a record is not in the tables: a command may go on after an error, and end without one.
fn check_written<'d>(
    process: &mut Process,
    records: impl IntoIterator<Item = RecordLine<'d>>,
) -> Result<Loaded, CliError> {
    for record in records {
        if !sql::has_record(process, &record).map_err(|error| failed(&error))? {
            let id = &record.id;
            let problem = format!("the record of `{id}` is not in its tables");
            return Err(written_nothing(&problem));
        }
    }
    Ok(Loaded::Yes)
}

/// Returns the error of a command that ended without one.
fn written_nothing(problem: &str) -> CliError {
    let message = format!("the engine ended without an error, and {problem}");
    let hint = "Let its command stop at the first error, such as with `psql -v ON_ERROR_STOP=1`.";
    CliError::Usage(message, Some(hint.to_owned()))
}

/// Returns the parser of the number of a part.
pub(super) fn part_number() -> clap::builder::RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(1..=i64::from(Ordinals::MAX_PART))
}

/// Returns a dataset as a part of another one: with its organizations in the order of their ids.
///
/// # Errors
/// Fails if it does not state the day up to which evidence was read, which would differ from that of other parts.
pub(super) fn part_of(dataset: Dataset) -> Result<Dataset, CliError> {
    if dataset.about().as_of.is_none() {
        let message =
            "the dataset has no `as-of`, so that its parts would be read as of different days";
        let hint =
            "Write it in the description of every part, such as `dataset: {as-of: 2025-06-30}`.";
        return Err(CliError::Usage(message.to_owned(), Some(hint.to_owned())));
    }
    Ok(during("reading the dataset", || {
        dataset::in_order_of_ids(dataset)
    })?)
}
