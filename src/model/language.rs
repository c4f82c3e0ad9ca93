//! The dataset in another language: the labels of its vocabularies, and the names of its organizations and operations.

use std::collections::BTreeSet;

use super::dataset::{Dataset, DatasetParts};
use super::name::Name;
use super::operation::Operation;
use super::organization::Organization;
use super::records::{Identified, Records};
use super::vocabulary::{Vocable, Vocabularies, with_vocabularies};

/// Returns `true` if a text has the form of a BCP 47 tag, such as `en` or `zh-Hant-TW`.
///
/// ```
/// use interorg::model::is_language_tag;
///
/// assert!(is_language_tag("pt-BR"));
/// assert!(!is_language_tag("") && !is_language_tag("English, French"));
/// ```
pub fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let is_primary = matches!(language.len(), 2 | 3 | 5..=8)
        && language.bytes().all(|letter| letter.is_ascii_alphabetic());
    is_primary
        && parts.all(|part| {
            let is_region = part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic());
            let is_area = part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit());
            let is_script = part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphanumeric());
            let is_variant =
                (5..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
            is_region || is_area || is_script || is_variant
        })
}

/// The records of a dataset that have labels or names.
#[derive(Debug, Clone)]
pub(crate) struct NamedRecords {
    vocabularies: Vocabularies,
    organizations: Records<Organization>,
    operations: Records<Operation>,
}

impl Dataset {
    /// Returns the records that have labels or names.
    pub(crate) fn named_records(&self) -> NamedRecords {
        NamedRecords {
            vocabularies: self.vocabularies().clone(),
            organizations: self.organizations().clone(),
            operations: self.operations().clone(),
        }
    }

    /// Returns the dataset with other labels and names of the same records.
    pub(crate) fn with_named_records(&self, named: NamedRecords) -> Self {
        Self::from_checked(DatasetParts {
            about: self.about().clone(),
            vocabularies: named.vocabularies,
            organizations: named.organizations,
            partnerships: self.partnerships().clone(),
            other_readings: self.other_readings().clone(),
            joint_records: self.joint_records().to_vec(),
            operations: named.operations,
            sources: self.sources().clone(),
            views: self.views().to_vec(),
            has_withdrawn: self.has_withdrawn(),
        })
    }

    /// Returns the dataset with its labels and names in a language, as far as it has them; those that it does not have stay as
    /// they are. Also returns how many labels and names stay, and how many there are.
    ///
    /// The language is a BCP 47 tag. `fr-CA` also finds `fr`, and if there is none `fr-BE`; `pt` also finds `pt-BR`. What is replaced is
    /// kept under `en`, the language of labels and names without a language.
    pub(crate) fn in_language(&self, language: &str) -> (Self, (usize, usize)) {
        let mut words = Words {
            language,
            missing: 0,
            all: 0,
        };
        let vocabularies = words.vocabularies(self.vocabularies());
        let organizations = words.each(self.organizations(), |words, record| {
            let is_shown_by_name = record.abbreviation == record.name;
            words.replace(&mut record.name, &mut record.names);
            if is_shown_by_name {
                record.abbreviation.clone_from(&record.name);
            }
        });
        let operations = words.each(self.operations(), |words, record| {
            words.replace(&mut record.name, &mut record.names);
        });
        let dataset = self.with_named_records(NamedRecords {
            vocabularies,
            organizations,
            operations,
        });
        (dataset, (words.missing, words.all))
    }

    /// Returns the languages of labels and names, each once, in alphabetical order.
    pub(crate) fn languages(&self) -> BTreeSet<&str> {
        let terms = self.vocabularies().all_terms();
        let labels = terms.flat_map(|(_, term)| &term.labels);
        let organizations = self.organizations().iter().flat_map(|one| &one.names);
        let operations = self.operations().iter().flat_map(|one| &one.names);
        let names = labels.chain(organizations).chain(operations);
        names.map(|name| &*name.language).collect()
    }
}

/// The language of labels and names without a language.
const ORIGINAL: &str = "en";

/// Replaces labels and names, and counts them.
struct Words<'l> {
    language: &'l str,
    missing: usize,
    all: usize,
}

impl Words<'_> {
    fn vocabularies(&mut self, vocabularies: &Vocabularies) -> Vocabularies {
        macro_rules! translated {
            ($($(#[$doc:meta])* $field:ident: $term:ident = $name:literal;)+) => {
                Vocabularies {
                    $($field: self.each(&vocabularies.$field, |words, term| {
                        let term = term.term_mut();
                        words.replace(&mut term.label, &mut term.labels);
                    }),)+
                }
            };
        }
        with_vocabularies!(translated)
    }

    fn each<T: Identified + Clone>(
        &mut self,
        records: &Records<T>,
        replace: impl Fn(&mut Self, &mut T),
    ) -> Records<T> {
        let mut rows: Vec<T> = records.iter().cloned().collect();
        rows.iter_mut().for_each(|row| replace(self, row));
        Records::new(rows)
    }

    /// Replaces a name by the one in the language, and keeps the original among the names by language.
    fn replace(&mut self, name: &mut Box<str>, names: &mut Box<[Name]>) {
        self.all += 1;
        let Some(found) = self.find(names) else {
            self.missing += 1;
            return;
        };
        let translated = names[found].text.clone();
        let original = std::mem::replace(name, translated);
        if names.iter().all(|name| &*name.language != ORIGINAL) {
            let original = Name {
                language: ORIGINAL.into(),
                text: original,
            };
            *names = names.iter().cloned().chain([original]).collect();
        }
    }

    /// Returns the place of the name in the language: exactly, or else of the longest part of the tag, or else of another region. A name
    /// in another script is not one that its readers can read.
    fn find(&self, names: &[Name]) -> Option<usize> {
        let requested = subtags(self.language);
        let places = names.iter().enumerate();
        let found = places.filter_map(|(place, name)| {
            let distance = distance(&requested, &subtags(&name.language))?;
            Some((distance, place))
        });
        found.min().map(|(_, place)| place)
    }
}

/// Returns how far the language of a name is from the requested one: the number of parts that it lacks, or more if it is of another
/// region. `None` if it is another language or script.
fn distance(requested: &[String], tag: &[String]) -> Option<usize> {
    if requested.starts_with(tag) {
        return Some(requested.len() - tag.len());
    }
    let fits = script(requested).is_none() || script(requested) == script(tag);
    (requested[0] == tag[0] && fits).then_some(requested.len())
}

/// Returns the parts of a language tag, in lower case.
fn subtags(tag: &str) -> Vec<String> {
    let parts = tag.split(['-', '_']);
    parts.map(str::to_lowercase).collect()
}

/// Returns the script of a language tag, if it states one.
fn script(subtags: &[String]) -> Option<&String> {
    let is_script =
        |part: &&String| part.len() == 4 && part.bytes().all(|letter| letter.is_ascii_alphabetic());
    subtags.iter().skip(1).find(is_script)
}
