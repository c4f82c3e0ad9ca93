//! Positions and styles of the nodes and edges of graph formats, as in the picture of the same selection.

use std::collections::HashMap;

use super::{Network, NetworkOptions, Node, NodeKind, Plan, Tie, TieKind, homes, network};
use crate::analysis::elements::{EdgeElement, EdgeKind, Elements, NodeElement};
use crate::graph::OrganizationRef;
use crate::model::Value;
use crate::picture::geometry::{Rect, Size};
use crate::picture::network::Classes;
use crate::picture::style::{Colour, Stroke, Theme};
use crate::query::Selection;

/// The maximum numbers of nodes and of edges that are laid out: more take long, and those who read such files
/// lay them out again.
const MAX_COUNTS: (usize, usize) = (2_000, 10_000);

/// How much of the colour of borders is in the fill of a node: programs for networks draw no border around it, and the tints
/// of boxes would be too light.
const BORDER_SHARE: f64 = 0.35;

/// Where nodes are in the picture of a network.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Places {
    /// The size of the picture.
    pub(crate) extent: Size,
    /// The boxes, in points from the top left corner, one per node.
    pub(crate) frames: Vec<Rect>,
}

/// Returns where the nodes are in the picture of a selection; `None` if it is too large to be laid out.
///
/// Nodes that the picture leaves out, such as organizations without a tie at the time, are added to it with their edges.
pub(crate) fn places(selection: &Selection<'_>, elements: &Elements<'_>) -> Option<Places> {
    if elements.nodes.len() > MAX_COUNTS.0 || elements.edges.len() > MAX_COUNTS.1 {
        return None;
    }
    let has_operations = elements
        .edges
        .iter()
        .any(|edge| edge.kind == EdgeKind::Participation);
    let options = NetworkOptions {
        operations: has_operations,
        ..NetworkOptions::default()
    };
    let mut network = network(selection, options);
    let rows = add_missing(&mut network, selection, elements);
    let plan = Plan::new(&network, None);
    Some(Places {
        extent: plan.extent,
        frames: rows.iter().map(|row| plan.frames[*row]).collect(),
    })
}

/// Adds the nodes that a network lacks, with their edges, and returns the rows of all.
fn add_missing(
    network: &mut Network,
    selection: &Selection<'_>,
    elements: &Elements<'_>,
) -> Vec<usize> {
    let known = network.nodes.iter().zip(0..);
    let known: HashMap<String, usize> = known.map(|(node, row)| (node.id.clone(), row)).collect();
    let first_added = network.nodes.len();
    let mut rows = Vec::with_capacity(elements.nodes.len());
    for element in &elements.nodes {
        let id = drawn_id(element);
        rows.push(known.get(&id).copied().unwrap_or(network.nodes.len()));
        if !known.contains_key(&id) {
            network.nodes.push(node(id, element));
        }
    }
    let ends = elements.edges.iter();
    let ends = ends.map(|edge| (rows[edge.source], rows[edge.target]));
    let added = ends.filter(|ends| ends.0.max(ends.1) >= first_added);
    network.ties.extend(added.map(|ends| Tie {
        ends,
        kind: TieKind::Participation,
        ..Tie::default()
    }));
    let graph = selection.graph();
    let organizations = network.nodes.iter().map_while(|node| {
        let key = graph.dataset().organizations().key(&node.id)?;
        Some(graph.organization(key))
    });
    let organizations: Vec<OrganizationRef<'_>> = organizations.collect();
    network.homes = homes(graph, &organizations);
    rows
}

/// Returns the id of a node in pictures.
fn drawn_id(element: &NodeElement<'_>) -> String {
    element.id.replacen("operation--", "operation-", 1)
}

fn node(id: String, element: &NodeElement<'_>) -> Node {
    Node {
        id,
        label: element.label.to_owned(),
        name: element.label.to_owned(),
        kind: match element.kind {
            crate::analysis::elements::NodeKind::Organization => NodeKind::Organization,
            crate::analysis::elements::NodeKind::Operation => NodeKind::Operation,
        },
        ..Node::default()
    }
}

/// Returns the fill of each node: the kind of organization, as in pictures with many of them.
pub(crate) fn fills(
    selection: &Selection<'_>,
    elements: &Elements<'_>,
    theme: &Theme,
) -> Vec<Colour> {
    let graph = selection.graph();
    let organizations = graph.dataset().organizations();
    let keys = elements.nodes.iter();
    let keys = keys.map(|node| organizations.key(node.id.as_str()));
    let keys: Vec<_> = keys.collect();
    let drawn = keys.iter().flatten().map(|key| graph.organization(*key));
    let classes = Classes::of(graph, &drawn.collect::<Vec<_>>());
    let fills = keys.iter().map(|key| {
        let class = key.and_then(|key| classes.class(graph.organization(key)));
        theme.tint(class).mixed(theme.border, BORDER_SHARE)
    });
    fills.collect()
}

/// Returns the line of each edge: the phase and condition of a partnership, and the weight of a derived tie.
pub(crate) fn strokes(
    selection: &Selection<'_>,
    elements: &Elements<'_>,
    theme: &Theme,
) -> Vec<Stroke> {
    let vocabularies = selection.graph().dataset().vocabularies();
    let attributes = elements.edge_attributes.iter().map(|one| one.name).zip(0..);
    let attributes: HashMap<&str, usize> = attributes.collect();
    let (rung, condition) = (attributes["rung"], attributes["condition"]);
    let derived = elements.edges.iter().filter(|edge| is_derived(edge));
    let weights = derived.filter_map(|edge| edge.weight.ok());
    let heaviest = weights.fold(0.0, f64::max);
    let strokes = elements.edges.iter().map(|edge| {
        let condition = match &edge.values[condition] {
            Value::Term { id, .. } => vocabularies.conditions.key(id),
            _ => None,
        };
        let condition = condition.map_or(0, |key| key.index());
        match &edge.values[rung] {
            Value::Integer(rung) => {
                let rung = usize::try_from(*rung).unwrap_or_default();
                theme.stroke(rung, vocabularies.phases.len(), condition)
            }
            _ if is_derived(edge) => theme.weighted_stroke(edge.weight, heaviest),
            _ => theme.participation_stroke(),
        }
    });
    strokes.collect()
}

fn is_derived(edge: &EdgeElement<'_>) -> bool {
    edge.kind == EdgeKind::DerivedTie
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::elements::{ElementOptions, elements};
    use crate::dataset;
    use crate::graph::Graph;
    use crate::query::Filter;

    fn selected<'g>(graph: &'g Graph, filter: &Filter) -> Selection<'g> {
        filter.resolve(graph).expect("the names are known").select()
    }

    #[test]
    fn nodes_are_where_the_picture_has_them() {
        let graph = Graph::new(dataset::builtin());
        let between = ["UN", "NATO", "EU", "AU"].map(str::to_owned).to_vec();
        let filter = Filter {
            between,
            ..Filter::default()
        };
        let selection = selected(&graph, &filter);
        let plan = Plan::new(&network(&selection, NetworkOptions::default()), None);
        let elements = elements(&selection, ElementOptions::default());
        let places = places(&selection, &elements).expect("it is small enough");
        assert_eq!((places.extent, places.frames), (plan.extent, plan.frames));
    }

    #[test]
    fn nodes_that_the_picture_leaves_out_have_places_of_their_own() {
        let graph = Graph::new(dataset::builtin());
        let selection = selected(&graph, &Filter::default());
        let drawn = network(&selection, NetworkOptions::default());
        let elements = elements(&selection, ElementOptions::default());
        assert_eq!((drawn.nodes.len(), elements.nodes.len()), (4, 12));
        let places = places(&selection, &elements).expect("it is small enough");
        for (row, frame) in places.frames.iter().enumerate() {
            let others = &places.frames[row + 1..];
            assert!(others.iter().all(|other| !other.overlaps(*frame)), "{row}");
        }
    }

    #[test]
    fn an_edge_has_the_colour_of_its_phase() {
        let graph = Graph::new(dataset::builtin());
        let filter = Filter {
            at: Some("2004".parse().expect("it is a date")),
            between: vec!["EU".into(), "NATO".into()],
            ..Filter::default()
        };
        let selection = selected(&graph, &filter);
        let elements = elements(&selection, ElementOptions::default());
        let theme = Theme::light();
        // Institutionalized is the highest of five rungs; stalled is the third condition.
        assert_eq!(
            strokes(&selection, &elements, &theme),
            [theme.stroke(4, 5, 2)]
        );
    }
}
