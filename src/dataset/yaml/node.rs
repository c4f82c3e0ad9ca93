//! A YAML text as a tree of nodes with their places, built only once something is wrong.

use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

/// The number of a node in its [`Tree`].
pub(super) type NodeId = usize;

/// How deep a tree is built.
const DEEPEST: usize = 1_000;

/// The nodes of a YAML text.
pub(super) struct Tree {
    nodes: Vec<Node>,
    documents: Vec<NodeId>,
    anchored: Option<NodeId>,
}

/// A node: where it stands (in bytes) and what it holds.
pub(super) struct Node {
    pub(super) span: Range<usize>,
    pub(super) content: Content,
    /// Whether it is a collection between brackets.
    pub(super) is_flow: bool,
}

/// What a node holds.
pub(super) enum Content {
    /// A scalar; `plain` if it was written without quotes and not as a block.
    Scalar {
        text: String,
        plain: bool,
    },
    Sequence(Vec<NodeId>),
    Mapping(Vec<(NodeId, NodeId)>),
    /// An alias of an earlier node.
    Alias(NodeId),
}

/// A step of a path into a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step<'t> {
    /// Into the value of the first entry with this key.
    Key(&'t str),
    /// Into an item of a sequence, counted from 0.
    Index(usize),
    /// Into the value of an entry of a mapping, counted from 0.
    Entry(usize),
    /// Onto the key of an entry of a mapping, counted from 0.
    EntryKey(usize),
}

impl Tree {
    /// Builds the tree of a text, as far as it can be scanned.
    pub(super) fn parse(text: &str) -> Self {
        let mut builder = Builder::new(text);
        // The loader takes a tab between a key and its value where this scanner does not.
        let blank = text.replace('\t', " ");
        for event in Parser::new_from_str(&blank) {
            // After a scan error the iterator repeats the error for ever.
            let Ok((event, span)) = event else { break };
            builder.take(event, span.start.index()..span.end.index());
            // What is nested deeper is read by nobody, and the scanner takes the square of it.
            if builder.open.len() > DEEPEST {
                break;
            }
        }
        Self {
            anchored: builder.anchors.first().map(|(_, id)| *id),
            nodes: builder.nodes,
            documents: builder.documents,
        }
    }

    /// Returns the first node with an anchor.
    pub(super) fn anchored(&self) -> Option<NodeId> {
        self.anchored
    }

    /// Returns the root of a document; `None` if it could not be scanned.
    pub(super) fn document(&self, index: usize) -> Option<NodeId> {
        self.documents.get(index).copied()
    }

    /// Returns the number of nodes.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns a node, behind its alias if it is one.
    pub(super) fn node(&self, id: NodeId) -> &Node {
        match self.nodes[id].content {
            Content::Alias(target) => &self.nodes[target],
            _ => &self.nodes[id],
        }
    }

    /// Returns what stands in the place of a node, an alias among it.
    pub(super) fn content(&self, id: NodeId) -> &Content {
        &self.nodes[id].content
    }

    /// Returns the place of a node, which for an alias is the place of the alias.
    pub(super) fn span(&self, id: NodeId) -> Range<usize> {
        self.nodes[id].span.clone()
    }

    /// Returns where a node ends: with its last part, or with its closing bracket.
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

    /// Follows a path from the root of a document as far as it leads.
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
                let entry = entries
                    .iter()
                    .find(|(name, _)| self.scalar(*name) == Some(key));
                entry.map(|(_, value)| *value)
            }
            (Content::Mapping(entries), Step::Entry(index)) => entries.get(index).map(|e| e.1),
            (Content::Mapping(entries), Step::EntryKey(index)) => entries.get(index).map(|e| e.0),
            _ => None,
        }
    }
}

/// Puts events together into nodes.
struct Builder<'t> {
    text: &'t str,
    cursor: Cursor,
    nodes: Vec<Node>,
    documents: Vec<NodeId>,
    anchors: Vec<(usize, NodeId)>,
    open: Vec<NodeId>,
    /// The key that waits for its value, for each open collection.
    keys: Vec<Option<NodeId>>,
}

/// Turns counts of characters, which mostly rise, into counts of bytes.
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

    fn take(&mut self, event: Event<'_>, span: Range<usize>) {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let content = Content::Scalar {
                    text: text.into_owned(),
                    plain,
                };
                self.place(content, span, anchor);
            }
            Event::SequenceStart(anchor, _) => {
                self.open_collection(Content::Sequence(Vec::new()), span, anchor);
            }
            Event::MappingStart(anchor, _) => {
                self.open_collection(Content::Mapping(Vec::new()), span, anchor);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(span),
            Event::Alias(anchor) => {
                let target = self.anchors.iter().rev().find(|(id, _)| *id == anchor);
                if let Some(&(_, target)) = target {
                    self.place(Content::Alias(target), span, 0);
                }
            }
            _ => {}
        }
    }

    fn open_collection(&mut self, content: Content, span: Range<usize>, anchor: usize) {
        let id = self.place(content, span, anchor);
        self.open.push(id);
        self.keys.push(None);
    }

    fn close(&mut self, span: Range<usize>) {
        self.keys.pop();
        if let Some(id) = self.open.pop() {
            let (start, end) = (self.bytes(span.start), self.bytes(span.end));
            let node = &mut self.nodes[id];
            let end = if node.is_flow { end } else { start };
            node.span.end = end.max(node.span.start);
        }
    }

    fn place(&mut self, content: Content, span: Range<usize>, anchor: usize) -> NodeId {
        let id = self.nodes.len();
        let start = self.bytes(span.start);
        // That of a block of text reaches into the indentation of what follows.
        let end = self.bytes(span.end).max(start);
        let end = start + self.text[start..end].trim_end_matches(' ').len();
        let is_collection = matches!(content, Content::Sequence(_) | Content::Mapping(_));
        self.nodes.push(Node {
            span: start..end,
            content,
            is_flow: is_collection && self.text[start..].starts_with(['{', '[']),
        });
        if anchor > 0 {
            self.anchors.push((anchor, id));
        }
        self.attach(id);
        id
    }

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

    /// Counts the bytes before the character with this number, from the last one that was asked for.
    fn bytes(&mut self, character: usize) -> usize {
        let Cursor { characters, bytes } = self.cursor;
        let here = if character < characters {
            let before = self.text[..bytes].char_indices().rev();
            before
                .take(characters - character)
                .last()
                .map_or(bytes, |(start, _)| start)
        } else {
            let rest = &self.text[bytes..];
            let ahead = rest.char_indices().nth(character - characters);
            bytes + ahead.map_or(rest.len(), |(start, _)| start)
        };
        self.cursor = Cursor {
            characters: character,
            bytes: here,
        };
        here
    }
}
