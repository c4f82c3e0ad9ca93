//! A table as a block diagram of Mermaid: a block for each square, in as many columns.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;

use super::text::{LABEL, NOTE, TITLE, cut, fits, label, largest};
use crate::export::error::ExportError;
use crate::export::escape;
use crate::export::picture::svg::number;
use crate::picture::LegendEntry;
use crate::picture::fill;
use crate::picture::matrix::{Look, MatrixPicture, Square, Width};
use crate::picture::style::{Colour, Dash, Theme};

/// Writes a table as a block diagram of Mermaid; returns what was cut to keep its limits, in sentences.
///
/// Squares of a narrow table that stand side by side and are the same share a block. Of a table that is too long
/// the first rows are written.
///
/// # Errors
/// Fails if the output does not take the bytes.
pub(super) fn write(
    matrix: &MatrixPicture,
    theme: &Theme,
    out: &mut impl io::Write,
) -> Result<Vec<String>, ExportError> {
    let chart = |rows: usize| Chart {
        matrix,
        theme,
        rows,
    };
    let all = matrix.rows.len();
    let rows = match fits(&chart(all).spelled()) {
        true => all,
        false => largest(all, |rows| chart(rows).spelled()),
    };
    out.write_all(chart(rows).spelled().as_bytes())?;
    Ok(chart(rows).left_out().into_iter().collect())
}

/// What is drawn of a table.
struct Chart<'a> {
    matrix: &'a MatrixPicture,
    theme: &'a Theme,
    /// How many rows, from the first on.
    rows: usize,
}

impl Chart<'_> {
    fn left_out(&self) -> Option<String> {
        let all = self.matrix.rows.len();
        (self.rows < all).then(|| {
            format!(
                "The first {} of {all} rows are drawn, for the limits of Mermaid.",
                self.rows
            )
        })
    }

    fn spelled(&self) -> String {
        let head = self.head_span();
        let columns = head + self.matrix.columns.len();
        let mut sheet = Sheet::default();
        self.title(&mut sheet, columns);
        self.headings(&mut sheet, head);
        for row in 0..self.rows {
            self.row(&mut sheet, row, head);
        }
        self.legend(&mut sheet, columns);
        self.foot(&mut sheet, columns);
        let mut text = format!("block-beta\n  columns {columns}\n{}", sheet.text);
        for (class, (style, blocks)) in sheet.classes {
            let _ = writeln!(text, "  classDef {class} {style}");
            let _ = writeln!(text, "  class {} {class}", blocks.join(","));
        }
        text
    }

    /// Returns over how many columns the names of rows reach: all columns are equally wide.
    fn head_span(&self) -> usize {
        match self.matrix.width {
            Width::Narrow => 5,
            Width::Wide => 1,
        }
    }

    fn title(&self, sheet: &mut Sheet, columns: usize) {
        let caption = &self.matrix.caption;
        for (words, most) in [(&caption.title, TITLE), (&caption.subtitle, NOTE)] {
            sheet.put(&label(words, most), columns, "plain", &self.plain());
            sheet.end();
        }
    }

    /// Spells the names of the columns, and above them what those are called that stand together.
    fn headings(&self, sheet: &mut Sheet, head: usize) {
        if !self.matrix.spans.is_empty() {
            sheet.gap(head);
            for (count, name) in &self.matrix.spans {
                sheet.put(&label(name, LABEL), *count, "plain", &self.plain());
            }
            sheet.end();
        }
        sheet.gap(head);
        let columns = &self.matrix.columns;
        // A column without a name belongs to the last one that has one.
        for run in columns.chunk_by(|_, next| next.label.is_empty()) {
            let words = label(&run[0].label, LABEL);
            match run[0].label.trim().is_empty() {
                true => sheet.gap(run.len()),
                false => sheet.put(&words, run.len(), "plain", &self.plain()),
            }
        }
        sheet.end();
    }

    fn row(&self, sheet: &mut Sheet, row: usize, head: usize) {
        let heading = &self.matrix.rows[row];
        let mut name = label(&heading.label, LABEL);
        if !heading.note.is_empty() {
            name = format!("{name}<br/>{}", label(&heading.note, LABEL));
        }
        sheet.put(&name, head, "plain", &self.plain());
        let same = |a: &Square, b: &Square| {
            self.matrix.width == Width::Narrow && a.text == b.text && a.look == b.look
        };
        for run in self.matrix.squares[row].chunk_by(same) {
            let Square { text, look, .. } = &run[0];
            match look {
                Look::Empty | Look::Void => sheet.gap(run.len()),
                look => {
                    let (class, style) = self.style(*look);
                    sheet.put(&label(text, LABEL), run.len(), &class, &style);
                }
            }
        }
        sheet.end();
    }

    /// Explains the looks that the legend names, each as a block that looks so.
    fn legend(&self, sheet: &mut Sheet, columns: usize) {
        let legend = &self.matrix.legend;
        let phases = legend
            .scale
            .phases
            .iter()
            .map(|key| (key, Look::Rung(key.index, 0)));
        let tints = legend.tints.iter().map(|key| (key, Look::Tint(key.index)));
        // The first condition is how blocks look anyway.
        let last = legend.scale.highest();
        let conditions = legend.scale.conditions.iter().filter(|key| key.index > 0);
        let conditions = conditions.map(|key| (key, Look::Rung(last, key.index)));
        let keys: Vec<(&LegendEntry, Look)> = phases.chain(conditions).chain(tints).collect();
        if keys.is_empty() {
            return;
        }
        let span = (columns / keys.len()).max(1);
        for row in keys.chunks(columns / span) {
            for (key, look) in row {
                let (class, style) = self.style(*look);
                sheet.put(&label(&key.label, LABEL), span, &class, &style);
            }
            sheet.gap(columns - span * row.len());
            sheet.end();
        }
    }

    /// Tells the notes, what is left out and the source.
    fn foot(&self, sheet: &mut Sheet, columns: usize) {
        let caption = &self.matrix.caption;
        let notes = caption.notes.iter().chain(&caption.left_out).cloned();
        let lines = notes
            .chain(self.left_out())
            .chain([caption.source.clone()])
            .filter(|line| !line.trim().is_empty());
        for line in lines {
            let comment = escape::mermaid_comment(&cut(&line, NOTE));
            let _ = writeln!(sheet.text, "  %% {comment}");
            sheet.put(&label(&line, NOTE), columns, "plain", &self.plain());
            sheet.end();
        }
    }

    /// Returns the class of blocks that look so, and its style.
    fn style(&self, look: Look) -> (String, String) {
        let (theme, rungs) = (self.theme, self.matrix.legend.scale.rungs);
        let filled = |fill: Colour, dash: Dash| {
            let ink = fill::ink_on(fill).hex();
            let edge = theme.border.hex();
            let style = format!("fill:{},stroke:{edge},color:{ink}", fill.hex());
            let pattern: Vec<String> = dash.pattern(2.0).into_iter().map(number).collect();
            match pattern.is_empty() {
                true => style,
                false => format!(
                    "{style},stroke-width:3px,stroke-dasharray:{}",
                    pattern.join(" ")
                ),
            }
        };
        match look {
            Look::Empty | Look::Void => ("plain".to_owned(), self.plain()),
            Look::Tint(index) => (
                format!("t{index}"),
                filled(theme.tint(Some(index)), Dash::Solid),
            ),
            Look::Rung(rung, condition) => (
                format!("p{rung}c{condition}"),
                filled(
                    fill::ground(rung, rungs, theme),
                    Dash::of_condition(condition),
                ),
            ),
        }
    }

    /// Returns the style of words on paper.
    fn plain(&self) -> String {
        let (paper, ink) = (self.theme.paper.hex(), self.theme.ink.hex());
        format!("fill:{paper},stroke:{paper},color:{ink}")
    }
}

/// The blocks so far, and which of them are of which class.
#[derive(Default)]
struct Sheet {
    text: String,
    count: usize,
    classes: BTreeMap<String, (String, Vec<String>)>,
}

impl Sheet {
    /// Adds a block over some columns.
    fn put(&mut self, words: &str, span: usize, class: &str, style: &str) {
        let id = format!("b{}", self.count);
        self.count += 1;
        // Mermaid refuses a label without a letter.
        let words = if words.trim().is_empty() { " " } else { words };
        let _ = write!(self.text, "  {id}[\"{words}\"]{}", over(span));
        let entry = self.classes.entry(class.to_owned());
        entry
            .or_insert_with(|| (style.to_owned(), Vec::new()))
            .1
            .push(id);
    }

    /// Leaves some columns free.
    fn gap(&mut self, span: usize) {
        if span > 0 {
            let _ = write!(self.text, "  space{}", over(span));
        }
    }

    /// Ends a row.
    fn end(&mut self) {
        self.text.push('\n');
    }
}

/// Spells over how many columns a block reaches.
fn over(span: usize) -> String {
    match span {
        1 => String::new(),
        _ => format!(":{span}"),
    }
}
