//! The YAML front end: texts in, records out, and back.

mod arrange;
mod bibliography;
mod cut_off;
pub(super) mod emit;
mod guard;
mod limits;
pub(super) mod messages;
pub(super) mod node;
mod pieces;
pub(super) mod read;
mod stand_in;
mod structure;
mod syntax_cause;
pub(super) mod value;
mod write;

pub use self::arrange::{ArrangeError, arrange};
pub(super) use self::bibliography::source_fields;
pub use self::write::to_yaml;
pub(super) use self::write::{Writer, document};
