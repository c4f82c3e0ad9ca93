//! The dataset that is compiled in.

use super::snapshot;
use crate::model::{Dataset, Vocabularies};

/// The shipped dataset as the build script packed it, after checking it.
const SNAPSHOT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dataset.snapshot"));

/// The check that makes a failure impossible.
const PACKED: &str = "the build script read the snapshot back";

/// Returns the dataset that ships with the program: the partnerships among the UN, NATO, the EU and the AU.
///
/// Its partnerships and its bibliography are read when they are first needed.
///
/// ```
/// let dataset = interorg::dataset::builtin();
/// assert!(dataset.organizations().find("au").is_some());
/// ```
pub fn builtin() -> Dataset {
    snapshot::open(SNAPSHOT).expect(PACKED)
}

/// Returns the vocabularies of the shipped dataset, for datasets that bring none.
pub(super) fn default_vocabularies() -> Vocabularies {
    snapshot::read_vocabularies(SNAPSHOT).expect(PACKED)
}
