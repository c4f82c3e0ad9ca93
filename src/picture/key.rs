//! The legend of a picture: rows of samples with their meaning, aligned in columns.

use super::geometry::{Point, Size};
use super::scene::{Anchor, Group, Item, Line, Text, Weight};
use super::style::{Stroke, Theme};
use super::text;

const LETTERS: f64 = 8.0;
const ROW: f64 = 15.0;
const SAMPLE: Size = Size::new(30.0, 9.0);
const GAP: f64 = 7.0;
const COLUMN_GAP: f64 = 18.0;

/// One row of a legend: what it is about, and its entries.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) title: String,
    pub(super) entries: Vec<(Sample, String)>,
}

/// What stands before the meaning.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sample {
    /// A line in a style.
    Line(Stroke),
    /// Anything else, drawn round the origin and no larger than 30 by 12 points.
    Drawn(Vec<Item>),
}

/// Draws the rows at the origin, no wider than the room; returns the parts and how high they are.
pub(super) fn draw(rows: &[Row], room: f64, theme: &Theme) -> (Vec<Item>, f64) {
    let grid = Grid::of(rows, room);
    let mut items = Vec::new();
    let mut y = 0.0;
    for row in rows.iter().filter(|row| !row.entries.is_empty()) {
        items.push(words(
            &row.title,
            Point::new(0.0, y + 10.0),
            grid.head,
            Weight::Bold,
            theme,
        ));
        for (line, entries) in row.entries.chunks(grid.columns).enumerate() {
            for (column, (sample, label)) in entries.iter().enumerate() {
                let x = grid.head + column as f64 * (grid.column + COLUMN_GAP);
                let corner = Point::new(x, y + line as f64 * ROW);
                items.push(entry(sample, label, corner, grid.column, theme));
            }
        }
        y += row.entries.len().div_ceil(grid.columns) as f64 * ROW + 3.0;
    }
    (items, (y - 3.0).max(0.0))
}

/// The columns that all rows share.
struct Grid {
    head: f64,
    column: f64,
    columns: usize,
}

impl Grid {
    fn of(rows: &[Row], room: f64) -> Self {
        let widest = |texts: &mut dyn Iterator<Item = &String>, weight| {
            texts
                .map(|words| text::width(words, LETTERS, weight))
                .fold(0.0, f64::max)
        };
        let head = widest(&mut rows.iter().map(|row| &row.title), Weight::Bold) + 16.0;
        let head = head.min(room / 3.0);
        let labels = &mut rows
            .iter()
            .flat_map(|row| row.entries.iter().map(|(_, label)| label));
        let column = SAMPLE.width + GAP + widest(labels, Weight::Regular) + 1.0;
        let column = column.min(room - head);
        let fitting = ((room - head + COLUMN_GAP) / (column + COLUMN_GAP))
            .floor()
            .max(1.0);
        Self {
            head,
            column,
            columns: fitting as usize,
        }
    }
}

fn entry(sample: &Sample, label: &str, corner: Point, width: f64, theme: &Theme) -> Item {
    let middle = corner.y + ROW / 2.0 - 0.5;
    let mark: Item = match sample {
        Sample::Line(stroke) => {
            let from = Point::new(corner.x, middle);
            Line::straight(from, Point::new(corner.x + SAMPLE.width, middle), *stroke).into()
        }
        Sample::Drawn(items) => Group {
            shift: Point::new(corner.x + SAMPLE.width / 2.0, middle),
            ..Group::of("sample", items.clone())
        }
        .into(),
    };
    let at = Point::new(corner.x + SAMPLE.width + GAP, corner.y + 10.0);
    let room = width - SAMPLE.width - GAP;
    Group::of(
        "entry",
        vec![mark, words(label, at, room, Weight::Regular, theme)],
    )
    .into()
}

fn words(content: &str, at: Point, room: f64, weight: Weight, theme: &Theme) -> Item {
    let content = text::fitted(content, LETTERS, weight, room);
    Text {
        at,
        anchor: Anchor::Start,
        size: LETTERS,
        weight,
        colour: theme.ink,
        content,
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::style::Colour;

    fn row(count: usize) -> Row {
        let sample = Sample::Line(Stroke::solid(Colour::default(), 1.0));
        Row {
            title: "Phase".to_owned(),
            entries: (0..count)
                .map(|index| (sample.clone(), format!("rung {index}")))
                .collect(),
        }
    }

    #[test]
    fn entries_that_do_not_fit_begin_a_new_line() {
        let theme = Theme::light();
        let (_, one) = draw(&[row(4)], 500.0, &theme);
        let (_, many) = draw(&[row(4)], 150.0, &theme);
        assert!(many > one);
    }

    #[test]
    fn a_legend_without_entries_takes_no_room() {
        assert_eq!(draw(&[row(0)], 500.0, &Theme::light()), (Vec::new(), 0.0));
        assert_eq!(draw(&[], 0.0, &Theme::light()), (Vec::new(), 0.0));
    }
}
