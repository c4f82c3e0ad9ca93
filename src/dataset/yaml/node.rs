//! A YAML text as a tree of nodes with their places. It is built only for texts with findings, and to arrange a text.
//!
//! A text of some megabytes has a million nodes, so that a node takes 20 bytes: its texts and children are ranges of lists that
//! all nodes share.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::guard::guarded;

/// The number of a node in its [`Tree`]. Nodes are numbered in preorder.
pub(in crate::dataset) type NodeId = u32;

/// The size in bytes up to which a tree is built: offsets have 32 bits.
const MAX_SIZE: usize = u32::MAX as usize;

/// The depth up to which a tree is built.
const MAX_DEPTH: usize = 1_000;

/// The nodes of a YAML text.
#[derive(Default)]
pub(in crate::dataset) struct Tree {
    nodes: Vec<Node>,
    /// The texts of all scalars, one after the other.
    texts: String,
    /// The items of all sequences that are complete, each a range.
    items: Vec<NodeId>,
    /// The keys and values of all mappings that are complete, each a range.
    entries: Vec<(NodeId, NodeId)>,
    /// The root of each document.
    documents: Vec<NodeId>,
    /// The nodes with an anchor, and the aliases, in preorder.
    anchored: Vec<NodeId>,
    /// The collections that are not complete, because a syntax error follows, in order.
    cut: Vec<NodeId>,
    /// The keys that have no value, because a syntax error follows.
    cut_keys: Vec<NodeId>,
}

/// A node: its place in bytes, and where its content is.
#[derive(Clone, Copy)]
struct Node {
    start: u32,
    end: u32,
    kind: Kind,
    /// Whether the node is a collection in brackets.
    is_flow: bool,
    /// The range of the content in the texts, items or entries of the tree; for an alias, its target and nothing.
    content: (u32, u32),
}

/// The kind of a node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Quoted,
    Sequence,
    Mapping,
    Alias,
}

/// The content of a node.
#[derive(Clone, Copy)]
pub(in crate::dataset) enum Content<'t> {
    /// A scalar; `plain` if it is written without quotes and not as a block.
    Scalar { text: &'t str, plain: bool },
    /// The items.
    Sequence(&'t [NodeId]),
    /// The key and the value of each entry.
    Mapping(&'t [(NodeId, NodeId)]),
    /// An alias of an earlier node.
    Alias(NodeId),
}

/// A step of a path into a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step<'t> {
    /// To the value of the first entry with this key.
    Key(&'t str),
    /// To an item of a sequence, counted from 0.
    Index(usize),
    /// To the value of an entry of a mapping, counted from 0.
    Entry(usize),
    /// To the key of an entry of a mapping, counted from 0.
    EntryKey(usize),
}

impl Tree {
    /// Builds the tree of a text, as far as the text can be scanned. It is empty if the scanner fails.
    pub(in crate::dataset) fn parse(text: &str) -> Self {
        Self::parse_before(text, None)
    }

    /// Builds the tree of a text as far as it is before a syntax error at an offset, if there is one. The value that ends
    /// at the error is left out, because it may be only a part of what was meant. The tree is empty if the scanner fails.
    pub(super) fn parse_before(text: &str, error: Option<usize>) -> Self {
        guarded(|| Self::scan(text, error)).unwrap_or_default()
    }

    fn scan(text: &str, error: Option<usize>) -> Self {
        if text.len() > MAX_SIZE {
            return Self::default();
        }
        let mut builder = Builder::new(text);
        // The loader accepts a tab between a key and its value, but this scanner does not. Places stay the same.
        let without_tabs = if text.contains('\t') {
            Cow::Owned(text.replace('\t', " "))
        } else {
            Cow::Borrowed(text)
        };
        for event in Parser::new_from_str(&without_tabs) {
            // After an error the iterator would repeat it for ever.
            let Ok((event, span)) = event else { break };
            let span = span.start.index()..span.end.index();
            if error.is_some_and(|error| builder.reaches(&event, span.clone(), error)) {
                break;
            }
            builder.add(event, span);
            // The scanner takes time in the square of the depth, and nothing is read at this depth.
            if builder.open.len() > MAX_DEPTH {
                break;
            }
        }
        builder.finish()
    }

    /// Returns `true` if a node with an anchor, or an alias, is among the nodes from one to the end of another.
    pub(super) fn has_anchors(&self, first: NodeId, last: NodeId) -> bool {
        let index = self.anchored.partition_point(|id| *id < first);
        let next = self.anchored.get(index);
        next.is_some_and(|next| *next <= self.last_inside(last))
    }

    /// Returns the last node that is a part of another.
    fn last_inside(&self, id: NodeId) -> NodeId {
        let last = match self.content(id) {
            Content::Sequence(items) => items.last().copied(),
            Content::Mapping(entries) => entries.last().map(|(_, value)| *value),
            Content::Scalar { .. } | Content::Alias(_) => None,
        };
        last.map_or(id, |last| self.last_inside(last))
    }

    /// Returns the root of a document; `None` if the document could not be scanned.
    pub(in crate::dataset) fn document(&self, index: usize) -> Option<NodeId> {
        self.documents.get(index).copied()
    }

    /// Returns `true` if a syntax error follows within a collection, so that only its beginning is known.
    pub(super) fn is_cut(&self, id: NodeId) -> bool {
        self.cut.contains(&id)
    }

    /// Returns the keys that have no value, because a syntax error follows.
    pub(super) fn cut_keys(&self) -> impl Iterator<Item = &str> {
        self.cut_keys.iter().filter_map(|key| self.scalar(*key))
    }

    /// Returns the end of the last node, which is where the text is cut off by a syntax error if there is one.
    pub(super) fn last_end(&self) -> usize {
        let complete = self.ids().filter(|id| !self.cut.contains(id));
        complete.map(|id| self.span(id).end).max().unwrap_or(0)
    }

    /// Returns all nodes, in preorder.
    pub(in crate::dataset) fn ids(&self) -> Range<NodeId> {
        0..self.nodes.len() as NodeId
    }

    fn node(&self, id: NodeId) -> Node {
        self.nodes[id as usize]
    }

    /// Returns the node that an alias stands for; any other node stands for itself.
    fn target(&self, id: NodeId) -> NodeId {
        match self.content(id) {
            Content::Alias(target) => target,
            _ => id,
        }
    }

    /// Returns the content of a node; for an alias, that of the node that it stands for.
    pub(in crate::dataset) fn value(&self, id: NodeId) -> Content<'_> {
        self.content(self.target(id))
    }

    /// Returns the content of a node itself, which may be an alias.
    pub(super) fn content(&self, id: NodeId) -> Content<'_> {
        let Node { kind, content, .. } = self.node(id);
        let range = content.0 as usize..content.1 as usize;
        match kind {
            Kind::Plain | Kind::Quoted => Content::Scalar {
                text: &self.texts[range],
                plain: kind == Kind::Plain,
            },
            Kind::Sequence => Content::Sequence(&self.items[range]),
            Kind::Mapping => Content::Mapping(&self.entries[range]),
            Kind::Alias => Content::Alias(content.0),
        }
    }

    /// Returns `true` if a node is a collection in brackets.
    pub(super) fn is_flow(&self, id: NodeId) -> bool {
        self.node(id).is_flow
    }

    /// Returns the place of a node. An alias has a place of its own.
    pub(super) fn span(&self, id: NodeId) -> Range<usize> {
        let node = self.node(id);
        node.start as usize..node.end as usize
    }

    /// Returns the end of a node: that of its last part, or of its closing bracket.
    pub(super) fn end(&self, id: NodeId) -> usize {
        let last = match self.content(id) {
            _ if self.node(id).is_flow => None,
            Content::Sequence(items) => items.last().copied(),
            Content::Mapping(entries) => entries.last().map(|(_, value)| *value),
            Content::Scalar { .. } | Content::Alias(_) => None,
        };
        last.map_or(self.span(id).end, |last| self.end(last))
    }

    /// Returns the text of a scalar.
    pub(in crate::dataset) fn scalar(&self, id: NodeId) -> Option<&str> {
        match self.value(id) {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Follows a path from the root of a document, as far as it leads.
    pub(super) fn follow(&self, document: usize, path: &[Step<'_>]) -> Option<NodeId> {
        let mut place = self.document(document)?;
        for step in path {
            match self.child(place, *step) {
                Some(child) => place = child,
                None => break,
            }
        }
        Some(place)
    }

    fn child(&self, id: NodeId, step: Step<'_>) -> Option<NodeId> {
        match (self.value(id), step) {
            (Content::Sequence(items), Step::Index(index)) => items.get(index).copied(),
            (Content::Mapping(entries), Step::Key(key)) => {
                let mut entries = entries.iter();
                let entry = entries.find(|(name, _)| self.scalar(*name) == Some(key));
                entry.map(|(_, value)| *value)
            }
            (Content::Mapping(entries), Step::Entry(index)) => entries.get(index).map(|e| e.1),
            (Content::Mapping(entries), Step::EntryKey(index)) => entries.get(index).map(|e| e.0),
            // A value that was written without the list or the mapping around it was checked as the only item.
            (Content::Mapping(_) | Content::Scalar { .. }, Step::Index(0)) => Some(id),
            (Content::Sequence(_), Step::Entry(0) | Step::EntryKey(0)) => Some(id),
            _ => None,
        }
    }
}

/// Returns the text of a node without the tag and anchor before its content.
fn without_properties(text: &str) -> &str {
    let mut rest = text;
    loop {
        let end = match rest.chars().next() {
            Some('&' | '!') => rest.find(char::is_whitespace),
            Some('#') if rest.len() < text.len() => rest.find('\n'),
            _ => return rest,
        };
        rest = rest[end.unwrap_or(rest.len())..].trim_start();
    }
}

/// Returns the length of the scalar in quotes that a text begins with.
fn quoted_length(text: &str) -> Option<usize> {
    let quote = text
        .chars()
        .next()
        .filter(|letter| "'\"".contains(*letter))?;
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        if letter == '\\' && quote == '"' {
            letters.next();
        } else if letter == quote {
            let is_doubled = quote == '\'' && letters.peek().is_some_and(|next| next.1 == quote);
            if !is_doubled {
                return Some(at + 1);
            }
            letters.next();
        }
    }
    None
}

/// Returns the place of the first closing bracket in a text, before which there are only commas, comments and white space.
fn closing_bracket(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        match bytes.get(at)? {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => at += 1,
            b'#' => at += text[at..].find('\n')?,
            b'}' | b']' => return Some(at),
            _ => return None,
        }
    }
}

/// Builds nodes from the events of the parser.
struct Builder<'t> {
    text: &'t str,
    cursor: Cursor,
    tree: Tree,
    /// The anchors, by the numbers that the parser gives them.
    anchors: HashMap<usize, NodeId>,
    /// The collections that are not yet complete.
    open: Vec<Open>,
}

/// A collection that is not yet complete.
struct Open {
    id: NodeId,
    /// The items of a sequence, or the keys and values of a mapping by turns.
    children: Vec<NodeId>,
}

/// The last place that was converted from characters, in which the parser counts, to bytes. Places mostly rise, so that
/// the next one is usually close.
struct Cursor {
    characters: usize,
    bytes: usize,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            cursor: Cursor {
                characters: 0,
                bytes: 0,
            },
            tree: Tree::default(),
            anchors: HashMap::new(),
            open: Vec::new(),
        }
    }

    /// Returns the tree. Collections that are still open are cut off by a syntax error.
    fn finish(mut self) -> Tree {
        while let Some(open) = self.open.pop() {
            self.tree.cut.push(open.id);
            if self.is_mapping(open.id) && open.children.len() % 2 == 1 {
                self.tree.cut_keys.extend(open.children.last());
            }
            self.complete(open);
        }
        self.tree.cut.reverse();
        self.tree.cut_keys.reverse();
        self.tree
    }

    fn add(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let start = self.tree.texts.len() as u32;
                self.tree.texts.push_str(&text);
                let kind = match style {
                    ScalarStyle::Plain => Kind::Plain,
                    _ => Kind::Quoted,
                };
                let content = (start, self.tree.texts.len() as u32);
                let id = self.add_node(kind, content, span, anchor);
                match style {
                    ScalarStyle::Literal | ScalarStyle::Folded => self.end_block_scalar(id),
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
                        self.end_quoted_scalar(id);
                    }
                    ScalarStyle::Plain => {}
                }
            }
            Event::SequenceStart(anchor, _) => {
                self.open_collection(Kind::Sequence, span, anchor);
            }
            Event::MappingStart(anchor, _) => {
                self.open_collection(Kind::Mapping, span, anchor);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close_collection(span),
            Event::Alias(anchor) => {
                if let Some(&target) = self.anchors.get(&anchor) {
                    self.add_node(Kind::Alias, (target, 0), span, 0);
                }
            }
            _ => {}
        }
    }

    /// Returns `true` if an event is not before a syntax error, or if a scalar ends at it.
    fn reaches(&mut self, event: &Event<'_>, span: Range<usize>, error: usize) -> bool {
        let (start, end) = (self.move_to(span.start), self.move_to(span.end));
        let is_scalar = matches!(event, Event::Scalar(..));
        let is_adjacent = || {
            let between = self.text.get(end..error);
            between.is_some_and(|between| between.trim_matches([' ', ':']).is_empty())
        };
        start >= error || (is_scalar && (end >= error || is_adjacent()))
    }

    fn open_collection(&mut self, kind: Kind, span: Range<usize>, anchor: usize) {
        let id = self.add_node(kind, (0, 0), span, anchor);
        let children = Vec::new();
        self.open.push(Open { id, children });
    }

    fn close_collection(&mut self, span: Range<usize>) {
        if let Some(open) = self.open.pop() {
            let (start, end) = (self.move_to(span.start), self.move_to(span.end));
            let node = &mut self.tree.nodes[open.id as usize];
            // The end of a block has no text of its own, only the end of a collection in brackets does. The parser may place
            // that at a comma before the bracket, or let it include a comment after it.
            let bracket = || self.text.get(start..).and_then(closing_bracket);
            let end = if node.is_flow {
                bracket().map_or(end, |bracket| start + bracket + 1)
            } else {
                start
            };
            node.end = (end as u32).max(node.start);
            self.complete(open);
        }
    }

    /// Moves the children of a collection to those of all nodes. A key without a value is left out.
    fn complete(&mut self, Open { id, children }: Open) {
        let tree = &mut self.tree;
        let node = &mut tree.nodes[id as usize];
        node.content = if node.kind == Kind::Mapping {
            let start = tree.entries.len();
            let pairs = children.chunks_exact(2);
            tree.entries.extend(pairs.map(|pair| (pair[0], pair[1])));
            (start as u32, tree.entries.len() as u32)
        } else {
            let start = tree.items.len();
            tree.items.extend(children);
            (start as u32, tree.items.len() as u32)
        };
    }

    /// Lets a scalar in quotes end with its last quote. The parser may let it include a comment after that.
    fn end_quoted_scalar(&mut self, id: NodeId) {
        let node = &mut self.tree.nodes[id as usize];
        let text = &self.text[node.start as usize..node.end as usize];
        let quoted = without_properties(text);
        if let Some(length) = quoted_length(quoted) {
            node.end = node.start + (text.len() - quoted.len() + length) as u32;
        }
    }

    /// Lets a block scalar end with its last line, or after the empty lines below it if it keeps them, as in `|+`. The parser
    /// lets it begin below that header, and end before the next key.
    fn end_block_scalar(&mut self, id: NodeId) {
        let node = &mut self.tree.nodes[id as usize];
        let (start, end) = (node.start as usize, node.end as usize);
        let mut end = start + self.text[start..end].trim_end().len();
        let above = self.text[..start].trim_end();
        let header = above.rsplit('\n').next().unwrap_or_default();
        let header = header.split(" #").next().unwrap_or_default();
        let indicator = header.split_whitespace().next_back().unwrap_or_default();
        if indicator.starts_with(['|', '>']) && indicator.contains('+') {
            let lines = self.text[end..].split_inclusive('\n');
            let empty = lines.take_while(|line| line.trim().is_empty());
            end += empty.map(str::len).sum::<usize>();
        }
        node.end = end as u32;
    }

    fn is_mapping(&self, id: NodeId) -> bool {
        self.tree.nodes[id as usize].kind == Kind::Mapping
    }

    fn add_node(
        &mut self,
        kind: Kind,
        content: (u32, u32),
        span: Range<usize>,
        anchor: usize,
    ) -> NodeId {
        let id = self.tree.nodes.len() as NodeId;
        let start = self.move_to(span.start);
        let end = self.move_to(span.end).max(start);
        // The span of a block scalar includes the indentation of what follows it.
        let end = start + self.text[start..end].trim_end_matches(' ').len();
        let is_collection = matches!(kind, Kind::Sequence | Kind::Mapping);
        // Without a bracket, tag or anchor, a collection has no text at its place, which may be that of its first item.
        let (start, is_flow) = if is_collection && end > start {
            let content = without_properties(&self.text[start..]);
            let start = self.text.len() - content.len();
            (start, content.starts_with(['{', '[']))
        } else {
            (start, false)
        };
        self.tree.nodes.push(Node {
            start: start as u32,
            end: end.max(start) as u32,
            kind,
            is_flow,
            content,
        });
        // The parser numbers anchors from 1, and uses 0 for nodes without one.
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
        if anchor > 0 || kind == Kind::Alias {
            self.tree.anchored.push(id);
        }
        match self.open.last_mut() {
            Some(open) => open.children.push(id),
            None => self.tree.documents.push(id),
        }
        id
    }

    /// Moves the cursor to a character, and returns the number of bytes before it.
    fn move_to(&mut self, character: usize) -> usize {
        let Cursor { characters, bytes } = self.cursor;
        let target = if character < characters {
            let before = self.text[..bytes].char_indices().rev();
            let skipped = before.take(characters - character);
            skipped.last().map_or(bytes, |(start, _)| start)
        } else {
            let rest = &self.text[bytes..];
            let next = rest.char_indices().nth(character - characters);
            bytes + next.map_or(rest.len(), |(start, _)| start)
        };
        self.cursor = Cursor {
            characters: character,
            bytes: target,
        };
        target
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_and_the_comments_after_them_are_not_content() {
        for (text, content) in [
            ("a", "a"),
            ("&x a", "a"),
            ("!t &x a", "a"),
            ("&x # one\n  # two\n  'a'", "'a'"),
            ("# a", "# a"),
            ("&x", ""),
        ] {
            assert_eq!(without_properties(text), content, "{text:?}");
        }
    }
}
