//! What a record may have beside its own fields: free attributes.

use super::Validator;
use super::path::Path;
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{Entries, Text};
use crate::model::{Annotations, Attribute, Id};

impl Validator<'_> {
    /// Reads the free attributes of a record, and reports names that are not ids: names become columns of tables.
    pub(super) fn annotations(
        &mut self,
        attributes: Entries<Text>,
        path: &Path<'_>,
    ) -> Annotations {
        // Nearly all records have none.
        if attributes.0.is_empty() {
            return Annotations::default();
        }
        let path = path.key("attributes");
        let attributes = attributes.0.into_iter().enumerate();
        let attributes = attributes.filter_map(|(index, (text, value))| match text.parse::<Id>() {
            Ok(name) => Some(Attribute {
                name,
                value: value.into(),
            }),
            Err(error) => {
                let suggestion = error.suggestion().map(str::to_owned);
                self.find(
                    &path.entry_key(index),
                    FindingKind::InvalidId { text, suggestion },
                );
                None
            }
        });
        Annotations::new(attributes.collect())
    }
}
