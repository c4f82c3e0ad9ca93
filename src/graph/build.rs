//! From the dataset to the graph.

use petgraph::graph::{NodeIndex, UnGraph};

use super::index::Index;
use super::time::{begins, ends};
use super::{Edge, Graph, Node};
use crate::model::{Dataset, Date, Day, End, Key};

impl Graph {
    /// Lays a dataset out as a graph and works out its indexes, in time that grows with the size of
    /// the dataset and the number of pairs that share an operation.
    pub fn new(dataset: Dataset) -> Self {
        let index = Index::new(&dataset);
        let net = net(&dataset, &index);
        let as_of = as_of(&dataset);
        Self {
            dataset,
            net,
            index,
            as_of,
        }
    }
}

fn net(dataset: &Dataset, index: &Index) -> UnGraph<Node, Edge> {
    let nodes = dataset.organizations.len() + dataset.operations.len();
    let mut net = UnGraph::with_capacity(nodes, dataset.partnerships.len());
    for key in dataset.organizations.keys() {
        net.add_node(Node::Organization(key));
    }
    for key in dataset.operations.keys() {
        net.add_node(Node::Operation(key));
    }
    for (row, partnership) in dataset.partnerships.iter().enumerate() {
        let [a, b] = partnership
            .dyad
            .members()
            .map(|key| NodeIndex::new(key.index()));
        net.add_edge(a, b, Edge::Partnership(Key::new(row)));
    }
    for operation in dataset.operations.keys() {
        let place = NodeIndex::new(dataset.organizations.len() + operation.index());
        let parts = index.parts_in(operation).iter();
        let mut members: Vec<_> = parts
            .filter(|part| !part.is_adverse)
            .map(|part| part.organization)
            .collect();
        members.sort_unstable();
        members.dedup();
        for member in members {
            net.add_edge(NodeIndex::new(member.index()), place, Edge::Participation);
        }
    }
    net
}

/// Returns the day that stands for "now": the one stated, or the last one in the data.
fn as_of(dataset: &Dataset) -> Day {
    let stated = dataset.about.as_of.and_then(|date| date.latest());
    stated.unwrap_or_else(|| last_day(dataset))
}

fn last_day(dataset: &Dataset) -> Day {
    let last = |date: &Date| date.latest().or(date.earliest());
    let end = |end: &End| end.date().and_then(last);
    let spells = dataset.partnerships.iter().flat_map(|partnership| {
        let spells = partnership
            .codings
            .iter()
            .flat_map(|coded| coded.spells.iter());
        let bounds =
            spells.flat_map(move |spell| [last(&spell.from), spell.to.as_ref().and_then(end)]);
        bounds.chain(
            partnership
                .milestones
                .iter()
                .map(move |milestone| last(&milestone.date)),
        )
    });
    let operations = dataset.operations.iter().flat_map(|operation| {
        let start = operation.start.as_ref().map(begins);
        let over = operation.end.date().map(|_| ends(operation.end, Day::MIN));
        [start, over]
    });
    let founded = dataset
        .organizations
        .iter()
        .map(|o| o.founded.as_ref().and_then(last));
    spells
        .chain(operations)
        .chain(founded)
        .flatten()
        .max()
        .unwrap_or(Day::new(1970, 1, 1))
}
