//! Partnerships that a query leaves out although they may match.

use super::minimum::Minimum;
use super::resolve::Query;
use super::selection::Selection;
use crate::graph::TimeFilter;
use crate::model::{Coding, Confidence, Key, Partnership};

/// A kind of filter of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FilterKind {
    /// The date or the period.
    Time,
    /// Phases, and the minimum phase.
    Phases,
    /// Conditions.
    Conditions,
    /// Motives and their holders.
    Motives,
    /// Operations, countries and roles.
    Operations,
    /// The members of partnerships.
    Members,
}

impl FilterKind {
    /// All kinds.
    pub const ALL: [Self; 6] = [
        Self::Time,
        Self::Phases,
        Self::Conditions,
        Self::Motives,
        Self::Operations,
        Self::Members,
    ];
}

impl<'g> Query<'g> {
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

    /// Returns the partnerships that do not match on any day (see [`select_courses`](Self::select_courses)), but would if
    /// their uncertain dates were other possible days; in the order of the dataset.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph, query::Filter};
    ///
    /// let graph = Graph::new(dataset::parse("\
    /// organizations: [{id: a, name: A}, {id: b, name: B}]
    /// partnerships:
    ///   - between: [a, b]
    ///     phases: {formal: [{phase: contact, from: 2001, cite: [s]}, {phase: formalized, from: 200X, cite: [s]}]}
    /// sources: {s: {title: S}}
    /// ")?);
    /// let at = Some("2004".parse()?);
    /// let filter = Filter { at, phases: vec!["contact".into()], ..Filter::default() };
    /// let query = filter.resolve(&graph)?;
    /// assert_eq!((query.select_courses().len(), query.possible_courses().len()), (0, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn possible_courses(&self) -> Vec<Key<Partnership>> {
        let mut found = self.candidates();
        found.retain(|key| !self.course_matches(*key) && self.course_possibly_matches(*key));
        found
    }

    /// Returns the partnerships that do not match because the claims that would match have less than the minimum
    /// confidence; in the order of the dataset.
    pub fn less_confident_matches(&self) -> Vec<Key<Partnership>> {
        self.matches_with(Minimum {
            confidence: Confidence::Low,
            ..self.minimum
        })
    }

    /// Returns the partnerships that do not match because the motives that would match have less than the minimum strength;
    /// in the order of the dataset.
    pub fn weaker_matches(&self) -> Vec<Key<Partnership>> {
        self.matches_with(Minimum {
            strength: None,
            ..self.minimum
        })
    }

    /// Returns the partnerships that do not match, but would with another minimum.
    fn matches_with(&self, minimum: Minimum) -> Vec<Key<Partnership>> {
        if minimum == self.minimum {
            return Vec::new();
        }
        let other = Query {
            minimum,
            ..self.clone()
        };
        let mut found = other.candidates();
        found.retain(|key| !self.partnership_matches(*key) && other.partnership_matches(*key));
        found
    }

    /// Returns what would match if one kind of filter were left out, for each kind that the query has.
    ///
    /// ```
    /// use interorg::query::{Filter, FilterKind};
    /// use interorg::{dataset, graph::Graph};
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// let filter = Filter { with: vec!["AU".into()], at: Some("1950".parse()?), ..Filter::default() };
    /// let query = filter.resolve(&graph)?;
    /// let (kind, selection) = &query.near_misses()[0];
    /// assert_eq!((*kind, selection.len()), (FilterKind::Time, 3));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn near_misses(&self) -> Vec<(FilterKind, Selection<'g>)> {
        let queries = self.without_each_kind();
        queries
            .map(|(kind, query)| (kind, query.select()))
            .collect()
    }

    /// Returns the query without one kind of filter, for each kind that it has.
    pub fn without_each_kind(&self) -> impl Iterator<Item = (FilterKind, Self)> {
        let kinds = FilterKind::ALL.into_iter();
        let kinds = kinds.filter(|kind| self.has_filter(*kind));
        kinds.map(|kind| (kind, self.without(kind)))
    }

    /// Returns the query with no other partnerships than those of a selection.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph, query::Filter};
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// let of_au = Filter { with: vec!["AU".into()], ..Filter::default() }.resolve(&graph)?.select();
    /// let among = Filter::default().resolve(&graph)?.among(&of_au);
    /// assert_eq!(among.select().keys(), of_au.keys());
    /// # Ok::<(), interorg::query::QueryError>(())
    /// ```
    pub fn among(&self, selection: &Selection<'g>) -> Self {
        Self {
            among: Some(selection.keys().to_vec()),
            ..self.clone()
        }
    }

    fn has_filter(&self, kind: FilterKind) -> bool {
        match kind {
            FilterKind::Time => self.time != TimeFilter::Always,
            FilterKind::Phases => !self.phases.is_empty() || self.min_phase.is_some(),
            FilterKind::Conditions => !self.conditions.is_empty(),
            FilterKind::Motives => self.filters_motives(),
            FilterKind::Operations => {
                self.filters_operations() || self.min_shared.is_some() || self.min_weight.is_some()
            }
            FilterKind::Members => !(self.with.is_empty() && self.between.is_empty()),
        }
    }

    fn without(&self, kind: FilterKind) -> Self {
        let mut query = self.clone();
        match kind {
            FilterKind::Time => query.time = TimeFilter::Always,
            FilterKind::Phases => {
                query.phases.clear();
                query.min_phase = None;
            }
            FilterKind::Conditions => query.conditions.clear(),
            FilterKind::Motives => {
                query.motives = None;
                query.held_by.clear();
            }
            FilterKind::Operations => {
                query.operations.clear();
                query.countries.clear();
                query.roles.clear();
                query.min_shared = None;
                query.min_weight = None;
            }
            FilterKind::Members => {
                query.with.clear();
                query.between.clear();
            }
        }
        query
    }

    /// Returns the partnerships that do not match because they have no phases under the coding of the query, while they
    /// do under another one; in the order of the dataset.
    pub fn uncoded_matches(&self) -> Vec<Key<Partnership>> {
        let codings = || self.graph.dataset().vocabularies().codings.keys();
        let is_coded = |key: Key<Partnership>, coding: Option<Key<Coding>>| {
            !self.graph.index().spells(key, coding).is_empty()
        };
        let mut found = self.candidates();
        found.retain(|key| {
            !is_coded(*key, self.coding)
                && codings().any(|coding| is_coded(*key, Some(coding)))
                && !self.spells_match(*key)
                && self.other_filters_match(*key)
        });
        found
    }
}
