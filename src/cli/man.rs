//! The subcommand `interorg man`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::error::CliError;
use super::output::{replace, to_stdout, together};
use super::{Cli, Outcome, Verb};

/// Print a man page, or write all of them to a directory
///
/// The command `man` finds the pages in ~/.local/share/man/man1.
#[derive(clap::Args)]
#[command(after_help = "\
Examples:
  interorg man | man -l -
  interorg man partners | man -l -
  interorg man --dir man1")]
pub(super) struct Args {
    /// The subcommand that the page describes; without it, the page describes the whole command
    #[arg(value_name = "SUBCOMMAND", value_parser = PossibleValuesParser::new(Verb::NAMES))]
    subcommand: Option<String>,
    /// Write the pages of the command and of all subcommands to this directory, and print their paths
    #[arg(long, value_name = "DIR", conflicts_with = "subcommand")]
    dir: Option<PathBuf>,
}

pub(super) fn run(args: Args) -> Result<Outcome, CliError> {
    // `help` has no page of its own.
    let mut whole = Cli::command().disable_help_subcommand(true);
    // Sets the names of subcommands to those that they have in the whole command.
    whole.build();
    if let Some(directory) = &args.dir {
        return write_pages(&whole, directory);
    }
    let name = args.subcommand.as_deref();
    let subcommand = name.and_then(|name| whole.find_subcommand(name));
    to_stdout(&page(subcommand.unwrap_or(&whole))?)?;
    Ok(Outcome::Done)
}

/// Writes the pages of a command and its subcommands to a directory, which is created if it does not exist, and prints their
/// paths.
fn write_pages(whole: &Command, directory: &Path) -> Result<Outcome, CliError> {
    fs::create_dir_all(directory).map_err(|error| {
        let message = format!("cannot create `{}`: {error}", directory.display());
        CliError::Usage(message, None)
    })?;
    let mut paths = Vec::new();
    together(|| {
        for command in with_subcommands(whole) {
            let path = directory.join(Man::new(command.clone()).get_filename());
            replace(&path, &page(command)?)?;
            paths.extend_from_slice(path.as_os_str().as_encoded_bytes());
            paths.push(b'\n');
        }
        Ok(())
    })?;
    to_stdout(&paths)?;
    Ok(Outcome::Done)
}

/// Returns a command, its subcommands and theirs.
fn with_subcommands(command: &Command) -> Vec<&Command> {
    let below = command.get_subcommands().flat_map(with_subcommands);
    [command].into_iter().chain(below).collect()
}

/// Returns the man page of a command.
fn page(command: &Command) -> io::Result<Vec<u8>> {
    let name = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
    // The same program has the same pages whenever they are made. An empty date would be left out, so that the source would
    // take its place.
    let man = Man::new(command.clone()).source(name).date(" ");
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    if let Some(text) = command.get_after_help() {
        write_after_help(&text.to_string(), &mut page);
    }
    Ok(page)
}

/// Writes the text after the options of a help text as sections of a page. A section begins with its title and a colon; lines below
/// the title stay as they are, such as examples.
fn write_after_help(text: &str, page: &mut Vec<u8>) {
    let mut sections = Roff::new();
    for section in text.trim().split("\n\n") {
        let (title, content) = section.split_once(':').unwrap_or(("Notes", section));
        sections.control("SH", [title.to_uppercase().as_str()]);
        match content.strip_prefix('\n') {
            None => {
                sections.text([roman(content.trim_start())]);
            }
            Some(lines) => {
                // Without filling, each example stays on a line of its own.
                sections.control("nf", []);
                for line in lines.lines() {
                    sections.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
                }
                sections.control("fi", []);
            }
        }
    }
    page.extend_from_slice(sections.to_roff().as_bytes());
}
