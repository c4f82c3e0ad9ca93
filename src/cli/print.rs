//! Prints tables and dossiers in the format asked for.

use std::io::{self, IsTerminal, Write};

use comfy_table::{
    Attribute, Cell as Shown, ColumnConstraint, ContentArrangement, LineStyle, TableStyle, Width,
};
use interorg::export::{self, visible};
use interorg::view::{Cell, Profile, Reference, Table};

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
        DataFormat::Csv => export::write_profile_csv(profile, &mut bytes)?,
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
/// No word is broken that is not very long: where the columns do not fit, each row is drawn as a list.
fn drawn(table: &Table) -> String {
    let columns: Vec<usize> = table.filled_columns().collect();
    let mut text = drawn_columns(table, &columns);
    for note in &table.notes {
        text.push('\n');
        text.push_str(&visible(note));
    }
    text
}

/// Draws some columns of a table.
fn drawn_columns(table: &Table, columns: &[usize]) -> String {
    let titles: Vec<&str> = columns
        .iter()
        .map(|column| &*table.columns[*column].title)
        .collect();
    let text = |row: &Vec<Cell>, column: &usize| visible(&row[*column].text());
    let cells = |row| columns.iter().map(|column| text(row, column)).collect();
    let rows: Vec<Vec<String>> = table.rows.iter().map(cells).collect();
    match Spacing::fitting(&titles, &rows, room()) {
        Some(spacing) => drawn_as_columns(&titles, rows, &spacing),
        None => drawn_as_lists(&titles, rows),
    }
}

/// How columns are set: the longest word of each, and the blanks before and after it.
struct Spacing {
    words: Vec<usize>,
    padding: (u16, u16),
}

impl Spacing {
    /// Finds a spacing with which no word need be broken; `None` if there is not enough room.
    fn fitting(titles: &[&str], rows: &[Vec<String>], room: u16) -> Option<Self> {
        /// A word that is longer, such as an address, may be broken.
        const LONGEST: usize = 24;
        let longest = |text: &str| text.split(' ').map(|word| word.chars().count()).max();
        let mut words: Vec<usize> = titles.iter().filter_map(|title| longest(title)).collect();
        for row in rows {
            for (word, cell) in words.iter_mut().zip(row) {
                *word = longest(cell).unwrap_or(0).min(LONGEST).max(*word);
            }
        }
        // A blank stands between columns, whatever the padding.
        let needed =
            |padding: usize| words.iter().map(|word| word + padding + 1).sum::<usize>() - 1;
        let padding = [(1, 1), (0, 1), (0, 0)];
        let fits =
            |(before, after): &(u16, u16)| needed(usize::from(before + after)) <= usize::from(room);
        let padding = padding.into_iter().find(fits)?;
        Some(Self { words, padding })
    }
}

/// Draws rows below a heading; they are set apart by lines only where many of them take several.
fn drawn_as_columns(titles: &[&str], rows: Vec<Vec<String>>, spacing: &Spacing) -> String {
    let mut drawn = canvas();
    let heading = |title: &&str| match is_styled() {
        true => Shown::new(title).add_attribute(Attribute::Bold),
        false => Shown::new(title),
    };
    drawn.set_header(titles.iter().map(heading));
    let count = rows.len();
    drawn.add_rows(rows);
    let (before, after) = spacing.padding;
    for (column, word) in drawn.column_iter_mut().zip(&spacing.words) {
        let least = u16::try_from(*word).unwrap_or(WIDTH) + before + after;
        column.set_padding((before, after));
        column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
    }
    let heading_and_line = 2;
    let compact = drawn.trim_fmt();
    if compact.lines().count() <= count + count / 2 + heading_and_line {
        return compact;
    }
    drawn.load_style(SPACED);
    drawn.trim_fmt()
}

/// Draws each row as a list of names and values, with an empty line before the next.
fn drawn_as_lists(titles: &[&str], rows: Vec<Vec<String>>) -> String {
    let mut drawn = canvas();
    for (number, row) in rows.into_iter().enumerate() {
        if number > 0 {
            drawn.add_row(["", ""]);
        }
        let filled = titles
            .iter()
            .zip(row)
            .filter(|(_, value)| !value.is_empty());
        drawn.add_rows(filled.map(|(title, value)| [format!("{title}:"), value]));
    }
    if let Some(names) = drawn.column_mut(0) {
        names.set_constraint(ColumnConstraint::ContentWidth);
    }
    drawn.trim_fmt()
}

/// Makes an empty table as wide as there is room.
fn canvas() -> comfy_table::Table {
    let mut canvas = comfy_table::Table::new();
    canvas
        .load_style(COMPACT)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(room());
    if !io::stdout().is_terminal() {
        canvas.force_no_tty();
    }
    canvas
}

/// Returns how wide a table may be: as the terminal, if there is one that knows its width.
fn room() -> u16 {
    match comfy_table::Table::new().width() {
        Some(width) if width > 0 => width,
        _ => WIDTH,
    }
}

/// Says whether headings may be bold: on a terminal, unless `NO_COLOR` or a plain terminal forbids it.
fn is_styled() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}
