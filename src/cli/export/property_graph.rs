//! Property graphs of `interorg export`.

use std::io::{BufWriter, IntoInnerError, Write};
use std::path::Path;

use interorg::analysis::Scope;
use interorg::export::{Content, Format, property_graph, write_cypher, write_property_table};

use super::Args;
use super::graph::create_folder;
use crate::cli::Outcome;
use crate::cli::data::is_stdin;
use crate::cli::error::{CliError, note};
use crate::cli::extension::{Offered, format_of};
use crate::cli::filter::{confidence, near_misses, other_ties, resolve};
use crate::cli::given::Given;
use crate::cli::output::{is_stream, to_file_with, to_stdout_with};
use crate::cli::print::say_that_nothing_matched;
use crate::cli::stamp::{Hashed, Stamped};

pub(super) fn run(args: &Args, format: Format, given: &Given) -> Result<Outcome, CliError> {
    let path = args.output.as_deref();
    if format == Format::Cypher {
        let offered = Offered::all_that_hold(Content::PropertyGraph);
        format_of(Some(format), path, format, &offered)?;
    } else {
        check_folder(args, path)?;
    }
    args.stamp.check(Some(format), path)?;
    let graph = args.filter.graph(&args.data)?;
    let query = resolve(&args.filter.filter(&args.data)?, graph)?;
    let selection = query.select_courses();
    let notes = confidence(&query, || query.select_courses());
    let notes = notes.into_iter().chain(other_ties(&query));
    notes.for_each(|text| note(&text));
    let tables = property_graph(&selection);
    if format == Format::Neo4j {
        let folder = path.expect("`check_folder` requires it");
        create_folder(folder)?;
        for table in tables.nodes.iter().chain(&tables.relationships) {
            let file = folder.join(table.file_name());
            to_file_with(&file, &args.data.data, |output| -> Result<(), CliError> {
                Ok(write_property_table(table, output)?)
            })?;
        }
    } else {
        let mut hash = String::new();
        let write = |output: &mut dyn Write| -> Result<(), CliError> {
            let mut output = BufWriter::new(Hashed::new(output));
            write_cypher(&tables, &mut output)?;
            let hashed = output.into_inner().map_err(IntoInnerError::into_error)?;
            hash = hashed.sha256();
            Ok(())
        };
        match path {
            Some(path) => to_file_with(path, &args.data.data, write)?,
            None => to_stdout_with(write)?,
        }
        let stamped = Stamped::of_query(given, &query, Scope::Organizations);
        args.stamp
            .write_beside(Some(format), path, || hash, &stamped, &args.data.data)?;
    }
    if selection.is_restricted() && selection.is_empty() {
        say_that_nothing_matched();
        near_misses(&query, None).iter().for_each(|text| note(text));
        return Ok(Outcome::Negative);
    }
    Ok(Outcome::Done)
}

/// Checks that the output is a folder.
fn check_folder(args: &Args, path: Option<&Path>) -> Result<(), CliError> {
    if args.stamp.is_requested() {
        let message = "`--stamp` does not apply to neo4j".to_owned();
        let hint = "It applies to one file, such as that of `export cypher`.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    let is_folder = path.is_some_and(|path| !is_stdin(path) && !is_stream(path) && !path.is_file());
    if is_folder {
        return Ok(());
    }
    let message = "several files are written, and no folder is named".to_owned();
    let hint = "Name a folder with -o; it is created.".to_owned();
    Err(CliError::Usage(message, Some(hint)))
}
