//! Organization-years: an organization in one calendar year.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::operation_counts::OperationCounts;
use super::per_term::PerTerm;
use super::year::{days_of, first_year};
use crate::analysis::dyad_record::DyadRecord;
use crate::analysis::history::rung;
use crate::graph::{OrganizationRef, Part};
use crate::model::{Coding, Confidence, Day, Key, Known, Missing, Operation, Organization};
use crate::query::Query;

/// An organization in one calendar year.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OrganizationYear<'g> {
    /// The calendar year.
    pub year: i32,
    /// The organization.
    pub organization: OrganizationRef<'g>,
    /// The partners under each coding on the last day of the year on which the organization exists.
    ///
    /// Unknown if the coding covers no partnership of the organization, or if nobody knows the state of one that it does
    /// cover.
    pub codings: PerTerm<Coding, Known<PartnerCounts>>,
    /// The operations in which the organization takes part on some day of the year.
    pub operations: OperationCounts,
}

/// How many partners an organization has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartnerCounts {
    /// The number of organizations with which it has a relation.
    pub partners: usize,
    /// The sum of the rungs of these relations.
    pub rungs: usize,
}

/// Returns the organization-years of a query: a row per organization and year in which it exists, up to the as-of date.
///
/// The organizations are those of [`Query::organizations`], in the order of the dataset, and the years of each are in
/// order.
///
/// ```
/// use interorg::analysis::organization_years;
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { with: vec!["AU".to_owned()], at: Some("2008".parse()?), ..Filter::default() };
/// let rows: Vec<_> = organization_years(&filter.resolve(&graph)?).collect();
/// assert_eq!((rows.len(), rows[0].year), (1, 2008));
/// assert!(rows[0].operations.total > 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn organization_years<'g>(
    query: &Query<'g>,
) -> impl Iterator<Item = OrganizationYear<'g>> + use<'g> {
    let scope = Scope {
        first_year: first_year(query.graph()),
        operations: query.named_operations(),
        query: query.clone(),
    };
    let organizations: Vec<_> = query.organizations().collect();
    organizations.into_iter().flat_map(move |organization| {
        let rows = OrganizationRows::new(organization, &scope);
        scope.years(organization).map(move |year| rows.row(year))
    })
}

/// What the query selects.
struct Scope<'g> {
    query: Query<'g>,
    /// The first year of the record.
    first_year: i32,
    /// Only these operations; all operations if it is `None`.
    operations: Option<Vec<Key<Operation>>>,
}

impl Scope<'_> {
    /// Returns the years of the query in which an organization exists.
    ///
    /// An organization without a recorded founding has rows from the first year of the record.
    fn years(&self, organization: OrganizationRef<'_>) -> RangeInclusive<i32> {
        let (life, query) = (organization.days(), self.query.when().days());
        let first = life.first.year_or(self.first_year);
        let last = life.last.min(organization.graph().as_of()).year();
        first.max(query.first.year_or(i32::MIN))..=last.min(query.last.year_or(i32::MAX))
    }

    /// Returns `true` if a participation counts.
    fn counts(&self, participation: &Part) -> bool {
        let (operations, roles) = (self.operations.as_ref(), self.query.named_roles());
        participation.confidence >= self.query.min_confidence()
            && operations.is_none_or(|operations| operations.contains(&participation.operation))
            && (roles.is_empty() || roles.contains(&participation.role))
    }
}

/// The rows of one organization, with what is computed once for all of them.
struct OrganizationRows<'g> {
    organization: OrganizationRef<'g>,
    /// The last day on which it exists, up to the as-of date.
    last: Day,
    /// The records of its dyads.
    records: Vec<DyadRecord<'g>>,
    /// The participations that count.
    participations: Vec<Part>,
}

impl<'g> OrganizationRows<'g> {
    fn new(organization: OrganizationRef<'g>, scope: &Scope<'g>) -> Self {
        let graph = organization.graph();
        let participations = graph.index().parts_of(organization.key());
        Self {
            organization,
            last: organization.days().last.min(graph.as_of()),
            records: records(organization, scope.query.min_confidence()),
            participations: participations.filter(|part| scope.counts(part)).collect(),
        }
    }

    fn row(&self, year: i32) -> OrganizationYear<'g> {
        let days = days_of(year);
        let last = days.last.min(self.last);
        let vocabularies = self.organization.graph().dataset().vocabularies();
        let participations = self
            .participations
            .iter()
            .filter(|part| part.days.meet(days));
        OrganizationYear {
            year,
            organization: self.organization,
            codings: PerTerm::each(&vocabularies.codings, |coding| self.partners(coding, last)),
            operations: OperationCounts::new(
                &vocabularies.roles,
                participations.map(|part| (part.operation, part.role)),
            ),
        }
    }

    /// Counts the partners on a day. If the state of one of them is unknown, so is the count.
    fn partners(&self, coding: Key<Coding>, day: Day) -> Known<PartnerCounts> {
        let phases = &self.organization.graph().dataset().vocabularies().phases;
        let records = self.records.iter().filter(|record| record.covers(day));
        let histories = records.map(|record| record.history(coding));
        let mut counts = None;
        for history in histories.filter(|history| history.is_covered()) {
            let counts = counts.get_or_insert_with(PartnerCounts::default);
            match history.spell_on(day) {
                Ok(spell) if !spell.is_absent() => {
                    counts.partners += 1;
                    counts.rungs += rung(phases, spell.record().phase);
                }
                Err(Missing::Unknown) => return Err(Missing::Unknown),
                _ => {}
            }
        }
        counts.ok_or(Missing::Unknown)
    }
}

/// Returns the records of the dyads of an organization: its own partnerships, and what it and its partners lived through
/// before their successors.
fn records(organization: OrganizationRef<'_>, min_confidence: Confidence) -> Vec<DyadRecord<'_>> {
    let own = std::iter::once(organization);
    let partnerships = own
        .chain(organization.successors())
        .flat_map(OrganizationRef::partnerships);
    let members = partnerships.flat_map(|partnership| partnership.members());
    // The partner of a predecessor may be a predecessor of the recorded partner.
    let partners = members.flat_map(|member| {
        let predecessors = member.record().predecessors.iter().copied();
        std::iter::once(member.key()).chain(predecessors)
    });
    let partners: BTreeSet<Key<Organization>> = partners.collect();
    let others = partners
        .into_iter()
        .filter(|partner| *partner != organization.key());
    let dyads = others.map(|partner| [organization.key(), partner]);
    dyads
        .filter_map(|dyad| DyadRecord::find(organization.graph(), dyad, min_confidence))
        .collect()
}
