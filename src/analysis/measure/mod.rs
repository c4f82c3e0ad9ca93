//! Measures of networks: centrality, cohesion, brokerage.
//!
//! [`measures()`] measures the network of a query. [`OrganizationNet`] is that network, with an organization per node, and
//! [`Ties`](crate::graph::Ties) says what ties organizations. [`Net`] is a network of numbered nodes, with every measure as
//! a method. Motives are directed, and have a measure of their own: [`reciprocity()`]. [`Measure`] lists all measures with
//! their definitions and sources.
//!
//! The measures are implemented here because no crate fits. `petgraph` has few of them, and walks over linked edges;
//! `rustworkx-core` has most, and brings 100 crates with it, among them a thread pool. Tests compare every measure with
//! networkx and igraph.
//!
//! ```
//! use interorg::query::Filter;
//! use interorg::analysis::measure::OrganizationNet;
//! use interorg::graph::Ties;
//! use interorg::{dataset, graph::Graph};
//!
//! let graph = Graph::new(dataset::builtin());
//! let query = Filter::default().resolve(&graph)?;
//! for date in query.series(Ties::Operations, "10y".parse()?)? {
//!     let network = OrganizationNet::new(&query.at(date), Ties::Operations);
//!     let between = network.net().betweenness();
//!     assert_eq!(between.len(), network.organizations().len());
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod backbone;
mod betweenness;
mod brokerage;
mod catalogue;
mod cohesion;
mod communities;
mod distance;
mod eigenvector;
mod level;
mod local;
mod measured;
mod net;
mod network;
mod reciprocity;
mod series;
mod sources;
mod thinning;

pub use self::brokerage::Brokerage;
pub use self::catalogue::Measure;
pub use self::communities::Communities;
pub use self::level::Level;
pub use self::measured::{
    ComponentCounts, Measured, MeasuredMotives, MeasuredValues, MeasuresOptions, MotiveMeasures,
    NetworkMeasures, OrganizationMeasures, measures,
};
pub use self::net::Net;
pub use self::network::OrganizationNet;
pub use self::reciprocity::{
    Reciprocity, family_reciprocity, motive_reciprocity, possible_motive_ties, reciprocity,
};
pub use self::sources::Sources;
pub use self::thinning::{LeftOutOfNet, Thinning};

pub(crate) use self::network::network_days;
