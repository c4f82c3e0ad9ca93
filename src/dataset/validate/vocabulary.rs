//! The vocabularies of the dataset, and the default ones where it brings none.

use std::collections::HashMap;

use super::path::{OwnedPath, Path};
use super::references::References;
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{DocumentRecord, VocabulariesRecord};
use crate::dataset::term::{DatasetTerm, TermRecordFields, TermRecordParts};
use crate::model::{Id, MotiveFamily, Records, Term, Vocable, Vocabularies, with_vocabularies};

/// Takes the vocabularies out of the records and reads them. Those that the dataset leaves out are the default ones.
pub(super) fn read(
    records: &mut [DocumentRecord],
    defaults: Option<fn() -> Vocabularies>,
    references: &mut References<'_>,
) -> Vocabularies {
    let records = records.iter_mut();
    let mut reader = Reader {
        documents: records
            .map(|record| std::mem::take(&mut record.vocabularies))
            .collect(),
        references,
        families: Records::default(),
    };
    reader.read_families(defaults);
    let mut vocabularies = reader.read_all();
    vocabularies.motive_families = reader.families;
    match defaults {
        Some(defaults) if vocabularies.any_is_empty() => vocabularies.completed(defaults()),
        _ => vocabularies,
    }
}

/// The vocabularies of all documents while they are read.
struct Reader<'r, 'v> {
    documents: Vec<VocabulariesRecord>,
    references: &'r mut References<'v>,
    /// The families of the motives, which must be known before the motives are read.
    families: Records<MotiveFamily>,
}

impl Reader<'_, '_> {
    /// Reads the families of motives. If the dataset has motives but no families, its motives belong to the default
    /// families.
    fn read_families(&mut self, defaults: Option<fn() -> Vocabularies>) {
        let has_motives = self.documents.iter().any(|own| !own.motives.is_empty());
        self.families = self.read("motive-families", |own| &mut own.motive_families);
        if let Some(defaults) = defaults
            && has_motives
            && self.families.is_empty()
        {
            self.families = defaults().motive_families.without_literature();
        }
    }

    /// Reads one vocabulary, and reports ids that are defined twice.
    fn read<T: DatasetTerm>(
        &mut self,
        name: &'static str,
        list: fn(&mut VocabulariesRecord) -> &mut Vec<T::Record>,
    ) -> Records<T> {
        let mut terms: Vec<T> = Vec::new();
        let mut paths: HashMap<Id, OwnedPath> = HashMap::new();
        for document in 0..self.documents.len() {
            let root = Path::root(document);
            let vocabularies = root.key("vocabularies");
            let vocabulary = vocabularies.key(name);
            let records = std::mem::take(list(&mut self.documents[document]));
            for (index, record) in records.into_iter().enumerate() {
                let path = vocabulary.index(index);
                let Some(term) = self.term::<T>(record, &path) else {
                    continue;
                };
                let path = path.key("id");
                if let Some(first) = paths.get(term.id()) {
                    let finding = path.finding(FindingKind::DuplicateId {
                        record: T::KIND,
                        id: term.id().to_string(),
                    });
                    let found = &mut self.references.found;
                    found.push(finding.and(first.clone(), "first defined here"));
                } else {
                    paths.insert(term.id().clone(), path.owned());
                    terms.push(term);
                }
            }
        }
        Records::new(terms)
    }

    /// Reads a term; `None`, with a finding, if it refers to something unknown.
    fn term<T: DatasetTerm>(&mut self, mut record: T::Record, path: &Path<'_>) -> Option<T> {
        let TermRecordParts {
            id,
            label,
            definition,
            cite,
        } = record.take_parts();
        self.references.check_name(&label, "label", path);
        self.references.check_text(&definition, "definition", path);
        let term = Term {
            id,
            label: label.into(),
            definition: definition.into(),
            citations: self.references.citations(cite, &path.key("cite")),
        };
        T::from_record(record, term, &mut |family| {
            let key = self.families.key(family);
            if key.is_none() {
                let path = path.key("family");
                self.references.unknown_term(&self.families, family, &path);
            }
            key
        })
    }
}

/// Defines what is done once per vocabulary.
macro_rules! each_vocabulary {
    ($($(#[$doc:meta])* $field:ident: $term:ident = $name:literal;)+) => {
        impl Reader<'_, '_> {
            fn read_all(&mut self) -> Vocabularies {
                Vocabularies {
                    $($field: self.read($name, |own| &mut own.$field),)+
                }
            }
        }

        impl Vocabularies {
            fn any_is_empty(&self) -> bool {
                $(self.$field.is_empty())||+
            }

            /// Fills every vocabulary that is empty with the default one.
            fn completed(mut self, defaults: Self) -> Self {
                fn or_default<T: Vocable>(own: Records<T>, default: Records<T>) -> Records<T> {
                    if own.is_empty() { default.without_literature() } else { own }
                }
                // Motives refer to families by their numbers, so that both are from the same dataset.
                if self.motives.is_empty() {
                    self.motive_families = Records::default();
                }
                Self {
                    $($field: or_default(self.$field, defaults.$field),)+
                }
            }
        }
    };
}

with_vocabularies!(each_vocabulary);
