//! Questions and answers.
//!
//! A [`Filter`] is a question as it was asked: names and dates. Resolving it against a graph can
//! fail (a name is unknown) and gives a [`Query`]; selecting with a query cannot fail and gives a
//! [`Selection`], the answer, which is read, combined and handed on to every output.

mod error;
mod filter;
mod names;
mod path;
mod period;
mod possible;
mod resolve;
mod scalar;
mod scope;
mod selected;
mod selection;
mod time_step;
mod timed_path;

pub use self::error::{NameKind, QueryError};
pub use self::filter::Filter;
pub use self::path::{Chain, Link, paths};
pub use self::period::Period;
pub use self::resolve::Query;
pub(crate) use self::selected::roles_of;
pub use self::selected::{HeldMotive, SelectedPartnership, SharedOperation, UncertainBound};
pub use self::selection::Selection;
pub use self::time_step::TimeStep;
pub use self::timed_path::{TimedChain, paths_in_time};
