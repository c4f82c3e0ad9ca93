//! A mapping applied to the columns of a table.

use std::collections::{HashMap, HashSet};

use super::Shape;
use super::beside_columns::BesideColumns;
use super::cell::Cleaner;
use super::columns::{EntityColumns, UsedColumns, has_rest};
use super::values::{Values, is_role};
use crate::import::collection::Direction;
use crate::import::date::DateReader;
use crate::import::error::ImportError;
use crate::import::mapping::{ColumnOr, ConflictsRecord, EntityRecord, TableRecord};
use crate::import::number::NumberReader;
use crate::import::table::{Row, Table};
use crate::phrase::comparable;

/// What the columns of a table mean, by their indexes.
#[derive(Debug)]
pub(in crate::import) struct Plan {
    pub(super) shape: Shape,
    pub(super) layout: Layout,
    pub(super) time: Time,
    /// The columns of years, in a table with a column per year.
    pub(super) years: Vec<(usize, i32)>,
    pub(super) parts: Vec<PartColumns>,
    pub(super) otherwise: Option<String>,
    pub(super) flags: Vec<usize>,
    pub(super) role: Option<usize>,
    /// The column of the rung of a tie.
    pub(super) phase: Option<usize>,
    pub(super) beside: BesideColumns,
    /// The role in which it is unknown whether an organization took part.
    pub(super) unknown_role: String,
    /// The column and the values by which a node is an operation.
    pub(super) operations: Option<(usize, HashSet<String>)>,
    pub(super) values: Values,
    pub(super) cleaner: Cleaner,
    pub(super) dates: DateReader,
    pub(super) numbers: NumberReader,
    pub(super) split: Option<Split>,
    pub(super) conflicts: ConflictsRecord,
    pub(in crate::import) is_directed: bool,
    pub(super) columns: Vec<String>,
    pub(in crate::import) used: UsedColumns,
    /// The reasons why columns are not carried.
    pub(in crate::import) not_carried: HashMap<String, String>,
}

/// Where the organizations and operations of a table are.
#[derive(Debug)]
pub(super) enum Layout {
    Pair {
        from: EntityColumns,
        to: EntityColumns,
    },
    Member {
        organization: EntityColumns,
        operation: EntityColumns,
    },
    /// A row per operation, with an organization in each of several columns.
    Positions {
        operation: EntityColumns,
        organizations: Vec<usize>,
    },
    /// A row per organization and a column per operation, or the other way round.
    Incidence {
        row: EntityColumns,
        row_is_operation: bool,
        columns: Vec<usize>,
    },
    Node {
        entity: EntityColumns,
        is_operation: bool,
    },
}

/// Where the time of a row is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Time {
    None,
    Year(usize),
    Period {
        start: Option<usize>,
        end: Option<usize>,
    },
}

/// The columns of a participation that a row may have.
#[derive(Debug)]
pub(super) struct PartColumns {
    pub(super) role: String,
    pub(super) start: Vec<usize>,
    pub(super) end: Vec<usize>,
}

/// How a cell with several values is taken apart.
#[derive(Debug)]
pub(super) struct Split {
    pub(super) at: String,
    pub(super) brackets: Brackets,
}

/// The meaning of what is in brackets after a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Brackets {
    Name,
    Amount,
    Role,
    Note,
}

impl Plan {
    /// Finds the columns of a mapping in a table. The file is named in definitions.
    pub(in crate::import) fn new(
        shape: Shape,
        record: &TableRecord,
        table: &Table,
        file: &str,
    ) -> Result<Self, ImportError> {
        let mut used = UsedColumns(vec![false; table.columns.len()]);
        let time = time(&mut used, record, table)?;
        let years = years(&mut used, record, table)?;
        let mut parts = Vec::new();
        for part in &record.parts {
            parts.push(PartColumns {
                role: part.role.clone(),
                start: used.several(table, part.start.as_ref())?,
                end: used.several(table, part.end.as_ref())?,
            });
        }
        let role = used.optional(table, record.role.as_ref())?;
        let phase = used.optional(table, record.phase.as_ref())?;
        let mut beside = BesideColumns::new(&mut used, record, table, file)?;
        let operations = match &record.operations {
            None => None,
            Some(operations) => {
                let column = used.column(table, &operations.column)?;
                let values = operations.values.iter().flat_map(|values| &values.0);
                Some((column, values.map(|value| comparable(value)).collect()))
            }
        };
        let flags = used.several(table, record.flags.as_ref())?;
        let not_carried = record.not_carried.0.iter().cloned();
        let not_carried: HashMap<String, String> = not_carried
            .map(|(column, reason)| (comparable(&column), reason))
            .collect();
        let is_left_out = |column: usize| {
            let name = table.columns.get(column);
            name.is_some_and(|name| not_carried.contains_key(&comparable(name)))
        };
        let mut layout = layout(shape, &mut used, record, table, is_left_out)?;
        if has_rest(table, record.attributes.as_ref()) {
            beside.attributes.extend(used.take_rest(is_left_out));
        }
        layout.take_rest(record, table, &mut used, is_left_out);
        Ok(Self {
            shape,
            layout,
            time,
            years,
            parts,
            otherwise: record.otherwise.clone(),
            flags,
            role,
            phase,
            beside,
            unknown_role: unknown_role(record),
            operations,
            values: Values::new(record),
            cleaner: Cleaner::new(record),
            dates: dates(record),
            numbers: NumberReader {
                mark: record.decimal,
                otherwise: record.conflicts.not_a_number,
            },
            split: split(record)?,
            conflicts: record.conflicts.clone(),
            is_directed: record.directed.unwrap_or(false),
            columns: table.columns.clone(),
            used,
            not_carried,
        })
    }
}

impl Plan {
    /// Returns what a row says of the direction of its tie.
    pub(super) fn direction(&self, row: &Row) -> Direction {
        match (self.is_directed, row.is_two_way) {
            (false, _) => Direction::Undirected,
            (true, false) => Direction::OneWay,
            (true, true) => Direction::BothWays,
        }
    }
}

impl Layout {
    /// Gives the columns that nothing else names to the organization or operation whose attributes they are.
    fn take_rest(
        &mut self,
        record: &TableRecord,
        table: &Table,
        used: &mut UsedColumns,
        is_left_out: impl Fn(usize) -> bool,
    ) {
        let of = |record: &Option<ColumnOr<EntityRecord>>| {
            let attributes = record
                .as_ref()
                .and_then(|entity| entity.attributes.as_ref());
            has_rest(table, attributes)
        };
        let wanted = match self {
            Self::Pair { from, to } => [(from, of(&record.from)), (to, of(&record.to))]
                .into_iter()
                .find(|(_, has_rest)| *has_rest),
            Self::Member {
                organization,
                operation,
            } => [
                (organization, of(&record.organization)),
                (operation, of(&record.operation)),
            ]
            .into_iter()
            .find(|(_, has_rest)| *has_rest),
            Self::Positions { operation, .. } => Some((operation, of(&record.operation))),
            Self::Incidence {
                row,
                row_is_operation: true,
                ..
            } => Some((row, of(&record.operation))),
            Self::Incidence { row, .. } => Some((row, of(&record.organization))),
            Self::Node { entity, .. } => {
                Some((entity, of(&record.organization) || of(&record.operation)))
            }
        };
        if let Some((columns, true)) = wanted {
            columns.attributes.extend(used.take_rest(is_left_out));
        }
    }
}

/// Returns the role in which participation is unknown: the named one, or else the first of the roles, or else the first
/// role among the meanings of values. Empty means the role of a table without roles.
fn unknown_role(record: &TableRecord) -> String {
    let named = record.unknown_role.clone();
    let first = || record.roles.first().map(|role| role.id.clone());
    let meant = || {
        let mut meanings = record.values.0.iter().map(|(_, meaning)| meaning);
        meanings.find(|meaning| is_role(meaning)).cloned()
    };
    named.or_else(first).or_else(meant).unwrap_or_default()
}

fn time(used: &mut UsedColumns, record: &TableRecord, table: &Table) -> Result<Time, ImportError> {
    if let Some(year) = &record.year {
        return Ok(Time::Year(used.column(table, year)?));
    }
    let start = used.optional(table, record.start.as_ref())?;
    let end = used.optional(table, record.end.as_ref())?;
    Ok(match (start, end) {
        (None, None) => Time::None,
        (start, end) => Time::Period { start, end },
    })
}

/// Finds the columns of years, and the years in their names, such as `1990`, `X1990` and `1990 [YR1990]`.
fn years(
    used: &mut UsedColumns,
    record: &TableRecord,
    table: &Table,
) -> Result<Vec<(usize, i32)>, ImportError> {
    const DIGITS: usize = 4;
    let columns = used.several(table, record.years.as_ref())?.into_iter();
    let years = columns.map(|column| {
        let name = &table.columns[column];
        let mut numbers = name.split(|letter: char| !letter.is_ascii_digit());
        let year = numbers.find(|digits| digits.len() == DIGITS);
        let year = year.and_then(|year| year.parse().ok());
        year.map(|year| (column, year))
            .ok_or_else(|| ImportError::WrongValue {
                key: "years",
                text: name.clone(),
                expected: "a column with a year in its name".to_owned(),
            })
    });
    years.collect()
}

fn layout(
    shape: Shape,
    used: &mut UsedColumns,
    record: &TableRecord,
    table: &Table,
    is_left_out: impl Fn(usize) -> bool,
) -> Result<Layout, ImportError> {
    let missing = |needs| ImportError::MissingColumn {
        shape: shape.name(),
        needs,
    };
    let organization = record.organization.as_deref();
    let operation = record.operation.as_deref();
    let is_pair = record.from.is_some() || record.to.is_some();
    match shape {
        Shape::Panel if !is_pair => {}
        Shape::Edges | Shape::Events | Shape::Panel => {
            let from = record.from.as_deref().ok_or(missing("`--from`"))?;
            let to = record.to.as_deref().ok_or(missing("`--to`"))?;
            return Ok(Layout::Pair {
                from: used.entity(table, from)?,
                to: used.entity(table, to)?,
            });
        }
        Shape::Nodes => {
            let is_operation = organization.is_none();
            let entity = organization.or(operation);
            let entity = entity.ok_or(missing("`--org` or `--operation`"))?;
            return Ok(Layout::Node {
                entity: used.entity(table, entity)?,
                is_operation,
            });
        }
        Shape::TwoMode | Shape::TwoModeWide => {}
    }
    match (organization, operation) {
        (Some(organization), Some(operation)) => {
            if organization.columns.is_some() {
                return Ok(Layout::Positions {
                    operation: used.entity(table, operation)?,
                    organizations: used.several(table, organization.columns.as_ref())?,
                });
            }
            if operation.columns.is_some() {
                return Ok(Layout::Incidence {
                    row: used.entity(table, organization)?,
                    row_is_operation: false,
                    columns: used.several(table, operation.columns.as_ref())?,
                });
            }
            Ok(Layout::Member {
                organization: used.entity(table, organization)?,
                operation: used.entity(table, operation)?,
            })
        }
        (Some(row), None) | (None, Some(row)) if shape != Shape::TwoMode => {
            let row_is_operation = organization.is_none();
            let row = used.entity(table, row)?;
            Ok(Layout::Incidence {
                row,
                row_is_operation,
                columns: used.take_rest(is_left_out),
            })
        }
        (None, _) => Err(missing("`--org`")),
        (_, None) => Err(missing("`--operation`")),
    }
}

fn dates(record: &TableRecord) -> DateReader {
    let words = |words: &Option<crate::dataset::Words>| {
        let words = words.iter().flat_map(|words| &words.0);
        words.map(|word| word.trim().to_owned()).collect()
    };
    DateReader {
        order: record.dates,
        impossible: record.conflicts.impossible_date,
        open: words(&record.open_dates),
        unknown: words(&record.unknown_dates),
    }
}

fn split(record: &TableRecord) -> Result<Option<Split>, ImportError> {
    let Some(split) = &record.split else {
        return Ok(None);
    };
    let brackets = match split.brackets.as_deref() {
        None | Some("name") => Brackets::Name,
        Some("amount") => Brackets::Amount,
        Some("role") => Brackets::Role,
        Some("note") => Brackets::Note,
        Some(other) => {
            return Err(ImportError::WrongValue {
                key: "brackets",
                text: other.to_owned(),
                expected: "`name`, `amount`, `role` or `note`".to_owned(),
            });
        }
    };
    Ok(Some(Split {
        at: split.at.clone().unwrap_or_else(|| ", ".to_owned()),
        brackets,
    }))
}
