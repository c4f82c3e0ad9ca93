//! `interorg matrix`

use std::slice;

use interorg::analysis::Scope;
use interorg::analysis::matrix::{CellSummary, Dimension, ShareOf, Unit};
use interorg::export::{self, Format};
use interorg::query::WeightBy;
use interorg::{analysis, view};

use super::answer::{AnswerArgs, Context};
use super::choice::choice;
use super::error::CliError;
use super::filter::{confidence, note_other_ties, refuse_idle_weight};
use super::given::Given;
use super::limits::{Reads, hints};
use super::progress::during;
use super::{Outcome, print};

/// Count by two dimensions: motives by dyad, partnerships by phase and year, and so on
///
/// ROWS and COLUMNS are two of dyad, organization, motive, motive-family, phase, condition, operation,
/// role, lesson-group, country, year and decade. They determine what is counted: the first of partnerships,
/// motives, operations, participations, shared-operations and lessons that has both; --count chooses
/// another. With --weight AMOUNT the cells show that amount of what is counted, such as troops, over its time
/// or that of the filter. Marks in cells: a greater-or-equal sign is a known part, `?` is unknown, `~` is a flow
/// divided among the days of its period; a range of counts has motives that may be held. The filters apply to what is counted: --motive to the motives, --role to the participations,
/// --country to the operations. A case without a value in a dimension counts under a heading of its own.
/// Notes below the table (with CSV, on standard error) explain what a cell counts and what is left out.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg matrix dyad motive
  interorg matrix phase year --coding activity --during 1990..2010
  interorg matrix organization role --format csv
  interorg matrix country decade --share column
  interorg matrix organization year --weight troops --data missions.yaml
  interorg matrix dyad decade --count shared-operations
  interorg matrix lesson-group dyad --cases --evidence")]
pub(super) struct Args {
    #[command(flatten)]
    counted: CountedArgs,
    /// Show shares of the total of the row, of the column, or of all cells
    #[arg(long, value_name = "OF", value_parser = choice(ShareOf::ALL, ShareOf::name, |_| ""))]
    share: Option<ShareOf>,
    /// With --weight AMOUNT: show the mean amount per case; if left out, the amount of all cases together
    #[arg(long, requires = "weight")]
    mean: bool,
    /// List the cells, each with the cases that it counts
    #[arg(long)]
    cases: bool,
    #[command(flatten)]
    answer: AnswerArgs,
}

/// What is counted, and by what.
#[derive(clap::Args)]
pub(super) struct CountedArgs {
    /// The dimension of the rows
    #[arg(value_name = "ROWS")]
    rows: String,
    /// The dimension of the columns
    #[arg(value_name = "COLUMNS")]
    columns: String,
    /// The unit that is counted
    #[arg(long, value_name = "UNIT", value_parser = choice(Unit::ALL, Unit::name, |_| ""))]
    pub(super) count: Option<Unit>,
}

impl CountedArgs {
    /// Returns the dimensions of the rows and of the columns.
    pub(super) fn dimensions(&self) -> Result<[Dimension; 2], CliError> {
        Ok([self.rows.parse()?, self.columns.parse()?])
    }
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let output = args.answer.output()?;
    let [rows, columns] = args.counted.dimensions()?;
    let query = args.answer.query()?;
    let mut matrix = during("counting", || {
        analysis::matrix(&query, rows, columns, args.counted.count)
    })?;
    if let Some(WeightBy::Amount(_)) = query.weight_by() {
        if args.share.is_some() {
            return Err(CliError::Usage(
                "amounts have no shares of a total".to_owned(),
                Some("Leave out --share or --weight.".to_owned()),
            ));
        }
        let summary = if args.mean {
            CellSummary::Mean
        } else {
            CellSummary::Total
        };
        matrix = matrix.with_amounts(&query, summary)?;
    } else if args.mean {
        return Err(CliError::Usage(
            "`--mean` needs an amount, which `shared-operations` is not".to_owned(),
            Some("Name an amount of the dataset with --weight, or leave out --mean.".to_owned()),
        ));
    } else {
        refuse_idle_weight(&args.answer.filter()?, "a matrix without amounts")?;
    }
    let mut context = Context::of_query(given, &query, Scope::Organizations)
        .with_argument("rows", rows.name())
        .with_argument("columns", columns.name());
    context.note(confidence(&query, || query.select()));
    let is_empty = matrix.total() == 0;
    let reads = match matrix.unit {
        Unit::Operations | Unit::Participations => Reads::Operations,
        _ => Reads::States,
    };
    context.note(hints(slice::from_ref(&query), reads, is_empty));
    note_other_ties(&query, is_empty, &mut matrix.notes, &output, &mut context);
    // CSV has no place for notes, and an empty answer has no table to put them below.
    if output.format == Format::Csv || (matrix.total() == 0 && output.format != Format::Json) {
        context.note(matrix.notes.clone());
    }
    let (share, evidence) = (args.share, args.answer.evidence());
    match output.format {
        Format::Json => {
            let mut bytes = Vec::new();
            matrix.notes.extend_from_slice(context.notes());
            let provenance = context.provenance(&output)?;
            export::write_matrix_json(&matrix, share, evidence, &provenance, &mut bytes)?;
            output.write_answer(&bytes, &context)?;
        }
        _ if matrix.total() == 0 && !output.is_for_programs() => {}
        _ if args.cases => {
            let cells = view::matrix_cells(&matrix, share, evidence);
            return print::table(cells, &context, &output);
        }
        Format::Table => {
            print::wide_table(view::matrix(&matrix, share, evidence), &context, &output)?;
        }
        _ => return print::table(view::matrix(&matrix, share, evidence), &context, &output),
    }
    Ok(print::finish(matrix.total() == 0, &context))
}
