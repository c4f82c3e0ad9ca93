//! The headers of a matrix: columns, the names above groups of columns, and rows.

use super::columns::{NAME_FONT_SIZE, NOTE_FONT_SIZE};
use super::grid::{Grid, HEADER_LEADING};
use super::{ColumnWidth, Header, MatrixPicture};
use crate::picture::geometry::Point;
use crate::picture::role::Role;
use crate::picture::scene::{Anchor, Group, Item, Line, Text, Weight};
use crate::picture::style::{Stroke, Theme};
use crate::picture::text;

/// The minimum space between the names of two narrow columns.
const MIN_YEAR_GAP: f64 = 3.0;

/// The intervals between years with a name, the shortest first.
const YEAR_INTERVALS: [i32; 5] = [1, 5, 10, 20, 50];

/// Draws the names above groups of columns, and the headers of the columns, each as a row of the table.
pub(super) fn columns(matrix: &MatrixPicture, grid: &Grid, theme: &Theme) -> Vec<Item> {
    let size = grid.header_font_size;
    let weight = match matrix.column_width {
        ColumnWidth::Narrow => Weight::Regular,
        ColumnWidth::Wide => Weight::Bold,
    };
    let leading = NAME_FONT_SIZE * HEADER_LEADING;
    let mut headers = vec![corner()];
    let interval = year_interval(matrix, grid);
    for (index, column) in matrix.columns.iter().enumerate() {
        let year: Option<i32> = column.label.parse().ok();
        let is_skipped = year.is_some_and(|year| year % interval != 0);
        let lines = if column.label.is_empty() || is_skipped {
            &[]
        } else {
            grid.headers[index].as_slice()
        };
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
            // A year that is not drawn is read all the same.
            alternative: lines.is_empty().then(|| column.tooltip.clone()),
            ..Group::with_role("column", Role::ColumnHeader(1), texts.collect())
        };
        headers.push(group.into());
    }
    let spans = spans(matrix, grid, theme);
    let rows = [("spans", spans), ("columns", headers)].into_iter();
    let rows = rows.filter(|(_, items)| !items.is_empty());
    rows.map(|(class, items)| Group::with_role(class, Role::Row, items).into())
        .collect()
}

/// Returns the empty cell above the names of the rows.
fn corner() -> Item {
    Group::with_role("corner", Role::Cell, Vec::new()).into()
}

/// Returns the interval at which the names of narrow columns, which are years, do not touch; 1 for other columns.
fn year_interval(matrix: &MatrixPicture, grid: &Grid) -> i32 {
    if matrix.column_width == ColumnWidth::Wide {
        return 1;
    }
    let labels = matrix.columns.iter().map(|column| &column.label);
    let widths = labels.map(|label| text::width(label, grid.header_font_size, Weight::Regular));
    let needed = widths.fold(0.0, f64::max) + MIN_YEAR_GAP;
    let mut intervals = YEAR_INTERVALS.into_iter();
    let fitting = intervals.find(|interval| f64::from(*interval) * grid.square.width >= needed);
    fitting.unwrap_or(1_000)
}

/// Draws the names above groups of columns; nothing if there are none.
fn spans(matrix: &MatrixPicture, grid: &Grid, theme: &Theme) -> Vec<Item> {
    if matrix.spans.is_empty() {
        return Vec::new();
    }
    let mut items = vec![corner()];
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
        let rule = Group::with_role("rule", Role::Decoration, vec![line.into()]);
        let header = vec![text.into(), rule.into()];
        items.push(Group::with_role("span", Role::ColumnHeader(*count), header).into());
        column += count;
    }
    items
}

/// Draws the name of a row, and the note beside it.
pub(super) fn row(row: &Header, lines: &[String], top: f64, grid: &Grid, theme: &Theme) -> Item {
    let baseline = top + grid.square.height / 2.0 + NAME_FONT_SIZE * 0.36;
    let leading = NAME_FONT_SIZE * HEADER_LEADING;
    let first = baseline - (lines.len() as f64 - 1.0) * leading / 2.0;
    let names = lines.iter().enumerate().map(|(index, content)| {
        Text {
            at: Point::new(0.0, first + index as f64 * leading),
            anchor: Anchor::Start,
            size: NAME_FONT_SIZE,
            weight: Weight::Bold,
            colour: theme.ink,
            content: content.clone(),
        }
        .into()
    });
    let mut items: Vec<Item> = names.collect();
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
        ..Group::with_role("head", Role::RowHeader, items)
    }
    .into()
}
