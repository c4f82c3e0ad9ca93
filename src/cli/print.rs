//! Tables and dossiers on standard output, in the requested format.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use interorg::export::{self, Format};
use interorg::phrase::visible;
use interorg::view::{Cell, Dossier, Reference, Table};

use super::Outcome;
use super::answer::{Context, Output};
use super::engine;
use super::error::{CliError, print_text};
use super::terminal;

/// The width of tables if standard output is not a terminal.
const DEFAULT_WIDTH: usize = 120;
/// The initial capacity of output buffers, enough for a long dossier, so that they are rarely moved.
const BUFFER_CAPACITY: usize = 120 * 1024;

/// Prints a table and the notes of its context; if it has no rows, says that nothing matched. Programs get a table without
/// rows all the same.
pub(super) fn table(
    table: Table,
    context: &Context<'_>,
    output: &Output,
) -> Result<Outcome, CliError> {
    let is_empty = table.rows.is_empty();
    if is_empty {
        engine::need_whole()?;
    }
    if is_empty && !output.is_for_programs() {
        return Ok(nothing_matched(context));
    }
    write_table(table, context, output)?;
    Ok(finish(is_empty, context))
}

/// Writes a table, also one without rows.
pub(super) fn write_table(
    table: Table,
    context: &Context<'_>,
    output: &Output,
) -> Result<(), CliError> {
    let mut table = context.in_own_words(table, Table::in_words_of);
    let provenance = context.provenance(output)?;
    let mut bytes = Vec::with_capacity(BUFFER_CAPACITY);
    match output.format {
        Format::Table => {
            writeln!(bytes, "{}\n{}", heading(&table.title), body(&table))?;
            write_sources(&table.sources, &mut bytes)?;
        }
        Format::Json => {
            table.notes.extend_from_slice(context.notes());
            export::write_table_json(&table, &provenance, &mut bytes)?;
        }
        format => {
            export::write_table(&table, &provenance, format, output.csv, &mut bytes)?;
        }
    }
    output.write_answer(&bytes, context)
}

/// Prints the notes of an answer that was written, and if it is empty that nothing matched.
pub(super) fn finish(is_empty: bool, context: &Context<'_>) -> Outcome {
    if is_empty {
        return nothing_matched(context);
    }
    context.print_notes();
    Outcome::Done
}

/// Says on standard error that nothing matched, with the notes of the answer.
pub(super) fn nothing_matched(context: &Context<'_>) -> Outcome {
    say_that_nothing_matched();
    context.print_notes();
    Outcome::Negative
}

/// Says on standard error that nothing matched.
pub(super) fn say_that_nothing_matched() {
    print_text("nothing matched\n");
}

/// Prints a dossier and the notes of its context; if nothing matched, says so, and only programs get a dossier.
pub(super) fn dossier(
    dossier: Dossier,
    context: &Context<'_>,
    output: &Output,
    is_empty: bool,
) -> Result<Outcome, CliError> {
    let mut dossier = context.in_own_words(dossier, Dossier::in_words_of);
    if is_empty {
        engine::need_whole()?;
    }
    if is_empty && !output.is_for_programs() {
        return Ok(nothing_matched(context));
    }
    let provenance = context.provenance(output)?;
    let mut bytes = Vec::with_capacity(BUFFER_CAPACITY);
    match output.format {
        Format::Table => dossier_text(&dossier, &mut bytes)?,
        Format::Json => {
            dossier.notes.extend_from_slice(context.notes());
            export::write_dossier_json(&dossier, &provenance, &mut bytes)?;
        }
        format => {
            export::write_dossier(&dossier, &provenance, format, output.csv, &mut bytes)?;
        }
    }
    output.write_answer(&bytes, context)?;
    Ok(finish(is_empty, context))
}

/// Prints a table of many columns: as many side by side as fit, the others below, always with the first column.
pub(super) fn wide_table(
    table: Table,
    context: &Context<'_>,
    output: &Output,
) -> Result<(), CliError> {
    let table = &context.in_own_words(table, Table::in_words_of);
    let mut bytes = Vec::with_capacity(BUFFER_CAPACITY);
    writeln!(bytes, "{}", heading(&table.title))?;
    for (number, columns) in column_groups(table, DEFAULT_WIDTH).iter().enumerate() {
        let separator = if number > 0 { "\n" } else { "" };
        writeln!(bytes, "{separator}{}", columns_side_by_side(table, columns))?;
    }
    for note in &table.notes {
        writeln!(bytes, "{}", wrap(note, 0))?;
    }
    write_sources(&table.sources, &mut bytes)?;
    output.write_answer(&bytes, context)
}

/// Divides the columns of a table into groups that fit into a width; the first column is in each group.
fn column_groups(table: &Table, width: usize) -> Vec<Vec<usize>> {
    // Wider cells are wrapped.
    const MAX_COLUMN_WIDTH: usize = 24;
    const COLUMN_GAP: usize = 3;
    let column_width = |column: usize| {
        let cells = table.rows.iter().map(|row| row[column].text());
        let texts = cells.chain([table.columns[column].title.to_string()]);
        let longest = texts.map(|text| text.chars().count()).max().unwrap_or(0);
        longest.min(MAX_COLUMN_WIDTH) + COLUMN_GAP
    };
    let first = column_width(0);
    let mut groups = vec![vec![0]];
    let mut used = first;
    let shown = (1..table.columns.len()).filter(|column| table.columns[*column].is_for_people());
    for column in shown {
        let needed = column_width(column);
        if used + needed > width && used > first {
            groups.push(vec![0]);
            used = first;
        }
        used += needed;
        groups
            .last_mut()
            .expect("there is a group from the start")
            .push(column);
    }
    groups
}

fn dossier_text(dossier: &Dossier, bytes: &mut Vec<u8>) -> Result<(), CliError> {
    writeln!(bytes, "{}", heading(&dossier.title))?;
    let titles = dossier
        .facts_for_people()
        .map(|fact| fact.column.title.len());
    let title_width = titles.max().unwrap_or(0);
    for fact in dossier.facts_for_people() {
        let title = format!("{}:", visible(&fact.column.title));
        let value = wrap(&fact.cell.text(), title_width + 4);
        writeln!(bytes, "  {title:<width$} {value}", width = title_width + 1)?;
    }
    for section in dossier.filled_sections() {
        writeln!(bytes, "\n{}\n{}", heading(&section.title), body(section))?;
    }
    if !dossier.notes.is_empty() {
        writeln!(bytes, "\nNotes")?;
        for note in &dossier.notes {
            writeln!(bytes, "  - {}", wrap(note, 4))?;
        }
    }
    write_sources(&dossier.sources, bytes)
}

fn heading(title: &str) -> String {
    wrap(title, 0)
}

/// Returns a text of the dataset, safe to print and wrapped to the width of the output.
fn wrap(text: &str, indent: usize) -> String {
    terminal::wrap(&visible(text), indent, output_width())
}

fn write_sources(references: &[Reference], bytes: &mut Vec<u8>) -> Result<(), CliError> {
    if references.is_empty() {
        return Ok(());
    }
    writeln!(bytes, "\nSources")?;
    for reference in references {
        writeln!(
            bytes,
            "  [{}] {}",
            reference.number,
            visible(&reference.text)
        )?;
    }
    Ok(())
}

/// Returns the rows and notes of a table; columns that are empty in every row are left out.
fn body(table: &Table) -> String {
    let columns: Vec<usize> = table.filled_columns().collect();
    let mut text = columns_side_by_side(table, &columns);
    for note in &table.notes {
        text.push('\n');
        text.push_str(&wrap(note, 0));
    }
    text
}

/// Returns some columns of a table, or each row as a list where the columns do not fit.
fn columns_side_by_side(table: &Table, columns: &[usize]) -> String {
    let titles = columns
        .iter()
        .map(|column| visible(&table.columns[*column].title));
    let titles: Vec<Cow<'_, str>> = titles.collect();
    let titles: Vec<&str> = titles.iter().map(AsRef::as_ref).collect();
    let cells = |row: &Vec<Cell>| {
        columns
            .iter()
            .map(|column| cell_text(&row[*column]))
            .collect()
    };
    let rows: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
    let width = output_width();
    let lists = || terminal::lists(&titles, &rows, width, is_bold());
    let Some(table) = terminal::table(&titles, &rows, width, is_bold()) else {
        return lists();
    };
    // On a narrow terminal, columns of a word or two take more lines than lists do.
    let is_narrow = width < DEFAULT_WIDTH;
    let lists = is_narrow.then(lists);
    let lists = lists.filter(|lists| lists.lines().count() < table.lines().count());
    lists.unwrap_or(table)
}

/// Returns the text of a cell, safe to print.
fn cell_text(cell: &Cell) -> String {
    let text = cell.text();
    match visible(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(visible) => visible,
    }
}

/// Returns the width of the terminal, or the default if there is none. It is determined once.
fn output_width() -> usize {
    static WIDTH: OnceLock<usize> = OnceLock::new();
    *WIDTH.get_or_init(|| match terminal_size::terminal_size_of(io::stdout()) {
        Some((terminal_size::Width(width), _)) if width > 0 => usize::from(width),
        _ => DEFAULT_WIDTH,
    })
}

/// Returns `true` if headings are bold: on a terminal, unless `NO_COLOR` or a plain terminal forbids it.
fn is_bold() -> bool {
    let stdout = io::stdout();
    stdout.is_terminal() && anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never
}
