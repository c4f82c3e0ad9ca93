//! Legends: the phases and conditions that a picture explains, and rows of samples with their meaning.

use super::geometry::{Point, Size};
use super::role::Role;
use super::scene::{Anchor, Group, Item, Line, Text, Weight};
use super::style::{Stroke, Theme};
use super::text;
use crate::model::{Dataset, Key, Labels, Records, Vocable};
use crate::phrase::uncapitalized;

const FONT_SIZE: f64 = 8.0;

/// The height of a line of entries.
const LINE_HEIGHT: f64 = 15.0;

/// The factor to which the height of a line shrinks with its text at the most, because samples do not shrink.
const MIN_LINE_SCALE: f64 = 0.85;

/// The space between two rows.
const ROW_GAP: f64 = 3.0;

/// The distance of the baseline from the top of a line.
const BASELINE: f64 = 10.0;

/// The size of a sample.
pub(super) const SAMPLE: Size = Size::new(30.0, 9.0);

/// The space between a sample and its meaning.
const LABEL_GAP: f64 = 7.0;

/// The space between a row's title and its entries.
const TITLE_GAP: f64 = 16.0;

const COLUMN_GAP: f64 = 18.0;

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
    /// The number of rungs of the scale, including those that do not occur: colours are spread over all of them, so
    /// that a phase has the same colour in every picture of a dataset.
    pub rungs: usize,
    /// The phases, from the lowest rung.
    pub phases: Vec<LegendEntry>,
    /// The conditions, in the order of the vocabulary.
    pub conditions: Vec<LegendEntry>,
}

impl ScaleLegend {
    /// Collects the phases and conditions that occur, given as pairs of their indices. A dataset in which every partnership is
    /// always in the first condition records none.
    pub(super) fn of(dataset: &Dataset, pairs: impl Iterator<Item = (usize, usize)>) -> Self {
        let vocabularies = dataset.vocabularies();
        let (phases, mut conditions): (Vec<usize>, Vec<usize>) = pairs.unzip();
        if !records_conditions(dataset) {
            conditions.clear();
        }
        Self {
            rungs: vocabularies.phases.len(),
            phases: occurring(&vocabularies.phases, phases),
            conditions: occurring(&vocabularies.conditions, conditions),
        }
    }

    /// Returns the index of the highest phase that occurs; 0 if none does. Samples of conditions have this phase.
    pub fn highest(&self) -> usize {
        self.phases.last().map_or(0, |entry| entry.index)
    }

    /// Returns the label of a condition; `None` for the first of the vocabulary, which is the normal one.
    pub fn unusual_condition(&self, condition: usize) -> Option<&str> {
        let mut entries = self.conditions.iter();
        let entry = entries.find(|entry| entry.index == condition && entry.index > 0)?;
        Some(&entry.label)
    }
}

/// Returns `true` if a spell of the dataset is in another condition than the first, which is that of spells that state none.
fn records_conditions(dataset: &Dataset) -> bool {
    let partnerships = dataset.partnerships().iter();
    let codings = partnerships.flat_map(|partnership| &partnership.codings);
    let mut spells = codings.flat_map(|coded| &coded.spells);
    spells.any(|spell| spell.condition.index() > 0)
}

/// Returns an entry for each term that occurs, in the order of the vocabulary.
pub(super) fn occurring<T: Vocable>(
    vocabulary: &Records<T>,
    indices: impl IntoIterator<Item = usize>,
) -> Vec<LegendEntry> {
    let mut indices: Vec<usize> = indices.into_iter().collect();
    indices.sort_unstable();
    indices.dedup();
    let entries = indices.into_iter().map(|index| LegendEntry {
        index,
        label: vocabulary.label(Key::new(index)).to_owned(),
    });
    entries.collect()
}

/// One row of a legend: its subject, and its entries.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    pub(super) title: String,
    pub(super) entries: Vec<Entry>,
}

/// Returns the rows of a legend in the words of the dataset.
pub(super) fn in_words_of(labels: &Labels, rows: &[Row]) -> Vec<Row> {
    let mut rows = rows.to_vec();
    for row in &mut rows {
        row.title = labels.apply(&row.title).into_owned();
        for entry in &mut row.entries {
            entry.label = labels.apply(&entry.label).into_owned();
        }
    }
    rows
}

/// An entry of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) sample: Sample,
    /// The appearance of the sample in words, for a caption in which nothing is drawn and for readers who do not see
    /// it.
    pub(super) look: String,
    /// The meaning.
    pub(super) label: String,
}

impl Entry {
    pub(super) fn new(sample: Sample, look: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            sample,
            look: look.into(),
            label: label.into(),
        }
    }
}

impl Row {
    /// Creates a row with a sample and its look for each entry, which follow from the entry's index.
    pub(super) fn of(
        title: &str,
        entries: &[LegendEntry],
        sample: impl Fn(usize) -> (Sample, String),
    ) -> Self {
        let entries = entries.iter().map(|entry| {
            let (sample, look) = sample(entry.index);
            Entry::new(sample, look, &entry.label)
        });
        Self {
            title: title.to_owned(),
            entries: entries.collect(),
        }
    }

    /// Returns the row as a sentence; `None` if it has no entries.
    pub(super) fn sentence(&self) -> Option<String> {
        let entries = self.entries.iter();
        let entries = entries.map(|entry| {
            let label = uncapitalized(&entry.label);
            format!("{label} ({})", entry.look)
        });
        let entries: Vec<String> = entries.collect();
        (!entries.is_empty()).then(|| format!("{}: {}.", self.title, entries.join(", ")))
    }
}

/// What is drawn before a meaning.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Sample {
    /// A line in a style.
    Line(Stroke),
    /// Any items, drawn around the origin and at most 30 by 12 points large.
    Drawn(Vec<Item>),
}

/// Draws the rows at the origin, at most `width` wide; returns the items and their height. Rows without entries are
/// left out.
/// `scale` is a factor for the font size.
pub(super) fn draw(rows: &[Row], width: f64, scale: f64, theme: &Theme) -> (Vec<Item>, f64) {
    let columns = Columns::of(rows, width, scale * FONT_SIZE);
    let line_height = LINE_HEIGHT * scale.max(MIN_LINE_SCALE);
    let mut items = Vec::new();
    let mut y = 0.0;
    for row in rows.iter().filter(|row| !row.entries.is_empty()) {
        let at = Point::new(0.0, y + BASELINE);
        let title_width = columns.title_width;
        let title = text_item(&row.title, at, title_width, Weight::Bold, &columns, theme);
        let title = Group::with_role("legend-title", Role::ListTitle, vec![title]);
        let mut list: Vec<Item> = vec![title.into()];
        for (line, entries) in row.entries.chunks(columns.count).enumerate() {
            for (column, entry) in entries.iter().enumerate() {
                let x = columns.title_width + column as f64 * (columns.width + COLUMN_GAP);
                let corner = Point::new(x, y + line as f64 * line_height);
                list.push(entry_item(entry, corner, &columns, theme));
            }
        }
        items.push(Group::with_role("legend-row", Role::List, list).into());
        y += row.entries.len().div_ceil(columns.count) as f64 * line_height + ROW_GAP;
    }
    (items, (y - ROW_GAP).max(0.0))
}

/// The columns, the same for all rows.
struct Columns {
    title_width: f64,
    width: f64,
    count: usize,
    font_size: f64,
}

impl Columns {
    /// Sets the columns as wide as the widest entry, and as many as fit.
    fn of(rows: &[Row], width: f64, font_size: f64) -> Self {
        let titles = rows.iter().map(|row| &row.title);
        let title_width = (widest(titles, font_size, Weight::Bold) + TITLE_GAP).min(width / 3.0);
        let labels = rows.iter().flat_map(|row| row.entries.iter());
        let labels = labels.map(|entry| &entry.label);
        let column = SAMPLE.width + LABEL_GAP + widest(labels, font_size, Weight::Regular) + 1.0;
        let column = column.min(width - title_width);
        let fitting = ((width - title_width + COLUMN_GAP) / (column + COLUMN_GAP)).floor();
        Self {
            title_width,
            width: column,
            count: fitting.max(1.0) as usize,
            font_size,
        }
    }
}

fn widest<'t>(texts: impl Iterator<Item = &'t String>, font_size: f64, weight: Weight) -> f64 {
    let widths = texts.map(|content| text::width(content, font_size, weight));
    widths.fold(0.0, f64::max)
}

fn entry_item(entry: &Entry, corner: Point, columns: &Columns, theme: &Theme) -> Item {
    let middle = corner.y + LINE_HEIGHT / 2.0 - 0.5;
    let (shift, drawn) = match &entry.sample {
        Sample::Line(stroke) => {
            let from = Point::new(corner.x, middle);
            let line = Line::straight(from, Point::new(corner.x + SAMPLE.width, middle), *stroke);
            (Point::default(), vec![line.into()])
        }
        Sample::Drawn(items) => {
            let center = Point::new(corner.x + SAMPLE.width / 2.0, middle);
            (center, items.clone())
        }
    };
    let sample = Group {
        shift,
        alternative: Some(entry.look.clone()),
        ..Group::with_role("sample", Role::Part, drawn)
    };
    let at = Point::new(corner.x + SAMPLE.width + LABEL_GAP, corner.y + BASELINE);
    let label_width = columns.width - SAMPLE.width - LABEL_GAP;
    let label = text_item(
        &entry.label,
        at,
        label_width,
        Weight::Regular,
        columns,
        theme,
    );
    Group::with_role("entry", Role::Entry, vec![sample.into(), label]).into()
}

fn text_item(
    content: &str,
    at: Point,
    width: f64,
    weight: Weight,
    columns: &Columns,
    theme: &Theme,
) -> Item {
    Text {
        at,
        anchor: Anchor::Start,
        size: columns.font_size,
        weight,
        colour: theme.ink,
        content: text::fitted(content, columns.font_size, weight, width),
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
                .map(|index| Entry::new(sample.clone(), "line", format!("Rung {index}")))
                .collect(),
        }
    }

    #[test]
    fn entries_that_do_not_fit_begin_a_new_line() {
        let theme = Theme::light();
        let (_, one) = draw(&[row(4)], 500.0, 1.0, &theme);
        let (_, many) = draw(&[row(4)], 150.0, 1.0, &theme);
        assert!(many > one);
    }

    #[test]
    fn a_row_becomes_a_sentence() {
        let sentence = row(2).sentence();
        assert_eq!(
            sentence.as_deref(),
            Some("Phase: rung 0 (line), rung 1 (line).")
        );
        assert_eq!(row(0).sentence(), None);
    }

    #[test]
    fn a_legend_without_entries_has_no_height() {
        let nothing = (Vec::new(), 0.0);
        assert_eq!(draw(&[row(0)], 500.0, 1.0, &Theme::light()), nothing);
        assert_eq!(draw(&[], 0.0, 1.0, &Theme::light()), nothing);
    }
}
