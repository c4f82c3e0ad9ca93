//! From the dataset to the graph.

use petgraph::graph::{NodeIndex, UnGraph};

use super::index::Index;
use super::{Edge, Graph, Node};
use crate::model::{Dataset, Date, Day, End, Key, Partnership};

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

/// Returns the last day of any date in the data.
fn last_day(dataset: &Dataset) -> Day {
    let mut last = None;
    let mut see = |date: &Date| last = last.max(date.latest().or(date.earliest()));
    for partnership in &dataset.partnerships {
        see_partnership(partnership, &mut see);
    }
    for operation in &dataset.operations {
        operation.start.iter().for_each(&mut see);
        operation.end.date().into_iter().for_each(&mut see);
        for part in &operation.participations {
            part.from.iter().for_each(&mut see);
            part.to.iter().filter_map(End::date).for_each(&mut see);
        }
    }
    for organization in &dataset.organizations {
        organization.founded.iter().for_each(&mut see);
        organization.dissolved.date().into_iter().for_each(&mut see);
    }
    last.unwrap_or(Day::new(1970, 1, 1))
}

fn see_partnership(partnership: &Partnership, see: &mut impl FnMut(&Date)) {
    for spell in partnership.codings.iter().flat_map(|coded| &coded.spells) {
        see(&spell.from);
        spell.to.iter().filter_map(End::date).for_each(&mut *see);
    }
    for motive in &partnership.motives {
        motive.from.iter().for_each(&mut *see);
        motive.to.iter().filter_map(End::date).for_each(&mut *see);
    }
    for milestone in &partnership.milestones {
        see(&milestone.date);
    }
}
