//! GraphML. Keys may be anywhere in the file, and a node and an edge may share the id of a key.

use super::declared::Declared;
use super::xml::{self, Tag};
use super::{Attributes, Edge, GraphFile, Node};

pub(super) fn read(text: &str) -> Result<GraphFile, String> {
    let mut graph = GraphFile::default();
    let mut keys = Declared::default();
    // Whether the edges of the open graphs are directed, if they do not say so.
    let mut defaults: Vec<bool> = Vec::new();
    let mut open: Vec<Element> = Vec::new();
    let mut data_key = String::new();
    let mut skipped = 0_u64;
    xml::read(text, |tag| match tag {
        Tag::Start(name, attributes) => {
            let get = |key: &str| attributes.get(key).cloned().unwrap_or_default();
            match name.as_str() {
                "graph" => defaults.push(get("edgedefault") == "directed"),
                "key" => {
                    let id = get("id");
                    let name = Some(get("attr.name")).filter(|name| !name.is_empty());
                    let kind = Some(get("for")).filter(|kind| !kind.is_empty());
                    let kind = kind.unwrap_or_else(|| "all".to_owned());
                    let name = name.unwrap_or_else(|| id.clone());
                    keys.declare(&kind, id, name);
                }
                "node" => open.push(Element::Node(Node {
                    key: get("id"),
                    ..Node::default()
                })),
                "edge" => open.push(Element::Edge(Edge {
                    source: get("source"),
                    target: get("target"),
                    is_directed: match get("directed").as_str() {
                        "true" | "1" => true,
                        "false" | "0" => false,
                        _ => defaults.last().is_some_and(|is_directed| *is_directed),
                    },
                    attributes: Attributes::new(),
                })),
                "data" => data_key = get("key"),
                "hyperedge" | "port" => skipped += 1,
                _ => {}
            }
        }
        Tag::End(name, content) => match name.as_str() {
            "graph" => _ = defaults.pop(),
            "default" => keys.set_default(content.trim()),
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
        keys.complete("node", &mut node.attributes)?;
    }
    for edge in &mut graph.edges {
        rename(&mut edge.attributes, "edge", &keys);
        keys.complete("edge", &mut edge.attributes)?;
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
fn rename(attributes: &mut Attributes, owner: &str, keys: &Declared) {
    for (key, _) in attributes {
        *key = keys.name(owner, key);
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
        assert!(graph.is_directed());
        assert_eq!(
            graph.nodes[0].attributes,
            [attribute("name", "A & B"), attribute("e", "")]
        );
        assert_eq!(graph.edges[0].attributes, [attribute("type", "pact")]);
        assert!(read("<graphml><node></graphml>").is_err());
    }

    #[test]
    fn a_key_may_have_a_default_and_an_edge_a_direction() {
        let text = "<graphml><key id='k' for='node' attr.name='kind'><default> state </default></key>\
            <key id='w' for='all' attr.name='weight'><desc>d</desc><default>1</default></key>\
            <graph edgedefault='undirected'><node id='a'/><node id='b'><data key='k'/><data key='w'>5</data></node>\
            <edge source='a' target='b' directed='true'><data key='w'>2</data></edge><edge source='b' target='a'/>\
            <node id='c'><graph edgedefault='directed'><edge source='a' target='c'/></graph></node>\
            <edge source='c' target='b'/></graph></graphml>";
        let graph = read(text).expect("it is XML");
        let texts = |attributes: &Attributes| {
            let texts = attributes
                .iter()
                .map(|(name, value)| format!("{name}={value}"));
            texts.collect::<Vec<_>>().join(" ")
        };
        let nodes: Vec<String> = graph
            .nodes
            .iter()
            .map(|node| texts(&node.attributes))
            .collect();
        assert_eq!(
            nodes,
            [
                "kind=state weight=1",
                "kind= weight=5",
                "kind=state weight=1"
            ]
        );
        let edges = graph
            .edges
            .iter()
            .map(|edge| (edge.is_directed, texts(&edge.attributes)));
        let edges: Vec<String> = edges.map(|(way, texts)| format!("{way} {texts}")).collect();
        assert_eq!(
            edges,
            [
                "true weight=2",
                "false weight=1",
                "true weight=1",
                "false weight=1"
            ]
        );
    }

    #[test]
    fn long_defaults_of_many_nodes_are_refused() {
        let value = "x".repeat(1 << 20);
        let nodes = "<node/>".repeat(100);
        let text = format!(
            "<graphml><key id='k'><default>{value}</default></key><graph>{nodes}</graph></graphml>"
        );
        assert_eq!(
            read(&text),
            Err("the defaults of its attributes are too large".to_owned())
        );
    }
}
