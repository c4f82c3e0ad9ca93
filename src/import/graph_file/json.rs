//! Graphs in JSON: node-link, as networkx and D3 write it, and Cytoscape.

use std::collections::HashSet;

use serde_json::{Map, Value as Json};

use super::{Attributes, Edge, GraphFile, Node};

/// The fields that may be the key of a node, the preferred one first. Classic D3 has names alone.
const NODE_KEYS: [&str; 3] = ["id", "key", "name"];

/// The fields of the ends of an edge.
const SOURCE: [&str; 2] = ["source", "from"];
const TARGET: [&str; 2] = ["target", "to"];

pub(super) fn read(text: &str) -> Result<GraphFile, String> {
    let json: Json = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let elements = json.get("elements").unwrap_or(&json);
    let (nodes, edges): (Vec<&Json>, Vec<&Json>) = match elements.as_array() {
        // Cytoscape also writes one list of both.
        Some(mixed) => mixed.iter().partition(|element| {
            let data = data(element);
            !data.is_some_and(|data| data.contains_key("source"))
        }),
        // networkx before 3.4 and D3 write `links`.
        None => (
            list(elements, &["nodes"]),
            list(elements, &["edges", "links"]),
        ),
    };
    let nodes = fields(nodes)?;
    let edges = fields(edges)?;
    let keys = nodes.iter().zip(0_usize..);
    let keys: Vec<String> = keys
        .map(|(node, place)| {
            first(node, &NODE_KEYS)
                .and_then(text_of)
                .unwrap_or(place.to_string())
        })
        .collect();
    let are_places = are_places(&nodes, &edges);
    let is_directed = json
        .get("directed")
        .and_then(Json::as_bool)
        .unwrap_or(false);
    let mut graph = GraphFile::default();
    for (node, key) in nodes.iter().zip(&keys) {
        graph.nodes.push(Node {
            key: key.clone(),
            attributes: attributes(node, &["id", "key"]),
        });
    }
    for edge in edges {
        let end = |names: &[&str], what: &str| {
            let end = first(edge, names).and_then(|end| match place(end) {
                Some(place) if are_places => keys.get(place).cloned(),
                _ => key_of(end),
            });
            end.ok_or(format!("an edge has no {what}"))
        };
        graph.edges.push(Edge {
            source: end(&SOURCE, "source")?,
            target: end(&TARGET, "target")?,
            is_directed,
            attributes: attributes(edge, &["source", "target", "from", "to", "id", "key"]),
        });
    }
    Ok(graph)
}

/// Returns the first list with one of several names.
fn list<'j>(elements: &'j Json, names: &[&str]) -> Vec<&'j Json> {
    let list = names.iter().find_map(|name| elements.get(name)?.as_array());
    list.into_iter().flatten().collect()
}

fn fields(elements: Vec<&Json>) -> Result<Vec<&Map<String, Json>>, String> {
    let fields = elements.into_iter().map(data);
    let fields: Option<Vec<_>> = fields.collect();
    fields.ok_or_else(|| "an element is not an object".to_owned())
}

/// Returns the first field of an element that has a value.
fn first<'j>(data: &'j Map<String, Json>, names: &[&str]) -> Option<&'j Json> {
    let mut fields = names.iter().filter_map(|name| data.get(*name));
    fields.find(|value| !value.is_null())
}

/// Returns `true` if the ends of edges are the places of nodes in their list, as in D3 before version 4 and networkx before
/// version 2: whole numbers of which none is the id of a node.
fn are_places(nodes: &[&Map<String, Json>], edges: &[&Map<String, Json>]) -> bool {
    let ids = nodes
        .iter()
        .filter_map(|node| text_of(first(node, &NODE_KEYS[..2])?));
    let ids: HashSet<String> = ids.collect();
    let mut ends = edges
        .iter()
        .flat_map(|edge| [first(edge, &SOURCE), first(edge, &TARGET)])
        .flatten();
    ends.all(|end| {
        let is_place = place(end).is_some_and(|place| place < nodes.len());
        is_place && text_of(end).is_some_and(|text| !ids.contains(&text))
    })
}

fn place(end: &Json) -> Option<usize> {
    end.as_u64()?.try_into().ok()
}

/// Returns the key of the node at the end of an edge. D3 replaces the ends of edges by their nodes.
fn key_of(end: &Json) -> Option<String> {
    match end {
        Json::Object(node) => first(node, &NODE_KEYS)
            .or_else(|| node.get("index"))
            .and_then(text_of),
        end => text_of(end),
    }
}

/// Returns the fields of an element, which Cytoscape keeps in `data`.
fn data(element: &Json) -> Option<&Map<String, Json>> {
    element.get("data").unwrap_or(element).as_object()
}

fn attributes(data: &Map<String, Json>, keys: &[&str]) -> Attributes {
    let own = data
        .iter()
        .filter(|(name, _)| !keys.contains(&name.as_str()));
    own.filter_map(|(name, value)| Some((name.clone(), text_of(value)?)))
        .collect()
}

/// Returns a value as text; nothing if it is null.
fn text_of(value: &Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_link_and_cytoscape_are_the_same_graph() {
        let node_link = r#"{"directed": true, "nodes": [{"id": 1, "label": "A"}, {"id": "b"}], "links": [{"source": 1, "target": "b", "weight": 2.5}]}"#;
        let cytoscape = r#"{"directed": true, "elements": {"nodes": [{"data": {"id": "1", "label": "A"}}, {"data": {"id": "b"}}],
            "edges": [{"data": {"id": "e", "source": "1", "target": "b", "weight": 2.5}}]}}"#;
        let graph = read(node_link).expect("it is a graph");
        assert_eq!(graph, read(cytoscape).expect("it is a graph"));
        assert_eq!(
            graph.edges[0].attributes,
            [("weight".to_owned(), "2.5".to_owned())]
        );
    }

    fn ends(text: &str) -> Vec<String> {
        let graph = read(text).expect("it is a graph");
        let ends = graph
            .edges
            .iter()
            .map(|edge| format!("{}-{}", edge.source, edge.target));
        ends.collect()
    }

    #[test]
    fn ends_may_be_places_of_nodes() {
        let named = r#""nodes": [{"name": "Alpha"}, {"name": "Beta"}, {"name": "2"}]"#;
        let d3 = format!(
            r#"{{{named}, "links": [{{"source": 1, "target": 0}}, {{"source": 2, "target": 1}}]}}"#
        );
        assert_eq!(ends(&d3), ["Beta-Alpha", "2-Beta"]);
        let by_name = format!(r#"{{{named}, "links": [{{"source": "2", "target": "Beta"}}]}}"#);
        assert_eq!(ends(&by_name), ["2-Beta"]);
        let running = format!(
            r#"{{{named}, "links": [{{"source": {{"index": 0, "name": "Alpha"}}, "target": {{"name": "Beta"}}}}]}}"#
        );
        assert_eq!(ends(&running), ["Alpha-Beta"]);
        let networkx =
            r#"{"nodes": [{"id": "UN"}, {"id": "EU"}], "links": [{"source": 0, "target": 1}]}"#;
        assert_eq!(ends(networkx), ["UN-EU"]);
        // A number that is the id of a node is not a place.
        let ids = r#"{"nodes": [{"id": 1}, {"id": 2}, {"id": 0}], "links": [{"source": 1, "target": 0}]}"#;
        assert_eq!(ends(ids), ["1-0"]);
        let without_names =
            r#"{"nodes": [{"group": 1}, {}], "links": [{"source": 1, "target": 0}]}"#;
        assert_eq!(ends(without_names), ["1-0"]);
    }
}
