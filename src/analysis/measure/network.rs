//! The network of a query: its organizations, and the ties between them with their weights.

use std::collections::BTreeSet;

use super::{Net, Reciprocity};
use crate::graph::{Graph, JointParticipation, OrganizationRef, Ties};
use crate::model::{Day, Dyad, Key, Operation, Organization, Phase};
use crate::query::Query;

/// The organizations of a query, and the ties between them at its time.
///
/// ```
/// use interorg::query::Filter;
/// use interorg::analysis::measure::OrganizationNet;
/// use interorg::graph::Ties;
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { at: Some("2005".parse()?), ..Filter::default() };
/// let network = OrganizationNet::new(&filter.resolve(&graph)?, Ties::Partnerships);
/// let first = network.organizations()[0];
/// assert_eq!((first.label(), network.net().degrees()[0]), ("UN", 3));
/// assert_eq!(network.net().ties(), 6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct OrganizationNet<'g> {
    organizations: Vec<OrganizationRef<'g>>,
    net: Net,
    /// The number of ties of unknown weight.
    unknown_weights: usize,
    /// The nodes from which and to which the ties lead that lead one way only.
    one_way: Vec<[usize; 2]>,
}

impl<'g> OrganizationNet<'g> {
    /// Creates the network of a query.
    ///
    /// The nodes are the organizations that exist at the time, with ties or without, because density and all shares
    /// depend on the ties that would have been possible. A predecessor that acts for an organization before its founding
    /// has the ties of that organization.
    ///
    /// Named organizations limit the nodes: with `between`, the nodes are the named ones; with `with`, they are the named
    /// ones and those tied to them. All other filters exclude ties and not nodes.
    ///
    /// Without a time, partnerships are those on the as-of date, and shared operations those of the whole record. During
    /// a period, a partnership has the rung of its last phase in it.
    ///
    /// The weight of a tie is what the query names. If it names nothing, a partnership has the rung of its phase, counted from
    /// 1 for the lowest that is a relation, and other ties have the number of shared operations.
    pub fn new(query: &Query<'g>, ties: Ties) -> Self {
        let tied = match ties {
            Ties::Partnerships => partnerships(query),
            Ties::Operations => operations(query),
            Ties::Both => both(query),
        };
        let members = members(query, ties, &tied);
        let node = |key: Key<Organization>| members.binary_search(&key).unwrap_or(usize::MAX);
        let edges = tied.iter().map(|tied| {
            (
                node(tied.pair[0]),
                node(tied.pair[1]),
                tied.weight.unwrap_or(0.0),
            )
        });
        Self {
            unknown_weights: tied.iter().filter(|tied| tied.weight.is_none()).count(),
            one_way: tied
                .iter()
                .filter_map(Tied::one_way)
                .map(|ends| ends.map(node))
                .collect(),
            net: Net::new(members.len(), edges).expect("`members` includes both ends of all ties"),
            organizations: members
                .into_iter()
                .map(|key| query.graph().organization(key))
                .collect(),
        }
    }

    /// Returns the network of some nodes, with other ties among all nodes.
    pub(super) fn among(&self, net: &Net, nodes: &[usize]) -> Self {
        Self {
            organizations: nodes.iter().map(|node| self.organizations[*node]).collect(),
            net: net.among(nodes),
            unknown_weights: self.unknown_weights,
            one_way: self
                .one_way
                .iter()
                .filter(|[from, to]| net.neighbours(*from).contains(&(*to as u32)))
                .filter_map(|[from, to]| {
                    let row = |node| nodes.binary_search(node).ok();
                    Some([row(from)?, row(to)?])
                })
                .collect(),
        }
    }

    /// Returns the organizations in the order of the dataset, which is the order of the nodes.
    pub fn organizations(&self) -> &[OrganizationRef<'g>] {
        &self.organizations
    }

    /// Returns the network of numbered nodes.
    pub fn net(&self) -> &Net {
        &self.net
    }

    /// Returns the number of ties whose weight is unknown. They have the weight 0 in the network, so that they add nothing to
    /// measures that use weights, and are ties in all others.
    pub fn unknown_weights(&self) -> usize {
        self.unknown_weights
    }

    /// Returns the number of ties that lead to each node. A tie that leads both ways leads to both of its ends.
    pub fn in_degrees(&self) -> Vec<usize> {
        self.degrees_without(0)
    }

    /// Returns the number of ties that lead from each node. A tie that leads both ways leads from both of its ends.
    pub fn out_degrees(&self) -> Vec<usize> {
        self.degrees_without(1)
    }

    /// Returns the degrees without the ties that lead one way only and have the node at this end: 0 if they lead from it, 1 if
    /// they lead to it.
    fn degrees_without(&self, end: usize) -> Vec<usize> {
        let mut degrees = self.net.degrees();
        for ends in &self.one_way {
            degrees[ends[end]] -= 1;
        }
        degrees
    }

    /// Returns the reciprocity of the ties: a tie that leads both ways is two arcs, each of which is returned.
    pub fn tie_reciprocity(&self) -> Reciprocity {
        let returned = 2 * (self.net.ties() - self.one_way.len());
        Reciprocity {
            ties: returned + self.one_way.len(),
            returned,
        }
    }

    /// Returns the kind of each organization as a group number for [`Net::brokerage`]; `None` if it is unknown.
    pub fn kinds(&self) -> Vec<Option<u32>> {
        let kinds = self.organizations.iter().map(|one| one.record().kind);
        kinds
            .map(|kind| kind.map(|key| key.index() as u32))
            .collect()
    }
}

/// A tie.
#[derive(Debug, Clone, Copy)]
struct Tied {
    /// The two organizations, in the order of the dataset.
    pair: [Key<Organization>; 2],
    /// The weight; `None` if it is unknown.
    weight: Option<f64>,
    /// The organization from which it leads to the other; `None` if it leads both ways.
    actor: Option<Key<Organization>>,
}

impl Tied {
    /// Returns the organizations from which and to which the tie leads; `None` if it leads both ways.
    fn one_way(&self) -> Option<[Key<Organization>; 2]> {
        let [a, b] = self.pair;
        let actor = self.actor?;
        Some(if actor == a { [a, b] } else { [b, a] })
    }
}

/// Returns the partnerships with a relation at the time, between the organizations that act in them then.
///
/// If the same two organizations act in two partnerships, the one with the greater weight counts. For example, a dataset may
/// record a partnership of the OAU and one of the AU with the UN; before the AU is founded, the OAU acts in both.
fn partnerships(query: &Query<'_>) -> Vec<Tied> {
    let rungs = rungs(query.graph());
    let acting = |key| query.actor_of(query.graph().organization(key)).key();
    let selection = query.select();
    let tied = selection.iter().filter_map(|selected| {
        let phase = selected.spell().map(|spell| spell.record().phase);
        let [a, b] = selected.partnership().dyad().members().map(acting);
        let weight = match query.weight_by() {
            Some(_) => selection.weight_in_state(selected).value.ok(),
            // Without phases, nothing is known about the rung; a tie is one of the lowest.
            None => Some(phase.map_or(1.0, |phase| rungs[phase.index()])),
        };
        let pair = [a.min(b), a.max(b)];
        let actor = selected.spell().and_then(|spell| spell.record().actor);
        selected.is_tie().then_some(Tied {
            pair,
            weight,
            actor: actor.map(acting),
        })
    });
    let mut tied: Vec<Tied> = tied.collect();
    let weight = |tied: &Tied| tied.weight.unwrap_or(f64::NEG_INFINITY);
    tied.sort_by(|a, b| a.pair.cmp(&b.pair).then(weight(b).total_cmp(&weight(a))));
    tied.dedup_by_key(|tied| tied.pair);
    tied
}

/// Returns the pairs that have a partnership or share an operation. The weight is the number of operations, at least 1,
/// unless the query names another.
fn both(query: &Query<'_>) -> Vec<Tied> {
    let mut all = operations(query);
    let shared: BTreeSet<[Key<Organization>; 2]> = all.iter().map(|tied| tied.pair).collect();
    let partnerships = partnerships(query).into_iter();
    let only = partnerships.filter(|tied| !shared.contains(&tied.pair));
    all.extend(only.map(|tied| Tied {
        weight: if query.weight_by().is_some() {
            tied.weight
        } else {
            Some(1.0)
        },
        ..tied
    }));
    all
}

/// Returns the rung of each phase: the number of phases up to it that are relations.
fn rungs(graph: &Graph) -> Vec<f64> {
    let phases = graph.dataset().vocabularies().phases.iter();
    let rungs = phases.scan(0, |rung: &mut u32, phase: &Phase| {
        *rung += u32::from(!phase.absent);
        Some(f64::from(*rung))
    });
    rungs.collect()
}

/// Returns the pairs that share operations at the time, with the weight of their ties.
fn operations(query: &Query<'_>) -> Vec<Tied> {
    // Filters on phases, conditions and motives apply to partnerships; then only members of matching ones are tied.
    let matching: Option<BTreeSet<Dyad>> = query.filters_partnerships().then(|| {
        let selection = query.select();
        let dyads = selection
            .iter()
            .map(|selected| selected.partnership().dyad());
        dyads.collect()
    });
    let matches = |[a, b]: [Key<Organization>; 2]| {
        let matching = matching.as_ref();
        query.members_match([a, b])
            && matching.is_none_or(|all| Dyad::new(a, b).is_some_and(|dyad| all.contains(&dyad)))
    };
    let operations = query.graph().dataset().operations().keys();
    let pairs = operations.flat_map(|key| pairs_at_time(query, key));
    let mut pairs: Vec<[Key<Organization>; 2]> = pairs.filter(|pair| matches(*pair)).collect();
    pairs.sort_unstable();
    let min_shared = query.min_shared().unwrap_or(1);
    pairs
        .chunk_by(|one, other| one == other)
        .filter(|shared| shared.len() >= min_shared)
        .map(|shared| (shared[0], query.weight_of_pair(shared[0], shared.len())))
        .filter(|(_, weight)| query.weighs_enough(*weight))
        .map(|(pair, weight)| Tied {
            pair,
            weight: weight.value.ok(),
            actor: None,
        })
        .collect()
}

/// Returns the pairs of organizations that take part in an operation at the same time, within the time of the query. Each
/// pair occurs once, in order.
fn pairs_at_time(query: &Query<'_>, key: Key<Operation>) -> Vec<[Key<Organization>; 2]> {
    let days = query.time().days();
    let mut pairs: Vec<_> = shared(query, key)
        .filter(|shared| shared.days.overlaps(days))
        .map(organizations_of)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Returns the pairs of matching participations in an operation that overlap, at any time.
fn shared(query: &Query<'_>, key: Key<Operation>) -> impl Iterator<Item = JointParticipation> {
    let pairs = query.graph().index().joint_participations_in(key);
    pairs.filter(|joint| query.joint_participation_matches(*joint))
}

/// Returns the two organizations of a pair of participations, in the order of the dataset.
fn organizations_of(shared: JointParticipation) -> [Key<Organization>; 2] {
    let [a, b] = shared.participations.map(|part| part.organization);
    [a.min(b), a.max(b)]
}

/// Returns the organizations of the network, in the order of the dataset: the ends of all ties, and the organizations
/// that exist at the time (the named ones, if the query names any).
fn members(query: &Query<'_>, ties: Ties, tied: &[Tied]) -> Vec<Key<Organization>> {
    let days = match ties {
        Ties::Partnerships => query.state_days(),
        Ties::Operations | Ties::Both => query.time().days(),
    };
    let named = query.named_members();
    let organizations = query.graph().organizations();
    let existing = organizations
        .filter(|one| named.is_none_or(|named| named.contains(&one.key())))
        .map(|one| match ties {
            Ties::Partnerships => query.actor_of(one),
            Ties::Operations | Ties::Both => one,
        })
        .filter(|one| one.exists_during(days));
    let ends = tied.iter().flat_map(|tied| tied.pair);
    let mut members: Vec<Key<Organization>> = ends.chain(existing.map(|one| one.key())).collect();
    members.sort_unstable();
    members.dedup();
    members
}

/// Returns the first day of any tie that matches the filters, at any time; `None` if there are no ties, or if none of
/// them has a known start.
pub(super) fn first_tie(query: &Query<'_>, ties: Ties) -> Option<Day> {
    let of_partnerships = (ties != Ties::Operations).then(|| query.all_relation_days());
    let operations = query.graph().dataset().operations().keys();
    let of_operations = (ties != Ties::Partnerships).then(|| {
        operations
            .flat_map(|key| shared(query, key))
            .filter(|shared| query.members_match(organizations_of(*shared)))
            .map(|shared| shared.days)
    });
    let days = of_partnerships.into_iter().flatten();
    let days = days.chain(of_operations.into_iter().flatten());
    let starts = days.map(|days| days.first);
    starts.filter(|day| *day != Day::MIN).min()
}
