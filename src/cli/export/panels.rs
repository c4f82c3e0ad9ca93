//! Tables for statistics, and the dataset as one file.

use std::io::Write;
use std::slice;

use interorg::analysis::{self, DyadYearOptions, Scope, Stamp};
use interorg::dataset::to_json;
use interorg::export::{self, CsvOptions, ExportError, Format, Provenance};
use interorg::graph::Graph;
use interorg::model::Dataset;
use interorg::query::{Filter, Query};
use interorg::view::panel::{self, PanelColumns, PanelKind};

use super::content::Content;
use super::files::write_file;
use super::{Args, outcome};
use crate::cli::Outcome;
use crate::cli::data::canonical;
use crate::cli::error::{CliError, note};
use crate::cli::extension::{Offered, format_of};
use crate::cli::filter::{confidence, resolve};
use crate::cli::given::Given;
use crate::cli::limits::Reads;
use crate::cli::stamp::Stamped;

pub(super) fn run(
    args: &Args,
    content: Content,
    filter: &Filter,
    given: &Given,
) -> Result<Outcome, CliError> {
    let table = args.table_options(content)?;
    if content == Content::Dataset && args.data.names_language() {
        let message = "--lang does not apply to `export dataset`".to_owned();
        let hint = "The dataset is written with its labels and names in every language.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    let query = resolved(args, filter, content)?;
    // A dataset has no place for a stamp.
    let is_panel = !args.codebook && content != Content::Dataset;
    let holder = Some(table.format).filter(|_| is_panel);
    let scope = scope(content);
    write_stamped(args, given, &query, scope, holder, |stamp, output| {
        write_content(args, content, &table, &query, stamp, output)
    })
}

/// Resolves the filters, and prints the notes on what they leave out.
pub(super) fn resolved(
    args: &Args,
    filter: &Filter,
    content: Content,
) -> Result<Query<'static>, CliError> {
    let graph = match content {
        // Ties by shared operations are no records.
        Content::Dataset => args.data.graph()?,
        _ => args.filter.graph(&args.data)?,
    };
    let query = resolve(filter, graph)?;
    let confidence = confidence(&query, || query.select_courses());
    confidence.iter().for_each(|text| note(text));
    Ok(query)
}

/// Writes an answer with its stamp: in the file if its format holds one, and otherwise beside it if that is requested. `write` returns
/// `true` if it is a table without rows.
pub(super) fn write_stamped(
    args: &Args,
    given: &Given,
    query: &Query<'_>,
    scope: Scope,
    holder: Option<Format>,
    write: impl FnOnce(Option<Stamp>, &mut dyn Write) -> Result<bool, CliError>,
) -> Result<Outcome, CliError> {
    let path = args.output.as_deref();
    args.stamp.check(holder, path)?;
    let stamped = Stamped::of_query(given, query, scope);
    let stamp = args.stamp.inside(holder, &stamped)?;
    let mut is_empty = false;
    let hash = write_file(args, path, |output| {
        is_empty = write(stamp, output)?;
        Ok(())
    })?;
    args.stamp.write_beside(
        holder,
        path,
        || hash.unwrap_or_default(),
        &stamped,
        &args.data.data,
    )?;
    Ok(outcome(slice::from_ref(query), Reads::Courses, is_empty))
}

/// How a table is written.
pub(super) struct TableOptions {
    pub(super) format: Format,
    pub(super) csv: CsvOptions,
}

impl Args {
    /// Returns how the content is written.
    ///
    /// # Errors
    /// Fails if the format is not known (see [`format_of`]), or cannot represent the content.
    pub(super) fn table_options(&self, content: Content) -> Result<TableOptions, CliError> {
        let (content, default) = match content {
            Content::Dataset => (export::Content::Dataset, Format::Yaml),
            _ => (export::Content::Panel, Format::Csv),
        };
        if self.codebook {
            let markdown = [Offered::of(Format::Markdown)];
            format_of(None, self.output.as_deref(), Format::Markdown, &markdown)?;
        } else if let Some(format) = self.format.filter(|format| !format.holds(content)) {
            return Err(ExportError::Unsupported { format, content }.into());
        }
        let offered = Offered::all_that_hold(content);
        let path = self.output.as_deref().filter(|_| !self.codebook);
        let format = format_of(self.format, path, default, &offered)?;
        let csv = self.csv.options(format)?;
        Ok(TableOptions { format, csv })
    }

    fn provenance(&self, kind: PanelKind, query: &Query<'_>) -> Provenance {
        let provenance =
            Provenance::of_every_coding("export", query).with_argument("table", kind.name());
        match kind {
            PanelKind::DyadYears => provenance
                .with_argument("directed", self.directed)
                .with_argument("balanced", self.balanced)
                .with_argument("every_pair", self.every_pair),
            _ => provenance,
        }
    }
}

/// Returns which records the requested content rests on.
fn scope(content: Content) -> Scope {
    match content {
        Content::Panel(_) => Scope::Organizations,
        _ => Scope::Dataset,
    }
}

/// Writes the requested content. Returns `true` if it is a table without rows.
fn write_content(
    args: &Args,
    content: Content,
    table: &TableOptions,
    query: &Query<'_>,
    stamp: Option<Stamp>,
    output: &mut dyn Write,
) -> Result<bool, CliError> {
    let graph = query.graph();
    let Content::Panel(kind) = content else {
        let text = match table.format {
            Format::Json => to_json(whole_dataset(graph)),
            _ => canonical(whole_dataset(graph)),
        };
        output.write_all(text.as_bytes())?;
        return Ok(false);
    };
    let mut provenance = args.provenance(kind, query);
    if let Some(stamp) = stamp {
        provenance = provenance.with_stamp(stamp);
    }
    let mut writer = PanelWriter {
        args,
        table,
        provenance,
        output,
    };
    match kind {
        PanelKind::DyadYears => {
            let options = DyadYearOptions {
                directed: args.directed,
                balanced: args.balanced,
                every_pair: args.every_pair,
            };
            let columns = panel::dyad_years(graph, options.directed);
            writer.write(&columns, analysis::dyad_years(query, options))
        }
        PanelKind::OrganizationYears => {
            let rows = analysis::organization_years(query);
            writer.write(&panel::organization_years(graph), rows)
        }
    }
}

/// Writes tables for statistics, or their codebooks.
struct PanelWriter<'a> {
    args: &'a Args,
    table: &'a TableOptions,
    provenance: Provenance,
    output: &'a mut dyn Write,
}

impl PanelWriter<'_> {
    /// Writes a table or its codebook. Returns `true` if it is a table without rows.
    fn write<'g, R>(
        &mut self,
        columns: &PanelColumns<'g, R>,
        rows: impl Iterator<Item = R>,
    ) -> Result<bool, CliError> {
        let output = &mut self.output;
        if self.args.codebook {
            export::write_panel_codebook(columns, output)?;
            return Ok(false);
        }
        let TableOptions { format, csv } = *self.table;
        let count = export::write_panel(columns, rows, &self.provenance, format, csv, output)?;
        Ok(count == 0)
    }
}

/// Returns the dataset to write: with its withdrawn claims, unless it is read as it was recorded on a day.
fn whole_dataset(graph: &Graph) -> &Dataset {
    match graph.record_day() {
        Some(_) => graph.dataset(),
        None => graph.complete_dataset(),
    }
}
