//! From a question to a network of organizations: who belongs to it, who is tied, how strongly.

use std::collections::BTreeSet;

use super::Net;
use crate::graph::{DatedParticipation, DayRange, Graph, JointParticipation, OrganizationRef};
use crate::model::{Day, Dyad, Key, Operation, Organization, Phase};
use crate::query::{Query, SelectedPartnership};

/// What ties organizations to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Ties {
    /// Partnerships in which there is a relation at the time; the weight is the rung of the phase,
    /// counted from 1 for the lowest that is a relation.
    #[default]
    Partnerships,
    /// Operations in which both take part at the same time, in roles that are not adverse; the weight is
    /// their number. It is the projection of organizations and operations on the organizations.
    Operations,
}

/// The organizations that a question is about, and the ties between them at its time.
///
/// ```
/// use interorg::query::Filter;
/// use interorg::analysis::measure::{OrganizationNet, Ties};
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
}

impl<'g> OrganizationNet<'g> {
    /// Lays out the network that a question is about.
    ///
    /// The nodes are the organizations that exist at the time, tied or not, because density and all that
    /// is a share depend on who could have been tied; where a predecessor acts for an organization that does
    /// not exist yet, it has its ties. Of a question about partnerships among some
    /// organizations (`between`) only those are nodes; of one about partnerships of some (`with`), those
    /// and whoever is tied to them. The other filters leave out ties, not nodes.
    ///
    /// Without a time, partnerships are taken as they stand on the as-of date, and shared operations from
    /// the whole record. During a period, a partnership counts with the rung of its last phase in it.
    pub fn new(query: &Query<'g>, of: Ties) -> Self {
        let graph = query.graph();
        let tied = match of {
            Ties::Partnerships => partnerships(query),
            Ties::Operations => operations(query),
        };
        let members = members(query, of, &tied);
        let place = |key: Key<Organization>| members.binary_search(&key).unwrap_or(usize::MAX);
        let ties = tied
            .iter()
            .map(|([a, b], weight)| (place(*a), place(*b), *weight));
        Self {
            net: Net::new(members.len(), ties).expect("whoever is tied is a member"),
            organizations: members
                .into_iter()
                .map(|key| graph.organization(key))
                .collect(),
        }
    }

    /// Returns the organizations in the order of the dataset, which is that of the nodes.
    pub fn organizations(&self) -> &[OrganizationRef<'g>] {
        &self.organizations
    }

    /// Returns the ties between them.
    pub fn net(&self) -> &Net {
        &self.net
    }

    /// Returns the kind of each organization as a number, for brokerage; `None` where it is not known.
    pub fn kinds(&self) -> Vec<Option<u32>> {
        let kind = |organization: &OrganizationRef<'_>| organization.record().kind;
        let number = |key: Key<_>| key.index() as u32;
        let kinds = self.organizations.iter().map(kind);
        kinds.map(|kind| kind.map(number)).collect()
    }
}

/// Two organizations and the weight of their tie.
type Tied = ([Key<Organization>; 2], f64);

/// Returns the partnerships with a relation at the time, and their rungs, between those who act in them
/// then. Of two partnerships that the same two act in, the higher rung counts.
fn partnerships(query: &Query<'_>) -> Vec<Tied> {
    let rungs = rungs(query.graph());
    let acting = |key| query.actor_of(query.graph().organization(key)).key();
    let tied = |selected: SelectedPartnership<'_>| {
        let spell = selected.spell().filter(|spell| !spell.is_absent())?;
        let members = selected.partnership().dyad().members().map(acting);
        let members = [members[0].min(members[1]), members[0].max(members[1])];
        Some((members, rungs[spell.record().phase.index()]))
    };
    let mut tied: Vec<Tied> = query.select().iter().filter_map(tied).collect();
    tied.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    tied.dedup_by_key(|(members, _)| *members);
    tied
}

/// Returns the rung of each phase: how many phases up to it are relations.
fn rungs(graph: &Graph) -> Vec<f64> {
    let rung = |rung: &mut u32, phase: &Phase| {
        *rung += u32::from(!phase.absent);
        Some(f64::from(*rung))
    };
    let phases = graph.dataset().vocabularies().phases.iter();
    phases.scan(0, rung).collect()
}

/// Returns the pairs that share an operation at the time, once for each operation.
fn operations(query: &Query<'_>) -> Vec<Tied> {
    let selected: Option<BTreeSet<Dyad>> = query.filters_partnerships().then(|| {
        let selection = query.select();
        let selected_partnerships = selection.iter();
        selected_partnerships
            .map(|selected| selected.partnership().dyad())
            .collect()
    });
    let mut tied = Vec::new();
    for key in query.graph().dataset().operations().keys() {
        let pairs = pairs(query, key).into_iter();
        let fits = |pair: &[Key<Organization>; 2]| {
            let dyad = Dyad::new(pair[0], pair[1]);
            let selected = selected.as_ref();
            query.members_match(*pair)
                && selected.is_none_or(|all| dyad.is_some_and(|dyad| all.contains(&dyad)))
        };
        tied.extend(pairs.filter(fits).map(|pair| (pair, 1.0)));
    }
    tied
}

/// Returns the pairs of organizations that take part in an operation at the same time, which is the
/// time asked of; each once, in order.
fn pairs(query: &Query<'_>, key: Key<Operation>) -> Vec<[Key<Organization>; 2]> {
    let days = query.time().days();
    let shared = shared(query, key).into_iter();
    let mut pairs: Vec<_> = shared
        .filter(|shared| shared.days.overlaps(days))
        .map(members_of)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Returns the pairs of parts in an operation that is asked for which last at the same time, whenever.
fn shared(query: &Query<'_>, key: Key<Operation>) -> Vec<JointParticipation> {
    if !query.is_named_operation(key) {
        return Vec::new();
    }
    let parts = query.graph().index().participations_in(key).iter();
    let sure = parts.filter(|part| !part.is_adverse && part.confidence >= query.min_confidence());
    let parts: Vec<DatedParticipation> = sure.copied().collect();
    let mut shared = Vec::new();
    for (place, first) in parts.iter().enumerate() {
        let others = parts[place + 1..].iter();
        let others = others.filter(|second| second.organization != first.organization);
        let others = others.filter(|second| query.roles_match([first.role, second.role]));
        shared.extend(others.filter_map(|second| JointParticipation::of(*first, *second)));
    }
    shared
}

/// Returns the two organizations that share an operation, in the order of the dataset.
fn members_of(shared: JointParticipation) -> [Key<Organization>; 2] {
    let [a, b] = shared.participations.map(|part| part.organization);
    [a.min(b), a.max(b)]
}

/// Returns who belongs to the network, in the order of the dataset.
fn members(query: &Query<'_>, of: Ties, tied: &[Tied]) -> Vec<Key<Organization>> {
    let mut members: Vec<Key<Organization>> = tied.iter().flat_map(|(pair, _)| *pair).collect();
    let days = match of {
        Ties::Partnerships => query.state_days(),
        Ties::Operations => query.time().days(),
    };
    let named = query.named_members();
    let all = query.graph().organizations();
    let asked = all.filter(|one| named.is_none_or(|named| named.contains(&one.key())));
    let asked = asked.map(|one| match of {
        Ties::Partnerships => query.actor_of(one),
        Ties::Operations => one,
    });
    let existing = asked.filter(|one| one.lifetime().overlaps(days));
    members.extend(existing.map(|one| one.key()));
    members.sort_unstable();
    members.dedup();
    members
}

/// Returns the first day of any tie that a question lets through, at whatever time; `None` if there is
/// none, or if of none it is known when it began.
pub(super) fn first_tie(query: &Query<'_>, of: Ties) -> Option<Day> {
    let operations = query.graph().dataset().operations().keys();
    let days: Vec<DayRange> = match of {
        Ties::Partnerships => query.all_relation_days().collect(),
        Ties::Operations => operations
            .flat_map(|key| shared(query, key))
            .filter(|shared| query.members_match(members_of(*shared)))
            .map(|shared| shared.days)
            .collect(),
    };
    let firsts = days.into_iter().map(|days| days.first);
    firsts.filter(|day| *day != Day::MIN).min()
}
