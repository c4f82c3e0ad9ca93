//! GraphML. Keys may be anywhere in the file, and a node and an edge may share the id of a key.

use std::collections::HashMap;

use super::xml::{self, Tag};
use super::{Attributes, Edge, GraphFile, Node};

/// The names of attributes, by what they belong to and their ids.
type Keys = HashMap<(String, String), String>;

pub(super) fn read(text: &str) -> Result<GraphFile, String> {
    let mut graph = GraphFile::default();
    let mut keys = Keys::new();
    let mut open: Vec<Element> = Vec::new();
    let mut data_key = String::new();
    let mut skipped = 0_u64;
    xml::read(text, |tag| match tag {
        Tag::Start(name, attributes) => {
            let get = |key: &str| attributes.get(key).cloned().unwrap_or_default();
            match name.as_str() {
                "graph" => graph.is_directed |= get("edgedefault") == "directed",
                "key" => {
                    let id = get("id");
                    let name = Some(get("attr.name")).filter(|name| !name.is_empty());
                    let kind = Some(get("for")).filter(|kind| !kind.is_empty());
                    let kind = kind.unwrap_or_else(|| "all".to_owned());
                    keys.insert((kind, id.clone()), name.unwrap_or(id));
                }
                "node" => open.push(Element::Node(Node {
                    key: get("id"),
                    ..Node::default()
                })),
                "edge" => open.push(Element::Edge(Edge {
                    source: get("source"),
                    target: get("target"),
                    ..Edge::default()
                })),
                "data" => data_key = get("key"),
                "hyperedge" | "port" => skipped += 1,
                _ => {}
            }
        }
        Tag::End(name, content) => match name.as_str() {
            "data" => {
                let value = (std::mem::take(&mut data_key), content.trim().to_owned());
                // An attribute without a value is a column too.
                if let Some(element) = open.last_mut() {
                    element.attributes().push(value);
                }
            }
            "node" | "edge" => match open.pop() {
                Some(Element::Node(node)) => graph.nodes.push(node),
                Some(Element::Edge(edge)) => graph.edges.push(edge),
                None => {}
            },
            _ => {}
        },
    })?;
    for node in &mut graph.nodes {
        rename(&mut node.attributes, "node", &keys);
    }
    for edge in &mut graph.edges {
        rename(&mut edge.attributes, "edge", &keys);
    }
    if skipped > 0 {
        let note = format!("{skipped} hyperedges and ports not carried: they are no pairs");
        graph.notes.push(note);
    }
    Ok(graph)
}

/// A node or edge that is not closed yet. A node may contain a graph.
enum Element {
    Node(Node),
    Edge(Edge),
}

impl Element {
    fn attributes(&mut self) -> &mut Attributes {
        match self {
            Self::Node(node) => &mut node.attributes,
            Self::Edge(edge) => &mut edge.attributes,
        }
    }
}

/// Replaces the ids of keys by their names.
fn rename(attributes: &mut Attributes, kind: &str, keys: &Keys) {
    for (key, _) in attributes {
        let own = keys.get(&(kind.to_owned(), key.clone()));
        if let Some(name) = own.or_else(|| keys.get(&("all".to_owned(), key.clone()))) {
            key.clone_from(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_and_an_edge_may_share_the_id_of_a_key() {
        let text = "<graphml><graph edgedefault='directed'>\
            <node id='n1'><data key='d'>A &amp; B</data><data key='e'/></node><node id='n2'/>\
            <edge source='n1' target='n2'><data key='d'>pact</data></edge>\
            <key id='d' for='node' attr.name='name'/><key id='d' for='edge' attr.name='type'/>\
            </graph></graphml>";
        let graph = read(text).expect("it is XML");
        let attribute = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert!(graph.is_directed);
        assert_eq!(
            graph.nodes[0].attributes,
            [attribute("name", "A & B"), attribute("e", "")]
        );
        assert_eq!(graph.edges[0].attributes, [attribute("type", "pact")]);
        assert!(read("<graphml><node></graphml>").is_err());
    }
}
