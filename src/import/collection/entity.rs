//! Organizations and operations while they are collected.

use std::collections::HashMap;

use super::period::{self, Period};
use super::slug::Ids;
use crate::import::rules::Repeated;
use crate::model::{Date, End, MembershipKind};
use crate::phrase::comparable;

/// An organization or operation.
#[derive(Debug, Clone, Default)]
pub(in crate::import) struct Entity {
    pub(in crate::import) id: String,
    pub(in crate::import) name: String,
    pub(in crate::import) abbreviation: Option<String>,
    /// Languages and names.
    pub(in crate::import) names: Vec<(String, String)>,
    pub(in crate::import) aliases: Vec<String>,
    /// The number of its kind in the vocabulary.
    pub(in crate::import) kind: Option<u32>,
    pub(in crate::import) start: Option<Date>,
    pub(in crate::import) end: Option<End>,
    /// The lifetimes of its rows in a table of organizations. Several that do not overlap are an existence with gaps.
    pub(in crate::import) lifetimes: Vec<Period>,
    pub(in crate::import) place: Option<String>,
    pub(in crate::import) region: Option<String>,
    pub(in crate::import) url: Option<String>,
    /// The numbers of those that it succeeded.
    pub(in crate::import) succeeds: Vec<u32>,
    /// The organizations that it belongs to, how and when.
    pub(in crate::import) memberships: Vec<(MembershipKind, u32, Period)>,
    /// Registers and identifiers.
    pub(in crate::import) identifiers: Vec<(String, String)>,
    /// The numbers of attribute names, with values.
    pub(in crate::import) attributes: Vec<(u32, String)>,
    pub(in crate::import) notes: Vec<String>,
    /// Whether the entity has a row of its own, which it then cites.
    pub(in crate::import) is_listed: bool,
}

/// The organizations or operations of an import.
#[derive(Debug)]
pub(in crate::import) struct Register {
    ids: Ids,
    /// The id of one whose name has no letter or digit.
    fallback: &'static str,
    /// The numbers by key as it is written, and in the form in which names are compared.
    by_key: HashMap<String, u32>,
    by_form: HashMap<String, u32>,
    entities: Vec<Entity>,
}

/// An entity that was found by its key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) struct Found {
    pub(in crate::import) number: u32,
    pub(in crate::import) is_new: bool,
}

impl Register {
    pub(in crate::import) fn new(fallback: &'static str) -> Self {
        Self {
            ids: Ids::default(),
            fallback,
            by_key: HashMap::new(),
            by_form: HashMap::new(),
            entities: Vec::new(),
        }
    }

    /// Returns the entity with a key, and adds one with the name if there is none. Keys that differ in case or blanks alone
    /// are one key. The id is that of the key, unless the key is a number or `by_name` is set.
    pub(in crate::import) fn find_or_add(&mut self, key: &str, name: &str, by_name: bool) -> Found {
        if let Some(number) = self.by_key.get(key) {
            return Found {
                number: *number,
                is_new: false,
            };
        }
        let form = comparable(key);
        if let Some(number) = self.by_form.get(&form).copied() {
            self.by_key.insert(key.to_owned(), number);
            return Found {
                number,
                is_new: false,
            };
        }
        let has_letter = key.chars().any(char::is_alphabetic);
        let basis = if has_letter && !by_name { key } else { name };
        let number = u32::try_from(self.entities.len()).unwrap_or(u32::MAX);
        self.entities.push(Entity {
            id: self.ids.id_of(basis, self.fallback),
            name: name.to_owned(),
            ..Entity::default()
        });
        self.by_key.insert(key.to_owned(), number);
        self.by_form.insert(form, number);
        Found {
            number,
            is_new: true,
        }
    }

    /// Returns the entity with a key, if there is one.
    pub(in crate::import) fn find(&self, key: &str) -> Option<u32> {
        let number = self.by_key.get(key);
        number
            .or_else(|| self.by_form.get(&comparable(key)))
            .copied()
    }

    /// Gives an entity an abbreviation, unless it has one. Returns `false` if another entity has it.
    pub(in crate::import) fn abbreviate(&mut self, number: u32, abbreviation: &str) -> bool {
        let Some(entity) = self.entities.get_mut(number as usize) else {
            return false;
        };
        if entity.abbreviation.is_some() {
            return true;
        }
        let is_free = self.ids.take(abbreviation, &entity.id);
        if is_free {
            entity.abbreviation = Some(abbreviation.to_owned());
        }
        is_free
    }

    pub(in crate::import) fn get(&self, number: u32) -> Option<&Entity> {
        self.entities.get(number as usize)
    }

    pub(in crate::import) fn get_mut(&mut self, number: u32) -> Option<&mut Entity> {
        self.entities.get_mut(number as usize)
    }

    pub(in crate::import) fn id(&self, number: u32) -> &str {
        self.get(number).map_or("", |entity| entity.id.as_str())
    }

    pub(in crate::import) fn len(&self) -> usize {
        self.entities.len()
    }

    pub(in crate::import) fn iter(&self) -> impl Iterator<Item = &Entity> {
        self.entities.iter()
    }
}

impl Entity {
    /// Adds an alias that is not known yet.
    pub(in crate::import) fn add_alias(&mut self, alias: &str) {
        let form = comparable(alias);
        let is_known = {
            let mut known = self.aliases.iter().chain([&self.name, &self.id]);
            known.any(|known| comparable(known) == form)
        };
        if !is_known {
            self.aliases.push(alias.to_owned());
        }
    }

    /// Adds an identifier, unless the register has one already.
    pub(in crate::import) fn add_identifier(&mut self, scheme: &str, value: &str) {
        if self.identifiers.iter().all(|(known, _)| known != scheme) {
            self.identifiers.push((scheme.to_owned(), value.to_owned()));
        }
    }

    /// Adds a lifetime. Lifetimes that overlap are one.
    pub(in crate::import) fn live(&mut self, start: Option<Date>, end: Option<End>) {
        if start.is_none() && end.is_none() {
            return;
        }
        let lifetime = Period {
            from: start,
            to: end,
        };
        period::add(&mut self.lifetimes, lifetime, Repeated::Overlap);
        self.lifetimes.sort_by(period::in_order);
        self.start = self.lifetimes.first().and_then(|first| first.from);
        self.end = self.lifetimes.last().and_then(|last| last.to);
    }

    /// Adds that the entity belongs to another one. Returns `false` if that is known.
    pub(in crate::import) fn belong(
        &mut self,
        kind: MembershipKind,
        to: u32,
        period: Period,
    ) -> bool {
        let membership = (kind, to, period);
        let is_new = !self.memberships.contains(&membership);
        if is_new {
            self.memberships.push(membership);
        }
        is_new
    }

    /// Adds a remark that is not known yet.
    pub(in crate::import) fn add_note(&mut self, note: String) {
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}
