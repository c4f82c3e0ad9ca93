//! Queries: filters whose names are resolved.

use super::error::{NameKind, QueryError};
use super::filter::Filter;
use super::minimum::Minimum;
use super::names::{countries, motives, operations, organizations, term, terms};
use super::period::Period;
use super::weight_by::WeightBy;
use crate::graph::{DayRange, Graph, OrganizationRef, Ties, TimeFilter};
use crate::model::{
    Coding, Condition, Confidence, Date, Day, Decimal, Identified, Key, Motive, Operation,
    Organization, Partnership, Phase, Records, Role, Strength,
};

/// A filter whose names are resolved against a graph: answering it cannot fail.
///
/// ```
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter { with: vec!["AU".into()], ..Filter::default() }.resolve(&graph)?;
/// assert_eq!(query.select().len(), 3);
/// assert!(query.operations().any(|operation| operation.label() == "AMISOM"));
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Query<'g> {
    pub(super) graph: &'g Graph,
    pub(super) time: TimeFilter,
    pub(super) coding: Option<Key<Coding>>,
    /// Whether the filter names its coding.
    pub(super) names_coding: bool,
    pub(super) minimum: Minimum,
    pub(super) with: Vec<Key<Organization>>,
    pub(super) between: Vec<Key<Organization>>,
    pub(super) phases: Vec<Key<Phase>>,
    pub(super) min_phase: Option<Key<Phase>>,
    pub(super) conditions: Vec<Key<Condition>>,
    /// `None` if no motive is named; empty if only families without motives are.
    pub(super) motives: Option<Vec<Key<Motive>>>,
    pub(super) held_by: Vec<Key<Organization>>,
    pub(super) operations: Vec<Key<Operation>>,
    /// In the form in which names are compared.
    pub(super) countries: Vec<String>,
    pub(super) roles: Vec<Key<Role>>,
    /// Whether both members must have one of the roles.
    pub(super) both_sides: bool,
    pub(super) min_shared: Option<usize>,
    pub(super) weight: Option<WeightBy>,
    pub(super) min_weight: Option<Decimal>,
    /// What ties organizations in chains.
    pub(super) chained: Ties,
    /// The partnerships that can match at all, in rising order; `None` if these are all.
    pub(super) among: Option<Vec<Key<Partnership>>>,
    /// The filters in words.
    pub(super) description: String,
}

impl Filter {
    /// Resolves the names of the filter.
    ///
    /// # Errors
    /// Fails with [`QueryError::Unknown`] and similar names if a name is unknown, and with another error if the time or
    /// the pair makes no sense.
    pub fn resolve<'g>(&self, graph: &'g Graph) -> Result<Query<'g>, QueryError> {
        let vocabularies = graph.dataset().vocabularies();
        let phases = &vocabularies.phases;
        let min_phase = self.min_phase.as_ref();
        Ok(Query {
            graph,
            coding: self.resolve_coding(graph)?,
            between: self.resolve_between(graph)?,
            time: self.time()?,
            names_coding: self.coding.is_some(),
            minimum: self.resolve_minimum(graph)?,
            with: organizations(graph, &self.with)?,
            phases: terms(NameKind::Phase, phases, &self.phases)?,
            min_phase: min_phase
                .map(|name| term(NameKind::Phase, phases, name))
                .transpose()?,
            conditions: terms(
                NameKind::Condition,
                &vocabularies.conditions,
                &self.conditions,
            )?,
            motives: motives(graph, &self.motives)?,
            held_by: organizations(graph, &self.held_by)?,
            operations: operations(graph, &self.operations)?,
            countries: countries(graph, &self.countries)?,
            roles: terms(NameKind::Role, &vocabularies.roles, &self.roles)?,
            both_sides: self.both_sides,
            min_shared: self.min_shared,
            weight: self.resolve_weight(graph)?,
            min_weight: self.min_weight,
            chained: Ties::Both,
            among: None,
            description: self.description_in(graph),
        })
    }

    fn resolve_coding(&self, graph: &Graph) -> Result<Option<Key<Coding>>, QueryError> {
        let codings = &graph.dataset().vocabularies().codings;
        match &self.coding {
            Some(name) => term(NameKind::Coding, codings, name).map(Some),
            None => Ok(codings.keys().next()),
        }
    }

    fn resolve_minimum(&self, graph: &Graph) -> Result<Minimum, QueryError> {
        let strengths = &graph.dataset().vocabularies().strengths;
        let strength = self.min_strength.as_ref();
        Ok(Minimum {
            confidence: self.min_confidence.unwrap_or(Confidence::Low),
            strength: strength
                .map(|name| term(NameKind::Strength, strengths, name))
                .transpose()?,
        })
    }

    fn resolve_weight(&self, graph: &Graph) -> Result<Option<WeightBy>, QueryError> {
        let name = self.weight.as_ref();
        name.map(|name| WeightBy::named(graph, name)).transpose()
    }

    fn resolve_between(&self, graph: &Graph) -> Result<Vec<Key<Organization>>, QueryError> {
        let between = organizations(graph, &self.between)?;
        match between.split_first() {
            Some((first, rest)) if rest.iter().all(|key| key == first) => Err(QueryError::NotAPair),
            _ => Ok(between),
        }
    }

    /// Returns the time of the filter.
    ///
    /// # Errors
    /// Fails if there are both a date and a period, if the date has no last day, or if the period ends before it begins.
    pub fn time(&self) -> Result<TimeFilter, QueryError> {
        match (self.at, self.during) {
            (None, None) => Ok(TimeFilter::Always),
            (Some(_), Some(_)) => Err(QueryError::DateAndPeriod),
            (Some(date), None) => {
                let day = date.latest();
                day.map(TimeFilter::At)
                    .ok_or(QueryError::OpenEnded { date })
            }
            (None, Some(period)) => {
                let earliest = period.start().and_then(|date| date.earliest());
                let latest = period.end().and_then(|date| date.latest());
                let (first, last) = (earliest.unwrap_or(Day::MIN), latest.unwrap_or(Day::MAX));
                if first <= last {
                    Ok(TimeFilter::During(first, last))
                } else {
                    Err(QueryError::Reversed { period })
                }
            }
        }
    }
}

impl<'g> Query<'g> {
    /// Returns the graph that the query belongs to.
    pub fn graph(&self) -> &'g Graph {
        self.graph
    }

    /// Returns the time of the query.
    pub fn time(&self) -> TimeFilter {
        self.time
    }

    /// Returns the coding under which phases and conditions are read; `None` if the dataset has no codings.
    pub fn coding(&self) -> Option<Key<Coding>> {
        self.coding
    }

    /// Returns `true` if the filter names the coding.
    pub fn names_coding(&self) -> bool {
        self.names_coding
    }

    /// Returns `true` if both members must have one of the roles that the query names.
    pub(crate) fn both_sides(&self) -> bool {
        self.both_sides
    }

    /// Returns the minimum confidence of the claims that count.
    pub fn min_confidence(&self) -> Confidence {
        self.minimum.confidence
    }

    /// Returns the weakest strength of the motives that count; `None` if all count.
    pub fn min_strength(&self) -> Option<Key<Strength>> {
        self.minimum.strength
    }

    /// Returns the minimum evidence of the claims that count.
    pub(crate) fn minimum(&self) -> Minimum {
        self.minimum
    }

    /// Returns the filters other than time and coding in words (see [`Filter::description`]).
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Returns the filter that asks the same with ids for names, days for dates, and each motive for a family of motives.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph, query::Filter};
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// let filter = Filter { with: vec!["African Union".into()], at: Some("2005".parse()?), ..Filter::default() };
    /// let canonical = filter.resolve(&graph)?.canonical();
    /// assert_eq!(canonical.with, ["au"]);
    /// assert_eq!(canonical.at, Some("2005-12-31".parse()?));
    /// assert_eq!(canonical.coding.as_deref(), Some("formal"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn canonical(&self) -> Filter {
        let dataset = self.graph.dataset();
        let vocabularies = dataset.vocabularies();
        let organizations = dataset.organizations();
        let motives = self.motives.as_deref().unwrap_or_default();
        let (at, during) = match self.time {
            TimeFilter::Always => (None, None),
            TimeFilter::At(day) => (Some(day.into()), None),
            TimeFilter::During(first, last) => {
                let [first, last] = [first, last].map(|day| day.bounded().map(Date::from));
                (None, Some(Period::new(first, last)))
            }
        };
        Filter {
            with: ids(organizations, &self.with),
            between: ids(organizations, &self.between),
            at,
            during,
            phases: ids(&vocabularies.phases, &self.phases),
            min_phase: self.min_phase.map(|key| id(&vocabularies.phases, key)),
            conditions: ids(&vocabularies.conditions, &self.conditions),
            motives: ids(&vocabularies.motives, motives),
            held_by: ids(organizations, &self.held_by),
            operations: ids(dataset.operations(), &self.operations),
            countries: self.countries.clone(),
            roles: ids(&vocabularies.roles, &self.roles),
            both_sides: self.both_sides,
            min_shared: self.min_shared,
            weight: self.weight.map(|weight| match weight {
                WeightBy::SharedOperations => WeightBy::SHARED_OPERATIONS.to_owned(),
                WeightBy::Amount(what) => id(&vocabularies.amounts, what),
            }),
            min_weight: self.min_weight,
            coding: self.coding.map(|coding| id(&vocabularies.codings, coding)),
            min_confidence: Some(self.min_confidence()).filter(|one| *one > Confidence::Low),
            min_strength: self
                .min_strength()
                .map(|key| id(&vocabularies.strengths, key)),
        }
    }

    /// Returns the [canonical](Self::canonical) filter with a coding only if the query names one: otherwise an answer may read all
    /// codings.
    pub fn requested(&self) -> Filter {
        let filter = self.canonical();
        Filter {
            coding: filter.coding.filter(|_| self.names_coding),
            ..filter
        }
    }

    /// Returns the [requested](Self::requested) filter for any time.
    pub fn requested_at_any_time(&self) -> Filter {
        Filter {
            at: None,
            during: None,
            ..self.requested()
        }
    }

    /// Returns the same query for one day.
    pub fn at(&self, day: Day) -> Self {
        Self {
            time: TimeFilter::At(day),
            ..self.clone()
        }
    }

    /// Returns the same query for chains of these ties alone (see [`paths`](super::paths)).
    pub fn chained_by(&self, ties: Ties) -> Self {
        Self {
            chained: ties,
            ..self.clone()
        }
    }

    /// Returns the ties of which chains are made.
    pub(crate) fn chained(&self) -> Ties {
        self.chained
    }

    /// Returns the organizations that the query names, in its order.
    pub fn named_organizations(&self) -> impl Iterator<Item = OrganizationRef<'g>> {
        let named = [&self.with, &self.between, &self.held_by];
        let keys = named.into_iter().flatten();
        keys.map(|key| self.graph.organization(*key))
    }

    /// Returns the number of operations that the members of a partnership must share; `None` for any number.
    pub fn min_shared(&self) -> Option<usize> {
        self.min_shared
    }

    /// Returns the motives that the query names, with each motive of a family that it names; `None` if it names none.
    pub(crate) fn named_motives(&self) -> Option<&[Key<Motive>]> {
        self.motives.as_deref()
    }

    /// Returns the lowest phase that matches; `None` if the query names none.
    pub(crate) fn min_phase(&self) -> Option<Key<Phase>> {
        self.min_phase
    }

    /// Returns the roles that the query names.
    pub fn named_roles(&self) -> &[Key<Role>] {
        &self.roles
    }

    /// Returns the organization that acts for another one at the time of the query, or else on the as-of date: itself, or
    /// before it exists the first of its predecessors that does.
    pub fn actor_of(&self, organization: OrganizationRef<'g>) -> OrganizationRef<'g> {
        organization.actor_during(self.state_days())
    }

    /// Returns the days on which phases, conditions and ties are read: those of the time filter, or the as-of date.
    pub(crate) fn state_days(&self) -> DayRange {
        self.time.state_days(self.graph.as_of())
    }

    /// Returns the organizations that the query names as members of partnerships; `None` if it names none.
    pub(crate) fn named_members(&self) -> Option<&[Key<Organization>]> {
        let named = [&self.between, &self.with];
        let named = named.into_iter().find(|keys| !keys.is_empty());
        named.map(Vec::as_slice)
    }
}

fn ids<T: Identified>(records: &Records<T>, keys: &[Key<T>]) -> Vec<String> {
    keys.iter().map(|key| id(records, *key)).collect()
}

fn id<T: Identified>(records: &Records<T>, key: Key<T>) -> String {
    records[key].id().to_string()
}
