//! What a record may have beside its own fields: free attributes, and amounts.

use super::Validator;
use super::path::Path;
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{AmountRecord, Entries, Text};
use crate::model::{Amount, Annotations, Attribute, Id};

impl Validator<'_> {
    /// Reads the free attributes and the amounts of a record.
    pub(super) fn annotations(
        &mut self,
        attributes: Entries<Text>,
        amounts: Box<[AmountRecord]>,
        path: &Path<'_>,
    ) -> Annotations {
        // Nearly all records have none.
        if attributes.0.is_empty() && amounts.is_empty() {
            return Annotations::default();
        }
        let attributes = self.attributes(attributes, path);
        let list = path.key("amounts");
        let amounts = amounts.into_iter().enumerate();
        let amounts = amounts.filter_map(|(index, record)| self.amount(record, &list.index(index)));
        Annotations::new(attributes, amounts.collect())
    }

    fn amount(&mut self, record: AmountRecord, path: &Path<'_>) -> Option<Amount> {
        let from = record.from.map(|leaf| leaf.0);
        let to = record.to.map(|leaf| leaf.0);
        self.check_period((from, to), path);
        let quantities = &self.vocabularies.amounts;
        let what = self
            .references
            .term(quantities, &record.what, &path.key("what"));
        let citations = self.references.citations(record.cite, &path.key("cite"));
        Some(Amount {
            what: what?,
            value: record.value.0,
            from,
            to,
            citations,
        })
    }

    /// Reads free attributes, and reports names that are not ids: names become columns of tables.
    fn attributes(&mut self, attributes: Entries<Text>, path: &Path<'_>) -> Box<[Attribute]> {
        let path = path.key("attributes");
        let attributes = attributes.0.into_iter().enumerate();
        let attributes = attributes.filter_map(|(index, (text, value))| match text.parse::<Id>() {
            Ok(name) => Some(Attribute {
                name,
                value: value.0,
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
        attributes.collect()
    }
}
