//! The subcommand `interorg fmt`.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::data::{LimitArgs, inputs, is_stdin};
use super::error::{CliError, warn, write_report};
use super::output::{replace, to_stdout};
use interorg::dataset::{self, ArrangeError, Input};

/// Put the files of a dataset in canonical order and keep their comments
///
/// Keys are ordered as in the schema, sources by id, milestones by date. Nothing else changes: comments, quotes and line
/// breaks stay the same. A comment moves with the part below it, or with the part above it if it is indented more deeply
/// than the next part. A file that cannot be rearranged is left as it is, with a warning (exit status 1). Files are
/// written completely or not at all.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg fmt my-dataset/
  interorg fmt --check my-dataset/
  interorg fmt - < un-au.yaml")]
pub(super) struct Args {
    /// Files and directories; - is standard input, which is written to standard output
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// Write nothing, and list the files that are not in canonical order (exit status 1)
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    limit: LimitArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let mut outcome = Outcome::Done;
    for path in &args.paths {
        let is_stdin = is_stdin(path);
        for input in inputs(std::slice::from_ref(path), &args.limit)? {
            if !format(&input, is_stdin, args.check)? {
                outcome = Outcome::Negative;
            }
        }
    }
    Ok(outcome)
}

/// Formats one text in its place. Returns `true` if it was in order, or is now.
fn format(input: &Input, is_stdin: bool, check: bool) -> Result<bool, CliError> {
    let name = &input.name;
    let Ok(text) = std::str::from_utf8(&input.bytes) else {
        warn(&format!("`{name}` is left as it is: it is not UTF-8"));
        return Ok(false);
    };
    let arranged = match dataset::arrange(name, text) {
        Ok(arranged) => arranged,
        Err(reason) => {
            if let ArrangeError::Unsound(report) = &reason {
                write_report(report, &mut anstream::stderr());
            }
            warn(&format!("`{name}` is left as it is: {reason}"));
            return Ok(false);
        }
    };
    let is_in_order = arranged == text;
    if check && !is_in_order {
        to_stdout(format!("{name}\n").as_bytes())?;
    } else if is_stdin && !check {
        to_stdout(arranged.as_bytes())?;
    } else if !is_in_order {
        replace(Path::new(name), arranged.as_bytes())?;
    }
    Ok(is_in_order || !check)
}
