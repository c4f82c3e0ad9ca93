//! The option `--licenses`.

use std::ffi::OsString;

use clap::{Arg, ArgAction};

use super::Outcome;
use super::error::CliError;
use super::output::to_stdout;

/// The licences of the program, of its dataset, and of what others have written in it (see `tools/supply.py`).
const PARTS: [&str; 5] = [
    "\
interorg is licensed under MIT or Apache-2.0, at your choice; the dataset in it under CC BY 4.0. What others have
written is listed below these three licences.
",
    include_str!("../../LICENSE-MIT"),
    include_str!("../../LICENSE-APACHE"),
    include_str!("../../data/LICENSE"),
    include_str!("../../LICENSE-THIRD-PARTY"),
];

/// Returns the option for the help of the command. It is not parsed: [`is_option`] finds it.
pub(super) fn option() -> Arg {
    Arg::new("licenses")
        .long("licenses")
        .action(ArgAction::SetTrue)
        .help("Print the licences of the program, and of the fonts, crates and other files in it")
}

/// Returns `true` if the first argument is the option. Like `--version`, it needs no subcommand and ignores what follows.
pub(super) fn is_option(argument: OsString) -> bool {
    argument == "--licenses"
}

pub(super) fn print() -> Result<Outcome, CliError> {
    to_stdout(PARTS.join("\n").as_bytes())?;
    Ok(Outcome::Done)
}
