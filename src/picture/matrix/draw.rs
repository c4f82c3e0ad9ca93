//! Draws a matrix: a header above each column, a name before each row, and squares with values.

use super::grid::Grid;
use super::{ColumnWidth, MatrixPicture, headers, squares};
use crate::phrase::{counted, plural};
use crate::picture::DrawOptions;
use crate::picture::geometry::{Point, Rect, Size};
use crate::picture::legend::{Entry, LegendEntry, Row, SAMPLE, Sample};
use crate::picture::page::{self, Page};
use crate::picture::role::Role;
use crate::picture::scene::{Anchor, Group, Item, Line, Scene, Shape, Text, Weight};
use crate::picture::style::{Stroke, Theme};
use crate::picture::timeline::bars;

/// The maximum number of rows that are described one by one.
const MAX_LISTED: usize = 80;

/// Draws a matrix with caption and legend.
pub(in crate::picture) fn draw(matrix: &MatrixPicture, options: &DrawOptions) -> Scene {
    let theme = &options.theme;
    let grid = Grid::of(matrix, page::width_for_picture(options));
    let row_top = |row: usize| grid.top + row as f64 * grid.square.height;
    let mut picture = headers::columns(matrix, &grid, theme);
    for (index, row) in matrix.rows.iter().enumerate() {
        let top = row_top(index);
        let mut items = vec![
            rule(top, &grid, theme),
            headers::row(row, &grid.names[index], top, &grid, theme),
        ];
        items.extend(squares::row(matrix, index, top, &grid, theme));
        let group = Group {
            key: Some(row.label.clone()),
            ..Group::with_role("row", Role::Row, items)
        };
        picture.push(group.into());
    }
    let bottom = row_top(matrix.rows.len());
    picture.push(rule(bottom, &grid, theme));
    page::compose(Page {
        caption: &matrix.caption,
        notes: shortened_note(matrix, &grid).as_slice(),
        description: description(matrix),
        picture,
        role: Role::Table,
        extent: Size::new(grid.right(), bottom),
        legend: &legend_rows(matrix, theme),
        options,
    })
}

/// Counts the names of rows that are shortened.
fn shortened_note(matrix: &MatrixPicture, grid: &Grid) -> Option<String> {
    let rows = matrix.rows.iter().zip(&grid.names);
    let shortened = rows.filter(|(row, lines)| {
        let is_cut = lines.iter().any(|line| line.contains('…'));
        is_cut && !row.label.contains('…')
    });
    let (count, all) = (shortened.count(), matrix.rows.len());
    let names = plural(all, ["name", "names"]);
    let are = plural(count, ["is", "are"]);
    (count > 0).then(|| format!("{count} of {all} {names} of rows {are} shortened."))
}

fn rule(y: f64, grid: &Grid, theme: &Theme) -> Item {
    let (from, to) = (Point::new(0.0, y), Point::new(grid.right(), y));
    let line = Line::straight(from, to, theme.hairline());
    Group::with_role("rule", Role::Decoration, vec![line.into()]).into()
}

/// Returns the rows of the legend.
pub(in crate::picture) fn legend_rows(matrix: &MatrixPicture, theme: &Theme) -> Vec<Row> {
    let legend = &matrix.legend;
    let [phases, conditions] = bars::legend_rows(&legend.scale, theme);
    // A theme without shades has no tints; the values say the same.
    let tints: &[LegendEntry] = if theme.is_shaded { &legend.tints } else { &[] };
    let tints = Row::of(&legend.tint_title, tints, |tint| {
        let sample = Sample::Drawn(vec![tint_sample(tint, theme)]);
        (sample, theme.tint_look(tint))
    });
    let unrelated = legend.has_unrelated.then(|| {
        let sample = Sample::Drawn(vec![unrelated_sample(theme)]);
        Entry::new(sample, "dot", "No relation recorded")
    });
    let unknown = legend.has_unknown.then(|| {
        let sample = Sample::Drawn(vec![unknown_sample(theme)]);
        Entry::new(sample, "question mark", "Unknown")
    });
    let void = legend.has_void.then(|| {
        let [from, to] = [-0.5, 0.5].map(|share| Point::new(share * SAMPLE.width, 0.0));
        let sample = Sample::Drawn(vec![squares::void_line(from, to, theme)]);
        Entry::new(sample, "dotted line", "One of the two does not exist")
    });
    let without_phase = Row {
        title: "No phase".to_owned(),
        entries: unrelated.into_iter().chain(unknown).chain(void).collect(),
    };
    vec![phases, conditions, tints, without_phase]
}

fn tint_sample(tint: usize, theme: &Theme) -> Item {
    let frame = Rect::around(Point::default(), SAMPLE);
    Shape {
        stroke: Some(Stroke::solid(theme.rule, 0.5)),
        ..Shape::filled(frame, theme.tint(Some(tint)))
    }
    .into()
}

/// Draws the dot for a year without a relation.
fn unrelated_sample(theme: &Theme) -> Item {
    const DIAMETER: f64 = 2.0;
    let frame = Rect::around(Point::default(), Size::new(DIAMETER, DIAMETER));
    Shape {
        radius: DIAMETER / 2.0,
        ..Shape::filled(frame, theme.ink)
    }
    .into()
}

/// Draws the question mark for a year whose phase is unknown.
fn unknown_sample(theme: &Theme) -> Item {
    const FONT_SIZE: f64 = 8.0;
    Text {
        at: Point::new(0.0, FONT_SIZE / 3.0),
        anchor: Anchor::Middle,
        size: FONT_SIZE,
        weight: Weight::Regular,
        colour: theme.ink,
        content: "?".to_owned(),
    }
    .into()
}

/// Describes the matrix in words: its size, and the values of its first rows if they are words.
fn description(matrix: &MatrixPicture) -> String {
    let (rows, columns) = (matrix.rows.len(), matrix.columns.len());
    let mut sentences = vec![
        matrix.caption.subtitle.clone(),
        format!(
            "A table of {} and {}.",
            counted(rows, ["row", "rows"]),
            counted(columns, ["column", "columns"])
        ),
    ];
    if matrix.column_width == ColumnWidth::Wide {
        let rows = matrix.rows.iter().zip(&matrix.squares).take(MAX_LISTED);
        sentences.extend(rows.map(|(row, squares)| {
            let cells = matrix.columns.iter().zip(squares);
            let filled = cells.filter(|(_, square)| !square.text.is_empty());
            let values: Vec<String> = filled
                .map(|(column, square)| format!("{}: {}", column.label, square.text))
                .collect();
            format!("{}: {}.", row.label, values.join("; "))
        }));
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}
