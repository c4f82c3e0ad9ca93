//! The widths and font sizes of the columns of a matrix: as wide as their content, or as a page allows.

use super::{ColumnWidth, Header, MatrixPicture};
use crate::picture::distinct::{Lines, wrapped_apart};
use crate::picture::scene::Weight;
use crate::picture::text;

/// The font size of the names of rows and columns.
pub(super) const NAME_FONT_SIZE: f64 = 8.0;

/// The font size of notes beside names, and of the names of narrow columns.
pub(super) const NOTE_FONT_SIZE: f64 = 6.4;

/// The factor by which names and values may be wider than measured: a reader without the fonts sees wider glyphs.
const FONT_TOLERANCE: f64 = 1.12;

/// The maximum number of lines of a header, and of a value.
const MAX_LINES: usize = 3;

/// The maximum number of lines of the name of a row.
const MAX_NAME_LINES: usize = 2;

/// The width of columns of digits, and the minimum and maximum on a page of a given width.
const NARROW_WIDTH: f64 = 9.2;
const NARROW_WIDTHS: (f64, f64) = (2.4, 14.0);

/// The height of the squares of narrow columns.
const NARROW_HEIGHT: f64 = 17.0;

/// The font sizes of headers and values on a page of a given width, the largest first.
const HEADER_FONT_SIZES: [f64; 4] = [NAME_FONT_SIZE, 7.2, 6.6, 6.0];
const VALUE_FONT_SIZES: [f64; 2] = [WIDE_VALUE_FONT_SIZE, 6.0];

const NARROW_VALUE_FONT_SIZE: f64 = 6.0;
const WIDE_VALUE_FONT_SIZE: f64 = 6.6;

/// The space beside the text of a header, and of a value.
const HEADER_PADDING: f64 = 6.0;

/// The maximum width of a word that columns are made for; a longer one is cut.
const MAX_WORD_WIDTH: f64 = 110.0;

/// The maximum width of the name of a row, and the minimum to which it shrinks on a page of a given width.
const NAME_MAX_WIDTH: f64 = 150.0;
const NAME_MIN_WIDTH: f64 = 64.0;

/// The widths and font sizes of columns.
pub(super) struct Columns {
    pub(super) width: f64,
    pub(super) min_height: f64,
    pub(super) header_font_size: f64,
    pub(super) value_font_size: f64,
    /// The maximum width of the names of rows, which the columns leave.
    pub(super) name_max_width: f64,
}

impl Columns {
    /// Returns columns that are as wide as is good to read; columns of words are narrower if there are many.
    pub(super) fn natural(matrix: &MatrixPicture) -> Self {
        match matrix.column_width {
            ColumnWidth::Narrow => Self::narrow(NARROW_WIDTH),
            ColumnWidth::Wide => Self {
                width: wide(matrix.columns.len()),
                min_height: 0.0,
                header_font_size: NAME_FONT_SIZE,
                value_font_size: WIDE_VALUE_FONT_SIZE,
                name_max_width: NAME_MAX_WIDTH,
            },
        }
    }

    fn narrow(width: f64) -> Self {
        Self {
            width,
            min_height: NARROW_HEIGHT,
            header_font_size: NOTE_FONT_SIZE,
            value_font_size: NARROW_VALUE_FONT_SIZE,
            name_max_width: NAME_MAX_WIDTH,
        }
    }

    /// Returns columns that fill a width with the names of rows. They are wider if a word would be cut otherwise, so that
    /// the matrix does not fit.
    pub(super) fn for_width(matrix: &MatrixPicture, max_width: f64) -> Self {
        let count = matrix.columns.len().max(1) as f64;
        match matrix.column_width {
            ColumnWidth::Narrow => {
                let left = names_width(matrix, NAME_MAX_WIDTH);
                let (narrowest, widest) = NARROW_WIDTHS;
                Self::narrow(((max_width - left) / count).clamp(narrowest, widest))
            }
            ColumnWidth::Wide => {
                let smallest = |sizes: &[f64]| sizes.last().copied().unwrap_or_default();
                let header = header_word(matrix, smallest(&HEADER_FONT_SIZES));
                let value = value_word(matrix, smallest(&VALUE_FONT_SIZES));
                let needed = (header + HEADER_PADDING).max(value * FONT_TOLERANCE + 2.0);
                let name_max_width = name_max_width(matrix, max_width - count * needed);
                let left = names_width(matrix, name_max_width);
                let width = ((max_width - left) / count).clamp(needed, wide(0).max(needed));
                let header_space = width - HEADER_PADDING;
                let value_space = (width - 2.0) / FONT_TOLERANCE;
                Self {
                    width,
                    min_height: 0.0,
                    header_font_size: largest(&HEADER_FONT_SIZES, |size| {
                        header_word(matrix, size) <= header_space
                    }),
                    value_font_size: largest(&VALUE_FONT_SIZES, |size| {
                        value_word(matrix, size) <= value_space
                    }),
                    name_max_width,
                }
            }
        }
    }

    /// Returns the lines of the value of each square, row by row.
    pub(super) fn values(&self, matrix: &MatrixPicture) -> Vec<Vec<Vec<String>>> {
        let size = self.value_font_size;
        let value_width = self.width / FONT_TOLERANCE;
        let lines = |content: &String| match matrix.column_width {
            ColumnWidth::Narrow => vec![content.clone()],
            ColumnWidth::Wide => {
                text::wrapped(content, size, Weight::Regular, value_width, MAX_LINES)
            }
        };
        let rows = matrix.squares.iter();
        rows.map(|row| row.iter().map(|square| lines(&square.text)).collect())
            .collect()
    }

    /// Returns the lines of the header of each column.
    pub(super) fn headers(&self, matrix: &MatrixPicture) -> Vec<Vec<String>> {
        let size = self.header_font_size;
        let header_width = self.width - HEADER_PADDING;
        let columns = matrix.columns.iter().map(|column| &column.label);
        if matrix.column_width == ColumnWidth::Narrow {
            return columns.map(|label| vec![label.clone()]).collect();
        }
        let names: Vec<(&str, f64)> = columns.map(|label| (label.as_str(), size)).collect();
        let lines = Lines {
            weight: Weight::Bold,
            max_width: header_width,
            max_lines: MAX_LINES,
        };
        wrapped_apart(&names, lines)
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

/// Returns the width of the names of all rows with their notes.
pub(super) fn names_width(matrix: &MatrixPicture, name_max_width: f64) -> f64 {
    let widths = matrix.rows.iter().map(|row| {
        let note = if row.note.is_empty() {
            0.0
        } else {
            text::width(&row.note, NOTE_FONT_SIZE, Weight::Regular) + 8.0
        };
        let name = text::width(&row.label, NAME_FONT_SIZE, Weight::Bold);
        name.min(name_max_width) * FONT_TOLERANCE + note
    });
    widths.fold(30.0, f64::max) + 12.0
}

/// Returns the lines of the name of each row.
pub(super) fn name_lines(rows: &[Header], max_width: f64) -> Vec<Vec<String>> {
    let names = rows.iter().map(|row| (row.label.as_str(), NAME_FONT_SIZE));
    let lines = Lines {
        weight: Weight::Bold,
        max_width,
        max_lines: MAX_NAME_LINES,
    };
    wrapped_apart(&names.collect::<Vec<_>>(), lines)
}

/// Returns the first of some font sizes that fits, or the last.
fn largest(sizes: &[f64], fits: impl Fn(f64) -> bool) -> f64 {
    let mut fitting = sizes.iter().filter(|size| fits(**size));
    let found = fitting.next().or(sizes.last());
    found.copied().unwrap_or_default()
}

/// Returns the width that the names of rows may take of what the columns leave.
fn name_max_width(matrix: &MatrixPicture, left: f64) -> f64 {
    let without_names = names_width(matrix, 0.0);
    ((left - without_names) / FONT_TOLERANCE).clamp(NAME_MIN_WIDTH, NAME_MAX_WIDTH)
}

/// Returns the width of the widest word of the headers.
fn header_word(matrix: &MatrixPicture, size: f64) -> f64 {
    let labels = matrix.columns.iter().map(|column| &column.label);
    widest_word(labels, size, Weight::Bold)
}

/// Returns the width of the widest word of the values.
fn value_word(matrix: &MatrixPicture, size: f64) -> f64 {
    let values = matrix.squares.iter().flatten().map(|square| &square.text);
    widest_word(values, size, Weight::Regular)
}

fn widest_word<'t>(texts: impl Iterator<Item = &'t String>, size: f64, weight: Weight) -> f64 {
    let words = texts.flat_map(|text| text.split_whitespace());
    let widths = words.map(|word| text::width(word, size, weight));
    widths.fold(0.0, f64::max).min(MAX_WORD_WIDTH)
}
