//! Tables as pictures: a heading over each column, a name before each row, and squares with values.

use super::{MatrixPicture, Width};
use super::{heads, squares};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::legend::{Row, Sample};
use crate::picture::page::{self, Page};
use crate::picture::scene::Weight;
use crate::picture::scene::{Group, Item, Line, Scene, Shape};
use crate::picture::style::{Dash, Stroke, Theme};
use crate::picture::text;
use crate::picture::timeline::bars;

/// The letters of the names of rows and columns, of notes beside them, and of values.
pub(crate) const NAME: f64 = 8.0;
pub(crate) const NOTE: f64 = 6.4;
const VALUE: f64 = 6.6;

/// The most room for the name of a row, in points.
pub(crate) const NAME_ROOM: f64 = 150.0;

/// How much more room than they were measured to take names and values have: a reader without the fonts has
/// wider letters.
const WIDER: f64 = 1.12;

/// Where the parts of a matrix stand, in points from its top left corner.
pub(crate) struct Measures {
    /// The room before the first column.
    pub(crate) left: f64,
    /// The room over the first row.
    pub(crate) top: f64,
    /// The size of a square.
    pub(crate) square: Size,
    /// The lines into which each value is broken, row by row.
    pub(crate) values: Vec<Vec<Vec<String>>>,
    /// The letters of values.
    pub(crate) letters: f64,
}

/// Draws a matrix.
pub fn draw(matrix: &MatrixPicture, theme: &Theme) -> Scene {
    let measures = Measures::of(matrix);
    let mut picture = heads::columns(matrix, &measures, theme);
    for row in 0..matrix.rows.len() {
        let top = measures.top + row as f64 * measures.square.height;
        let mut items = vec![rule(&measures, matrix, top, theme)];
        items.extend(heads::row(&matrix.rows[row], top, &measures, theme));
        items.extend(squares::row(matrix, row, top, &measures, theme));
        let group = Group {
            key: Some(matrix.rows[row].label.clone()),
            ..Group::of("row", items)
        };
        picture.push(group.into());
    }
    let extent = Size::new(
        measures.left + matrix.columns.len() as f64 * measures.square.width,
        measures.top + matrix.rows.len() as f64 * measures.square.height,
    );
    picture.push(rule(&measures, matrix, extent.height, theme));
    page::set(Page {
        caption: &matrix.caption,
        notes: &[],
        description: description(matrix),
        picture,
        extent,
        legend: &legend(matrix, theme),
        theme,
    })
}

impl Measures {
    fn of(matrix: &MatrixPicture) -> Self {
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
        let names = matrix.rows.iter().map(|row| {
            let note = match row.note.is_empty() {
                true => 0.0,
                false => text::width(&row.note, NOTE, Weight::Regular) + 8.0,
            };
            text::width(&row.label, NAME, Weight::Bold).min(NAME_ROOM) * WIDER + note
        });
        Self {
            left: names.fold(30.0, f64::max) + 12.0,
            top: heads::height(matrix, square.width),
            square: Size::new(square.width, height),
            values,
            letters,
        }
    }

    /// Returns the frame of a square.
    pub(crate) fn frame(&self, column: usize, top: f64) -> Rect {
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

fn rule(measures: &Measures, matrix: &MatrixPicture, y: f64, theme: &Theme) -> Item {
    let right = measures.left + matrix.columns.len() as f64 * measures.square.width;
    Line::straight(Point::new(0.0, y), Point::new(right, y), theme.hairline()).into()
}

fn legend(matrix: &MatrixPicture, theme: &Theme) -> Vec<Row> {
    let legend = &matrix.legend;
    let [phases, conditions] = bars::legend(&legend.scale, theme);
    let tints = Row::of(&legend.tint_title, &legend.tints, |tint| {
        Sample::Drawn(vec![field(theme, squares::tint(tint, theme), None)])
    });
    let void = legend.has_void.then(|| {
        let sample = Sample::Drawn(void_sample(theme));
        (sample, "One of the two does not exist".to_owned())
    });
    let unrelated = legend.has_unrelated.then(|| {
        let sample = Sample::Drawn(vec![dot(theme)]);
        (sample, "No relation recorded".to_owned())
    });
    let without_phase = Row {
        title: "No phase".to_owned(),
        entries: unrelated.into_iter().chain(void).collect(),
    };
    vec![phases, conditions, tints, without_phase]
}

fn field(theme: &Theme, fill: crate::picture::style::Colour, stroke: Option<Stroke>) -> Item {
    Shape {
        frame: Rect::around(Point::default(), Size::new(30.0, 9.0)),
        radius: 0.0,
        fill: Some(fill),
        stroke: stroke.or(Some(Stroke::solid(theme.rule, 0.5))),
    }
    .into()
}

/// Returns the dot that stands for a year without a relation.
fn dot(theme: &Theme) -> Item {
    const ACROSS: f64 = 2.0;
    Shape {
        frame: Rect::around(Point::default(), Size::new(ACROSS, ACROSS)),
        radius: ACROSS / 2.0,
        fill: Some(theme.ink),
        stroke: None,
    }
    .into()
}

fn void_sample(theme: &Theme) -> Vec<Item> {
    let middle = Stroke {
        colour: theme.rule,
        width: 0.8,
        dash: Dash::Dotted,
    };
    vec![Line::straight(Point::new(-15.0, 0.0), Point::new(15.0, 0.0), middle).into()]
}

/// Returns the picture in words: each row with what stands in its squares, as far as they are few.
fn description(matrix: &MatrixPicture) -> String {
    let mut sentences = vec![matrix.caption.subtitle.clone()];
    let (rows, columns) = (matrix.rows.len(), matrix.columns.len());
    sentences.push(format!("A table of {rows} rows and {columns} columns."));
    if matrix.width == Width::Wide {
        let rows = matrix.rows.iter().zip(&matrix.squares).take(80);
        sentences.extend(rows.map(|(row, squares)| {
            let filled = matrix
                .columns
                .iter()
                .zip(squares)
                .filter(|(_, square)| !square.text.is_empty());
            let told: Vec<String> = filled
                .map(|(column, square)| format!("{}: {}", column.label, square.text))
                .collect();
            format!("{}: {}.", row.label, told.join("; "))
        }));
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}
