//! The command line: one file per subcommand.

mod answer;
mod build;
mod changes;
mod check;
mod choice;
mod cite;
mod codebook;
mod completions;
mod conflicts;
mod data;
mod date;
mod diagram;
mod diff;
mod draft;
mod engine;
mod error;
mod explore;
mod export;
mod extension;
mod filter;
mod find;
mod findings;
mod fmt;
mod given;
mod graphviz;
mod hidden;
mod import;
mod init;
mod licenses;
mod limits;
mod links;
mod list;
mod load;
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
mod query;
mod render;
mod replaced;
mod schema;
mod screen;
mod show;
mod sql;
mod stale;
mod stamp;
mod stream;
mod terminal;
mod thinning;
mod watch;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::process::ExitCode;

use clap::{FromArgMatches as _, Parser, Subcommand};
use interorg::dataset::SnapshotError;

use self::date::with_negative_years;
use self::error::CliError;
use self::given::Given;
use self::output::{text_to_stdout, together};

/// Query and draw knowledge graphs of partnerships between international organizations.
///
/// Without --data, every subcommand uses the dataset that ships with the program: how the UN, NATO, the
/// EU and the AU came to cooperate in peace operations.
#[derive(Parser)]
#[command(
    name = "interorg",
    version,
    arg = licenses::option(),
    propagate_version = true,
    max_term_width = MAX_HELP_WIDTH
)]
#[command(after_help = "\
Exit status: 0 success, 1 nothing matched, `check` found errors, `diff` differences or `stale` stale files, or
`import` rejected rows, 2 error.

Examples:
  interorg partners EU --at 2005
  interorg show UN AU --evidence
  interorg diagram -o partnerships.svg
  interorg check my-dataset/")]
struct Cli {
    #[command(subcommand)]
    subcommand: Verb,
}

/// Declares the subcommands, each by the module that has its arguments and runs it. Those that answer a query or draw, and
/// so write one file with a stamp, are marked.
macro_rules! verbs {
    ($($verb:ident in $module:ident $($kind:ident)?),* $(,)?) => {
        #[derive(Subcommand)]
        enum Verb {
            $($verb($module::Args),)*
        }

        impl Verb {
            /// The names of the subcommands, in the order of the help.
            const NAMES: &[&str] = &[$(stringify!($module)),*];

            /// The names of those that answer a query or draw.
            const ANSWERING: &[&str] = &[$($(verbs!(@$kind $module),)?)*];

            fn run(self, given: &Given) -> Result<Outcome, CliError> {
                match self {
                    $(Self::$verb(args) => verbs!(@run $module args given $($kind)?),)*
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
    (@answers $module:ident) => { stringify!($module) };
    (@run $module:ident $args:ident $given:ident answers) => { together(|| $module::run($args, $given)) };
    (@run $module:ident $args:ident $given:ident) => { $module::run($args) };
}

verbs! {
    Partners in partners answers,
    Links in links answers,
    Operations in operations answers,
    Motives in motives answers,
    Milestones in milestones answers,
    Show in show answers,
    List in list answers,
    Find in find answers,
    Path in path answers,
    Changes in changes answers,
    Matrix in matrix answers,
    Findings in findings answers,
    Measures in measures answers,
    Query in query answers,
    Sql in sql,
    Diagram in diagram answers,
    Explore in explore answers,
    Render in render,
    Check in check,
    Build in build,
    Watch in watch,
    Diff in diff,
    Stale in stale,
    Cite in cite answers,
    Export in export answers,
    Import in import,
    Load in load,
    Codebook in codebook answers,
    Fmt in fmt,
    Init in init,
    Schema in schema,
    Completions in completions,
    Man in man,
}

/// Returns what `--version` prints, for which no subcommand is built.
fn version(arguments: Vec<OsString>) -> clap::Error {
    let command = clap::Command::new("interorg").version(env!("CARGO_PKG_VERSION"));
    match command.try_get_matches_from(arguments) {
        Ok(_) => clap::Error::new(clap::error::ErrorKind::DisplayVersion),
        Err(version) => version,
    }
}

/// Limits the number of threads and the memory, if a subcommand has options for that and they are given.
fn limit_resources(matches: &clap::ArgMatches) {
    if let Ok(Some(count)) = matches.try_get_one("threads") {
        interorg::threads::set(*count);
    }
    if let Ok(Some(mebibytes)) = matches.try_get_one::<u64>("max_read_memory") {
        interorg::dataset::set_max_memory(mebibytes.saturating_mul(1 << 20));
    }
    if let Some((_, matches)) = matches.subcommand() {
        limit_resources(matches);
    }
}

/// A subcommand with its arguments.
struct Call {
    verb: Verb,
    given: Given,
}

impl Call {
    fn run(self) -> Result<Outcome, CliError> {
        self.verb.run(&self.given)
    }
}

impl Cli {
    /// Parses a command line, whose first word is the name of the program.
    ///
    /// If the name of a subcommand follows, only the arguments of that subcommand are built: building all of them takes
    /// about as long as answering a query.
    fn from_arguments(arguments: impl Iterator<Item = OsString>) -> Result<Call, clap::Error> {
        let arguments: Vec<OsString> = arguments.collect();
        let name = arguments.get(1).and_then(|name| name.to_str());
        if let (Some("--version" | "-V"), 2) = (name, arguments.len()) {
            return Err(version(arguments));
        }
        let Some(subcommand) = name.and_then(Verb::command) else {
            // These print a help or version, or name no subcommand.
            let cli = Self::try_parse_from(arguments)?;
            return Ok(Call {
                verb: cli.subcommand,
                given: Given::default(),
            });
        };
        let arguments = with_negative_years(arguments, &subcommand);
        let mut command = Self::with_only(subcommand);
        let matches = command.try_get_matches_from_mut(arguments)?;
        limit_resources(&matches);
        Ok(Call {
            verb: Self::from_arg_matches(&matches)?.subcommand,
            given: Given::of(&command, &matches),
        })
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
    let run = || {
        if std::env::args_os().nth(1).is_some_and(licenses::is_option) {
            return licenses::print();
        }
        match Cli::from_arguments(std::env::args_os()) {
            Ok(call) => call.run(),
            Err(error) => print_help_or_error(&error),
        }
    };
    let run_again = || match run() {
        Err(CliError::NeedsWholeDataset) => {
            engine::ask_for_whole();
            run()
        }
        result => result,
    };
    let result = catch_unwind(AssertUnwindSafe(run_again)).unwrap_or_else(|reason| {
        // A block of a snapshot is wrong although its hash is right.
        match reason.downcast::<SnapshotError>() {
            Ok(error) => Err(CliError::Usage(error.to_string(), None)),
            Err(panic) => resume_unwind(panic),
        }
    });
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
