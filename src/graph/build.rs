//! Building the graph from a dataset.

use petgraph::graph::{NodeIndex, UnGraph};

use super::index::Index;
use super::knowledge_graph::{Edge, Graph, Node};
use crate::model::{Dataset, Date, Day, End, Key, Partnership};

impl Graph {
    /// Builds the graph and its indexes.
    ///
    /// The time grows with the size of the dataset and the number of joint participations of partners.
    pub fn new(dataset: Dataset) -> Self {
        let stated_as_of = dataset.about().as_of.and_then(|date| date.latest());
        let mut latest = LatestDay::default();
        // The index reads every partnership, and so do the dates. One pass over both saves a second load of a large
        // dataset from memory.
        let index = Index::new(&dataset, |partnership| {
            if stated_as_of.is_none() {
                latest.visit_partnership(partnership);
            }
        });
        Self {
            as_of: stated_as_of.unwrap_or_else(|| latest.of(&dataset)),
            network: network(&dataset, &index),
            index,
            dataset,
        }
    }
}

/// Builds the network; the order of its nodes is that of [`Node`].
fn network(dataset: &Dataset, index: &Index) -> UnGraph<Node, Edge> {
    let organizations = dataset.organizations();
    let nodes = organizations.len() + dataset.operations().len();
    let mut network = UnGraph::with_capacity(nodes, dataset.partnerships().len());
    for key in organizations.keys() {
        network.add_node(Node::Organization(key));
    }
    for key in dataset.operations().keys() {
        network.add_node(Node::Operation(key));
    }
    for (row, partnership) in dataset.partnerships().iter().enumerate() {
        let [a, b] = partnership
            .dyad
            .members()
            .map(|key| NodeIndex::new(key.index()));
        network.add_edge(a, b, Edge::Partnership(Key::new(row)));
    }
    for operation in dataset.operations().keys() {
        let node = NodeIndex::new(organizations.len() + operation.index());
        for participant in index.participants(operation) {
            let organization = NodeIndex::new(participant.index());
            network.add_edge(organization, node, Edge::Participation);
        }
    }
    network
}

/// The latest possible day of all dates visited so far.
#[derive(Default)]
struct LatestDay(Option<Day>);

impl LatestDay {
    /// Visits everything but the partnerships, and returns the latest day, 1970-01-01 if there is no date at all.
    fn of(mut self, dataset: &Dataset) -> Day {
        for operation in dataset.operations() {
            self.visit(operation.start.as_ref());
            self.visit(operation.end.date());
            for participation in &operation.participations {
                self.visit(participation.from.as_ref());
                self.visit_end(participation.to.as_ref());
            }
        }
        for organization in dataset.organizations() {
            self.visit(organization.founded.as_ref());
            self.visit(organization.dissolved.date());
        }
        self.0.unwrap_or(Day::new(1970, 1, 1))
    }

    fn visit_partnership(&mut self, partnership: &Partnership) {
        for spell in partnership.codings.iter().flat_map(|coded| &coded.spells) {
            self.visit(Some(&spell.from));
            self.visit_end(spell.to.as_ref());
        }
        for motive in &partnership.motives {
            self.visit(motive.from.as_ref());
            self.visit_end(motive.to.as_ref());
        }
        for milestone in &partnership.milestones {
            self.visit(Some(&milestone.date));
        }
    }

    fn visit_end(&mut self, end: Option<&End>) {
        self.visit(end.and_then(End::date));
    }

    fn visit(&mut self, date: Option<&Date>) {
        let day = date.and_then(|date| date.latest().or(date.earliest()));
        self.0 = self.0.max(day);
    }
}
