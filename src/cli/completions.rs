//! The subcommand `interorg completions`.

use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory as _};
use clap_complete::Shell;
use interorg::export::Style;

use super::error::CliError;
use super::output::to_stdout;
use super::{Cli, Outcome};

/// Print the completions of subcommands, options and values for a shell
///
/// The usual places of these files are ~/.local/share/bash-completion/completions/interorg for bash, a directory of $fpath
/// (such as ~/.zfunc) for zsh, and ~/.config/fish/completions/ for fish.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg completions bash > interorg
  interorg completions zsh > _interorg
  interorg completions fish > interorg.fish
  interorg completions powershell > interorg.ps1")]
pub(super) struct Args {
    /// The shell
    #[arg(value_name = "SHELL", value_enum)]
    shell: Shell,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    let mut bytes = Vec::new();
    let name = env!("CARGO_PKG_NAME");
    clap_complete::generate(args.shell, &mut completed(), name, &mut bytes);
    to_stdout(&bytes)?;
    Ok(Outcome::Done)
}

/// Returns the command with the values of options whose fixed lists are not in the help: they are too long for it, or are
/// accepted in either case.
fn completed() -> Command {
    let lists = [
        ("style", Style::names()),
        ("min_confidence", vec!["high", "medium", "low"]),
    ];
    with_lists(Cli::command(), &lists)
}

/// Returns a command with lists of values for the options of it and of its subcommands.
fn with_lists(command: Command, lists: &[(&str, Vec<&'static str>)]) -> Command {
    let names = command
        .get_subcommands()
        .map(|one| one.get_name().to_owned());
    let names: Vec<String> = names.collect();
    let command =
        command.mut_args(
            |argument| match lists.iter().find(|(id, _)| argument.get_id() == id) {
                Some((_, values)) => {
                    argument.value_parser(PossibleValuesParser::new(values.clone()))
                }
                None => argument,
            },
        );
    names.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |subcommand| with_lists(subcommand, lists))
    })
}
