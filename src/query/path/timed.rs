//! Paths of ties that exist one after another.

use std::collections::HashMap;

use super::chain::{Chain, Link, TimedChain, ends};
use super::timed_ties::{Tie, TimedTies};
use crate::model::{Day, Key, Organization};
use crate::query::error::QueryError;
use crate::query::resolve::Query;

/// Finds how one organization is tied to another by chains that respect time, within the time and under the coding of a
/// query.
///
/// A chain respects time if there are days d₁ ≤ d₂ ≤ … such that its first tie exists on d₁, its second one on d₂, and so
/// on: what was passed on over the first tie can then be passed on over the second one. (D. Kempe, J. Kleinberg and A.
/// Kumar, "Connectivity and inference problems for temporal networks", Journal of Computer and System Sciences 64, 2002; P.
/// Holme and J. Saramäki, "Temporal networks", Physics Reports 519, 2012.) Such chains have a direction: one from A to B
/// does not imply one from B to A.
///
/// A partnership is a tie on the days of its spells with a relation. An operation is a tie on the days on which both
/// organizations participate in it. Before an organization exists, the predecessor that acts for it has its partnerships.
/// Without a time, the search ends at the as-of date. Every tie matches the query, as in [`paths`](super::paths).
///
/// The chains and their order are those of [`paths`](super::paths): chains of one step, then chains over one common
/// partner; if there is none of these, those with the fewest steps. If no chain exists at once, chains with the fewest steps
/// that do are appended. At most `limit` chains are returned.
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
/// # Errors
/// Fails with [`QueryError::Unknown`] if a name is not that of an organization, and with [`QueryError::NotAPair`] if both
/// are names of the same one.
pub fn paths_in_time<'g>(
    query: &Query<'g>,
    from: &str,
    to: &str,
    limit: usize,
) -> Result<Vec<TimedChain<'g>>, QueryError> {
    let [from, to] = ends(query, from, to)?;
    let search = Search {
        ties: TimedTies::new(query),
        from,
        to,
    };
    let mut routes = search.near();
    if routes.is_empty() {
        routes = search.shortest(limit);
    } else if !routes.iter().any(|route| first_common_day(route).is_some()) {
        let at_once = search.at_once(&routes, limit);
        routes.extend(at_once);
    }
    routes.truncate(limit);
    Ok(routes.iter().map(|route| search.chain(route)).collect())
}

struct Search<'q, 'g> {
    ties: TimedTies<'q, 'g>,
    from: Key<Organization>,
    to: Key<Organization>,
}

/// The ties of a chain, in order.
type Route<'g> = Vec<Tie<'g>>;

/// For each number of steps, the organizations from which the end can be reached in as many steps, each with the last day
/// on which it may be left. Organizations that may be left as late with fewer steps are omitted.
type Departures = Vec<HashMap<Key<Organization>, Day>>;

impl<'g> Search<'_, 'g> {
    /// Returns the routes of one step, then those of two steps over a common partner.
    fn near(&self) -> Vec<Route<'g>> {
        let (direct, others): (Vec<_>, Vec<_>) = self
            .ties
            .from(self.from, |_| true)
            .into_iter()
            .partition(|tie| tie.end() == self.to);
        let mut to_end: HashMap<Key<Organization>, Vec<Tie<'g>>> = HashMap::new();
        for tie in self.ties.partnerships(self.to) {
            to_end.entry(tie.end()).or_default().push(tie);
        }
        let mut routes: Vec<Route<'g>> = direct.into_iter().map(|tie| vec![tie]).collect();
        for first in others {
            let Link::Partnership(..) = first.link else {
                continue;
            };
            let Some(day) = first.first_day_from(Day::MIN) else {
                continue;
            };
            let second_ties = to_end.get(&first.end()).into_iter().flatten();
            let in_time = second_ties.filter(|second| second.first_day_from(day).is_some());
            routes.extend(in_time.map(|second| vec![first.clone(), self.reversed(second)]));
        }
        routes
    }

    /// Returns a tie of the end of the chain as one that leads there.
    fn reversed(&self, tie: &Tie<'g>) -> Tie<'g> {
        let end = self.ties.graph.organization(self.to);
        let link = match tie.link {
            Link::Partnership(partnership, _) => Link::Partnership(partnership, end),
            Link::Operation(operation, _) => Link::Operation(operation, end),
        };
        Tie {
            link,
            days: tie.days.clone(),
        }
    }

    /// Returns the routes with the fewest steps that exist on one day and are not among those found.
    fn at_once(&self, found: &[Route<'g>], limit: usize) -> Vec<Route<'g>> {
        let links =
            |route: &Route<'g>| -> Vec<Link<'g>> { route.iter().map(|tie| tie.link).collect() };
        let known: Vec<Vec<Link<'g>>> = found.iter().map(links).collect();
        let mut routes = self.shortest(limit);
        routes.retain(|route| first_common_day(route).is_some() && !known.contains(&links(route)));
        routes
    }

    /// Returns the routes with the fewest steps, at most `limit`.
    fn shortest(&self, limit: usize) -> Vec<Route<'g>> {
        match self.departures() {
            Some(departures) => self.walk_forward(&departures, limit),
            None => Vec::new(),
        }
    }

    /// Searches from the end, one step at a time, until the start is reached; `None` if there is no path.
    ///
    /// An organization that may be left later reaches the end whenever one that must be left earlier does. It is therefore
    /// enough to keep the latest departure for each (as in H. Wu and others, "Path problems in temporal graphs", Proceedings
    /// of the VLDB Endowment 7, 2014), and to follow the ties of an organization again only if more steps allow a later
    /// departure. Each round reads the ties of the organizations that the last one improved, so that s rounds over n ties
    /// take O(s n) time.
    fn departures(&self) -> Option<Departures> {
        let organizations = self.ties.graph.dataset().organizations().len();
        let mut latest: Vec<Option<Day>> = vec![None; organizations];
        latest[self.to.index()] = Some(Day::MAX);
        let mut departures: Departures = vec![HashMap::from([(self.to, Day::MAX)])];
        loop {
            let next = self.step_back(departures.last()?, &latest);
            if next.is_empty() {
                return None;
            }
            for (organization, day) in &next {
                latest[organization.index()] = Some(*day);
            }
            let reaches_start = next.contains_key(&self.from);
            departures.push(next);
            if reaches_start {
                return Some(departures);
            }
        }
    }

    /// Returns the organizations that one more step allows to leave later, each with its new latest departure.
    fn step_back(
        &self,
        last: &HashMap<Key<Organization>, Day>,
        latest: &[Option<Day>],
    ) -> HashMap<Key<Organization>, Day> {
        let is_later = |end: Key<Organization>, day: Day| {
            latest[end.index()].is_none_or(|latest| latest < day)
        };
        let mut next: HashMap<Key<Organization>, Day> = HashMap::new();
        for (organization, until) in last {
            for tie in self.ties.from(*organization, |end| is_later(end, *until)) {
                let departure = tie.last_day_until(*until);
                if let Some(day) = departure.filter(|day| is_later(tie.end(), *day)) {
                    let kept = next.entry(tie.end()).or_insert(day);
                    *kept = day.max(*kept);
                }
            }
        }
        next
    }

    /// Collects routes from the start to the end that leave each organization in time, at most `limit`.
    ///
    /// Departures rule out dead ends, so the time depends on the number and length of the routes returned.
    fn walk_forward(&self, departures: &Departures, limit: usize) -> Vec<Route<'g>> {
        let steps = departures.len() - 1;
        let mut routes = Vec::new();
        let mut route: Route<'g> = Vec::new();
        // The ties left to try at each step. Recursion would overflow the stack on a chain of thousands of steps.
        let first = self.ties_in_time(self.from, Day::MIN, &departures[steps - 1]);
        let mut open = vec![first.into_iter()];
        while let Some(ties) = open.last_mut() {
            let Some((tie, day)) = ties.next() else {
                open.pop();
                route.pop();
                continue;
            };
            let end = tie.end();
            route.push(tie);
            if route.len() < steps {
                let left = steps - route.len();
                let next = self.ties_in_time(end, day, &departures[left - 1]);
                open.push(next.into_iter());
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

    /// Returns the ties that can be used from a day on and that lead to an organization before its departure, each with the
    /// first day on which it can be used.
    fn ties_in_time(
        &self,
        organization: Key<Organization>,
        from: Day,
        departures: &HashMap<Key<Organization>, Day>,
    ) -> Vec<(Tie<'g>, Day)> {
        let ties = self
            .ties
            .from(organization, |end| departures.contains_key(&end));
        ties.into_iter()
            .filter_map(|tie| {
                let departure = departures.get(&tie.end())?;
                let day = tie.first_day_from(from).filter(|day| day <= departure)?;
                Some((tie, day))
            })
            .collect()
    }

    /// Creates the chain of a route that respects time, and chooses its days.
    fn chain(&self, route: &[Tie<'g>]) -> TimedChain<'g> {
        let common_day = first_common_day(route);
        let mut day = common_day.unwrap_or(Day::MIN);
        let days = route.iter().map(|tie| {
            day = tie.first_day_from(day).unwrap_or(day);
            day
        });
        TimedChain {
            days: days.collect(),
            is_at_once: common_day.is_some(),
            chain: Chain {
                start: self.ties.graph.organization(self.from),
                links: route.iter().map(|tie| tie.link).collect(),
            },
        }
    }
}

/// Returns the first day on which all ties of a route exist.
fn first_common_day(route: &[Tie<'_>]) -> Option<Day> {
    let (first, rest) = route.split_first()?;
    let mut common = first.days.clone();
    for tie in rest {
        common = common
            .iter()
            .flat_map(|mine| {
                tie.days
                    .iter()
                    .filter_map(|theirs| mine.intersection(*theirs))
            })
            .collect();
    }
    common.iter().map(|days| days.first).min()
}
