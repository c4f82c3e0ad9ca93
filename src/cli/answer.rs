//! The options of the subcommands that answer a query.

use std::io::Write;
use std::path::PathBuf;

use anstream::adapter::strip_bytes;
use interorg::analysis::Scope;
use interorg::export::{Content, CsvOptions, ExportError, Format, MissingStyle, Provenance};
use interorg::graph::{Graph, Ties};
use interorg::model::{Date, Labels};
use interorg::query::{Filter, Query};
use interorg::sql;

use super::choice::choice;
use super::data::{DataArgs, is_stdin};
use super::date::GivenDate;
use super::engine::{self, Batches};
use super::error::{CliError, note};
use super::extension::{Offered, format_of};
use super::filter::{FilterArgs, refuse_idle_weight, resolve};
use super::given::Given;
use super::output::{text_to_stdout, to_file, to_file_with, to_stdout, to_stdout_with};
use super::stamp::{StampArg, Stamped, sha256};

#[derive(clap::Args)]
pub(super) struct AnswerArgs {
    #[command(flatten)]
    filter: FilterArgs,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    evidence: EvidenceArg,
    #[command(flatten)]
    stamp: StampArg,
    #[command(flatten)]
    data: DataArgs,
}

#[derive(clap::Args)]
#[command(next_help_heading = "Output")]
struct EvidenceArg {
    /// Add the sources that each row rests on
    #[arg(long)]
    evidence: bool,
}

/// Where an answer is written, and how.
#[derive(clap::Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArgs {
    /// The format; if left out, that of the file's extension, or table
    #[arg(long, value_name = "FORMAT",
        value_parser = choice(Format::all_that_hold(Content::Table), Format::name, |_| ""))]
    format: Option<Format>,
    /// Write to this file, in the format of its extension
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    csv: CsvArgs,
}

/// How CSV is written.
#[derive(clap::Args)]
#[command(next_help_heading = "Output")]
pub(super) struct CsvArgs {
    /// CSV: how missing values are written
    #[arg(long, value_name = "STYLE",
        value_parser = choice(MissingStyle::ALL.iter().copied(), MissingStyle::name, MissingStyle::description))]
    missing: Option<MissingStyle>,
    /// CSV: begin with a byte order mark, by which Excel recognizes UTF-8
    #[arg(long)]
    bom: bool,
    /// CSV: write texts such as =1+2 unchanged, although a spreadsheet would evaluate them
    #[arg(long)]
    raw: bool,
}

impl AnswerArgs {
    /// Returns the filter (see [`FilterArgs::filter`]).
    pub(super) fn filter(&self) -> Result<Filter, CliError> {
        self.filter.filter(&self.data)
    }

    /// Returns `true` if other ties or another coding pass than the usual ones are requested.
    pub(super) fn is_read_otherwise(&self) -> bool {
        self.filter.is_read_otherwise()
    }

    /// Returns the filter of an answer that weighs nothing (see [`refuse_idle_weight`]).
    pub(super) fn unweighted_filter(&self, answer: &str) -> Result<Filter, CliError> {
        let filter = self.filter()?;
        refuse_idle_weight(&filter, answer)?;
        Ok(filter)
    }

    /// Loads the dataset and resolves the filter of an answer that weighs nothing.
    pub(super) fn unweighted_query(&self, answer: &str) -> Result<Query<'static>, CliError> {
        self.resolve(&self.unweighted_filter(answer)?)
    }

    /// States that the question is about the names of the filter and these organizations (see [`DataArgs::is_about`]).
    pub(super) fn is_about(&self, organizations: &[String]) {
        self.is_about_scope(self.filter.scope(organizations));
    }

    /// States that the question is about the names of the filter and these things (see [`DataArgs::is_about`]).
    pub(super) fn is_about_things(&self, things: &[String]) {
        self.is_about_scope(sql::Scope {
            things: things.to_vec(),
            ..self.filter.scope(&[])
        });
    }

    fn is_about_scope(&self, scope: sql::Scope) {
        // A stamp states which records there are, also of others; so does the note on what a coding pass reads.
        let has_stamp = self.output.format_is(Format::Json) || self.stamp.is_requested();
        if has_stamp || self.filter.names_coder() {
            engine::ask_for_whole();
        }
        self.data.is_about(scope);
    }

    /// Returns a date (see [`GivenDate::resolve`]).
    pub(super) fn date(&self, date: GivenDate) -> Result<Date, CliError> {
        date.resolve(&self.data)
    }

    /// Loads the dataset and resolves the filter against it (see [`resolve`]).
    pub(super) fn query(&self) -> Result<Query<'static>, CliError> {
        self.resolve(&self.filter()?)
    }

    /// Loads the dataset, and resolves the filter for chains of ties of the requested kind, by default of any kind.
    pub(super) fn recorded_query(&self) -> Result<Query<'static>, CliError> {
        self.filter.recorded_query(&self.data)
    }

    /// Loads the dataset and resolves another filter against it (see [`resolve`]).
    pub(super) fn resolve(&self, filter: &Filter) -> Result<Query<'static>, CliError> {
        resolve(filter, self.graph()?)
    }

    /// Returns the partnerships in an engine that the question may be about, some at a time; `None` if no engine is given, or if the
    /// filters need all of them at once.
    pub(super) fn batches(&self) -> Result<Option<Batches>, CliError> {
        let ties = self.filter.requested_ties();
        let is_of_pairs = ties.is_none_or(|ties| ties == Ties::Partnerships);
        if !is_of_pairs || self.filter.names_coder() {
            return Ok(None);
        }
        self.data.batches()
    }

    /// Returns the options of the dataset.
    pub(super) fn data(&self) -> &DataArgs {
        &self.data
    }

    /// Loads the dataset as a graph with the requested ties.
    pub(super) fn graph(&self) -> Result<&'static Graph, CliError> {
        self.filter.graph(&self.data)
    }

    /// Returns where the answer is written, and how (see [`OutputArgs::output`]).
    pub(super) fn output(&self) -> Result<Output, CliError> {
        self.output.output(&self.data.data)?.stamped(self.stamp)
    }

    /// Returns `true` if every row shall cite the sources that it rests on.
    pub(super) fn evidence(&self) -> bool {
        self.evidence.evidence
    }
}

impl OutputArgs {
    /// Returns where the answer is written, and how. Files of the `inputs` are never overwritten.
    ///
    /// # Errors
    /// Fails if the format is not known (see [`format_of`]), or if options of CSV are given for another format.
    pub(super) fn output(&self, inputs: &[PathBuf]) -> Result<Output, CliError> {
        self.output_of(Content::Table, inputs)
    }

    /// Returns `true` if the answer is in a format.
    fn format_is(&self, format: Format) -> bool {
        let offered = Offered::all_that_hold(Content::Table);
        let chosen = format_of(self.format, self.output.as_deref(), Format::Table, &offered);
        chosen.is_ok_and(|chosen| chosen == format)
    }

    /// Returns where an answer of another content is written, and how (see [`output`](Self::output)).
    ///
    /// # Errors
    /// Fails like [`output`](Self::output), and if the format cannot represent the content.
    pub(super) fn output_of(
        &self,
        content: Content,
        inputs: &[PathBuf],
    ) -> Result<Output, CliError> {
        let offered = Offered::all_that_hold(content);
        let path = self.output.as_deref();
        let format = format_of(self.format, path, Format::Table, &offered)?;
        if !format.holds(content) {
            return Err(ExportError::Unsupported { format, content }.into());
        }
        Ok(Output {
            format,
            path: self.output.clone(),
            csv: self.csv.options(format)?,
            stamp: StampArg::default(),
            inputs: inputs.to_vec(),
        })
    }
}

impl CsvArgs {
    /// Returns the options for a format.
    ///
    /// # Errors
    /// Fails if an option is given, and the format is not CSV.
    pub(super) fn options(&self, format: Format) -> Result<CsvOptions, CliError> {
        if format != Format::Csv {
            self.refuse(format.name())?;
        }
        Ok(CsvOptions {
            missing: self.missing,
            byte_order_mark: self.bom,
            raw: self.raw,
        })
    }

    /// Fails if an option is given, which does not apply to what is written.
    pub(super) fn refuse(&self, what: &str) -> Result<(), CliError> {
        let given = [
            ("--missing", self.missing.is_some()),
            ("--bom", self.bom),
            ("--raw", self.raw),
        ];
        match given.into_iter().find(|(_, is_given)| *is_given) {
            Some((option, _)) => Err(CliError::Usage(
                format!("`{option}` does not apply to {what}"),
                Some("It applies to csv.".to_owned()),
            )),
            None => Ok(()),
        }
    }
}

impl CsvArgs {
    /// Returns the options for a graph format or a workbook. `--missing` applies to all of them: a note says which have no
    /// attributes.
    ///
    /// # Errors
    /// Fails if an option is given that does not apply to the format.
    pub(super) fn options_outside_csv(&self, format: Format) -> Result<CsvOptions, CliError> {
        let of_tables = [("--bom", self.bom), ("--raw", self.raw)];
        let of_tables = of_tables.into_iter().find(|(_, is_given)| *is_given);
        let idle = match format {
            Format::NodesEdges => None,
            _ => of_tables.map(|(option, _)| option),
        };
        match idle {
            Some(option) => Err(CliError::Usage(
                format!("`{option}` does not apply to {format}"),
                Some("Leave it out.".to_owned()),
            )),
            None => Ok(CsvOptions {
                missing: self.missing,
                byte_order_mark: self.bom,
                raw: self.raw,
            }),
        }
    }
}

/// Where an answer is written, and how.
pub(super) struct Output {
    pub(super) format: Format,
    path: Option<PathBuf>,
    pub(super) csv: CsvOptions,
    stamp: StampArg,
    inputs: Vec<PathBuf>,
}

impl Output {
    /// Returns the output with a stamp as requested.
    ///
    /// # Errors
    /// Fails if a stamp is requested, and there is no place for it.
    pub(super) fn stamped(self, stamp: StampArg) -> Result<Self, CliError> {
        stamp.check(Some(self.format), self.path.as_deref())?;
        Ok(Self { stamp, ..self })
    }

    /// Returns `true` if the format shows notes beside its rows.
    pub(super) fn has_place_for_notes(&self) -> bool {
        self.format != Format::Csv
    }

    /// Returns `true` if programs read the format.
    pub(super) fn is_for_programs(&self) -> bool {
        matches!(self.format, Format::Json | Format::Csv)
    }

    /// Writes the bytes of the answer. A text for people has colours only on a terminal, and only where they are wanted.
    pub(super) fn write(&self, bytes: &[u8]) -> Result<(), CliError> {
        let file = self.path.as_deref().filter(|path| !is_stdin(path));
        match (file, self.format) {
            (Some(path), Format::Table) => {
                let plain = strip_bytes(bytes).into_vec();
                to_file(path, &plain, &self.inputs)
            }
            (Some(path), _) => to_file(path, bytes, &self.inputs),
            (None, Format::Table) => text_to_stdout(bytes),
            (None, _) => to_stdout(bytes),
        }
    }

    /// Writes an answer for programs piece by piece.
    pub(super) fn write_with(
        &self,
        write: impl FnOnce(&mut dyn Write) -> Result<(), CliError>,
    ) -> Result<(), CliError> {
        match self.path.as_deref() {
            Some(path) => to_file_with(path, &self.inputs, write),
            None => to_stdout_with(write),
        }
    }

    /// Writes the bytes of an answer (see [`write`](Self::write)), and its stamp beside the file, if requested.
    pub(super) fn write_answer(&self, bytes: &[u8], context: &Context<'_>) -> Result<(), CliError> {
        self.write(bytes)?;
        let Some(stamped) = &context.stamped else {
            return Ok(());
        };
        let path = self.path.as_deref();
        let hash = || sha256(bytes);
        self.stamp
            .write_beside(Some(self.format), path, hash, stamped, &self.inputs)
    }
}

/// What belongs to an answer beside its rows: where it comes from, and notes that the view does not have.
pub(super) struct Context<'a> {
    provenance: Provenance,
    /// What its stamp states; `None` if the answer is not about one dataset.
    stamped: Option<Stamped<'a>>,
    /// What the dataset calls its operations; `None` if the answer is not about one dataset.
    labels: Option<&'a Labels>,
    notes: Vec<String>,
}

impl<'a> Context<'a> {
    /// Creates the context of an answer to a query.
    pub(super) fn of_query(given: &'a Given, query: &Query<'a>, scope: Scope) -> Self {
        let provenance = Provenance::of_query(given.subcommand(), query);
        let stamped = Stamped::of_query(given, query, scope);
        Self::stamped(provenance, stamped, query.graph())
    }

    /// Creates the context of an answer that reads every coding unless the query names one.
    pub(super) fn of_every_coding(given: &'a Given, query: &Query<'a>, scope: Scope) -> Self {
        let provenance = Provenance::of_every_coding(given.subcommand(), query);
        let stamped = Stamped::of_query(given, query, scope);
        Self::stamped(provenance, stamped, query.graph())
    }

    /// Creates the context of an answer about a dataset as a whole.
    pub(super) fn of_graph(given: &'a Given, graph: &'a Graph, scope: Scope) -> Self {
        let provenance = Provenance::of_graph(given.subcommand(), graph);
        Self::stamped(provenance, Stamped::of_graph(given, graph, scope), graph)
    }

    fn stamped(provenance: Provenance, stamped: Stamped<'a>, graph: &'a Graph) -> Self {
        Self {
            stamped: Some(stamped),
            labels: Some(&graph.dataset().about().labels),
            ..Self::without_stamp(provenance)
        }
    }

    /// Creates the context of an answer that has no stamp.
    pub(super) fn without_stamp(provenance: Provenance) -> Self {
        Self {
            provenance,
            stamped: None,
            labels: None,
            notes: Vec::new(),
        }
    }

    /// Returns an answer in the words of the dataset for its operations and participations.
    pub(super) fn in_own_words<T>(&self, answer: T, change: impl Fn(T, &Labels) -> T) -> T {
        match self.labels {
            Some(labels) => change(answer, labels),
            None => answer,
        }
    }

    /// Adds an argument of the subcommand.
    pub(super) fn with_argument(mut self, name: &str, value: impl serde::Serialize) -> Self {
        self.provenance = self.provenance.with_argument(name, value);
        self
    }

    /// Restricts the partnerships that the answer rests on by a second filter.
    pub(super) fn among(mut self, filter: Filter) -> Self {
        if let Some(stamped) = &mut self.stamped {
            stamped.among(filter);
        }
        self
    }

    /// Lets the answer rest on the partnerships as all coding passes read them, because it compares these.
    pub(super) fn comparing_passes(mut self) -> Self {
        if let Some(stamped) = &mut self.stamped {
            stamped.basis.compares_passes = true;
        }
        self
    }

    /// Lets the answer rest on partnerships at any time, because it is about what they were before and after.
    pub(super) fn at_any_time(mut self) -> Self {
        if let Some(stamped) = &mut self.stamped {
            stamped.basis.filter.at = None;
            stamped.basis.filter.during = None;
        }
        self
    }

    /// Returns where the answer comes from, with its stamp if the format of the output holds one.
    pub(super) fn provenance(&self, output: &Output) -> Result<Provenance, CliError> {
        let provenance = self.provenance.clone();
        let Some(stamped) = self.stamped.as_ref().filter(|_| !engine::is_only_part()) else {
            return Ok(provenance);
        };
        let stamp = output.stamp.inside(Some(output.format), stamped)?;
        Ok(match stamp {
            Some(stamp) => provenance.with_stamp(stamp),
            None => provenance,
        })
    }

    /// Adds notes.
    pub(super) fn note(&mut self, notes: impl IntoIterator<Item = String>) {
        self.notes.extend(notes);
    }

    /// Returns the notes that JSON has beside those of the view.
    pub(super) fn notes(&self) -> &[String] {
        &self.notes
    }

    /// Prints the notes on standard error.
    pub(super) fn print_notes(&self) {
        self.notes.iter().for_each(|text| note(text));
    }
}
