//! The bibliography as a whole.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use super::Id;
use super::records::{Key, Records};
use super::source::Source;

/// The sources of a dataset: a [`Records`] of them, which may be read only when it is first needed.
///
/// Few queries need more of the sources than their ids, and the sources are the larger part of the shipped dataset.
#[derive(Clone)]
pub struct Bibliography(Arc<Sources>);

/// A function that reads all sources.
type ReadSources = Box<dyn Fn() -> Records<Source> + Send + Sync>;

enum Sources {
    Read(Records<Source>),
    Stored {
        ids: Box<[Id]>,
        sources: OnceLock<Records<Source>>,
        read: ReadSources,
    },
}

impl Bibliography {
    /// Creates a bibliography that is read when more than its ids is needed. `read` must return the sources with these
    /// ids, in this order.
    pub(crate) fn stored(
        ids: Box<[Id]>,
        read: impl Fn() -> Records<Source> + Send + Sync + 'static,
    ) -> Self {
        Self(Arc::new(Sources::Stored {
            ids,
            sources: OnceLock::new(),
            read: Box::new(read),
        }))
    }

    /// Returns the number of sources, without reading the bibliography.
    pub fn len(&self) -> usize {
        match &*self.0 {
            Sources::Read(sources) => sources.len(),
            Sources::Stored { ids, .. } => ids.len(),
        }
    }

    /// Returns `true` if there are no sources, without reading the bibliography.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the keys of the sources in the order of the dataset, without reading the bibliography.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = Key<Source>> + ExactSizeIterator + use<> {
        (0..self.len()).map(Key::new)
    }

    /// Returns the id of a source, without reading the bibliography.
    pub fn id(&self, source: Key<Source>) -> &Id {
        match &*self.0 {
            Sources::Read(sources) => &sources[source].id,
            Sources::Stored { ids, .. } => &ids[source.index()],
        }
    }
}

impl From<Records<Source>> for Bibliography {
    fn from(sources: Records<Source>) -> Self {
        Self(Arc::new(Sources::Read(sources)))
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
        match &*self.0 {
            Sources::Read(sources) => sources,
            Sources::Stored { sources, read, .. } => sources.get_or_init(read),
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

impl PartialEq for Bibliography {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Bibliography {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}
