//! Renders findings in the style of rustc: excerpt, caret, both ends of a conflict, hint.

use std::collections::BTreeMap;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::report::{Excerpt, Finding, Place, Report};
use crate::model::Severity;
use crate::phrase::visible;

impl Report {
    /// Renders every finding as text, optionally with ANSI colours. The text ends with a newline unless it is empty.
    pub fn render(&self, coloured: bool) -> String {
        self.render_first(usize::MAX, coloured).0
    }

    /// Renders at most `limit` findings per code, the first ones, like [`render`](Self::render). Returns beside the text how
    /// many findings of which codes are left out, in the order of the codes.
    ///
    /// ```
    /// use interorg::dataset::{self, Input};
    ///
    /// let input = Input::new("data.yaml", "organizations: [{id: A, name: A}, {id: B, name: B}]");
    /// let (text, left_out) = dataset::check(vec![input]).report.render_first(1, false);
    /// assert!(text.contains("`A` is not an id") && !text.contains("`B` is not an id"));
    /// assert_eq!(left_out, [("invalid-id", 1)]);
    /// ```
    pub fn render_first(
        &self,
        limit: usize,
        coloured: bool,
    ) -> (String, Vec<(&'static str, usize)>) {
        let renderer = if coloured {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut text = String::new();
        for finding in self.findings() {
            let count = counts.entry(finding.kind.code()).or_default();
            *count += 1;
            if *count <= limit {
                text.push_str(&self.render_finding(finding, &renderer));
                text.push_str("\n\n");
            }
        }
        let left_out = counts.into_iter().filter(|(_, count)| *count > limit);
        let left_out = left_out.map(|(code, count)| (code, count - limit));
        (text, left_out.collect())
    }

    /// Returns the number of findings per code, a line each, the most serious and most frequent codes first: the number, the
    /// severity and the code. The text ends with a newline unless there are no findings.
    pub fn summary_by_code(&self) -> String {
        let counts = self.by_code();
        let most = counts.iter().map(|one| one.findings).max();
        let width = most.unwrap_or_default().to_string().len();
        let lines = counts.iter().map(|one| {
            let (number, severity, code) = (one.findings, one.severity, one.code);
            format!("{number:>width$}  {severity:<7}  {code}\n")
        });
        lines.collect()
    }

    /// Returns a sentence on the severities that the dataset changes; `None` if it changes none.
    pub fn changes_in_words(&self) -> Option<String> {
        let changed = self.changed_severities().into_iter();
        let parts: Vec<String> = changed
            .map(|one| {
                format!(
                    "`{}` is of severity {} here ({} by default)",
                    one.code, one.severity, one.usual
                )
            })
            .collect();
        (!parts.is_empty()).then(|| format!("the dataset changes severities: {}", parts.join(", ")))
    }

    /// Returns the number of findings in words, such as `2 errors and 1 warning`.
    pub fn summary(&self) -> String {
        let counts = [
            (self.errors(), "error"),
            (self.warnings(), "warning"),
            (self.notes(), "note"),
        ];
        let found = counts.into_iter().filter(|(number, _)| *number > 0);
        let parts: Vec<String> = found.map(|(number, noun)| count(number, noun)).collect();
        match parts.as_slice() {
            [] => "no findings".to_owned(),
            [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
            parts => parts.join(""),
        }
    }

    fn render_finding(&self, finding: &Finding, renderer: &Renderer) -> String {
        let level = match self.severity(finding) {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
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
