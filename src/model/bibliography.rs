//! The bibliography as a whole.

use std::ops::Deref;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Id;
use super::records::{Identified, Key, Records};
use super::source::Source;

/// The sources of a dataset: a [`Records`] of them, which may be unpacked only when it is first asked.
///
/// Few questions need more of the sources than their ids, and they are the larger part of a packed dataset.
#[derive(Debug)]
pub struct Bibliography(Sources);

#[derive(Debug)]
enum Sources {
    Read(Records<Source>),
    Packed(Box<[Id]>, LazyLock<Records<Source>>),
}

impl Bibliography {
    /// Makes a bibliography of sources with these ids that is unpacked when more of it is asked.
    pub(crate) fn packed(ids: Box<[Id]>, unpack: fn() -> Records<Source>) -> Self {
        Self(Sources::Packed(ids, LazyLock::new(unpack)))
    }

    /// Returns the id of a source; asks no more of a packed bibliography.
    pub fn id(&self, source: Key<Source>) -> &Id {
        match &self.0 {
            Sources::Read(sources) => sources[source].id(),
            Sources::Packed(ids, _) => &ids[source.index()],
        }
    }
}

impl From<Records<Source>> for Bibliography {
    fn from(sources: Records<Source>) -> Self {
        Self(Sources::Read(sources))
    }
}

impl Deref for Bibliography {
    type Target = Records<Source>;

    fn deref(&self) -> &Records<Source> {
        match &self.0 {
            Sources::Read(sources) => sources,
            Sources::Packed(_, sources) => sources,
        }
    }
}

impl<'b> IntoIterator for &'b Bibliography {
    type Item = &'b Source;
    type IntoIter = std::slice::Iter<'b, Source>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Clone for Bibliography {
    fn clone(&self) -> Self {
        Records::clone(self).into()
    }
}

impl PartialEq for Bibliography {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Serialize for Bibliography {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Records::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Bibliography {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Records::deserialize(deserializer).map(Self::from)
    }
}
