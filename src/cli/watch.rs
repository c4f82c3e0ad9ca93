//! `interorg watch`

use std::ffi::OsString;
use std::fs;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, SystemTime};

use interorg::dataset;

use super::Outcome;
use super::check::overview;
use super::data::{LimitArgs, inputs, is_stdin};
use super::error::{CliError, note, report_text};
use super::output::{clear_terminal, text_to_reader};

/// The time between two looks at the files: short for a person, and long for a processor.
const INTERVAL: Duration = Duration::from_millis(300);

/// Check a dataset again whenever a file of it changes, and draw its views again
///
/// The findings are those of `check`. With --render, the named views are written into a directory as by `render`,
/// whenever the dataset has no errors. Ctrl-C ends the command. Changes are recognized by the sizes and times of the
/// files. A file that cannot be read for a moment does not end the command.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg watch my-dataset/
  interorg watch my-dataset/ --render figures
  interorg watch my-dataset/ --render figures --views paper.yaml
  interorg watch my-dataset/ --rounds 1")]
pub(super) struct Args {
    /// Files and directories of one dataset
    #[arg(value_name = "PATH", required_unless_present = "data")]
    paths: Vec<PathBuf>,
    /// The same as PATH, as in the other subcommands
    #[arg(long, value_name = "PATH")]
    data: Vec<PathBuf>,
    /// Write the views of the dataset into this directory
    #[arg(long, value_name = "DIR")]
    render: Option<PathBuf>,
    /// Take the views from this file instead of the dataset
    #[arg(long, value_name = "FILE", requires = "render")]
    views: Option<PathBuf>,
    /// End after this many checks; the exit status is that of the last one
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    rounds: Option<u64>,
    #[command(flatten)]
    limit: LimitArgs,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let paths = [args.paths.as_slice(), args.data.as_slice()].concat();
    if paths.iter().any(|path| is_stdin(path)) {
        let message = "standard input cannot be watched".to_owned();
        let hint = "Name the files of the dataset.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    let mut round = 1;
    loop {
        // What changes during the check is checked in the next round.
        let before = args.state(&paths);
        let outcome = args.check(&paths)?;
        if args.rounds.is_some_and(|rounds| round >= rounds) {
            return Ok(outcome);
        }
        if round == 1 {
            note("waiting for changes; Ctrl-C ends this");
        }
        args.wait_for_change(&paths, &before);
        round += 1;
    }
}

/// What a change of a file shows in: its size and the time of its last change; `None` if it cannot be read.
type FileState = (PathBuf, Option<(u64, Option<SystemTime>)>);

impl Args {
    /// Returns the state of all files. Files that come and go are a change too.
    fn state(&self, paths: &[PathBuf]) -> Vec<FileState> {
        let files = paths.iter().flat_map(|path| {
            // A path that cannot be listed now may be listed later.
            dataset::files([path]).unwrap_or_default()
        });
        let files = files.chain(self.views.clone());
        files
            .map(|file| {
                let state = file_state(&file);
                (file, state)
            })
            .collect()
    }

    /// Waits until a file has changed and none changes any more: an editor may write a file in several steps.
    fn wait_for_change(&self, paths: &[PathBuf], before: &[FileState]) {
        let mut last = before.to_vec();
        loop {
            thread::sleep(INTERVAL);
            let now = self.state(paths);
            if now == last && now != before {
                return;
            }
            last = now;
        }
    }

    /// Checks the dataset, prints the findings, and renders the views if there is no error.
    fn check(&self, paths: &[PathBuf]) -> Result<Outcome, CliError> {
        if io::stdout().is_terminal() {
            clear_terminal()?;
        }
        let inputs = match inputs(paths, &self.limit) {
            Ok(inputs) => inputs,
            Err(error) => {
                error.print();
                return Ok(Outcome::Failed);
            }
        };
        let report = dataset::check(inputs).report;
        text_to_reader(&format!("{}{}", report_text(&report), overview(&report)))?;
        match &self.render {
            _ if report.errors() > 0 => Ok(Outcome::Negative),
            None => Ok(Outcome::Done),
            Some(directory) => self.render(paths, directory),
        }
    }

    /// Renders the views in a process of its own: a graph is kept until its process ends, and this one does not end.
    fn render(&self, paths: &[PathBuf], directory: &Path) -> Result<Outcome, CliError> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg("render").arg("-o").arg(directory);
        command
            .arg("--max-size")
            .arg(self.limit.max_size.to_string());
        if let Some(mebibytes) = self.limit.max_read_memory {
            command.arg("--max-read-memory").arg(mebibytes.to_string());
        }
        if let Some(threads) = self.limit.threads {
            command.arg("--threads").arg(threads.to_string());
        }
        // In one word, because a path may begin with a hyphen.
        let files = paths.iter().map(|path| ("--data=", path));
        let files = files.chain(self.views.iter().map(|views| ("--views=", views)));
        for (option, path) in files {
            let mut word = OsString::from(option);
            word.push(path);
            command.arg(word);
        }
        Ok(match command.status()?.code() {
            Some(0) => Outcome::Done,
            Some(1) => Outcome::Negative,
            _ => Outcome::Failed,
        })
    }
}

fn file_state(file: &Path) -> Option<(u64, Option<SystemTime>)> {
    let metadata = fs::metadata(file).ok()?;
    Some((metadata.len(), metadata.modified().ok()))
}
