//! Partnerships that a query leaves out although they may match.

use super::resolve::Query;
use crate::graph::TimeFilter;
use crate::model::{Coding, Confidence, Key, Partnership};

impl Query<'_> {
    /// Returns the partnerships that do not match, but would if their uncertain dates were other possible days; in the
    /// order of the dataset.
    ///
    /// A spell, motive or shared operation that the query filters may then have started by its time, or not have ended
    /// before it.
    pub fn possible_matches(&self) -> Vec<Key<Partnership>> {
        let mut found = self.candidates();
        found.retain(|key| {
            !self.partnership_matches(*key) && self.partnership_possibly_matches(*key)
        });
        found
    }

    /// Returns the partnerships that do not match because the claims that would match have less than the minimum
    /// confidence; in the order of the dataset.
    pub fn less_confident_matches(&self) -> Vec<Key<Partnership>> {
        let of_any_confidence = Query {
            min_confidence: Confidence::Low,
            ..self.clone()
        };
        let mut found = of_any_confidence.candidates();
        found.retain(|key| {
            !self.partnership_matches(*key) && of_any_confidence.partnership_matches(*key)
        });
        found
    }

    /// Returns how many partnerships would match if one kind of filter were left out, with the options of that kind; kinds
    /// without effect are left out.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph, query::Filter};
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// let filter = Filter { with: vec!["AU".into()], at: Some("1950".parse()?), ..Filter::default() };
    /// assert_eq!(filter.resolve(&graph)?.near_misses(), [("--at or --during", 3)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn near_misses(&self) -> Vec<(&'static str, usize)> {
        type Relax = fn(&mut Query<'_>);
        let kinds: [(&'static str, Relax); 6] = [
            ("--at or --during", |query| query.time = TimeFilter::Always),
            ("--phase or --min-phase", |query| {
                query.phases.clear();
                query.min_phase = None;
            }),
            ("--condition", |query| query.conditions.clear()),
            ("--motive or --held-by", |query| {
                query.motives = None;
                query.held_by.clear();
            }),
            ("--operation, --country or --role", |query| {
                query.operations.clear();
                query.countries.clear();
                query.roles.clear();
            }),
            ("--with or --between", |query| {
                query.with.clear();
                query.between.clear();
            }),
        ];
        let own = self.select().len();
        let counts = kinds.into_iter().map(|(options, relax)| {
            let mut relaxed = self.clone();
            relax(&mut relaxed);
            (options, relaxed.select().len())
        });
        counts.filter(|(_, count)| *count > own).collect()
    }

    /// Returns the partnerships that do not match because they have no phases under the coding of the query, while they
    /// do under another one; in the order of the dataset.
    pub fn uncoded_matches(&self) -> Vec<Key<Partnership>> {
        let codings = || self.graph.dataset().vocabularies().codings.keys();
        let is_coded = |key: Key<Partnership>, coding: Key<Coding>| {
            !self.graph.index().spells(key, coding).is_empty()
        };
        let mut found = self.candidates();
        found.retain(|key| {
            !is_coded(*key, self.coding)
                && codings().any(|coding| is_coded(*key, coding))
                && !self.spells_match(*key)
                && self.other_filters_match(*key)
        });
        found
    }
}
