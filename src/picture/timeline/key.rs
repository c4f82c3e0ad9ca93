//! The key of the numbered marks: date and title of each milestone, dyad by dyad, in columns.

use super::{Mark, Timeline};
use crate::picture::geometry::Point;
use crate::picture::role::Role;
use crate::picture::scene::{Anchor, Group, Item, Text, Weight};
use crate::picture::style::Theme;
use crate::picture::text;

const FONT_SIZE: f64 = 6.8;

const LINE_HEIGHT: f64 = 8.8;

/// The minimum width of a column, and the space between two.
const MIN_COLUMN_WIDTH: f64 = 270.0;
const COLUMN_GAP: f64 = 18.0;

/// The width of the number, and the minimum width of the date.
const NUMBER_WIDTH: f64 = 15.0;
const MIN_DATE_WIDTH: f64 = 46.0;

/// The maximum number of lines of a title.
const MAX_LINES: usize = 3;

/// A line of the key.
struct Line {
    /// The texts, each with its distance from the left edge of the column.
    texts: Vec<(f64, Weight, String)>,
    /// Whether this is the label of a dyad, or the first line of a mark.
    is_first: bool,
    /// Whether the column must not end after this line.
    keeps_next: bool,
}

/// Draws the key from the origin; returns the items and their height.
pub(super) fn draw(timeline: &Timeline, width: f64, theme: &Theme) -> (Vec<Item>, f64) {
    let fitting = ((width + COLUMN_GAP) / (MIN_COLUMN_WIDTH + COLUMN_GAP))
        .floor()
        .max(1.0);
    let column_width = (width + COLUMN_GAP) / fitting - COLUMN_GAP;
    let lines = lines(timeline, column_width);
    let columns = columns(&lines, lines.len().div_ceil(fitting as usize));
    let mut items = Vec::new();
    for (column, lines) in columns.iter().enumerate() {
        let x = column as f64 * (column_width + COLUMN_GAP);
        let mut y = 0.0;
        for entry in lines.chunk_by(|_, next| !next.is_first) {
            items.push(entry_item(entry, Point::new(x, y), theme));
            y += entry.len() as f64 * LINE_HEIGHT;
        }
    }
    let highest = columns.iter().map(|lines| lines.len()).max().unwrap_or(0);
    (items, highest as f64 * LINE_HEIGHT)
}

/// Draws the lines of an entry below one another.
fn entry_item(lines: &[Line], corner: Point, theme: &Theme) -> Item {
    let lines = lines.iter().enumerate();
    let texts = lines.flat_map(|(index, line)| {
        let y = corner.y + (index + 1) as f64 * LINE_HEIGHT;
        line.texts.iter().map(move |(indent, weight, content)| {
            Text {
                at: Point::new(corner.x + indent, y - 2.0),
                anchor: Anchor::Start,
                size: FONT_SIZE,
                weight: *weight,
                colour: theme.ink,
                content: content.clone(),
            }
            .into()
        })
    });
    Group::with_role("key-entry", Role::Paragraph, texts.collect()).into()
}

/// Returns the lines of all dyads that have numbered marks: the label of the dyad, then its marks.
fn lines(timeline: &Timeline, column_width: f64) -> Vec<Line> {
    let mut lines = Vec::new();
    for lane in &timeline.lanes {
        let numbered = lane.marks.iter().filter(|mark| mark.number.is_some());
        let mut entries = numbered
            .flat_map(|mark| entry(mark, column_width))
            .peekable();
        if entries.peek().is_none() {
            continue;
        }
        lines.push(Line {
            texts: vec![(0.0, Weight::Bold, lane.label.clone())],
            is_first: true,
            keeps_next: true,
        });
        lines.extend(entries);
    }
    lines
}

fn entry(mark: &Mark, column_width: f64) -> Vec<Line> {
    let date_width = text::width(&mark.date, FONT_SIZE, Weight::Regular) + 6.0;
    let indent = NUMBER_WIDTH + date_width.max(MIN_DATE_WIDTH);
    let title_width = column_width - indent;
    let titles = text::wrapped(
        &mark.title,
        FONT_SIZE,
        Weight::Regular,
        title_width,
        MAX_LINES,
    );
    let count = titles.len();
    let mut lines: Vec<Line> = titles
        .into_iter()
        .enumerate()
        .map(|(index, title)| Line {
            texts: vec![(indent, Weight::Regular, title)],
            is_first: index == 0,
            keeps_next: index + 1 < count,
        })
        .collect();
    if let Some(first) = lines.first_mut() {
        let number = mark.number.unwrap_or_default().to_string();
        let date = (NUMBER_WIDTH, Weight::Regular, mark.date.clone());
        first.texts.splice(..0, [(0.0, Weight::Bold, number), date]);
    }
    lines
}

/// Breaks lines into columns of about the given height, but not inside an entry or after the label of a dyad.
fn columns(lines: &[Line], height: usize) -> Vec<&[Line]> {
    let mut columns = Vec::new();
    let mut rest = lines;
    while !rest.is_empty() {
        let mut end = height.clamp(1, rest.len());
        while end < rest.len() && rest[end - 1].keeps_next {
            end += 1;
        }
        let (column, after) = rest.split_at(end);
        columns.push(column);
        rest = after;
    }
    columns
}
