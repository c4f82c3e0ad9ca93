//! The YAML front end: texts in, records out, and back.

mod allowed;
mod arrange;
mod bibliography;
mod cut_off;
pub(crate) mod emit;
mod guard;
mod limits;
pub(super) mod locate;
pub(super) mod messages;
pub(super) mod node;
mod pieces;
pub(super) mod read;
mod stand_in;
mod structure;
mod syntax_cause;
#[cfg(feature = "import")]
mod typed;
pub(crate) mod value;
mod write;

pub(super) use self::allowed::{kinds, may_be_null};
pub use self::arrange::{ArrangeError, arrange};
pub(crate) use self::bibliography::source_fields;
#[cfg(feature = "import")]
pub(crate) use self::typed::read_record;
pub use self::write::to_yaml;
pub(super) use self::write::{Writer, document, document_in_full, view};
