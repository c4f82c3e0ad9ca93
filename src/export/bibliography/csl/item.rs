//! The variables of an item of CSL-JSON.

use std::borrow::Cow;

use hayagriva::citationberg::taxonomy::{
    DateVariable, Kind, NameVariable, NumberVariable, PageVariable, StandardVariable, Variable,
};
use serde_json::{Map, Value as Json};

use super::number::first_page;

/// An item, as it is set.
#[derive(Clone, Copy)]
pub(super) struct Item<'i>(&'i Map<String, Json>);

/// A name of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Name<'i> {
    /// The name of a body, which is never taken apart.
    Body(&'i str),
    /// The name of a person. Parts that are not known are empty.
    Person(Person<'i>),
}

/// The parts of the name of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Person<'i> {
    pub(super) family: &'i str,
    pub(super) given: &'i str,
    /// A particle that is left out when only the family name is set.
    pub(super) dropping_particle: &'i str,
    /// A particle that stays with the family name.
    pub(super) particle: &'i str,
    pub(super) suffix: &'i str,
}

/// A date of an item: a day, or a range of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ItemDate {
    pub(super) start: PartialDay,
    pub(super) end: Option<PartialDay>,
}

/// A day, month, season or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PartialDay {
    pub(super) year: i64,
    /// The month from 1; a season from 21.
    pub(super) month: Option<i64>,
    pub(super) day: Option<i64>,
}

/// What must be added to the number of a season to become that of a month.
const SEASON_OFFSET: i64 = 20;

impl<'i> Item<'i> {
    pub(super) fn new(fields: &'i Map<String, Json>) -> Self {
        Self(fields)
    }

    pub(super) fn id(self) -> &'i str {
        self.0.get("id").and_then(Json::as_str).unwrap_or_default()
    }

    pub(super) fn kind(self) -> Option<Kind> {
        self.0.get("type")?.as_str()?.parse().ok()
    }

    /// Returns the language of the item, as a BCP 47 tag.
    pub(super) fn language(self) -> Option<&'i str> {
        self.0.get("language")?.as_str()
    }

    /// Returns the value of a variable as text; `None` if the item does not have it.
    pub(super) fn text(self, variable: Variable) -> Option<Cow<'i, str>> {
        if variable == Variable::Number(NumberVariable::PageFirst) {
            let pages = self.text(Variable::Page(PageVariable::Page))?;
            return Some(first_page(&pages).to_owned().into());
        }
        // citationberg spells this variable unlike the specification.
        if variable == Variable::Standard(StandardVariable::ArchivePlace) {
            return self.named("archive-place");
        }
        self.named(&variable.to_string())
    }

    /// Returns the short form of a variable, or else the variable itself.
    pub(super) fn short_text(self, variable: Variable) -> Option<Cow<'i, str>> {
        self.named(&format!("{variable}-short"))
            .or_else(|| self.text(variable))
    }

    fn named(self, name: &str) -> Option<Cow<'i, str>> {
        match self.0.get(name)? {
            Json::String(text) if !text.is_empty() => Some(text.into()),
            Json::Number(number) => Some(number.to_string().into()),
            _ => None,
        }
    }

    /// Returns the names of a variable, in their order.
    pub(super) fn names(self, variable: NameVariable) -> Vec<Name<'i>> {
        let names = self.0.get(&variable.to_string()).and_then(Json::as_array);
        names.into_iter().flatten().map(name).collect()
    }

    /// Returns a date; `None` if not even the year is known.
    pub(super) fn date(self, variable: DateVariable) -> Option<ItemDate> {
        let date = self.0.get(&variable.to_string())?;
        let parts = date.get("date-parts")?.as_array()?;
        let mut start = partial_day(parts.first()?)?;
        if let Some(season) = date.get("season").and_then(Json::as_i64) {
            start.month = start.month.or(Some(season + SEASON_OFFSET));
        }
        let end = parts.get(1).and_then(partial_day);
        Some(ItemDate { start, end })
    }

    /// Returns `true` if a date is approximate.
    pub(super) fn is_circa(self, variable: DateVariable) -> bool {
        let date = self.0.get(&variable.to_string());
        date.and_then(|date| date.get("circa")?.as_bool())
            .unwrap_or(false)
    }

    /// Returns `true` if the item has a value for a variable.
    pub(super) fn has(self, variable: Variable) -> bool {
        match variable {
            Variable::Date(variable) => self.date(variable).is_some(),
            Variable::Name(variable) => !self.names(variable).is_empty(),
            variable => self.text(variable).is_some(),
        }
    }
}

fn name(name: &Json) -> Name<'_> {
    let part = |key: &str| name.get(key).and_then(Json::as_str).unwrap_or_default();
    let literal = part("literal");
    if !literal.is_empty() {
        return Name::Body(literal);
    }
    Name::Person(Person {
        family: part("family"),
        given: part("given"),
        dropping_particle: part("dropping-particle"),
        particle: part("non-dropping-particle"),
        suffix: part("suffix"),
    })
}

fn partial_day(parts: &Json) -> Option<PartialDay> {
    let part = |index: usize| parts.get(index).and_then(Json::as_i64);
    Some(PartialDay {
        year: part(0)?,
        month: part(1),
        day: part(2),
    })
}
