//! The vocabularies of the dataset, and the default ones where it says nothing of them.

use std::collections::{HashMap, HashSet};

use super::organization::by_language;
use super::path::{OwnedPath, Path};
use super::references::References;
use crate::dataset::finding::FindingKind;
use crate::dataset::record::{DocumentRecord, Terms, VocabulariesRecord};
use crate::dataset::term::{DatasetTerm, TermRecordFields, TermRecordParts};
use crate::model::{
    AmountKind, AmountSummary, Id, MotiveFamily, Records, Term, Vocable, Vocabularies,
    with_vocabularies,
};

/// Takes the vocabularies out of the records and reads them. Those that the dataset leaves out are the default ones;
/// one that is empty has no terms.
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
    let given = reader.given();
    reader.read_families(defaults, given.contains("motive-families"));
    reader.check_summaries();
    let mut vocabularies = reader.read_all();
    vocabularies.motive_families = std::mem::take(&mut reader.families);
    let vocabularies = match defaults {
        Some(defaults) if vocabularies.any_is_empty() => {
            let given = with_dependent(given, &vocabularies);
            vocabularies.completed(defaults(), &given)
        }
        _ => vocabularies,
    };
    reader.check_conditions(&vocabularies);
    vocabularies
}

/// Adds the vocabularies that mean nothing without another one that is empty: without phases or codings there are no
/// spells, and without motives there are no families of them.
fn with_dependent(mut given: Given, vocabularies: &Vocabularies) -> Given {
    let is_none = |given: &Given, name| given.contains(name) && vocabularies.terms(name).is_empty();
    if is_none(&given, "phases") || is_none(&given, "codings") {
        given.extend(["phases", "conditions", "codings"]);
    }
    if is_none(&given, "motives") {
        given.insert("motive-families");
    }
    given
}

/// The keys of the vocabularies that a dataset has, empty ones included.
type Given = HashSet<&'static str>;

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
    fn read_families(&mut self, defaults: Option<fn() -> Vocabularies>, is_given: bool) {
        let has_motives = self
            .documents
            .iter()
            .any(|own| !own.motives.list.is_empty());
        self.families = self.read("motive-families", |own| &mut own.motive_families);
        if let Some(defaults) = defaults
            && has_motives
            && !is_given
            && self.families.is_empty()
        {
            self.families = defaults().motive_families.without_literature();
        }
    }

    /// Reports stocks whose amounts would be summed over time.
    fn check_summaries(&mut self) {
        for (document, own) in self.documents.iter().enumerate() {
            let root = Path::root(document);
            let (vocabularies, kind) = (root.key("vocabularies"), AmountKind::Flow);
            let list = vocabularies.key("amounts");
            for (index, record) in own.amounts.list.iter().enumerate() {
                let is_flow = record.kind.as_ref().is_some_and(|leaf| leaf.0 == kind);
                let summary = record.summary.as_ref().map(|leaf| leaf.0);
                if summary == Some(AmountSummary::Sum) && !is_flow {
                    let amount = record.id.0.to_string();
                    let path = list.index(index);
                    let kind = FindingKind::SummedStock { amount };
                    self.references.find(&path.key("summary"), kind);
                }
            }
        }
    }

    /// Reports an empty vocabulary of conditions: a spell has a condition.
    fn check_conditions(&mut self, vocabularies: &Vocabularies) {
        let Vocabularies {
            phases,
            conditions,
            codings,
            ..
        } = vocabularies;
        if phases.is_empty() || codings.is_empty() || !conditions.is_empty() {
            return;
        }
        let mut documents = self.documents.iter();
        if let Some(document) = documents.position(|own| own.conditions.is_given) {
            let root = Path::root(document);
            let path = root.key("vocabularies");
            let path = path.key("conditions");
            self.references.find(&path, FindingKind::NoCondition);
        }
    }

    /// Reads one vocabulary, and reports ids that are defined twice.
    fn read<T: DatasetTerm>(
        &mut self,
        name: &'static str,
        list: fn(&mut VocabulariesRecord) -> &mut Terms<T::Record>,
    ) -> Records<T> {
        let mut terms: Vec<T> = Vec::new();
        let mut paths: HashMap<Id, OwnedPath> = HashMap::new();
        for document in 0..self.documents.len() {
            let root = Path::root(document);
            let vocabularies = root.key("vocabularies");
            let vocabulary = vocabularies.key(name);
            let records = std::mem::take(&mut list(&mut self.documents[document]).list);
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
            labels,
            definition,
            cite,
        } = record.take_parts();
        self.references.check_name(&label, "label", path);
        self.references.check_translations(&labels, "labels", path);
        self.references.check_text(&definition, "definition", path);
        let term = Term {
            id,
            label: label.into(),
            labels: by_language(labels),
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

            /// Returns the keys of the vocabularies that any document has.
            fn given(&self) -> Given {
                let mut given = Given::new();
                for own in &self.documents {
                    $(if own.$field.is_given {
                        given.insert($name);
                    })+
                }
                given
            }
        }

        impl Vocabularies {
            fn any_is_empty(&self) -> bool {
                $(self.$field.is_empty())||+
            }

            /// Replaces every vocabulary that is not given by the default one.
            fn completed(mut self, defaults: Self, given: &Given) -> Self {
                fn or_default<T: Vocable>(
                    own: Records<T>,
                    default: Records<T>,
                    is_given: bool,
                ) -> Records<T> {
                    let is_default = own.is_empty() && !is_given;
                    if is_default { default.without_literature() } else { own }
                }
                // Motives refer to families by their numbers, so that both are from the same dataset.
                if self.motives.is_empty() && !given.contains("motives") {
                    self.motive_families = Records::default();
                }
                Self {
                    $($field: or_default(self.$field, defaults.$field, given.contains($name)),)+
                }
            }
        }
    };
}

with_vocabularies!(each_vocabulary);

#[cfg(test)]
mod tests {
    use crate::dataset::parse;

    #[test]
    fn without_phases_or_codings_there_are_no_spells() {
        let sizes = |vocabularies: &str| {
            let organizations = "organizations: [{id: a, name: A}]";
            let text = format!("vocabularies: {{{vocabularies}}}\n{organizations}\n");
            let dataset = parse(&text).expect("it is sound");
            let all = dataset.vocabularies();
            let families = all.motive_families.len();
            [
                all.phases.len(),
                all.codings.len(),
                all.conditions.len(),
                families,
            ]
            .map(|size| size > 0)
        };
        assert_eq!(sizes(""), [true, true, true, true]);
        assert_eq!(sizes("phases: []"), [false, false, false, true]);
        assert_eq!(sizes("codings: []"), [false, false, false, true]);
        assert_eq!(sizes("motives: []"), [true, true, true, false]);
    }
}
