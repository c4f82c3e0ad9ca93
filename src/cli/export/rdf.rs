//! Formats of RDF of `interorg export`.

use std::slice;

use interorg::analysis::Scope;
use interorg::export::{Content, DEFAULT_BASE, Format, write_rdf};
use interorg::graph::Graph;
use interorg::query::Query;

use super::files::write_file;
use super::{Args, outcome, resolved};
use crate::cli::Outcome;
use crate::cli::error::{CliError, note};
use crate::cli::extension::{Offered, format_of};
use crate::cli::given::Given;
use crate::cli::limits::Reads;
use crate::cli::stamp::Stamped;

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
    pub(super) fn base<'a>(&'a self, graph: &'a Graph) -> &'a str {
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
    let query = resolved(args, Query::select_courses)?;
    let selection = query.select_courses();
    let base = args.rdf.base(query.graph());
    let hash = write_file(args, path, |output| {
        Ok(write_rdf(&selection, format, base, output)?)
    })?;
    let stamped = Stamped::of_query(given, &query, Scope::Organizations).in_all_languages();
    args.stamp.write_beside(
        Some(format),
        path,
        || hash.unwrap_or_default(),
        &stamped,
        &args.data.data,
    )?;
    Ok(outcome(
        slice::from_ref(&query),
        Reads::Courses,
        selection.is_restricted() && selection.is_empty(),
    ))
}
