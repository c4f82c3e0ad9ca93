//! Formats of RDF of `interorg export`.

use std::io::{BufWriter, IntoInnerError, Write};

use interorg::analysis::Scope;
use interorg::export::{Content, DEFAULT_BASE, Format, write_rdf};
use interorg::graph::Graph;

use super::Args;
use crate::cli::Outcome;
use crate::cli::error::{CliError, note};
use crate::cli::extension::{Offered, format_of};
use crate::cli::filter::{confidence, near_misses, other_ties, resolve};
use crate::cli::given::Given;
use crate::cli::output::{to_file_with, to_stdout_with};
use crate::cli::print::say_that_nothing_matched;
use crate::cli::stamp::{Hashed, Stamped};

#[derive(clap::Args)]
#[command(next_help_heading = "RDF")]
pub(super) struct RdfArgs {
    /// The address that the IRIs of records begin with; if left out, that of the dataset, or https://example.org/interorg/
    #[arg(long, value_name = "IRI")]
    base: Option<String>,
}

impl RdfArgs {
    /// Returns the first option that is given.
    pub(super) fn given(&self) -> Option<&'static str> {
        self.base.as_ref().map(|_| "--base")
    }

    /// Returns the base of IRIs. A note says so if nobody named one.
    fn base<'a>(&'a self, graph: &'a Graph) -> &'a str {
        let named = self.base.as_deref();
        named.or(graph.dataset().about().url.as_deref()).unwrap_or_else(|| {
            note(&format!(
                "neither --base nor the `url` of the dataset says where the data are published, so IRIs begin with \
                 {DEFAULT_BASE}, which is a placeholder"
            ));
            DEFAULT_BASE
        })
    }
}

pub(super) fn run(args: &Args, format: Format, given: &Given) -> Result<Outcome, CliError> {
    let path = args.output.as_deref();
    let offered = Offered::all_that_hold(Content::Rdf);
    format_of(Some(format), path, format, &offered)?;
    args.stamp.check(Some(format), path)?;
    let graph = args.filter.graph(&args.data)?;
    let query = resolve(&args.filter.filter(&args.data)?, graph)?;
    let selection = query.select_courses();
    let notes = confidence(&query, || query.select_courses());
    let notes = notes.into_iter().chain(other_ties(&query));
    notes.for_each(|text| note(&text));
    let is_empty = selection.is_restricted() && selection.is_empty();
    let base = args.rdf.base(graph);
    let mut hash = String::new();
    let write = |output: &mut dyn Write| -> Result<(), CliError> {
        let mut output = BufWriter::new(Hashed::new(output));
        write_rdf(&selection, format, base, &mut output)?;
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
    if is_empty {
        say_that_nothing_matched();
        near_misses(&query, None).iter().for_each(|text| note(text));
        return Ok(Outcome::Negative);
    }
    Ok(Outcome::Done)
}
