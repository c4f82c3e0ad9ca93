//! One row a dyad and year of common existence.

use std::collections::HashSet;

use super::dyad_columns::{NOTES, columns};
use super::state::Course;
use super::told::Told;
use super::{Datum, Panel};
use crate::graph::{DayRange, Graph, JointParticipation, OrganizationRef};
use crate::model::{
    Coding, Confidence, Date, Day, Dyad, End, Identified, Key, Motive, Operation, Organization,
    Role,
};

/// What a table of dyad-years is to hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DyadYears {
    /// A row for each direction: motives and roles are then those of the first alone.
    pub directed: bool,
    /// Rows also for the years in which one of the two does not exist.
    pub balanced: bool,
    /// Only claims that are at least so sure; all if it is `None`. Of the years of a phase that is less
    /// sure nothing is known.
    pub min_confidence: Option<Confidence>,
    /// Only these operations are counted; all if it is `None`.
    pub operations: Option<Vec<Key<Operation>>>,
    /// Only operations in which one of the two has one of these roles are counted; all if it is empty.
    pub roles: Vec<Key<Role>>,
    /// Only these dyads, and those of predecessors that lived through what is told of these; all if it is
    /// `None`, those without a partnership too.
    pub only: Option<Vec<Dyad>>,
    /// Only dyads of these organizations; all if it is empty.
    pub with: Vec<Key<Organization>>,
    /// Only dyads both of whose members are among these organizations; all if it is empty.
    pub between: Vec<Key<Organization>>,
    /// Only years from this one to that one.
    pub years: Option<(i32, i32)>,
}

/// Makes the table of dyad-years, the unit of analysis of much of the field.
///
/// Dyads stand in the order of the dataset, the years of each in order. What changes within a year is
/// told as it stands on the last day of the year on which both exist; counts are of the whole year.
/// The last year is that of the dataset's as-of date. Two organizations share an operation in a year
/// if the parts of both last on some day of it.
///
/// ```
/// use interorg::analysis::panel::{DyadYears, dyad_years};
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let options = DyadYears { years: Some((2005, 2005)), ..DyadYears::default() };
/// let table = dyad_years(&graph, &options);
/// let operations = table.columns.iter().position(|column| column.name == "operations");
/// assert!(operations.is_some());
/// assert!(table.rows.count() > 6);
/// ```
pub fn dyad_years<'g>(graph: &'g Graph, options: &DyadYears) -> Panel<'g> {
    let plan = Plan::new(graph, options.clone());
    let columns = columns(graph, plan.options.directed);
    let dyads = plan.dyads();
    let rows = dyads.into_iter().flat_map(move |(a, b)| plan.rows(a, b));
    Panel {
        name: "dyad-years",
        columns,
        notes: NOTES.to_vec(),
        rows: Box::new(rows),
    }
}

struct Plan<'g> {
    graph: &'g Graph,
    options: DyadYears,
    codings: Vec<Key<Coding>>,
    span: (i32, i32),
}

impl<'g> Plan<'g> {
    fn new(graph: &'g Graph, options: DyadYears) -> Self {
        let last = graph.as_of().year();
        let span = options
            .years
            .unwrap_or_else(|| (first_year(graph).min(last), last));
        Self {
            graph,
            codings: graph.dataset().vocabularies().codings.keys().collect(),
            options,
            span,
        }
    }

    /// Returns how sure a claim must be to be counted.
    fn least(&self) -> Confidence {
        self.options.min_confidence.unwrap_or(Confidence::Low)
    }

    /// Says whether a shared operation is counted: it is sure enough, and one that was asked for.
    fn counts(&self, shared: JointParticipation) -> bool {
        let (operations, roles) = (&self.options.operations, &self.options.roles);
        let is_named = |operations: &Vec<Key<Operation>>| operations.contains(&shared.operation());
        shared.confidence() >= self.least()
            && operations.as_ref().is_none_or(is_named)
            && (roles.is_empty()
                || shared
                    .participations
                    .iter()
                    .any(|part| roles.contains(&part.role)))
    }

    /// Returns the dyads asked for, in the order of the dataset.
    fn dyads(&self) -> Vec<(Key<Organization>, Key<Organization>)> {
        let organizations: Vec<_> = self.graph.dataset().organizations().keys().collect();
        let options = &self.options;
        let only: Option<HashSet<Dyad>> = options
            .only
            .as_ref()
            .map(|only| only.iter().copied().collect());
        let wanted = |a, b| {
            let is_with =
                options.with.is_empty() || options.with.contains(&a) || options.with.contains(&b);
            let among = options.between.is_empty()
                || (options.between.contains(&a) && options.between.contains(&b));
            let listed = only
                .as_ref()
                .is_none_or(|only| self.tells_of_any([a, b], only));
            is_with && among && listed
        };
        let mut dyads = Vec::new();
        for (place, a) in organizations.iter().enumerate() {
            let others = if options.directed {
                &organizations[..]
            } else {
                &organizations[place + 1..]
            };
            dyads.extend(
                others
                    .iter()
                    .filter(|b| *b != a && wanted(*a, **b))
                    .map(|b| (*a, *b)),
            );
        }
        dyads
    }

    /// Says whether a dyad is one of some, or lived through what is told of one of them.
    fn tells_of_any(&self, [a, b]: [Key<Organization>; 2], only: &HashSet<Dyad>) -> bool {
        let told = || Told::of(self.graph, [a, b], &self.codings, self.least());
        Dyad::new(a, b).is_some_and(|dyad| only.contains(&dyad))
            || told().is_some_and(|told| only.contains(&told.dyad()))
    }

    /// Returns the rows of one dyad.
    fn rows(&self, a: Key<Organization>, b: Key<Organization>) -> Vec<Vec<Datum<'g>>> {
        let lives = [a, b].map(|key| self.graph.organization(key).lifetime());
        let first = lives[0].first.max(lives[1].first);
        let last = lives[0].last.min(lives[1].last).min(self.graph.as_of());
        let exists = first <= last;
        let (from, to) = match (self.options.balanced, exists) {
            (true, _) => self.span,
            (false, true) => (
                self.span.0.max(first.year_or(self.span.0)),
                self.span.1.min(last.year()),
            ),
            (false, false) => return Vec::new(),
        };
        if from > to {
            return Vec::new();
        }
        let dyad = OneDyad::new(self, a, b, (from, to));
        (from..=to)
            .map(|year| {
                let day = last_day(year).min(last);
                match exists && day >= first && day.year() == year {
                    true => dyad.row(year, day),
                    false => dyad.absent(year),
                }
            })
            .collect()
    }
}

/// What is worked out once for a dyad.
struct OneDyad<'p, 'g> {
    plan: &'p Plan<'g>,
    members: [OrganizationRef<'g>; 2],
    told: Option<Told<'g>>,
    contact: Option<Day>,
    from: i32,
    /// For each year, how many operations are shared, and in how many each role occurs.
    shared: Vec<Vec<usize>>,
}

impl<'p, 'g> OneDyad<'p, 'g> {
    fn new(
        plan: &'p Plan<'g>,
        a: Key<Organization>,
        b: Key<Organization>,
        years: (i32, i32),
    ) -> Self {
        let told = Told::of(plan.graph, [a, b], &plan.codings, plan.least());
        let courses = told.iter().flat_map(|told| &told.courses);
        Self {
            plan,
            members: [plan.graph.organization(a), plan.graph.organization(b)],
            contact: courses.filter_map(Course::first_contact).min(),
            told,
            from: years.0,
            shared: shared_by_year(plan, a, b, years),
        }
    }

    /// Says whether the dataset tells when both began to exist, and when they ceased.
    fn is_datable(&self) -> bool {
        self.members.iter().all(|member| {
            let record = member.record();
            record.founded.is_some() && record.dissolved != End::Unknown
        })
    }

    fn head(&self, year: i32, exists: Datum<'g>) -> Vec<Datum<'g>> {
        let [a, b] = self
            .members
            .map(|member| Datum::word(member.record().id().as_str()));
        vec![Datum::Number(i64::from(year)), a, b, exists]
    }

    /// Makes the row of a year in which one of the two does not exist.
    fn absent(&self, year: i32) -> Vec<Datum<'g>> {
        let mut row = self.head(year, Datum::Number(0));
        row.resize(self.width(), Datum::NotExisting);
        row
    }

    fn width(&self) -> usize {
        let words = self.plan.graph.dataset().vocabularies();
        let motives = words.motive_families.len() + words.motives.len();
        4 + 5 * self.plan.codings.len()
            + 1
            + motives
            + 1
            + words.roles.len()
            + 1
            + words.milestone_kinds.len()
            + 1
    }

    fn row(&self, year: i32, day: Day) -> Vec<Datum<'g>> {
        let exists = match self.is_datable() {
            true => Datum::Number(1),
            false => Datum::Unknown,
        };
        let mut row = self.head(year, exists);
        row.reserve(self.width());
        self.phases(year, day, &mut row);
        self.motives(year, &mut row);
        let counts = &self.shared[usize::try_from(year - self.from).unwrap_or(0)];
        row.extend(counts.iter().map(|count| Datum::count(*count)));
        self.milestones(year, &mut row);
        row
    }

    fn phases(&self, year: i32, day: Day, row: &mut Vec<Datum<'g>>) {
        let Some(told) = &self.told else {
            row.extend(vec![Datum::Unknown; 5 * self.plan.codings.len() + 1]);
            return;
        };
        for course in &told.courses {
            if course.is_read() {
                self.phase(course, year, day, row);
            } else {
                row.extend(vec![Datum::Unknown; 5]);
            }
        }
        let may_have_begun = told.courses.iter().any(|course| course.is_unknown(day));
        row.push(match self.contact {
            Some(contact) if contact <= day => Datum::Number(years_between(contact, day)),
            Some(_) if !may_have_begun => Datum::NotApplicable,
            Some(_) => Datum::Unknown,
            None => Datum::Unknown,
        });
    }

    fn phase(&self, course: &Course<'g>, year: i32, day: Day, row: &mut Vec<Datum<'g>>) {
        let words = self.plan.graph.dataset().vocabularies();
        if course.is_unknown(day) {
            row.extend([const { Datum::Unknown }; 5]);
            return;
        }
        let window = course.on(day);
        match window {
            Some(window) => {
                row.push(Datum::count(course.rung(window)));
                row.push(Datum::word(words.phases[window.phase].id().as_str()));
            }
            None => row.extend([Datum::None, Datum::None]),
        }
        row.push(match window.filter(|window| !window.is_absent) {
            Some(window) => Datum::word(words.conditions[window.condition].id().as_str()),
            None => Datum::NotApplicable,
        });
        row.push(match course.phase_began(day) {
            Some(began) => Datum::Number(years_between(began, day)),
            None => Datum::NotApplicable,
        });
        let transitions = course.transitions(year);
        row.push(match transitions.as_slice() {
            [] => Datum::None,
            [one] => Datum::word(one.name()),
            several => {
                let names: Vec<&str> = several.iter().map(|kind| kind.name()).collect();
                Datum::Text(names.join(";").into())
            }
        });
    }

    fn motives(&self, year: i32, row: &mut Vec<Datum<'g>>) {
        let words = self.plan.graph.dataset().vocabularies();
        let columns = words.motive_families.len() + words.motives.len();
        let told = self.told.as_ref();
        let told = told.and_then(|told| Some((told, told.days_of(days_of(year))?)));
        let Some((told, days)) = told else {
            row.extend(vec![Datum::Unknown; columns]);
            return;
        };
        let directed = self.plan.options.directed;
        let claims = told.motives(days);
        let mine: Vec<_> = claims
            .filter(|claim| !directed || claim.holder == told.sides[0])
            .collect();
        let dated = mine
            .iter()
            .filter(|claim| self.contact.is_some() || claim.from.is_some());
        let held: HashSet<_> = dated.map(|claim| (claim.holder, claim.motive)).collect();
        let unheld = self.unheld(told, year);
        let mut push = |wanted: &dyn Fn(Key<Motive>) -> bool| {
            // Without a relation that is recorded, nobody knows from when on a motive without dates is held.
            let undated = self.contact.is_none() && mine.iter().any(|claim| wanted(claim.motive));
            let of_kind = held.iter().filter(|(_, motive)| wanted(*motive));
            let holders: HashSet<_> = of_kind.map(|(holder, _)| holder).collect();
            row.push(match holders.len() {
                0 if undated => Datum::Unknown,
                0 => unheld.clone(),
                holders => Datum::count(holders),
            });
        };
        for family in words.motive_families.keys() {
            push(&|motive| words.motives[motive].family == family);
        }
        for key in words.motives.keys() {
            push(&|motive| motive == key);
        }
    }

    /// Returns what stands for a motive that nobody holds in a year: none, or before the first relation that
    /// motives do not apply; if nobody knows whether it had begun, that is unknown.
    fn unheld(&self, told: &Told<'g>, year: i32) -> Datum<'g> {
        let is_related = self.contact.is_none_or(|contact| contact <= last_day(year));
        let mut courses = told.courses.iter();
        match is_related {
            true => Datum::Number(0),
            false if courses.any(|course| course.is_unknown(last_day(year))) => Datum::Unknown,
            false => Datum::NotApplicable,
        }
    }

    /// Counts the milestones of a year, and the sources of all that is told of it.
    fn milestones(&self, year: i32, row: &mut Vec<Datum<'g>>) {
        let words = self.plan.graph.dataset().vocabularies();
        let told = self.told.as_ref();
        let told = told.and_then(|told| Some((told, told.days_of(days_of(year))?)));
        let Some((told, days)) = told else {
            row.extend(vec![Datum::Unknown; words.milestone_kinds.len() + 2]);
            return;
        };
        let milestones: Vec<_> = told.milestones(year).collect();
        row.push(Datum::count(milestones.len()));
        for kind in words.milestone_kinds.keys() {
            let of_kind = milestones.iter().filter(|milestone| milestone.kind == kind);
            row.push(Datum::count(of_kind.count()));
        }
        let claims = milestones.iter().map(|milestone| &milestone.claim);
        let claims = claims.chain(told.motives(days).map(|motive| &motive.claim));
        let claims = claims.chain(told.phases(days, &self.plan.codings));
        let sources: HashSet<_> = claims
            .flat_map(|claim| claim.citations.iter().map(|citation| citation.source))
            .collect();
        row.push(Datum::count(sources.len()));
    }
}

/// Counts for each year the shared operations, and those in which each role occurs.
fn shared_by_year(
    plan: &Plan<'_>,
    a: Key<Organization>,
    b: Key<Organization>,
    years: (i32, i32),
) -> Vec<Vec<usize>> {
    let roles = plan.graph.dataset().vocabularies().roles.len();
    let length = usize::try_from(years.1 - years.0 + 1).unwrap_or(0);
    let mut counts = vec![vec![0; 1 + roles]; length];
    // The operation that was counted last, so that none is counted twice in a year.
    let mut counted: Vec<Vec<Option<Key<Operation>>>> = vec![vec![None; 1 + roles]; length];
    let shared = plan.graph.index().joint_participations_between(a, b);
    for shared in shared.filter(|shared| plan.counts(*shared)) {
        let operation = shared.operation();
        let mine = if plan.options.directed {
            &shared.participations[..1]
        } else {
            &shared.participations[..]
        };
        let columns: Vec<usize> = std::iter::once(0)
            .chain(mine.iter().map(|part| 1 + Key::<Role>::index(part.role)))
            .collect();
        let first = shared.days.first.year_or(years.0).max(years.0);
        let last = shared.days.last.year_or(years.1).min(years.1);
        for year in first..=last {
            let at = usize::try_from(year - years.0).unwrap_or(0);
            for column in &columns {
                if counted[at][*column] != Some(operation) {
                    counted[at][*column] = Some(operation);
                    counts[at][*column] += 1;
                }
            }
        }
    }
    counts
}

/// Returns the first year of which the dataset says anything.
pub fn first_year(graph: &Graph) -> i32 {
    let dataset = graph.dataset();
    let founded = dataset
        .organizations()
        .iter()
        .filter_map(|record| record.founded);
    let spells = dataset
        .partnerships()
        .iter()
        .flat_map(|record| record.codings.iter());
    let spells = spells.flat_map(|coded| coded.spells.iter().map(|spell| spell.from));
    let dates = founded.chain(spells).filter_map(|date: Date| date.year());
    let parts = dataset
        .organizations()
        .keys()
        .flat_map(|key| graph.index().participations_of(key));
    let days = parts
        .map(|part| part.days.first)
        .filter(|day| *day != Day::MIN)
        .map(Day::year);
    dates
        .chain(days)
        .min()
        .unwrap_or_else(|| graph.as_of().year())
}

fn days_of(year: i32) -> DayRange {
    DayRange {
        first: first_day(year),
        last: last_day(year),
    }
}

pub(super) fn first_day(year: i32) -> Day {
    Day::new(year, 1, 1)
}

pub(super) fn last_day(year: i32) -> Day {
    Day::new(year, 12, 31)
}

/// Returns the whole years from one day to a later one.
fn years_between(from: Day, to: Day) -> i64 {
    let ((first, month, day), (last, to_month, to_day)) =
        (from.year_month_day(), to.year_month_day());
    i64::from(last - first) - i64::from((to_month, to_day) < (month, day))
}
