//! Property graphs of `interorg export`.

use std::path::Path;
use std::slice;

use interorg::analysis::Scope;
use interorg::export::{
    Content, Format, PropertyGraph, property_graph, write_cypher, write_property_table,
};
use interorg::query::Query;

use super::files::{create_folder, folder, write_file};
use super::{Args, outcome, resolved};
use crate::cli::Outcome;
use crate::cli::error::{CliError, note};
use crate::cli::extension::{Offered, format_of};
use crate::cli::given::Given;
use crate::cli::limits::Reads;
use crate::cli::stamp::Stamped;

pub(super) fn run(args: &Args, format: Format, given: &Given) -> Result<Outcome, CliError> {
    check_output(args, format)?;
    let path = args.output.as_deref();
    let query = resolved(args, Query::select_courses)?;
    note(&format!(
        "{format} leaves out amounts, attributes, rival readings, counter-evidence, names in other languages, and when claims were \
         recorded; `export turtle` has them"
    ));
    let selection = query.select_courses();
    let graph = property_graph(&selection);
    if format == Format::Neo4j {
        write_folder(args, &graph, folder(path)?)?;
    } else {
        let hash = write_file(args, path, |output| Ok(write_cypher(&graph, output)?))?;
        let stamped = Stamped::of_query(given, &query, Scope::Organizations);
        args.stamp.write_beside(
            Some(format),
            path,
            || hash.unwrap_or_default(),
            &stamped,
            &args.data.data,
        )?;
    }
    Ok(outcome(
        slice::from_ref(&query),
        Reads::Courses,
        selection.is_restricted() && selection.is_empty(),
    ))
}

/// Writes a file per table.
fn write_folder(args: &Args, graph: &PropertyGraph, folder: &Path) -> Result<(), CliError> {
    create_folder(folder)?;
    for table in graph.nodes.iter().chain(&graph.relationships) {
        let path = folder.join(table.file_name());
        write_file(args, Some(&path), |output| {
            Ok(write_property_table(table, output)?)
        })?;
    }
    Ok(())
}

/// Checks that the output can hold the format.
fn check_output(args: &Args, format: Format) -> Result<(), CliError> {
    let path = args.output.as_deref();
    if format == Format::Cypher {
        let offered = Offered::all_that_hold(Content::PropertyGraph);
        format_of(Some(format), path, format, &offered)?;
        return args.stamp.check(Some(format), path);
    }
    if args.stamp.is_requested() {
        let message = "`--stamp` does not apply to neo4j".to_owned();
        let hint = "It applies to one file, such as that of `export cypher`.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    folder(path).map(drop)
}
