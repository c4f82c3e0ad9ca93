//! The bibliography as a whole.

use std::ops::Deref;
use std::sync::LazyLock;

use super::Id;
use super::records::{Key, Records};
use super::source::Source;

/// The sources of a dataset: a [`Records`] of them, which may be read only when it is first needed.
///
/// Few queries need more of the sources than their ids, and the sources are the larger part of the shipped dataset.
#[derive(Debug)]
pub struct Bibliography(Sources);

#[derive(Debug)]
enum Sources {
    Read(Records<Source>),
    Lazy(Box<[Id]>, LazyLock<Records<Source>>),
}

impl Bibliography {
    /// Creates a bibliography that is read when more than its ids is needed. `read` must return the sources with these
    /// ids, in this order.
    pub(crate) fn lazy(ids: Box<[Id]>, read: fn() -> Records<Source>) -> Self {
        Self(Sources::Lazy(ids, LazyLock::new(read)))
    }

    /// Returns the id of a source, without reading the bibliography.
    pub fn id(&self, source: Key<Source>) -> &Id {
        match &self.0 {
            Sources::Read(sources) => &sources[source].id,
            Sources::Lazy(ids, _) => &ids[source.index()],
        }
    }
}

impl From<Records<Source>> for Bibliography {
    fn from(sources: Records<Source>) -> Self {
        Self(Sources::Read(sources))
    }
}

impl Default for Bibliography {
    /// Returns a bibliography without sources.
    fn default() -> Self {
        Records::default().into()
    }
}

impl Deref for Bibliography {
    type Target = Records<Source>;

    fn deref(&self) -> &Records<Source> {
        match &self.0 {
            Sources::Read(sources) => sources,
            Sources::Lazy(_, sources) => sources,
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
