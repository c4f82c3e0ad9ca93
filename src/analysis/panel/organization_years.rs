//! Organization-years: an organization in one calendar year.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::operations::{OperationCounts, OperationFilter};
use super::per_term::PerTerm;
use super::year::FirstYears;
use crate::analysis::dyad_record::DyadRecord;
use crate::analysis::history::rung;
use crate::graph::{DatedParticipation, DayRange, OrganizationRef};
use crate::model::{Coding, Day, Key, Known, Missing, Organization};
use crate::query::{Minimum, Query};

/// A row of the table of organization-years: an organization in one calendar year.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OrganizationYear<'g> {
    /// The calendar year.
    pub year: i32,
    /// The organization.
    pub organization: OrganizationRef<'g>,
    /// The partners under each coding on the last day of the year on which the organization exists.
    ///
    /// Unknown if the coding covers no partnership of the organization, or if the phase of one that it covers is
    /// unknown.
    pub codings: PerTerm<Coding, Known<PartnerCounts>>,
    /// The numbers of operations in which the organization participates on some day of the year.
    pub operations: OperationCounts,
}

/// The number of partners of an organization, and the rungs of the relations with them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartnerCounts {
    /// The number of organizations with which it has a relation.
    pub partners: usize,
    /// The sum of the rungs of these relations.
    pub rungs: usize,
}

/// Returns the organization-years of a query: one row per organization and year in which it exists, up to the as-of
/// date.
///
/// The organizations are those of [`Query::organizations`], in the order of the dataset. The years of each are in
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
        days: query.time().days(),
        first_years: FirstYears::new(query.graph()),
        operations: OperationFilter::new(query),
        minimum: query.minimum(),
    };
    let organizations: Vec<_> = query.organizations().collect();
    organizations.into_iter().flat_map(move |organization| {
        let rows = OrganizationRows::new(organization, &scope);
        let years = scope.years(organization).into_iter().flatten();
        let years = years.filter(move |year| !organization.is_in_gap(DayRange::of_year(*year)));
        years.map(move |year| rows.row(year))
    })
}

/// The years, operations and claims that the query selects.
struct Scope {
    /// The time of the query.
    days: DayRange,
    first_years: FirstYears,
    operations: OperationFilter,
    minimum: Minimum,
}

impl Scope {
    /// Returns the years in which an organization exists, as far as the query selects them.
    ///
    /// An organization without a recorded founding has rows from the first year in which something is recorded of it.
    /// Returns `None` if nothing in the dataset is dated.
    fn years(&self, organization: OrganizationRef<'_>) -> Option<RangeInclusive<i32>> {
        let last = organization.lifetime().last;
        let last = last.min(organization.graph().as_of()).bounded();
        let last = last?.year().min(self.days.last.year_or(i32::MAX));
        let first = self.first_years.of_organization(organization)?;
        Some(first.max(self.days.first.year_or(i32::MIN))..=last)
    }
}

/// The rows of one organization, with everything that is computed once for all years.
struct OrganizationRows<'g> {
    organization: OrganizationRef<'g>,
    /// The last day on which it exists, up to the as-of date.
    last: Day,
    /// The records of its dyads.
    records: Vec<DyadRecord<'g>>,
    /// The participations that count, and those of which it is unknown whether they took place.
    participations: Vec<DatedParticipation>,
}

impl<'g> OrganizationRows<'g> {
    fn new(organization: OrganizationRef<'g>, scope: &Scope) -> Self {
        let graph = organization.graph();
        let participations = graph.index().all_participations_of(organization.key());
        Self {
            organization,
            last: organization.lifetime().last.min(graph.as_of()),
            records: records(organization, scope.minimum),
            participations: participations
                .filter(|participation| scope.operations.matches(participation))
                .collect(),
        }
    }

    fn row(&self, year: i32) -> OrganizationYear<'g> {
        let days = DayRange::of_year(year);
        let existing = days.hull_without(self.organization.gaps());
        let last = existing.map_or(days.last, |days| days.last).min(self.last);
        let vocabularies = self.organization.graph().dataset().vocabularies();
        let participations = self
            .participations
            .iter()
            .filter(|part| part.days.overlaps(days));
        let recorded = participations.clone().filter(|part| !part.is_unknown);
        let possible = participations.filter(|part| part.is_unknown);
        OrganizationYear {
            year,
            organization: self.organization,
            codings: PerTerm::each(&vocabularies.codings, |coding| self.partners(coding, last)),
            operations: OperationCounts::new(&vocabularies.roles, recorded, possible),
        }
    }

    /// Returns the number of partners on a day. One unknown phase makes the number unknown: it might be larger.
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

/// Returns the records of the dyads of an organization: its own partnerships, and the partnerships of successors that it
/// and its partners lived through.
fn records(organization: OrganizationRef<'_>, minimum: Minimum) -> Vec<DyadRecord<'_>> {
    let own = std::iter::once(organization);
    let partnerships = own
        .chain(organization.successors())
        .flat_map(OrganizationRef::partnerships);
    let members = partnerships.flat_map(|partnership| partnership.members());
    // A partnership is recorded under the latest organizations. The partner in an earlier year may be a predecessor.
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
        .filter_map(|dyad| DyadRecord::find(organization.graph(), dyad, minimum))
        .collect()
}
