//! The squares of a matrix: a look, and a value that can be read on it.

use super::grid::Grid;
use super::{Look, MatrixPicture, Square, Width};
use crate::picture::fill;
use crate::picture::geometry::{Point, Rect};
use crate::picture::scene::{Anchor, Group, Item, Line, Shape, Text, Weight};
use crate::picture::style::{Colour, Dash, Stroke, Theme};

/// Draws the squares of a row.
pub(super) fn row(
    matrix: &MatrixPicture,
    row: usize,
    top: f64,
    grid: &Grid,
    theme: &Theme,
) -> Vec<Item> {
    let inset = if matrix.width == Width::Wide {
        1.2
    } else {
        0.0
    };
    let squares = &matrix.squares[row];
    let mut items: Vec<Item> = squares
        .iter()
        .enumerate()
        .map(|(column, square)| {
            let frame = grid.frame(column, top).grown(-inset);
            let values = &grid.values[row][column];
            draw(square, frame, values, matrix, grid.letters, theme)
        })
        .collect();
    items.extend(conditions(squares, top, grid, theme));
    items
}

fn draw(
    square: &Square,
    frame: Rect,
    values: &[String],
    matrix: &MatrixPicture,
    letters: f64,
    theme: &Theme,
) -> Item {
    let (mut items, ground) = ground(square.look, frame, matrix.legend.scale.rungs, theme);
    let leading = letters * 1.2;
    let first = frame.center().y - (values.len() as f64 - 1.0) * leading / 2.0;
    let on_hatching =
        !theme.is_shaded && matches!(square.look, Look::Rung(..)) && ground == theme.paper;
    if on_hatching {
        items.push(patch(frame, letters, ground));
    }
    items.extend(values.iter().enumerate().map(|(line, content)| {
        Text {
            at: Point::new(
                frame.center().x,
                first + line as f64 * leading + letters * 0.36,
            ),
            anchor: Anchor::Middle,
            size: letters,
            weight: Weight::Regular,
            colour: if ground == theme.paper {
                theme.ink
            } else {
                fill::ink_on(ground)
            },
            content: content.clone(),
        }
        .into()
    }));
    Group {
        tooltip: Some(square.tooltip.clone()),
        link: square.href.clone(),
        ..Group::of("square", items)
    }
    .into()
}

/// Draws what lies under the value, and returns the colour that the value stands on.
fn ground(look: Look, frame: Rect, rungs: usize, theme: &Theme) -> (Vec<Item>, Colour) {
    match look {
        Look::Empty => (Vec::new(), theme.paper),
        Look::Void => {
            let dotted = Stroke {
                colour: theme.rule,
                width: 0.8,
                dash: Dash::Dotted,
            };
            let y = frame.center().y;
            let line = Line::straight(Point::new(frame.x, y), Point::new(frame.right(), y), dotted);
            (vec![line.into()], theme.paper)
        }
        Look::Rung(rung, _) => {
            let items = fill::rung(frame, rung, rungs, theme);
            (items, fill::ground(rung, rungs, theme))
        }
        Look::Tint(index) => {
            let fill = tint(index, theme);
            let shape = Shape {
                frame,
                radius: 1.5,
                fill: Some(fill),
                stroke: (!theme.is_shaded).then(|| Stroke::solid(theme.rule, 0.4)),
            };
            (
                vec![shape.into()],
                if theme.is_shaded { fill } else { theme.paper },
            )
        }
    }
}

/// Returns the fill of a tint.
pub(super) fn tint(index: usize, theme: &Theme) -> Colour {
    theme.tint(Some(index))
}

fn patch(frame: Rect, letters: f64, ground: Colour) -> Item {
    let size = crate::picture::geometry::Size::new(letters * 0.9, letters * 1.3);
    Shape {
        frame: Rect::around(frame.center(), size),
        radius: 0.0,
        fill: Some(ground),
        stroke: None,
    }
    .into()
}

/// Draws the conditions along the squares that share one, so that the dash is seen.
fn conditions(squares: &[Square], top: f64, grid: &Grid, theme: &Theme) -> Vec<Item> {
    let condition = |square: &Square| match square.look {
        Look::Rung(_, condition) => condition,
        _ => 0,
    };
    let mut items = Vec::new();
    let mut column = 0;
    for run in squares.chunk_by(|a, b| condition(a) == condition(b)) {
        let first = grid.frame(column, top);
        let frame = Rect::new(
            first.x,
            top,
            first.size.width * run.len() as f64,
            first.size.height,
        );
        items.extend(fill::condition(
            frame,
            condition(&run[0]),
            &[0.16, 0.84],
            theme,
        ));
        column += run.len();
    }
    items
}
