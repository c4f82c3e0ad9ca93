//! Prints tables and dossiers in the format asked for.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};
use std::sync::OnceLock;

use interorg::export;
use interorg::phrase::visible;
use interorg::view::dossier::Dossier;
use interorg::view::{Cell, Reference, Table};

use super::Outcome;
use super::columns::{in_columns, in_lines, in_lists};
use super::error::CliError;
use super::output::{DataFormat, to_stdout};

/// The width of tables where there is no terminal to fit.
const WIDTH: usize = 120;
/// How many bytes a long dossier takes; with room for them from the start they are moved no more.
const LONG: usize = 120 * 1024;

/// Prints a table; says so on standard error if it has no row.
pub(super) fn table(table: &Table, format: DataFormat) -> Result<Outcome, CliError> {
    if table.rows.is_empty() {
        return nothing(format);
    }
    let mut bytes = Vec::with_capacity(LONG);
    match format {
        DataFormat::Table => {
            writeln!(bytes, "{}\n{}", heading(&table.title), drawn(table))?;
            sources(&table.sources, &mut bytes)?;
        }
        DataFormat::Json => export::write_table_json(table, &mut bytes)?,
        DataFormat::Csv => export::write_table_csv(table, &mut bytes)?,
        DataFormat::Markdown => export::write_table_markdown(table, &mut bytes)?,
    }
    to_stdout(&bytes)?;
    Ok(Outcome::Done)
}

/// Says that nothing matched; a program that reads JSON gets an empty list all the same.
pub(super) fn nothing(format: DataFormat) -> Result<Outcome, CliError> {
    if format == DataFormat::Json {
        to_stdout(b"[]\n")?;
    }
    Ok(nothing_matched())
}

/// Says on standard error that nothing matched.
pub(super) fn nothing_matched() -> Outcome {
    let _ = writeln!(anstream::stderr(), "nothing matched");
    Outcome::Negative
}

/// Prints a dossier.
pub(super) fn dossier(dossier: &Dossier, format: DataFormat) -> Result<Outcome, CliError> {
    let mut bytes = Vec::with_capacity(LONG);
    match format {
        DataFormat::Table => dossier_text(dossier, &mut bytes)?,
        DataFormat::Json => export::write_dossier_json(dossier, &mut bytes)?,
        DataFormat::Markdown => export::write_dossier_markdown(dossier, &mut bytes)?,
        DataFormat::Csv => export::write_dossier_csv(dossier, &mut bytes)?,
    }
    to_stdout(&bytes)?;
    Ok(Outcome::Done)
}

/// Prints a table of many columns for people: as many side by side as fit, the rest below, each time
/// with the first column.
pub(super) fn wide_table(table: &Table) -> Result<Outcome, CliError> {
    let mut bytes = Vec::with_capacity(LONG);
    writeln!(bytes, "{}", heading(&table.title))?;
    let parts = parts(table, WIDTH);
    for (number, columns) in parts.iter().enumerate() {
        let between = if number > 0 { "\n" } else { "" };
        writeln!(bytes, "{between}{}", drawn_columns(table, columns))?;
    }
    for note in &table.notes {
        writeln!(bytes, "{}", in_lines(&visible(note), 0, room()))?;
    }
    sources(&table.sources, &mut bytes)?;
    to_stdout(&bytes)?;
    Ok(Outcome::Done)
}

/// Divides the columns of a table into parts that fit a width; the first column is in each.
fn parts(table: &Table, width: usize) -> Vec<Vec<usize>> {
    // A wider cell is broken into lines, and columns are set apart by three blanks.
    const WIDEST: usize = 24;
    const APART: usize = 3;
    let wide = |column: usize| {
        let cells = table.rows.iter().map(|row| row[column].text());
        let texts = cells.chain([table.columns[column].title.to_string()]);
        let widest = texts.map(|text| text.chars().count()).max().unwrap_or(0);
        widest.min(WIDEST) + APART
    };
    let first = wide(0);
    let mut parts = vec![vec![0]];
    let mut used = first;
    for column in 1..table.columns.len() {
        if used + wide(column) > width && used > first {
            parts.push(vec![0]);
            used = first;
        }
        used += wide(column);
        parts
            .last_mut()
            .expect("there is a part from the start")
            .push(column);
    }
    parts
}

fn dossier_text(dossier: &Dossier, bytes: &mut Vec<u8>) -> Result<(), CliError> {
    writeln!(bytes, "{}", heading(&dossier.title))?;
    let widest = dossier
        .facts
        .iter()
        .map(|(name, _)| name.len())
        .max()
        .unwrap_or(0);
    for (name, value) in &dossier.facts {
        let name = format!("{}:", name.replace('-', " "));
        let value = in_lines(&visible(&value.text()), widest + 4, room());
        writeln!(bytes, "  {name:<width$} {value}", width = widest + 1)?;
    }
    for section in &dossier.sections {
        writeln!(bytes, "\n{}\n{}", heading(&section.title), drawn(section))?;
    }
    if !dossier.notes.is_empty() {
        writeln!(bytes, "\nNotes")?;
        for note in &dossier.notes {
            writeln!(bytes, "  - {}", in_lines(&visible(note), 4, room()))?;
        }
    }
    sources(&dossier.sources, bytes)
}

/// Breaks a heading into the lines that there is room for.
fn heading(title: &str) -> String {
    in_lines(&visible(title), 0, room())
}

fn sources(references: &[Reference], bytes: &mut Vec<u8>) -> Result<(), CliError> {
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

/// Draws a table for people, without the columns in which nothing stands.
///
/// No word is broken that is not very long: where the columns do not fit, each row is drawn as a list.
fn drawn(table: &Table) -> String {
    let columns: Vec<usize> = table.filled_columns().collect();
    let mut text = drawn_columns(table, &columns);
    for note in &table.notes {
        text.push('\n');
        text.push_str(&in_lines(&visible(note), 0, room()));
    }
    text
}

/// Draws some columns of a table.
fn drawn_columns(table: &Table, columns: &[usize]) -> String {
    let titles: Vec<&str> = columns
        .iter()
        .map(|column| &*table.columns[*column].title)
        .collect();
    let text = |row: &Vec<Cell>, column: &usize| {
        let text = row[*column].text();
        match visible(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(shown) => shown,
        }
    };
    let cells = |row| columns.iter().map(|column| text(row, column)).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
    let lists = || in_lists(&titles, &rows, room(), is_styled());
    let Some(columns) = in_columns(&titles, &rows, room(), is_styled()) else {
        return lists();
    };
    // On a narrow terminal, columns of a word or two are longer to read than lists.
    let height = |text: &str| text.lines().count();
    let lists = (room() < WIDTH).then(lists);
    let lists = lists.filter(|lists| height(lists) < height(&columns));
    lists.unwrap_or(columns)
}

/// Returns how wide a table may be: as the terminal, if there is one that knows its width. It is asked once.
fn room() -> usize {
    static ROOM: OnceLock<usize> = OnceLock::new();
    let ask = || match terminal_size::terminal_size_of(io::stdout()) {
        Some((terminal_size::Width(width), _)) if width > 0 => usize::from(width),
        _ => WIDTH,
    };
    *ROOM.get_or_init(ask)
}

/// Says whether headings may be bold: on a terminal, unless `NO_COLOR` or a plain terminal forbids it.
fn is_styled() -> bool {
    let stdout = io::stdout();
    stdout.is_terminal() && anstream::AutoStream::choice(&stdout) != anstream::ColorChoice::Never
}
