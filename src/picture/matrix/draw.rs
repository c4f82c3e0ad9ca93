//! Tables as pictures: a heading over each column, a name before each row, and squares with values.

use super::grid::Grid;
use super::{MatrixPicture, Width};
use super::{headers, squares};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::legend::{Row, Sample};
use crate::picture::page::{self, Page};
use crate::picture::scene::{Group, Item, Line, Scene, Shape};
use crate::picture::style::{Dash, Stroke, Theme};
use crate::picture::timeline::bars;

/// Draws a matrix.
pub(in crate::picture) fn draw(matrix: &MatrixPicture, theme: &Theme) -> Scene {
    let grid = Grid::of(matrix);
    let mut picture = headers::columns(matrix, &grid, theme);
    for row in 0..matrix.rows.len() {
        let top = grid.top + row as f64 * grid.square.height;
        let mut items = vec![rule(&grid, matrix, top, theme)];
        items.extend(headers::row(&matrix.rows[row], top, &grid, theme));
        items.extend(squares::row(matrix, row, top, &grid, theme));
        let group = Group {
            key: Some(matrix.rows[row].label.clone()),
            ..Group::of("row", items)
        };
        picture.push(group.into());
    }
    let extent = Size::new(
        grid.left + matrix.columns.len() as f64 * grid.square.width,
        grid.top + matrix.rows.len() as f64 * grid.square.height,
    );
    picture.push(rule(&grid, matrix, extent.height, theme));
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

fn rule(grid: &Grid, matrix: &MatrixPicture, y: f64, theme: &Theme) -> Item {
    let right = grid.left + matrix.columns.len() as f64 * grid.square.width;
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
