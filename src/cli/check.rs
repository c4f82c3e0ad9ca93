//! `interorg check`

use std::io::Write;
use std::path::PathBuf;

use super::Outcome;
use super::data::inputs;
use super::error::{CliError, tell_report};
use super::output::to_stdout;
use interorg::dataset::{self, Report};

/// Check a dataset and print every finding with its place
///
/// Exit status 0 if there is no finding, 1 if there is one, 2 if something cannot be read. Without a
/// path the shipped dataset is meant, which was checked when the program was built.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg check my-dataset/
  interorg check organizations.yaml partnerships.yaml
  interorg check --format json my-dataset/ | jq '.[].code'")]
pub(super) struct Args {
    /// Files and directories; - is standard input
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The same, as on the other verbs
    #[arg(long, value_name = "PATH")]
    data: Vec<PathBuf>,
    /// The format of the findings
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "text")]
    format: CheckFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum CheckFormat {
    Text,
    Json,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let paths = [args.paths, args.data].concat();
    let report = match paths.is_empty() {
        true => Report::default(),
        false => dataset::check(inputs(&paths)?).report,
    };
    match args.format {
        CheckFormat::Json => to_stdout(format!("{:#}\n", report.to_json()).as_bytes())?,
        CheckFormat::Text => {
            let mut stdout = anstream::stdout();
            tell_report(&report, &mut stdout);
            writeln!(stdout, "{}", report.summary())?;
        }
    }
    Ok(if report.findings().is_empty() {
        Outcome::Done
    } else {
        Outcome::Negative
    })
}
