//! What is in files that need not be a dataset by themselves: the records, and the words by which they may mention others.

use std::collections::BTreeSet;

use super::error::LoadError;
use super::finding::{Report, SourceText};
use super::input::Input;
use super::record::DocumentRecord;
use super::validate::Severities;
use super::yaml::node::{Content, Tree};
use super::yaml::read::Documents;

/// The length of the longest text that is taken for a name.
const MAX_NAME: usize = 200;

/// The records in files, and what they may mention.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Outline {
    /// The ids of the organizations.
    pub organizations: Vec<String>,
    /// The ids of the operations.
    pub operations: Vec<String>,
    /// The ids of the sources.
    pub sources: Vec<String>,
    /// Every text that may be an id or a name.
    pub words: BTreeSet<String>,
    /// The lists that describe a dataset as a whole: `dataset`, `vocabularies` and `views`, as far as a file has them.
    pub of_whole: BTreeSet<&'static str>,
}

/// Reads what is in files that need not be a dataset by themselves. Their records are read, but not checked.
///
/// # Errors
/// Returns [`LoadError::Invalid`], with all findings, if a text cannot be read.
///
/// ```
/// use interorg::dataset::{self, Input};
///
/// let changed = Input::new("changed.yaml", "partnerships: [{between: [EU, AU]}]\nviews: []");
/// let outline = dataset::outline(vec![changed])?;
/// assert!(outline.words.contains("EU") && outline.organizations.is_empty());
/// assert_eq!(outline.of_whole.into_iter().collect::<Vec<_>>(), ["views"]);
/// # Ok::<(), dataset::LoadError>(())
/// ```
pub fn outline(inputs: Vec<Input>) -> Result<Outline, LoadError> {
    let mut documents = Documents::read(inputs, &|_| {});
    let records = documents.take_records();
    let findings = std::mem::take(&mut documents.findings);
    let texts = documents.take_texts();
    if !findings.is_empty() {
        let report = Report::new(texts, findings, Severities::default());
        return Err(LoadError::Invalid(Box::new(report)));
    }
    let mut outline = Outline::default();
    records.iter().for_each(|record| outline.add(record));
    texts.iter().for_each(|text| outline.add_words(text));
    Ok(outline)
}

impl Outline {
    fn add(&mut self, record: &DocumentRecord) {
        let organizations = record.organizations.iter();
        let organizations = organizations.map(|one| one.id.0.to_string());
        self.organizations.extend(organizations);
        let operations = record.operations.iter();
        self.operations
            .extend(operations.map(|one| one.id.0.to_string()));
        let sources = record.sources.0.iter();
        self.sources.extend(sources.map(|(id, _)| id.clone()));
    }

    fn add_words(&mut self, text: &SourceText) {
        let tree = Tree::parse(&text.text);
        let scalars = tree.ids().filter_map(|id| tree.scalar(id));
        let words = scalars.filter(|word| !word.is_empty() && word.len() <= MAX_NAME);
        self.words.extend(words.map(str::to_owned));
        let roots = (0..).map_while(|index| tree.document(index));
        for root in roots {
            let Content::Mapping(entries) = tree.value(root) else {
                continue;
            };
            let keys = entries.iter().filter_map(|(key, _)| tree.scalar(*key));
            for key in keys {
                let mut lists = ["dataset", "vocabularies", "views"].into_iter();
                self.of_whole.extend(lists.find(|list| *list == key));
            }
        }
    }
}
