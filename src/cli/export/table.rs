//! One relational table of `interorg export`, with the rows of what the filters select.

use std::io::Write;

use interorg::analysis::Scope;
use interorg::analysis::tables::{ProjectedTable, Projection, TableDefinition};
use interorg::export::{Provenance, write_projected, write_projection_codebook};
use interorg::query::{Filter, Query};

use super::Args;
use super::content::Content;
use super::panels::{resolved, write_stamped};
use crate::cli::Outcome;
use crate::cli::error::CliError;
use crate::cli::given::Given;
use crate::cli::progress::during;

pub(super) fn run(
    args: &Args,
    name: &'static str,
    filter: &Filter,
    given: &Given,
) -> Result<Outcome, CliError> {
    if args.data.names_language() {
        let message = format!("--lang does not apply to the table `{name}`");
        let hint = "The table `label` has labels and names in every language.".to_owned();
        return Err(CliError::Usage(message, Some(hint)));
    }
    let options = args.table_options(Content::Table(name))?;
    let query = resolved(args, filter, Content::Table(name))?;
    let graph = args.data.graph()?;
    let projection = during("building the graph", || Projection::new(graph));
    let projection = projection.with_min_confidence(query.min_confidence());
    let table = projection.selected_table(name, &query);
    let table = table.expect("the name was parsed as that of a table");
    if args.has_filters(filter) && !table.definition().can_be_filtered() {
        return Err(refusal(name));
    }
    if args.codebook {
        return write_codebook(args, table, given, &query);
    }
    let scope = scope(table.definition(), &query);
    write_stamped(
        args,
        given,
        &query,
        scope,
        Some(options.format),
        |stamp, output| {
            let mut provenance =
                Provenance::of_every_coding("export", &query).with_argument("table", name);
            if let Some(stamp) = stamp {
                provenance = provenance.with_stamp(stamp);
            }
            let mut output = output;
            let (format, csv) = (options.format, options.csv);
            let count = write_projected(&table, &provenance, format, csv, &mut output)?;
            Ok(count == 0)
        },
    )
}

fn write_codebook(
    args: &Args,
    table: ProjectedTable<'_>,
    given: &Given,
    query: &Query<'_>,
) -> Result<Outcome, CliError> {
    write_stamped(
        args,
        given,
        query,
        Scope::Dataset,
        None,
        |_, mut output: &mut dyn Write| {
            write_projection_codebook(&[table], &mut output)?;
            Ok(false)
        },
    )
}

/// Returns which records a table rests on.
fn scope(table: &TableDefinition, query: &Query<'_>) -> Scope {
    if table.is_of_partnerships() {
        Scope::Partnerships
    } else if table.can_be_filtered() && query.select().is_restricted() {
        Scope::Organizations
    } else {
        Scope::Dataset
    }
}

fn refusal(name: &str) -> CliError {
    let message = format!("filters do not apply to the table `{name}`");
    let hint = "Leave them out: its rows belong to no partnership, operation or organization.";
    CliError::Usage(message, Some(hint.to_owned()))
}
