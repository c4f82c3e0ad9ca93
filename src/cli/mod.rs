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

use clap::{FromArgMatches as _, Parser, Subcommand};

use self::error::CliError;

/// Ask and draw knowledge graphs of partnerships between international organizations.
///
/// With no --data, every verb runs on the dataset that ships with the program: how the UN, NATO, the
/// EU and the AU came to cooperate in peace operations.
#[derive(Parser)]
#[command(
    name = "interorg",
    version,
    propagate_version = true,
    max_term_width = WIDTH
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

/// Declares the verbs, each by the module that holds its arguments and runs it.
macro_rules! verbs {
    ($($verb:ident in $module:ident),* $(,)?) => {
        #[derive(Subcommand)]
        enum Verb {
            $($verb($module::Args),)*
        }

        impl Verb {
            fn run(self) -> Result<Outcome, CliError> {
                match self {
                    $(Self::$verb(args) => $module::run(args),)*
                }
            }

            /// Builds the command of the verb with this name alone.
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
    Show in show,
    Path in path,
    Changes in changes,
    Matrix in matrix,
    Findings in findings,
    Measures in measures,
    Diagram in diagram,
    Check in check,
    Cite in cite,
    Export in export,
    Codebook in codebook,
    Fmt in fmt,
    Init in init,
    Schema in schema,
}

impl Cli {
    /// Reads the command line.
    ///
    /// Where it begins with a verb, only the arguments of that verb are built: to build those of all takes
    /// about as long as to answer a question.
    fn read() -> Self {
        let verb = std::env::args_os().nth(1);
        let verb = verb.as_ref().and_then(|verb| verb.to_str());
        let Some(verb) = verb.and_then(Verb::command) else {
            return Self::parse();
        };
        let matches = Self::around(verb).get_matches();
        Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit())
    }

    /// Builds the command around one verb.
    fn around(verb: clap::Command) -> clap::Command {
        clap::Command::new(env!("CARGO_PKG_NAME"))
            .version(env!("CARGO_PKG_VERSION"))
            .propagate_version(true)
            .max_term_width(WIDTH)
            .subcommand(verb)
    }
}

/// The width of help where the terminal is wider.
const WIDTH: usize = 100;

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
    let result = Cli::read().verb.run();
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

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn a_verb_that_is_built_alone_is_that_of_the_whole_command() {
        let mut whole = Cli::command();
        whole.build();
        for verb in whole.get_subcommands_mut() {
            let name = verb.get_name().to_owned();
            let Some(alone) = Verb::command(&name) else {
                assert_eq!(name, "help", "every verb can be built alone");
                continue;
            };
            let mut alone = Cli::around(alone);
            alone.build();
            let alone = alone
                .find_subcommand_mut(&name)
                .expect("it is the only one");
            let help = alone.render_long_help().to_string();
            assert_eq!(help, verb.render_long_help().to_string(), "{name}");
            assert_eq!(alone.render_version(), verb.render_version(), "{name}");
        }
    }
}
