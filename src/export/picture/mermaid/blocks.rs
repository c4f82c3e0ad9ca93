//! A matrix as a block diagram of Mermaid: one block per square.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use super::text::{LABEL_LIMIT, NOTE_LIMIT, TITLE_LIMIT, comment, fits, label, largest_fitting};
use crate::export::error::ExportError;
use crate::export::picture::svg::number;
use crate::picture::LegendEntry;
use crate::picture::fill;
use crate::picture::matrix::{ColumnWidth, MatrixPicture, Square, SquareFill};
use crate::picture::style::{Colour, Dash, Theme};

/// The class of text on paper.
const PLAIN: &str = "plain";

/// The number of narrow columns that the names of rows span: all columns of a block diagram are equally wide.
const NARROW_NAME_SPAN: usize = 5;

/// Writes a matrix as a block diagram; returns what was cut because of Mermaid's limits, one sentence each.
///
/// Equal neighbouring squares of a narrow matrix share one block. If the text is too long, only the first rows are
/// written.
pub(super) fn write(
    matrix: &MatrixPicture,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let chart = |row_count: usize| Chart {
        matrix,
        theme,
        row_count,
    };
    let mut text = chart(matrix.rows.len()).text();
    let mut notes = Vec::new();
    if !fits(&text) {
        let count = largest_fitting(matrix.rows.len(), |count| chart(count).text());
        text = chart(count).text();
        notes.extend(chart(count).cut_note());
    }
    out.write_all(text.as_bytes())?;
    Ok(notes)
}

/// The first rows of a matrix.
struct Chart<'a> {
    matrix: &'a MatrixPicture,
    theme: &'a Theme,
    row_count: usize,
}

impl Chart<'_> {
    fn cut_note(&self) -> Option<String> {
        let (drawn, all) = (self.row_count, self.matrix.rows.len());
        (drawn < all).then(|| {
            format!("Only the first {drawn} of {all} rows are drawn because of Mermaid's limits.")
        })
    }

    fn text(&self) -> String {
        let name_span = match self.matrix.column_width {
            ColumnWidth::Narrow => NARROW_NAME_SPAN,
            ColumnWidth::Wide => 1,
        };
        let columns = name_span + self.matrix.columns.len();
        let mut sheet = Sheet::default();
        self.put_title(&mut sheet, columns);
        self.put_headers(&mut sheet, name_span);
        for row in 0..self.row_count {
            self.put_row(&mut sheet, row, name_span);
        }
        self.put_legend(&mut sheet, columns);
        self.put_foot(&mut sheet, columns);
        let mut text = format!("block-beta\n  columns {columns}\n{}", sheet.text);
        for (class, (style, blocks)) in sheet.classes {
            let _ = writeln!(text, "  classDef {class} {style}");
            let _ = writeln!(text, "  class {} {class}", blocks.join(","));
        }
        text
    }

    fn put_title(&self, sheet: &mut Sheet, columns: usize) {
        let caption = &self.matrix.caption;
        for (text, limit) in [
            (&caption.title, TITLE_LIMIT),
            (&caption.subtitle, NOTE_LIMIT),
        ] {
            self.put_text(sheet, &label(text, limit), columns);
            sheet.end_row();
        }
    }

    /// Puts the headers of the columns, and above them the names of groups of columns.
    fn put_headers(&self, sheet: &mut Sheet, name_span: usize) {
        if !self.matrix.spans.is_empty() {
            sheet.put_space(name_span);
            for (count, name) in &self.matrix.spans {
                self.put_text(sheet, &label(name, LABEL_LIMIT), *count);
            }
            sheet.end_row();
        }
        sheet.put_space(name_span);
        // A column without a name continues the last one with a name.
        let runs = self
            .matrix
            .columns
            .chunk_by(|_, next| next.label.is_empty());
        for run in runs {
            let name = &run[0].label;
            if name.trim().is_empty() {
                sheet.put_space(run.len());
            } else {
                self.put_text(sheet, &label(name, LABEL_LIMIT), run.len());
            }
        }
        sheet.end_row();
    }

    fn put_row(&self, sheet: &mut Sheet, row: usize, name_span: usize) {
        let header = &self.matrix.rows[row];
        let mut name = label(&header.label, LABEL_LIMIT);
        if !header.note.is_empty() {
            name = format!("{name}<br/>{}", label(&header.note, LABEL_LIMIT));
        }
        self.put_text(sheet, &name, name_span);
        let is_narrow = self.matrix.column_width == ColumnWidth::Narrow;
        let is_same = |a: &Square, b: &Square| is_narrow && a.text == b.text && a.fill == b.fill;
        for run in self.matrix.squares[row].chunk_by(is_same) {
            match self.style(run[0].fill) {
                Some((class, style)) => {
                    let value = label(&run[0].text, LABEL_LIMIT);
                    sheet.put(&value, run.len(), &class, &style);
                }
                None if !run[0].text.is_empty() => {
                    let value = label(&run[0].text, LABEL_LIMIT);
                    self.put_text(sheet, &value, run.len());
                }
                None => sheet.put_space(run.len()),
            }
        }
        sheet.end_row();
    }

    /// Explains the fills that occur, each by a block with that fill.
    fn put_legend(&self, sheet: &mut Sheet, columns: usize) {
        let legend = &self.matrix.legend;
        let scale = &legend.scale;
        let phases = scale
            .phases
            .iter()
            .map(|entry| (entry, SquareFill::Rung(entry.index, 0)));
        // All phases are shown in the first condition.
        let unusual = scale.conditions.iter().filter(|entry| entry.index > 0);
        let conditions =
            unusual.map(|entry| (entry, SquareFill::Rung(scale.highest(), entry.index)));
        let tints = legend
            .tints
            .iter()
            .map(|entry| (entry, SquareFill::Tint(entry.index)));
        let entries: Vec<(&LegendEntry, SquareFill)> =
            phases.chain(conditions).chain(tints).collect();
        if entries.is_empty() {
            return;
        }
        let span = (columns / entries.len()).max(1);
        for row in entries.chunks(columns / span) {
            for (entry, fill) in row {
                if let Some((class, style)) = self.style(*fill) {
                    sheet.put(&label(&entry.label, LABEL_LIMIT), span, &class, &style);
                }
            }
            sheet.put_space(columns - span * row.len());
            sheet.end_row();
        }
    }

    /// Puts the notes and the source, also as comments for readers of the file.
    fn put_foot(&self, sheet: &mut Sheet, columns: usize) {
        let caption = &self.matrix.caption;
        let cut_note = self.cut_note();
        let notes = caption.sentences(cut_note.as_slice());
        let lines = notes.chain([caption.source.as_str().into()]);
        for line in lines.filter(|line| !line.trim().is_empty()) {
            let _ = writeln!(sheet.text, "  {}", comment(&line));
            self.put_text(sheet, &label(&line, NOTE_LIMIT), columns);
            sheet.end_row();
        }
    }

    /// Puts a text on paper.
    fn put_text(&self, sheet: &mut Sheet, content: &str, span: usize) {
        let (paper, ink) = (self.theme.paper.hex(), self.theme.ink.hex());
        let style = format!("fill:{paper},stroke:{paper},color:{ink}");
        sheet.put(content, span, PLAIN, &style);
    }

    /// Returns the class of blocks with a fill, and its style; `None` for squares without a block.
    fn style(&self, square_fill: SquareFill) -> Option<(String, String)> {
        let (theme, rungs) = (self.theme, self.matrix.legend.scale.rungs);
        match square_fill {
            SquareFill::Empty | SquareFill::Void => None,
            SquareFill::Tint(index) => Some((
                format!("t{index}"),
                block_style(theme.tint(Some(index)), Dash::Solid, theme),
            )),
            SquareFill::Rung(rung, condition) => Some((
                format!("p{rung}c{condition}"),
                block_style(
                    fill::background(rung, rungs, theme),
                    Dash::of_condition(condition),
                    theme,
                ),
            )),
        }
    }
}

fn block_style(background: Colour, dash: Dash, theme: &Theme) -> String {
    let (edge, ink) = (theme.border.hex(), fill::ink_on(background).hex());
    let style = format!("fill:{},stroke:{edge},color:{ink}", background.hex());
    let pattern = dash.pattern(2.0).into_iter().map(number);
    let pattern = pattern.collect::<Vec<_>>().join(" ");
    if pattern.is_empty() {
        style
    } else {
        format!("{style},stroke-width:3px,stroke-dasharray:{pattern}")
    }
}

/// The blocks so far, and the blocks of each class.
#[derive(Default)]
struct Sheet {
    text: String,
    count: usize,
    classes: BTreeMap<String, (String, Vec<String>)>,
}

impl Sheet {
    /// Adds a block that spans some columns.
    fn put(&mut self, content: &str, span: usize, class: &str, style: &str) {
        let id = format!("b{}", self.count);
        self.count += 1;
        // Mermaid refuses an empty label.
        let content = if content.trim().is_empty() {
            " "
        } else {
            content
        };
        let _ = write!(self.text, "  {id}[\"{content}\"]{}", spanning(span));
        let entry = self.classes.entry(class.to_owned());
        let (_, blocks) = entry.or_insert_with(|| (style.to_owned(), Vec::new()));
        blocks.push(id);
    }

    /// Leaves some columns empty.
    fn put_space(&mut self, span: usize) {
        if span > 0 {
            let _ = write!(self.text, "  space{}", spanning(span));
        }
    }

    fn end_row(&mut self) {
        self.text.push('\n');
    }
}

/// Returns the suffix of a block that spans some columns.
fn spanning(span: usize) -> String {
    if span == 1 {
        String::new()
    } else {
        format!(":{span}")
    }
}
