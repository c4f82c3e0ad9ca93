//! Mappings: which columns of which tables mean what.

mod column;
mod explain;
mod record;
mod short;

pub(super) use self::column::{AmountRecord, ColumnOr, EntityRecord};
pub use self::explain::explain_mapping;
pub(super) use self::record::{ConflictsRecord, FieldsRecord, MappingRecord, REST, TableRecord};
pub use self::short::ShortForm;
use super::error::ImportError;
use super::table::sha256;
use crate::dataset::read_record;

/// What the columns of tables mean.
///
/// A mapping is read from YAML, or made from the options of a [`ShortForm`].
#[derive(Debug, Clone, Default)]
pub struct Mapping {
    pub(super) record: MappingRecord,
    /// The name and the fingerprint of its file.
    pub(super) file: Option<(String, String)>,
}

impl Mapping {
    /// Reads a mapping. The name is that of its file, for messages.
    ///
    /// # Errors
    /// Returns [`ImportError::Mapping`] with all findings.
    ///
    /// ```
    /// use interorg::import::Mapping;
    ///
    /// let text = "tables: [{shape: two-mode, organization: Country, operation: Mission}]";
    /// assert!(Mapping::parse("map.yaml", text).is_ok());
    /// let error = Mapping::parse("map.yaml", "tables: [{shape: two-mod}]").unwrap_err();
    /// assert_eq!(error.to_string(), "the mapping has 1 error");
    /// ```
    pub fn parse(name: &str, text: &str) -> Result<Self, ImportError> {
        Ok(Self {
            record: read_record(name, text).map_err(ImportError::Mapping)?,
            file: Some((name.to_owned(), sha256(text.as_bytes()))),
        })
    }

    /// Returns the mapping with options in place of what it says.
    ///
    /// # Errors
    /// Returns an error if an option has a value that does not exist.
    pub fn with(mut self, short: &ShortForm) -> Result<Self, ImportError> {
        short.apply(&mut self.record)?;
        Ok(self)
    }

    /// Returns the table of a file: the first whose name its own ends in, or else the first without a name.
    pub(super) fn table(&self, file: &str) -> TableRecord {
        self.find(file, None).cloned().unwrap_or_default()
    }

    /// Returns the tables of nodes and edges of a file.
    pub(super) fn tables_of_graph(&self, file: &str) -> [Option<TableRecord>; 2] {
        ["nodes", "edges"].map(|part| self.find(file, Some(part)).cloned())
    }

    fn find(&self, file: &str, part: Option<&str>) -> Option<&TableRecord> {
        let tables = || {
            let tables = self.record.tables.iter();
            tables.filter(|table| part.is_none() || table.part.as_deref() == part)
        };
        let named = tables().find(|table| {
            let name = table.file.as_deref();
            name.is_some_and(|name| file.ends_with(name))
        });
        named.or_else(|| tables().find(|table| table.file.is_none()))
    }
}
