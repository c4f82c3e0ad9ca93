//! Renders findings in the style of rustc: excerpt, caret, both ends of a conflict, hint.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::report::{Excerpt, Finding, Place, Report};
use super::rule::Severity;
use crate::phrase::visible;

impl Report {
    /// Renders every finding as text, optionally with ANSI colours. The text ends with a newline unless it is empty.
    pub fn render(&self, coloured: bool) -> String {
        let renderer = if coloured {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let findings = self.findings().iter();
        findings
            .map(|finding| format!("{}\n\n", self.render_finding(finding, &renderer)))
            .collect()
    }

    /// Returns the number of findings in words, such as `2 errors and 1 warning`.
    pub fn summary(&self) -> String {
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

    fn render_finding(&self, finding: &Finding, renderer: &Renderer) -> String {
        let level = match self.severity(finding) {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let message = finding.kind.to_string();
        let message = visible(&message);
        let title = level.primary_title(&*message).id(finding.kind.code());
        let mut group = Group::with_title(title);
        if let Some(place) = &finding.place {
            group = self.with_excerpt(group, place, AnnotationKind::Primary, None);
        }
        if let Some((place, label)) = &finding.related {
            group = self.with_excerpt(group, place, AnnotationKind::Context, Some(label));
        }
        let hint = finding.kind.hint();
        group = group.element(Level::HELP.message(visible(&hint)));
        let mut rendered = renderer.render(&[group]);
        for (place, arrow) in finding.places().zip(["--> ", "::: "]) {
            self.correct_column(&mut rendered, place, arrow);
        }
        rendered
    }

    /// Adds the excerpt of a place. Only a part of a long line is passed on, so that many findings in one line do not
    /// each take time in its length.
    fn with_excerpt<'r>(
        &'r self,
        group: Group<'r>,
        place: &Place,
        kind: AnnotationKind,
        label: Option<&'static str>,
    ) -> Group<'r> {
        let Excerpt { text, span, .. } = self.excerpt(place);
        let before = visible(&text[..span.start]);
        let marked = visible(&text[span.clone()]);
        let span = before.len()..before.len() + marked.len();
        let snippet = Snippet::source(visible(text))
            .path(visible(&self.texts()[place.text].name))
            .line_start(place.line)
            .annotation(kind.span(span).label(label));
        group.element(snippet)
    }

    /// Replaces the column in the excerpt, which the renderer counted, by the column in the line.
    fn correct_column(&self, rendered: &mut String, place: &Place, arrow: &str) {
        let Excerpt { text, span, is_cut } = self.excerpt(place);
        let Some(header) = rendered.find(arrow).filter(|_| is_cut) else {
            return;
        };
        let column = text[..span.start].chars().count() + 1;
        let counted = format!(":{}:{column}", place.line);
        if let Some(at) = rendered[header..].find(&counted) {
            let start = header + at;
            let correct = format!(":{}:{}", place.line, place.column);
            rendered.replace_range(start..start + counted.len(), &correct);
        }
    }
}

fn count(number: usize, noun: &str) -> String {
    if number == 1 {
        format!("1 {noun}")
    } else {
        format!("{number} {noun}s")
    }
}
