//! YAML in, checked model out.
//!
//! Texts are read by the typed loader into private records that spell the files exactly; one
//! validation pass turns the records into the [model](crate::model) and collects every finding. A
//! text that the loader refuses is looked at a second time, value by value, so that all its faults
//! are found at once and with their places.

mod arrange;
#[cfg(feature = "bench")]
#[doc(hidden)]
pub mod bench;
#[cfg(packed)]
mod builtin;
mod codes;
mod error;
mod files;
mod finding;
mod hayagriva;
mod limits;
mod load;
mod node;
mod pieces;
mod problem;
mod read;
mod record;
mod render;
pub(crate) mod schema;
mod structure;
pub(crate) mod suggest;
mod validate;
pub(crate) mod wording;
mod write;

pub use arrange::{ArrangeError, arrange};
#[cfg(packed)]
pub use builtin::builtin;
pub use codes::EXPLANATIONS;
pub use error::LoadError;
pub use files::{files, read_file, read_file_up_to};
pub use finding::{Finding, Place, Report, SourceText};
pub use hayagriva::to_hayagriva;
pub use load::{
    Checked, MAX_BYTES, check, from_inputs, load, parse, read_input, read_input_up_to, read_inputs,
};
pub use problem::{Limit, Problem, Severity};
pub use read::Input;
pub use schema::schema;
pub use write::to_yaml;
