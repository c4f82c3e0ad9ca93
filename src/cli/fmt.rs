//! The subcommand `interorg fmt`.

use std::path::PathBuf;

use super::Outcome;
use super::data::{LimitArgs, inputs};
use super::error::{CliError, print_report, warn};
use super::output::{is_stream, replace, to_stdout};
use interorg::dataset::{self, ArrangeError, Input};

/// Put the files of a dataset in canonical order and keep their comments
///
/// Keys are ordered as in the schema, sources by id, milestones by date. Nothing else changes: comments, quotes and line
/// breaks stay the same. A comment moves with the part below it, or with the part above it if it is indented more deeply
/// than the next part. A comment at the head of a file stays there if an empty line separates it from the first key. A
/// file that cannot be rearranged is left as it is, with a warning (exit status 1). Files are written completely or not
/// at all.
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
        for input in inputs(std::slice::from_ref(path), &args.limit)? {
            if !format(&input, args.check)? {
                outcome = Outcome::Negative;
            }
        }
    }
    Ok(outcome)
}

/// Formats one text in its place; a text without a path is written to standard output. Returns `true` if it was in order,
/// or is now.
fn format(input: &Input, check: bool) -> Result<bool, CliError> {
    let name = &input.name;
    let path = input.path.as_deref();
    if let Some(stream) = path.filter(|path| !check && is_stream(path)) {
        let message = format!("`{}` is a stream and cannot be rewritten", stream.display());
        let hint = "Use `-`, which reads standard input and writes standard output.";
        return Err(CliError::Usage(message, Some(hint.to_owned())));
    }
    if dataset::is_snapshot(&input.bytes) {
        warn(&format!(
            "`{name}` is left as it is: it is a snapshot, which has no text"
        ));
        return Ok(false);
    }
    let Ok(text) = std::str::from_utf8(&input.bytes) else {
        warn(&format!("`{name}` is left as it is: it is not UTF-8"));
        return Ok(false);
    };
    let arranged = match dataset::arrange(name, text) {
        Ok(arranged) => arranged,
        Err(reason) => {
            if let ArrangeError::Unsound(report) = &reason {
                print_report(report);
            }
            warn(&format!("`{name}` is left as it is: {reason}"));
            return Ok(false);
        }
    };
    let is_in_order = arranged == text;
    match path {
        _ if check && !is_in_order => {
            let shown = path.map_or(name.as_bytes(), |path| path.as_os_str().as_encoded_bytes());
            to_stdout(&[shown, b"\n"].concat())?;
        }
        None if !check => to_stdout(arranged.as_bytes())?,
        Some(path) if !is_in_order => replace(path, arranged.as_bytes())?,
        _ => {}
    }
    Ok(is_in_order || !check)
}
