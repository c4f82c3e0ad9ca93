//! Graphs in JSON: node-link, as networkx and D3 write it, and Cytoscape.

use serde_json::{Map, Value as Json};

use super::{Attributes, Edge, GraphFile, Node};

pub(super) fn read(text: &str) -> Result<GraphFile, String> {
    let json: Json = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let elements = json.get("elements").unwrap_or(&json);
    let mut graph = GraphFile {
        is_directed: json
            .get("directed")
            .and_then(Json::as_bool)
            .unwrap_or(false),
        ..GraphFile::default()
    };
    if let Some(mixed) = elements.as_array() {
        // Cytoscape also writes one list of both.
        for element in mixed {
            let data = data(element);
            let is_edge = data.is_some_and(|data| data.contains_key("source"));
            graph.add(element, is_edge)?;
        }
        return Ok(graph);
    }
    let list = |keys: &[&str]| {
        let found = keys.iter().find_map(|key| elements.get(key)?.as_array());
        found.cloned().unwrap_or_default()
    };
    for node in list(&["nodes"]) {
        graph.add(&node, false)?;
    }
    // networkx before 3.4 and D3 write `links`.
    for edge in list(&["edges", "links"]) {
        graph.add(&edge, true)?;
    }
    Ok(graph)
}

impl GraphFile {
    fn add(&mut self, element: &Json, is_edge: bool) -> Result<(), String> {
        let Some(data) = data(element) else {
            return Err("an element is not an object".to_owned());
        };
        let get = |keys: &[&str]| keys.iter().find_map(|key| text(data.get(*key)?));
        if is_edge {
            let end = |keys: &[&str], what: &str| get(keys).ok_or(format!("an edge has no {what}"));
            self.edges.push(Edge {
                source: end(&["source", "from"], "source")?,
                target: end(&["target", "to"], "target")?,
                attributes: attributes(data, &["source", "target", "from", "to", "id", "key"]),
            });
        } else {
            // D3 refers to nodes by their places in the list.
            let key = get(&["id", "key", "name"]);
            self.nodes.push(Node {
                key: key.unwrap_or_else(|| self.nodes.len().to_string()),
                attributes: attributes(data, &["id", "key"]),
            });
        }
        Ok(())
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
    own.filter_map(|(name, value)| Some((name.clone(), text(value)?)))
        .collect()
}

/// Returns a value as text; nothing if it is null.
fn text(value: &Json) -> Option<String> {
    match value {
        Json::Null => None,
        Json::String(text) => Some(text.clone()),
        // D3 replaces the ends of edges by their nodes.
        Json::Object(object) if object.contains_key("id") => object.get("id").and_then(text),
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
}
