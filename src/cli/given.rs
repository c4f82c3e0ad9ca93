//! The arguments that were given to a subcommand, and the command line that asks the same with ids for names.

use std::ffi::OsStr;
use std::mem::discriminant;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Command};
use interorg::graph::{Graph, Thing};
use interorg::model::{Date, Identified as _};
use interorg::query::{Filter, coder_named};

use super::date::{MINUS, is_date, is_date_name, is_now};
use super::filter::canonical_values;

/// The arguments that do not change the content: where an answer is written, from what files, and how it is computed.
const NO_CONTENT: [&str; 19] = [
    "output",
    "format",
    "data",
    "max_size",
    "max_read_memory",
    "threads",
    "stamp",
    "caption",
    "graphviz",
    "font",
    "styles",
    "engine",
    "engine_schema",
    "engine_timeout",
    "max_records",
    "whole_up_to",
    "max_rows",
    "max_memory",
    "timeout",
];

/// The arguments that were given to a subcommand.
#[derive(Default)]
pub(super) struct Given {
    subcommand: String,
    /// Positional arguments first, then options, both in the order of the help.
    arguments: Vec<Argument>,
}

/// An argument with the values that were given.
struct Argument {
    id: String,
    /// The long name of an option; `None` for a positional argument.
    option: Option<String>,
    /// The name of the values, such as `ORG`; empty if the argument takes none.
    value_name: String,
    /// Whether all values follow the option at once.
    has_several_values: bool,
    /// What separates several values in one.
    delimiter: Option<char>,
    values: Vec<String>,
}

impl Given {
    /// Reads the arguments that change the content of an answer.
    pub(super) fn of(command: &Command, matches: &ArgMatches) -> Self {
        let Some((name, matches)) = matches.subcommand() else {
            return Self::default();
        };
        let subcommand = command.find_subcommand(name);
        let defined = subcommand.into_iter().flat_map(Command::get_arguments);
        let given = defined.filter(|argument| {
            let id = argument.get_id().as_str();
            !NO_CONTENT.contains(&id) && matches.value_source(id) == Some(ValueSource::CommandLine)
        });
        let mut arguments: Vec<Argument> = given
            .filter(|argument| !is_default(argument, matches))
            .map(|argument| Argument::of(argument, matches))
            .collect();
        arguments.sort_by_key(|argument| argument.option.is_some());
        Self {
            subcommand: name.to_owned(),
            arguments,
        }
    }

    /// Returns the name of the subcommand.
    pub(super) fn subcommand(&self) -> &str {
        &self.subcommand
    }

    /// Returns those words of the command line that say how the dataset is read, not what is selected.
    pub(super) fn reading(&self, graph: &Graph) -> String {
        // A page adds its language by itself, because a reader can choose another.
        const READING: [&str; 3] = ["as_recorded", "coder", "ties"];
        let mut words = Vec::new();
        for argument in &self.arguments {
            if READING.contains(&argument.id.as_str()) {
                argument.push_words(&Filter::default(), graph, &mut words);
            }
        }
        let words: Vec<String> = words.iter().map(|word| shell_word(word)).collect();
        words.join(" ")
    }

    /// Returns the command line that gives the same answer, with ids for names and days for dates. `filter` has the ids of
    /// the filters; it may have others than were given.
    pub(super) fn command_line(&self, filter: &Filter, graph: &Graph) -> String {
        let mut words = vec![env!("CARGO_PKG_NAME").to_owned(), self.subcommand.clone()];
        for argument in &self.arguments {
            argument.push_words(filter, graph, &mut words);
        }
        let words: Vec<String> = words.iter().map(|word| shell_word(word)).collect();
        words.join(" ")
    }
}

impl Argument {
    fn of(argument: &Arg, matches: &ArgMatches) -> Self {
        let id = argument.get_id().as_str();
        let takes_values = argument.get_action().takes_values();
        let values = matches.get_raw(id).into_iter().flatten();
        let names = argument.get_value_names().unwrap_or_default().first();
        let counts = argument.get_num_args().unwrap_or_default();
        Self {
            id: id.to_owned(),
            option: argument.get_long().map(str::to_owned),
            value_name: names.map(ToString::to_string).unwrap_or_default(),
            has_several_values: counts.max_values() > 1,
            delimiter: argument.get_value_delimiter(),
            values: values
                .filter(|_| takes_values)
                .map(|value| text(value, is_date(argument)))
                .collect(),
        }
    }

    /// Adds the words of the argument to a command line.
    fn push_words(&self, filter: &Filter, graph: &Graph, words: &mut Vec<String>) {
        let values = self.canonical(filter, graph);
        let Some(option) = &self.option else {
            words.extend(values);
            return;
        };
        if self.value_name.is_empty() || values.is_empty() {
            words.push(format!("--{option}"));
        } else if self.has_several_values {
            words.push(format!("--{option}"));
            words.extend(values);
        } else if let Some(delimiter) = self.delimiter {
            let values = values.join(&delimiter.to_string());
            words.extend([format!("--{option}"), values]);
        } else {
            for value in values {
                words.extend([format!("--{option}"), value]);
            }
        }
    }

    fn canonical(&self, filter: &Filter, graph: &Graph) -> Vec<String> {
        let of_filter = canonical_values(filter, &self.id);
        if let Some(values) = of_filter.filter(|values| !values.is_empty()) {
            return values;
        }
        let values = self.values.iter();
        values
            .map(|value| self.canonical_value(value, graph))
            .collect()
    }

    /// Returns a value with the id of the organization or other thing that it names, and a date as a date.
    fn canonical_value(&self, value: &str, graph: &Graph) -> String {
        let id = match &*self.value_name {
            "ORG" | "A" | "B" => {
                let named = graph.organization_named(value);
                named.map(|one| one.record().id().to_string())
            }
            "PASS" => {
                let coder = coder_named(graph, value).ok();
                coder.map(|coder| {
                    graph.dataset().vocabularies().coders[coder]
                        .id()
                        .to_string()
                })
            }
            "THING" => match graph.things_named(value).as_slice() {
                [thing] => {
                    let id = thing.id(graph);
                    // Two things of different kinds may have one id, which then names one of them.
                    let named = graph.things_named(id);
                    let is_named = |named: &Thing<'_>| discriminant(named) == discriminant(thing);
                    let is_clear = matches!(named.as_slice(), [named] if is_named(named));
                    is_clear.then(|| id.to_string())
                }
                _ => None,
            },
            name if is_date_name(name) && is_now(value) => {
                let as_of = graph.as_of().bounded();
                as_of.map(|day| Date::from(day).to_string())
            }
            _ => None,
        };
        id.unwrap_or_else(|| value.to_owned())
    }
}

/// Returns `true` if an argument has the values that it has when it is left out.
fn is_default(argument: &Arg, matches: &ArgMatches) -> bool {
    let values = matches.get_raw(argument.get_id().as_str());
    let defaults = argument.get_default_values().iter();
    let defaults = defaults.map(|value| value.as_os_str());
    defaults.len() > 0 && values.into_iter().flatten().eq(defaults)
}

/// Returns a value as it was typed: negative dates may have been given to the parser with another sign.
fn text(value: &OsStr, is_date: bool) -> String {
    let text = value.to_string_lossy();
    if is_date {
        text.replace(MINUS, "-")
    } else {
        text.into_owned()
    }
}

/// Returns a word as shells read it back.
pub(super) fn shell_word(word: &str) -> String {
    let is_plain =
        |character: char| character.is_ascii_alphanumeric() || "-_./:,=+@%".contains(character);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use interorg::dataset;

    fn command_line(line: &str) -> String {
        let graph = Graph::new(dataset::builtin());
        let call = Cli::from_arguments(line.split(' ').map(Into::into)).expect(line);
        call.given.command_line(&Filter::default(), &graph)
    }

    #[test]
    fn names_become_ids_and_what_is_no_content_is_left_out() {
        let cases = [
            (
                "interorg partners EU --format json -o x.json --evidence",
                "interorg partners eu --evidence",
            ),
            (
                "interorg path NATO AU --limit 5 --data data",
                "interorg path nato au --limit 5",
            ),
            (
                "interorg changes 2000 now",
                "interorg changes 2000 2026-11-30",
            ),
            (
                "interorg diagram timeline --graphviz dot --ego EU",
                "interorg diagram timeline --ego eu",
            ),
            ("interorg diagram network --theme light", "interorg diagram"),
            ("interorg find Berlin Plus", "interorg find Berlin Plus"),
            (
                "interorg diagram --title it's",
                r"interorg diagram --title 'it'\''s'",
            ),
            (
                "interorg diagram evolution --at 1995,-0044",
                "interorg diagram evolution --at 1995,-0044",
            ),
        ];
        for (given, canonical) in cases {
            assert_eq!(command_line(given), canonical);
        }
    }
}
