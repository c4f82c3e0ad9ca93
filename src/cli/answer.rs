//! The options of the subcommands that answer a query.

use interorg::export::{Content, Format};
use interorg::graph::Graph;
use interorg::model::Date;
use interorg::query::{Filter, Query};

use super::choice::choice;
use super::data::DataArgs;
use super::date::GivenDate;
use super::error::CliError;
use super::filter::{FilterArgs, resolve};

#[derive(clap::Args)]
pub(super) struct AnswerArgs {
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(clap::Args)]
#[command(next_help_heading = "Output")]
struct OutputArgs {
    #[command(flatten)]
    format: FormatArg,
    /// Add the sources that each row rests on
    #[arg(long)]
    evidence: bool,
}

#[derive(clap::Args)]
pub(super) struct FormatArg {
    /// The format of the answer
    #[arg(long, value_name = "FORMAT", default_value = "table",
        value_parser = choice(Format::all_that_hold(Content::Table), Format::name, |_| ""))]
    pub(super) format: Format,
}

impl AnswerArgs {
    /// Returns the filter (see [`FilterArgs::filter`]).
    pub(super) fn filter(&self) -> Result<Filter, CliError> {
        self.filter.filter(&self.data)
    }

    /// Returns a date (see [`GivenDate::resolve`]).
    pub(super) fn date(&self, date: GivenDate) -> Result<Date, CliError> {
        date.resolve(&self.data)
    }

    /// Loads the dataset and resolves the filter against it (see [`resolve`]).
    pub(super) fn query(&self) -> Result<Query<'static>, CliError> {
        self.resolve(&self.filter()?)
    }

    /// Loads the dataset and resolves another filter against it (see [`resolve`]).
    pub(super) fn resolve(&self, filter: &Filter) -> Result<Query<'static>, CliError> {
        resolve(filter, &self.data)
    }

    /// Loads the dataset as a graph.
    pub(super) fn graph(&self) -> Result<&'static Graph, CliError> {
        self.data.graph()
    }

    /// Returns the format of the answer.
    pub(super) fn format(&self) -> Format {
        self.output.format.format
    }

    /// Returns `true` if the format of the answer shows notes below its tables.
    pub(super) fn has_place_for_notes(&self) -> bool {
        matches!(self.format(), Format::Table | Format::Markdown)
    }

    /// Returns `true` if every row shall cite the sources that it rests on.
    pub(super) fn evidence(&self) -> bool {
        self.output.evidence
    }
}
