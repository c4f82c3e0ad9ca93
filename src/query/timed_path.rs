//! How two organizations are tied by ties that exist at one date or one after another.
//!
//! A chain respects time if there are days d₁ ≤ d₂ ≤ … such that its first tie exists on d₁, its second
//! on d₂, and so on: what passed over the first tie can then be passed on over the second. (D. Kempe, J.
//! Kleinberg and A. Kumar, "Connectivity and inference problems for temporal networks", Journal of
//! Computer and System Sciences 64, 2002; P. Holme and J. Saramäki, "Temporal networks", Physics Reports
//! 519, 2012.) Such chains have a direction: that there is one from A to B says nothing of B to A.

use std::collections::{BTreeSet, HashMap};

use super::error::QueryError;
use super::names::organization;
use super::path::{Chain, Link};
use super::resolve::Query;
use crate::graph::{
    DatedParticipation, DayRange, Graph, JointParticipation, OrganizationRef, PartnershipRef,
    TimeFilter,
};
use crate::model::{Day, Key, Operation, Organization, Partnership};

/// A chain of ties that exist at one date or one after another.
#[derive(Debug, Clone, PartialEq)]
pub struct TimedChain<'g> {
    /// The chain.
    pub chain: Chain<'g>,
    /// A day for each step on which its tie exists, none before the one of the step before: the first
    /// day on which all exist, or else the earliest days one after another. A tie of which nobody knows
    /// when it began exists from [`Day::MIN`] on.
    pub days: Vec<Day>,
    /// Whether there is a day on which all ties exist.
    pub is_at_once: bool,
}

/// Finds how one organization is tied to another by chains that respect time, within the time and
/// under the coding of a query.
///
/// A partnership is a tie on the days of its spells with a relation, an operation is one on the days on
/// which both organizations take part in it; before an organization exists, a predecessor that acts for it
/// has its partnerships. Without a time asked of, all is searched up to the as-of date. Every tie is
/// as the query asks, in the way of [`paths`](super::paths). The chains
/// and their order are those of [`paths`](super::paths): chains of one step, then those over one common
/// partner; if there is none, those of the fewest steps, at most `limit` in all. If those over a common
/// partner exist one after another alone, chains of as few steps that exist at one date follow them.
///
/// ```
/// use interorg::{dataset, graph::Graph, query::{Filter, paths_in_time}};
///
/// let graph = Graph::new(dataset::builtin());
/// let query = Filter::default().resolve(&graph)?;
/// let chains = paths_in_time(&query, "OAU", "NATO", 1)?;
/// assert_eq!(chains[0].chain.links.len(), 2);
/// assert!(chains[0].days.is_sorted());
/// # Ok::<(), interorg::query::QueryError>(())
/// ```
///
/// The search goes from the end back and keeps for each organization the latest day on which it may be
/// left; it looks again at the ties of an organization only where more steps let it be left later.
///
/// # Errors
/// Fails with [`QueryError::Unknown`] if a name stands for no organization, and with
/// [`QueryError::NotAPair`] if both stand for the same.
pub fn paths_in_time<'g>(
    query: &Query<'g>,
    from: &str,
    to: &str,
    limit: usize,
) -> Result<Vec<TimedChain<'g>>, QueryError> {
    let graph = query.graph;
    let (from, to) = (organization(graph, from)?, organization(graph, to)?);
    if from == to {
        return Err(QueryError::NotAPair);
    }
    let search = Search::new(query, from, to);
    let mut routes = search.near();
    if routes.is_empty() {
        routes = search.shortest(limit);
    } else if !routes.iter().any(|route| common(route).is_some()) {
        routes.extend(search.at_once(&routes, limit));
    }
    routes.truncate(limit);
    Ok(routes
        .into_iter()
        .map(|route| search.chain(route))
        .collect())
}

struct Search<'q, 'g> {
    query: &'q Query<'g>,
    graph: &'g Graph,
    from: Key<Organization>,
    to: Key<Organization>,
    /// The days that are asked about.
    asked: DayRange,
    /// The parts by which organizations cooperate in each operation, in the order of the organizations.
    parts: Vec<Vec<DatedParticipation>>,
}

/// A tie from an organization to another, and the days on which it exists.
#[derive(Clone)]
struct Tie<'g> {
    link: Link<'g>,
    days: Vec<DayRange>,
}

type Route<'g> = Vec<Tie<'g>>;

/// For each number of steps, the organizations from which the end can be reached in so many and not as
/// late in fewer, with the last day on which they may be left.
type Departures = Vec<HashMap<Key<Organization>, Day>>;

impl<'q, 'g> Search<'q, 'g> {
    fn new(query: &'q Query<'g>, from: Key<Organization>, to: Key<Organization>) -> Self {
        let graph = query.graph;
        let asked = match query.time {
            TimeFilter::Always => DayRange {
                first: Day::MIN,
                last: graph.as_of(),
            },
            TimeFilter::At(_) | TimeFilter::During(..) => query.time.days(),
        };
        let mut search = Self {
            query,
            graph,
            from,
            to,
            asked,
            parts: Vec::new(),
        };
        let operations = graph.dataset().operations().keys();
        search.parts = operations
            .map(|key| search.participations_in(key))
            .collect();
        search
    }

    fn participations_in(&self, key: Key<Operation>) -> Vec<DatedParticipation> {
        let parts = self.graph.index().participations_in(key).iter();
        let mut parts: Vec<DatedParticipation> =
            parts.filter(|part| !part.is_adverse).copied().collect();
        parts.sort_by_key(|part| part.organization);
        parts
    }

    /// Returns the ties from an organization to those that are wanted, as far as they exist at some time
    /// asked of: partnerships, then operations, each in the order of the dataset.
    fn ties(
        &self,
        of: Key<Organization>,
        wanted: impl Fn(Key<Organization>) -> bool,
    ) -> Vec<Tie<'g>> {
        let mut ties = self.partnerships(of);
        ties.retain(|tie| wanted(tie.end()));
        for key in self.operations(of) {
            ties.extend(self.over(key, of, &wanted));
        }
        ties
    }

    fn partnerships(&self, of: Key<Organization>) -> Vec<Tie<'g>> {
        let own = self.graph.organization(of);
        let members = std::iter::once(own).chain(own.successors());
        let ties = members.flat_map(|member| {
            let all = member.partnerships();
            all.flat_map(move |partnership| self.acted_in(of, member, partnership))
        });
        ties.collect()
    }

    /// Returns the ties of an organization over a partnership in which it acts for a member, itself or a
    /// successor that does not exist yet: one for each that acts for the partner.
    fn acted_in(
        &self,
        of: Key<Organization>,
        member: OrganizationRef<'g>,
        partnership: PartnershipRef<'g>,
    ) -> Vec<Tie<'g>> {
        let Some(partner) = partnership.partner_of(member.key()) else {
            return Vec::new();
        };
        let related = self.related(partnership.key());
        let mut acting = member.actors();
        acting.retain(|(actor, _)| *actor == of);
        let mut ties: Vec<Tie<'g>> = Vec::new();
        for (end, theirs) in partner.actors() {
            let both = acting
                .iter()
                .filter_map(|(_, mine)| mine.intersection(theirs));
            let days = both.flat_map(|both| {
                related
                    .iter()
                    .filter_map(move |days| days.intersection(both))
            });
            let days: Vec<DayRange> = days.collect();
            let link = Link::Partnership(partnership, self.graph.organization(end));
            match ties.iter_mut().find(|tie| tie.end() == end) {
                _ if days.is_empty() || end == of => {}
                Some(tie) => tie.days.extend(days),
                None => ties.push(Tie { link, days }),
            }
        }
        ties
    }

    /// Returns the days on which the members of a partnership have a relation that is as asked for.
    fn related(&self, key: Key<Partnership>) -> Vec<DayRange> {
        if !self.query.may_relate(key) {
            return Vec::new();
        }
        let relations = self.query.relation_days(key);
        relations
            .filter_map(|days| days.intersection(self.asked))
            .collect()
    }

    /// Returns the operations in which an organization cooperates, in the order of the dataset.
    fn operations(&self, of: Key<Organization>) -> BTreeSet<Key<Operation>> {
        let parts = self.graph.index().participations_of(of);
        parts.map(|part| part.operation).collect()
    }

    /// Returns the ties of an organization over one operation, in the order of the other organizations.
    fn over(
        &self,
        key: Key<Operation>,
        of: Key<Organization>,
        wanted: impl Fn(Key<Organization>) -> bool,
    ) -> Vec<Tie<'g>> {
        let parts = &self.parts[key.index()];
        let start = parts.partition_point(|part| part.organization < of);
        let mine = parts[start..].iter();
        let mine = mine.take_while(|part| part.organization == of);
        let operation = self.graph.operation(key);
        let others = parts
            .chunk_by(|a, b| a.organization == b.organization)
            .filter(|theirs| theirs[0].organization != of && wanted(theirs[0].organization));
        let ties = others.filter_map(|theirs| {
            let pairs = theirs.iter().flat_map(|theirs| {
                mine.clone()
                    .map(|mine| JointParticipation::of(*mine, *theirs))
            });
            let tied = pairs.flatten();
            let tied = tied.filter(|shared| self.query.ties_during(*shared, self.asked));
            let days: Vec<DayRange> = tied
                .filter_map(|shared| shared.days.intersection(self.asked))
                .collect();
            let end = self.graph.organization(theirs[0].organization);
            let link = Link::Operation(operation, end);
            (!days.is_empty()).then_some(Tie { link, days })
        });
        ties.collect()
    }

    /// Returns the chains of one step, and those of two steps over a common partner.
    fn near(&self) -> Vec<Route<'g>> {
        let ties = self.ties(self.from, |_| true);
        let (direct, others): (Vec<_>, Vec<_>) =
            ties.into_iter().partition(|tie| tie.end() == self.to);
        let mut routes: Vec<Route<'g>> = direct.into_iter().map(|tie| vec![tie]).collect();
        let mut last: HashMap<_, Vec<Tie<'g>>> = HashMap::new();
        for tie in self.partnerships(self.to) {
            last.entry(tie.end()).or_default().push(tie);
        }
        let over = |tie: &Tie<'g>| matches!(tie.link, Link::Partnership(..));
        for first in others.into_iter().filter(over) {
            let Some(day) = earliest(&first.days, Day::MIN) else {
                continue;
            };
            for second in last.get(&first.end()).into_iter().flatten() {
                if earliest(&second.days, day).is_some() {
                    let second = self.turned(second);
                    routes.push(vec![first.clone(), second]);
                }
            }
        }
        routes
    }

    /// Turns a tie from the end of the chain round, so that it leads there.
    fn turned(&self, tie: &Tie<'g>) -> Tie<'g> {
        let end = self.graph.organization(self.to);
        let link = match tie.link {
            Link::Partnership(partnership, _) => Link::Partnership(partnership, end),
            Link::Operation(operation, _) => Link::Operation(operation, end),
        };
        Tie {
            link,
            days: tie.days.clone(),
        }
    }

    /// Returns the chains of the fewest steps that exist at one date and are not among those found.
    fn at_once(&self, found: &[Route<'g>], limit: usize) -> Vec<Route<'g>> {
        let links = |route: &Route<'g>| route.iter().map(|tie| tie.link).collect::<Vec<_>>();
        let known: Vec<_> = found.iter().map(links).collect();
        let mut routes = self.shortest(limit);
        routes.retain(|route| common(route).is_some() && !known.contains(&links(route)));
        routes
    }

    /// Returns the chains of the fewest steps.
    fn shortest(&self, limit: usize) -> Vec<Route<'g>> {
        match self.departures() {
            Some(departures) => self.walks(&departures, limit),
            None => Vec::new(),
        }
    }

    /// Searches from the end back, a step at a time, until the start is reached; `None` if it cannot be.
    fn departures(&self) -> Option<Departures> {
        let mut best: Vec<Option<Day>> = vec![None; self.graph.dataset().organizations().len()];
        best[self.to.index()] = Some(Day::MAX);
        let mut departures: Departures = vec![HashMap::from([(self.to, Day::MAX)])];
        loop {
            let mut next: HashMap<Key<Organization>, Day> = HashMap::new();
            for (node, until) in departures.last()? {
                let later =
                    |end: Key<Organization>| best[end.index()].is_none_or(|day| day < *until);
                for tie in self.ties(*node, later) {
                    let before = best[tie.end().index()];
                    let day = latest(&tie.days, *until);
                    if let Some(day) = day.filter(|day| before.is_none_or(|before| before < *day)) {
                        let kept = next.entry(tie.end()).or_insert(day);
                        *kept = day.max(*kept);
                    }
                }
            }
            if next.is_empty() {
                return None;
            }
            for (node, day) in &next {
                best[node.index()] = Some(*day);
            }
            let reached = next.contains_key(&self.from);
            departures.push(next);
            if reached {
                return Some(departures);
            }
        }
    }

    /// Collects routes from the start to the end along the days by which organizations must be left.
    fn walks(&self, departures: &Departures, limit: usize) -> Vec<Route<'g>> {
        let steps = departures.len() - 1;
        let choices = |node, day, left: usize| -> std::vec::IntoIter<(Tie<'g>, Day)> {
            let ties = self.ties(node, |end| departures[left - 1].contains_key(&end));
            let ties = ties.into_iter();
            let feasible = ties.filter_map(|tie| {
                let until = departures[left - 1].get(&tie.end())?;
                let day = earliest(&tie.days, day).filter(|day| day <= until)?;
                Some((tie, day))
            });
            feasible.collect::<Vec<_>>().into_iter()
        };
        let mut routes = Vec::new();
        // The choices that are left at each step; a long route must not overflow the stack.
        let mut open = vec![choices(self.from, Day::MIN, steps)];
        let mut route: Route<'g> = Vec::new();
        while let Some(last) = open.last_mut() {
            let Some((tie, day)) = last.next() else {
                open.pop();
                route.pop();
                continue;
            };
            let end = tie.end();
            route.push(tie);
            if route.len() < steps {
                open.push(choices(end, day, steps - route.len()));
                continue;
            }
            routes.push(route.clone());
            route.pop();
            if routes.len() >= limit {
                break;
            }
        }
        routes
    }

    /// Chooses the days of a route that respects time.
    fn chain(&self, route: Route<'g>) -> TimedChain<'g> {
        let common = common(&route);
        let is_at_once = common.is_some();
        let mut after = common.unwrap_or(Day::MIN);
        let mut days = Vec::with_capacity(route.len());
        for tie in &route {
            after = earliest(&tie.days, after).unwrap_or(after);
            days.push(after);
        }
        TimedChain {
            chain: Chain {
                start: self.graph.organization(self.from),
                links: route.into_iter().map(|tie| tie.link).collect(),
            },
            days,
            is_at_once,
        }
    }
}

impl Tie<'_> {
    fn end(&self) -> Key<Organization> {
        self.link.end().key()
    }
}

/// Returns the first day not before another on which a tie exists.
fn earliest(days: &[DayRange], from: Day) -> Option<Day> {
    let later = days.iter().filter(|days| days.last >= from);
    later.map(|days| days.first.max(from)).min()
}

/// Returns the last day not after another on which a tie exists.
fn latest(days: &[DayRange], until: Day) -> Option<Day> {
    let before = days.iter().filter(|days| days.first <= until);
    before.map(|days| days.last.min(until)).max()
}

/// Returns the first day on which all ties of a route exist.
fn common(route: &[Tie<'_>]) -> Option<Day> {
    let (first, rest) = route.split_first()?;
    let mut shared = first.days.clone();
    for tie in rest {
        let pairs = shared
            .iter()
            .flat_map(|mine| tie.days.iter().map(move |theirs| (*mine, *theirs)));
        shared = pairs
            .filter_map(|(mine, theirs)| mine.intersection(theirs))
            .collect();
    }
    shared.iter().map(|days| days.first).min()
}
