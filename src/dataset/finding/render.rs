//! Draws findings in the way of rustc: excerpt, caret, both ends of a conflict, hint.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::report::{Excerpt, Finding, Place, Report};
use super::rule::Severity;

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
        let message = finding.kind.to_string();
        let title = level.primary_title(&message).id(finding.kind.code());
        let mut group = Group::with_title(title);
        if let Some(place) = &finding.place {
            group = self.show(group, place, AnnotationKind::Primary, None);
        }
        if let Some((place, label)) = &finding.related {
            group = self.show(group, place, AnnotationKind::Context, Some(label));
        }
        group = group.element(Level::HELP.message(finding.kind.hint()));
        let mut drawn = renderer.render(&[group]);
        for (place, arrow) in finding.places().zip(["--> ", "::: "]) {
            self.count_column(&mut drawn, place, arrow);
        }
        drawn
    }

    /// Adds the excerpt of a place. Only what is shown of a line is handed on, so that many findings in
    /// one long line do not cost its length each.
    fn show<'r>(
        &'r self,
        group: Group<'r>,
        place: &Place,
        kind: AnnotationKind,
        label: Option<&'static str>,
    ) -> Group<'r> {
        let Excerpt { text, span, .. } = self.excerpt(place);
        let snippet = Snippet::source(text)
            .path(self.texts()[place.text].name.as_str())
            .line_start(place.line)
            .annotation(kind.span(span).label(label));
        group.element(snippet)
    }

    /// Writes the column in its line where the one in the excerpt stands.
    fn count_column(&self, drawn: &mut String, place: &Place, arrow: &str) {
        let Excerpt { text, span, is_cut } = self.excerpt(place);
        let Some(header) = drawn.find(arrow).filter(|_| is_cut) else {
            return;
        };
        let counted = format!(":{}:{}", place.line, text[..span.start].chars().count() + 1);
        if let Some(at) = drawn[header..].find(&counted) {
            let right = format!(":{}:{}", place.line, place.column);
            drawn.replace_range(header + at..header + at + counted.len(), &right);
        }
    }
}
