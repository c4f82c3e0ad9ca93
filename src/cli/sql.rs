//! `interorg sql`

use clap::Subcommand;
use interorg::analysis::matrix::unit_of;
use interorg::analysis::tables::Projection;
use interorg::graph::OrganizationRef;
use interorg::query::{Query, QueryError, organization_named};
use interorg::sql::{self, Dialect, Question};

use super::Outcome;
use super::choice::choice;
use super::data::DataArgs;
use super::error::CliError;
use super::filter::{FilterArgs, resolve};
use super::matrix::CountedArgs;
use super::output::to_stdout;

/// Print a question about the relational tables as SQL, or the definitions of the tables
///
/// A question is one statement. Its text is the same for SQLite, DuckDB, PostgreSQL and Apache Spark, with the
/// tables of `interorg export tables`, and `interorg query` runs it too. It asks what the subcommand of its name
/// asks, with the same filters. A row is a fact: lists are several rows. Names in filters are resolved on the
/// dataset, so that the statement has ids only.
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
    /// The ties on the shortest chains between two organizations; no row if these have more than four steps
    Path(PathArgs),
    /// The operations that match
    Operations(QuestionArgs),
}

#[derive(clap::Args)]
struct QuestionArgs {
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
    fn query(&self) -> Result<Query<'static>, CliError> {
        let filter = self.filter.filter(&self.data)?;
        resolve(&filter, self.filter.graph(&self.data)?)
    }
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let text = match (&args.question, args.schema) {
        (Some(asked), _) => statement(asked)?,
        (None, schema) => {
            let graph = args.data.graph()?;
            let projection = Projection::new(graph);
            sql::schema(&projection.tables(), schema.unwrap_or(Dialect::Sqlite))
        }
    };
    to_stdout(text.as_bytes())?;
    Ok(Outcome::Done)
}

fn statement(asked: &Asked) -> Result<String, CliError> {
    let (question, query) = match asked {
        Asked::Links(args) => (Question::Links, args.query()?),
        Asked::Motives(args) => (Question::Motives, args.query()?),
        Asked::Milestones(args) => (Question::Milestones, args.query()?),
        Asked::DyadYears(args) => (Question::DyadYears, args.query()?),
        Asked::Matrix(args) => args.question()?,
        Asked::Path(args) => {
            let query = args.question.query()?;
            let [from, to] = [&args.from, &args.to]
                .map(|name| organization_named(query.graph(), name).map(OrganizationRef::key));
            let ends = [from?, to?];
            if ends[0] == ends[1] {
                return Err(QueryError::NotAPair.into());
            }
            (Question::Path(ends), query)
        }
        Asked::Operations(args) => (Question::Operations, args.query()?),
        Asked::Partners(args) => {
            let query = args.question.query()?;
            let organization = organization_named(query.graph(), &args.organization)?;
            (Question::Partners(organization.key()), query)
        }
    };
    Ok(question.statement(&query)?)
}
