//! Puts the text of a dataset in canonical order, and keeps its comments with the parts that they belong to.
//!
//! Nothing is printed anew. The parts of the text are moved as they are, so that comments, quotes and line breaks stay
//! the same.

mod comments;
mod flow;
mod meaning;
#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, VecDeque};
use std::fmt;
use std::ops::Range;

use serde_json::Value as Json;

use self::meaning::means_the_same;
use super::node::{Content, NodeId, Tree};
use crate::dataset::finding::{Finding, FindingKind, Report};
use crate::dataset::input::Input;
use crate::dataset::load::check;
use crate::dataset::schema::document_schema;
use crate::model::{Date, Day};

/// The reason why a text is left as it is.
#[derive(Debug)]
#[non_exhaustive]
pub enum ArrangeError {
    /// The text is not a sound part of a dataset. The report says what is wrong.
    Unsound(Box<Report>),
    /// Moving the parts would change the meaning of the text.
    Ambiguous,
}

impl fmt::Display for ArrangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsound(report) => write!(f, "it has {}", report.summary()),
            Self::Ambiguous => {
                f.write_str("its parts cannot be moved without changing its meaning")
            }
        }
    }
}

impl std::error::Error for ArrangeError {}

/// Puts a text of a dataset in canonical order: keys as in the schema, sources by id, milestones by date.
///
/// A comment moves with the part below it. It stays with the part above it if it is indented more deeply than the next
/// part, or if it is directly below and an empty line separates it from the next part. A comment above the first part
/// stays at the top of the file or list if an empty line separates it from that part. Comments after the last item of a
/// list stay at the end of the list. In a collection in brackets, a comment also moves with the part that it is beside.
///
/// Parts with anchors or aliases keep their order, because an alias must come after its anchor. Line breaks and the ending of
/// the last line stay as they are.
///
/// The text may be one file of several, so that its references need not lead to a record. Its name is used in findings.
///
/// # Errors
/// Returns an error if the text is not sound, or if it cannot be rearranged safely.
///
/// ```
/// use interorg::dataset;
///
/// let text = "organizations:\n  - name: African Union # since 2002\n    id: au\n";
/// let arranged = dataset::arrange("organizations.yaml", text)?;
/// assert_eq!(arranged, "organizations:\n  - id: au\n    name: African Union # since 2002\n");
/// # Ok::<(), dataset::ArrangeError>(())
/// ```
pub fn arrange(name: &str, yaml: &str) -> Result<String, ArrangeError> {
    let text = yaml.strip_prefix('\u{FEFF}').unwrap_or(yaml);
    refuse_unsound(name, text)?;
    let arranged = if text.ends_with('\n') || text.is_empty() {
        arranged(text).filter(|arranged| arranged == text || means_the_same(text, arranged))
    } else {
        arranged_without_last_break(text)
    };
    let arranged = arranged.ok_or(ArrangeError::Ambiguous)?;
    let byte_order_mark = &yaml[..yaml.len() - text.len()];
    Ok(format!("{byte_order_mark}{arranged}"))
}

/// Arranges a text whose last line has no line break, which is also left out of the arranged text.
fn arranged_without_last_break(text: &str) -> Option<String> {
    let line_break = line_break(text);
    let whole = format!("{text}{line_break}");
    let mut arranged = arranged(&whole)?;
    if arranged == whole {
        return Some(text.to_owned());
    }
    if !means_the_same(&whole, &arranged) {
        return None;
    }
    let end = arranged.strip_suffix('\n');
    let end = end.map(|text| text.strip_suffix('\r').unwrap_or(text).len());
    // The line break is part of a text in a block that has become the last one.
    let end = end.filter(|end| {
        let stripped = &arranged[..*end];
        means_the_same(text, stripped) || means_the_same(&arranged, stripped)
    });
    arranged.truncate(end.unwrap_or(arranged.len()));
    Some(arranged)
}

/// Moves the parts of a sound text; `None` if they are in no order that can be moved.
fn arranged(text: &str) -> Option<String> {
    let tree = Tree::parse(text);
    let schema = document_schema();
    let arranger = Arranger {
        text,
        tree: &tree,
        definitions: &schema["definitions"],
    };
    let mut arranged = String::with_capacity(text.len() + 1);
    let mut done = 0;
    for root in (0..).map_while(|number| tree.document(number)) {
        let body_end = arranger.line_end(tree.end(root));
        let end = arranger.end_of_comments(body_end..text.len(), None);
        arranged.push_str(&arranger.node(root, &schema, done..end).ok()?);
        done = end;
    }
    arranged.push_str(&text[done..]);
    Some(arranged)
}

/// Returns the line break of a text: that of its first line.
fn line_break(text: &str) -> &'static str {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.ends_with("\r\n") {
        "\r\n"
    } else {
        "\n"
    }
}

/// Returns `true` if a text without values has a comment.
fn has_comment(text: &str) -> bool {
    text.contains('#')
}

/// Refuses a text with findings of structure. Other findings, such as unknown names, do not matter here.
fn refuse_unsound(name: &str, text: &str) -> Result<(), ArrangeError> {
    let report = check(vec![Input::new(name, text)]).report;
    if report.findings().iter().any(is_structural) {
        return Err(ArrangeError::Unsound(Box::new(report)));
    }
    Ok(())
}

fn is_structural(finding: &Finding) -> bool {
    matches!(
        finding.kind,
        FindingKind::NotUtf8 { .. }
            | FindingKind::Syntax { .. }
            | FindingKind::BeyondLimit { .. }
            | FindingKind::UnknownKey { .. }
            | FindingKind::MissingKey { .. }
            | FindingKind::DuplicateKey { .. }
            | FindingKind::WrongType { .. }
            | FindingKind::InvalidChoice { .. }
            | FindingKind::InvalidDate { .. }
            | FindingKind::InvalidId { .. }
            | FindingKind::Malformed { .. }
    )
}

/// The parts of a collection are not where they can be moved.
#[derive(Debug)]
struct Misplaced;

struct Arranger<'t> {
    text: &'t str,
    tree: &'t Tree,
    definitions: &'t Json,
}

/// An entry of a mapping or an item of a sequence.
struct Part<'s> {
    /// The key of an entry, or the item.
    first: NodeId,
    /// The value of an entry, or the item.
    last: NodeId,
    /// The schema of the value or item.
    schema: &'s Json,
}

/// The lines of a part that are moved together.
struct Lines {
    /// The comments and empty lines above the part.
    above: String,
    /// The part, from its first character to the end of its last line.
    body: String,
}

impl Arranger<'_> {
    /// Returns a range of the text that contains a node, with the node arranged.
    fn node(&self, id: NodeId, schema: &Json, range: Range<usize>) -> Result<String, Misplaced> {
        let content = self.tree.content(id);
        let schema = self.resolve(schema, content);
        let (parts, order) = match content {
            Content::Mapping(entries) => {
                let parts = entries.iter().map(|&(name, value)| Part {
                    first: name,
                    last: value,
                    schema: value_schema(schema, self.tree.scalar(name).unwrap_or_default()),
                });
                (parts.collect(), self.order_of_keys(entries, schema))
            }
            Content::Sequence(items) => {
                let schema = schema.get("items").unwrap_or(&Json::Null);
                let parts: Vec<Part<'_>> = items
                    .iter()
                    .map(|&item| Part {
                        first: item,
                        last: item,
                        schema,
                    })
                    .collect();
                (parts, self.order_of_items(items, schema))
            }
            Content::Scalar { .. } | Content::Alias(_) => (Vec::new(), Vec::new()),
        };
        if parts.is_empty() {
            return self.slice(range).map(str::to_owned);
        }
        let order = self.with_anchors_in_order(&parts, order);
        if self.tree.is_flow(id) {
            return self.flow(id, &parts, &order, range);
        }
        let first = self.tree.span(id).start;
        let arranged = self.block(&parts, &order, first, range.clone());
        // Parts that are not on lines of their own stay where they are.
        arranged.or_else(|Misplaced| {
            let unmoved: Vec<usize> = (0..parts.len()).collect();
            self.slots(&parts, &unmoved, range)
        })
    }

    /// Changes an order so that parts with anchors or aliases keep the order that they have in the text: an alias must come
    /// after its anchor. The other parts are in the order as far as that allows.
    fn with_anchors_in_order(&self, parts: &[Part<'_>], order: Vec<usize>) -> Vec<usize> {
        let has_anchors = |part: &Part<'_>| self.tree.has_anchors(part.first, part.last);
        let anchored = (0..parts.len()).filter(|index| has_anchors(&parts[*index]));
        let mut anchored: VecDeque<usize> = anchored.collect();
        if anchored.len() < 2 {
            return order;
        }
        let mut ranks = vec![0; order.len()];
        for (rank, index) in order.iter().enumerate() {
            ranks[*index] = rank;
        }
        // Each next part is the first one in order among those that need not wait for another.
        let waiting = anchored.split_off(1);
        let mut waiting = waiting.into_iter();
        let mut next: BTreeSet<usize> = order.iter().map(|index| ranks[*index]).collect();
        waiting.clone().for_each(|index| {
            next.remove(&ranks[index]);
        });
        let mut changed = Vec::with_capacity(order.len());
        while let Some(rank) = next.pop_first() {
            let index = order[rank];
            changed.push(index);
            if has_anchors(&parts[index]) {
                next.extend(waiting.next().map(|index| ranks[index]));
            }
        }
        changed
    }

    /// Arranges the entries or items of a block, each on lines of its own.
    fn block(
        &self,
        parts: &[Part<'_>],
        order: &[usize],
        first: usize,
        range: Range<usize>,
    ) -> Result<String, Misplaced> {
        let starts = self.starts(parts, first)?;
        let tops = (0..parts.len()).map(|index| self.top(parts, &starts, index, range.start));
        let tops = tops.collect::<Result<Vec<usize>, _>>()?;
        let column = starts[0] - self.line_start(starts[0]);
        let body_end = self.line_end(self.tree.end(parts[parts.len() - 1].last));
        let end = self.end_of_comments(body_end.min(range.end)..range.end, Some(column));
        let mut lines = Vec::with_capacity(parts.len());
        for (index, part) in parts.iter().enumerate() {
            let until = tops.get(index + 1).copied().unwrap_or(end);
            let line = self.line_start(starts[index]).max(tops[index]);
            let body = self.node(part.last, part.schema, starts[index]..until)?;
            let above = self.slice(tops[index]..line)?.to_owned();
            lines.push(Lines { above, body });
        }
        let begins_inline = tops[0] == starts[0];
        let mut arranged = self.slice(range.start..tops[0])?.to_owned();
        join(&lines, order, column, begins_inline, &mut arranged);
        arranged.push_str(self.slice(end..range.end)?);
        Ok(arranged)
    }

    /// Returns where the parts begin: an entry with its key, an item with its dash.
    fn starts(&self, parts: &[Part<'_>], first: usize) -> Result<Vec<usize>, Misplaced> {
        let mut starts = Vec::with_capacity(parts.len());
        let mut next = first;
        // The parser places a sequence at its first dash, or after that if it is not indented more deeply than its key.
        let is_after_dash =
            self.tree.span(parts[0].first).start == first || !self.text[first..].starts_with('-');
        if parts[0].first == parts[0].last && is_after_dash {
            next = self.dash_before(first).ok_or(Misplaced)?;
        }
        for part in parts {
            if part.first != part.last {
                let start = self.tree.span(part.first).start;
                starts.push(self.start_with_properties(start));
                continue;
            }
            next = self.skip_comments(next);
            if !self.text[next..].starts_with('-') {
                return Err(Misplaced);
            }
            starts.push(next);
            next = self.line_end(self.tree.end(part.last));
        }
        Ok(starts)
    }

    /// Returns the place of the dash before an item, which may be on a line above it.
    fn dash_before(&self, item: usize) -> Option<usize> {
        let mut end = item;
        loop {
            let line = self.line_start(end);
            let code = self.text[line..end].split('#').next()?.trim_end();
            if code.ends_with('-') {
                return Some(line + code.len() - 1);
            }
            end = line.checked_sub(1).filter(|_| code.is_empty())?;
        }
    }

    /// Returns where an entry begins: at its key, or at a question mark, tag or anchor before it on the line.
    fn start_with_properties(&self, key: usize) -> usize {
        let line = self.line_start(key);
        let mut start = key;
        loop {
            let before = self.text[line..start].trim_end_matches([' ', '\t']);
            let word = before.rfind([' ', '\t']).map_or(0, |space| space + 1);
            let is_property = before[word..].starts_with(['!', '&']) || &before[word..] == "?";
            if !is_property {
                return start;
            }
            start = line + word;
        }
    }

    /// Returns the line break of the text.
    fn line_break(&self) -> &'static str {
        line_break(self.text)
    }

    /// Returns the place of the first character that is not white space or in a comment.
    fn skip_comments(&self, from: usize) -> usize {
        let mut at = from;
        for line in self.text[from..].split_inclusive('\n') {
            let words = line.trim_start();
            if !(words.is_empty() || words.starts_with('#')) {
                return at + line.len() - words.len();
            }
            at += line.len();
        }
        at
    }

    /// Returns the numbers of the entries in canonical order: keys as in the schema, sources by id.
    fn order_of_keys(&self, entries: &[(NodeId, NodeId)], schema: &Json) -> Vec<usize> {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        let key = |index: usize| self.tree.scalar(entries[index].0).unwrap_or_default();
        if let Some(properties) = schema.get("properties").and_then(Json::as_object) {
            order.sort_by_key(|index| properties.keys().position(|known| known == key(*index)));
        } else if schema.pointer("/additionalProperties/$ref")
            == Some(&"#/definitions/Source".into())
        {
            order.sort_by_key(|index| key(*index));
        }
        order
    }

    /// Returns the numbers of the items in canonical order: milestones by date, other items as they are.
    fn order_of_items(&self, items: &[NodeId], schema: &Json) -> Vec<usize> {
        let mut order: Vec<usize> = (0..items.len()).collect();
        if schema.get("$ref") == Some(&"#/definitions/Milestone".into()) {
            order.sort_by_key(|index| self.earliest(items[*index]));
        }
        order
    }

    /// Returns the earliest day of the date of a milestone.
    fn earliest(&self, milestone: NodeId) -> Option<Option<Day>> {
        let Content::Mapping(entries) = self.tree.value(milestone) else {
            return None;
        };
        let mut entries = entries.iter();
        let (_, date) = entries.find(|(name, _)| self.tree.scalar(*name) == Some("date"))?;
        let date: Date = self.tree.scalar(*date)?.parse().ok()?;
        Some(date.earliest())
    }

    /// Follows references in a schema, and chooses the alternative for a type of content.
    fn resolve<'s>(&'s self, schema: &'s Json, content: Content<'_>) -> &'s Json {
        if let Some(name) = schema.get("$ref").and_then(Json::as_str) {
            let name = name.rsplit('/').next().unwrap_or(name);
            return self.resolve(&self.definitions[name], content);
        }
        let kind: Json = match content {
            Content::Mapping(_) => "object",
            Content::Sequence(_) => "array",
            Content::Scalar { .. } | Content::Alias(_) => "string",
        }
        .into();
        let alternatives = ["allOf", "anyOf"]
            .iter()
            .filter_map(|key| schema.get(*key)?.as_array());
        let mut resolved = alternatives
            .flatten()
            .map(|schema| self.resolve(schema, content));
        let matching = resolved.find(|schema| schema.get("type") == Some(&kind));
        matching.unwrap_or(schema)
    }

    /// Returns a range of the text. Its ends can contradict one another in a text that the two parsers read differently.
    fn slice(&self, range: Range<usize>) -> Result<&str, Misplaced> {
        self.text.get(range).ok_or(Misplaced)
    }
}

/// Joins the lines of parts in a new order. If the first part begins in the middle of a line, as after a dash, its
/// successor does too.
fn join(lines: &[Lines], order: &[usize], column: usize, begins_inline: bool, text: &mut String) {
    let indentation = " ".repeat(column);
    for (slot, &index) in order.iter().enumerate() {
        let Lines { above, body } = &lines[index];
        let is_inline = slot == 0 && begins_inline;
        text.push_str(match slot {
            0 if is_inline => above.trim_start(),
            0 => without_empty_lines(above),
            _ => above,
        });
        if !is_inline || !above.trim().is_empty() {
            text.push_str(&indentation);
        }
        text.push_str(body);
    }
}

/// Returns a text without the empty lines at its start.
fn without_empty_lines(text: &str) -> &str {
    let words = text.len() - text.trim_start().len();
    let line = text[..words].rfind('\n').map_or(0, |newline| newline + 1);
    &text[line..]
}

fn value_schema<'s>(schema: &'s Json, key: &str) -> &'s Json {
    let own = schema
        .get("properties")
        .and_then(|properties| properties.get(key));
    own.or_else(|| schema.get("additionalProperties"))
        .unwrap_or(&Json::Null)
}
