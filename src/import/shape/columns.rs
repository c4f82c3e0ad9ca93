//! The columns that a mapping names, found in a table.

use crate::dataset::Words;
use crate::import::error::ImportError;
use crate::import::mapping::{EntityRecord, REST};
use crate::import::table::Table;

/// Which columns of a table are used.
#[derive(Debug, Clone)]
pub(in crate::import) struct UsedColumns(pub(in crate::import) Vec<bool>);

/// The columns of an organization or operation.
#[derive(Debug, Clone, Default)]
pub(super) struct EntityColumns {
    /// `None` if its columns are those of a wide table.
    pub(super) key: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) abbreviation: Option<usize>,
    pub(super) kind: Option<usize>,
    pub(super) start: Option<usize>,
    pub(super) end: Option<usize>,
    pub(super) place: Option<usize>,
    pub(super) region: Option<usize>,
    pub(super) url: Option<usize>,
    pub(super) identifiers: Vec<(String, usize)>,
    pub(super) aliases: Vec<usize>,
    pub(super) attributes: Vec<usize>,
    pub(super) notes: Vec<usize>,
    pub(super) scheme: Option<String>,
    pub(super) prefix: String,
    /// Whether ids are made from names although keys have letters.
    pub(super) has_ids_of_names: bool,
}

impl UsedColumns {
    /// Finds a column and marks it as used.
    pub(super) fn column(&mut self, table: &Table, name: &str) -> Result<usize, ImportError> {
        let column = table.column(name)?;
        self.0[column] = true;
        Ok(column)
    }

    pub(super) fn optional(
        &mut self,
        table: &Table,
        name: Option<&String>,
    ) -> Result<Option<usize>, ImportError> {
        name.map(|name| self.column(table, name)).transpose()
    }

    /// Finds columns by their names and ranges.
    pub(super) fn several(
        &mut self,
        table: &Table,
        names: Option<&Words>,
    ) -> Result<Vec<usize>, ImportError> {
        let mut columns = Vec::new();
        for name in names.iter().flat_map(|names| &names.0) {
            // What the rest is, is known when all other columns are.
            if is_rest(table, name) {
                continue;
            }
            match range(table, name)? {
                Some(range) => columns.extend(range),
                None => columns.push(table.column(name)?),
            }
        }
        for column in &columns {
            self.0[*column] = true;
        }
        Ok(columns)
    }

    /// Finds the columns of an organization or operation.
    pub(super) fn entity(
        &mut self,
        table: &Table,
        record: &EntityRecord,
    ) -> Result<EntityColumns, ImportError> {
        let mut identifiers = Vec::new();
        for (scheme, column) in &record.identifiers.0 {
            identifiers.push((scheme.clone(), self.column(table, column)?));
        }
        Ok(EntityColumns {
            key: self.optional(table, record.column.as_ref())?,
            name: self.optional(table, record.name.as_ref())?,
            abbreviation: self.optional(table, record.abbreviation.as_ref())?,
            kind: self.optional(table, record.kind.as_ref())?,
            start: self.optional(table, record.start.as_ref())?,
            end: self.optional(table, record.end.as_ref())?,
            place: self.optional(table, record.place.as_ref())?,
            region: self.optional(table, record.region.as_ref())?,
            url: self.optional(table, record.url.as_ref())?,
            identifiers,
            aliases: self.several(table, record.aliases.as_ref())?,
            attributes: self.several(table, record.attributes.as_ref())?,
            notes: self.several(table, record.notes.as_ref())?,
            scheme: record.scheme.clone(),
            prefix: record.prefix.clone().unwrap_or_default(),
            has_ids_of_names: record.id.as_deref() == Some("name"),
        })
    }

    /// Returns the columns that are not used, and marks them as used. Those that a mapping leaves out stay unused.
    pub(super) fn take_rest(&mut self, is_left_out: impl Fn(usize) -> bool) -> Vec<usize> {
        let rest = self.0.iter().enumerate().filter(|(_, used)| !**used);
        let rest: Vec<usize> = rest
            .map(|(column, _)| column)
            .filter(|column| !is_left_out(*column))
            .collect();
        for column in &rest {
            self.0[*column] = true;
        }
        rest
    }
}

/// Returns `true` if names have the word for all columns that nothing else names.
pub(super) fn has_rest(table: &Table, names: Option<&Words>) -> bool {
    let mut names = names.iter().flat_map(|names| &names.0);
    names.any(|name| is_rest(table, name))
}

/// Returns `true` if a name is the word for the rest, and not that of a column.
fn is_rest(table: &Table, name: &str) -> bool {
    name == REST && table.column(name).is_err()
}

/// Returns the columns of a range such as `c1..c91`, `4..` and `..10`; `None` if a column has that name, or it is not a
/// range.
fn range(table: &Table, name: &str) -> Result<Option<std::ops::Range<usize>>, ImportError> {
    let Some((first, last)) = name.split_once("..") else {
        return Ok(None);
    };
    if table.column(name).is_ok() {
        return Ok(None);
    }
    let bound = |name: &str, open: usize| match name.trim() {
        "" => Ok(open),
        name => table.column(name),
    };
    let first = bound(first, 0)?;
    let last = bound(last, table.columns.len().saturating_sub(1))?;
    Ok(Some(first..last + 1))
}
