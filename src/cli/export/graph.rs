//! Graph formats of `interorg export`: one file, or a folder of files.

use std::path::{Path, PathBuf};
use std::slice;

use interorg::analysis::Scope;
use interorg::analysis::elements::{ElementOptions, Elements, OperationElements, elements, waves};
use interorg::export::{
    Content, Format, GraphDocument, GraphLayout, GraphOptions, GraphTable, write_graph,
    write_graph_table,
};
use interorg::model::Day;
use interorg::query::{Query, Selection, TimeStep};

use super::files::{create_folder, folder, write_file};
use super::{Args, outcome, resolved};
use crate::cli::Outcome;
use crate::cli::choice::choice;
use crate::cli::error::{CliError, note};
use crate::cli::extension::{Offered, format_of};
use crate::cli::given::Given;
use crate::cli::limits::Reads;
use crate::cli::progress::during;
use crate::cli::stamp::Stamped;

#[derive(clap::Args)]
#[command(next_help_heading = "Graphs")]
pub(super) struct GraphArgs {
    /// How operations appear: an edge per operation that two partners share, or a node per operation and an edge per
    /// participation
    #[arg(long, value_name = "HOW", default_value = "none",
        value_parser = choice(OperationElements::ALL.iter().copied(), OperationElements::name, |_| ""))]
    operations: OperationElements,
    /// Also an edge per membership of one organization in another
    #[arg(long)]
    memberships: bool,
    /// One file per year in a folder, all with the same nodes, over --during or from the first tie
    #[arg(long, conflicts_with = "at")]
    by_year: bool,
    /// node-link: name the list of edges `links`, as D3 and networkx before 3.4 read it
    #[arg(long)]
    links_key: bool,
}

impl GraphArgs {
    /// Returns the first option that is given.
    pub(super) fn given(&self) -> Option<&'static str> {
        let given = [
            (self.operations != OperationElements::None, "--operations"),
            (self.memberships, "--memberships"),
            (self.by_year, "--by-year"),
            (self.links_key, "--links-key"),
        ];
        let given = given.into_iter().find(|(is_given, _)| *is_given);
        given.map(|(_, option)| option)
    }

    pub(super) fn links_key(&self) -> bool {
        self.links_key
    }

    fn elements(&self) -> ElementOptions {
        ElementOptions {
            operations: self.operations,
            memberships: self.memberships,
        }
    }
}

/// A file of a graph.
struct GraphFile {
    format: Format,
    /// The table, if the format is one of tables.
    table: Option<GraphTable>,
    /// The path; `None` for standard output.
    path: Option<PathBuf>,
}

pub(super) fn run(args: &Args, format: Format, given: &Given) -> Result<Outcome, CliError> {
    let options = args.graph_options(format)?;
    check_output(args, format)?;
    let query = resolved(args, Query::select)?;
    let selection = query.select();
    note_what_is_left_out(format);
    if args.graph.by_year {
        return write_waves(args, format, &query, &selection, options);
    }
    let elements = elements(&selection, args.graph.elements());
    let is_empty = elements.edges.is_empty();
    let layout = during("laying out the graph", || laid_out(&selection, &elements));
    let document = GraphDocument::new(&selection, elements, layout, options);
    note_unknown_weights(document.unknown_weights());
    let files = files(format, args.output.as_deref())?;
    let stamped = Stamped::of_query(given, &query, Scope::Organizations);
    for file in files {
        let hash = write(args, &document, &file)?;
        let path = file.path.as_deref();
        let holder = Some(format);
        args.stamp
            .write_beside(holder, path, || hash, &stamped, &args.data.data)?;
    }
    Ok(outcome(slice::from_ref(&query), Reads::States, is_empty))
}

/// Writes one network per year, all with the same nodes in the same places.
fn write_waves(
    args: &Args,
    format: Format,
    query: &Query<'static>,
    selection: &Selection<'static>,
    options: GraphOptions,
) -> Result<Outcome, CliError> {
    let step: TimeStep = "1y".parse().expect("this is a step");
    let days = query.series(query.graph().ties(), step)?;
    let folder = folder(args.output.as_deref())?;
    if days.is_empty() {
        return Ok(outcome(slice::from_ref(query), Reads::States, true));
    }
    create_folder(folder)?;
    let queries: Vec<Query<'_>> = days.iter().map(|day| query.at(*day)).collect();
    let parts: Vec<Selection<'_>> = queries.iter().map(Query::select).collect();
    let (whole, parts_of) = waves(selection, &parts, args.graph.elements());
    let layout = during("laying out the graph", || laid_out(selection, &whole));
    let (mut edges, mut unknown) = (0, 0);
    for ((day, part), elements) in days.iter().zip(&parts).zip(parts_of) {
        let document = GraphDocument::new(part, elements, layout.clone(), options).on(*day);
        edges += document.edge_count();
        unknown += document.unknown_weights();
        for file in files(format, Some(&wave_path(folder, format, *day)))? {
            write(args, &document, &file)?;
        }
    }
    note_unknown_weights(unknown);
    Ok(outcome(&queries, Reads::States, edges == 0))
}

fn wave_path(folder: &Path, format: Format, day: Day) -> PathBuf {
    let year = day.year();
    folder.join(match format.extensions().first() {
        Some(extension) => format!("{year}.{extension}"),
        None => year.to_string(),
    })
}

fn laid_out(selection: &Selection<'_>, elements: &Elements<'_>) -> GraphLayout {
    let layout = GraphLayout::new(selection, elements);
    if !layout.has_positions() {
        note("the graph is too large to be laid out, so nodes have no positions");
    }
    layout
}

/// Returns the files of a graph. Tables are files in a folder, which is created.
fn files(format: Format, path: Option<&Path>) -> Result<Vec<GraphFile>, CliError> {
    let file = |table: Option<GraphTable>, path| GraphFile {
        format,
        table,
        path,
    };
    if format != Format::NodesEdges {
        return Ok(vec![file(None, path.map(Path::to_owned))]);
    }
    let folder = folder(path)?;
    create_folder(folder)?;
    let tables = GraphTable::ALL.iter().copied();
    let files = tables.map(|table| file(Some(table), Some(folder.join(table.file_name()))));
    Ok(files.collect())
}

/// Writes a file, and returns the SHA-256 of its bytes if a stamp is requested.
fn write(args: &Args, document: &GraphDocument<'_>, file: &GraphFile) -> Result<String, CliError> {
    let hash = write_file(args, file.path.as_deref(), |mut output| {
        match file.table {
            Some(table) => write_graph_table(document, table, &mut output)?,
            None => write_graph(document, file.format, &mut output)?,
        }
        Ok(())
    })?;
    Ok(hash.unwrap_or_default())
}

/// Checks that the output can hold the files, and that its extension does not name another format.
fn check_output(args: &Args, format: Format) -> Result<(), CliError> {
    let path = args.output.as_deref();
    let offered = Offered::all_that_hold(Content::Graph);
    let needs_folder = args.graph.by_year || format == Format::NodesEdges;
    if !needs_folder {
        format_of(Some(format), path, format, &offered)?;
        return args.stamp.check(Some(format), path);
    }
    folder(path)?;
    if args.graph.by_year && args.stamp.is_requested() {
        let message = "`--stamp` does not apply to `--by-year`".to_owned();
        let hint = "Leave it out, or write one date with --at.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    args.stamp.check(Some(format), path)
}

/// Prints a note on what a format cannot carry of a graph.
fn note_what_is_left_out(format: Format) {
    let carried = match format {
        Format::Pajek => "labels, positions and weights",
        Format::Dl => "ids and weights",
        _ => return,
    };
    note(&format!(
        "{format} carries {carried} alone: attributes, kinds and dates are left out"
    ));
}

fn note_unknown_weights(count: usize) {
    match count {
        0 => {}
        1 => {
            note("1 edge has an unknown weight, which is written as 0; --min-weight leaves it out")
        }
        _ => note(&format!(
            "{count} edges have an unknown weight, which is written as 0; --min-weight leaves them out"
        )),
    }
}
