//! The network of a query: its organizations, and the ties between them with their weights.

use std::collections::BTreeSet;

use super::{Net, Reciprocity};
use crate::graph::{DayRange, Graph, JointParticipation, OrganizationRef, Ties};
use crate::model::{Day, Dyad, Key, Operation, Organization, Phase};
use crate::query::{Query, TooLight, Weight};

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
    /// The number of ties of which no weight is known.
    unknown_weights: usize,
    /// The nodes from which and to which the ties lead that lead one way only.
    one_way: Vec<[usize; 2]>,
    /// The ends of the ties whose weight is unknown, entirely or in part.
    in_doubt: Vec<[usize; 2]>,
    too_light: TooLight,
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
    /// Without a time, partnerships are those on the as-of date, and shared operations those of the whole record, or if the
    /// query weighs ties, also those on the as-of date. During a period, a partnership has the rung of its last phase in it.
    ///
    /// The weight of a tie is what the query names. If it names nothing, a partnership has the rung of its phase, counted from
    /// 1 for the lowest that is a relation, and other ties have the number of shared operations.
    pub fn new(query: &Query<'g>, ties: Ties) -> Self {
        let Found { tied, too_light } = match ties {
            Ties::Partnerships => partnerships(query),
            Ties::Operations => operations(query, ties),
            Ties::Both => both(query),
        };
        let members = members(query, ties, &tied);
        let node = |key: Key<Organization>| members.binary_search(&key).unwrap_or(usize::MAX);
        let ends = |tied: &Tied| tied.pair.map(node);
        let edges = tied.iter().map(|tied| {
            let [a, b] = ends(tied);
            (a, b, tied.weight.value.unwrap_or(0.0))
        });
        let in_doubt = tied.iter().filter(|tied| tied.weight.unknown > 0);
        Self {
            unknown_weights: tied.iter().filter(|one| one.weight.value.is_err()).count(),
            in_doubt: in_doubt.map(ends).collect(),
            one_way: tied
                .iter()
                .filter_map(Tied::one_way)
                .map(|ends| ends.map(node))
                .collect(),
            too_light,
            net: Net::new(members.len(), edges).expect("`members` includes both ends of all ties"),
            organizations: members
                .into_iter()
                .map(|key| query.graph().organization(key))
                .collect(),
        }
    }

    /// Returns the network of some nodes, with other ties among all nodes.
    pub(super) fn among(&self, net: &Net, nodes: &[usize]) -> Self {
        // The nodes are in order, as all lists of nodes are.
        let number = |node: usize| nodes.binary_search(&node).ok();
        let renumbered = |ties: &[[usize; 2]]| -> Vec<[usize; 2]> {
            let kept = ties
                .iter()
                .filter(|[a, b]| net.neighbours(*a).contains(&(*b as u32)));
            kept.filter_map(|[a, b]| Some([number(*a)?, number(*b)?]))
                .collect()
        };
        Self {
            organizations: nodes.iter().map(|node| self.organizations[*node]).collect(),
            in_doubt: renumbered(&self.in_doubt),
            one_way: renumbered(&self.one_way),
            net: net.among(nodes),
            ..*self
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

    /// Returns the number of ties whose weight is unknown, before any thinning. They have the weight 0 in the network, so that
    /// they add nothing to measures that use weights, and are ties in all others.
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

    /// Returns the number of ties of each organization whose weight is unknown, entirely or in part, so that its weighted degree
    /// is only that of the known part.
    pub fn ties_in_doubt(&self) -> Vec<usize> {
        let mut counts = vec![0; self.organizations.len()];
        for node in self.in_doubt.iter().flatten() {
            counts[*node] += 1;
        }
        counts
    }

    /// Returns the number of ties whose weight is unknown, entirely or in part.
    pub fn count_in_doubt(&self) -> usize {
        self.in_doubt.len()
    }

    /// Returns the ties that the query leaves out because of their weight.
    pub fn too_light(&self) -> TooLight {
        self.too_light
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
    weight: Weight,
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

/// The ties of a query, and those that it leaves out because of their weight.
struct Found {
    tied: Vec<Tied>,
    too_light: TooLight,
}

/// Returns the partnerships with a relation at the time, between the organizations that act in them then.
///
/// If the same two organizations act in two partnerships, the one with the greater weight counts. For example, a dataset may
/// record a partnership of the OAU and one of the AU with the UN; before the AU is founded, the OAU acts in both.
fn partnerships(query: &Query<'_>) -> Found {
    let rungs = rungs(query.graph());
    let acting = |key| query.actor_of(query.graph().organization(key)).key();
    let selection = query.select();
    let tied = selection.iter().filter_map(|selected| {
        let phase = selected.spell().map(|spell| spell.record().phase);
        let [a, b] = selected.partnership().dyad().members().map(acting);
        let weight = match query.weight_by() {
            Some(_) => selection.weight(selected),
            // Without phases, nothing is known about the rung; a tie is one of the lowest.
            None => Weight::of_count(phase.map_or(1, |phase| rungs[phase.index()])),
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
    let weight = |tied: &Tied| tied.weight.value.unwrap_or(f64::NEG_INFINITY);
    tied.sort_by(|a, b| a.pair.cmp(&b.pair).then(weight(b).total_cmp(&weight(a))));
    tied.dedup_by_key(|tied| tied.pair);
    Found {
        tied,
        too_light: query.too_light_among(|selected| selected.is_tie()),
    }
}

/// Returns the pairs that have a partnership or share an operation. The weight is the number of operations, at least 1,
/// unless the query names another.
fn both(query: &Query<'_>) -> Found {
    let mut all = operations(query, Ties::Both);
    let shared: BTreeSet<[Key<Organization>; 2]> = all.tied.iter().map(|tied| tied.pair).collect();
    let of_partnerships = partnerships(query);
    let only = of_partnerships.tied.into_iter();
    let only = only.filter(|tied| !shared.contains(&tied.pair));
    all.tied.extend(only.map(|tied| Tied {
        weight: match query.weight_by() {
            Some(_) => tied.weight,
            None => Weight::of_count(1),
        },
        ..tied
    }));
    all.too_light.lighter += of_partnerships.too_light.lighter;
    all.too_light.unknown += of_partnerships.too_light.unknown;
    all
}

/// Returns the rung of each phase: the number of phases up to it that are relations.
fn rungs(graph: &Graph) -> Vec<usize> {
    let phases = graph.dataset().vocabularies().phases.iter();
    let rungs = phases.scan(0, |rung: &mut usize, phase: &Phase| {
        *rung += usize::from(!phase.absent);
        Some(*rung)
    });
    rungs.collect()
}

/// Returns the pairs that share operations at the time, with the weight of their ties.
///
/// Among ties of both kinds, the weight of a pair with a partnership is that of the partnership, whose amount may be its own,
/// and such a pair is left out with its partnership.
fn operations(query: &Query<'_>, ties: Ties) -> Found {
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
    let partnership = |[a, b]: [Key<Organization>; 2]| {
        let dyad = Dyad::new(a, b).filter(|_| ties == Ties::Both)?;
        query.graph().index().partnership(dyad)
    };
    let partnerships = query.of_any_weight().select();
    let is_partnership = |key| partnerships.contains(key) && partnerships.selected(key).is_tie();
    let mut found = Found {
        tied: Vec::new(),
        too_light: TooLight::default(),
    };
    let pairs = pairs.chunk_by(|one, other| one == other);
    for shared in pairs.filter(|shared| shared.len() >= min_shared) {
        let (pair, recorded) = (shared[0], partnership(shared[0]));
        let weight = match recorded.filter(|_| query.weighs_ties()) {
            Some(key) => query.weight_of(key, query.state_days()),
            None => query.weight_of_pair(pair, shared.len()),
        };
        if query.weighs_enough(weight) {
            found.tied.push(Tied {
                pair,
                weight,
                actor: None,
            });
        } else if !recorded.is_some_and(is_partnership) {
            found.too_light.count(weight);
        }
    }
    found
}

/// Returns the days on which ties of this kind are read: shared operations are those of the whole record if neither a time nor
/// a weight is requested.
pub(crate) fn network_days(query: &Query<'_>, ties: Ties) -> DayRange {
    match ties {
        Ties::Operations | Ties::Both if !query.weighs_ties() => query.time().days(),
        _ => query.state_days(),
    }
}

/// Returns the pairs of organizations that take part in an operation at the same time, within the time of the query. Each
/// pair occurs once, in order.
fn pairs_at_time(query: &Query<'_>, key: Key<Operation>) -> Vec<[Key<Organization>; 2]> {
    let days = network_days(query, Ties::Operations);
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
    let days = network_days(query, ties);
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
