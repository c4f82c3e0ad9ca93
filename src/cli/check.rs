//! The subcommand `interorg check`.

use std::path::PathBuf;

use super::answer::{Context, Output, OutputArgs};
use super::data::{LimitArgs, each_input, parsing_progress};
use super::engine::{ConnectionArgs, Process, failed};
use super::error::{CliError, print_report, report_text};
use super::progress::during;
use super::{Outcome, print};
use interorg::analysis::tables::Projection;
use interorg::dataset::{self, Input, Report};
use interorg::export::{self, Content, Format, Provenance};
use interorg::graph::Graph;
use interorg::sql::{self, Engine as _};
use interorg::view;

/// Check a dataset and print its findings with their places
///
/// The exit status is 0 if the dataset can be used, 1 if there are errors (with --strict, also if there are warnings), and 2
/// if an input cannot be read. The other inputs are checked all the same. Of each kind of finding, the first 20 are
/// printed as text, followed by the number of findings of each kind. A dataset can change the severity of findings
/// (`checks` in its description), which the last lines state. Without a path, the command reports on the shipped dataset,
/// which was checked when the program was built.
///
/// With --engine, the tables in an engine are checked instead: whether they are complete, whether rows refer to ones that
/// are there, whether records and rows belong together, and whether days are in order. Each finding has a number and a
/// sample. Other values are not compared with the records.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg check my-dataset/
  interorg check --strict organizations.yaml partnerships.yaml
  interorg check --all my-dataset/
  interorg check --format json my-dataset/ | jq '.rows[].code'
  interorg check --coverage
  interorg check --coverage --all
  interorg check --coverage --format markdown my-dataset/
  interorg check --engine 'psql -X --csv my-database'")]
pub(super) struct Args {
    /// Files and directories to check; - is standard input
    #[arg(value_name = "PATH", conflicts_with = "engine")]
    paths: Vec<PathBuf>,
    /// The same as PATH, as in the other subcommands
    #[arg(long, value_name = "PATH", conflicts_with = "engine")]
    data: Vec<PathBuf>,
    #[command(flatten)]
    limit: LimitArgs,
    /// Treat warnings as errors
    #[arg(long, conflicts_with = "engine")]
    strict: bool,
    /// Report where the evidence of a dataset without errors is weak; of one with errors, print them on standard error
    #[arg(long, conflicts_with = "engine")]
    coverage: bool,
    /// Print every finding, or with --coverage every weak claim, instead of the first ones; JSON always has all
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    connection: ConnectionArgs,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    if let Some(mut process) = args.connection.process()? {
        return check_engine(&mut process, &args.output.output(&[])?);
    }
    let paths = [args.paths.as_slice(), args.data.as_slice()].concat();
    let content = if args.coverage {
        Content::Dossier
    } else {
        Content::Findings
    };
    let output = args.output.output_of(content, &paths)?;
    let (inputs, all_read) = read(&paths, &args.limit);
    let (dataset, report) = if inputs.is_empty() {
        (None, Report::default())
    } else {
        let progress = parsing_progress(&inputs);
        let checked = dataset::check_with_progress(inputs, &|bytes| progress.add(bytes));
        (checked.dataset, checked.report)
    };
    let report = if args.strict { report.strict() } else { report };
    let outcome = if !all_read {
        Outcome::Failed
    } else if report.errors() > 0 {
        Outcome::Negative
    } else {
        Outcome::Done
    };
    if args.coverage {
        if outcome != Outcome::Done {
            print_report(&report);
            return Ok(outcome);
        }
        let graph = Graph::new(dataset.unwrap_or_else(dataset::builtin));
        let all = args.all || output.format == Format::Json;
        let provenance = Provenance::of_graph("check", &graph).with_argument("coverage", true);
        let context = Context::without_stamp(provenance);
        return print::dossier(view::coverage(&graph, all), &context, &output, false);
    }
    if output.format == Format::Json {
        let provenance = Provenance::without_dataset("check").with_argument("paths", &paths);
        let mut bytes = Vec::new();
        export::write_findings_json(&report, all_read, &provenance, &mut bytes)?;
        output.write(&bytes)?;
    } else if all_read || !report.findings().is_empty() {
        let findings = if args.all {
            report.render(true)
        } else {
            report_text(&report)
        };
        output.write(format!("{findings}{}", overview(&report)).as_bytes())?;
    }
    Ok(outcome)
}

/// Checks that the tables in an engine are complete and fit together, and prints what is wrong as a table.
fn check_engine(process: &mut Process, output: &Output) -> Result<Outcome, CliError> {
    let graph = Graph::new(dataset::builtin());
    let projection = Projection::new(&graph);
    let statements = sql::integrity(&projection.tables());
    let mut rows = Vec::new();
    during("asking the engine", || {
        sql::check_version(process).map_err(|error| failed(&error))?;
        for statement in statements {
            rows.extend(process.rows(&statement, sql::INTEGRITY_COLUMNS.len())?);
        }
        Ok::<(), CliError>(())
    })?;
    let provenance = Provenance::without_dataset("check").with_argument("engine", true);
    let context = Context::without_stamp(provenance);
    let is_sound = rows.is_empty();
    let table = sql::integrity_table(rows);
    if is_sound && !output.is_for_programs() {
        output.write(b"the tables are complete and fit together\n")?;
        return Ok(Outcome::Done);
    }
    print::write_table(table, &context, output)?;
    Ok(if is_sound {
        Outcome::Done
    } else {
        Outcome::Negative
    })
}

/// Returns the number of findings of each code if there are several codes with more findings than one each, which severities the
/// dataset changes, and the number of errors, warnings and notes.
pub(super) fn overview(report: &Report) -> String {
    let codes = report.by_code().len();
    let by_code = if codes > 1 && report.findings().len() > codes {
        format!("{}\n", report.summary_by_code())
    } else {
        String::new()
    };
    let changes = report.changes_in_words();
    let changes = changes.map_or_else(String::new, |text| format!("note: {text}\n"));
    format!("{by_code}{changes}{}\n", report.summary())
}

/// Reads the inputs that can be read, and prints an error for each of the others. Returns `true` beside them if all were
/// read.
fn read(paths: &[PathBuf], limit: &LimitArgs) -> (Vec<Input>, bool) {
    let results = each_input(paths, limit);
    let count = results.len();
    let mut inputs = Vec::with_capacity(count);
    for result in results {
        match result {
            Ok(input) => inputs.push(input),
            Err(error) => CliError::from(error).print(),
        }
    }
    let all_read = inputs.len() == count;
    (inputs, all_read)
}
