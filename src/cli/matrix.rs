//! `interorg matrix`

use interorg::analysis::matrix::{Dimension, Matrix, ShareOf, Unit};
use interorg::export::{self, Format};
use interorg::{analysis, view};

use super::answer::AnswerArgs;
use super::choice::choice;
use super::error::{CliError, note};
use super::filter::note_confidence;
use super::output::to_stdout;
use super::progress::during;
use super::{Outcome, print};

/// Count by two dimensions: motives by dyad, partnerships by phase and year, and so on
///
/// ROWS and COLUMNS are two of dyad, organization, motive, motive-family, phase, condition, operation,
/// role, lesson-group, country, year and decade. They determine what is counted: the first of partnerships,
/// motives, operations, participations, shared-operations and lessons that has both; --count chooses
/// another. The filters apply to what is counted: --motive to the motives, --role to the participations,
/// --country to the operations. A case without a value in a dimension counts under a heading of its own.
/// Notes below the table (with CSV, on standard error) explain what a cell counts and what is left out.
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
    /// The unit that is counted
    #[arg(long, value_name = "UNIT", value_parser = choice(Unit::ALL, Unit::name, |_| ""))]
    count: Option<Unit>,
    /// Show shares of the total of the row, of the column, or of all cells
    #[arg(long, value_name = "OF", value_parser = choice(ShareOf::ALL, ShareOf::name, |_| ""))]
    share: Option<ShareOf>,
    /// List the cells, each with the cases that it counts
    #[arg(long)]
    cases: bool,
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let (rows, columns): (Dimension, Dimension) = (args.rows.parse()?, args.columns.parse()?);
    let query = args.answer.query()?;
    note_confidence(&query, || query.select());
    let matrix = during("counting", || {
        analysis::matrix(&query, rows, columns, args.count)
    })?;
    let (format, evidence) = (args.answer.format(), args.answer.evidence());
    // CSV has no place for notes, and an empty answer has no table to put them below.
    if matrix.total() == 0 || format == Format::Csv {
        print_notes(&matrix);
    }
    if matrix.total() == 0 {
        return print::nothing(format);
    }
    let share = args.share;
    match format {
        Format::Json => {
            let mut bytes = Vec::new();
            export::write_matrix_json(&matrix, share, args.cases, evidence, &mut bytes)?;
            to_stdout(&bytes)?;
            Ok(Outcome::Done)
        }
        _ if args.cases => print::table(&view::matrix_cells(&matrix, share, evidence), format),
        Format::Table => print::wide_table(&view::matrix(&matrix, share, evidence)),
        _ => print::table(&view::matrix(&matrix, share, evidence), format),
    }
}

/// Prints the notes of a matrix on standard error.
fn print_notes(matrix: &Matrix<'_>) {
    for text in &matrix.notes {
        note(text);
    }
}
