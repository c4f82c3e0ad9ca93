//! Pictures of tables, as plain data: rows, columns, and squares with a value and a look.

mod draw;
mod grid;
mod headers;
mod motives;
mod operations;
mod phases;
mod squares;

pub(super) use self::draw::draw;

use super::caption::{self, Caption, PictureOptions};
use super::choice::choices;
use super::legend::{LegendEntry, ScaleLegend};
use super::ranking::rows;
use crate::query::Selection;

/// The picture of a table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct MatrixPicture {
    /// What stands round the picture.
    pub caption: Caption,
    /// The rows, from the top.
    pub rows: Vec<Header>,
    /// The columns, from the left.
    pub columns: Vec<Header>,
    /// What columns that stand together are called, if they are: the number of columns, and the name.
    pub spans: Vec<(usize, String)>,
    /// The squares, row by row, as many in each as there are columns.
    pub squares: Vec<Vec<Square>>,
    /// How wide the columns are.
    pub width: Width,
    /// What the looks mean.
    pub legend: MatrixLegend,
}

/// What stands before a row or above a column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// The name, short; empty for a column that is counted from the last one with a name.
    pub label: String,
    /// What is said beside it in small letters; empty if nothing is.
    pub note: String,
    /// The text that appears when a reader points at it.
    pub tooltip: String,
}

/// A square of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Square {
    /// The value; empty if there is none.
    pub text: String,
    /// How it looks.
    pub look: Look,
    /// The text that appears when a reader points at it.
    pub tooltip: String,
    /// Where it leads when clicked.
    pub href: Option<String>,
}

/// How a square looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// There is nothing.
    #[default]
    Empty,
    /// There can be nothing: one of the two does not exist.
    Void,
    /// A rung of the scale, and a condition, indices into the vocabularies.
    Rung(usize, usize),
    /// One of few tints, with an index that [`MatrixLegend::tints`] may explain.
    Tint(usize),
}

/// How wide columns are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Width {
    /// As wide as a digit.
    Narrow,
    /// As wide as a few words.
    #[default]
    Wide,
}

/// The legend of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MatrixLegend {
    /// The phases and conditions of the squares.
    pub scale: ScaleLegend,
    /// What the tints are called together.
    pub tint_title: String,
    /// The tints that are explained.
    pub tints: Vec<LegendEntry>,
    /// Whether squares occur in which there can be nothing.
    pub has_void: bool,
    /// Whether squares say that there is no relation.
    pub has_unrelated: bool,
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

/// What can be chosen about a matrix.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MatrixOptions<'o> {
    /// What every picture can be asked for.
    pub picture: PictureOptions<'o>,
    /// What the matrix shows.
    pub content: MatrixContent,
}

/// Arranges a selection as the picture of a table.
///
/// Dyads stand in the order of the dataset, motives in that of the vocabulary, operations in order of
/// time. A matrix of phases says how each dyad stood on the last day of each year, and on the as-of date in
/// the last; dyads by motives and operations by organizations are those of the time that the selection is
/// cut at.
pub fn matrix(selection: &Selection<'_>, options: MatrixOptions<'_>) -> MatrixPicture {
    let (rows, weaker) = rows(selection, options.picture.keep);
    let mut matrix = match options.content {
        MatrixContent::Motives => motives::matrix(selection, &rows),
        MatrixContent::Phases => phases::matrix(selection, &rows),
        MatrixContent::Operations => operations::matrix(selection),
    };
    let weaker = weaker.filter(|_| options.content != MatrixContent::Operations);
    matrix.caption.left_out.extend(weaker);
    let subject = match options.content {
        MatrixContent::Motives => "Who holds which motive",
        MatrixContent::Phases => "Phase at the end of each year",
        MatrixContent::Operations => "Role of each organization",
    };
    let coding = match options.content {
        MatrixContent::Phases => caption::coding(selection),
        MatrixContent::Motives | MatrixContent::Operations => String::new(),
    };
    let time = format!("{subject} · {}", caption::time(selection));
    matrix.caption = Caption {
        left_out: std::mem::take(&mut matrix.caption.left_out),
        ..caption::head(selection.graph(), &time, &coding, options.picture)
    };
    matrix
}
