//! The relational tables of `interorg export`: one file per table in a folder, or a database.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use interorg::analysis::tables::{ProjectedTable, Projection};
use interorg::export::{
    Content, CsvOptions, Format, write_projected_csv, write_projection_codebook, write_sqlite,
};
use interorg::query::Filter;

use super::content::TableFiles;
use super::files::{create_folder, folder, write_hashed};
use super::{Args, package};
use crate::cli::Outcome;
use crate::cli::error::CliError;
use crate::cli::extension::{Offered, format_of};
use crate::cli::output::{refuse_binary_on_terminal, to_file_with};
use crate::cli::progress::during;

pub(super) fn run(args: &Args, files: TableFiles) -> Result<Outcome, CliError> {
    match files {
        TableFiles::Sqlite if !args.codebook => check_database(args)?,
        TableFiles::Package => args.csv.refuse("package")?,
        _ => {}
    }
    let graph = args.data.graph()?;
    let projection = during("building the graph", || Projection::new(graph));
    let tables = projection.tables();
    if args.codebook {
        return write_codebook(args, &tables);
    }
    if files == TableFiles::Sqlite {
        return write_database(args, &projection);
    }
    let csv = args.csv.options(Format::Csv)?;
    if files == TableFiles::Package {
        let folder = folder(args.output.as_deref())?;
        return package::write(args, graph, &tables, folder);
    }
    write_folder(args.output.as_deref(), &tables, csv, &args.data.data)?;
    Ok(Outcome::Done)
}

/// Writes each table as a file of CSV into a folder, which is created. Files of the `inputs` are never overwritten.
pub(in crate::cli) fn write_folder(
    path: Option<&Path>,
    tables: &[ProjectedTable<'_>],
    csv: CsvOptions,
    inputs: &[PathBuf],
) -> Result<(), CliError> {
    let folder = folder(path)?;
    create_folder(folder)?;
    for table in tables {
        let path = folder.join(format!("{}.csv", table.definition().name));
        let write = |output: &mut dyn Write| -> Result<(), CliError> {
            let mut output = BufWriter::new(output);
            write_projected_csv(table, csv, &mut output)?;
            Ok(output.flush()?)
        };
        during("writing the file", || to_file_with(&path, inputs, write))?;
    }
    Ok(())
}

/// Refuses options that would write a part of the relational tables, or that do not apply to them.
pub(super) fn refuse_parts(args: &Args, filter: &Filter) -> Result<(), CliError> {
    let is_read_otherwise = args.filter.requested_ties().is_some() || args.filter.names_coder();
    let (message, hint) = if *filter != Filter::default() || is_read_otherwise {
        let hint = "Leave out filters: rows refer to one another, so a part would have keys without records. A query of \
                    the tables selects what is needed.";
        ("the tables are written as a whole", hint)
    } else if args.data.names_language() {
        let hint = "The tables have labels and names in every language.";
        ("--lang does not apply to the tables", hint)
    } else if args.format.is_some() {
        (
            "`--format` does not apply to the tables",
            "Leave it out: they are CSV.",
        )
    } else if args.stamp.is_requested() {
        ("`--stamp` does not apply to the tables", "Leave it out.")
    } else {
        return Ok(());
    };
    Err(CliError::Usage(message.to_owned(), Some(hint.to_owned())))
}

/// Checks that the options apply to a database, and that the output can hold one.
fn check_database(args: &Args) -> Result<(), CliError> {
    let path = args.output.as_deref();
    let offered = Offered::all_that_hold(Content::Tables);
    format_of(Some(Format::Sqlite), path, Format::Sqlite, &offered)?;
    args.csv.options(Format::Sqlite)?;
    refuse_binary_on_terminal(Format::Sqlite, path)
}

fn write_database(args: &Args, projection: &Projection<'_>) -> Result<Outcome, CliError> {
    write_hashed(args, args.output.as_deref(), |mut output| {
        Ok(write_sqlite(projection, &mut output)?)
    })?;
    Ok(Outcome::Done)
}

fn write_codebook(args: &Args, tables: &[ProjectedTable<'_>]) -> Result<Outcome, CliError> {
    let path = args.output.as_deref();
    format_of(
        None,
        path,
        Format::Markdown,
        &[Offered::of(Format::Markdown)],
    )?;
    write_hashed(args, path, |mut output| {
        Ok(write_projection_codebook(tables, &mut output)?)
    })?;
    Ok(Outcome::Done)
}
