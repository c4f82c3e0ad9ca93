//! Findings with their places, and the report that holds them.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Value as Json, json};

use super::kind::FindingKind;
use crate::model::Severity;

/// A text that was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SourceText {
    /// The name for messages, usually the path of a file.
    pub name: String,
    /// The text, without a byte order mark.
    pub text: String,
}

/// A place in one of the texts of a [`Report`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The number of the text in the report.
    pub text: usize,
    /// The bytes of the place, within one line.
    pub span: Range<usize>,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

/// Something that is wrong with a dataset, with its place.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// What is wrong.
    pub kind: FindingKind,
    /// Where it is; `None` only if the dataset has no text.
    pub place: Option<Place>,
    /// The other end of a conflict, with its label.
    pub related: Option<(Place, &'static str)>,
}

/// All findings of a check, in the order of texts and places.
///
/// ```
/// use interorg::dataset::{self, Input};
///
/// let input = Input::new("data.yaml", "organizations:\n  - {id: UN, name: United Nations}\n");
/// let report = dataset::check(vec![input]).report;
/// assert_eq!(report.summary(), "1 error");
/// let place = report.findings()[0].place.as_ref().expect("the input has a text");
/// assert_eq!((place.line, place.column), (2, 10));
/// assert!(report.render(false).contains("`UN` is not an id"));
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    texts: Vec<SourceText>,
    /// The lines of each text that has findings.
    lines: Vec<Lines>,
    findings: Vec<Finding>,
    severities: Severities,
    is_strict: bool,
}

/// The codes of findings with the severity that they have in a dataset.
type Severities = Box<[(Box<str>, Severity)]>;

/// The starts of the lines of a text, and the number of characters before each block of it. With them, lines and columns
/// are found without reading the text again.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Lines {
    starts: Vec<usize>,
    characters: Vec<usize>,
}

/// The length of a block in bytes.
const BLOCK_LENGTH: usize = 1024;

impl Lines {
    /// Finds the lines of a text. As in YAML, they end with LF, CR or both.
    pub(crate) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = (0..bytes.len()).filter(|at| match bytes[*at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let blocks = bytes.chunks(BLOCK_LENGTH);
        let characters = blocks.scan(0, |before, block| {
            let here = *before;
            *before += count_characters(block);
            Some(here)
        });
        Self {
            characters: characters.collect(),
            starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect(),
        }
    }

    /// Returns the number of the line that contains an offset, counted from 0.
    fn line(&self, offset: usize) -> usize {
        let next = self.starts.partition_point(|start| *start <= offset);
        next.saturating_sub(1)
    }

    /// Returns the range of a line, without its line break.
    fn range(&self, text: &str, line: usize) -> Range<usize> {
        let start = self.starts.get(line).copied().unwrap_or(0);
        match self.starts.get(line + 1) {
            Some(next) => {
                let line = text[start..*next].trim_end_matches(['\r', '\n']);
                start..start + line.len()
            }
            None => start..text.len(),
        }
    }

    /// Counts the characters of a text before an offset.
    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let block = offset / BLOCK_LENGTH;
        let bytes = text.as_bytes();
        match self.characters.get(block) {
            Some(before) => before + count_characters(&bytes[block * BLOCK_LENGTH..offset]),
            None => count_characters(&bytes[..offset]),
        }
    }
}

/// Counts the characters that begin in a part of a UTF-8 text: all bytes except continuation bytes.
fn count_characters(bytes: &[u8]) -> usize {
    let is_start = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
    bytes.iter().filter(is_start).count()
}

impl Place {
    /// Creates a place with its line and column. A span of several lines is cut at the end of the first.
    pub(crate) fn new(text: usize, source: &str, lines: &Lines, span: Range<usize>) -> Self {
        let start = char_boundary_before(source, span.start);
        let end = char_boundary_before(source, span.end).max(start);
        let line = lines.line(start);
        let range = lines.range(source, line);
        let first_line = &source[start..end.min(range.end).max(start)];
        let column =
            lines.characters_before(source, start) - lines.characters_before(source, range.start);
        Self {
            text,
            span: start..start + first_line.trim_end().len(),
            line: line + 1,
            column: column + 1,
        }
    }
}

/// How many findings of one code a report has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeCount {
    /// The code.
    pub code: &'static str,
    /// The severity in this report.
    pub severity: Severity,
    /// The number of findings.
    pub findings: usize,
}

/// A code whose severity a dataset changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChangedSeverity {
    /// The code.
    pub code: &'static str,
    /// The severity in other datasets.
    pub usual: Severity,
    /// The severity in this dataset.
    pub severity: Severity,
}

/// The line of a place, or a part of it if the line is long.
pub(super) struct Excerpt<'r> {
    pub(super) text: &'r str,
    /// The place in the excerpt.
    pub(super) span: Range<usize>,
    /// Whether the beginning of the line is left out.
    pub(super) is_cut: bool,
}

/// The number of bytes in an excerpt before the start of the place, and from the start on.
const EXCERPT_RADIUS: usize = 240;

/// Moves an offset back to the boundary of a character.
fn char_boundary_before(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    let mut offsets = (0..=offset).rev();
    offsets
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or_default()
}

impl Finding {
    /// Returns the place of the finding, followed by the other end of a conflict.
    pub(super) fn places(&self) -> impl Iterator<Item = &Place> {
        let other = self.related.as_ref().map(|(place, _)| place);
        self.place.iter().chain(other)
    }
}

impl FindingKind {
    /// Returns the severity where a dataset changes some severities.
    pub(crate) fn severity_in(&self, severities: &[(Box<str>, Severity)]) -> Severity {
        // Few datasets change any, so that the code is rarely needed.
        let changed = severities.iter().find(|(code, _)| **code == *self.code());
        changed.map_or_else(|| self.severity(), |(_, severity)| *severity)
    }
}

impl Report {
    pub(crate) fn new(
        texts: Vec<SourceText>,
        mut findings: Vec<Finding>,
        severities: Severities,
    ) -> Self {
        let key = |finding: &Finding| {
            let place = finding.place.as_ref();
            let place = place.map(|place| (place.text, place.span.start, place.span.end));
            (place, finding.kind.code())
        };
        findings.sort_by(|a, b| key(a).cmp(&key(b)));
        findings.dedup();
        let mut lines = vec![Lines::default(); texts.len()];
        for place in findings.iter().flat_map(Finding::places) {
            let lines = &mut lines[place.text];
            if lines.starts.is_empty() {
                *lines = Lines::of(&texts[place.text].text);
            }
        }
        Self {
            texts,
            lines,
            findings,
            severities,
            is_strict: false,
        }
    }

    /// Returns the report with warnings treated as errors.
    pub fn strict(self) -> Self {
        Self {
            is_strict: true,
            ..self
        }
    }

    /// Returns the severity of a finding in this report: as the dataset declares it, or that of its kind. In a strict report,
    /// warnings are errors.
    pub fn severity(&self, finding: &Finding) -> Severity {
        match finding.kind.severity_in(&self.severities) {
            Severity::Warning if self.is_strict => Severity::Error,
            severity => severity,
        }
    }

    /// Returns the codes whose severity the dataset changes, in the order of the dataset.
    pub fn changed_severities(&self) -> Vec<ChangedSeverity> {
        let rules = FindingKind::rules();
        let rule = |code: &str| rules.iter().find(|rule| rule.code == code);
        let changed = self.severities.iter().filter_map(|(code, severity)| {
            let rule = rule(code)?;
            Some(ChangedSeverity {
                code: rule.code,
                usual: rule.severity,
                severity: *severity,
            })
        });
        changed.filter(|one| one.usual != one.severity).collect()
    }

    /// Returns the number of findings of each code, with the severity: the most serious codes first, and of those the most
    /// frequent.
    ///
    /// ```
    /// use interorg::dataset::{self, Input, Severity};
    ///
    /// let input = Input::new("data.yaml", "organizations: [{id: A, name: A}, {id: B, name: B}]");
    /// let report = dataset::check(vec![input]).report;
    /// let counts = report.by_code();
    /// assert_eq!((counts[0].code, counts[0].severity, counts[0].findings), ("invalid-id", Severity::Error, 2));
    /// ```
    pub fn by_code(&self) -> Vec<CodeCount> {
        let mut counts: BTreeMap<&'static str, CodeCount> = BTreeMap::new();
        for finding in &self.findings {
            let code = finding.kind.code();
            let count = counts.entry(code).or_insert_with(|| CodeCount {
                code,
                severity: self.severity(finding),
                findings: 0,
            });
            count.findings += 1;
        }
        let mut counts: Vec<CodeCount> = counts.into_values().collect();
        counts.sort_by_key(|count| (Reverse(count.severity), Reverse(count.findings)));
        counts
    }

    /// Returns the checked texts, in the order in which they were read.
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

    /// Returns the number of notes.
    pub fn notes(&self) -> usize {
        self.count(Severity::Note)
    }

    fn count(&self, severity: Severity) -> usize {
        let findings = self.findings.iter();
        findings
            .filter(|finding| self.severity(finding) == severity)
            .count()
    }

    /// Returns the findings as JSON objects with `severity`, `code`, `message`, `hint`, `file`, `line`, `column`,
    /// `excerpt` and, for a conflict, `related`, the place of its other end.
    pub fn to_json(&self) -> Vec<Json> {
        let findings = self.findings.iter();
        findings
            .map(|finding| self.finding_to_json(finding))
            .collect()
    }

    fn finding_to_json(&self, finding: &Finding) -> Json {
        let mut object = json!({
            "severity": self.severity(finding).as_str(),
            "code": finding.kind.code(),
            "message": finding.kind.to_string(),
            "hint": finding.kind.hint(),
        });
        self.add_place(&mut object, finding.place.as_ref());
        object["related"] = match &finding.related {
            Some((place, label)) => {
                let mut related = json!({"message": label});
                self.add_place(&mut related, Some(place));
                related
            }
            None => Json::Null,
        };
        object
    }

    fn add_place(&self, object: &mut Json, place: Option<&Place>) {
        object["file"] = json!(place.map(|place| &self.texts[place.text].name));
        object["line"] = json!(place.map(|place| place.line));
        object["column"] = json!(place.map(|place| place.column));
        object["excerpt"] = json!(place.map(|place| self.excerpt(place).text));
    }

    /// Returns the line of a place, or the part of a long line around the place.
    pub(super) fn excerpt(&self, place: &Place) -> Excerpt<'_> {
        let source = &self.texts[place.text].text;
        let line = self.lines[place.text].range(source, place.line - 1);
        let first = place.span.start.saturating_sub(EXCERPT_RADIUS);
        let last = place.span.start + EXCERPT_RADIUS;
        let start = char_boundary_before(source, first).max(line.start);
        let end = char_boundary_before(source, last).min(line.end);
        let text = source[start..end.max(start)].trim_end();
        let to_excerpt = |at: usize| at.saturating_sub(start).min(text.len());
        Excerpt {
            text,
            span: to_excerpt(place.span.start)..to_excerpt(place.span.end),
            is_cut: start > line.start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the line and column of each `x`.
    fn places(text: &str) -> Vec<(usize, usize)> {
        let lines = Lines::of(text);
        let marks = text.match_indices('x');
        let places = marks.map(|(at, _)| Place::new(0, text, &lines, at..at + 1));
        places.map(|place| (place.line, place.column)).collect()
    }

    #[test]
    fn lines_end_with_lf_cr_or_both() {
        for end in ["\n", "\r", "\r\n"] {
            let text = ["éx", "", "a: x", ""].join(end);
            assert_eq!(places(&text), [(1, 2), (3, 4)], "{end:?}");
        }
    }

    #[test]
    fn columns_of_a_long_line_count_characters() {
        let text = "é".repeat(5_000) + "x" + &"a".repeat(1_000) + "x";
        assert_eq!(places(&text), [(1, 5_001), (1, 6_002)]);
    }
}
