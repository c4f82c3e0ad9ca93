//! The key of the numbered marks: what happened when, dyad by dyad, in columns.

use super::{Mark, Timeline};
use crate::picture::geometry::Point;
use crate::picture::scene::{Anchor, Item, Text, Weight};
use crate::picture::style::Theme;
use crate::picture::text;

const LETTERS: f64 = 6.8;
const LEADING: f64 = 8.8;
const GAP: f64 = 18.0;
const COLUMN: f64 = 270.0;
/// The room for the number and for the date before the words.
const NUMBER: f64 = 15.0;
const DATE: f64 = 46.0;
/// How many lines an entry takes at most.
const LINES: usize = 3;

/// A line of the key, with how far its parts are indented.
struct Row {
    parts: Vec<(f64, Weight, String)>,
    /// Whether a column may not end after this line.
    keeps: bool,
}

/// Draws the key from the origin; returns its parts and how high it is.
pub(super) fn draw(timeline: &Timeline, width: f64, theme: &Theme) -> (Vec<Item>, f64) {
    let columns = ((width + GAP) / (COLUMN + GAP)).floor().max(1.0);
    let room = (width + GAP) / columns - GAP;
    let rows = rows(timeline, room);
    let columns = broken(&rows, rows.len().div_ceil(columns as usize));
    let mut items = Vec::new();
    for (column, rows) in columns.iter().enumerate() {
        for (line, row) in rows.iter().enumerate() {
            let (x, y) = (column as f64 * (room + GAP), (line + 1) as f64 * LEADING);
            items.extend(row.parts.iter().map(|(indent, weight, words)| {
                Text {
                    at: Point::new(x + indent, y - 2.0),
                    anchor: Anchor::Start,
                    size: LETTERS,
                    weight: *weight,
                    colour: theme.ink,
                    content: words.clone(),
                }
                .into()
            }));
        }
    }
    let lines = columns.iter().map(|rows| rows.len()).max().unwrap_or(0);
    (items, lines as f64 * LEADING)
}

fn rows(timeline: &Timeline, room: f64) -> Vec<Row> {
    let mut rows = Vec::new();
    for lane in &timeline.lanes {
        let numbered: Vec<&Mark> = lane
            .marks
            .iter()
            .filter(|mark| mark.number.is_some())
            .collect();
        if numbered.is_empty() {
            continue;
        }
        rows.push(Row {
            parts: vec![(0.0, Weight::Bold, lane.label.clone())],
            keeps: true,
        });
        for mark in numbered {
            rows.extend(entry(mark, room));
        }
    }
    rows
}

fn entry(mark: &Mark, room: f64) -> Vec<Row> {
    let date = text::width(&mark.date, LETTERS, Weight::Regular) + 6.0;
    let indent = NUMBER + date.max(DATE);
    let words = text::wrapped(&mark.title, LETTERS, Weight::Regular, room - indent, LINES);
    let last = words.len() - 1;
    let line = |(place, words): (usize, String)| {
        let mut parts = vec![(indent, Weight::Regular, words)];
        if place == 0 {
            let number = mark.number.unwrap_or_default().to_string();
            parts.insert(0, (0.0, Weight::Bold, number));
            parts.insert(1, (NUMBER, Weight::Regular, mark.date.clone()));
        }
        Row {
            parts,
            keeps: place < last,
        }
    };
    words.into_iter().enumerate().map(line).collect()
}

/// Breaks lines into columns of about a height, but not within an entry or after a heading.
fn broken(rows: &[Row], height: usize) -> Vec<&[Row]> {
    let mut columns = Vec::new();
    let mut rest = rows;
    while !rest.is_empty() {
        let mut end = height.clamp(1, rest.len());
        while end < rest.len() && rest[end - 1].keeps {
            end += 1;
        }
        let (column, after) = rest.split_at(end);
        columns.push(column);
        rest = after;
    }
    columns
}
