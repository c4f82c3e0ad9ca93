//! The YAML front end: texts in, records out, and the way back.

mod arrange;
mod limits;
pub(super) mod node;
mod pieces;
pub(super) mod read;
pub(super) mod structure;
mod write;

pub use self::arrange::{ArrangeError, arrange};
pub use self::write::to_yaml;
pub(crate) use self::write::{mapping, source_fields};
