//! Prints tables and dossiers in the format asked for.

use std::io::{self, IsTerminal, Write};

use comfy_table::{Attribute, Cell as Shown, ContentArrangement, LineStyle, TableStyle};
use interorg::export::{self, visible};
use interorg::view::{Profile, Reference, Table};

use super::Outcome;
use super::error::CliError;
use super::output::{DataFormat, to_stdout};

/// The width of tables where there is no terminal to fit.
const WIDTH: u16 = 120;

/// Prints a table; says so on standard error if it has no row.
pub(super) fn table(table: &Table, format: DataFormat) -> Result<Outcome, CliError> {
    if table.rows.is_empty() {
        return nothing(format);
    }
    let mut bytes = Vec::new();
    match format {
        DataFormat::Table => {
            writeln!(bytes, "{}\n{}", visible(&table.title), drawn(table))?;
            sources(&table.sources, &mut bytes)?;
        }
        DataFormat::Json => json(&export::table_json(table), &mut bytes)?,
        DataFormat::Csv => export::write_csv(table, &mut bytes)?,
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
pub(super) fn profile(profile: &Profile, format: DataFormat) -> Result<Outcome, CliError> {
    let mut bytes = Vec::new();
    match format {
        DataFormat::Table => dossier(profile, &mut bytes)?,
        DataFormat::Json => json(&export::profile_json(profile), &mut bytes)?,
        DataFormat::Markdown => export::write_profile_markdown(profile, &mut bytes)?,
        DataFormat::Csv => {
            let hint = "Use --format json, or ask for one table with `partners` or `links`.";
            let message = "a dossier is several tables and does not fit into CSV".to_owned();
            return Err(CliError::Usage(message, Some(hint.to_owned())));
        }
    }
    to_stdout(&bytes)?;
    Ok(Outcome::Done)
}

/// Prints a value as JSON.
pub(super) fn json_value(value: &serde_json::Value) -> Result<Outcome, CliError> {
    let mut bytes = Vec::new();
    json(value, &mut bytes)?;
    to_stdout(&bytes)?;
    Ok(Outcome::Done)
}

/// Prints a table of many columns for people: as many side by side as fit, the rest below, each time
/// with the first column.
pub(super) fn wide_table(table: &Table) -> Result<Outcome, CliError> {
    let mut bytes = Vec::new();
    writeln!(bytes, "{}", visible(&table.title))?;
    let parts = parts(table, usize::from(WIDTH));
    for (number, columns) in parts.iter().enumerate() {
        let between = if number > 0 { "\n" } else { "" };
        writeln!(bytes, "{between}{}", drawn_columns(table, columns))?;
    }
    for note in &table.notes {
        writeln!(bytes, "{}", visible(note))?;
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

fn json(value: &serde_json::Value, bytes: &mut Vec<u8>) -> Result<(), CliError> {
    let text = format!("{value:#}\n");
    bytes.extend(text.as_bytes());
    Ok(())
}

fn dossier(profile: &Profile, bytes: &mut Vec<u8>) -> Result<(), CliError> {
    writeln!(bytes, "{}", visible(&profile.title))?;
    let widest = profile
        .facts
        .iter()
        .map(|(name, _)| name.len())
        .max()
        .unwrap_or(0);
    for (name, value) in &profile.facts {
        let name = format!("{}:", name.replace('-', " "));
        writeln!(
            bytes,
            "  {name:<width$} {}",
            visible(&value.text()),
            width = widest + 1
        )?;
    }
    for section in &profile.sections {
        writeln!(bytes, "\n{}\n{}", visible(&section.title), drawn(section))?;
    }
    if !profile.notes.is_empty() {
        writeln!(bytes, "\nNotes")?;
        for note in &profile.notes {
            writeln!(bytes, "  - {}", visible(note))?;
        }
    }
    sources(&profile.sources, bytes)
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

/// A line below the heading and nothing else.
const COMPACT: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Lines between the rows too.
const SPACED: TableStyle = COMPACT.row_separator(LineStyle::none().fill('┈').junction('┈'));

/// Draws a table for people, without the columns in which nothing stands.
///
/// Rows are set apart by lines only where many of them take several.
fn drawn(table: &Table) -> String {
    let filled: Vec<usize> = table.filled_columns().collect();
    let mut text = drawn_columns(table, &filled);
    for note in &table.notes {
        text.push('\n');
        text.push_str(&visible(note));
    }
    text
}

/// Draws some columns of a table.
fn drawn_columns(table: &Table, filled: &[usize]) -> String {
    let mut drawn = comfy_table::Table::new();
    drawn
        .load_style(COMPACT)
        .set_content_arrangement(ContentArrangement::Dynamic);
    if !io::stdout().is_terminal() {
        drawn.force_no_tty().set_width(WIDTH);
    }
    let heading =
        |column: &usize| Shown::new(&table.columns[*column].title).add_attribute(Attribute::Bold);
    drawn.set_header(filled.iter().map(heading));
    for row in &table.rows {
        drawn.add_row(filled.iter().map(|column| visible(&row[*column].text())));
    }
    let heading_and_line = 2;
    let lines = drawn.lines().count();
    if lines > table.rows.len() + table.rows.len() / 2 + heading_and_line {
        drawn.load_style(SPACED);
    }
    drawn.trim_fmt()
}
