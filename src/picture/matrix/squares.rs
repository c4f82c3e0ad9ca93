//! The squares of a matrix: a fill, and a value that is legible on it.

use super::grid::{Grid, VALUE_LEADING};
use super::{ColumnWidth, MatrixPicture, Square, SquareFill};
use crate::picture::fill;
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::scene::{Anchor, Group, Item, Line, Shape, Text, Weight};
use crate::picture::style::{Colour, Dash, Stroke, Theme};

/// The space around a square of a wide column.
const INSET: f64 = 1.2;

/// The positions of the lines of a condition, as shares of the height.
const CONDITION_SHARES: [f64; 2] = [0.16, 0.84];

/// Draws the squares of a row.
pub(super) fn row(
    matrix: &MatrixPicture,
    row: usize,
    top: f64,
    grid: &Grid,
    theme: &Theme,
) -> Vec<Item> {
    let inset = match matrix.column_width {
        ColumnWidth::Narrow => 0.0,
        ColumnWidth::Wide => INSET,
    };
    let rungs = matrix.legend.scale.rungs;
    let squares = &matrix.squares[row];
    let drawn = squares.iter().enumerate().map(|(column, square)| {
        let frame = grid.frame(column, top).grown(-inset);
        let lines = &grid.values[row][column];
        draw(square, frame, lines, grid.value_font_size, rungs, theme)
    });
    drawn.chain(conditions(squares, top, grid, theme)).collect()
}

fn draw(
    square: &Square,
    frame: Rect,
    lines: &[String],
    font_size: f64,
    rungs: usize,
    theme: &Theme,
) -> Item {
    let (mut items, background) = background(square.fill, frame, rungs, theme);
    let is_rung = matches!(square.fill, SquareFill::Rung(..));
    if is_rung && !theme.is_shaded && background == theme.paper {
        // A patch keeps hatching away from the value.
        let size = Size::new(font_size * 0.9, font_size * 1.3);
        let patch = Rect::around(frame.center(), size);
        items.push(Shape::filled(patch, background).into());
    }
    let colour = if background == theme.paper {
        theme.ink
    } else {
        fill::ink_on(background)
    };
    let center = frame.center();
    let leading = font_size * VALUE_LEADING;
    let first = center.y - (lines.len() as f64 - 1.0) * leading / 2.0;
    items.extend(lines.iter().enumerate().map(|(line, content)| {
        let baseline = first + line as f64 * leading + font_size * 0.36;
        Text {
            at: Point::new(center.x, baseline),
            anchor: Anchor::Middle,
            size: font_size,
            weight: Weight::Regular,
            colour,
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

/// Draws the fill of a square, and returns the colour behind its value.
fn background(
    square_fill: SquareFill,
    frame: Rect,
    rungs: usize,
    theme: &Theme,
) -> (Vec<Item>, Colour) {
    match square_fill {
        SquareFill::Empty => (Vec::new(), theme.paper),
        SquareFill::Void => {
            let y = frame.center().y;
            let line = void_line(Point::new(frame.x, y), Point::new(frame.right(), y), theme);
            (vec![line], theme.paper)
        }
        SquareFill::Rung(rung, _) => (
            fill::rung(frame, rung, rungs, theme),
            fill::background(rung, rungs, theme),
        ),
        SquareFill::Tint(index) => {
            let tint = theme.tint(Some(index));
            let shape = Shape {
                radius: 1.5,
                stroke: (!theme.is_shaded).then(|| Stroke::solid(theme.rule, 0.4)),
                ..Shape::filled(frame, tint)
            };
            let background = if theme.is_shaded { tint } else { theme.paper };
            (vec![shape.into()], background)
        }
    }
}

/// Draws the line for a square in which there can be nothing.
pub(super) fn void_line(from: Point, to: Point, theme: &Theme) -> Item {
    let stroke = Stroke {
        dash: Dash::Dotted,
        ..Stroke::solid(theme.rule, 0.8)
    };
    Line::straight(from, to, stroke).into()
}

/// Draws each condition along all neighbouring squares that share it: a dash is too long for one square.
fn conditions(squares: &[Square], top: f64, grid: &Grid, theme: &Theme) -> Vec<Item> {
    let condition = |square: &Square| match square.fill {
        SquareFill::Rung(_, condition) => condition,
        _ => 0,
    };
    let mut items = Vec::new();
    let mut column = 0;
    for run in squares.chunk_by(|a, b| condition(a) == condition(b)) {
        let mut frame = grid.frame(column, top);
        frame.size.width *= run.len() as f64;
        items.extend(fill::condition(
            frame,
            condition(&run[0]),
            &CONDITION_SHARES,
            theme,
        ));
        column += run.len();
    }
    items
}
