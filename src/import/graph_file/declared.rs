//! The attributes that a file declares for its nodes and edges: their names and their defaults.

use std::collections::{HashMap, HashSet};

use super::Attributes;

/// What the attribute of a declaration belongs to (`node`, `edge` or `all`), and its id.
type Key = (String, String);

/// The attributes that a file declares.
#[derive(Debug, Default)]
pub(super) struct Declared {
    names: HashMap<Key, String>,
    /// The values of elements that have none of their own, in the order of the file.
    defaults: Vec<(Key, String)>,
    last: Key,
    /// The size of the defaults that were given to elements.
    given: usize,
}

/// The size of all defaults together. A long default of many nodes would take much more memory than its file.
const MAX_GIVEN: usize = 1 << 26;

impl Declared {
    pub(super) fn declare(&mut self, owner: &str, id: String, name: String) {
        self.last = (owner.to_owned(), id);
        self.names.insert(self.last.clone(), name);
    }

    /// Sets the default of the attribute that was declared last.
    pub(super) fn set_default(&mut self, value: &str) {
        if !value.is_empty() {
            self.defaults.push((self.last.clone(), value.to_owned()));
        }
    }

    /// Returns the name of an attribute of nodes or edges; its id if it is not declared.
    pub(super) fn name(&self, owner: &str, id: &str) -> String {
        let name = |owner: &str| self.names.get(&(owner.to_owned(), id.to_owned()));
        let name = name(owner).or_else(|| name("all"));
        name.map_or(id, String::as_str).to_owned()
    }

    /// Gives an element the defaults of the attributes that it does not have.
    ///
    /// # Errors
    /// Returns an error if the defaults of all elements are too large.
    pub(super) fn complete(
        &mut self,
        owner: &str,
        attributes: &mut Attributes,
    ) -> Result<(), String> {
        let own = self
            .defaults
            .iter()
            .filter(|((of, _), _)| of == owner || of == "all");
        let own = own.map(|((_, id), value)| (self.name(owner, id), value.clone()));
        let known: HashSet<&str> = attributes.iter().map(|(name, _)| &**name).collect();
        let missing: Attributes = own.filter(|(name, _)| !known.contains(&**name)).collect();
        self.given += missing
            .iter()
            .map(|(name, value)| size_of::<(String, String)>() + name.len() + value.len())
            .sum::<usize>();
        if self.given > MAX_GIVEN {
            return Err("the defaults of its attributes are too large".to_owned());
        }
        attributes.extend(missing);
        Ok(())
    }
}
