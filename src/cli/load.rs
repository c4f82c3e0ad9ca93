//! `interorg load`

use interorg::analysis::tables::Projection;
use interorg::graph::Graph;
use interorg::sql::{self, Dialect};

use super::Outcome;
use super::choice::choice;
use super::data::{LimitArgs, inputs, load};
use super::engine::ConnectionArgs;
use super::error::{CliError, note};
use super::progress::during;
use interorg::dataset;
use std::path::PathBuf;

/// Load a dataset into the tables of an engine
///
/// The tables are created and filled by statements on the standard input of the command. The table `about` is filled
/// last: while it is empty, the other subcommands refuse the tables as incomplete. Tables that are there already are
/// an error of the engine.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg load --dialect postgres --engine 'psql -X -q -v ON_ERROR_STOP=1 my-database'
  interorg load --dialect duckdb --engine 'duckdb data.duckdb' --data my-dataset/
  interorg partners EU --at 2005 --engine 'psql -X --csv my-database'")]
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
    let schema = args.connection.schema();
    if schema.is_some() && args.dialect == Dialect::Sqlite {
        let message = "--engine-schema does not apply to SQLite, whose tables are in no schema";
        return Err(CliError::Usage(message.to_owned(), None));
    }
    let dataset = if args.data.is_empty() {
        dataset::builtin()
    } else {
        load(inputs(&args.data, &args.limit)?)?
    };
    let graph = Graph::new(dataset);
    during("loading the tables", || {
        process.execute(|input| {
            let mut input = input;
            let projection = Projection::new(&graph);
            sql::load(&projection.tables(), args.dialect, schema, &mut input)
        })
    })?;
    note("the tables are loaded; `interorg check --engine` checks them");
    Ok(Outcome::Done)
}
