//! `interorg matrix`

use interorg::analysis::matrix::{Dimension, Matrix, ShareOf, Unit};
use interorg::export;
use interorg::query::Query;
use interorg::{analysis, view};

use super::data::DataArgs;
use super::error::CliError;
use super::filter::FilterArgs;
use super::output::{AnswerArgs, DataFormat};
use super::{Outcome, print};

/// Count by two dimensions: motives by dyad, partnerships by phase and year, and so on
///
/// ROWS and COLUMNS are two of dyad, organization, motive, motive-family, phase, condition, operation,
/// role, lesson-group, country, year and decade. What is counted follows from them: the first of
/// partnerships, motives, operations, participations, shared-operations and lessons that has both; --count
/// chooses another. The filters narrow what is counted too: --motive the motives, --role the participations,
/// --country the operations. What has no value in a dimension stands under a heading that says so, and notes
/// below the table (with CSV: on standard error) say what a cell counts and what is left out.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg matrix dyad motive
  interorg matrix phase year --coding activity --during 1990..2010
  interorg matrix organization role --format csv
  interorg matrix country decade --share column
  interorg matrix dyad decade --count shared-operations
  interorg matrix lesson-group dyad --cases --evidence")]
pub(super) struct Args {
    /// The dimension of the rows
    #[arg(value_name = "ROWS")]
    rows: String,
    /// The dimension of the columns
    #[arg(value_name = "COLUMNS")]
    columns: String,
    /// What is counted
    #[arg(long, value_name = "UNIT", value_enum)]
    count: Option<Count>,
    /// Show shares of the total of the row, of the column, or of all
    #[arg(long, value_name = "OF", value_enum)]
    share: Option<Of>,
    /// List the cells with the cases behind each
    #[arg(long)]
    cases: bool,
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    answer: AnswerArgs,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Count {
    Partnerships,
    Motives,
    Operations,
    Participations,
    SharedOperations,
    Lessons,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Of {
    Row,
    Column,
    All,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let (rows, columns): (Dimension, Dimension) = (args.rows.parse()?, args.columns.parse()?);
    let graph = args.data.graph()?;
    let query: Query<'_> = args.filter.filter()?.resolve(graph)?;
    let matrix = analysis::matrix(&query, rows, columns, args.count.map(Unit::from))?;
    if matrix.total() == 0 {
        tell_notes(&matrix);
        return print::nothing(args.answer.format);
    }
    let share = args.share.map(ShareOf::from);
    let AnswerArgs { format, evidence } = args.answer;
    match (format, args.cases) {
        (DataFormat::Json, cases) => {
            print::json_value(&export::matrix_json(&matrix, share, cases, evidence))
        }
        (DataFormat::Csv, true) => {
            tell_notes(&matrix);
            print::table(&view::matrix_cells(&matrix, share, evidence), format)
        }
        (DataFormat::Csv, false) => {
            tell_notes(&matrix);
            print::table(&view::matrix(&matrix, share, evidence), format)
        }
        (_, true) => print::table(&view::matrix_cells(&matrix, share, evidence), format),
        (DataFormat::Table, false) => print::wide_table(&view::matrix(&matrix, share, evidence)),
        (DataFormat::Markdown, false) => {
            print::table(&view::matrix(&matrix, share, evidence), format)
        }
    }
}

/// Tells the notes beside the output, where the format has no place for them.
fn tell_notes(matrix: &Matrix<'_>) {
    matrix
        .notes
        .iter()
        .for_each(|note| super::error::note(note));
}

impl From<Count> for Unit {
    fn from(count: Count) -> Self {
        match count {
            Count::Partnerships => Self::Partnerships,
            Count::Motives => Self::Motives,
            Count::Operations => Self::Operations,
            Count::Participations => Self::Participations,
            Count::SharedOperations => Self::SharedOperations,
            Count::Lessons => Self::Lessons,
        }
    }
}

impl From<Of> for ShareOf {
    fn from(of: Of) -> Self {
        match of {
            Of::Row => Self::Row,
            Of::Column => Self::Column,
            Of::All => Self::All,
        }
    }
}
