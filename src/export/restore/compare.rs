//! The comparison of stored tables with those that follow from the records.

use std::collections::{BTreeSet, HashMap};

use super::error::{RestoreError, RowProblem, TableDifference};
use super::layout::Layout;
use super::stored::StoredTables;
use super::table::StoredTable;
use crate::analysis::tables::{ProjectedTable, TableDefinition};
use crate::model::Value;

/// How many differences are described. The others are counted.
const MAX_DESCRIBED: usize = 5;

/// The columns that follow from the records only if a program that had all of them wrote the tables at once, with the columns for
/// reasons.
const OF_WHOLE: [(&str, &str); 5] = [
    ("about", "in_parts"),
    ("about", "fingerprint"),
    ("about", "fingerprint_missing"),
    ("statement", "joint"),
    ("statement", "joint_missing"),
];

/// Compares every table with the stored one of its name.
///
/// # Errors
/// Fails if a table or column is missing, if a column is unknown, or if any row or value differs.
pub(super) fn compare(
    tables: &[ProjectedTable<'_>],
    stored: &StoredTables,
    are_whole: bool,
) -> Result<(), RestoreError> {
    let layouts = stored.layouts();
    let mut pairs = Vec::new();
    for table in tables {
        let definition = table.definition();
        let mut found = Found::new(definition, stored.table(definition.name)?, layouts[0])?;
        found.compares_all = are_whole;
        pairs.push((table, found));
    }
    // Of several ways in which values may be written, one explains all of them.
    let mut faultless = layouts.clone();
    for (table, found) in &pairs {
        let rows: Vec<Vec<Value<'_>>> = table.rows().collect();
        faultless.retain(|layout| {
            let mut differences = Differences::default();
            found.compare(&rows, *layout, &mut differences);
            differences.count == 0
        });
        if faultless.is_empty() {
            return Err(fewest_differences(&pairs, &layouts));
        }
    }
    Ok(())
}

/// Returns the differences from what would be written in the way that explains most of the tables.
fn fewest_differences(
    pairs: &[(&ProjectedTable<'_>, Found<'_>)],
    layouts: &[Layout],
) -> RestoreError {
    let differences = layouts.iter().map(|_| Differences::default());
    let mut differences: Vec<Differences> = differences.collect();
    for (table, found) in pairs {
        let rows: Vec<Vec<Value<'_>>> = table.rows().collect();
        for (layout, differences) in layouts.iter().zip(&mut differences) {
            found.compare(&rows, *layout, differences);
        }
    }
    let fewest = differences.into_iter().min_by_key(|one| one.count);
    let Differences { described, count } = fewest.unwrap_or_default();
    RestoreError::Differs { described, count }
}

/// The differences in all tables.
#[derive(Default)]
struct Differences {
    described: Vec<TableDifference>,
    count: usize,
}

impl Differences {
    fn push(&mut self, difference: impl FnOnce() -> TableDifference) {
        if self.described.len() < MAX_DESCRIBED {
            self.described.push(difference());
        }
        self.count += 1;
    }
}

/// A stored table, with what is needed to find its rows.
struct Found<'s> {
    definition: &'s TableDefinition,
    table: &'s StoredTable,
    /// The columns that are expected, and their places in the stored table.
    columns: Vec<(String, usize)>,
    /// The places of the key among the expected columns.
    key: Vec<usize>,
    /// The rows by their keys.
    rows: HashMap<Vec<&'s str>, usize>,
    /// The rows with the key of an earlier one.
    repeated: BTreeSet<usize>,
    /// Whether the columns [`OF_WHOLE`] are compared too.
    compares_all: bool,
}

impl<'s> Found<'s> {
    fn new(
        definition: &'s TableDefinition,
        table: &'s StoredTable,
        layout: Layout,
    ) -> Result<Self, RestoreError> {
        let names = layout.columns(definition).into_iter();
        let columns = names.map(|name| {
            let place = table.place(&name)?;
            Ok((name, place))
        });
        let columns: Vec<(String, usize)> = columns.collect::<Result<_, RestoreError>>()?;
        if let Some(place) =
            (0..table.columns.len()).find(|place| columns.iter().all(|(_, known)| known != place))
        {
            return Err(RestoreError::UnknownColumn {
                table: table.name.clone(),
                column: table.columns[place].clone(),
            });
        }
        let key = definition.key.iter();
        let key = key.filter_map(|name| columns.iter().position(|(column, _)| column == name));
        let mut found = Self {
            definition,
            table,
            key: key.collect(),
            columns,
            rows: HashMap::new(),
            repeated: BTreeSet::new(),
            compares_all: true,
        };
        for (number, row) in table.rows.iter().enumerate() {
            let key = found.key_of(row);
            if *found.rows.entry(key).or_insert(number) != number {
                found.repeated.insert(number);
            }
        }
        Ok(found)
    }

    /// Returns the key of a stored row.
    fn key_of(&self, row: &'s [String]) -> Vec<&'s str> {
        let places = self.key.iter().map(|place| self.columns[*place].1);
        places.map(|place| row[place].as_str()).collect()
    }

    /// Compares the table with the rows that it should have.
    fn compare(&self, expected: &[Vec<Value<'_>>], layout: Layout, differences: &mut Differences) {
        let mut is_expected = vec![false; self.table.rows.len()];
        for values in expected {
            let cells = layout.row(values, self.definition);
            let key: Vec<&str> = self
                .key
                .iter()
                .map(|place| cells[*place].as_str())
                .collect();
            match self.rows.get(&key) {
                Some(number) => {
                    is_expected[*number] = true;
                    self.compare_row(&cells, &self.table.rows[*number], differences);
                }
                None => differences.push(|| self.difference(&key, RowProblem::Missing)),
            }
        }
        for (number, row) in self.table.rows.iter().enumerate() {
            if self.repeated.contains(&number) {
                differences.push(|| self.difference(&self.key_of(row), RowProblem::Repeated));
            } else if !is_expected[number] {
                differences.push(|| self.difference(&self.key_of(row), RowProblem::Unexpected));
            }
        }
    }

    fn compare_row(&self, cells: &[String], row: &'s [String], differences: &mut Differences) {
        for ((column, place), cell) in self.columns.iter().zip(cells) {
            let is_compared =
                self.compares_all || !OF_WHOLE.contains(&(self.definition.name, column.as_str()));
            if row[*place] == *cell || !is_compared {
                continue;
            }
            differences.push(|| {
                let problem = RowProblem::Value {
                    column: column.clone(),
                    expected: cell.clone(),
                    found: row[*place].clone(),
                };
                self.difference(&self.key_of(row), problem)
            });
        }
    }

    fn difference(&self, key: &[&str], problem: RowProblem) -> TableDifference {
        let names = self.definition.key.iter();
        let key = names.zip(key);
        TableDifference {
            table: self.definition.name.to_owned(),
            key: key
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            problem,
        }
    }
}
