//! The squares of a matrix: a fill, and a value that is legible on it.

use super::grid::{Grid, VALUE_LEADING};
use super::{ColumnWidth, MatrixPicture, Square, SquareFill};
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::role::Role;
use crate::picture::scene::{Anchor, Group, Item, Line, Shape, Text, Weight};
use crate::picture::style::{Colour, Dash, Stroke, Theme};
use crate::picture::{fill, text};

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
    let has_values = matrix.column_width == ColumnWidth::Wide || grid.has_width_for_digits();
    let inset = match matrix.column_width {
        ColumnWidth::Narrow => 0.0,
        ColumnWidth::Wide => INSET,
    };
    let rungs = matrix.legend.scale.rungs;
    let squares = &matrix.squares[row];
    let drawn = squares.iter().enumerate().map(|(column, square)| {
        let frame = grid.frame(column, top).grown(-inset);
        let lines = if has_values {
            grid.values[row][column].as_slice()
        } else {
            &[]
        };
        let alternative = match matrix.column_width {
            // A digit means a phase, which the first line of the tooltip names.
            ColumnWidth::Narrow => square.tooltip.lines().next().map(str::to_owned),
            ColumnWidth::Wide => None,
        };
        Group {
            alternative,
            ..draw(square, frame, lines, grid.value_font_size, rungs, theme)
        }
        .into()
    });
    let values = if has_values {
        Vec::new()
    } else {
        shared_values(squares, top, grid, rungs, theme)
    };
    let backing = backing(squares, top, grid, rungs, theme).collect();
    let mut items: Vec<Item> = decoration("backing", backing).into_iter().collect();
    items.extend(drawn);
    let conditions = conditions(squares, top, grid, theme);
    items.extend(decoration("conditions", conditions));
    items.extend(decoration("values", values));
    items
}

/// Groups what a row shows across its squares, which are read one by one; `None` if it shows nothing.
fn decoration(class: &'static str, items: Vec<Item>) -> Option<Item> {
    (!items.is_empty()).then(|| Group::with_role(class, Role::Decoration, items).into())
}

/// Draws one area below neighbouring squares of the same rung: where two squares meet between two pixels, the paper would
/// show through.
fn backing<'a>(
    squares: &'a [Square],
    top: f64,
    grid: &'a Grid,
    rungs: usize,
    theme: &'a Theme,
) -> impl Iterator<Item = Item> + 'a {
    let rung = |square: &Square| match square.fill {
        SquareFill::Rung(rung, _) if theme.is_shaded => Some(rung),
        _ => None,
    };
    let mut column = 0;
    let runs = squares.chunk_by(move |a, b| rung(a) == rung(b));
    runs.filter_map(move |run| {
        let mut frame = grid.frame(column, top);
        frame.size.width *= run.len() as f64;
        column += run.len();
        let fill = theme.colour(rung(&run[0])?, rungs);
        Some(Shape::filled(frame, fill).into())
    })
}

/// Draws the value of neighbouring squares with the same value and fill once, in their middle, if they are wide enough
/// together.
fn shared_values(
    squares: &[Square],
    top: f64,
    grid: &Grid,
    rungs: usize,
    theme: &Theme,
) -> Vec<Item> {
    let mut items = Vec::new();
    let mut column = 0;
    let same = |a: &Square, b: &Square| a.text == b.text && a.fill == b.fill;
    for run in squares.chunk_by(same) {
        let mut frame = grid.frame(column, top);
        frame.size.width *= run.len() as f64;
        column += run.len();
        let size = grid.value_font_size;
        if run[0].text.is_empty()
            || text::width(&run[0].text, size, Weight::Regular) + 1.0 > frame.size.width
        {
            continue;
        }
        let (_, background) = background(run[0].fill, frame, rungs, theme);
        let lines = std::slice::from_ref(&run[0].text);
        items.extend(value(&run[0], frame, lines, size, background, theme));
    }
    items
}

fn draw(
    square: &Square,
    frame: Rect,
    lines: &[String],
    font_size: f64,
    rungs: usize,
    theme: &Theme,
) -> Group {
    let (mut items, background) = background(square.fill, frame, rungs, theme);
    items.extend(value(square, frame, lines, font_size, background, theme));
    Group {
        tooltip: Some(square.tooltip.clone()),
        link: square.href.clone(),
        ..Group::with_role("square", Role::Cell, items)
    }
}

/// Draws a value in the middle of a frame.
fn value(
    square: &Square,
    frame: Rect,
    lines: &[String],
    font_size: f64,
    background: Colour,
    theme: &Theme,
) -> Vec<Item> {
    let mut items = Vec::new();
    let is_rung = matches!(square.fill, SquareFill::Rung(..));
    if is_rung && !lines.is_empty() && !theme.is_shaded && background == theme.paper {
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
    items
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
