//! The command line: one file per subcommand.

mod answer;
mod changes;
mod check;
mod choice;
mod cite;
mod codebook;
mod completions;
mod data;
mod date;
mod diagram;
mod diff;
mod draft;
mod error;
mod export;
mod extension;
mod filter;
mod find;
mod findings;
mod fmt;
mod graphviz;
mod import;
mod init;
mod links;
mod list;
mod man;
mod matrix;
mod measures;
mod milestones;
mod motives;
mod operations;
mod output;
mod partners;
mod path;
mod print;
mod progress;
mod render;
mod schema;
mod screen;
mod show;
mod stream;
mod terminal;
mod watch;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{FromArgMatches as _, Parser, Subcommand};

use self::date::with_minus_signs;
use self::error::CliError;
use self::output::text_to_stdout;

/// Query and draw knowledge graphs of partnerships between international organizations.
///
/// Without --data, every subcommand uses the dataset that ships with the program: how the UN, NATO, the
/// EU and the AU came to cooperate in peace operations.
#[derive(Parser)]
#[command(
    name = "interorg",
    version,
    propagate_version = true,
    max_term_width = MAX_HELP_WIDTH
)]
#[command(after_help = "\
Exit status: 0 success, 1 nothing matched, `check` found errors, `diff` found differences or `import` rejected rows,
2 error.

Examples:
  interorg partners EU --at 2005
  interorg show UN AU --evidence
  interorg diagram -o partnerships.svg
  interorg check my-dataset/")]
struct Cli {
    #[command(subcommand)]
    subcommand: Verb,
}

/// Declares the subcommands, each by the module that has its arguments and runs it.
macro_rules! verbs {
    ($($verb:ident in $module:ident),* $(,)?) => {
        #[derive(Subcommand)]
        enum Verb {
            $($verb($module::Args),)*
        }

        impl Verb {
            /// The names of the subcommands, in the order of the help.
            const NAMES: &[&str] = &[$(stringify!($module)),*];

            fn run(self) -> Result<Outcome, CliError> {
                match self {
                    $(Self::$verb(args) => $module::run(args),)*
                }
            }

            /// Builds only the command of the subcommand with this name.
            fn command(name: &str) -> Option<clap::Command> {
                match name {
                    $(stringify!($module) => {
                        let command = clap::Command::new(stringify!($module));
                        Some(<$module::Args as clap::Args>::augment_args(command))
                    })*
                    _ => None,
                }
            }
        }
    };
}

verbs! {
    Partners in partners,
    Links in links,
    Operations in operations,
    Motives in motives,
    Milestones in milestones,
    Show in show,
    List in list,
    Find in find,
    Path in path,
    Changes in changes,
    Matrix in matrix,
    Findings in findings,
    Measures in measures,
    Diagram in diagram,
    Render in render,
    Check in check,
    Watch in watch,
    Diff in diff,
    Cite in cite,
    Export in export,
    Import in import,
    Codebook in codebook,
    Fmt in fmt,
    Init in init,
    Schema in schema,
    Completions in completions,
    Man in man,
}

impl Cli {
    /// Parses a command line, whose first word is the name of the program.
    ///
    /// If the name of a subcommand follows, only the arguments of that subcommand are built: building all of them takes
    /// about as long as answering a query.
    fn from_arguments(arguments: impl Iterator<Item = OsString>) -> Result<Self, clap::Error> {
        let arguments: Vec<OsString> = with_minus_signs(arguments).collect();
        let name = arguments.get(1).and_then(|name| name.to_str());
        let Some(subcommand) = name.and_then(Verb::command) else {
            return Self::try_parse_from(arguments);
        };
        let matches = Self::with_only(subcommand).try_get_matches_from(arguments)?;
        Self::from_arg_matches(&matches)
    }

    /// Builds the command with one subcommand.
    fn with_only(subcommand: clap::Command) -> clap::Command {
        clap::Command::new(env!("CARGO_PKG_NAME"))
            .version(env!("CARGO_PKG_VERSION"))
            .propagate_version(true)
            .max_term_width(MAX_HELP_WIDTH)
            .subcommand(subcommand)
    }
}

/// The maximum width of help texts; longer lines are hard to read.
const MAX_HELP_WIDTH: usize = 100;

/// The result of a subcommand that did not fail, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// There is an answer.
    Done,
    /// Nothing matched, or a check found something.
    Negative,
    /// An input could not be read, or the command line is wrong; the error was printed already.
    Failed,
}

/// Runs the command and returns its exit status.
pub fn run() -> ExitCode {
    let result = match Cli::from_arguments(std::env::args_os()) {
        Ok(cli) => cli.subcommand.run(),
        Err(error) => print_help_or_error(&error),
    };
    match result {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Negative) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            error.print();
            ExitCode::from(2)
        }
    }
}

/// Prints a requested help or version on standard output, and an error of the command line on standard error.
fn print_help_or_error(error: &clap::Error) -> Result<Outcome, CliError> {
    // A negative date was given to the parser with another sign (see `date`).
    let text = error.render().ansi().to_string().replace(date::MINUS, "-");
    if error.use_stderr() {
        error::print_text(&text);
        return Ok(Outcome::Failed);
    }
    text_to_stdout(text.as_bytes())?;
    Ok(Outcome::Done)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn a_subcommand_built_alone_equals_that_of_the_whole_command() {
        let mut whole = Cli::command();
        whole.build();
        for subcommand in whole.get_subcommands_mut() {
            let name = subcommand.get_name().to_owned();
            let Some(alone) = Verb::command(&name) else {
                assert_eq!(name, "help", "every subcommand can be built alone");
                continue;
            };
            let mut alone = Cli::with_only(alone);
            alone.build();
            let alone = alone
                .find_subcommand_mut(&name)
                .expect("it is the only one");
            let help = alone.render_long_help().to_string();
            assert_eq!(help, subcommand.render_long_help().to_string(), "{name}");
            assert_eq!(
                alone.render_version(),
                subcommand.render_version(),
                "{name}"
            );
        }
    }
}
