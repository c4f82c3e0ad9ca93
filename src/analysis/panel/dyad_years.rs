//! Dyad-years: two organizations in one calendar year, the unit of analysis of much of the field.

use std::collections::HashSet;
use std::ops::RangeInclusive;
use std::rc::Rc;

use super::operation_counts::OperationCounts;
use super::per_term::PerTerm;
use super::year::{days_of, first_year, whole_years};
use crate::analysis::TransitionKind;
use crate::analysis::dyad_record::DyadRecord;
use crate::analysis::history::{PhaseHistory, rung};
use crate::graph::{Days, Graph, OrganizationRef, Shared, When};
use crate::model::{
    Coding, Condition, Day, Dyad, End, Key, Known, Milestone, MilestoneKind, Missing, Motive,
    MotiveClaim, MotiveFamily, Operation, Organization, Phase,
};
use crate::query::Query;

/// Which rows a table of dyad-years has, beyond those that the query selects.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DyadYearOptions {
    /// One row per direction: motives and roles are then those of the first member alone.
    pub directed: bool,
    /// Also rows for years in which one of the two does not exist.
    pub balanced: bool,
    /// Only dyads that the dataset has a record of: a partnership, or phases that predecessors lived through.
    pub recorded: bool,
}

/// Two organizations in one calendar year.
///
/// States (phases, conditions, durations) are those of the last day of the year on which both exist. Counts are of the
/// whole year.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DyadYear<'g> {
    /// The calendar year.
    pub year: i32,
    /// The two organizations, in the order of the dataset; in a directed table, the first is the one whose motives and
    /// roles the row counts.
    pub members: [OrganizationRef<'g>; 2],
    /// Whether both exist on the same day of the year. Unknown if the dataset does not say when one of them was founded,
    /// or if nobody knows when one of them ended.
    pub exists: Known<bool>,
    /// The state under each coding. Unknown if the coding does not cover the dyad, or if no known spell is in force.
    pub codings: PerTerm<Coding, Known<CodedYear>>,
    /// The whole years since the first relation under any coding. Not applicable before it.
    pub years_since_contact: Known<i32>,
    /// The motives that the two hold.
    pub motives: Known<MotiveCounts>,
    /// The operations that the two share.
    pub operations: Known<OperationCounts>,
    /// The milestones of the partnership.
    pub milestones: Known<MilestoneCounts>,
    /// The number of sources that the phases, motives and milestones of the year cite.
    pub sources: Known<usize>,
}

/// The state of a dyad in a year under one coding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodedYear {
    /// The rung of the phase, where 0 means that there is no relation. [`Missing::None`] if no spell is in force.
    pub rung: Known<usize>,
    /// The phase. [`Missing::None`] if no spell is in force.
    pub phase: Known<Key<Phase>>,
    /// The condition. Not applicable without a relation.
    pub condition: Known<Key<Condition>>,
    /// The whole years since the phase began, whatever its condition. Not applicable if no spell is in force.
    pub years_in_phase: Known<i32>,
    /// The transitions of the year, in order of time.
    pub transitions: Vec<TransitionKind>,
}

/// How many of the two hold motives in a year; in a directed table, 1 if the first member does.
///
/// Not applicable before the first relation. Unknown where nobody knows since when a motive without dates is held.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MotiveCounts {
    /// The number of holders of any motive of the family.
    pub by_family: PerTerm<MotiveFamily, Known<usize>>,
    /// The number of holders of the motive.
    pub by_motive: PerTerm<Motive, Known<usize>>,
}

/// How many milestones a partnership has in a year.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MilestoneCounts {
    /// The number of milestones.
    pub total: usize,
    /// The number of milestones of the kind.
    pub by_kind: PerTerm<MilestoneKind, usize>,
}

/// Returns the dyad-years of a query: a row per dyad and year in which both organizations exist, up to the as-of date.
///
/// Dyads are in the order of the dataset, and the years of each in order. A query that narrows partnerships by more than
/// organizations, time, coding and confidence selects the dyads of the partnerships that match at any time (see
/// [`Query::select_courses`]), and those of predecessors that lived through them. Any other query selects all dyads of its
/// organizations, those without a partnership among them.
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
    let dyads = pairs(query.graph(), options.directed)
        .filter_map(move |members| DyadRows::new(&scope, members));
    dyads.flat_map(DyadRows::rows)
}

/// Returns the pairs of organizations in the order of the dataset: each once, or once per direction.
fn pairs(graph: &Graph, directed: bool) -> impl Iterator<Item = [Key<Organization>; 2]> {
    let organizations = graph.dataset().organizations();
    organizations.keys().flat_map(move |a| {
        let others = organizations.keys();
        let others = others.filter(move |b| if directed { *b != a } else { *b > a });
        others.map(move |b| [a, b])
    })
}

/// What the query and the options select.
struct Scope<'g> {
    query: Query<'g>,
    options: DyadYearOptions,
    years: RangeInclusive<i32>,
    /// Only dyads with a record in these partnerships; all dyads if it is `None`.
    partnerships: Option<HashSet<Dyad>>,
    /// Only these operations; all operations if it is `None`.
    operations: Option<Vec<Key<Operation>>>,
}

impl<'g> Scope<'g> {
    fn new(query: &Query<'g>, options: DyadYearOptions) -> Self {
        // Filters on organizations and time also select dyads without a record. All others need one to match.
        let needs_record =
            options.recorded || query.asks_of_partnerships() || query.names_operations();
        let partnerships = needs_record.then(|| {
            let selection = query.select_courses();
            selection
                .iter()
                .map(|selected| selected.partnership().dyad())
                .collect()
        });
        Self {
            options,
            years: years(query),
            partnerships,
            operations: query.named_operations(),
            query: query.clone(),
        }
    }

    /// Returns `true` if a shared operation counts. A tie is as certain as its least certain claim.
    fn counts(&self, shared: Shared) -> bool {
        let operations = self.operations.as_ref();
        shared.confidence() >= self.query.min_confidence()
            && operations.is_none_or(|operations| operations.contains(&shared.operation()))
            && self.query.has_role_of(shared.parts.map(|part| part.role))
    }
}

/// Returns the years of the query. An open side of its time is the first or the last year of the record.
fn years(query: &Query<'_>) -> RangeInclusive<i32> {
    let graph = query.graph();
    let last_year = graph.as_of().year();
    match query.when() {
        When::Always => first_year(graph).min(last_year)..=last_year,
        When::At(day) => day.year()..=day.year(),
        When::During(first, last) => {
            first.year_or(first_year(graph))..=last.year_or(last_year).min(last_year)
        }
    }
}

/// The rows of one dyad, with what is computed once for all of them.
struct DyadRows<'g> {
    scope: Rc<Scope<'g>>,
    members: [OrganizationRef<'g>; 2],
    /// The days on which both exist, up to the as-of date.
    common_life: Option<Days>,
    record: Option<DyadRecord<'g>>,
    /// The first day of the first relation under any coding.
    first_contact: Option<Day>,
    /// The shared operations that count, in the order of the operations.
    shared: Vec<Shared>,
}

impl<'g> DyadRows<'g> {
    /// Creates the rows of a dyad; `None` if the query does not select it.
    fn new(scope: &Rc<Scope<'g>>, keys: [Key<Organization>; 2]) -> Option<Self> {
        let graph = scope.query.graph();
        let members = keys.map(|key| graph.organization(key));
        let common_life = common_life(members);
        let has_rows = scope.options.balanced || common_life.is_some();
        if !has_rows || !scope.query.concerns(keys) {
            return None;
        }
        let record = DyadRecord::find(graph, keys, scope.query.min_confidence());
        if let Some(partnerships) = &scope.partnerships {
            record
                .as_ref()
                .filter(|record| partnerships.contains(&record.dyad()))?;
        }
        let histories = record.iter().flat_map(DyadRecord::histories);
        let shared = graph.index().shared_between(keys[0], keys[1]);
        Some(Self {
            members,
            common_life,
            first_contact: histories.filter_map(PhaseHistory::first_contact).min(),
            shared: shared.filter(|shared| scope.counts(*shared)).collect(),
            record,
            scope: Rc::clone(scope),
        })
    }

    fn rows(self) -> impl Iterator<Item = DyadYear<'g>> {
        let (first, last) = (*self.scope.years.start(), *self.scope.years.end());
        let years = match self.common_life {
            Some(days) if !self.scope.options.balanced => {
                first.max(days.first.year_or(first))..=last.min(days.last.year())
            }
            _ => first..=last,
        };
        years.map(move |year| self.row(year))
    }

    fn row(&self, year: i32) -> DyadYear<'g> {
        match self.common_life.and_then(|days| days.common(days_of(year))) {
            Some(days) => self.existing(year, days.last),
            None => self.not_existing(year),
        }
    }

    fn not_existing(&self, year: i32) -> DyadYear<'g> {
        DyadYear {
            year,
            members: self.members,
            exists: Ok(false),
            codings: PerTerm::same(Err(Missing::NotExisting)),
            years_since_contact: Err(Missing::NotExisting),
            motives: Err(Missing::NotExisting),
            operations: Err(Missing::NotExisting),
            milestones: Err(Missing::NotExisting),
            sources: Err(Missing::NotExisting),
        }
    }

    /// Returns the row of a year in which both exist, `last` being the last day on which they do.
    fn existing(&self, year: i32, last: Day) -> DyadYear<'g> {
        // Motives and milestones are unknown on days that the record does not cover.
        let record = self.record.as_ref().ok_or(Missing::Unknown);
        let covered = record.and_then(|record| {
            Ok((
                record,
                record.covered(days_of(year)).ok_or(Missing::Unknown)?,
            ))
        });
        DyadYear {
            year,
            members: self.members,
            exists: self
                .has_known_life()
                .then_some(true)
                .ok_or(Missing::Unknown),
            codings: self.codings(year, last),
            years_since_contact: record.and_then(|record| self.years_since_contact(record, last)),
            motives: covered.map(|(record, days)| self.motives(record, year, days)),
            operations: Ok(self.operations(year)),
            milestones: covered.map(|(record, _)| self.milestones(record, year)),
            sources: covered.map(|(record, days)| sources(record, year, days)),
        }
    }

    /// Returns `true` if the dataset says when both were founded, and if they ended, when.
    fn has_known_life(&self) -> bool {
        self.members.iter().all(|member| {
            let record = member.record();
            record.founded.is_some() && record.dissolved != End::Unknown
        })
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
        match self.first_contact {
            Some(contact) if contact <= day => Ok(whole_years(contact, day)),
            // Before the first known relation there may have been one that is not known.
            Some(_) if !histories.any(|history| history.is_unknown_on(day)) => {
                Err(Missing::NotApplicable)
            }
            _ => Err(Missing::Unknown),
        }
    }

    fn motives(&self, record: &DyadRecord<'g>, year: i32, days: Days) -> MotiveCounts {
        let vocabularies = self.graph().dataset().vocabularies();
        let (motives, families) = (&vocabularies.motives, &vocabularies.motive_families);
        let claims: Vec<&MotiveClaim> = record
            .motives(days)
            .filter(|claim| !self.scope.options.directed || claim.holder == record.members()[0])
            .collect();
        let none = self.no_motive(record, year);
        if claims.is_empty() {
            return MotiveCounts {
                by_family: PerTerm::same(none),
                by_motive: PerTerm::same(none),
            };
        }
        MotiveCounts {
            by_family: PerTerm::each(families, |family| {
                let matches = |claim: &MotiveClaim| motives[claim.motive].family == family;
                self.holders(&claims, matches).unwrap_or(none)
            }),
            by_motive: PerTerm::each(motives, |motive| {
                self.holders(&claims, |claim| claim.motive == motive)
                    .unwrap_or(none)
            }),
        }
    }

    /// Returns the number of holders of the motives that match; `None` if no motive matches.
    ///
    /// A motive without dates is held from the first relation on. If no relation is recorded, nobody knows since when.
    fn holders(
        &self,
        claims: &[&MotiveClaim],
        matches: impl Fn(&MotiveClaim) -> bool,
    ) -> Option<Known<usize>> {
        let mut claims = claims.iter().filter(|claim| matches(claim)).peekable();
        claims.peek()?;
        let dated = claims.filter(|claim| self.first_contact.is_some() || claim.from.is_some());
        let mut holders: Vec<Key<Organization>> = dated.map(|claim| claim.holder).collect();
        holders.sort_unstable();
        holders.dedup();
        Some(if holders.is_empty() {
            Err(Missing::Unknown)
        } else {
            Ok(holders.len())
        })
    }

    /// Returns the count of a motive that neither of the two holds in a year.
    fn no_motive(&self, record: &DyadRecord<'g>, year: i32) -> Known<usize> {
        let last = days_of(year).last;
        let mut histories = record.histories().iter();
        // The question why two organizations cooperate does not arise before they do.
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
        let days = days_of(year);
        let shared = self.shared.iter().filter(|shared| shared.days.meet(days));
        let participations = shared.flat_map(|shared| &shared.parts[..members]);
        OperationCounts::new(
            &self.graph().dataset().vocabularies().roles,
            participations.map(|participation| (participation.operation, participation.role)),
        )
    }

    fn milestones(&self, record: &DyadRecord<'g>, year: i32) -> MilestoneCounts {
        let milestones: Vec<&Milestone> = record.milestones(year).collect();
        if milestones.is_empty() {
            return MilestoneCounts {
                total: 0,
                by_kind: PerTerm::same(0),
            };
        }
        let kinds = &self.graph().dataset().vocabularies().milestone_kinds;
        MilestoneCounts {
            total: milestones.len(),
            by_kind: PerTerm::each(kinds, |kind| {
                milestones
                    .iter()
                    .filter(|milestone| milestone.kind == kind)
                    .count()
            }),
        }
    }

    fn graph(&self) -> &'g Graph {
        self.scope.query.graph()
    }
}

impl CodedYear {
    /// Reads the state on a day, and the transitions of the year.
    fn new(graph: &Graph, history: &PhaseHistory<'_>, year: i32, day: Day) -> Known<Self> {
        if !history.is_covered() {
            return Err(Missing::Unknown);
        }
        let spell = match history.spell_on(day) {
            Err(Missing::Unknown) => return Err(Missing::Unknown),
            spell => spell,
        };
        let phase = spell.map(|spell| spell.record().phase);
        let relation = spell.ok().filter(|spell| !spell.is_absent());
        let since = history.phase_since(day);
        let transitions = history.transitions_in(year);
        Ok(Self {
            rung: phase.map(|phase| rung(&graph.dataset().vocabularies().phases, phase)),
            phase,
            condition: relation
                .map(|spell| spell.record().condition)
                .ok_or(Missing::NotApplicable),
            years_in_phase: since
                .map(|since| whole_years(since, day))
                .ok_or(Missing::NotApplicable),
            transitions: transitions.map(|transition| transition.kind).collect(),
        })
    }
}

/// Returns the days on which two organizations exist at the same time, up to the as-of date.
fn common_life(members: [OrganizationRef<'_>; 2]) -> Option<Days> {
    let [a, b] = members.map(OrganizationRef::days);
    a.common(b)?.common(Days {
        first: Day::MIN,
        last: members[0].graph().as_of(),
    })
}

/// Counts the sources that the milestones, motives and phases of a year cite, each once.
fn sources(record: &DyadRecord<'_>, year: i32, days: Days) -> usize {
    let milestones = record.milestones(year).map(|milestone| &milestone.claim);
    let motives = record.motives(days).map(|motive| &motive.claim);
    let claims = milestones.chain(motives).chain(record.phase_claims(days));
    let sources: HashSet<_> = claims
        .flat_map(|claim| claim.citations.iter().map(|citation| citation.source))
        .collect();
    sources.len()
}
