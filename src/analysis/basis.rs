//! The records that an answer rests on.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::dataset::{Digests, RecordRef};
use crate::graph::Graph;
use crate::model::{Date, Identified as _, Key, Organization, Partnership, Vocabularies};
use crate::query::{Filter, Query, QueryError, coder_named};

/// What an answer rests on, as a question that any version of a dataset can be asked: which records?
///
/// An answer may change only if one of these records changes, is added or is removed. The reverse does not hold: the
/// record of an operation counts as a whole, even where an answer shows only its name.
///
/// ```
/// use interorg::analysis::{Basis, Scope};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let between = Filter { between: vec!["eu".into(), "nato".into()], ..Filter::default() };
/// let basis = Basis { scope: Scope::Partnerships, filter: between, ..Basis::default() };
/// let digests = basis.digests(&graph)?;
/// let names: Vec<&str> = digests.iter().map(|(name, _)| name).collect();
/// assert!(names.contains(&"partnerships/eu–nato") && !names.contains(&"partnerships/au–un"));
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Which kinds of records.
    pub scope: Scope,
    /// The filter of the query.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub filter: Filter,
    /// A second filter, such as that of one organization whose partners are listed. The answer then rests on all partnerships
    /// that match it, because the first filter may only decide what is shown of them.
    #[serde(default, skip_serializing_if = "is_empty")]
    pub among: Filter,
    /// The id of the coding pass that is read; `None` for the first one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coder: Option<String>,
    /// The day as of which the record is read; `None` for the record as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_recorded: Option<Date>,
    /// The language of labels and names; `None` for the one in which they are recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether the answer compares coding passes, and so rests on all of them.
    #[serde(default, skip_serializing_if = "is_false")]
    pub compares_passes: bool,
    /// Whether the answer has the labels of terms in all languages, as one about all records may.
    #[serde(default, skip_serializing_if = "is_false")]
    pub all_languages: bool,
    /// Whether the answer is a picture in which organizations have the places that they have in the layout of all partnerships.
    #[serde(default, skip_serializing_if = "is_false")]
    pub keeps_places: bool,
}

/// Which records an answer rests on, apart from the header and the vocabularies, on which every answer rests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Scope {
    /// The partnerships that match or may match, with their members, the operations that both share, and what these cite.
    Partnerships,
    /// The same, and all organizations and operations.
    Organizations,
    /// Nothing else.
    Vocabularies,
    /// All records.
    #[default]
    Dataset,
}

impl Basis {
    /// Returns the basis of an answer to a query.
    pub fn of_query(query: &Query<'_>, scope: Scope) -> Self {
        Self {
            filter: query.requested(),
            ..Self::of_graph(query.graph(), scope)
        }
    }

    /// Returns the basis of an answer about a dataset as a graph reads it, without a filter.
    pub fn of_graph(graph: &Graph, scope: Scope) -> Self {
        Self {
            scope,
            coder: coder_id(graph),
            as_recorded: graph.record_day().map(Date::from),
            language: graph.language().map(str::to_owned),
            ..Self::default()
        }
    }

    /// Returns the digests of the records, and of the sources that they cite.
    ///
    /// # Errors
    /// Fails if the dataset does not know a name of the filters.
    pub fn digests(&self, graph: &Graph) -> Result<Digests, QueryError> {
        let day = self.as_recorded.and_then(|date| date.latest());
        let recorded = day.filter(|_| graph.record_day() != day);
        let recorded = recorded.map(|day| graph.as_recorded(day));
        let graph = recorded.as_ref().unwrap_or(graph);
        let read = match &self.coder {
            Some(coder) if coder_id(graph).as_ref() != Some(coder) => {
                Some(graph.read_by(coder_named(graph, coder)?))
            }
            _ => None,
        };
        let graph = read.as_ref().unwrap_or(graph);
        let language = self.language.as_deref();
        let translated = language.filter(|_| graph.language() != language);
        let translated = translated.map(|language| graph.in_language(language));
        let graph = translated.as_ref().unwrap_or(graph);
        let all_languages = self.all_languages || self.scope == Scope::Dataset;
        let records = self.records(graph)?;
        let mut digests = Digests::of_languages(graph.dataset(), records, all_languages);
        // Without it, the latest date of any record is that on which phases are read.
        let as_of = graph.as_of().bounded();
        let as_of = as_of.filter(|_| graph.dataset().about().as_of.is_none());
        if let Some(as_of) = as_of {
            digests.add("dataset/as-of", &as_of.to_string());
        }
        if self.keeps_places {
            digests.add("places", &pairs(graph));
        }
        Ok(digests)
    }

    /// Returns the records, each once, without the sources that they cite.
    ///
    /// # Errors
    /// Fails if the dataset does not know a name of the filters.
    pub fn records(&self, graph: &Graph) -> Result<BTreeSet<RecordRef>, QueryError> {
        let dataset = graph.dataset();
        let vocabularies = (0..Vocabularies::NAMES.len()).map(RecordRef::Vocabulary);
        let mut records: BTreeSet<RecordRef> = vocabularies.chain([RecordRef::Header]).collect();
        let matching = match self.scope {
            Scope::Vocabularies | Scope::Dataset => Vec::new(),
            Scope::Partnerships | Scope::Organizations => self.partnerships(graph)?,
        };
        // The notes of an answer without matches may be about any record.
        let scope = match self.scope {
            Scope::Vocabularies => Scope::Vocabularies,
            _ if matching.is_empty() => Scope::Dataset,
            scope => scope,
        };
        if scope == Scope::Dataset {
            let all = graph.partnerships();
            records.extend(all.map(|partnership| RecordRef::Partnership(partnership.key())));
        }
        // What is said of a pass that is named also says how many partnerships the others read.
        if scope == Scope::Dataset || self.coder.is_some() || self.compares_passes {
            let others = 0..dataset.other_readings().len();
            records.extend(others.map(RecordRef::OtherReading));
        }
        for key in matching {
            add_partnership(graph, key, &mut records);
        }
        if matches!(scope, Scope::Organizations | Scope::Dataset) {
            let organizations = dataset.organizations().keys();
            let operations = dataset.operations().keys();
            records.extend(organizations.map(RecordRef::Organization));
            records.extend(operations.map(RecordRef::Operation));
        }
        if scope == Scope::Dataset {
            records.extend(dataset.sources().keys().map(RecordRef::Source));
        }
        Ok(records)
    }

    /// Returns the partnerships of the second filter, or else those that match, and those that an answer may count or name in
    /// a note: because they may match, or would match by other claims or under another coding.
    fn partnerships(&self, graph: &Graph) -> Result<Vec<Key<Partnership>>, QueryError> {
        let query = self.filter.resolve(graph)?;
        if !is_empty(&self.among) {
            return Ok(self.among.resolve(graph)?.select_courses().keys().to_vec());
        }
        let mut partnerships = query.select().keys().to_vec();
        partnerships.extend_from_slice(query.select_courses().keys());
        partnerships.extend(query.possible_matches());
        partnerships.extend(query.possible_courses());
        partnerships.extend(query.less_confident_matches());
        partnerships.extend(query.weaker_matches());
        partnerships.extend(query.uncoded_matches());
        Ok(partnerships)
    }
}

/// Returns the members of all partnerships, a pair per line, in alphabetical order.
fn pairs(graph: &Graph) -> String {
    let organizations = graph.dataset().organizations();
    let pairs = graph.partnerships().map(|partnership| {
        let members = partnership.dyad().members();
        let [a, b] = members.map(|member| organizations[member].id().as_str());
        format!("{a}–{b}\n")
    });
    let mut pairs: Vec<String> = pairs.collect();
    pairs.sort_unstable();
    pairs.concat()
}

fn is_false(flag: &bool) -> bool {
    !flag
}

/// Returns the id of the coding pass that a graph reads, if it is not the first one.
fn coder_id(graph: &Graph) -> Option<String> {
    let coders = &graph.dataset().vocabularies().coders;
    graph
        .other_coder()
        .map(|coder| coders[coder].id().to_string())
}

fn is_empty(filter: &Filter) -> bool {
    *filter == Filter::default()
}

/// Adds a partnership, its members and those that they succeed, and the operations in which both take part at some time.
fn add_partnership(graph: &Graph, key: Key<Partnership>, records: &mut BTreeSet<RecordRef>) {
    let partnership = graph.partnership(key);
    records.insert(RecordRef::Partnership(key));
    for member in partnership.dyad().members() {
        add_organization(graph, member, records);
    }
    let pairs = partnership.joint_participations();
    records.extend(pairs.map(|pair| RecordRef::Operation(pair.operation().key())));
}

fn add_organization(graph: &Graph, key: Key<Organization>, records: &mut BTreeSet<RecordRef>) {
    if records.insert(RecordRef::Organization(key)) {
        for predecessor in graph.organization(key).predecessors() {
            add_organization(graph, predecessor.key(), records);
        }
    }
}
