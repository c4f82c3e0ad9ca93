//! The command line: one file a verb.

mod changes;
mod check;
mod cite;
mod codebook;
mod columns;
mod data;
mod diagram;
mod error;
mod export;
mod filter;
mod findings;
mod fmt;
mod graphviz;
mod init;
mod links;
mod matrix;
mod measures;
mod output;
mod partners;
mod path;
mod print;
mod schema;
mod show;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Ask and draw knowledge graphs of partnerships between international organizations.
///
/// With no --data, every verb runs on the dataset that ships with the program: how the UN, NATO, the
/// EU and the AU came to cooperate in peace operations.
#[derive(Parser)]
#[command(
    name = "interorg",
    version,
    propagate_version = true,
    max_term_width = 100
)]
#[command(after_help = "\
Exit status: 0 done, 1 nothing matched or something was found, 2 could not do it.

Examples:
  interorg partners EU --at 2005
  interorg show UN AU --evidence
  interorg diagram -o partnerships.svg
  interorg check my-dataset/")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    Partners(partners::Args),
    Links(links::Args),
    Show(show::Args),
    Path(path::Args),
    Changes(changes::Args),
    Matrix(matrix::Args),
    Findings(findings::Args),
    Measures(measures::Args),
    Diagram(diagram::Args),
    Check(check::Args),
    Cite(cite::Args),
    Export(export::Args),
    Codebook(codebook::Args),
    Fmt(fmt::Args),
    Init(init::Args),
    Schema(schema::Args),
}

/// How a verb ended well.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// There was an answer.
    Done,
    /// Nothing matched, or a check found something.
    Negative,
    /// Something could not be read, which was said already.
    Failed,
}

/// Runs the command and returns its exit status.
pub fn run() -> ExitCode {
    let result = match Cli::parse().verb {
        Verb::Partners(args) => partners::run(args),
        Verb::Links(args) => links::run(args),
        Verb::Show(args) => show::run(args),
        Verb::Path(args) => path::run(args),
        Verb::Changes(args) => changes::run(args),
        Verb::Matrix(args) => matrix::run(args),
        Verb::Findings(args) => findings::run(args),
        Verb::Measures(args) => measures::run(args),
        Verb::Diagram(args) => diagram::run(args),
        Verb::Check(args) => check::run(args),
        Verb::Cite(args) => cite::run(args),
        Verb::Export(args) => export::run(args),
        Verb::Codebook(args) => codebook::run(args),
        Verb::Init(args) => init::run(args),
        Verb::Fmt(args) => fmt::run(args),
        Verb::Schema(args) => schema::run(args),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Negative) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            error.tell();
            ExitCode::from(2)
        }
    }
}
