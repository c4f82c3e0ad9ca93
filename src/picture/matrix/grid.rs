//! The positions and sizes of the parts of a matrix.

use super::MatrixPicture;
use super::columns::{Columns, NAME_FONT_SIZE, name_lines, names_width};
use crate::picture::geometry::{Rect, Size};
use crate::picture::scene::Weight;
use crate::picture::text;

/// The distance between the baselines of two lines of a header, in font sizes.
pub(super) const HEADER_LEADING: f64 = 1.22;

/// The distance between the baselines of two lines of a value, in font sizes.
pub(super) const VALUE_LEADING: f64 = 1.2;

/// The height of the names above groups of columns.
const SPAN_HEIGHT: f64 = 16.0;

/// The positions and sizes of the parts of a matrix, in points from its top left corner.
pub(super) struct Grid {
    /// The width of the names of rows.
    pub(super) left: f64,
    /// The lines of the name of each row.
    pub(super) names: Vec<Vec<String>>,
    /// The height of the headers of columns.
    pub(super) top: f64,
    /// The lines of the header of each column.
    pub(super) headers: Vec<Vec<String>>,
    pub(super) header_font_size: f64,
    /// The size of a square.
    pub(super) square: Size,
    /// The lines of the value of each square, row by row.
    pub(super) values: Vec<Vec<Vec<String>>>,
    /// The font size of values.
    pub(super) value_font_size: f64,
}

impl Grid {
    /// Creates the grid of a matrix that is as wide as its content, or as a page allows.
    pub(super) fn of(matrix: &MatrixPicture, max_width: Option<f64>) -> Self {
        let columns = match max_width {
            Some(width) => Columns::for_width(matrix, width),
            None => Columns::natural(matrix),
        };
        let values = columns.values(matrix);
        let line_counts = values.iter().flatten().map(Vec::len);
        let max_lines = line_counts.max().unwrap_or(1).max(1);
        let values_height = max_lines as f64 * columns.value_font_size * VALUE_LEADING;
        let names = name_lines(&matrix.rows, columns.name_max_width);
        let line_counts = names.iter().map(Vec::len);
        let names_height = line_counts.max().unwrap_or(1) as f64 * NAME_FONT_SIZE * HEADER_LEADING;
        let height = values_height.max(names_height) + 6.0;
        let headers = columns.headers(matrix);
        Self {
            left: names_width(matrix, columns.name_max_width),
            names,
            top: header_height(matrix, &headers),
            headers,
            header_font_size: columns.header_font_size,
            square: Size::new(columns.width, height.max(columns.min_height)),
            values,
            value_font_size: columns.value_font_size,
        }
    }

    /// Returns the frame of a square.
    pub(super) fn frame(&self, column: usize, top: f64) -> Rect {
        let x = self.left + column as f64 * self.square.width;
        Rect::new(x, top, self.square.width, self.square.height)
    }

    /// Returns `true` if a digit fits a square.
    pub(super) fn has_width_for_digits(&self) -> bool {
        self.square.width >= text::width("0", self.value_font_size, Weight::Regular) + 1.0
    }

    /// Returns the right edge of the last column.
    pub(super) fn right(&self) -> f64 {
        self.left + self.headers.len() as f64 * self.square.width
    }
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
