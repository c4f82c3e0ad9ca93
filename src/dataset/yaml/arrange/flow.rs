//! Collections in brackets. Their parts take the places of others, with the comments beside and above them.

use std::ops::Range;

use super::super::node::{Content, NodeId};
use super::{Arranger, Misplaced, Part, has_comment};

/// A part of a collection in brackets with the text around it.
struct Unit<'t> {
    /// The comments above the part, with the line break before them, or the space before the part.
    above: &'t str,
    /// The indentation of the line that the part is on.
    indentation: &'t str,
    body: String,
    /// The text between the part and its comma.
    before_comma: &'t str,
    /// The comment on the same line.
    beside: &'t str,
}

/// The texts around the parts of a collection in brackets.
struct Gaps<'t> {
    /// What stays below the opening bracket.
    head: &'t str,
    /// The text above each part, before its comma, and beside it.
    around: Vec<[&'t str; 3]>,
    /// Whether a comma follows the last part.
    ends_with_comma: bool,
    /// What stays above the closing bracket.
    tail: &'t str,
}

impl Arranger<'_> {
    /// Arranges a collection in brackets.
    pub(super) fn flow(
        &self,
        id: NodeId,
        parts: &[Part<'_>],
        order: &[usize],
        range: Range<usize>,
    ) -> Result<String, Misplaced> {
        let places: Vec<Range<usize>> = parts.iter().map(|part| self.place(part)).collect();
        let open = self.tree.span(id).start + 1;
        let close = self.tree.end(id) - 1;
        let between = places.windows(2).map(|pair| pair[0].end..pair[1].start);
        let first = open..places[0].start;
        let last = places[places.len() - 1].end..close;
        let gaps = [first].into_iter().chain(between).chain([last]);
        let gaps = gaps.map(|gap| self.slice(gap));
        let gaps = gaps.collect::<Result<Vec<&str>, _>>()?;
        if order.is_sorted() || !gaps.iter().any(|gap| has_comment(gap)) {
            return self.slots(parts, order, range);
        }
        let Some(gaps) = Gaps::of(&gaps) else {
            let unmoved: Vec<usize> = (0..parts.len()).collect();
            return self.slots(parts, &unmoved, range);
        };
        let mut units = Vec::with_capacity(parts.len());
        for ((part, place), [above, before_comma, beside]) in
            parts.iter().zip(places).zip(&gaps.around)
        {
            let line = self.line_start(place.start);
            let space = self.text[line..].trim_start_matches([' ', '\t']);
            units.push(Unit {
                above,
                indentation: &self.text[line..self.text.len() - space.len()],
                body: self.node(part.last, part.schema, place)?,
                before_comma,
                beside,
            });
        }
        let mut arranged = self.slice(range.start..open)?.to_owned();
        arranged.push_str(gaps.head);
        self.push_units(&units, order, &gaps, &mut arranged);
        arranged.push_str(self.slice(close..range.end)?);
        Ok(arranged)
    }

    fn push_units(
        &self,
        units: &[Unit<'_>],
        order: &[usize],
        gaps: &Gaps<'_>,
        arranged: &mut String,
    ) {
        let line_break = self.line_break();
        let mut is_after_comment = has_comment(gaps.head);
        let mut indentation = "";
        for (slot, &index) in order.iter().enumerate() {
            let unit = &units[index];
            indentation = unit.indentation;
            let starts_line = starts_line(unit.above);
            let is_at_line_start = arranged.ends_with('\n');
            if is_after_comment && !starts_line && !is_at_line_start {
                arranged.push_str(line_break);
            }
            arranged.push_str(match unit.above.split_once('\n') {
                Some((_, next_lines)) if is_at_line_start => next_lines,
                None if is_after_comment => indentation,
                _ => unit.above,
            });
            arranged.push_str(&unit.body);
            arranged.push_str(unit.before_comma);
            if slot + 1 < order.len() || gaps.ends_with_comma {
                arranged.push(',');
            }
            arranged.push_str(unit.beside);
            is_after_comment = has_comment(unit.beside);
        }
        if is_after_comment && !starts_line(gaps.tail) {
            arranged.push_str(line_break);
            arranged.push_str(indentation);
        }
        arranged.push_str(gaps.tail);
    }

    /// Puts each part in the place of another, and leaves the text between them where it is.
    pub(super) fn slots(
        &self,
        parts: &[Part<'_>],
        order: &[usize],
        range: Range<usize>,
    ) -> Result<String, Misplaced> {
        let mut arranged = String::new();
        let mut done = range.start;
        for (slot, &index) in parts.iter().zip(order) {
            let slot = self.place(slot);
            let part = &parts[index];
            arranged.push_str(self.slice(done..slot.start)?);
            arranged.push_str(&self.node(part.last, part.schema, self.place(part))?);
            done = slot.end;
        }
        arranged.push_str(self.slice(done..range.end)?);
        Ok(arranged)
    }

    fn place(&self, part: &Part<'_>) -> Range<usize> {
        let start = self.start_with_properties(self.tree.span(part.first).start);
        let end = self.tree.end(part.last).max(start);
        let content = self.tree.content(part.last);
        let is_collection = matches!(content, Content::Sequence(_) | Content::Mapping(_));
        if is_collection && !self.tree.is_flow(part.last) {
            return start..self.line_end(end);
        }
        // The space before the closing bracket stays where it is.
        start..start + self.text[start..end].trim_end().len()
    }
}

impl<'t> Gaps<'t> {
    /// Divides the texts before, between and after the parts; `None` if they have more than commas and comments.
    fn of(gaps: &[&'t str]) -> Option<Self> {
        let (first, gaps) = gaps.split_first()?;
        let (last, between) = gaps.split_last()?;
        let (opening, above) = first_line(code_free(first)?);
        let (stays, mut above) = at_last_empty_line(above);
        let head = &first[..opening.len() + stays.len()];
        let mut around = Vec::new();
        for gap in between {
            let (before_comma, after) = at_comma(gap)?;
            let (beside, next) = first_line(code_free(after)?);
            around.push([above, before_comma, beside]);
            above = next;
        }
        let comma = at_comma(last);
        let (before_comma, after) = comma.unwrap_or(("", last));
        let (beside, _) = first_line(code_free(after)?);
        let beside = if has_comment(beside) { beside } else { "" };
        around.push([above, before_comma, beside]);
        Some(Self {
            head,
            around,
            ends_with_comma: comma.is_some(),
            tail: &after[beside.len()..],
        })
    }
}

/// Splits a text at its first comma that is not in a comment; `None` if there is none, or if there is more before it.
fn at_comma(text: &str) -> Option<(&str, &str)> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let code = line.split('#').next().unwrap_or_default();
        if let Some(comma) = code.find(',') {
            let (before, after) = text.split_at(start + comma);
            return Some((code_free(before)?, &after[1..]));
        }
        start += line.len();
    }
    None
}

/// Returns the text if it has only comments and white space.
fn code_free(text: &str) -> Option<&str> {
    let mut lines = text.lines().map(str::trim);
    let is_free = lines.all(|line| line.is_empty() || line.starts_with('#'));
    is_free.then_some(text)
}

/// Splits a text before its first line break. Without one, all of it is on the line of what follows.
fn first_line(text: &str) -> (&str, &str) {
    match text.find('\n') {
        Some(newline) => text.split_at(text[..newline].trim_end_matches('\r').len()),
        None => ("", text),
    }
}

/// Splits a text after its last empty line if there are comments above that; otherwise before its start. The second part still
/// begins with the line break of the empty line.
fn at_last_empty_line(text: &str) -> (&str, &str) {
    let breaks: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    let mut lines = breaks.windows(2).rev();
    let empty = lines.find(|line| text[line[0]..line[1]].trim().is_empty());
    match empty {
        Some(line) if has_comment(&text[..line[0]]) => {
            let start = text[..line[1]].trim_end_matches('\r').len();
            (&text[..=line[1]], &text[start..])
        }
        _ => ("", text),
    }
}

/// Returns `true` if a text begins with a line break.
fn starts_line(text: &str) -> bool {
    text.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
}
