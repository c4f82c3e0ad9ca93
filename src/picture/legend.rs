//! Legends: which phases and conditions a picture explains, and rows of samples with their meaning.

use super::geometry::{Point, Size};
use super::scene::{Anchor, Group, Item, Line, Text, Weight};
use super::style::{Stroke, Theme};
use super::text;
use crate::model::{Key, Records, Vocable, Vocabularies};

/// One entry of a legend.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LegendEntry {
    /// The index of a phase, a condition or a class.
    pub index: usize,
    /// Its name.
    pub label: String,
}

/// The phases and conditions that a picture explains: those that occur in it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ScaleLegend {
    /// The number of rungs of the scale, including those that do not occur: colours are spread over all of them.
    pub rungs: usize,
    /// The phases, from the lowest rung.
    pub phases: Vec<LegendEntry>,
    /// The conditions, in the order of the vocabulary.
    pub conditions: Vec<LegendEntry>,
}

impl ScaleLegend {
    /// Collects the phases and conditions that occur, each pair given by its indices.
    pub(super) fn of(
        vocabularies: &Vocabularies,
        pairs: impl Iterator<Item = (usize, usize)>,
    ) -> Self {
        let (phases, conditions): (Vec<usize>, Vec<usize>) = pairs.unzip();
        Self {
            rungs: vocabularies.phases.len(),
            phases: occurring(&vocabularies.phases, phases),
            conditions: occurring(&vocabularies.conditions, conditions),
        }
    }

    /// Returns the index of the highest phase that occurs, on which samples of conditions are drawn; 0 if none does.
    pub fn highest(&self) -> usize {
        self.phases.last().map_or(0, |entry| entry.index)
    }

    /// Returns the label of a condition; `None` for the first of the vocabulary, which is the normal one.
    pub fn unusual_condition(&self, condition: usize) -> Option<&str> {
        let found = self
            .conditions
            .iter()
            .find(|entry| entry.index == condition);
        found
            .filter(|entry| entry.index > 0)
            .map(|entry| entry.label.as_str())
    }
}

/// Returns an entry for each term that occurs, in the order of the vocabulary.
pub(super) fn occurring<T: Vocable>(
    vocabulary: &Records<T>,
    indices: impl IntoIterator<Item = usize>,
) -> Vec<LegendEntry> {
    let mut indices: Vec<usize> = indices.into_iter().collect();
    indices.sort_unstable();
    indices.dedup();
    let entry = |index| LegendEntry {
        index,
        label: vocabulary.label(Key::new(index)).to_owned(),
    };
    indices.into_iter().map(entry).collect()
}

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

impl Row {
    /// Creates a row with a sample for each entry, drawn from its index.
    pub(super) fn of(
        title: &str,
        entries: &[LegendEntry],
        sample: impl Fn(usize) -> Sample,
    ) -> Self {
        let entries = entries.iter();
        Self {
            title: title.to_owned(),
            entries: entries
                .map(|entry| (sample(entry.index), entry.label.clone()))
                .collect(),
        }
    }
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
