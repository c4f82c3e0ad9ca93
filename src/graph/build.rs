//! Building the graph from a dataset.

use petgraph::graph::{NodeIndex, UnGraph};

use super::index::Index;
use super::knowledge_graph::{Edge, Graph, Node};
use super::name_index::NameIndexes;
use super::stored;
use super::ties::Ties;
use crate::model::{
    Annotations, Dataset, Date, Dated, Day, End, Key, Partnership, RecordedYears, YearCollector,
};

impl Graph {
    /// Builds the graph and its indexes. Claims that are withdrawn are not in it (see [`as_recorded`](Self::as_recorded)).
    ///
    /// The time grows with the size of the dataset and the number of joint participations of partners.
    pub fn new(mut dataset: Dataset) -> Self {
        match dataset.as_recorded(None) {
            None => Self::of_current(dataset),
            Some(mut current) => {
                // A snapshot has the indexes of the graph, which has no withdrawn claims.
                if let Some(indexes) = dataset.take_indexes() {
                    current = current.with_indexes(indexes);
                }
                let mut graph = Self::of_current(current);
                graph.complete = Some(Box::new(dataset));
                graph
            }
        }
    }

    /// Builds the graph of a dataset of which every claim counts.
    pub(super) fn of_current(mut dataset: Dataset) -> Self {
        // Indexes of another version of the program are computed again.
        let indexes = dataset.take_indexes();
        if let Some((as_of, index)) = indexes.and_then(|one| stored::read(&dataset, &one).ok()) {
            return Self {
                as_of,
                ..Self::of_index(dataset, index)
            };
        }
        let stated_as_of = dataset.about().as_of.and_then(|date| date.latest());
        let mut dates = Dates::default();
        // The index reads every partnership, and so do the dates. One pass over both saves a second load of a large
        // dataset from memory.
        let index = Index::new(&dataset, |partnership| {
            if stated_as_of.is_none() {
                dates.add_partnership(partnership);
            }
        });
        if stated_as_of.is_none() {
            let others = dataset.other_readings().iter();
            others.for_each(|partnership| dates.add_partnership(partnership));
        }
        let as_of = stated_as_of
            .or_else(|| dates.years(&dataset).last_day())
            .unwrap_or(Day::MAX);
        Self {
            as_of,
            ..Self::of_index(dataset, index)
        }
    }

    /// Returns the graph of a dataset with its indexes, as of no day.
    pub(super) fn of_index(dataset: Dataset, index: Index) -> Self {
        Self {
            as_of: Day::MAX,
            network: network(&dataset, &index),
            index,
            ties: Ties::Partnerships,
            coder: dataset.vocabularies().coders.keys().next(),
            complete: None,
            language: None,
            recorded_names: None,
            untranslated: (0, 0),
            record_day: None,
            names: NameIndexes::default(),
            recorded: dataset.partnerships().len(),
            dataset,
        }
    }

    /// Returns the years of all dates but those of sources.
    pub(crate) fn recorded_years(&self) -> RecordedYears {
        let mut dates = Dates::default();
        for partnership in self.dataset.readings() {
            dates.add_partnership(partnership);
        }
        dates.years(&self.dataset)
    }
}

/// Builds the network; the order of its nodes is that of [`Node`].
pub(super) fn network(dataset: &Dataset, index: &Index) -> UnGraph<Node, Edge> {
    let organizations = dataset.organizations();
    let nodes = organizations.len() + dataset.operations().len();
    let edges = dataset.partnerships().len() + index.participation_count();
    let mut network = UnGraph::with_capacity(nodes, edges);
    for key in organizations.keys() {
        network.add_node(Node::Organization(key));
    }
    for key in dataset.operations().keys() {
        network.add_node(Node::Operation(key));
    }
    for (row, dyad) in dataset.partnerships().dyads().enumerate() {
        let [a, b] = dyad.members().map(|key| NodeIndex::new(key.index()));
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

/// The dates of a dataset, except those of its sources.
///
/// The year of a bibliographic entry says little about the time that the dataset describes.
#[derive(Default)]
struct Dates(YearCollector);

impl Dates {
    /// Returns the years of the dataset. The partnerships were visited before.
    fn years(mut self, dataset: &Dataset) -> RecordedYears {
        for operation in dataset.operations() {
            self.add(operation.start.as_ref());
            self.add(operation.end.date());
            for participation in &operation.participations {
                self.add(participation.from.as_ref());
                self.add_end(participation.to.as_ref());
                self.add_amounts(&participation.annotations);
            }
        }
        for organization in dataset.organizations() {
            let dates = [organization.founded.as_ref(), organization.dissolved.date()];
            let periods = organization.existence.iter();
            let periods = periods.flat_map(|period| {
                let end = period.to.as_ref().and_then(End::date);
                [period.from.as_ref(), end]
            });
            for date in dates.into_iter().chain(periods).flatten() {
                self.0.add(date, Dated::Lifetime);
            }
            for membership in &organization.memberships {
                self.add(membership.from.as_ref());
                self.add_end(membership.to.as_ref());
            }
        }
        self.0.finish()
    }

    fn add_partnership(&mut self, partnership: &Partnership) {
        for spell in partnership.codings.iter().flat_map(|coded| &coded.spells) {
            self.add(Some(&spell.from));
            self.add_end(spell.to.as_ref());
            self.add_amounts(&spell.annotations);
        }
        self.add_amounts(&partnership.annotations);
        for motive in &partnership.motives {
            self.add(motive.from.as_ref());
            self.add_end(motive.to.as_ref());
            motive.attested.iter().for_each(|date| self.add(Some(date)));
            let against = motive.counter_evidence.iter();
            against.for_each(|evidence| self.add(evidence.date.as_ref()));
        }
        for milestone in partnership.milestones() {
            self.add(Some(&milestone.date));
        }
    }

    fn add_amounts(&mut self, annotations: &Annotations) {
        for amount in annotations.amounts() {
            self.add(amount.from.as_ref());
            self.add_end(amount.to.as_ref());
        }
    }

    fn add_end(&mut self, end: Option<&End>) {
        self.add(end.and_then(End::date));
    }

    fn add(&mut self, date: Option<&Date>) {
        if let Some(date) = date {
            self.0.add(date, Dated::Event);
        }
    }
}
