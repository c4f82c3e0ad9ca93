//! Findings with their places, and the report that holds them.

use std::ops::Range;

use serde_json::{Value as Json, json};

use super::{FindingKind, Severity};

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

/// A kind and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What is wrong.
    pub kind: FindingKind,
    /// Where; `None` only if the dataset has no text at all.
    pub place: Option<Place>,
    /// The other end of a conflict, and what is there.
    pub related: Option<(Place, &'static str)>,
}

/// Everything that a check found, in the order of texts and places.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    texts: Vec<SourceText>,
    /// The lines of each text that has findings.
    lines: Vec<Lines>,
    findings: Vec<Finding>,
    strict: bool,
}

/// Where the lines of a text begin, and how many characters stand before every block of it, so that
/// lines and columns are found without reading the text again.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Lines {
    starts: Vec<usize>,
    characters: Vec<usize>,
}

/// The length of a block in bytes.
const BLOCK: usize = 1024;

impl Lines {
    /// Finds the lines of a text. They end as YAML lets them end: with LF, CR or both.
    pub(crate) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = (0..bytes.len()).filter(|at| match bytes[*at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let mut before = 0;
        let characters = bytes.chunks(BLOCK).map(|block| {
            let here = before;
            before += characters_in(block);
            here
        });
        Self {
            characters: characters.collect(),
            starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect(),
        }
    }

    /// Returns the number of the line in which an offset lies, counted from 0.
    fn line(&self, offset: usize) -> usize {
        let after = self.starts.partition_point(|start| *start <= offset);
        after.saturating_sub(1)
    }

    /// Returns where a line begins and where it ends, without its line break.
    pub(super) fn extent(&self, text: &str, line: usize) -> Range<usize> {
        let start = self.starts.get(line).copied().unwrap_or(0);
        let next = self.starts.get(line + 1).copied();
        let broken = &text[start..next.unwrap_or(text.len())];
        match next {
            Some(_) => start..start + broken.trim_end_matches(['\r', '\n']).len(),
            None => start..text.len(),
        }
    }

    /// Counts the characters of a text before an offset.
    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let block = offset / BLOCK;
        match self.characters.get(block) {
            Some(before) => before + characters_in(&text.as_bytes()[block * BLOCK..offset]),
            None => characters_in(&text.as_bytes()[..offset]),
        }
    }
}

/// Counts the characters that begin in some bytes of UTF-8.
fn characters_in(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| **byte & 0b1100_0000 != 0b1000_0000;
    bytes.iter().filter(begins).count()
}

impl Place {
    /// Finds line and column of a span; a span over several lines is cut at the end of the first.
    pub(crate) fn new(text: usize, source: &str, lines: &Lines, span: Range<usize>) -> Self {
        let start = floor(source, span.start);
        let end = floor(source, span.end).max(start);
        let line = lines.line(start);
        let extent = lines.extent(source, line);
        let first_line = &source[start..end.min(extent.end).max(start)];
        let column =
            lines.characters_before(source, start) - lines.characters_before(source, extent.start);
        Self {
            text,
            span: start..start + first_line.trim_end().len(),
            line: line + 1,
            column: column + 1,
        }
    }
}

/// The line of a place, or if it is long, what stands around the place.
pub(super) struct Excerpt<'r> {
    pub(super) text: &'r str,
    /// The place in the excerpt.
    pub(super) span: Range<usize>,
    /// Whether the beginning of the line is left out.
    pub(super) is_cut: bool,
}

/// How many bytes of a line are shown before a place, and how many from it on.
const AROUND: usize = 240;

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
        self.kind.severity()
    }

    /// Returns the places of the finding: where it is, and the other end of a conflict.
    pub(super) fn places(&self) -> impl Iterator<Item = &Place> {
        let other = self.related.as_ref().map(|(place, _)| place);
        self.place.iter().chain(other)
    }
}

impl Report {
    pub(crate) fn new(texts: Vec<SourceText>, mut findings: Vec<Finding>) -> Self {
        let key = |finding: &Finding| {
            finding
                .place
                .as_ref()
                .map(|place| (place.text, place.span.start, place.span.end))
        };
        findings.sort_by(|a, b| (key(a), a.kind.code()).cmp(&(key(b), b.kind.code())));
        findings.dedup();
        let mut lines = vec![Lines::default(); texts.len()];
        let places = findings.iter().flat_map(Finding::places);
        for place in places {
            let lines = &mut lines[place.text];
            if lines.starts.is_empty() {
                *lines = Lines::of(&texts[place.text].text);
            }
        }
        Self {
            texts,
            lines,
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
    pub fn to_json(&self) -> String {
        let findings = self.findings.iter();
        let array: Json = findings
            .map(|finding| self.finding_to_json(finding))
            .collect();
        format!("{array:#}")
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
            "code": finding.kind.code(),
            "message": finding.kind.to_string(),
            "hint": finding.kind.hint(),
        });
        for (key, value) in place.iter().filter_map(Json::as_object).flatten() {
            object[key] = value.clone();
        }
        object["related"] = json!(related);
        object
    }

    fn place_to_json(&self, place: &Place) -> Json {
        json!({
            "file": self.texts[place.text].name,
            "line": place.line,
            "column": place.column,
            "excerpt": self.excerpt(place).text,
        })
    }

    /// Takes the line of a place out of its text; of a long one, what stands around the place.
    pub(super) fn excerpt(&self, place: &Place) -> Excerpt<'_> {
        let source = &self.texts[place.text].text;
        let line = self.lines[place.text].extent(source, place.line - 1);
        let start = floor(source, place.span.start.saturating_sub(AROUND)).max(line.start);
        let end = floor(source, place.span.start + AROUND).min(line.end);
        let text = source[start..end.max(start)].trim_end();
        let within = |at: usize| at.saturating_sub(start).min(text.len());
        Excerpt {
            text,
            span: within(place.span.start)..within(place.span.end),
            is_cut: start > line.start,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str) -> Vec<(usize, usize)> {
        let lines = Lines::of(text);
        let marks = text.match_indices('x');
        let place = |(at, _)| Place::new(0, text, &lines, at..at + 1);
        marks
            .map(place)
            .map(|place| (place.line, place.column))
            .collect()
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
