//! GEXF 1.2 and 1.3. An element with several spells becomes several rows.

use std::collections::HashMap;

use super::declared::Declared;
use super::xml::{self, Tag};
use super::{Attributes, Edge, GraphFile, Node, Spell};
use crate::import::accounts::plural;
use crate::model::Day;

/// The node or edge that is open.
#[derive(Default)]
struct Open {
    is_edge: bool,
    key: String,
    ends: [String; 2],
    is_directed: bool,
    attributes: Attributes,
    spells: Vec<Spell>,
}

pub(super) fn read(text: &str) -> Result<GraphFile, String> {
    let mut graph = GraphFile::default();
    let mut declared = Declared::default();
    let mut owner = String::new();
    let mut is_directed = false;
    let mut open: Vec<Open> = Vec::new();
    let mut dated_values = 0_u64;
    let mut coarse_bounds = 0_u64;
    xml::read(text, |tag| match tag {
        Tag::Start(name, attributes) => {
            let get = |key: &str| attributes.get(key).cloned().unwrap_or_default();
            let mut spell = || spell(&attributes, &mut coarse_bounds);
            match name.as_str() {
                "graph" => is_directed = get("defaultedgetype") == "directed",
                "attributes" => owner = get("class"),
                "attribute" => declared.declare(&owner, get("id"), get("title")),
                "node" | "edge" => {
                    let kind = get("type");
                    open.push(Open {
                        is_edge: name == "edge",
                        key: get("id"),
                        ends: [get("source"), get("target")],
                        is_directed: if is_direction(&kind) {
                            kind == "directed"
                        } else {
                            is_directed
                        },
                        attributes: ["label", "weight", "type", "kind"]
                            .iter()
                            .map(|key| ((*key).to_owned(), get(key)))
                            .filter(|(key, value)| {
                                !(value.is_empty() || key == "type" && is_direction(value))
                            })
                            .collect(),
                        spells: spell().into_iter().collect(),
                    });
                }
                "attvalue" => {
                    if let Some(element) = open.last_mut() {
                        let owner = if element.is_edge { "edge" } else { "node" };
                        let title = declared.name(owner, &get("for"));
                        let bounds = ["start", "startopen", "end", "endopen"];
                        dated_values +=
                            u64::from(bounds.iter().any(|bound| !get(bound).is_empty()));
                        element.attributes.push((title, get("value")));
                    }
                }
                "spell" => {
                    if let Some(element) = open.last_mut() {
                        element.spells.extend(spell());
                    }
                }
                _ => {}
            }
        }
        Tag::End(name, content) => match name.as_str() {
            "default" => declared.set_default(content.trim()),
            "node" | "edge" => {
                if let Some(element) = open.pop() {
                    close(element, &mut graph);
                }
            }
            _ => {}
        },
    })?;
    for node in &mut graph.nodes {
        declared.complete("node", &mut node.attributes)?;
    }
    for edge in &mut graph.edges {
        declared.complete("edge", &mut edge.attributes)?;
    }
    if dated_values > 0 {
        graph.notes.push(format!(
            "{dated_values} values of attributes have dates of their own, which are not carried"
        ));
    }
    if coarse_bounds > 0 {
        graph.notes.push(format!(
            "{} coarser than a day and read as a part of the spell",
            plural(coarse_bounds, "open bound")
        ));
    }
    Ok(graph)
}

/// Returns `true` if the type of an edge is its direction.
fn is_direction(kind: &str) -> bool {
    matches!(kind, "directed" | "undirected" | "mutual")
}

/// Returns the spell of an element, if it has any bound. Open bounds that are coarser than a day are counted.
fn spell(attributes: &HashMap<String, String>, coarse_bounds: &mut u64) -> Option<Spell> {
    let mut bound = |closed: &str, open: &str, step: i32| {
        let get = |key: &str| attributes.get(key).map(|text| plain(text));
        match (get(closed), get(open)) {
            (Some(closed), _) => closed.to_owned(),
            (None, Some(open)) => within(open, step).unwrap_or_else(|| {
                *coarse_bounds += u64::from(!open.is_empty());
                open.to_owned()
            }),
            (None, None) => String::new(),
        }
    };
    let spell = [bound("start", "startopen", 1), bound("end", "endopen", -1)];
    spell.iter().any(|bound| !bound.is_empty()).then_some(spell)
}

/// Returns a bound as a date. Gephi writes years as numbers such as `1990.0`, and `Infinity` for an open bound.
fn plain(bound: &str) -> &str {
    match bound.trim() {
        "Infinity" | "-Infinity" => "",
        bound => bound.strip_suffix(".0").unwrap_or(bound),
    }
}

/// Returns the first or last time within a spell with an open bound, which is not a part of it: the day beside it. `None` if it is
/// coarser than a day.
fn within(open: &str, step: i32) -> Option<String> {
    let (day, time) = open.split_once('T').unwrap_or((open, ""));
    let day: Day = day.parse().ok()?;
    let clock = time.split(['Z', '+', '-']).next().unwrap_or_default();
    let is_midnight = !clock.contains(|letter: char| matches!(letter, '1'..='9'));
    // Of the day of a time, a part is within the spell, unless it ends at midnight.
    let has_part = !time.is_empty() && (step > 0 || !is_midnight);
    Some(if has_part {
        open.to_owned()
    } else {
        day.plus(step).to_string()
    })
}

/// Adds a closed node or edge. An edge has a row for each of its spells; a node has its whole life.
fn close(element: Open, graph: &mut GraphFile) {
    let attributes = element.attributes;
    if !element.is_edge {
        let key = element.key;
        graph.push_node(Node { key, attributes }, &element.spells);
        return;
    }
    let [source, target] = element.ends;
    let edge = Edge {
        source,
        target,
        is_directed: element.is_directed,
        attributes,
    };
    graph.push_edge(edge, element.spells);
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

    #[test]
    fn an_open_bound_is_not_within_its_spell() {
        let text = "<gexf><graph><nodes><node id='a' startopen='1990-12-31' endopen='1995-01-01T00:00:00'/>\
            <node id='b' startopen='1990-12-31T00:00:00Z' endopen='1995-01-01T12:00:00+01:00'/>\
            <node id='c' start='1990.0' endopen='1995'/><node id='d' start='-Infinity' end='1999'/></nodes></graph></gexf>";
        let graph = read(text).expect("it is XML");
        let nodes = graph.nodes.iter().map(|node| {
            let dates = node.attributes.iter().map(|(_, date)| date.as_str());
            dates.collect::<Vec<_>>().join("/")
        });
        assert_eq!(
            nodes.collect::<Vec<_>>(),
            [
                "1991-01-01/1994-12-31",
                "1990-12-31T00:00:00Z/1995-01-01T12:00:00+01:00",
                "1990/1995",
                "1999"
            ]
        );
        assert_eq!(
            graph.notes,
            ["1 open bound coarser than a day and read as a part of the spell"]
        );
    }

    #[test]
    fn an_edge_may_have_another_direction_than_its_graph() {
        let text = "<gexf><graph defaultedgetype='directed'><attributes class='edge'><attribute id='0' title='kind'>\
            <default>pact</default></attribute></attributes><edges><edge source='a' target='b'/>\
            <edge source='a' target='b' type='undirected'/><edge source='a' target='b' type='mutual'/>\
            <edge source='a' target='b' type='trade'><attvalues><attvalue for='0' value='aid'/></attvalues></edge></edges></graph></gexf>";
        let graph = read(text).expect("it is XML");
        let edges = graph.edges.iter().map(|edge| {
            let kinds = edge
                .attributes
                .iter()
                .map(|(name, kind)| format!(" {name}={kind}"));
            format!("{}{}", edge.is_directed, kinds.collect::<String>())
        });
        assert_eq!(
            edges.collect::<Vec<_>>(),
            [
                "true kind=pact",
                "false kind=pact",
                "false kind=pact",
                "true type=trade kind=aid"
            ]
        );
    }
}
