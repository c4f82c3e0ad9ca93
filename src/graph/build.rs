//! From the dataset to the graph.

use petgraph::graph::{NodeIndex, UnGraph};

use super::index::Index;
use super::{Edge, Graph, Node};
use crate::model::{Dataset, Date, Day, End, Key, Operation, Partnership};

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
    let partnerships = dataset.partnerships.iter().flat_map(dates_of_partnership);
    let operations = dataset.operations.iter().flat_map(dates_of_operation);
    let organizations = dataset.organizations.iter().flat_map(|record| {
        let dissolved = record.dissolved.date().copied();
        record.founded.into_iter().chain(dissolved)
    });
    let dates = partnerships.chain(operations).chain(organizations);
    dates
        .filter_map(|date| date.latest().or(date.earliest()))
        .max()
        .unwrap_or(Day::new(1970, 1, 1))
}

fn dates_of_partnership(partnership: &Partnership) -> impl Iterator<Item = Date> {
    let end = |end: Option<End>| end.and_then(|end| end.date().copied());
    let spells = partnership.codings.iter().flat_map(|coded| &coded.spells);
    let spells = spells.flat_map(move |spell| [Some(spell.from), end(spell.to)]);
    let motives = partnership.motives.iter();
    let motives = motives.flat_map(move |motive| [motive.from, end(motive.to)]);
    let milestones = partnership.milestones.iter();
    let milestones = milestones.map(|milestone| Some(milestone.date));
    spells.chain(motives).chain(milestones).flatten()
}

fn dates_of_operation(operation: &Operation) -> impl Iterator<Item = Date> {
    let end = |end: Option<End>| end.and_then(|end| end.date().copied());
    let parts = operation.participations.iter();
    let parts = parts.flat_map(move |part| [part.from, end(part.to)]);
    [operation.start, end(Some(operation.end))]
        .into_iter()
        .chain(parts)
        .flatten()
}
