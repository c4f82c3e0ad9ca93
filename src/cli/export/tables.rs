//! The relational tables of `interorg export`: one file per table in a folder, or all in one file.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use interorg::analysis::tables::{Ordinals, ProjectedTable, Projection};
use interorg::export::{
    Content, ExportError, Format, write_parquet, write_projected_csv, write_projection_codebook,
    write_sqlite, write_xlsx,
};
use interorg::graph::Graph;
use interorg::query::Filter;

use super::content::TableFiles;
use super::files::{create_folder, folder, write_file};
use super::{Args, package};
use crate::cli::Outcome;
use crate::cli::error::CliError;
use crate::cli::extension::{Offered, format_of};
use crate::cli::load::part_of;
use crate::cli::output::{refuse_binary_on_terminal, to_file_with};
use crate::cli::progress::during;

pub(super) fn run(args: &Args, files: TableFiles) -> Result<Outcome, CliError> {
    if !args.codebook {
        check(args, files)?;
    }
    let graph = args.data.graph()?;
    let part = args
        .part
        .map(|_| part_of(graph.dataset().clone()))
        .transpose()?;
    let part = part.map(Graph::new);
    let projection = during("building the graph", || match (&part, args.part) {
        (Some(part), Some(number)) => {
            Projection::new(part).with_ordinals(Ordinals::of_part(number))
        }
        _ => Projection::new(graph),
    });
    let tables = projection.tables();
    if args.codebook {
        return write_codebook(args, &tables);
    }
    let (path, inputs) = (args.output.as_deref(), &args.data.data);
    match files {
        TableFiles::Csv => {
            let options = args.csv.options(Format::Csv)?;
            write_folder(path, &tables, "csv", inputs, |table, mut output| {
                write_projected_csv(table, options, &mut output)
            })?;
            Ok(Outcome::Done)
        }
        TableFiles::Parquet => {
            write_folder(path, &tables, "parquet", inputs, |table, mut output| {
                write_parquet(table, &mut output)
            })?;
            Ok(Outcome::Done)
        }
        TableFiles::Sqlite => write_one(args, |output| write_sqlite(&projection, output)),
        TableFiles::Xlsx => {
            let missing = args.csv.options_outside_csv(Format::Xlsx)?.missing;
            // A record may be longer than a cell, and people read the other tables.
            let is_read = |table: &ProjectedTable<'_>| table.definition().name != "dataset_record";
            let tables: Vec<_> = tables.into_iter().filter(is_read).collect();
            write_one(args, |output| write_xlsx(&tables, missing, output))
        }
        TableFiles::Package => {
            let folder = folder(args.output.as_deref())?;
            package::write(args, graph, &tables, folder)
        }
    }
}

/// Writes each table as a file into a folder, which is created. Files of the `inputs` are never overwritten.
pub(in crate::cli) fn write_folder(
    path: Option<&Path>,
    tables: &[ProjectedTable<'_>],
    extension: &str,
    inputs: &[PathBuf],
    write: impl Fn(&ProjectedTable<'_>, &mut dyn Write) -> Result<(), ExportError>,
) -> Result<(), CliError> {
    let folder = folder(path)?;
    create_folder(folder)?;
    for table in tables {
        let path = folder.join(format!("{}.{extension}", table.definition().name));
        let write = |output: &mut dyn Write| -> Result<(), CliError> {
            let mut output = BufWriter::new(output);
            write(table, &mut output)?;
            Ok(output.flush()?)
        };
        during("writing the file", || to_file_with(&path, inputs, write))?;
    }
    Ok(())
}

/// Refuses options that would write a part of the relational tables, or that do not apply to them.
pub(super) fn refuse_parts(args: &Args, filter: &Filter) -> Result<(), CliError> {
    let (message, hint) = if args.has_filters(filter) {
        let hint = "Leave out filters: rows refer to one another, so a part would have keys without records. One table by its \
                    name takes filters, such as `interorg export spells`.";
        ("the tables are written as a whole", hint)
    } else if args.data.names_language() {
        let hint = "The tables have labels and names in every language.";
        ("--lang does not apply to the tables", hint)
    } else if args.format.is_some() {
        (
            "`--format` does not apply to the tables",
            "Leave it out, or run `interorg export parquet`, `sqlite` or `package`.",
        )
    } else if args.stamp.is_requested() {
        ("`--stamp` does not apply to the tables", "Leave it out.")
    } else {
        return Ok(());
    };
    Err(CliError::Usage(message.to_owned(), Some(hint.to_owned())))
}

/// Checks that the program can write the files, that the options apply to them, and that the output can hold them.
fn check(args: &Args, files: TableFiles) -> Result<(), CliError> {
    let format = match files {
        TableFiles::Csv => return Ok(()),
        TableFiles::Package => return args.csv.refuse("package"),
        TableFiles::Parquet => Format::Parquet,
        TableFiles::Sqlite => Format::Sqlite,
        TableFiles::Xlsx => Format::Xlsx,
    };
    match files {
        TableFiles::Xlsx => args.csv.options_outside_csv(format)?,
        _ => args.csv.options(format)?,
    };
    if !format.is_built() {
        return Err(ExportError::NotBuilt { format }.into());
    }
    if files == TableFiles::Parquet {
        return Ok(());
    }
    let path = args.output.as_deref();
    let offered = Offered::all_that_hold(Content::Tables);
    format_of(Some(format), path, format, &offered)?;
    refuse_binary_on_terminal(format, path)
}

/// Writes all tables into a file.
fn write_one(
    args: &Args,
    write: impl FnOnce(&mut &mut dyn Write) -> Result<(), ExportError>,
) -> Result<Outcome, CliError> {
    let path = args.output.as_deref();
    write_file(args, path, |mut output| Ok(write(&mut output)?))?;
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
    write_file(args, path, |mut output| {
        Ok(write_projection_codebook(tables, &mut output)?)
    })?;
    Ok(Outcome::Done)
}
