//! The dataset that is compiled in.

use crate::model::{About, Dataset, Vocabularies};

/// The shipped dataset as the build script packed it, after checking it.
const PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dataset.postcard"));

/// Returns the dataset that ships with the program: the partnerships among the UN, NATO, the EU and
/// the AU.
///
/// ```
/// let dataset = interorg::dataset::builtin();
/// assert!(dataset.organizations.find("au").is_some());
/// ```
pub fn builtin() -> Dataset {
    postcard::from_bytes(PACKED).expect("the build script packed the dataset with these types")
}

/// Returns the vocabularies of the shipped dataset, for datasets that bring none.
pub(super) fn default_vocabularies() -> Vocabularies {
    // A dataset begins with what it says about itself and its vocabularies; the rest is not read.
    let unpacked = postcard::take_from_bytes::<(About, Vocabularies)>(PACKED);
    let ((_, vocabularies), _) =
        unpacked.expect("the build script packed the dataset with these types");
    vocabularies
}
