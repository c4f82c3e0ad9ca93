//! From the dataset to the graph.

use petgraph::graph::{NodeIndex, UnGraph};

use super::index::Index;
use super::{Edge, Graph, Node};
use crate::model::{Dataset, Date, Day, End, Key, Partnership};

impl Graph {
    /// Lays a dataset out as a graph and works out its indexes, in time that grows with the size of
    /// the dataset and the number of pairs that share an operation.
    pub fn new(dataset: Dataset) -> Self {
        let stated = dataset.about().as_of.and_then(|date| date.latest());
        let mut last = LastDay::default();
        // What the index reads of a partnership is at hand; it need not be fetched from memory again.
        let index = Index::new(&dataset, |partnership| {
            if stated.is_none() {
                last.see_partnership(partnership);
            }
        });
        let net = net(&dataset, &index);
        // The day that stands for "now".
        let as_of = stated.unwrap_or_else(|| last.of(&dataset));
        Self {
            dataset,
            net,
            index,
            as_of,
        }
    }
}

fn net(dataset: &Dataset, index: &Index) -> UnGraph<Node, Edge> {
    let nodes = dataset.organizations().len() + dataset.operations().len();
    let mut net = UnGraph::with_capacity(nodes, dataset.partnerships().len());
    for key in dataset.organizations().keys() {
        net.add_node(Node::Organization(key));
    }
    for key in dataset.operations().keys() {
        net.add_node(Node::Operation(key));
    }
    for (row, partnership) in dataset.partnerships().iter().enumerate() {
        let [a, b] = partnership
            .dyad
            .members()
            .map(|key| NodeIndex::new(key.index()));
        net.add_edge(a, b, Edge::Partnership(Key::new(row)));
    }
    for operation in dataset.operations().keys() {
        let place = NodeIndex::new(dataset.organizations().len() + operation.index());
        let parts = index.participations_in(operation).iter();
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

/// The last day of any date in the data that was looked at.
#[derive(Default)]
struct LastDay(Option<Day>);

impl LastDay {
    /// Looks at all that is no partnership, and returns the last day.
    fn of(mut self, dataset: &Dataset) -> Day {
        for operation in dataset.operations() {
            self.see(operation.start.as_ref());
            self.see(operation.end.date());
            for part in &operation.participations {
                self.see(part.from.as_ref());
                self.see_end(part.to.as_ref());
            }
        }
        for organization in dataset.organizations() {
            self.see(organization.founded.as_ref());
            self.see(organization.dissolved.date());
        }
        self.0.unwrap_or(Day::new(1970, 1, 1))
    }

    fn see_partnership(&mut self, partnership: &Partnership) {
        for spell in partnership.codings.iter().flat_map(|coded| &coded.spells) {
            self.see(Some(&spell.from));
            self.see_end(spell.to.as_ref());
        }
        for motive in &partnership.motives {
            self.see(motive.from.as_ref());
            self.see_end(motive.to.as_ref());
        }
        for milestone in &partnership.milestones {
            self.see(Some(&milestone.date));
        }
    }

    fn see_end(&mut self, end: Option<&End>) {
        self.see(end.and_then(End::date));
    }

    fn see(&mut self, date: Option<&Date>) {
        let day = date.and_then(|date| date.latest().or(date.earliest()));
        self.0 = self.0.max(day);
    }
}
