//! Where the parts of a matrix stand.

use super::{Header, MatrixPicture, Width};
use crate::picture::geometry::{Rect, Size};
use crate::picture::scene::Weight;
use crate::picture::text;

/// The letters of the names of rows and columns, of notes beside them, and of values.
pub(super) const NAME: f64 = 8.0;
pub(super) const NOTE: f64 = 6.4;
const VALUE: f64 = 6.6;

/// The most room for the name of a row, in points.
pub(super) const NAME_ROOM: f64 = 150.0;

/// How much more room than they were measured to take names and values have: a reader without the fonts has
/// wider letters.
const WIDER: f64 = 1.12;

/// How far the base lines of a header stand apart, in sizes of the letters.
pub(super) const LEADING: f64 = 1.22;

/// The room that the name of a span takes.
const SPAN: f64 = 16.0;

/// Where the parts of a matrix stand, in points from its top left corner.
pub(super) struct Grid {
    /// The room before the first column.
    pub(super) left: f64,
    /// The room over the first row.
    pub(super) top: f64,
    /// The lines into which the name of each column is broken.
    pub(super) headers: Vec<Vec<String>>,
    /// The size of a square.
    pub(super) square: Size,
    /// The lines into which each value is broken, row by row.
    pub(super) values: Vec<Vec<Vec<String>>>,
    /// The letters of values.
    pub(super) letters: f64,
}

impl Grid {
    pub(super) fn of(matrix: &MatrixPicture) -> Self {
        let (square, letters) = match matrix.width {
            Width::Narrow => (Size::new(9.2, 17.0), 5.6),
            Width::Wide => (Size::new(wide(matrix.columns.len()), 0.0), VALUE),
        };
        let room = square.width / WIDER;
        let broken = |content: &String| match matrix.width {
            Width::Narrow => vec![content.clone()],
            Width::Wide => text::wrapped(content, letters, Weight::Regular, room, 3),
        };
        let rows = matrix.squares.iter();
        let values: Vec<Vec<Vec<String>>> = rows
            .map(|row| row.iter().map(|square| broken(&square.text)).collect())
            .collect();
        let lines = values
            .iter()
            .flatten()
            .map(Vec::len)
            .max()
            .unwrap_or(1)
            .max(1);
        let height = square.height.max(lines as f64 * letters * 1.2 + 6.0);
        let columns = matrix.columns.iter();
        let headers: Vec<Vec<String>> = columns
            .map(|column| header_lines(column, matrix.width, square.width))
            .collect();
        let names = matrix.rows.iter().map(|row| {
            let note = match row.note.is_empty() {
                true => 0.0,
                false => text::width(&row.note, NOTE, Weight::Regular) + 8.0,
            };
            text::width(&row.label, NAME, Weight::Bold).min(NAME_ROOM) * WIDER + note
        });
        Self {
            left: names.fold(30.0, f64::max) + 12.0,
            top: header_height(matrix, &headers),
            headers,
            square: Size::new(square.width, height),
            values,
            letters,
        }
    }

    /// Returns the frame of a square.
    pub(super) fn frame(&self, column: usize, top: f64) -> Rect {
        let x = self.left + column as f64 * self.square.width;
        Rect::new(x, top, self.square.width, self.square.height)
    }
}

/// Returns how wide columns of words are: narrower where there are many.
fn wide(columns: usize) -> f64 {
    match columns {
        0..=6 => 84.0,
        7..=9 => 70.0,
        _ => 58.0,
    }
}

/// Returns the room over the first row.
fn header_height(matrix: &MatrixPicture, headers: &[Vec<String>]) -> f64 {
    let lines = headers.iter().map(Vec::len).max().unwrap_or(1);
    let spans = if matrix.spans.is_empty() { 0.0 } else { SPAN };
    spans + lines as f64 * NAME * LEADING + 5.0
}

fn header_lines(column: &Header, width: Width, room: f64) -> Vec<String> {
    match width {
        Width::Narrow => vec![column.label.clone()],
        Width::Wide => text::wrapped(&column.label, NAME, Weight::Bold, room - 6.0, 3),
    }
}
