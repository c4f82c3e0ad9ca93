//! Mappings from the options of a command.

use serde_json::json;

use super::column::{ColumnOr, EntityRecord};
use super::record::{MappingRecord, SplitRecord, TableRecord};
use crate::dataset::Words;
use crate::import::error::ImportError;
use crate::import::rules::DateOrder;
use crate::import::shape::Shape;

/// The columns of a table as options of a command name them.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct ShortForm {
    /// The shape.
    pub shape: Option<Shape>,
    /// The title of the dataset.
    pub title: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row of the header, or `none`.
    pub header: Option<String>,
    /// The separator.
    pub separator: Option<String>,
    /// The column of the organization, or a range of columns.
    pub organization: Option<String>,
    /// The column of the operation, or a range of columns.
    pub operation: Option<String>,
    /// The column of the first organization of a pair.
    pub from: Option<String>,
    /// The column of the second organization of a pair.
    pub to: Option<String>,
    /// The column of the role, or of the kind of tie or event.
    pub role: Option<String>,
    /// The column of the year.
    pub year: Option<String>,
    /// The column of the start, or of the date of an event.
    pub start: Option<String>,
    /// The column of the end.
    pub end: Option<String>,
    /// The columns of numbers.
    pub amounts: Vec<String>,
    /// The column of the rung of a tie.
    pub phase: Option<String>,
    /// The columns that become attributes, or `rest`.
    pub attributes: Vec<String>,
    /// The text between the values of a cell with several organizations.
    pub split: Option<String>,
    /// The order of day and month.
    pub dates: Option<DateOrder>,
    /// The texts that mean that a value is missing.
    pub missing: Vec<String>,
    /// Whether ties have a direction.
    pub directed: bool,
    /// Names, each with the name that takes its place.
    pub synonyms: Vec<(String, String)>,
}

impl ShortForm {
    /// Sets what the options say in every table of a mapping, or creates one.
    pub(super) fn apply(&self, mapping: &mut MappingRecord) -> Result<(), ImportError> {
        if let Some(title) = &self.title {
            mapping.dataset.0.insert("title".to_owned(), json!(title));
        }
        if mapping.tables.is_empty() {
            mapping.tables.push(TableRecord::default());
        }
        for table in &mut mapping.tables {
            self.apply_to(table);
        }
        Ok(())
    }

    /// Gives attributes to what a row is about: the organization or operation of a table of them, or else the tie or
    /// participation.
    fn set_attributes(&self, table: &mut TableRecord) {
        let attributes = Some(Words(self.attributes.clone()));
        let is_list = table.shape == Some(Shape::Nodes);
        let listed = match &mut table.organization {
            Some(organization) => Some(organization),
            None => table.operation.as_mut(),
        };
        match listed.filter(|_| is_list) {
            Some(entity) => entity.attributes = attributes,
            None => table.attributes = attributes,
        }
    }

    fn apply_to(&self, table: &mut TableRecord) {
        let set = |field: &mut Option<String>, option: &Option<String>| {
            if option.is_some() {
                field.clone_from(option);
            }
        };
        table.shape = self.shape.or(table.shape);
        set(&mut table.sheet, &self.sheet);
        set(&mut table.header, &self.header);
        set(&mut table.separator, &self.separator);
        set(&mut table.role, &self.role);
        set(&mut table.year, &self.year);
        set(&mut table.start, &self.start);
        set(&mut table.end, &self.end);
        set(&mut table.phase, &self.phase);
        if !self.amounts.is_empty() {
            let columns = self.amounts.iter();
            table.amounts = columns.map(|column| ColumnOr::of_column(column)).collect();
        }
        for (field, option) in [
            (&mut table.organization, &self.organization),
            (&mut table.operation, &self.operation),
            (&mut table.from, &self.from),
            (&mut table.to, &self.to),
        ] {
            if let Some(columns) = option {
                *field = Some(entity(columns));
            }
        }
        if let Some(at) = &self.split {
            table.split = Some(SplitRecord {
                at: Some(at.clone()),
                brackets: table
                    .split
                    .as_ref()
                    .and_then(|split| split.brackets.clone()),
            });
        }
        if !self.attributes.is_empty() {
            self.set_attributes(table);
        }
        table.dates = self.dates.or(table.dates);
        if !self.missing.is_empty() {
            table.missing = Some(Words(self.missing.clone()));
        }
        if self.directed {
            table.directed = Some(true);
        }
        table.synonyms.0.extend(self.synonyms.iter().cloned());
    }
}

/// Returns the columns of an option: one, or a range such as `c1..c91`.
fn entity(columns: &str) -> ColumnOr<EntityRecord> {
    if columns.contains("..") {
        ColumnOr(EntityRecord {
            columns: Some(Words(vec![columns.to_owned()])),
            ..EntityRecord::default()
        })
    } else {
        ColumnOr::of_column(columns)
    }
}
