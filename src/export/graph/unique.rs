//! Labels by which a program distinguishes nodes.

use std::collections::HashSet;

use super::document::GraphDocument;
use crate::phrase::visible;

/// Returns the labels of the nodes, each once: a label that another node has too is followed by the id. Line breaks become
/// spaces, and control characters are replaced.
pub(super) fn labels(document: &GraphDocument<'_>) -> Vec<String> {
    let shown = document
        .nodes()
        .map(|node| visible(node.label).into_owned());
    let shown: Vec<String> = shown.collect();
    let mut seen = HashSet::new();
    let repeated = shown.iter().filter(|label| !seen.insert(label.as_str()));
    let repeated: HashSet<&str> = repeated.map(String::as_str).collect();
    let labels = shown.iter().zip(document.nodes());
    let labels = labels.map(|(label, node)| {
        if repeated.contains(label.as_str()) || label.is_empty() {
            format!("{label} ({})", node.id)
        } else {
            label.clone()
        }
    });
    labels.collect()
}
