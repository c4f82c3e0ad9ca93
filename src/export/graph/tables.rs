//! Tables of nodes, edges and spells for R: `graph_from_data_frame` of igraph, and `networkDynamic` of statnet.

use std::io;

use csv::Writer;

use super::cell::{Cell, Column};
use super::document::GraphDocument;
use crate::analysis::elements::{ElementSpell, SpellEnd, merged};
use crate::choice::choices;
use crate::export::error::ExportError;
use crate::export::table::{MissingStyle, free};
use crate::model::{Day, Known, Missing};

choices! {
    /// A table of a graph.
    pub enum GraphTable {
        Nodes = "nodes": "A row per node",
        Edges = "edges": "A row per edge",
        Spells = "spells": "A row per spell of an edge, with its phase",
    }
}

/// The columns of the days of a spell: numbers as years with a fraction, then dates. The end is excluded.
const DAYS: [&str; 4] = ["onset", "terminus", "onset_date", "terminus_date"];

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

impl GraphTable {
    /// Returns the name of the file, such as `nodes.csv`.
    pub fn file_name(self) -> String {
        format!("{}.csv", self.name())
    }
}

/// Writes a table of a graph as CSV.
///
/// # Errors
/// Fails if the output does not accept the bytes.
pub fn write_graph_table(
    document: &GraphDocument<'_>,
    table: GraphTable,
    output: &mut impl io::Write,
) -> Result<(), ExportError> {
    if document.options.byte_order_mark {
        output.write_all(BYTE_ORDER_MARK)?;
    }
    let mut writer = Writer::from_writer(output);
    match table {
        GraphTable::Nodes => nodes(document, &mut writer)?,
        GraphTable::Edges => edges(document, &mut writer)?,
        GraphTable::Spells => spells(document, &mut writer)?,
    }
    Ok(writer.flush()?)
}

fn nodes(document: &GraphDocument<'_>, writer: &mut Writer<impl io::Write>) -> io::Result<()> {
    let names = document.node_columns.iter().map(|column| &*column.name);
    record(writer, ["id"].into_iter().chain(names).chain(DAYS))?;
    for row in document.nodes() {
        let cells = fields(document, &document.node_columns, row.cells);
        let presence = merged(row.spells);
        let days = days(&presence, missing(document));
        let first = [row.id.to_owned()].into_iter();
        record(writer, first.chain(cells).chain(days))?;
    }
    Ok(())
}

fn edges(document: &GraphDocument<'_>, writer: &mut Writer<impl io::Write>) -> io::Result<()> {
    let names = document.edge_columns.iter().map(|column| &*column.name);
    let first = ["from", "to", "edge"].into_iter();
    record(writer, first.chain(names).chain(DAYS))?;
    for row in document.edges() {
        let ends = [row.source, row.target].map(|node| document.id(node).to_owned());
        let cells = fields(document, &document.edge_columns, row.cells);
        let presence = merged(row.spells);
        let days = days(&presence, missing(document));
        let first = ends.into_iter().chain([row.id.into_owned()]);
        record(writer, first.chain(cells).chain(days))?;
    }
    Ok(())
}

fn spells(document: &GraphDocument<'_>, writer: &mut Writer<impl io::Write>) -> io::Result<()> {
    let columns = ["from", "to", "edge", "phase", "condition"];
    record(writer, columns.into_iter().chain(DAYS))?;
    for row in document.edges() {
        let ends = [row.source, row.target].map(|node| document.id(node).to_owned());
        for spell in row.spells.iter().filter(|spell| spell.is_relation) {
            let words = [&spell.phase, &spell.condition].map(|value| match Cell::of(value) {
                Ok(cell) => cell.into_text().into_owned(),
                Err(_) => missing_text(Missing::NotApplicable, missing(document)),
            });
            let days = days(std::slice::from_ref(spell), missing(document));
            let first = ends.clone().into_iter().chain([row.id.to_string()]);
            record(writer, first.chain(words).chain(days))?;
        }
    }
    Ok(())
}

fn record<T: AsRef<[u8]>>(
    writer: &mut Writer<impl io::Write>,
    fields: impl Iterator<Item = T>,
) -> io::Result<()> {
    Ok(writer.write_record(fields)?)
}

fn missing(document: &GraphDocument<'_>) -> MissingStyle {
    document.options.missing.unwrap_or(MissingStyle::Na)
}

/// Returns the cells as fields; in the place of a missing value what the style has for it.
fn fields<'a>(
    document: &'a GraphDocument<'_>,
    columns: &'a [Column],
    cells: Vec<Known<Cell<'a>>>,
) -> impl Iterator<Item = String> {
    let cells = columns.iter().zip(cells);
    cells.map(move |(column, cell)| match cell {
        Err(reason) => column.missing_text(reason, missing(document)),
        Ok(number @ (Cell::Integer(_) | Cell::Real(_))) => number.into_text().into_owned(),
        Ok(text) if document.options.raw => text.into_text().into_owned(),
        Ok(text) => free(&text.into_text()).into_owned(),
    })
}

fn missing_text(reason: Missing, missing: MissingStyle) -> String {
    missing.text(reason, crate::model::ValueType::Code)
}

/// Returns the first day of the first spell and the day after the last one, as years with a fraction and as dates.
///
/// In numbers an open bound is infinite, as `networkDynamic` has it. An end at an unknown time is missing.
fn days(spells: &[ElementSpell<'_>], missing: MissingStyle) -> [String; 4] {
    let unknown = || missing.text(Missing::Unknown, crate::model::ValueType::Code);
    let (Some(first), Some(last)) = (spells.first(), spells.last()) else {
        return std::array::from_fn(|_| unknown());
    };
    let onset = first.first;
    let (terminus, terminus_date) = match last.end {
        SpellEnd::On(day) => (year(day.next()), day.next().to_string()),
        SpellEnd::Ongoing => ("Inf".to_owned(), missing_text(Missing::Ongoing, missing)),
        SpellEnd::Unknown { .. } => (unknown(), unknown()),
    };
    [
        onset.map_or("-Inf".to_owned(), year),
        terminus,
        onset.map_or_else(unknown, |day| day.to_string()),
        terminus_date,
    ]
}

/// Returns a day as a year with the part of it that has passed: 2003.5 is in the middle of 2003.
fn year(day: Day) -> String {
    let (year, ..) = day.year_month_day();
    let start = Day::new(year, 1, 1);
    let length = start.days_until(Day::new(year + 1, 1, 1)) as f64;
    let passed = start.days_until(day) as f64 / length;
    format!("{:.4}", f64::from(year) + passed)
}
