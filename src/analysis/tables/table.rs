//! A table of the projection: its columns, each declared once with the function that fills it, its keys and its rows.

use std::rc::Rc;

use super::days::{Doubts, Span};
use crate::model::{Value, ValueType};

/// The rows of a table, each with a value per column.
pub type Rows<'p> = Box<dyn Iterator<Item = Vec<Value<'p>>> + 'p>;

/// A table of the relational projection of a dataset.
pub struct ProjectedTable<'p> {
    definition: TableDefinition,
    rows: Box<dyn Fn() -> Rows<'p> + 'p>,
    count: Rc<dyn Fn() -> usize + 'p>,
}

/// What a table is about, and its columns and keys.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TableDefinition {
    /// The name, in the singular.
    pub name: &'static str,
    /// What a row is, in a sentence.
    pub meaning: &'static str,
    /// The columns, in order.
    pub columns: Vec<TableColumn>,
    /// The columns that identify a row.
    pub key: &'static [&'static str],
    /// The references to other tables.
    pub foreign_keys: Vec<ForeignKey>,
    /// The columns by which rows are searched, besides keys.
    pub searched: Vec<&'static [&'static str]>,
}

/// A column of a table.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct TableColumn {
    /// The name. It is not a reserved word of SQL.
    pub name: &'static str,
    /// The meaning, in a sentence.
    pub meaning: &'static str,
    /// The type: a number, a boolean, a day, a word, or a text.
    pub value_type: ValueType,
    /// Whether a value may be missing.
    pub is_optional: bool,
}

/// A reference from columns of a table to the key of a table.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ForeignKey {
    /// The columns that refer to the other table.
    pub columns: &'static [&'static str],
    /// The other table.
    pub table: &'static str,
}

impl<'p> ProjectedTable<'p> {
    /// Returns the columns and keys.
    pub fn definition(&self) -> &TableDefinition {
        &self.definition
    }

    /// Returns the rows, in the order of the dataset. Each row is made when it is read.
    pub fn rows(&self) -> Rows<'p> {
        (self.rows)()
    }

    /// Keeps the rows that match.
    pub(super) fn retain(self, matches: impl Fn(&[Value<'p>]) -> bool + 'p) -> Self {
        let (all, matches) = (self.rows, Rc::new(matches));
        let rows = Rc::new(move || -> Rows<'p> {
            let matches = Rc::clone(&matches);
            Box::new(all().filter(move |row| matches(row)))
        });
        let counted = Rc::clone(&rows);
        Self {
            definition: self.definition,
            rows: Box::new(move || rows()),
            count: Rc::new(move || counted().count()),
        }
    }

    /// Returns a function that counts the rows without making their values.
    pub(super) fn counter(&self) -> Rc<dyn Fn() -> usize + 'p> {
        Rc::clone(&self.count)
    }
}

type Fill<'p, R> = Box<dyn Fn(&R) -> Value<'p> + 'p>;

/// A table that is being declared, with rows of type `R`.
pub(super) struct TableBuilder<'p, R> {
    definition: TableDefinition,
    fills: Vec<Fill<'p, R>>,
    rows: Box<dyn Fn() -> Box<dyn Iterator<Item = R> + 'p> + 'p>,
}

impl<'p, R: 'p> TableBuilder<'p, R> {
    /// Starts a table with a function that returns its rows.
    pub(super) fn new<I: Iterator<Item = R> + 'p>(
        name: &'static str,
        meaning: &'static str,
        rows: impl Fn() -> I + 'p,
    ) -> Self {
        Self {
            definition: TableDefinition {
                name,
                meaning,
                columns: Vec::new(),
                key: &[],
                foreign_keys: Vec::new(),
                searched: Vec::new(),
            },
            fills: Vec::new(),
            rows: Box::new(move || Box::new(rows())),
        }
    }

    /// Adds a column that has a value in every row.
    pub(super) fn column<V: Into<Value<'p>>>(
        &mut self,
        name: &'static str,
        value_type: ValueType,
        meaning: &'static str,
        fill: impl Fn(&R) -> V + 'p,
    ) {
        self.add(name, value_type, meaning, false, fill);
    }

    /// Adds a column that may have no value.
    pub(super) fn optional<V: Into<Value<'p>>>(
        &mut self,
        name: &'static str,
        value_type: ValueType,
        meaning: &'static str,
        fill: impl Fn(&R) -> V + 'p,
    ) {
        self.add(name, value_type, meaning, true, fill);
    }

    /// Adds the columns of the days of a record, half-open.
    pub(super) fn days(&mut self, days: impl Fn(&R) -> Span + Copy + 'p) {
        self.column(
            "first_day",
            ValueType::Date,
            "First day; 0001-01-01 if the start is open. 9999-12-31 if the dates contradict one another.",
            move |row| days(row).first(),
        );
        self.column(
            "end_day",
            ValueType::Date,
            "Day after the last day; 9999-12-31 if the end is open. 0001-01-01 if the dates contradict one another.",
            move |row| days(row).end(),
        );
    }

    /// Adds the columns of the days on which it is unknown whether a record has begun, or has ended.
    pub(super) fn doubts(&mut self, doubts: impl Fn(&R) -> Doubts + Copy + 'p) {
        self.column(
            "start_doubt_day",
            ValueType::Date,
            "First day on which it is unknown whether it has begun; start_sure_day if there is none.",
            move |row| doubts(row).start.first(),
        );
        self.column(
            "start_sure_day",
            ValueType::Date,
            "Day after the last one on which it is unknown whether it has begun; 0001-01-01 if there is none.",
            move |row| doubts(row).start.end(),
        );
        self.column(
            "end_doubt_day",
            ValueType::Date,
            "First day on which it is unknown whether it has ended; end_sure_day if there is none.",
            move |row| doubts(row).end.first(),
        );
        self.column(
            "end_sure_day",
            ValueType::Date,
            "Day after the last one on which it is unknown whether it has ended; 0001-01-01 if there is none.",
            move |row| doubts(row).end.end(),
        );
    }

    /// Adds a reference to the key of another table.
    pub(super) fn refers(&mut self, columns: &'static [&'static str], table: &'static str) {
        let foreign_keys = &mut self.definition.foreign_keys;
        foreign_keys.push(ForeignKey { columns, table });
    }

    /// Adds columns by which rows are searched, so that a database has an index of them.
    pub(super) fn searched_by(&mut self, columns: &'static [&'static str]) {
        self.definition.searched.push(columns);
    }

    /// Ends the declaration with the columns that identify a row.
    pub(super) fn key(mut self, key: &'static [&'static str]) -> ProjectedTable<'p> {
        self.definition.key = key;
        let (fills, rows) = (Rc::new(self.fills), Rc::new(self.rows));
        let counted = Rc::clone(&rows);
        ProjectedTable {
            definition: self.definition,
            count: Rc::new(move || counted().count()),
            rows: Box::new(move || {
                let fills = Rc::clone(&fills);
                let rows = rows();
                Box::new(rows.map(move |row| fills.iter().map(|fill| fill(&row)).collect()))
            }),
        }
    }

    fn add<V: Into<Value<'p>>>(
        &mut self,
        name: &'static str,
        value_type: ValueType,
        meaning: &'static str,
        is_optional: bool,
        fill: impl Fn(&R) -> V + 'p,
    ) {
        self.definition.columns.push(TableColumn {
            name,
            meaning,
            value_type,
            is_optional,
        });
        self.fills.push(Box::new(move |row| fill(row).into()));
    }
}
