//! The positions and sizes of the parts of a matrix.

use super::{ColumnWidth, Header, MatrixPicture};
use crate::picture::geometry::{Rect, Size};
use crate::picture::scene::Weight;
use crate::picture::text;

/// The font size of the names of rows and columns.
pub(super) const NAME_FONT_SIZE: f64 = 8.0;

/// The font size of notes beside names, and of the names of narrow columns.
pub(super) const NOTE_FONT_SIZE: f64 = 6.4;

/// The maximum width of the name of a row.
pub(super) const NAME_MAX_WIDTH: f64 = 150.0;

/// The distance between the baselines of two lines of a header, in font sizes.
pub(super) const HEADER_LEADING: f64 = 1.22;

/// The distance between the baselines of two lines of a value, in font sizes.
pub(super) const VALUE_LEADING: f64 = 1.2;

/// The maximum number of lines of a header, and of a value.
const MAX_LINES: usize = 3;

/// The height of the names above groups of columns.
const SPAN_HEIGHT: f64 = 16.0;

/// The factor by which names and values may be wider than measured: a reader without the fonts sees wider glyphs.
const FONT_TOLERANCE: f64 = 1.12;

/// The positions and sizes of the parts of a matrix, in points from its top left corner.
pub(super) struct Grid {
    /// The width of the names of rows.
    pub(super) left: f64,
    /// The height of the headers of columns.
    pub(super) top: f64,
    /// The lines of the header of each column.
    pub(super) headers: Vec<Vec<String>>,
    /// The size of a square.
    pub(super) square: Size,
    /// The lines of the value of each square, row by row.
    pub(super) values: Vec<Vec<Vec<String>>>,
    /// The font size of values.
    pub(super) value_font_size: f64,
}

impl Grid {
    pub(super) fn of(matrix: &MatrixPicture) -> Self {
        let (width, min_height, value_font_size) = match matrix.column_width {
            ColumnWidth::Narrow => (9.2, 17.0, 5.6),
            ColumnWidth::Wide => (wide(matrix.columns.len()), 0.0, 6.6),
        };
        let value_width = width / FONT_TOLERANCE;
        let value_lines = |content: &String| match matrix.column_width {
            ColumnWidth::Narrow => vec![content.clone()],
            ColumnWidth::Wide => text::wrapped(
                content,
                value_font_size,
                Weight::Regular,
                value_width,
                MAX_LINES,
            ),
        };
        let rows = matrix.squares.iter();
        let values: Vec<Vec<Vec<String>>> = rows
            .map(|row| row.iter().map(|square| value_lines(&square.text)).collect())
            .collect();
        let line_counts = values.iter().flatten().map(Vec::len);
        let max_lines = line_counts.max().unwrap_or(1).max(1);
        let height = max_lines as f64 * value_font_size * VALUE_LEADING + 6.0;
        let columns = matrix.columns.iter();
        let headers: Vec<Vec<String>> = columns
            .map(|column| header_lines(column, matrix.column_width, width))
            .collect();
        Self {
            left: matrix.rows.iter().map(name_width).fold(30.0, f64::max) + 12.0,
            top: header_height(matrix, &headers),
            headers,
            square: Size::new(width, height.max(min_height)),
            values,
            value_font_size,
        }
    }

    /// Returns the frame of a square.
    pub(super) fn frame(&self, column: usize, top: f64) -> Rect {
        let x = self.left + column as f64 * self.square.width;
        Rect::new(x, top, self.square.width, self.square.height)
    }

    /// Returns the right edge of the last column.
    pub(super) fn right(&self) -> f64 {
        self.left + self.headers.len() as f64 * self.square.width
    }
}

/// Returns the width of columns of words: narrower if there are many.
fn wide(columns: usize) -> f64 {
    match columns {
        0..=6 => 84.0,
        7..=9 => 70.0,
        _ => 58.0,
    }
}

/// Returns the width of the name of a row with its note.
fn name_width(row: &Header) -> f64 {
    let note = if row.note.is_empty() {
        0.0
    } else {
        text::width(&row.note, NOTE_FONT_SIZE, Weight::Regular) + 8.0
    };
    let name = text::width(&row.label, NAME_FONT_SIZE, Weight::Bold);
    name.min(NAME_MAX_WIDTH) * FONT_TOLERANCE + note
}

fn header_height(matrix: &MatrixPicture, headers: &[Vec<String>]) -> f64 {
    let lines = headers.iter().map(Vec::len).max().unwrap_or(1);
    let spans = if matrix.spans.is_empty() {
        0.0
    } else {
        SPAN_HEIGHT
    };
    spans + lines as f64 * NAME_FONT_SIZE * HEADER_LEADING + 5.0
}

fn header_lines(column: &Header, width: ColumnWidth, points: f64) -> Vec<String> {
    match width {
        ColumnWidth::Narrow => vec![column.label.clone()],
        ColumnWidth::Wide => text::wrapped(
            &column.label,
            NAME_FONT_SIZE,
            Weight::Bold,
            points - 6.0,
            MAX_LINES,
        ),
    }
}
