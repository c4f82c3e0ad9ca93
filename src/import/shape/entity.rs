//! The organization or operation of a row.

use super::Shape;
use super::cell::{Name, whole_number};
use super::columns::EntityColumns;
use super::reader::RowReader;
use crate::import::accounts::{Change, Outcome};
use crate::import::collection::{Entity, Known, set_attribute, slug};
use crate::import::date::Value;
use crate::import::table::Row;
use crate::model::{Date, End};
use crate::phrase::comparable;

impl RowReader<'_> {
    /// Rejects a row without a key.
    pub(super) fn require(&self, row: &Row, columns: &EntityColumns) -> Result<(), Outcome> {
        let Some(column) = columns.key else {
            return Err(Outcome::rejected("the mapping names no column of its key"));
        };
        if self.plan.cleaner.text(row, column).is_empty() {
            let heading = &self.plan.columns[column];
            return Err(Outcome::rejected(format!("`{heading}` is empty")));
        }
        Ok(())
    }

    /// Returns the number of the organization or operation in a row, and adds what the row says about it.
    pub(super) fn entity(
        &mut self,
        row: &Row,
        columns: &EntityColumns,
        is_operation: bool,
        changes: &mut Vec<Change>,
    ) -> Result<u32, Outcome> {
        let Some(column) = columns.key else {
            return Err(Outcome::rejected("the mapping names no column of its key"));
        };
        let text = self.plan.cleaner.text(row, column).to_owned();
        let title = self.plan.cleaner.optional(row, columns.name).to_owned();
        let number = self.named((&text, &title), column, columns, is_operation, changes)?;
        self.details(row, columns, is_operation, number, &text, changes)?;
        Ok(number)
    }

    /// Returns the number of the organization or operation with a key, which a column holds, and a name, which may be empty.
    pub(super) fn named(
        &mut self,
        (text, title): (&str, &str),
        column: usize,
        columns: &EntityColumns,
        is_operation: bool,
        changes: &mut Vec<Change>,
    ) -> Result<u32, Outcome> {
        let heading = self.plan.columns.get(column).cloned().unwrap_or_default();
        if text.is_empty() {
            return Err(Outcome::rejected(format!("`{heading}` is empty")));
        }
        let name = match self.plan.cleaner.name(text, &heading, changes) {
            Name::Of(name) => name,
            Name::LeftOut(reason) => {
                return Err(Outcome::not_carried(format!("`{text}`: {reason}")));
            }
        };
        let shown = match title {
            "" => format!("{}{name}", columns.prefix),
            title => title.to_owned(),
        };
        let register = if is_operation {
            &mut self.collection.operations
        } else {
            &mut self.collection.organizations
        };
        let found = register.find_or_add(&name, &shown, columns.has_ids_of_names);
        let entity = register.get(found.number);
        let is_respelt = entity.is_some_and(|entity| {
            let mut known = entity.aliases.iter().chain([&entity.name]);
            comparable(&entity.name) == comparable(&shown) && known.all(|known| *known != shown)
        });
        if is_respelt && let Some(entity) = register.get(found.number) {
            changes.push(Change {
                column: heading,
                from: text.to_owned(),
                to: entity.name.clone(),
                reason: "another spelling of the same name".to_owned(),
            });
        }
        Ok(found.number)
    }

    /// Adds what a row says about an organization or operation. What an earlier row said counts.
    fn details(
        &mut self,
        row: &Row,
        columns: &EntityColumns,
        is_operation: bool,
        number: u32,
        key: &str,
        changes: &mut Vec<Change>,
    ) -> Result<(), Outcome> {
        let (start, end) = self.lifetime(row, columns, changes)?;
        let plan = self.plan;
        let text = |column: Option<usize>| plan.cleaner.optional(row, column);
        let kind = match text(columns.kind) {
            "" => None,
            kind => Some(kind.to_owned()),
        };
        let kind = kind.map(|kind| {
            let definition = format!("`{kind}` in {}.", self.definition);
            let kinds = if is_operation {
                &mut self.collection.operation_kinds
            } else {
                &mut self.collection.organization_kinds
            };
            kinds.find_or_add(&kind, &definition)
        });
        let mut attributes = self.attributes(row, &columns.attributes);
        let url = text(columns.url);
        if !is_operation && !url.is_empty() {
            let name = self.collection.attribute_names.find_or_add("url", "");
            attributes.push((name, url.to_owned()));
        }
        let register = if is_operation {
            &mut self.collection.operations
        } else {
            &mut self.collection.organizations
        };
        let abbreviation = text(columns.abbreviation);
        if !abbreviation.is_empty() && !is_operation && !register.abbreviate(number, abbreviation) {
            let alias = abbreviation.to_owned();
            if let Some(entity) = register.get_mut(number) {
                entity.add_note(format!("Abbreviation: {alias}"));
            }
        }
        let mut differing = 0;
        let Some(entity) = register.get_mut(number) else {
            return Ok(());
        };
        if is_operation && !abbreviation.is_empty() {
            entity
                .abbreviation
                .get_or_insert_with(|| abbreviation.to_owned());
        }
        let heading = columns.key.map(|column| plan.columns[column].as_str());
        keep_names(
            entity,
            (key, text(columns.name)),
            columns,
            heading.unwrap_or_default(),
        );
        entity.kind = entity.kind.or(kind);
        if self.plan.shape == Shape::Nodes && !is_operation {
            entity.live(start, end);
        } else {
            entity.start = entity.start.or(start);
            entity.end = entity.end.or(end);
        }
        set(&mut entity.place, text(columns.place));
        set(&mut entity.region, text(columns.region));
        if is_operation {
            set(&mut entity.url, url);
        }
        for (name, value) in &attributes {
            let known = set_attribute(&mut entity.attributes, *name, value);
            differing += u64::from(known == Known::Differs);
        }
        for (scheme, column) in &columns.identifiers {
            let value = plan.cleaner.text(row, *column);
            if !value.is_empty() {
                entity.add_identifier(scheme, value);
            }
        }
        for column in &columns.aliases {
            let alias = plan.cleaner.text(row, *column);
            if !alias.is_empty() {
                entity.add_alias(alias);
            }
        }
        for column in columns.notes.iter().copied() {
            let note = plan.cleaner.text(row, column);
            if !note.is_empty() {
                entity.add_note(format!("{}: {note}", plan.columns[column]));
            }
        }
        self.collection.differing += differing;
        Ok(())
    }

    fn lifetime(
        &self,
        row: &Row,
        columns: &EntityColumns,
        changes: &mut Vec<Change>,
    ) -> Result<(Option<Date>, Option<End>), Outcome> {
        let start: Vec<usize> = columns.start.into_iter().collect();
        let end: Vec<usize> = columns.end.into_iter().collect();
        if start.is_empty() && end.is_empty() {
            return Ok((None, None));
        }
        let period = self.period(row, &start, &end, changes)?;
        Ok((period.from, period.to))
    }

    /// Adds the organization or operation of a row in a table of them.
    pub(super) fn node(
        &mut self,
        row: &Row,
        columns: &EntityColumns,
        is_operation: bool,
    ) -> Result<Outcome, Outcome> {
        let mut changes = Vec::new();
        let plan = self.plan;
        let is_operation = match &plan.operations {
            None => is_operation,
            Some((column, values)) => values.contains(&comparable(plan.cleaner.text(row, *column))),
        };
        let number = self.entity(row, columns, is_operation, &mut changes)?;
        if let super::plan::Time::Period { start, end } = self.plan.time {
            let times = EntityColumns {
                start,
                end,
                ..EntityColumns::default()
            };
            let (start, end) = self.lifetime(row, &times, &mut changes)?;
            let entity = self.collection_entity(number, is_operation);
            if let Some(entity) = entity {
                entity.live(start, end);
            }
        }
        let list = if is_operation {
            "operations"
        } else {
            "organizations"
        };
        let Some(entity) = self.collection_entity(number, is_operation) else {
            return Ok(Outcome::empty());
        };
        let is_repeated = entity.is_listed;
        entity.is_listed = true;
        let record = format!("{list}.{}", entity.id);
        Ok(if is_repeated {
            Outcome::merged(record, changes)
        } else {
            Outcome::used(record, changes)
        })
    }

    fn collection_entity(&mut self, number: u32, is_operation: bool) -> Option<&mut Entity> {
        if is_operation {
            self.collection.operations.get_mut(number)
        } else {
            self.collection.organizations.get_mut(number)
        }
    }

    /// Returns a date as the value that a row has; only a date counts.
    pub(super) fn event_date(
        &self,
        row: &Row,
        column: usize,
        changes: &mut Vec<Change>,
    ) -> Result<Date, Outcome> {
        match self.date(row, column, changes)? {
            Value::On(date) => Ok(date),
            _ => {
                let name = &self.plan.columns[column];
                Err(Outcome::rejected(format!("`{name}` has no date")))
            }
        }
    }
}

/// Keeps the key and the name of a row, where they are not those of its entity.
fn keep_names(
    entity: &mut Entity,
    (key, name): (&str, &str),
    columns: &EntityColumns,
    heading: &str,
) {
    if let Some(scheme) = &columns.scheme {
        entity.add_identifier(scheme, whole_number(key));
    } else if !name.is_empty() || !columns.prefix.is_empty() {
        if key.chars().any(char::is_alphabetic) {
            entity.add_alias(key);
        } else {
            let scheme = slug(heading).unwrap_or_else(|| "key".to_owned());
            entity.add_identifier(&scheme, whole_number(key));
        }
    }
    if !name.is_empty() {
        entity.add_alias(name);
    }
}

fn set(field: &mut Option<String>, text: &str) {
    if field.is_none() && !text.is_empty() {
        *field = Some(text.to_owned());
    }
}
