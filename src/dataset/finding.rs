//! Findings: problems with their places, and the report that holds them.

use std::ops::Range;

use serde_json::{Value as Json, json};

use super::problem::{Problem, Severity};

/// A text that was read: its name for messages, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// The name, usually the path of a file.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
}

/// A place in one of the texts of a [`Report`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The number of the text in the report.
    pub text: usize,
    /// The bytes of the place.
    pub span: Range<usize>,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

/// A problem and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What is wrong.
    pub problem: Problem,
    /// Where; `None` only if the dataset has no text at all.
    pub place: Option<Place>,
    /// The other end of a conflict, and what is there.
    pub related: Option<(Place, &'static str)>,
}

/// Everything that a check found, in the order of texts and places.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    texts: Vec<SourceText>,
    findings: Vec<Finding>,
    strict: bool,
}

/// Where the lines of a text begin, so that lines are found without reading the text again.
#[derive(Debug, Default)]
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    /// Finds the lines of a text.
    pub(super) fn of(text: &str) -> Self {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self {
            starts: std::iter::once(0)
                .chain(newlines.map(|(at, _)| at + 1))
                .collect(),
        }
    }
}

impl Place {
    /// Finds line and column of a span; a span over several lines is cut at the end of the first.
    pub(super) fn new(text: usize, source: &str, lines: &Lines, span: Range<usize>) -> Self {
        let start = floor(source, span.start);
        let end = floor(source, span.end).max(start);
        let line = lines
            .starts
            .partition_point(|line_start| *line_start <= start)
            .max(1);
        let line_start = lines.starts.get(line - 1).copied().unwrap_or(0);
        let first_line = source[start..end]
            .split(['\n', '\r'])
            .next()
            .unwrap_or_default();
        Self {
            text,
            span: start..start + first_line.trim_end().len(),
            line,
            column: source[line_start..start].chars().count() + 1,
        }
    }
}

/// Moves an offset back to the boundary of a character.
fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(0)
}

impl Finding {
    /// Returns how much the finding weighs in a report that is not strict.
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }
}

impl Report {
    pub(super) fn new(texts: Vec<SourceText>, mut findings: Vec<Finding>) -> Self {
        let key = |finding: &Finding| {
            finding
                .place
                .as_ref()
                .map(|place| (place.text, place.span.start, place.span.end))
        };
        findings.sort_by(|a, b| (key(a), a.problem.code()).cmp(&(key(b), b.problem.code())));
        findings.dedup();
        Self {
            texts,
            findings,
            strict: false,
        }
    }

    /// Makes every warning weigh as much as an error.
    pub fn strict(self) -> Self {
        Self {
            strict: true,
            ..self
        }
    }

    /// Returns how much a finding weighs in this report.
    pub fn severity(&self, finding: &Finding) -> Severity {
        match self.strict {
            true => Severity::Error,
            false => finding.severity(),
        }
    }

    /// Returns the texts that were checked, in the order in which they were read.
    pub fn texts(&self) -> &[SourceText] {
        &self.texts
    }

    /// Returns the findings, in the order of texts and places.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns the number of errors.
    pub fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    /// Returns the number of warnings.
    pub fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.findings
            .iter()
            .filter(|finding| self.severity(finding) == severity)
            .count()
    }

    /// Returns the findings as a JSON array of objects with `severity`, `code`, `message`, `hint`,
    /// `file`, `line`, `column`, `excerpt` and, for a conflict, `related`.
    pub fn to_json(&self) -> Json {
        self.findings
            .iter()
            .map(|finding| self.finding_to_json(finding))
            .collect()
    }

    fn finding_to_json(&self, finding: &Finding) -> Json {
        let place = finding
            .place
            .as_ref()
            .map(|place| self.place_to_json(place));
        let related = finding.related.as_ref().map(|(place, label)| {
            let mut place = self.place_to_json(place);
            place["message"] = json!(label);
            place
        });
        let mut object = json!({
            "severity": self.severity(finding).as_str(),
            "code": finding.problem.code(),
            "message": finding.problem.to_string(),
            "hint": finding.problem.hint(),
        });
        for (key, value) in place.iter().filter_map(Json::as_object).flatten() {
            object[key] = value.clone();
        }
        object["related"] = json!(related);
        object
    }

    fn place_to_json(&self, place: &Place) -> Json {
        let source = &self.texts[place.text];
        let line_start = source.text[..place.span.start]
            .rfind('\n')
            .map_or(0, |at| at + 1);
        let excerpt = source.text[line_start..].lines().next().unwrap_or_default();
        json!({
            "file": source.name,
            "line": place.line,
            "column": place.column,
            "excerpt": excerpt.chars().take(200).collect::<String>(),
        })
    }
}
