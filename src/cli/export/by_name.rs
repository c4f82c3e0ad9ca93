//! The names of relational tables as arguments.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, TypedValueParser};
use interorg::analysis::tables::{TABLE_NAMES, table_named};

/// The relational tables that the help lists, with what a row is.
const LISTED: [(&str, &str); 11] = [
    ("spell", "One row per spell, for event-history analysis"),
    (
        "participation",
        "One row per participation of an organization in an operation",
    ),
    ("amount", "One row per amount, such as troops in a year"),
    ("organization", "One row per organization"),
    (
        "membership",
        "One row per organization that is a part or member of another one",
    ),
    ("operation", "One row per operation"),
    ("motive", "One row per motive of a side of a partnership"),
    ("milestone", "One row per milestone"),
    ("lesson", "One row per lesson"),
    ("source", "One row per source"),
    (
        "statement",
        "One row per claim or definition, with its evidence",
    ),
];

/// A parser of the names of relational tables, in the singular or plural, and of other names.
#[derive(Clone)]
pub(in crate::cli) struct OrTable<P: TypedValueParser> {
    of_table: fn(&'static str) -> P::Value,
    /// The parser of the other names. Its help has some of the tables (see [`listed_tables`]).
    others: P,
}

impl<P: TypedValueParser> OrTable<P> {
    pub(in crate::cli) fn new(of_table: fn(&'static str) -> P::Value, others: P) -> Self {
        Self { of_table, others }
    }
}

impl<P: TypedValueParser> TypedValueParser for OrTable<P> {
    type Value = P::Value;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<Self::Value, clap::Error> {
        let name = value.to_str().unwrap_or_default();
        // The usual name of milestones in event data.
        let name = if name == "events" { "milestone" } else { name };
        match table_named(name) {
            Some(table) => Ok((self.of_table)(table)),
            None => self.others.parse_ref(command, argument, value),
        }
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        self.others.possible_values()
    }
}

/// Returns the names of the relational tables that the help lists.
pub(in crate::cli) fn listed_tables() -> impl Iterator<Item = PossibleValue> {
    let listed = LISTED.into_iter();
    listed.map(|(name, help)| PossibleValue::new(name).help(help))
}

/// Returns a text for the help: what an argument is, and the names of the tables that it does not list.
pub(in crate::cli) fn with_other_tables(argument: &str) -> String {
    let others = TABLE_NAMES.into_iter();
    let others = others.filter(|name| LISTED.iter().all(|(listed, _)| listed != name));
    let others: Vec<&str> = others.collect();
    format!(
        "{argument}\n\nEvery table of `export tables` has a name, in the singular or plural. These are the names beside those below: {}.",
        others.join(", ")
    )
}
