//! GEXF 1.2 and 1.3. An element with several spells becomes several rows.

use std::collections::HashMap;

use super::xml::{self, Tag};
use super::{Attributes, Edge, GraphFile, Node};

/// The node or edge that is open.
#[derive(Default)]
struct Open {
    is_edge: bool,
    key: String,
    ends: [String; 2],
    attributes: Attributes,
    /// The starts and ends of its spells.
    spells: Vec<[String; 2]>,
}

pub(super) fn read(text: &str) -> Result<GraphFile, String> {
    let mut graph = GraphFile::default();
    let mut titles: HashMap<(bool, String), String> = HashMap::new();
    let mut declares_edges = false;
    let mut open: Vec<Open> = Vec::new();
    let mut dated_values = 0_u64;
    xml::read(text, |tag| match tag {
        Tag::Start(name, attributes) => {
            let get = |key: &str| attributes.get(key).cloned().unwrap_or_default();
            let bound = |key: &str, open_key: &str| {
                let own = attributes.get(key).or_else(|| attributes.get(open_key));
                own.cloned().unwrap_or_default()
            };
            let bounds = [bound("start", "startopen"), bound("end", "endopen")];
            match name.as_str() {
                "graph" => graph.is_directed |= get("defaultedgetype") == "directed",
                "attributes" => declares_edges = get("class") == "edge",
                "attribute" => {
                    titles.insert((declares_edges, get("id")), get("title"));
                }
                "node" | "edge" => open.push(Open {
                    is_edge: name == "edge",
                    key: get("id"),
                    ends: [get("source"), get("target")],
                    attributes: ["label", "weight", "type", "kind"]
                        .iter()
                        .map(|key| ((*key).to_owned(), get(key)))
                        .filter(|(key, value)| {
                            !(value.is_empty() || key == "type" && is_direction(value))
                        })
                        .collect(),
                    spells: spell(bounds),
                }),
                "attvalue" => {
                    if let Some(element) = open.last_mut() {
                        let title = titles.get(&(element.is_edge, get("for")));
                        let title = title.cloned().unwrap_or_else(|| get("for"));
                        dated_values +=
                            u64::from(!get("start").is_empty() || !get("end").is_empty());
                        element.attributes.push((title, get("value")));
                    }
                }
                "spell" => {
                    if let Some(element) = open.last_mut() {
                        element.spells.extend(spell(bounds));
                    }
                }
                _ => {}
            }
        }
        Tag::End(name, _) if name == "node" || name == "edge" => {
            if let Some(element) = open.pop() {
                close(element, &mut graph);
            }
        }
        Tag::End(..) => {}
    })?;
    if dated_values > 0 {
        graph.notes.push(format!(
            "{dated_values} values of attributes have dates of their own, which are not carried"
        ));
    }
    Ok(graph)
}

/// Returns `true` if the type of an edge is its direction.
fn is_direction(kind: &str) -> bool {
    matches!(kind, "directed" | "undirected" | "mutual")
}

fn spell(bounds: [String; 2]) -> Vec<[String; 2]> {
    let is_dated = bounds.iter().any(|bound| !bound.is_empty());
    is_dated.then_some(bounds).into_iter().collect()
}

/// Adds a closed node or edge. An edge has a row for each of its spells; a node has its whole life.
fn close(mut element: Open, graph: &mut GraphFile) {
    if !element.is_edge {
        let first = element.spells.iter().map(|[start, _]| start).min().cloned();
        let is_open = element.spells.iter().any(|[_, end]| end.is_empty());
        let last = element.spells.iter().map(|[_, end]| end).max().cloned();
        let last = last.filter(|_| !is_open);
        add_dates(
            &mut element.attributes,
            [first.unwrap_or_default(), last.unwrap_or_default()],
        );
        graph.nodes.push(Node {
            key: element.key,
            attributes: element.attributes,
        });
        return;
    }
    let spells = std::mem::take(&mut element.spells);
    let spells = if spells.is_empty() {
        vec![Default::default()]
    } else {
        spells
    };
    for spell in spells {
        let mut attributes = element.attributes.clone();
        add_dates(&mut attributes, spell);
        let [source, target] = element.ends.clone();
        graph.edges.push(Edge {
            source,
            target,
            attributes,
        });
    }
}

fn add_dates(attributes: &mut Attributes, bounds: [String; 2]) {
    for (name, bound) in ["start", "end"].iter().zip(bounds) {
        if !bound.is_empty() {
            attributes.push(((*name).to_owned(), bound));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_become_rows() {
        let text = "<gexf version='1.3'><graph defaultedgetype='directed'>\
            <attributes class='node'><attribute id='0' title='kind' type='string'/></attributes>\
            <nodes><node id='a' label='Alpha' start='1945-10-24'><attvalues><attvalue for='0' value='state'/></attvalues></node>\
            <node id='b' label='Beta'/></nodes>\
            <edges><edge id='0' source='a' target='b' weight='2.5'><spells><spell start='1950' end='1955'/>\
            <spell start='1960' endopen='1970'/></spells></edge></edges></graph></gexf>";
        let graph = read(text).expect("it is XML");
        let attribute = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            graph.nodes[0].attributes,
            [
                attribute("label", "Alpha"),
                attribute("kind", "state"),
                attribute("start", "1945-10-24")
            ]
        );
        let dates: Vec<_> = graph
            .edges
            .iter()
            .map(|edge| edge.attributes[1..].to_vec())
            .collect();
        assert_eq!(
            dates,
            [
                [attribute("start", "1950"), attribute("end", "1955")],
                [attribute("start", "1960"), attribute("end", "1970")]
            ]
        );
    }
}
