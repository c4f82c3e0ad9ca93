//! The dataset that is compiled in.

use serde::de::DeserializeOwned;

use crate::model::{About, Bibliography, Dataset, DatasetParts, Records, Source, Vocabularies};

/// The shipped dataset as the build script packed it, after checking it, with an empty
/// bibliography, and the ids of the sources.
const DATASET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dataset.postcard"));
/// The bibliography of the shipped dataset.
const SOURCES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sources.postcard"));

/// Returns the dataset that ships with the program: the partnerships among the UN, NATO, the EU and
/// the AU.
///
/// Its bibliography is unpacked when it is first asked.
///
/// ```
/// let dataset = interorg::dataset::builtin();
/// assert!(dataset.organizations().find("au").is_some());
/// ```
pub fn builtin() -> Dataset {
    let (about, vocabularies, organizations, partnerships, operations, ids) = unpacked(DATASET);
    Dataset::from_checked(DatasetParts {
        about,
        vocabularies,
        organizations,
        partnerships,
        operations,
        sources: Bibliography::packed(ids, || unpacked::<Records<Source>>(SOURCES)),
    })
}

/// Returns the vocabularies of the shipped dataset, for datasets that bring none.
pub(super) fn default_vocabularies() -> Vocabularies {
    // A dataset begins with what it says about itself and its vocabularies; the rest is not read.
    let (_, vocabularies) = unpacked::<(About, Vocabularies)>(DATASET);
    vocabularies
}

/// Unpacks what the bytes begin with.
fn unpacked<T: DeserializeOwned>(bytes: &[u8]) -> T {
    postcard::from_bytes(bytes).expect("the build script packed the dataset with these types")
}
