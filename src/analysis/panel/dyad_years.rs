//! Dyad-years: two organizations in one calendar year, the unit of analysis of much of the field.

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::rc::Rc;

use super::dyad_year::{CodedYear, DyadYear, MilestoneCounts, MotiveCounts};
use super::operations::{OperationCounts, OperationFilter};
use super::pairs::{all_pairs, recorded_pairs};
use super::per_term::PerTerm;
use super::year::{FirstYears, whole_years};
use super::year_motives::YearMotives;
use crate::analysis::dyad_record::DyadRecord;
use crate::analysis::history::PhaseHistory;
use crate::graph::{
    DatedParticipation, DayRange, Graph, JointParticipation, OrganizationRef, TimeFilter,
};
use crate::model::{
    Coding, Day, Dyad, End, Key, Known, Missing, Motive, MotiveClaim, Organization,
};
use crate::query::Query;

/// Options of [`dyad_years`] that a query cannot express.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DyadYearOptions {
    /// One row per direction: motives and roles are then those of the first member only.
    pub directed: bool,
    /// Also rows for years in which one of the two does not exist.
    pub balanced: bool,
    /// Also dyads without a record, that is, without a partnership or phases of a successor's partnership that they lived
    /// through.
    pub every_pair: bool,
}

/// Returns the dyad-years of a query: one row per recorded dyad and year in which both organizations exist, up to the as-of
/// date.
///
/// Dyads are in the order of the dataset, and the years of each in order. Recorded dyads are those of
/// [`Query::select_courses`], and those of predecessors that lived through them. With `every_pair`, the other dyads have
/// rows too, unless the query has filters other than organizations, time, coding and confidence.
///
/// ```
/// use interorg::analysis::{DyadYearOptions, dyad_years};
/// use interorg::{dataset, graph::Graph, query::Filter};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter {
///     between: vec!["UN".to_owned(), "NATO".to_owned()],
///     during: Some("1999..2001".parse()?),
///     ..Filter::default()
/// };
/// let coding = graph.dataset().vocabularies().codings.key("activity").expect("it has this coding");
/// for row in dyad_years(&filter.resolve(&graph)?, DyadYearOptions::default()) {
///     let state = row.codings[coding].as_ref().expect("the coding covers this dyad");
///     assert!(state.rung > Ok(0));
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn dyad_years<'g>(
    query: &Query<'g>,
    options: DyadYearOptions,
) -> impl Iterator<Item = DyadYear<'g>> + use<'g> {
    let scope = Rc::new(Scope::new(query, options));
    let graph = query.graph();
    let pairs: Box<dyn Iterator<Item = [Key<Organization>; 2]>> = match &scope.partnerships {
        Some(recorded) => Box::new(recorded_pairs(graph, recorded, options.directed).into_iter()),
        None => Box::new(all_pairs(graph, options.directed)),
    };
    let dyads = pairs.filter_map(move |members| DyadRows::new(&scope, members));
    dyads.flat_map(DyadRows::rows)
}

/// The dyads, years and operations that the query and the options select.
struct Scope<'g> {
    query: Query<'g>,
    options: DyadYearOptions,
    /// `None` if nothing in the dataset is dated.
    years: Option<RangeInclusive<i32>>,
    first_years: FirstYears,
    operations: OperationFilter,
    /// Only dyads with a record in these partnerships; all dyads if it is `None`.
    partnerships: Option<HashSet<Dyad>>,
}

impl<'g> Scope<'g> {
    fn new(query: &Query<'g>, options: DyadYearOptions) -> Self {
        // Organizations and times are known of every dyad. All other filters need a record.
        let needs_record =
            !options.every_pair || query.filters_ties() || query.filters_operations();
        let partnerships = needs_record.then(|| {
            let selection = query.select_courses();
            selection
                .iter()
                .map(|selected| selected.partnership().dyad())
                .collect()
        });
        let first_years = FirstYears::new(query.graph());
        Self {
            query: query.clone(),
            options,
            years: years(query, &first_years),
            first_years,
            operations: OperationFilter::new(query),
            partnerships,
        }
    }
}

/// Returns the years in which a query has dyad-years at most; `None` if nothing in the dataset is dated.
pub(crate) fn panel_years(query: &Query<'_>) -> Option<RangeInclusive<i32>> {
    years(query, &FirstYears::new(query.graph()))
}

/// Returns the years of the query. Where it is open, the years of the record are its bounds. A dataset without dates has
/// no years.
fn years(query: &Query<'_>, first_years: &FirstYears) -> Option<RangeInclusive<i32>> {
    let graph = query.graph();
    let first_year = first_years.of_dataset(graph)?;
    let last_year = graph.as_of().year();
    Some(match query.time() {
        TimeFilter::Always => first_year.min(last_year)..=last_year,
        TimeFilter::At(day) => day.year()..=day.year(),
        TimeFilter::During(first, last) => {
            first.year_or(first_year)..=last.year_or(last_year).min(last_year)
        }
    })
}

/// The rows of one dyad, with everything that is computed once for all years.
struct DyadRows<'g> {
    /// Shared by the rows of all dyads, which are made after [`dyad_years`] has returned.
    scope: Rc<Scope<'g>>,
    members: [OrganizationRef<'g>; 2],
    /// The years that the query selects.
    years: RangeInclusive<i32>,
    /// The days from the first to the last on which both exist, up to the as-of date.
    common_life: Option<DayRange>,
    /// The days in between on which one of the two does not exist.
    gaps: Vec<DayRange>,
    record: Option<DyadRecord<'g>>,
    /// The first day of the first relation under any coding.
    first_contact: Option<Day>,
    /// The shared operations that count.
    shared: Vec<JointParticipation>,
    /// The operations of which it is unknown whether the two share them.
    possible: Vec<JointParticipation>,
}

impl<'g> DyadRows<'g> {
    /// Creates the rows of a dyad; `None` if the query does not select it.
    fn new(scope: &Rc<Scope<'g>>, keys: [Key<Organization>; 2]) -> Option<Self> {
        let years = scope.years.clone()?;
        let graph = scope.query.graph();
        let members = keys.map(|key| graph.organization(key));
        let common_life = common_life(members);
        let has_rows = scope.options.balanced || common_life.is_some();
        if !has_rows || !scope.query.members_match(keys) {
            return None;
        }
        let record = DyadRecord::find(graph, keys, scope.query.minimum());
        if let Some(partnerships) = &scope.partnerships {
            // A predecessor is selected by the partnership of its successor.
            record
                .as_ref()
                .filter(|record| partnerships.contains(&record.dyad()))?;
        }
        let histories = record.iter().flat_map(DyadRecord::histories);
        let mut shared: Vec<JointParticipation> = graph
            .index()
            .joint_participations_between(keys[0], keys[1])
            .collect();
        shared.retain(|shared| scope.operations.matches_shared(*shared));
        let possible = graph
            .index()
            .possible_participations_between(keys[0], keys[1]);
        let possible = possible.filter(|shared| scope.operations.matches_shared(*shared));
        Some(Self {
            members,
            years,
            common_life,
            gaps: gaps(members),
            first_contact: histories.filter_map(PhaseHistory::first_contact).min(),
            shared,
            possible: possible.collect(),
            record,
            scope: Rc::clone(scope),
        })
    }

    fn rows(self) -> impl Iterator<Item = DyadYear<'g>> {
        let (first, last) = (*self.years.start(), *self.years.end());
        let years = match self.common_life {
            Some(days) if !self.scope.options.balanced => {
                first.max(self.first_year().unwrap_or(first))..=last.min(days.last.year())
            }
            _ => first..=last,
        };
        years
            .filter(|year| self.scope.options.balanced || self.common_days(*year).is_some())
            .filter(|year| self.is_case(*year))
            .collect::<Vec<_>>()
            .into_iter()
            .map(move |year| self.row(year))
    }

    /// Returns `true` if the query selects a year: it has no filter on phases and conditions, or the state on the last day of
    /// the year matches.
    fn is_case(&self, year: i32) -> bool {
        let query = &self.scope.query;
        let days = self.common_days(year);
        let mut histories = self.record.iter().flat_map(DyadRecord::histories);
        !query.filters_spells()
            || days.is_some_and(|days| {
                histories.any(|history| {
                    let spell = history.spell_on(days.last);
                    spell.is_ok_and(|spell| query.is_case(history.coding(), spell))
                })
            })
    }

    /// Returns the days from the first to the last of a year on which both exist; `None` if there are none.
    fn common_days(&self, year: i32) -> Option<DayRange> {
        let days = self.common_life?.intersection(DayRange::of_year(year))?;
        days.hull_without(self.gaps.iter().copied())
    }

    /// Returns the first year in which both exist. An organization without a recorded founding exists from the first year
    /// in which something is recorded of it.
    fn first_year(&self) -> Option<i32> {
        let members = self.members.iter();
        members
            .filter_map(|member| self.scope.first_years.of_organization(*member))
            .max()
    }

    fn row(&self, year: i32) -> DyadYear<'g> {
        match self.common_days(year) {
            Some(_) if self.is_before_record(year) => self.unrecorded(year),
            Some(days) => self.existing(year, days.last),
            None => self.not_existing(year),
        }
    }

    /// Returns `true` if a year is before the record of one of the two begins, so that nothing is claimed about it.
    fn is_before_record(&self, year: i32) -> bool {
        let first_years = &self.scope.first_years;
        let mut begins = self
            .members
            .iter()
            .filter_map(|member| first_years.begin_of(*member));
        begins.any(|first| year < first)
    }

    fn not_existing(&self, year: i32) -> DyadYear<'g> {
        self.without_values(year, Ok(false), Missing::NotExisting)
    }

    /// Returns the row of a year before the record begins.
    fn unrecorded(&self, year: i32) -> DyadYear<'g> {
        self.without_values(year, self.exists(), Missing::Unknown)
    }

    /// Returns a row in which every value is missing for the same reason.
    fn without_values(&self, year: i32, exists: Known<bool>, missing: Missing) -> DyadYear<'g> {
        DyadYear {
            year,
            members: self.members,
            exists,
            codings: PerTerm::same(Err(missing)),
            years_since_contact: Err(missing),
            motives: Err(missing),
            operations: Err(missing),
            milestones: Err(missing),
            sources: Err(missing),
        }
    }

    /// Returns the row of a year in which both exist. `last` is the last day of the year on which they do.
    fn existing(&self, year: i32, last: Day) -> DyadYear<'g> {
        let kinds = &self.graph().dataset().vocabularies().milestone_kinds;
        let record = self.record.as_ref().ok_or(Missing::Unknown);
        // Where a predecessor or successor has the record of a year, its motives and milestones are unknown here.
        let covered = record.and_then(|record| {
            let days = record
                .covered(DayRange::of_year(year))
                .ok_or(Missing::Unknown)?;
            Ok((record, days))
        });
        DyadYear {
            year,
            members: self.members,
            exists: self.exists(),
            codings: self.codings(year, last),
            years_since_contact: record.and_then(|record| self.years_since_contact(record, last)),
            motives: covered.map(|(record, days)| self.motives(record, year, days)),
            operations: Ok(self.operations(year)),
            milestones: covered
                .map(|(record, _)| MilestoneCounts::new(kinds, record.milestones(year))),
            sources: covered.map(|(record, days)| sources(record, year, days)),
        }
    }

    /// Returns whether both exist in a year in which they may. This is unknown unless the dataset says when both were
    /// founded, and when they were dissolved, if they were.
    fn exists(&self) -> Known<bool> {
        let mut members = self.members.iter().map(|member| member.record());
        let is_known =
            members.all(|record| record.founded.is_some() && record.dissolved != End::Unknown);
        if is_known {
            Ok(true)
        } else {
            Err(Missing::Unknown)
        }
    }

    fn codings(&self, year: i32, last: Day) -> PerTerm<Coding, Known<CodedYear>> {
        let Some(record) = &self.record else {
            return PerTerm::same(Err(Missing::Unknown));
        };
        let vocabularies = self.graph().dataset().vocabularies();
        PerTerm::each(&vocabularies.codings, |coding| {
            CodedYear::new(self.graph(), record.history(coding), year, last)
        })
    }

    fn years_since_contact(&self, record: &DyadRecord<'g>, day: Day) -> Known<i32> {
        let mut histories = record.histories().iter();
        let may_begin_earlier = |contact: Day| {
            let mut early = record.histories().iter();
            early.any(|history| history.may_begin_before(contact))
        };
        match self.first_contact {
            Some(contact) if contact <= day && may_begin_earlier(contact) => Err(Missing::Unknown),
            Some(contact) if contact <= day => Ok(whole_years(contact, day)),
            // An earlier relation may be unknown: its spell is below the minimum confidence, or its start has no
            // bound.
            Some(_) if !histories.any(|history| history.is_unknown_on(day)) => {
                Err(Missing::NotApplicable)
            }
            _ => Err(Missing::Unknown),
        }
    }

    fn motives(&self, record: &DyadRecord<'g>, year: i32, days: DayRange) -> MotiveCounts {
        let vocabularies = self.graph().dataset().vocabularies();
        let (motives, families) = (&vocabularies.motives, &vocabularies.motive_families);
        let counts = |claim: &&MotiveClaim| {
            !self.scope.options.directed || claim.holder == record.members()[0]
        };
        let none = self.no_motive(record, year);
        // Where the question does not apply, nobody may hold a motive.
        let applies = none != Err(Missing::NotApplicable);
        let possible = record.possible_motives(days).filter(|_| applies);
        let claims = YearMotives {
            held: record.motives(days).filter(counts).collect(),
            possible: possible.filter(counts).collect(),
            open: match none {
                Ok(_) => self.open_motives(record),
                Err(_) => Vec::new(),
            },
            can_date: self.first_contact.is_some(),
        };
        if claims.is_empty() {
            return MotiveCounts {
                by_family: PerTerm::same(none),
                by_motive: PerTerm::same(none),
            };
        }
        MotiveCounts {
            by_family: PerTerm::each(families, |family| {
                claims
                    .holders(|motive| motives[motive].family == family)
                    .unwrap_or(none)
            }),
            by_motive: PerTerm::each(motives, |motive| {
                claims.holders(|other| other == motive).unwrap_or(none)
            }),
        }
    }

    /// Returns the motives that nobody looked for, each with the member that may hold it.
    fn open_motives(&self, record: &DyadRecord<'g>) -> Vec<(Key<Organization>, Key<Motive>)> {
        let motives = || self.graph().dataset().vocabularies().motives.keys();
        let members = if self.scope.options.directed { 1 } else { 2 };
        let members = record.members().into_iter().take(members);
        let all = members.flat_map(|holder| motives().map(move |motive| (holder, motive)));
        all.filter(|(holder, motive)| record.leaves_open(*holder, *motive))
            .collect()
    }

    /// Returns the count of a motive that neither of the two holds in a year.
    ///
    /// Before two organizations cooperate, the question why they do does not apply.
    fn no_motive(&self, record: &DyadRecord<'g>, year: i32) -> Known<usize> {
        let last = DayRange::of_year(year).last;
        let mut histories = record.histories().iter();
        if self.first_contact.is_none_or(|contact| contact <= last) {
            Ok(0)
        } else if histories.any(|history| history.is_unknown_on(last)) {
            Err(Missing::Unknown)
        } else {
            Err(Missing::NotApplicable)
        }
    }

    fn operations(&self, year: i32) -> OperationCounts {
        let members = if self.scope.options.directed { 1 } else { 2 };
        let days = DayRange::of_year(year);
        let roles = &self.graph().dataset().vocabularies().roles;
        let [shared, possible] =
            [&self.shared, &self.possible].map(|pairs| participations_during(pairs, days, members));
        OperationCounts::new(roles, shared, possible)
    }

    fn graph(&self) -> &'g Graph {
        self.scope.query.graph()
    }
}

/// Returns the days on which two organizations exist at the same time, up to the as-of date.
fn common_life(members: [OrganizationRef<'_>; 2]) -> Option<DayRange> {
    let [a, b] = members.map(OrganizationRef::lifetime);
    a.intersection(b)?.intersection(DayRange {
        first: Day::MIN,
        last: members[0].graph().as_of(),
    })
}

/// Returns the days between the periods in which each of two organizations exists.
fn gaps(members: [OrganizationRef<'_>; 2]) -> Vec<DayRange> {
    let gaps = members.into_iter().flat_map(OrganizationRef::gaps);
    gaps.collect()
}

/// Returns the participations of the first member or of both, in the pairs that overlap on some days.
fn participations_during(
    pairs: &[JointParticipation],
    days: DayRange,
    members: usize,
) -> impl Iterator<Item = &DatedParticipation> {
    let pairs = pairs.iter().filter(move |pair| pair.days.overlaps(days));
    pairs.flat_map(move |pair| &pair.participations[..members])
}

/// Returns the number of sources cited for the milestones, motives and phases of a year. A source counts once.
fn sources(record: &DyadRecord<'_>, year: i32, days: DayRange) -> usize {
    let milestones = record.milestones(year).map(|milestone| &milestone.claim);
    let motives = record.motives(days).map(|motive| &motive.claim);
    let claims = milestones.chain(motives).chain(record.phase_claims(days));
    let sources: HashSet<_> = claims
        .flat_map(|claim| claim.citations.iter().map(|citation| citation.source))
        .collect();
    sources.len()
}
