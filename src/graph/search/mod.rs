//! Full-text search over everything that a dataset records.

mod fields;
mod folded;
mod searched;

use std::borrow::Cow;
use std::ops::Range;

use self::fields::{Field, Weight};
use self::folded::{Closeness, Folded};
pub use self::searched::Searched;
use super::knowledge_graph::Graph;
use super::statements::Content;

/// Something in a dataset that contains a text.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Match<'g> {
    /// The record that contains the text.
    pub record: Searched<'g>,
    /// The field of the record, such as `name` or `statement`.
    pub field: &'static str,
    /// The text of the field.
    pub text: Cow<'g, str>,
    /// The place of the match in the text, in bytes.
    pub range: Range<usize>,
    /// Whether the field has the text as whole words.
    pub is_whole_words: bool,
    /// The number of other fields of the record that contain the text.
    pub others: usize,
}

impl Graph {
    /// Returns the records that contain a text, the closest matches first: names before titles and statements, and these
    /// before remarks; records that match alike are in the order of the dataset. Nothing contains a text without letters
    /// and digits.
    ///
    /// Case, accents and punctuation do not count. A match begins at the start of a word; a text of several words also
    /// matches a field in which all of them occur.
    ///
    /// ```
    /// use interorg::graph::{Graph, Searched};
    ///
    /// let graph = Graph::new(interorg::dataset::builtin());
    /// let found = graph.find("union africaine");
    /// assert!(matches!(found[0].record, Searched::Organization(one) if one.label() == "AU"));
    /// assert_eq!(found[0].field, "name");
    /// assert!(graph.find("?").is_empty());
    /// ```
    pub fn find(&self, text: &str) -> Vec<Match<'_>> {
        let wanted = Folded::of(text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<((Closeness, Weight), Match<'_>)> = self
            .searched()
            .filter_map(|record| best_match(record, &wanted))
            .collect();
        found.sort_by_key(|(rank, _)| *rank);
        found.into_iter().map(|(_, found)| found).collect()
    }

    /// Returns every record that can be searched: organizations, operations, partnerships and records of more than two
    /// organizations, their statements, the participations, the terms, the sources.
    fn searched(&self) -> impl Iterator<Item = Searched<'_>> {
        let dataset = self.dataset();
        let organizations = self.organizations().map(Searched::Organization);
        let operations = self.operations().map(Searched::Operation);
        let partnerships = self.partnerships().map(Searched::Partnership);
        let joint = self.joint_records();
        let joint = joint.map(|record| Searched::JointRecord(self, record));
        let statements = self.different_statements().filter(|statement| {
            statement.partnership().is_some()
                || matches!(statement.content(), Content::Participation(_))
        });
        let terms = dataset.vocabularies().all_terms();
        let terms = terms.map(|(vocabulary, term)| Searched::Term(vocabulary, term));
        let sources = dataset.sources().keys();
        let sources = sources.map(|key| Searched::Source(self.source(key)));
        organizations
            .chain(operations)
            .chain(partnerships)
            .chain(joint)
            .chain(statements.map(Searched::Statement))
            .chain(terms)
            .chain(sources)
    }
}

/// Returns the closest match among the fields of a record, with its rank; `None` if no field contains the text.
fn best_match<'g>(
    record: Searched<'g>,
    wanted: &Folded,
) -> Option<((Closeness, Weight), Match<'g>)> {
    let mut count = 0;
    let mut best: Option<((Closeness, Weight), Field<'g>, Range<usize>)> = None;
    for field in record.fields() {
        let Some((closeness, range)) = Folded::of(&field.text).find(wanted) else {
            continue;
        };
        count += 1;
        let rank = (closeness, field.weight);
        if best.as_ref().is_none_or(|(best, ..)| rank < *best) {
            best = Some((rank, field, range));
        }
    }
    best.map(|(rank, field, range)| {
        let found = Match {
            record,
            field: field.name,
            text: field.text,
            range,
            is_whole_words: rank.0 <= Closeness::Words,
            others: count - 1,
        };
        (rank, found)
    })
}

#[cfg(test)]
mod tests {
    use crate::dataset;
    use crate::graph::Graph;

    #[test]
    fn names_come_before_statements_and_whole_words_before_starts() {
        let data = "\
organizations:
  - {id: a, name: Plan of Rome}
  - {id: b, name: Rome}
  - {id: c, name: Romeo}
partnerships:
  - between: [a, b]
    milestones: [{date: 2000, kind: summit, title: They meet in Rome, cite: [s]}]
sources: {s: {title: S}}
";
        let graph = Graph::new(dataset::parse(data).expect("the dataset is valid"));
        let found: Vec<String> = graph
            .find("ROME")
            .into_iter()
            .map(|found| format!("{}: {}", found.field, found.text))
            .collect();
        assert_eq!(
            found,
            [
                "name: Rome",
                "name: Plan of Rome",
                "title: They meet in Rome",
                "name: Romeo",
            ]
        );
    }
}
