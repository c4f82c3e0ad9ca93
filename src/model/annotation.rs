//! What a record may have beside its own fields: free attributes, and amounts.

use super::Id;
use super::amount::Amount;
use super::records::Key;
use super::vocabulary::Quantity;

/// A free attribute of a record, such as a column of another dataset. It is shown and exported, but never interpreted.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attribute {
    /// The name, such as `theme`.
    pub name: Id,
    /// The value as it is written. A number is a text here too.
    pub value: Box<str>,
}

/// The free attributes and the amounts of a record, in the order of the dataset.
///
/// Most records have none, so that nothing more than a pointer is stored for them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Annotations(Option<Box<Lists>>);

/// The lists of a record that has at least one item in them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Lists {
    attributes: Box<[Attribute]>,
    amounts: Box<[Amount]>,
}

impl Annotations {
    pub(crate) fn new(attributes: Box<[Attribute]>, amounts: Box<[Amount]>) -> Self {
        let is_empty = attributes.is_empty() && amounts.is_empty();
        Self((!is_empty).then(|| {
            Box::new(Lists {
                attributes,
                amounts,
            })
        }))
    }

    /// Returns the free attributes. No name occurs twice.
    pub fn attributes(&self) -> &[Attribute] {
        self.0.as_ref().map_or(&[], |lists| &lists.attributes)
    }

    /// Returns the amounts.
    pub fn amounts(&self) -> &[Amount] {
        self.0.as_ref().map_or(&[], |lists| &lists.amounts)
    }

    /// Returns the amounts of a quantity.
    pub fn amounts_of(&self, what: Key<Quantity>) -> impl Iterator<Item = &Amount> + Clone {
        let amounts = self.amounts().iter();
        amounts.filter(move |amount| amount.what == what)
    }

    /// Returns the value of an attribute; `None` if the record does not have it.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes().iter();
        let found = attributes.find(|attribute| attribute.name.as_str() == name);
        found.map(|attribute| &*attribute.value)
    }
}
