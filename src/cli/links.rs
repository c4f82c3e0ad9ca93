//! `interorg links`

use std::io::{BufWriter, Write};

use super::answer::{AnswerArgs, Context, Output};
use super::engine::Batches;
use super::error::CliError;
use super::filter::{note_other_ties, successors};
use super::given::Given;
use super::limits::{Reads, limits};
use super::{Outcome, print};
use interorg::analysis::Scope;
use interorg::export;
use interorg::graph::Graph;
use interorg::model::Value;
use interorg::query::{Filter, Query};
use interorg::sql::PartnershipBatch;
use interorg::view::{self, Cell, Table};

/// List the partnerships that match
///
/// The partnerships are in the order of the dataset. Without --at or --during, the answer covers the whole
/// record; phase, condition and weight are those on the as-of date of the dataset. Filters on motives and
/// operations also narrow the motives and operations that are listed.
///
/// With --engine, an answer that needs more than --max-records is written as CSV or JSON while it is read: its size has no limit, and
/// it has no notes on partnerships that may match or are left out, on predecessors and on other ties.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg links
  interorg links --at 2010 --min-phase formalized
  interorg links --condition stalled --during 2004..
  interorg links --country Somalia --role funding --format json")]
pub(super) struct Args {
    #[command(flatten)]
    answer: AnswerArgs,
}

pub(super) fn run(args: Args, given: &Given) -> Result<Outcome, CliError> {
    let output = args.answer.output()?;
    args.answer.is_about(&[]);
    let query = match args.answer.query() {
        Err(CliError::TooManyRecords(message, hint)) => {
            let batches = args.answer.batches()?;
            return match batches.filter(|_| output.is_for_programs()) {
                Some(batches) => stream(&args, batches, given, &output),
                None => Err(CliError::TooManyRecords(message, with_stream(hint))),
            };
        }
        query => query?,
    };
    let mut table = view::links(&query.select(), args.answer.evidence());
    let mut context = Context::of_query(given, &query, Scope::Organizations);
    let is_empty = table.rows.is_empty();
    context.note(limits(&query, Reads::States, is_empty, &output));
    if is_empty {
        context.note(successors(query.named_organizations()));
    }
    note_other_ties(&query, is_empty, &mut table.notes, &output, &mut context);
    print::table(table, &context, &output)
}

/// Adds to a hint that there are formats without a limit.
fn with_stream(hint: Option<String>) -> Option<String> {
    const STREAM: &str = "Partnerships as CSV or JSON have no limit: --format csv, without --ties, --coder and --as-recorded.";
    Some(match hint {
        Some(hint) => format!("{hint} {STREAM}"),
        None => STREAM.to_owned(),
    })
}

/// Writes the partnerships while they are read, some at a time.
fn stream(
    args: &Args,
    mut batches: Batches,
    given: &Given,
    output: &Output,
) -> Result<Outcome, CliError> {
    const NOTE: &str = "The partnerships were read some at a time; those that may match or are left out, predecessors and other ties are not noted.";
    let first = batches.next()?;
    let (first, dataset) = first.expect("the first batch is there, although it may be empty");
    args.answer.data().set(dataset, first.last_date);
    let filter = args.answer.filter()?;
    let query = args.answer.resolve(&filter)?;
    let mut context = Context::of_query(given, &query, Scope::Organizations);
    let mut table = context.in_own_words(links(args, &query), Table::in_words_of);
    table.notes = vec![NOTE.to_owned()];
    let mut rows = Rows {
        current: of_batch(std::mem::take(&mut table.rows), &first).into_iter(),
        args,
        batches,
        filter,
        error: None,
    };
    let provenance = context.provenance(output)?;
    let mut count = 0;
    output.write_with(|written| {
        let mut written = BufWriter::new(written);
        let (format, csv) = (output.format, output.csv);
        count =
            export::write_table_rows(&table, &mut rows, &provenance, format, csv, &mut written)?;
        written.flush()?;
        rows.error.take().map_or(Ok(()), Err)
    })?;
    if !output.has_place_for_notes() {
        context.note([NOTE.to_owned()]);
    }
    Ok(print::finish(count == 0, &context))
}

fn links(args: &Args, query: &Query<'_>) -> Table {
    view::links(&query.select(), args.answer.evidence())
}

/// Keeps the rows of the partnerships of a batch: records of more than two organizations have others too, which are in other batches.
fn of_batch(mut rows: Vec<Vec<Cell>>, batch: &PartnershipBatch) -> Vec<Vec<Cell>> {
    rows.retain(|row| match (row[0].value(), row[1].value()) {
        (Value::Term { id: a, .. }, Value::Term { id: b, .. }) => batch.has(a, b),
        _ => false,
    });
    rows
}

/// The rows of all batches.
struct Rows<'a> {
    current: std::vec::IntoIter<Vec<Cell>>,
    args: &'a Args,
    batches: Batches,
    filter: Filter,
    /// Why there are no more rows, if it is not because these are all.
    error: Option<CliError>,
}

impl Rows<'_> {
    /// Returns the rows of the next batch; `None` after the last one.
    fn of_next_batch(&mut self) -> Result<Option<Vec<Vec<Cell>>>, CliError> {
        let Some((batch, dataset)) = self.batches.next()? else {
            return Ok(None);
        };
        let graph: Graph = (self.args.answer.data()).graph_of(dataset, batch.last_date);
        let query = self.filter.resolve(&graph)?;
        Ok(Some(of_batch(links(self.args, &query).rows, &batch)))
    }
}

impl Iterator for Rows<'_> {
    type Item = Vec<Cell>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.current.next() {
                return Some(row);
            }
            match self.of_next_batch() {
                Ok(rows) => self.current = rows?.into_iter(),
                Err(error) => {
                    self.error = Some(error);
                    return None;
                }
            }
        }
    }
}
