//! The headers of a matrix: columns, the names above groups of columns, and rows.

use super::grid::{Grid, HEADER_LEADING, NAME_FONT_SIZE, NAME_MAX_WIDTH, NOTE_FONT_SIZE};
use super::{ColumnWidth, Header, MatrixPicture};
use crate::picture::geometry::Point;
use crate::picture::scene::{Anchor, Group, Item, Line, Text, Weight};
use crate::picture::style::{Stroke, Theme};
use crate::picture::text;

/// Draws the headers of the columns, and the names above groups of columns.
pub(super) fn columns(matrix: &MatrixPicture, grid: &Grid, theme: &Theme) -> Vec<Item> {
    let (size, weight) = match matrix.column_width {
        ColumnWidth::Narrow => (NOTE_FONT_SIZE, Weight::Regular),
        ColumnWidth::Wide => (NAME_FONT_SIZE, Weight::Bold),
    };
    let leading = NAME_FONT_SIZE * HEADER_LEADING;
    let mut items = spans(matrix, grid, theme);
    for (index, column) in matrix.columns.iter().enumerate() {
        if column.label.is_empty() {
            continue;
        }
        let lines = &grid.headers[index];
        let middle = grid.frame(index, 0.0).center().x;
        let first = grid.top - 5.0 - (lines.len() as f64 - 1.0) * NAME_FONT_SIZE * HEADER_LEADING;
        let texts = lines.iter().enumerate().map(|(line, content)| {
            Text {
                at: Point::new(middle, first + line as f64 * leading),
                anchor: Anchor::Middle,
                size,
                weight,
                colour: theme.ink,
                content: content.clone(),
            }
            .into()
        });
        let group = Group {
            tooltip: Some(column.tooltip.clone()),
            ..Group::of("column", texts.collect())
        };
        items.push(group.into());
    }
    items
}

fn spans(matrix: &MatrixPicture, grid: &Grid, theme: &Theme) -> Vec<Item> {
    let mut items = Vec::new();
    let mut column = 0;
    for (count, name) in &matrix.spans {
        let from = grid.frame(column, 0.0).x + 4.0;
        let to = grid.frame(column + count, 0.0).x - 4.0;
        let text = Text {
            at: Point::new((from + to) / 2.0, NAME_FONT_SIZE),
            anchor: Anchor::Middle,
            size: NAME_FONT_SIZE,
            weight: Weight::Regular,
            colour: theme.muted,
            content: text::fitted(name, NAME_FONT_SIZE, Weight::Regular, to - from),
        };
        let ends = [from, to].map(|x| Point::new(x, NAME_FONT_SIZE + 4.0));
        let line = Line::straight(ends[0], ends[1], Stroke::solid(theme.rule, 0.8));
        items.extend([text.into(), line.into()]);
        column += count;
    }
    items
}

/// Draws the name of a row, and the note beside it.
pub(super) fn row(row: &Header, top: f64, grid: &Grid, theme: &Theme) -> Item {
    let baseline = top + grid.square.height / 2.0 + NAME_FONT_SIZE * 0.36;
    let name = Text {
        at: Point::new(0.0, baseline),
        anchor: Anchor::Start,
        size: NAME_FONT_SIZE,
        weight: Weight::Bold,
        colour: theme.ink,
        content: text::fitted(&row.label, NAME_FONT_SIZE, Weight::Bold, NAME_MAX_WIDTH),
    };
    let mut items = vec![name.into()];
    if !row.note.is_empty() {
        let note = Text {
            at: Point::new(grid.left - 10.0, baseline),
            anchor: Anchor::End,
            size: NOTE_FONT_SIZE,
            weight: Weight::Regular,
            colour: theme.muted,
            content: row.note.clone(),
        };
        items.push(note.into());
    }
    Group {
        tooltip: Some(row.tooltip.clone()),
        ..Group::of("head", items)
    }
    .into()
}
