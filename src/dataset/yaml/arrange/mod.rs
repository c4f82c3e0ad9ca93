//! The text of a dataset in canonical order, with its comments where they belong.
//!
//! Nothing is printed anew: the pieces of the text are moved as they stand, so that comments, quotes
//! and line breaks stay what they were.

mod comments;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

use serde::Deserialize;
use serde_json::Value as Json;
use serde_yaml::Value;

use super::node::{Content, NodeId, Tree};
use crate::dataset::finding::{Finding, FindingKind, Report};
use crate::dataset::input::Input;
use crate::dataset::load::check;
use crate::dataset::schema::document_schema;
use crate::model::{Date, Day};

/// Why a text is left as it is.
#[derive(Debug)]
#[non_exhaustive]
pub enum ArrangeError {
    /// It is no sound piece of a dataset: the findings say what is wrong.
    Unsound(Box<Report>),
    /// It has an anchor, before which its aliases must not stand.
    Anchor {
        /// The line of the first anchor, counted from 1.
        line: usize,
    },
    /// A key or item does not begin its line, as in `? key`.
    NotAtLineStart {
        /// The line, counted from 1.
        line: usize,
    },
    /// Moving the pieces would change what the text says.
    Ambiguous,
}

impl fmt::Display for ArrangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsound(report) => write!(f, "it has {}", report.summary()),
            Self::Anchor { line } => {
                write!(
                    f,
                    "line {line} has an anchor, after which its aliases must stand"
                )
            }
            Self::NotAtLineStart { line } => {
                write!(
                    f,
                    "line {line} has a key or item that does not begin its line"
                )
            }
            Self::Ambiguous => {
                f.write_str("its pieces cannot be moved without changing its meaning")
            }
        }
    }
}

impl std::error::Error for ArrangeError {}

/// Puts a text of a dataset in canonical order: keys as in the schema, sources by id, milestones by
/// date.
///
/// A comment moves with what stands below it. It stays with what stands above it if it is further in
/// than what follows, or if it stands right below and an empty line parts it from what follows.
/// Comments after the last item of a list stay at the end of the list.
///
/// The text may be one file of several, so that names in it need not lead anywhere. Its own name is
/// for the findings.
///
/// # Errors
/// Fails, and says why, if the text is not sound or cannot be rearranged without doubt.
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
    let tree = Tree::parse(text);
    let schema = document_schema();
    let arranger = Arranger {
        text,
        tree: &tree,
        definitions: &schema["definitions"],
    };
    if let Some(node) = tree.anchored() {
        let line = arranger.line(tree.span(node).start);
        return Err(ArrangeError::Anchor { line });
    }
    let mut arranged = String::with_capacity(text.len() + 1);
    let mut done = 0;
    for root in (0..).map_while(|number| tree.document(number)) {
        let end = arranger.line_end(tree.end(root));
        let end = arranger.comments_below(end..text.len(), None);
        arranged.push_str(&arranger.node(root, &schema, done..end)?);
        done = end;
    }
    arranged.push_str(&text[done..]);
    let mark = &yaml[..yaml.len() - text.len()];
    match means_the_same(text, &arranged) {
        true => Ok(format!("{mark}{arranged}")),
        false => Err(ArrangeError::Ambiguous),
    }
}

/// Refuses a text with findings of structure; what its names lead to is not asked.
fn refuse_unsound(name: &str, text: &str) -> Result<(), ArrangeError> {
    let report = check(vec![Input::new(name, text)]).report;
    let is_structural = |finding: &Finding| {
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
    };
    let unsound = report.findings().iter().any(is_structural);
    match unsound {
        true => Err(ArrangeError::Unsound(Box::new(report))),
        false => Ok(()),
    }
}

struct Arranger<'t> {
    text: &'t str,
    tree: &'t Tree,
    definitions: &'t Json,
}

/// An entry or item of a collection: its first node, its last (the same of an item), the schema of
/// its value.
type Part<'s> = (NodeId, NodeId, &'s Json);

/// A piece of a collection that is moved as a whole.
struct Piece {
    /// The comments and empty lines above it.
    above: String,
    /// From its first letter to the end of its last line.
    body: String,
}

impl Arranger<'_> {
    /// Returns a stretch of the text in which this node stands, with the node arranged.
    fn node(
        &self,
        id: NodeId,
        schema: &Json,
        stretch: Range<usize>,
    ) -> Result<String, ArrangeError> {
        let node = self.tree.node(id);
        let span = self.tree.span(id);
        let schema = self.resolve(schema, &node.content);
        match &node.content {
            Content::Mapping(entries) if !entries.is_empty() => {
                let values = entries.iter().map(|(name, value)| {
                    let key = self.tree.scalar(*name).unwrap_or_default();
                    (*name, *value, value_schema(schema, key))
                });
                let values: Vec<_> = values.collect();
                let order = self.order_of_keys(entries, schema);
                match node.is_flow {
                    true => self.flow(&values, &order, stretch),
                    false => self.block(&values, &order, span.start, stretch),
                }
            }
            Content::Sequence(items) if !items.is_empty() => {
                let schema = schema.get("items").unwrap_or(&Json::Null);
                let items: Vec<_> = items.iter().map(|item| (*item, *item, schema)).collect();
                let order = self.order_of_items(&items, schema);
                match node.is_flow {
                    true => self.flow(&items, &order, stretch),
                    false => self.block(&items, &order, span.start, stretch),
                }
            }
            _ => self.slice(stretch).map(str::to_owned),
        }
    }

    /// Arranges the pieces of a collection between brackets: each takes the place of another.
    fn flow(
        &self,
        pieces: &[Part<'_>],
        order: &[usize],
        stretch: Range<usize>,
    ) -> Result<String, ArrangeError> {
        let place = |index: usize| {
            let (first, last, _) = pieces[index];
            let start = self.tree.span(first).start;
            // The blank before the closing bracket stays where it is.
            start..start + self.text[start..self.tree.end(last)].trim_end().len()
        };
        let mut arranged = String::new();
        let mut done = stretch.start;
        for (slot, &index) in order.iter().enumerate() {
            let (_, value, schema) = pieces[index];
            let here = place(slot);
            arranged.push_str(self.slice(done..here.start)?);
            arranged.push_str(&self.node(value, schema, place(index))?);
            done = here.end;
        }
        arranged.push_str(self.slice(done..stretch.end)?);
        Ok(arranged)
    }

    /// Arranges the entries or items of a block, each on lines of its own.
    fn block(
        &self,
        pieces: &[Part<'_>],
        order: &[usize],
        first: usize,
        stretch: Range<usize>,
    ) -> Result<String, ArrangeError> {
        let starts = self.starts(pieces, first)?;
        let tops: Result<Vec<usize>, _> = (0..pieces.len())
            .map(|index| self.top(pieces, &starts, index, stretch.start))
            .collect();
        let tops = tops?;
        let column = starts[0] - self.line_start(starts[0]);
        let end = self.line_end(self.tree.end(pieces[pieces.len() - 1].1));
        let end = self.comments_below(end.min(stretch.end)..stretch.end, Some(column));
        let mut moved = Vec::with_capacity(pieces.len());
        for (index, (_, value, schema)) in pieces.iter().enumerate() {
            let until = tops.get(index + 1).copied().unwrap_or(end);
            let line = self.line_start(starts[index]).max(tops[index]);
            let mut body = self.node(*value, schema, starts[index]..until)?;
            if !body.ends_with('\n') && until == self.text.len() {
                body.push('\n');
            }
            moved.push(Piece {
                above: self.slice(tops[index]..line)?.to_owned(),
                body,
            });
        }
        let margin = " ".repeat(column);
        let mut arranged = self.slice(stretch.start..tops[0])?.to_owned();
        for (slot, &index) in order.iter().enumerate() {
            let Piece { above, body } = &moved[index];
            let is_inline = slot == 0 && tops[0] == starts[0];
            arranged.push_str(match slot {
                0 if is_inline => above.trim_start(),
                0 => without_empty_lines(above),
                _ => above,
            });
            if !is_inline || !above.trim().is_empty() {
                arranged.push_str(&margin);
            }
            arranged.push_str(body);
        }
        arranged.push_str(self.slice(end..stretch.end)?);
        Ok(arranged)
    }

    /// Returns where the pieces begin: an entry with its key, an item with its dash.
    fn starts(&self, pieces: &[Part<'_>], first: usize) -> Result<Vec<usize>, ArrangeError> {
        let mut starts = Vec::with_capacity(pieces.len());
        // Where a list stands below its key, not further in, the parser places it behind its dash.
        let is_dash = self.text[first..].starts_with('-');
        let mut next = if is_dash {
            first
        } else {
            self.line_start(first)
        };
        for (name, value, _) in pieces {
            if name != value {
                starts.push(self.tree.span(*name).start);
                continue;
            }
            while let Some(line) = self.text[next..].split_inclusive('\n').next() {
                let words = line.trim_start();
                if !(words.is_empty() || words.starts_with('#')) {
                    next += line.len() - words.len();
                    break;
                }
                next += line.len();
            }
            if !self.text[next..].starts_with('-') {
                return Err(ArrangeError::NotAtLineStart {
                    line: self.line(next),
                });
            }
            starts.push(next);
            next = self.line_end(self.tree.end(*value));
        }
        Ok(starts)
    }

    /// Returns the numbers of entries in canonical order.
    fn order_of_keys(&self, entries: &[(NodeId, NodeId)], schema: &Json) -> Vec<usize> {
        let mut order: Vec<usize> = (0..entries.len()).collect();
        let key = |index: usize| self.tree.scalar(entries[index].0).unwrap_or_default();
        if let Some(properties) = schema.get("properties").and_then(Json::as_object) {
            let rank = |index: &usize| properties.keys().position(|known| known == key(*index));
            order.sort_by_key(rank);
        } else if schema.pointer("/additionalProperties/$ref")
            == Some(&"#/definitions/Source".into())
        {
            order.sort_by_key(|index| key(*index));
        }
        order
    }

    /// Returns the numbers of items in canonical order: milestones by date, others as they stand.
    fn order_of_items(&self, items: &[Part<'_>], schema: &Json) -> Vec<usize> {
        let mut order: Vec<usize> = (0..items.len()).collect();
        if schema.get("$ref") == Some(&"#/definitions/Milestone".into()) {
            order.sort_by_key(|index| self.earliest(items[*index].1));
        }
        order
    }

    /// Returns the earliest day of the date of a milestone.
    fn earliest(&self, milestone: NodeId) -> Option<Option<Day>> {
        let Content::Mapping(entries) = &self.tree.node(milestone).content else {
            return None;
        };
        let date = entries
            .iter()
            .find(|(name, _)| self.tree.scalar(*name) == Some("date"))?;
        let date: Date = self.tree.scalar(date.1)?.parse().ok()?;
        Some(date.earliest())
    }

    fn resolve<'s>(&'s self, schema: &'s Json, content: &Content) -> &'s Json {
        if let Some(name) = schema.get("$ref").and_then(Json::as_str) {
            let name = name.rsplit('/').next().unwrap_or(name);
            return self.resolve(&self.definitions[name], content);
        }
        let wanted = match content {
            Content::Mapping(_) => "object",
            Content::Sequence(_) => "array",
            Content::Scalar { .. } | Content::Alias(_) => "string",
        };
        let alternatives = ["allOf", "anyOf"]
            .iter()
            .filter_map(|key| schema.get(*key)?.as_array());
        let mut alternatives = alternatives
            .flatten()
            .map(|schema| self.resolve(schema, content));
        let fitting = alternatives.find(|schema| schema.get("type") == Some(&wanted.into()));
        fitting.unwrap_or(schema)
    }

    /// Returns a stretch of the text; the places of its ends may contradict one another in a text
    /// that the two parsers read differently.
    fn slice(&self, stretch: Range<usize>) -> Result<&str, ArrangeError> {
        self.text.get(stretch).ok_or(ArrangeError::Ambiguous)
    }
}

/// Returns a text without the empty lines at its beginning.
fn without_empty_lines(text: &str) -> &str {
    let words = text.len() - text.trim_start().len();
    &text[text[..words].rfind('\n').map_or(0, |newline| newline + 1)..]
}

fn value_schema<'s>(schema: &'s Json, key: &str) -> &'s Json {
    let named = schema
        .get("properties")
        .and_then(|properties| properties.get(key));
    named
        .or_else(|| schema.get("additionalProperties"))
        .unwrap_or(&Json::Null)
}

/// Says whether two texts hold the same values and, letter for letter, the same pieces.
fn means_the_same(before: &str, after: &str) -> bool {
    let values = |text| {
        let documents = serde_yaml::Deserializer::from_str(text);
        let values: Result<Vec<Value>, _> = documents.map(Value::deserialize).collect();
        values
            .map(|values| values.into_iter().map(unordered).collect::<Vec<_>>())
            .ok()
    };
    let letters = |text: &str| {
        let mut counts = [0_usize; 256];
        text.bytes().for_each(|byte| counts[byte as usize] += 1);
        [b' ', b'\n', b'\r']
            .into_iter()
            .for_each(|space| counts[space as usize] = 0);
        counts
    };
    letters(before) == letters(after) && values(before) == values(after)
}

/// Brings lists of milestones into one order; that of keys does not count when values are compared.
fn unordered(value: Value) -> Value {
    match value {
        Value::Mapping(entries) => {
            let entries = entries.into_iter().map(|(key, value)| {
                let is_list = key.as_str() == Some("milestones");
                let mut value = unordered(value);
                if let (true, Value::Sequence(items)) = (is_list, &mut value) {
                    items
                        .sort_by_cached_key(|item| serde_yaml::to_string(item).unwrap_or_default());
                }
                (key, value)
            });
            Value::Mapping(entries.collect())
        }
        Value::Sequence(items) => Value::Sequence(items.into_iter().map(unordered).collect()),
        other => other,
    }
}
