//! Tables and dossiers on standard output, in the requested format.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use interorg::export::{self, Format};
use interorg::phrase::visible;
use interorg::view::dossier::Dossier;
use interorg::view::{Cell, Reference, Table};

use super::Outcome;
use super::error::{CliError, print_text};
use super::output::{text_to_stdout, to_stdout};
use super::terminal;

/// The width of tables if standard output is not a terminal.
const DEFAULT_WIDTH: usize = 120;
/// The initial capacity of output buffers, enough for a long dossier, so that they are rarely moved.
const BUFFER_CAPACITY: usize = 120 * 1024;

/// Prints a table; if it has no rows, says that nothing matched.
pub(super) fn table(table: &Table, format: Format) -> Result<Outcome, CliError> {
    if table.rows.is_empty() {
        return nothing(format);
    }
    let mut bytes = Vec::with_capacity(BUFFER_CAPACITY);
    match format {
        Format::Table => {
            writeln!(bytes, "{}\n{}", heading(&table.title), body(table))?;
            write_sources(&table.sources, &mut bytes)?;
            text_to_stdout(&bytes)?;
        }
        format => {
            export::write_table(table, format, &mut bytes)?;
            to_stdout(&bytes)?;
        }
    }
    Ok(Outcome::Done)
}

/// Prints that nothing matched; in JSON also prints an empty list, so that programs can read the output.
pub(super) fn nothing(format: Format) -> Result<Outcome, CliError> {
    if format == Format::Json {
        to_stdout(b"[]\n")?;
    }
    Ok(nothing_matched())
}

/// Says on standard error that nothing matched.
pub(super) fn nothing_matched() -> Outcome {
    print_text("nothing matched\n");
    Outcome::Negative
}

/// Prints a dossier.
pub(super) fn dossier(dossier: &Dossier, format: Format) -> Result<Outcome, CliError> {
    let mut bytes = Vec::with_capacity(BUFFER_CAPACITY);
    match format {
        Format::Table => {
            dossier_text(dossier, &mut bytes)?;
            text_to_stdout(&bytes)?;
        }
        format => {
            export::write_dossier(dossier, format, &mut bytes)?;
            to_stdout(&bytes)?;
        }
    }
    Ok(Outcome::Done)
}

/// Prints a table of many columns: as many side by side as fit, the others below, always with the first column.
pub(super) fn wide_table(table: &Table) -> Result<Outcome, CliError> {
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
    text_to_stdout(&bytes)?;
    Ok(Outcome::Done)
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
    for column in 1..table.columns.len() {
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
    let names = dossier.facts.iter().map(|(name, _)| name.len());
    let name_width = names.max().unwrap_or(0);
    for (name, value) in &dossier.facts {
        let name = format!("{}:", visible(&name.replace('-', " ")));
        let value = wrap(&value.text(), name_width + 4);
        writeln!(bytes, "  {name:<width$} {value}", width = name_width + 1)?;
    }
    for section in &dossier.sections {
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
