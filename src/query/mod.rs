//! Queries and their answers.
//!
//! A query takes three steps. A [`Filter`] holds names and dates as a user writes them. Resolving it against a graph can
//! fail, because a name may be unknown, and returns a [`Query`]. Answering a query cannot fail: [`Query::select`] returns a
//! [`Selection`] of partnerships, which can be read, combined and passed on to every output.
//!
//! ```
//! use interorg::{dataset, graph::Graph, query::Filter};
//!
//! let graph = Graph::new(dataset::builtin());
//! let filter = Filter { with: vec!["AU".into()], at: Some("2010".parse()?), ..Filter::default() };
//! let query = filter.resolve(&graph)?;
//! for selected in query.select().iter() {
//!     let since = selected.since().map(|date| date.to_string());
//!     println!("{} since {}", selected.partnership().label(), since.unwrap_or_default());
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answers;
mod error;
mod filter;
mod matching;
mod minimum;
mod names;
mod narrowed;
mod other_passes;
mod other_ties;
mod path;
mod period;
mod possible;
mod resolve;
mod scalar;
mod selected;
mod selection;
mod statements;
mod time_step;
mod weight;
mod weight_by;

pub use self::error::{NameKind, QueryError};
pub use self::filter::Filter;
pub use self::names::{coder_named, organization_named, thing_named};
pub use self::other_passes::OtherPasses;
pub use self::other_ties::OtherTies;
pub use self::path::{Chain, Link, TimedChain, paths, paths_in_time};
pub use self::period::Period;
pub use self::possible::FilterKind;
pub use self::resolve::Query;
pub use self::selected::{
    HeldMotive, MotiveAtTime, SelectedPartnership, SharedOperation, Since, UncertainBound,
};
pub use self::selection::Selection;
pub use self::time_step::TimeStep;
pub use self::weight::{TooLight, Weight};
pub use self::weight_by::WeightBy;

pub(crate) use self::minimum::Minimum;
pub(crate) use self::selected::roles_of;
pub(crate) use self::weight::AmountCourse;
