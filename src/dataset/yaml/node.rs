//! A YAML text as a tree of nodes with their places. It is built only for texts with findings.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::guard::guarded;

/// The number of a node in its [`Tree`]. Nodes are numbered in preorder.
pub(super) type NodeId = usize;

/// The depth up to which a tree is built.
const MAX_DEPTH: usize = 1_000;

/// The nodes of a YAML text.
#[derive(Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// The root of each document.
    documents: Vec<NodeId>,
    first_anchored: Option<NodeId>,
    /// The collections that are not complete, because a syntax error follows, in order.
    cut: Vec<NodeId>,
    /// The keys that have no value, because a syntax error follows.
    cut_keys: Vec<NodeId>,
}

/// A node: its place in bytes, and its content.
pub(super) struct Node {
    pub(super) span: Range<usize>,
    pub(super) content: Content,
    /// Whether the node is a collection in brackets.
    pub(super) is_flow: bool,
}

/// The content of a node.
pub(super) enum Content {
    /// A scalar; `plain` if it is written without quotes and not as a block.
    Scalar {
        text: String,
        plain: bool,
    },
    Sequence(Vec<NodeId>),
    /// The key and the value of each entry.
    Mapping(Vec<(NodeId, NodeId)>),
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
    pub(super) fn parse(text: &str) -> Self {
        Self::parse_before(text, None)
    }

    /// Builds the tree of a text as far as it is before a syntax error at an offset, if there is one. The value that ends
    /// at the error is left out, because it may be only a part of what was meant. The tree is empty if the scanner fails.
    pub(super) fn parse_before(text: &str, error: Option<usize>) -> Self {
        guarded(|| Self::scan(text, error)).unwrap_or_default()
    }

    fn scan(text: &str, error: Option<usize>) -> Self {
        let mut builder = Builder::new(text);
        // The loader accepts a tab between a key and its value, but this scanner does not. Places stay the same.
        let without_tabs = text.replace('\t', " ");
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
        Self {
            first_anchored: builder.anchors.first().map(|(_, id)| *id),
            cut: builder.open,
            cut_keys: builder.keys.into_iter().flatten().collect(),
            nodes: builder.nodes,
            documents: builder.documents,
        }
    }

    /// Returns the first node with an anchor.
    pub(super) fn first_anchored(&self) -> Option<NodeId> {
        self.first_anchored
    }

    /// Returns the root of a document; `None` if the document could not be scanned.
    pub(super) fn document(&self, index: usize) -> Option<NodeId> {
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
        let complete = (0..self.nodes.len()).filter(|id| !self.cut.contains(id));
        complete
            .map(|id| self.nodes[id].span.end)
            .max()
            .unwrap_or(0)
    }

    /// Returns the number of nodes.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns a node, or the node that it is an alias of.
    pub(super) fn node(&self, id: NodeId) -> &Node {
        match self.nodes[id].content {
            Content::Alias(target) => &self.nodes[target],
            _ => &self.nodes[id],
        }
    }

    /// Returns the content of a node itself, which may be an alias.
    pub(super) fn content(&self, id: NodeId) -> &Content {
        &self.nodes[id].content
    }

    /// Returns the place of a node. An alias has a place of its own.
    pub(super) fn span(&self, id: NodeId) -> Range<usize> {
        self.nodes[id].span.clone()
    }

    /// Returns the end of a node: that of its last part, or of its closing bracket.
    pub(super) fn end(&self, id: NodeId) -> usize {
        let node = &self.nodes[id];
        let last = match &node.content {
            _ if node.is_flow => None,
            Content::Sequence(items) => items.last().copied(),
            Content::Mapping(entries) => entries.last().map(|(_, value)| *value),
            Content::Scalar { .. } | Content::Alias(_) => None,
        };
        last.map_or(node.span.end, |last| self.end(last))
    }

    /// Returns the text of a scalar.
    pub(super) fn scalar(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).content {
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
        match (&self.node(id).content, step) {
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

/// Builds nodes from the events of the parser.
struct Builder<'t> {
    text: &'t str,
    cursor: Cursor,
    nodes: Vec<Node>,
    documents: Vec<NodeId>,
    /// The anchors, by the numbers that the parser gives them.
    anchors: Vec<(usize, NodeId)>,
    /// The collections that are not yet complete.
    open: Vec<NodeId>,
    /// For each open collection, the key that has no value yet.
    keys: Vec<Option<NodeId>>,
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
            nodes: Vec::new(),
            documents: Vec::new(),
            anchors: Vec::new(),
            open: Vec::new(),
            keys: Vec::new(),
        }
    }

    fn add(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let content = Content::Scalar {
                    text: text.into_owned(),
                    plain: style == ScalarStyle::Plain,
                };
                self.add_node(content, span, anchor);
            }
            Event::SequenceStart(anchor, _) => {
                self.open_collection(Content::Sequence(Vec::new()), span, anchor);
            }
            Event::MappingStart(anchor, _) => {
                self.open_collection(Content::Mapping(Vec::new()), span, anchor);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close_collection(span),
            Event::Alias(anchor) => {
                let target = self.anchors.iter().rev().find(|(id, _)| *id == anchor);
                if let Some(&(_, target)) = target {
                    self.add_node(Content::Alias(target), span, 0);
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

    fn open_collection(&mut self, content: Content, span: Range<usize>, anchor: usize) {
        let id = self.add_node(content, span, anchor);
        self.open.push(id);
        self.keys.push(None);
    }

    fn close_collection(&mut self, span: Range<usize>) {
        self.keys.pop();
        if let Some(id) = self.open.pop() {
            let (start, end) = (self.move_to(span.start), self.move_to(span.end));
            let node = &mut self.nodes[id];
            // The end of a block has no text of its own, only the end of a collection in brackets does.
            let end = if node.is_flow { end } else { start };
            node.span.end = end.max(node.span.start);
        }
    }

    fn add_node(&mut self, content: Content, span: Range<usize>, anchor: usize) -> NodeId {
        let id = self.nodes.len();
        let start = self.move_to(span.start);
        let end = self.move_to(span.end).max(start);
        // The span of a block scalar includes the indentation of what follows it.
        let end = start + self.text[start..end].trim_end_matches(' ').len();
        let is_collection = matches!(content, Content::Sequence(_) | Content::Mapping(_));
        self.nodes.push(Node {
            span: start..end,
            content,
            is_flow: is_collection && self.text[start..].starts_with(['{', '[']),
        });
        // The parser numbers anchors from 1, and uses 0 for nodes without one.
        if anchor > 0 {
            self.anchors.push((anchor, id));
        }
        self.attach(id);
        id
    }

    /// Attaches a node to the innermost open collection. In a mapping, nodes are keys and values by turns.
    fn attach(&mut self, id: NodeId) {
        let (Some(&parent), Some(key)) = (self.open.last(), self.keys.last_mut()) else {
            self.documents.push(id);
            return;
        };
        match &mut self.nodes[parent].content {
            Content::Sequence(items) => items.push(id),
            Content::Mapping(entries) => match key.take() {
                Some(name) => entries.push((name, id)),
                None => *key = Some(id),
            },
            Content::Scalar { .. } | Content::Alias(_) => {}
        }
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
