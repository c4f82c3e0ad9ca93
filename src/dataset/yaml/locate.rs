//! The places of paths in texts.

use std::collections::HashMap;

use super::node::{NodeId, Step, Tree};
use super::read::{Document, Documents};
use crate::dataset::finding::{Lines, Place};
use crate::dataset::json;
use crate::dataset::validate::OwnedPath;

/// Finds the places of paths. Each text is parsed once at most.
pub(crate) struct Locator<'d> {
    documents: &'d Documents<'d>,
    trees: HashMap<usize, (Tree, Lines)>,
}

impl<'d> Locator<'d> {
    pub(crate) fn new(documents: &'d Documents<'d>) -> Self {
        Self {
            documents,
            trees: HashMap::new(),
        }
    }

    /// Returns the place to which a path leads.
    pub(crate) fn place(&mut self, path: &OwnedPath) -> Place {
        let (document, source) = self.documents.document(path.document);
        let parse = || {
            let yaml = json::as_yaml(source);
            let yaml = yaml.as_deref().unwrap_or(source);
            (Tree::parse(yaml), Lines::of(source))
        };
        let (tree, lines) = self.trees.entry(document.text).or_insert_with(parse);
        let node = follow(tree, document, &path.steps);
        let span = node.map_or(0..0, |id| tree.span(id));
        Place::new(document.text, source, lines, span)
    }
}

/// Follows a path through a document. The path counts items without those that were left out, the tree with them.
fn follow(tree: &Tree, document: &Document, path: &[Step<'static>]) -> Option<NodeId> {
    let mut path_in_tree = Vec::with_capacity(path.len());
    for step in path {
        let node = tree.follow(document.number, &path_in_tree)?;
        let kept = document.kept.get(&node);
        let original = |index: usize| {
            let original = kept.and_then(|kept| kept.get(index));
            original.copied().unwrap_or(index)
        };
        path_in_tree.push(match *step {
            Step::Index(index) => Step::Index(original(index)),
            Step::Entry(index) => Step::Entry(original(index)),
            Step::EntryKey(index) => Step::EntryKey(original(index)),
            Step::Key(key) => Step::Key(key),
        });
    }
    tree.follow(document.number, &path_in_tree)
}
