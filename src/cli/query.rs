//! `interorg query`

use std::io::Read as _;
use std::path::Path;
use std::time::Duration;

use interorg::analysis::Scope;
use interorg::analysis::tables::Projection;
use interorg::export::{self, Format, MissingStyle};
use interorg::sql::{Database, Limits};

use super::answer::{Context, Output, OutputArgs};
use super::data::{DataArgs, is_stdin};
use super::error::CliError;
use super::given::Given;
use super::progress::during;
use super::{Outcome, print};

/// Answer a question in SQL about the tables of a dataset
///
/// The tables are those of `interorg export tables`, in memory: `interorg sql --schema sqlite` prints them.
/// The statement is a SELECT in the SQL of SQLite. Days are texts such as 2005-12-31, and literals such as
/// DATE '2005-12-31' are read as such texts, so that everything that `interorg sql` prints runs here too. A
/// missing value is NULL, and the reason is in the column whose name ends in `_missing`.
///
/// A statement can only read the tables. Its time, memory and rows are limited. On standard input, it has at most 1 MiB.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg query \"SELECT abbreviation, first_day FROM organization ORDER BY first_day\"
  interorg query \"SELECT a, b, phase FROM partnership_phase WHERE first_day <= DATE '1995-01-01'\"
  interorg sql links --at 2005 | interorg query - --format csv")]
pub(super) struct Args {
    /// The statement; - reads it from standard input
    #[arg(value_name = "SQL")]
    statement: String,
    /// The maximum number of rows of the answer
    #[arg(long, value_name = "N", default_value_t = Limits::default().max_rows)]
    max_rows: usize,
    /// The maximum time that the statement may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::default().timeout.as_secs())]
    timeout: u64,
    /// The maximum memory of the tables and of the statement, in MiB
    #[arg(long, value_name = "MIB", default_value_t = 2048, value_parser = clap::value_parser!(u64).range(1..))]
    max_memory: u64,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    data: DataArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let output = args.output.output(&args.data.data)?;
    refuse_codes(&output)?;
    refuse_language(&args.data)?;
    let statement = statement(&args)?;
    let graph = args.data.graph()?;
    Database::limit_memory(args.max_memory.saturating_mul(1 << 20))?;
    let database = during("building the tables", || {
        Database::new(&Projection::new(graph))
    })?;
    let mut limits = Limits::default();
    limits.max_rows = args.max_rows;
    limits.timeout = Duration::from_secs(args.timeout);
    let rows = database.select(&statement, limits)?;
    let context = Context::of_graph(given, graph, Scope::Dataset);
    let context = context.with_argument("sql", &statement);
    let table = rows.table("Answer");
    if output.format == Format::Json {
        let mut bytes = Vec::new();
        export::write_rows_json(&table, &context.provenance(&output)?, &mut bytes)?;
        output.write_answer(&bytes, &context)?;
        return Ok(print::finish(table.rows.is_empty(), &context));
    }
    print::table(table, &context, &output)
}

fn statement(args: &Args) -> Result<String, CliError> {
    if !is_stdin(Path::new(&args.statement)) {
        return Ok(args.statement.clone());
    }
    if args.data.data.iter().any(|path| is_stdin(path)) {
        let message = "standard input cannot be both the statement and the dataset";
        return Err(CliError::Usage(message.to_owned(), None));
    }
    /// The maximum length of a statement.
    const MAX_BYTES: u64 = 1 << 20;
    let refused = |message: &str| Err(CliError::Usage(message.to_owned(), None));
    let mut bytes = Vec::new();
    let mut input = std::io::stdin().take(MAX_BYTES + 1);
    if let Err(error) = input.read_to_end(&mut bytes) {
        return refused(&format!("cannot read standard input: {error}"));
    }
    if bytes.len() as u64 > MAX_BYTES {
        return refused("the statement on standard input is longer than 1 MiB");
    }
    String::from_utf8(bytes).or_else(|_| refused("the statement on standard input is not UTF-8"))
}

/// Refuses styles of missing values that need a reason, which NULL does not have.
fn refuse_codes(output: &Output) -> Result<(), CliError> {
    match output.csv.missing {
        Some(MissingStyle::Codes | MissingStyle::Words) => Err(CliError::Usage(
            "NULL has no code: the reason is in the column whose name ends in `_missing`"
                .to_owned(),
            Some("Select that column, or give --missing empty or na.".to_owned()),
        )),
        _ => Ok(()),
    }
}

fn refuse_language(data: &DataArgs) -> Result<(), CliError> {
    if data.names_language() {
        return Err(CliError::Usage(
            "--lang does not apply to the tables".to_owned(),
            Some("The tables have labels and names in every language.".to_owned()),
        ));
    }
    Ok(())
}
