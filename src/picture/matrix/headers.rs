//! The headings of a matrix: columns, the spans over them, and rows.

use super::grid::{Grid, LEADING, NAME, NAME_ROOM, NOTE};
use super::{Header, MatrixPicture, Width};
use crate::picture::geometry::Point;
use crate::picture::scene::{Anchor, Group, Item, Line, Text, Weight};
use crate::picture::style::{Colour, Stroke, Theme};
use crate::picture::text;

/// Draws the headings of the columns, and of the spans over them.
pub(super) fn columns(matrix: &MatrixPicture, grid: &Grid, theme: &Theme) -> Vec<Item> {
    let mut items = spans(matrix, grid, theme);
    for (number, column) in matrix.columns.iter().enumerate() {
        let middle = grid.frame(number, 0.0).center().x;
        let lines = &grid.headers[number];
        let first = grid.top - 5.0 - (lines.len() as f64 - 1.0) * NAME * LEADING;
        let words = lines.iter().enumerate().map(|(line, content)| {
            let y = first + line as f64 * NAME * LEADING;
            let (size, weight) = match matrix.width {
                Width::Narrow => (NOTE, Weight::Regular),
                Width::Wide => (NAME, Weight::Bold),
            };
            words(
                content,
                Point::new(middle, y),
                Anchor::Middle,
                size,
                weight,
                theme.ink,
            )
        });
        let group = Group {
            tooltip: Some(column.tooltip.clone()),
            ..Group::of("column", words.collect())
        };
        if !column.label.is_empty() {
            items.push(group.into());
        }
    }
    items
}

fn spans(matrix: &MatrixPicture, grid: &Grid, theme: &Theme) -> Vec<Item> {
    let mut items = Vec::new();
    let mut column = 0;
    for (count, name) in &matrix.spans {
        let (from, to) = (
            grid.frame(column, 0.0).x + 4.0,
            grid.frame(column + count, 0.0).x - 4.0,
        );
        let content = text::fitted(name, NAME, Weight::Regular, to - from);
        let at = Point::new((from + to) / 2.0, NAME);
        items.push(words(
            &content,
            at,
            Anchor::Middle,
            NAME,
            Weight::Regular,
            theme.muted,
        ));
        let stroke = Stroke::solid(theme.rule, 0.8);
        items.push(
            Line::straight(
                Point::new(from, NAME + 4.0),
                Point::new(to, NAME + 4.0),
                stroke,
            )
            .into(),
        );
        column += count;
    }
    items
}

/// Draws the name of a row, and the note beside it.
pub(super) fn row(row: &Header, top: f64, grid: &Grid, theme: &Theme) -> Vec<Item> {
    let base = top + grid.square.height / 2.0 + NAME * 0.36;
    let name = text::fitted(&row.label, NAME, Weight::Bold, NAME_ROOM);
    let mut items = vec![words(
        &name,
        Point::new(0.0, base),
        Anchor::Start,
        NAME,
        Weight::Bold,
        theme.ink,
    )];
    if !row.note.is_empty() {
        let at = Point::new(grid.left - 10.0, base);
        items.push(words(
            &row.note,
            at,
            Anchor::End,
            NOTE,
            Weight::Regular,
            theme.muted,
        ));
    }
    vec![
        Group {
            tooltip: Some(row.tooltip.clone()),
            ..Group::of("head", items)
        }
        .into(),
    ]
}

fn words(
    content: &str,
    at: Point,
    anchor: Anchor,
    size: f64,
    weight: Weight,
    colour: Colour,
) -> Item {
    Text {
        at,
        anchor,
        size,
        weight,
        colour,
        content: content.to_owned(),
    }
    .into()
}
