//! A matrix as plain data: rows, columns, and squares with a value and a fill.

mod columns;
mod draw;
mod grid;
mod headers;
mod motives;
mod operations;
mod phases;
mod squares;

pub(super) use self::draw::{draw, legend_rows};

use super::caption::{self, Caption, PictureOptions, caption};
use super::legend::{LegendEntry, ScaleLegend};
use super::ranking::rows;
use super::subject::{self, Subject};
use crate::choice::choices;
use crate::query::{SelectedPartnership, Selection};
use crate::view::{evidence_note, weight_limit_note};

/// A table as a picture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatrixPicture {
    /// The text around the picture.
    pub caption: Caption,
    /// The rows, from the top.
    pub rows: Vec<Header>,
    /// The columns, from the left.
    pub columns: Vec<Header>,
    /// The names above groups of columns, each with the number of columns; empty for no groups.
    pub spans: Vec<(usize, String)>,
    /// The squares, row by row, as many per row as there are columns.
    pub squares: Vec<Vec<Square>>,
    /// The width of the columns.
    pub column_width: ColumnWidth,
    /// The legend.
    pub legend: MatrixLegend,
}

/// The header of a row or column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// The short name; empty for a column that continues the last one with a name, as years do.
    pub label: String,
    /// A note in small text beside the name of a row; empty for none.
    pub note: String,
    /// The text that appears when a reader points at the header.
    pub tooltip: String,
}

/// A square of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Square {
    /// The value; empty for none.
    pub text: String,
    /// The fill.
    pub fill: SquareFill,
    /// The text that appears when a reader points at the square.
    pub tooltip: String,
    /// The address that a click opens.
    pub href: Option<String>,
}

/// The fill of a square.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum SquareFill {
    /// No fill: there is nothing.
    #[default]
    Empty,
    /// A dotted line: there can be nothing, because one of the two does not exist.
    Void,
    /// A rung of the scale and a condition, indices into their vocabularies.
    Rung(usize, usize),
    /// A tint, with an index that [`MatrixLegend::tints`] may explain.
    Tint(usize),
}

/// The width of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ColumnWidth {
    /// Wide enough for a digit.
    Narrow,
    /// Wide enough for a few words.
    #[default]
    Wide,
}

/// The legend of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MatrixLegend {
    /// The phases and conditions of the squares.
    pub scale: ScaleLegend,
    /// The subject of the tints.
    pub tint_title: String,
    /// The tints that are explained.
    pub tints: Vec<LegendEntry>,
    /// Whether there are squares in which there can be nothing.
    pub has_void: bool,
    /// Whether there are squares for years without a relation.
    pub has_unrelated: bool,
    /// Whether there are squares for years whose phase is unknown.
    pub has_unknown: bool,
}

choices! {
    /// What a matrix shows.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum MatrixContent {
        #[default]
        Motives = "motives": "Dyads by motives: who holds each",
        Phases = "phases": "Dyads by years: the phase at the end of each",
        Operations = "operations": "Operations by organizations: the role of each",
    }
}

/// The options for a matrix.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MatrixOptions<'o> {
    /// The options of every picture.
    pub picture: PictureOptions<'o>,
    /// What the matrix shows.
    pub content: MatrixContent,
}

/// Arranges a selection as a matrix.
///
/// Dyads are in the order of the dataset, motives in that of their vocabulary, operations in order of time. A
/// matrix of phases shows each dyad on the last day of each year, and on the as-of date in the last year. Motives
/// and operations are those at the time of the selection.
///
/// ```
/// use interorg::graph::Graph;
/// use interorg::picture::{MatrixContent, MatrixOptions, matrix};
/// use interorg::query::Filter;
///
/// let graph = Graph::new(interorg::dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select();
/// let options = MatrixOptions { content: MatrixContent::Phases, ..MatrixOptions::default() };
/// let matrix = matrix(&selection, options);
/// assert_eq!(matrix.rows.len(), 6);
/// assert_eq!(matrix.columns.last().map(|year| year.tooltip.as_str()), Some("2026"));
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
pub fn matrix(selection: &Selection<'_>, options: MatrixOptions<'_>) -> MatrixPicture {
    let (rows, weaker_note) = rows(selection, options.picture.keep);
    let mut matrix = match options.content {
        MatrixContent::Motives => motives::matrix(selection, &rows),
        MatrixContent::Phases => phases::matrix(selection, &rows),
        MatrixContent::Operations => operations::matrix(selection),
    };
    let has_dyads = options.content != MatrixContent::Operations;
    let notes = std::mem::take(&mut matrix.caption.notes);
    let mut left_out = std::mem::take(&mut matrix.caption.left_out);
    left_out.extend(weaker_note.filter(|_| has_dyads));
    left_out.extend(evidence_note(selection));
    left_out.extend(weight_limit_note(selection.query(), None).filter(|_| has_dyads));
    let subject = subject(&matrix, selection, &rows, options.content);
    matrix.caption = Caption {
        notes,
        left_out,
        ..caption(selection, subject, options.picture)
    };
    matrix
}

/// Describes a matrix. Only phases depend on the coding, and only operations are not rows of partnerships.
fn subject(
    matrix: &MatrixPicture,
    selection: &Selection<'_>,
    rows: &[SelectedPartnership<'_>],
    content: MatrixContent,
) -> Subject {
    let members = subject::members(rows.iter().copied());
    let members = || members.iter().map(|organization| organization.label());
    let columns = || matrix.columns.iter().map(|column| column.label.as_str());
    let time = subject::time(selection);
    match content {
        MatrixContent::Motives => Subject {
            what: subject::partnerships("Motives of the partnership", rows.len(), members()),
            time,
            detail: "holders of each motive".to_owned(),
            ..Subject::default()
        },
        MatrixContent::Phases => Subject {
            what: subject::partnerships("Phases of the partnership", rows.len(), members()),
            time: phases::span(matrix),
            detail: "phase at the end of each year".to_owned(),
            coding: caption::coding(selection),
        },
        MatrixContent::Operations => Subject {
            what: format!(
                "Roles of {} in peace operations",
                subject::organizations(columns())
            ),
            time,
            ..Subject::default()
        },
    }
}
