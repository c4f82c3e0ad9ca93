//! YAML in, checked model out.
//!
//! Texts are read by the typed loader into private records that mirror the files. One validation pass turns the records
//! into the [model](crate::model) and collects every finding. A text that the loader refuses is examined a second time,
//! value by value, so that all its faults are found at once and with their places.

#[cfg(feature = "bench")]
#[doc(hidden)]
pub mod bench;
#[cfg(packed)]
mod builtin;
#[cfg(packed)]
mod codebook;
mod diff;
#[cfg(packed)]
mod digest;
mod entry_types;
mod error;
mod finding;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod hayagriva;
mod input;
mod json;
mod load;
mod mappings;
mod memory;
#[cfg(packed)]
mod outline;
mod record;
#[cfg(packed)]
mod record_lines;
mod schema;
mod snapshot;
mod term;
mod validate;
mod yaml;

pub use crate::model::Severity;
#[cfg(packed)]
pub use builtin::builtin;
#[cfg(packed)]
pub use codebook::write_codebook;
pub use diff::{Diff, Difference, DifferenceKind, RecordList, diff};
#[cfg(packed)]
pub use digest::{Digests, RecordRef};
pub(crate) use entry_types::CSL_ROLES;
pub use error::LoadError;
pub use finding::{
    ChangedSeverity, CodeCount, Finding, FindingKind, Limit, NameFlaw, Place, Report, Rule,
    SourceText, SyntaxCause, ValueType,
};
pub use hayagriva::to_hayagriva;
pub use input::{
    Input, MAX_BYTES, MAX_SNAPSHOT_BYTES, OnParsed, files, is_read_in_directories, read_file,
    read_file_up_to, read_input, read_input_up_to, read_inputs, unread_files,
};
pub use json::to_json;
pub use load::{
    Checked, check, check_with_progress, from_inputs, from_inputs_with_progress, load, parse, views,
};
pub use memory::{max_memory, set_max_memory};
#[cfg(packed)]
pub use outline::{Outline, outline};
#[cfg(feature = "import")]
pub(crate) use record::{Entries, Leaf, Words};
#[cfg(packed)]
pub(crate) use record_lines::in_order;
#[cfg(packed)]
pub use record_lines::{RecordLine, file_of_lines, in_order_of_ids, record_lines};
pub use schema::schema;
pub(crate) use snapshot::{Context, counts, packed_records, unpack_many, write as write_snapshot};
pub(crate) use snapshot::{Packed, Reader, Writer};
pub use snapshot::{SnapshotError, is_snapshot};
pub(crate) use yaml::emit::double_quoted;
pub use yaml::{ArrangeError, arrange, to_yaml};
#[cfg(feature = "import")]
pub(crate) use yaml::{emit::emit, read_record, value as yaml_value};
