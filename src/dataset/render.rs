//! Draws findings in the way of rustc: excerpt, caret, both ends of a conflict, hint.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::finding::{Finding, Place, Report};
use super::problem::Severity;

/// How many characters of a line are shown on either side of the place.
const AROUND: usize = 60;

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
        let level = match finding.severity() {
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

    fn excerpt(&self, place: &Place) -> Excerpt {
        let source = &self.texts()[place.text];
        let line = source
            .text
            .split('\n')
            .nth(place.line - 1)
            .unwrap_or_default();
        let line_start = source.text[..place.span.start]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let at = place.span.start - line_start;
        let cut = line[..at]
            .char_indices()
            .rev()
            .nth(AROUND)
            .map_or(0, |(offset, _)| offset);
        let width = (place.span.end - place.span.start).max(1);
        let shown: String = line[cut..]
            .trim_end()
            .chars()
            .take(at - cut + 3 * AROUND)
            .collect();
        let start = (at - cut).min(shown.len());
        Excerpt {
            name: source.name.clone(),
            line: place.line,
            span: start..(start + width).min(shown.len().max(start)),
            text: shown,
        }
    }
}

/// One line of a text, or the part of it around a place.
struct Excerpt {
    name: String,
    line: usize,
    text: String,
    span: std::ops::Range<usize>,
}

impl Excerpt {
    fn snippet<'e>(
        &'e self,
        kind: AnnotationKind,
        label: Option<&'e str>,
    ) -> Snippet<'e, annotate_snippets::Annotation<'e>> {
        let annotation = kind.span(self.span.clone()).label(label);
        Snippet::source(&self.text)
            .path(&self.name)
            .line_start(self.line)
            .annotation(annotation)
    }
}
