//! Draws findings in the way of rustc: excerpt, caret, both ends of a conflict, hint.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::finding::{Finding, Place, Report};
use super::problem::Severity;

impl Report {
    /// Draws every finding as text, with ANSI colours if asked; ends in a newline unless empty.
    pub fn render(&self, coloured: bool) -> String {
        let renderer = if coloured {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let drawn = self
            .findings()
            .iter()
            .map(|finding| self.draw(finding, &renderer));
        drawn.map(|finding| format!("{finding}\n\n")).collect()
    }

    /// Counts the findings in words, such as `2 errors and 1 warning`.
    pub fn summary(&self) -> String {
        let count = |number: usize, word: &str| match number {
            1 => format!("1 {word}"),
            _ => format!("{number} {word}s"),
        };
        match (self.errors(), self.warnings()) {
            (0, 0) => "no findings".to_owned(),
            (errors, 0) => count(errors, "error"),
            (0, warnings) => count(warnings, "warning"),
            (errors, warnings) => {
                format!(
                    "{} and {}",
                    count(errors, "error"),
                    count(warnings, "warning")
                )
            }
        }
    }

    fn draw(&self, finding: &Finding, renderer: &Renderer) -> String {
        let level = match self.severity(finding) {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let message = finding.problem.to_string();
        let excerpt = finding.place.as_ref().map(|place| self.excerpt(place));
        let other = finding
            .related
            .as_ref()
            .map(|(place, label)| (self.excerpt(place), *label));
        let title = level.primary_title(&message).id(finding.problem.code());
        let mut group = match (&excerpt, &finding.place) {
            (Some(excerpt), Some(_)) => {
                title.element(excerpt.snippet(AnnotationKind::Primary, None))
            }
            _ => Group::with_title(title),
        };
        if let Some((excerpt, label)) = &other {
            group = group.element(excerpt.snippet(AnnotationKind::Context, Some(label)));
        }
        if let Some(hint) = finding.problem.hint() {
            group = group.element(Level::HELP.message(hint));
        }
        renderer.render(&[group])
    }

    /// Takes the line of a place out of its text; a long one is cut when it is drawn.
    fn excerpt(&self, place: &Place) -> Excerpt<'_> {
        let source = &self.texts()[place.text];
        let line_start = source.text[..place.span.start]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let line = source.text[line_start..]
            .split('\n')
            .next()
            .unwrap_or_default()
            .trim_end();
        let start = (place.span.start - line_start).min(line.len());
        let end = (place.span.end - line_start).clamp(start, line.len());
        Excerpt {
            name: &source.name,
            line: place.line,
            text: line,
            span: start..end,
        }
    }
}

/// One line of a text, and a place in it.
struct Excerpt<'r> {
    name: &'r str,
    line: usize,
    text: &'r str,
    span: Range<usize>,
}

impl Excerpt<'_> {
    fn snippet<'e>(
        &'e self,
        kind: AnnotationKind,
        label: Option<&'e str>,
    ) -> Snippet<'e, annotate_snippets::Annotation<'e>> {
        let annotation = kind.span(self.span.clone()).label(label);
        Snippet::source(self.text)
            .path(self.name)
            .line_start(self.line)
            .annotation(annotation)
    }
}
