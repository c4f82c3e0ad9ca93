//! What a record may have beside its own fields: free attributes.

use super::Id;

/// A free attribute of a record, such as a column of another dataset. It is shown and exported, but never interpreted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attribute {
    /// The name, such as `theme`.
    pub name: Id,
    /// The value as it is written. A number is a text here too.
    pub value: Box<str>,
}

/// The free attributes of a record, in the order of the dataset.
///
/// Most records have none, so that nothing more than a pointer is stored for them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotations(Option<Box<Lists>>);

/// The lists of a record that has at least one item in them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Lists {
    attributes: Box<[Attribute]>,
}

impl Annotations {
    pub(crate) fn new(attributes: Box<[Attribute]>) -> Self {
        let is_empty = attributes.is_empty();
        Self((!is_empty).then(|| Box::new(Lists { attributes })))
    }

    /// Returns the free attributes. No name occurs twice.
    pub fn attributes(&self) -> &[Attribute] {
        self.0.as_ref().map_or(&[], |lists| &lists.attributes)
    }

    /// Returns the value of an attribute; `None` if the record does not have it.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes().iter();
        let found = attributes.find(|attribute| attribute.name.as_str() == name);
        found.map(|attribute| &*attribute.value)
    }
}
