//! `interorg sql`

use std::collections::BTreeSet;

use clap::Subcommand;
use interorg::analysis::matrix::unit_of;
use interorg::analysis::tables::{Projection, TABLE_NAMES};
use interorg::graph::{OrganizationRef, TimeFilter};
use interorg::query::{Query, QueryError, WeightBy, organization_named};
use interorg::sql::{self, Dialect, Question, Scope};

use super::Outcome;
use super::choice::choice;
use super::data::DataArgs;
use super::engine::{self, qualified_name};
use super::error::CliError;
use super::filter::{FilterArgs, refuse_idle_weight, resolve};
use super::matrix::CountedArgs;
use super::output::to_stdout;

/// Print a question about the relational tables as SQL, or the definitions of the tables
///
/// A question is one statement. Its text is the same for SQLite, DuckDB, PostgreSQL and Apache Spark, with the
/// tables of `interorg export tables`, and `interorg query` runs it too. It asks what the subcommand of its name
/// asks, with the same filters. A row is a fact: lists are several rows. Names in filters are resolved on the
/// dataset, so that the statement has ids only. With --engine, only what is named is read from the engine,
/// so that a statement about all records can be printed for a dataset of any size.
#[derive(clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    disable_help_subcommand = true
)]
#[command(after_help = "\
Examples:
  interorg sql partners EU --at 2005
  interorg sql links --motive materialist --during 2000..2010 | interorg query -
  interorg sql dyad-years --coding formal | interorg query - -o dyad-years.csv
  interorg sql dyad-years --create-table panel | psql my-database
  interorg sql --schema postgres | psql my-database")]
pub(super) struct Args {
    #[command(subcommand)]
    question: Option<Asked>,
    /// Print the definitions of the tables for an engine
    #[arg(long, value_name = "DIALECT", required = true,
        value_parser = choice(Dialect::ALL.iter().copied(), Dialect::name, Dialect::description))]
    schema: Option<Dialect>,
    #[command(flatten)]
    data: DataArgs,
}

/// A question that can be printed.
#[derive(Subcommand)]
enum Asked {
    /// The partnerships that match
    Links(QuestionArgs),
    /// The partners of an organization
    Partners(PartnersArgs),
    /// The motives that match
    Motives(QuestionArgs),
    /// The milestones of the partnerships that match
    Milestones(QuestionArgs),
    /// Dyad-years: phases, shared operations and milestones, a row per dyad and year
    DyadYears(QuestionArgs),
    /// The cells of a matrix of motives, participations or shared operations
    Matrix(MatrixArgs),
    /// The ties on the shortest chains between two organizations
    Path(PathArgs),
    /// The operations that match
    Operations(QuestionArgs),
}

#[derive(clap::Args)]
struct QuestionArgs {
    /// Keep the rows in the engine, in a new table of this name
    ///
    /// A table has no order: sort by the first columns.
    #[arg(long, value_name = "TABLE", value_parser = table_name)]
    create_table: Option<String>,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(clap::Args)]
struct PartnersArgs {
    /// The organization: id, abbreviation, name or alias
    #[arg(value_name = "ORG")]
    organization: String,
    #[command(flatten)]
    question: QuestionArgs,
}

#[derive(clap::Args)]
struct PathArgs {
    /// The organization at one end
    #[arg(value_name = "A")]
    from: String,
    /// The organization at the other end
    #[arg(value_name = "B")]
    to: String,
    /// Find chains of at most this many steps; there is no row if the shortest ones are longer
    ///
    /// The statement has a part per step, because recursion is not the same in all engines.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(1..=12))]
    max_steps: u8,
    #[command(flatten)]
    question: QuestionArgs,
}

#[derive(clap::Args)]
struct MatrixArgs {
    #[command(flatten)]
    counted: CountedArgs,
    #[command(flatten)]
    question: QuestionArgs,
}

impl MatrixArgs {
    fn question(&self) -> Result<(Question, Query<'static>), CliError> {
        let [rows, columns] = self.counted.dimensions()?;
        let query = self.question.query()?;
        let unit = unit_of(&query, rows, columns, self.counted.count)?;
        let question = Question::Matrix {
            unit,
            rows,
            columns,
        };
        Ok((question, query))
    }
}

impl QuestionArgs {
    /// States that only these organizations and the names of the filter must be resolved, unless it was stated before: an engine then
    /// gives no other records.
    fn is_about(&self, organizations: &[&String]) {
        let organizations: Vec<String> = organizations.iter().copied().cloned().collect();
        self.data.is_about(Scope {
            only_names: true,
            ..self.filter.scope(&organizations)
        });
    }

    fn query(&self) -> Result<Query<'static>, CliError> {
        self.is_about(&[]);
        let filter = self.filter.filter(&self.data)?;
        let read = self.filter.read_graph(&self.data)?;
        let ties = self.filter.ties(read);
        if ties == read.ties() {
            return resolve(&filter, read);
        }
        // The statement finds the ties of shared operations by itself.
        let graph = read.with_at_most_ties(ties, 0, Some(&BTreeSet::new()));
        let graph = graph.expect("it has none of these ties");
        resolve(&filter, Box::leak(Box::new(graph)))
    }
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let text = match (&args.question, args.schema) {
        (Some(asked), _) => statement(asked)?,
        (None, schema) => {
            assert_record_is_that_of_tables(&args.data)?;
            let graph = args.data.graph()?;
            let projection = Projection::new(graph);
            sql::schema(&projection.tables(), schema.unwrap_or(Dialect::Sqlite))
        }
    };
    to_stdout(text.as_bytes())?;
    Ok(Outcome::Done)
}

/// Returns the statement of a question, with the table that keeps its rows if there is one.
fn statement(asked: &Asked) -> Result<String, CliError> {
    let (Asked::Links(args)
    | Asked::Motives(args)
    | Asked::Milestones(args)
    | Asked::DyadYears(args)
    | Asked::Operations(args)
    | Asked::Partners(PartnersArgs { question: args, .. })
    | Asked::Matrix(MatrixArgs { question: args, .. })
    | Asked::Path(PathArgs { question: args, .. })) = asked;
    assert_record_is_that_of_tables(&args.data)?;
    // It states what is read of an engine, before the filter reads anything.
    let statement = question(asked)?;
    let filter = args.filter.filter(&args.data)?;
    let weighs = match asked {
        Asked::Links(_) | Asked::Partners(_) => true,
        // Cells are weighed by an amount, which is refused for another reason.
        Asked::Matrix(_) => filter.weight.as_deref() != Some(WeightBy::SHARED_OPERATIONS),
        _ => false,
    };
    if !weighs {
        refuse_idle_weight(&filter, "this question")?;
    }
    Ok(match &args.create_table {
        Some(table) => format!("CREATE TABLE {table} AS\n{statement}"),
        None => statement,
    })
}

/// Reads the name of a table that is none of the relational tables.
fn table_name(text: &str) -> Result<String, String> {
    // Engines read names in any case.
    let name = text.to_ascii_lowercase();
    if TABLE_NAMES.contains(&&*name) {
        return Err("it is a table of the dataset".to_owned());
    }
    if name.split('.').any(sql::is_reserved) {
        return Err("it is a word of SQL".to_owned());
    }
    qualified_name(text)
}

/// Fails if the years of a statement are those of the record, and not all of the record was read.
fn assert_years_are_known(query: &Query<'_>) -> Result<(), CliError> {
    let first = match query.time() {
        TimeFilter::Always => None,
        TimeFilter::At(day) | TimeFilter::During(day, _) => day.bounded(),
    };
    if !engine::is_part() || first.is_some() {
        return Ok(());
    }
    Err(CliError::Usage(
        "the first year of the record is not known, because only a part of the dataset is read from the engine".to_owned(),
        Some("Say which years: `--during 1945..`.".to_owned()),
    ))
}

/// Fails if the record of a day is requested, which the tables do not have beside the one that they were made of, or a language, of
/// which they have all.
fn assert_record_is_that_of_tables(data: &DataArgs) -> Result<(), CliError> {
    if data.names_language() {
        return Err(CliError::Usage(
            "--lang does not apply to the tables".to_owned(),
            Some("The table `label` has labels and names in every language.".to_owned()),
        ));
    }
    if !data.reads_record_of_day() {
        return Ok(());
    }
    Err(CliError::Usage(
        "a statement and a schema are of the record that the tables were made of, without --as-recorded".to_owned(),
        Some(
            "Make tables of the record of a day: `interorg export sqlite --as-recorded DATE`, `interorg export tables --as-recorded DATE`."
                .to_owned(),
        ),
    ))
}

fn question(asked: &Asked) -> Result<String, CliError> {
    let (question, query) = match asked {
        Asked::Links(args) => (Question::Links, args.query()?),
        Asked::Motives(args) => (Question::Motives, args.query()?),
        Asked::Milestones(args) => (Question::Milestones, args.query()?),
        Asked::DyadYears(args) => {
            let query = args.query()?;
            assert_years_are_known(&query)?;
            (Question::DyadYears, query)
        }
        Asked::Matrix(args) => args.question()?,
        Asked::Path(args) => {
            let question = &args.question;
            question.is_about(&[&args.from, &args.to]);
            let query = question.filter.recorded_query(&question.data)?;
            let [from, to] = [&args.from, &args.to]
                .map(|name| organization_named(query.graph(), name).map(OrganizationRef::key));
            let ends = [from?, to?];
            if ends[0] == ends[1] {
                return Err(QueryError::NotAPair.into());
            }
            let max_steps = usize::from(args.max_steps);
            (Question::Path { ends, max_steps }, query)
        }
        Asked::Operations(args) => (Question::Operations, args.query()?),
        Asked::Partners(args) => {
            args.question.is_about(&[&args.organization]);
            let query = args.question.query()?;
            let organization = organization_named(query.graph(), &args.organization)?;
            (Question::Partners(organization.key()), query)
        }
    };
    Ok(question.statement(&query)?)
}
