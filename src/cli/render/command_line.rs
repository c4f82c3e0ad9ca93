//! The command line that a named view stands for.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Command};
use interorg::model::{NamedView, ViewOption};

use crate::cli::data::DataArgs;
use crate::cli::error::CliError;
use crate::cli::{Call, Cli, Verb};

/// The options that a view cannot have, because `render` decides where and from what it is written, because no file would
/// be written, or because a dataset of others would name a file or a program of the user.
const RESERVED: [&str; 11] = [
    "output",
    "format",
    "data",
    "max-size",
    "styles",
    "help",
    "version",
    "font",
    "engine",
    "engine-schema",
    "engine-timeout",
];

/// Parses the command line that writes a view to a file. The subcommand gets the paths of the dataset, which is loaded already, so
/// that it does not overwrite them, and reads it as requested unless the view says otherwise.
pub(super) fn parse(view: &NamedView, file: &Path, data: &DataArgs) -> Result<Call, CliError> {
    let command = command(view)?;
    let mut line: Vec<OsString> = vec![env!("CARGO_PKG_NAME").into(), (*view.subcommand).into()];
    for option in &view.options {
        match option.name.as_str() {
            "caption" => line.push(with_path("--caption=", &caption(view, option, file)?)),
            _ => line.extend(words(option, &command)?.into_iter().map(OsString::from)),
        }
    }
    line.push(with_path("--output=", file));
    line.extend(data.data.iter().map(|input| with_path("--data=", input)));
    for (name, value) in data.reading_options() {
        if !view.options.iter().any(|option| *option.name == *name) {
            line.push(format!("--{name}={value}").into());
        }
    }
    // What follows is never an option, whatever a dataset has there.
    line.push("--".into());
    line.extend(view.arguments.iter().map(|word| OsString::from(&**word)));
    Cli::from_arguments(line.into_iter()).map_err(|error| usage(&error))
}

/// Returns the subcommand of a view, as clap knows it.
fn command(view: &NamedView) -> Result<Command, CliError> {
    let name = &*view.subcommand;
    let is_allowed = Verb::ANSWERING.contains(&name);
    Verb::command(name).filter(|_| is_allowed).ok_or_else(|| {
        let message = format!("`{name}` is not a subcommand that answers or draws");
        let hint = format!(
            "Views can have the subcommands {}.",
            Verb::ANSWERING.join(", ")
        );
        CliError::Usage(message, Some(hint))
    })
}

/// Returns the file of the caption of a view, which is beside the picture and has the same name.
fn caption(view: &NamedView, option: &ViewOption, file: &Path) -> Result<PathBuf, CliError> {
    let names = ["md", "txt"].map(|extension| format!("{}.{extension}", view.name));
    match option.values.as_ref() {
        [value] if names.iter().any(|name| **name == **value) => Ok(file.with_file_name(&**value)),
        _ => Err(CliError::Usage(
            "the caption of a view has another name than its picture".to_owned(),
            Some(format!(
                "Write `caption: {}`.",
                names.join("` or `caption: ")
            )),
        )),
    }
}

/// Returns an option as words of a command line.
fn words(option: &ViewOption, command: &Command) -> Result<Vec<String>, CliError> {
    let name = option.name.as_str();
    if RESERVED.contains(&name) {
        let message = format!("a view cannot have the option `{name}`");
        let hint = "A view names no files and programs: `render` and its formats decide what is written where.";
        return Err(CliError::Usage(message, Some(hint.to_owned())));
    }
    let mut arguments = command.get_arguments();
    let argument = arguments.find(|argument| argument.get_long() == Some(name));
    match argument {
        // The parser explains an unknown option better.
        None => Ok(vec![format!("--{name}")]),
        Some(argument) if !argument.get_action().takes_values() => flag(option),
        Some(argument) if takes_several(argument) => several(option),
        Some(_) => {
            let values = option.values.iter();
            Ok(values.map(|value| format!("--{name}={value}")).collect())
        }
    }
}

/// Returns `true` if one occurrence of an option takes several values.
fn takes_several(argument: &Arg) -> bool {
    let counts = argument.get_num_args();
    counts.is_some_and(|counts| counts.max_values() > 1)
}

fn flag(option: &ViewOption) -> Result<Vec<String>, CliError> {
    let name = &option.name;
    match option.values.as_ref() {
        [value] if &**value == "true" => Ok(vec![format!("--{name}")]),
        [value] if &**value == "false" => Ok(Vec::new()),
        _ => Err(CliError::Usage(
            format!("the option `{name}` has no value"),
            Some(format!("Write `{name}: true`, or leave the option out.")),
        )),
    }
}

fn several(option: &ViewOption) -> Result<Vec<String>, CliError> {
    if let Some(value) = option.values.iter().find(|value| value.starts_with('-')) {
        let message = format!("the option `{}` has the value `{value}`", option.name);
        let hint = "One of several values cannot begin with a hyphen.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    let values = option.values.iter().map(|value| value.to_string());
    let name = format!("--{}", option.name);
    Ok(std::iter::once(name).chain(values).collect())
}

fn with_path(option: &str, path: &Path) -> OsString {
    let mut word = OsString::from(option);
    word.push(path);
    word
}

/// Returns an error of the parser without its usage, which is that of a command line and not of a view.
fn usage(error: &clap::Error) -> CliError {
    let text = error.render().to_string();
    let reason = text.split("\n\nUsage:").next().unwrap_or_default();
    let reason = reason.split("\n\nFor more information").next();
    let reason = reason.unwrap_or_default().trim_start_matches("error: ");
    let reason = reason.split("  tip:").next().unwrap_or_default();
    let words: Vec<&str> = reason.split_whitespace().collect();
    let similar = match error.get(ContextKind::SuggestedArg) {
        Some(ContextValue::String(similar)) => Some(similar.trim_start_matches('-')),
        _ => None,
    };
    let hint = similar.map(|similar| format!("Did you mean `{similar}`?"));
    CliError::Usage(words.join(" "), hint)
}
