//! The subcommand `interorg check`.

use std::path::PathBuf;

use super::data::{LimitArgs, each_input, parsing_progress};
use super::error::{CliError, report_text};
use super::output::{text_to_stdout, to_stdout};
use super::{Outcome, print};
use interorg::dataset::{self, Input, Report};
use interorg::export::Format;
use interorg::graph::Graph;
use interorg::view;

/// Check a dataset and print its findings with their places
///
/// The exit status is 0 if the dataset can be used, 1 if there are errors (with --strict, also if there are warnings), and 2
/// if an input cannot be read. The other inputs are checked all the same. Of each kind of finding, the first 20 are
/// printed as text. Without a path, the command reports on the shipped dataset, which was checked when the program was
/// built.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg check my-dataset/
  interorg check --strict organizations.yaml partnerships.yaml
  interorg check --all my-dataset/
  interorg check --format json my-dataset/ | jq '.[].code'
  interorg check --coverage
  interorg check --coverage --all
  interorg check --coverage --format markdown my-dataset/")]
pub(super) struct Args {
    /// Files and directories to check; - is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The same as PATH, as in the other subcommands
    #[arg(long, value_name = "PATH")]
    data: Vec<PathBuf>,
    #[command(flatten)]
    limit: LimitArgs,
    /// Treat warnings as errors
    #[arg(long)]
    strict: bool,
    /// Report where the evidence of a dataset without errors is weak
    #[arg(long)]
    coverage: bool,
    /// Print every finding, or with --coverage every weak claim, instead of the first ones; JSON always has all
    #[arg(long)]
    all: bool,
    /// The format of the findings; markdown only with --coverage
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: CheckFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum CheckFormat {
    Text,
    Json,
    Markdown,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    if args.format == CheckFormat::Markdown && !args.coverage {
        let hint = "Use --format json, or add --coverage.";
        let message = "findings cannot be written as markdown".to_owned();
        return Err(CliError::Usage(message, Some(hint.to_owned())));
    }
    let paths = [args.paths.as_slice(), args.data.as_slice()].concat();
    let (inputs, all_read) = read(&paths, &args.limit);
    let (dataset, report) = if inputs.is_empty() {
        (None, Report::default())
    } else {
        let progress = parsing_progress(&inputs);
        let checked = dataset::check_with_progress(inputs, &|bytes| progress.add(bytes));
        (checked.dataset, checked.report)
    };
    if !all_read && report.findings().is_empty() {
        if args.format == CheckFormat::Json {
            to_stdout(b"[]\n")?;
        }
        return Ok(Outcome::Failed);
    }
    let report = if args.strict { report.strict() } else { report };
    let is_sound = report.errors() == 0 && (dataset.is_some() || paths.is_empty());
    if args.coverage && is_sound {
        let graph = Graph::new(dataset.unwrap_or_else(dataset::builtin));
        let all = args.all || args.format == CheckFormat::Json;
        return print::dossier(&view::coverage(&graph, all), args.format.into());
    }
    let has_errors = report.errors() > 0;
    match args.format {
        CheckFormat::Json => to_stdout(format!("{}\n", report.to_json()).as_bytes())?,
        CheckFormat::Text | CheckFormat::Markdown => {
            let findings = if args.all {
                report.render(true)
            } else {
                report_text(&report)
            };
            let text = format!("{findings}{}\n", report.summary());
            text_to_stdout(text.as_bytes())?;
        }
    }
    Ok(if !all_read {
        Outcome::Failed
    } else if !has_errors {
        Outcome::Done
    } else {
        Outcome::Negative
    })
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

impl From<CheckFormat> for Format {
    fn from(format: CheckFormat) -> Self {
        match format {
            CheckFormat::Text => Self::Table,
            CheckFormat::Json => Self::Json,
            CheckFormat::Markdown => Self::Markdown,
        }
    }
}
