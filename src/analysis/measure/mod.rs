//! Measures of networks: who is central, what hangs together, who stands between whom.
//!
//! A [`Net`] is a network as bare numbers, and has the measures as methods; an [`OrganizationNet`] is
//! the one that a question is about, with the organizations that its nodes stand for. What ties them is
//! said by [`Ties`]. Motives have a direction, and a measure of their own: [`reciprocity()`].
//! [`Measure`] lists all measures with their definitions and sources.
//!
//! ```
//! use interorg::query::Filter;
//! use interorg::analysis::measure::{OrganizationNet, Ties};
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

mod betweenness;
mod brokerage;
mod catalogue;
mod cohesion;
mod distance;
mod eigenvector;
mod local;
mod net;
mod network;
mod reciprocity;
mod series;

pub use self::brokerage::Brokerage;
pub use self::catalogue::Measure;
pub use self::net::Net;
pub use self::network::{OrganizationNet, Ties};
pub use self::reciprocity::{Reciprocity, family_reciprocity, motive_reciprocity, reciprocity};
