//! What an answer comes from: the query and the dataset, as JSON states them.

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use crate::analysis::Stamp;
use crate::graph::{Graph, Ties};
use crate::model::{Date, Identified as _};
use crate::query::{Filter, Query};

/// The query and the dataset that an answer comes from.
///
/// ```
/// use interorg::export::Provenance;
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { with: vec!["African Union".into()], at: Some("2005".parse()?), ..Filter::default() };
/// let provenance = Provenance::of_query("links", &filter.resolve(&graph)?);
/// assert_eq!(provenance.query()["at"], "2005-12-31");
/// assert_eq!(provenance.query()["filters"]["with"][0], "au");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Provenance {
    query: Map<String, Json>,
    dataset: Json,
    stamp: Option<Stamp>,
}

impl Provenance {
    /// Returns that of an answer to a query, given by the subcommand that asks it.
    pub fn of_query(subcommand: &str, query: &Query<'_>) -> Self {
        let mut provenance = Self::of_graph(subcommand, query.graph());
        let filter = query.canonical();
        provenance.insert("at", json!(filter.at.map(|date| date.to_string())));
        provenance.insert("during", json!(filter.during));
        provenance.insert("coding", json!(filter.coding));
        let filters = Filter {
            at: None,
            during: None,
            coding: None,
            ..filter
        };
        provenance.insert("filters", json!(filters));
        let graph = query.graph();
        let provenance = match graph.ties() {
            Ties::Partnerships => provenance,
            ties => provenance.with_argument("ties", ties.name()),
        };
        match graph.other_coder() {
            Some(coder) => {
                let coders = &graph.dataset().vocabularies().coders;
                provenance.with_argument("coder", coders[coder].id().as_str())
            }
            None => provenance,
        }
    }

    /// Returns that of an answer that reads every coding unless the query names one (see [`Self::of_query`]).
    pub fn of_every_coding(subcommand: &str, query: &Query<'_>) -> Self {
        let mut provenance = Self::of_query(subcommand, query);
        if !query.names_coding() {
            provenance.insert("coding", Json::Null);
        }
        provenance
    }

    /// Returns that of an answer about a dataset as a whole, given by the subcommand.
    pub fn of_graph(subcommand: &str, graph: &Graph) -> Self {
        let about = graph.dataset().about();
        let as_of = graph.as_of().bounded();
        let as_of = as_of.map(|day| Date::from(day).to_string());
        let mut provenance = Self {
            dataset: json!({"title": about.title, "version": about.version, "as_of": as_of}),
            ..Self::without_dataset(subcommand)
        };
        if let Some(day) = graph.record_day() {
            provenance = provenance.with_argument("as_recorded", day.to_string());
        }
        if let Some(language) = graph.language() {
            provenance = provenance.with_argument("lang", language);
        }
        provenance
    }

    /// Returns that of an answer about files that are no dataset, given by the subcommand.
    pub fn without_dataset(subcommand: &str) -> Self {
        let mut query = Map::new();
        query.insert("subcommand".to_owned(), json!(subcommand));
        query.insert("arguments".to_owned(), json!({}));
        Self {
            query,
            dataset: json!({"title": null, "version": null, "as_of": null}),
            stamp: None,
        }
    }

    /// Adds an argument of the subcommand, such as the organization whose partners are listed.
    pub fn with_argument(mut self, name: &str, value: impl Serialize) -> Self {
        if let Some(Json::Object(arguments)) = self.query.get_mut("arguments") {
            arguments.insert(name.to_owned(), json!(value));
        }
        self
    }

    /// Returns the query: `subcommand` and `arguments`, and unless the answer is about a dataset as a whole, `at`,
    /// `during`, `coding` and `filters` (see [`Query::canonical`]).
    pub fn query(&self) -> &Map<String, Json> {
        &self.query
    }

    /// Returns the dataset: `title`, `version` and `as_of`.
    pub fn dataset(&self) -> &Json {
        &self.dataset
    }

    /// Adds a stamp.
    pub fn with_stamp(self, stamp: Stamp) -> Self {
        Self {
            stamp: Some(stamp),
            ..self
        }
    }

    /// Returns the stamp, if there is one.
    pub fn stamp(&self) -> Option<&Stamp> {
        self.stamp.as_ref()
    }

    fn insert(&mut self, name: &str, value: Json) {
        self.query.insert(name.to_owned(), value);
    }
}
