//! The view of a partnership.

use petgraph::graph::NodeIndex;

use super::day_range::DayRange;
use super::joint_participation::JointParticipationRef;
use super::knowledge_graph::{Edge, Graph};
use super::operation::OperationRef;
use super::organization::OrganizationRef;
use super::spell::SpellRef;
use super::time::{Bound, possibly_overlaps};
use super::view::view;
use crate::model::{Coding, Dyad, End, Key, MotiveClaim, Organization, Partnership, Standard};

view! {
    /// The view of a partnership.
    ///
    /// ```
    /// use interorg::{dataset, graph::Graph};
    ///
    /// let graph = Graph::new(dataset::builtin());
    /// let coding = graph.dataset().vocabularies().codings.keys().next().expect("there is a coding");
    /// let partnership = graph.partnerships().next().expect("there is a partnership");
    /// println!("{}", partnership.label());
    /// for spell in partnership.spells(coding) {
    ///     println!("  {} from {}", spell.phase_label(), spell.record().from);
    /// }
    /// ```
    PartnershipRef of Partnership
}

impl Graph {
    /// Returns all partnerships, in the order of the dataset.
    pub fn partnerships(&self) -> impl Iterator<Item = PartnershipRef<'_>> {
        (0..self.dataset.partnerships().len()).map(|row| self.partnership(Key::new(row)))
    }

    /// Returns the view of a partnership.
    pub fn partnership(&self, key: Key<Partnership>) -> PartnershipRef<'_> {
        PartnershipRef { graph: self, key }
    }
}

impl<'g> PartnershipRef<'g> {
    /// Returns the record.
    pub fn record(self) -> &'g Partnership {
        &self.graph.dataset.partnerships()[self.key]
    }

    /// Returns the dyad.
    pub fn dyad(self) -> Dyad {
        self.graph
            .dataset
            .partnerships()
            .head(self.key.index())
            .dyad
    }

    /// Returns how thoroughly it is recorded; `None` if the dataset does not say.
    pub fn standard(self) -> Option<Key<Standard>> {
        self.graph
            .dataset
            .partnerships()
            .head(self.key.index())
            .standard
    }

    /// Returns `true` if it has spells that hold on no day.
    pub(crate) fn sets_aside(self) -> bool {
        self.graph
            .dataset
            .partnerships()
            .head(self.key.index())
            .sets_aside
    }

    /// Returns the two members, in the order of the dataset.
    pub fn members(self) -> [OrganizationRef<'g>; 2] {
        self.dyad()
            .members()
            .map(|key| self.graph.organization(key))
    }

    /// Returns the other member; `None` if the organization is not a member.
    pub fn partner_of(self, organization: Key<Organization>) -> Option<OrganizationRef<'g>> {
        self.dyad()
            .partner_of(organization)
            .map(|key| self.graph.organization(key))
    }

    /// Returns the ids of the members, joined by a hyphen, such as `un-au`.
    pub fn id(self) -> String {
        let [a, b] = self.members();
        format!("{}-{}", a.record().id, b.record().id)
    }

    /// Returns the ids of the members, joined by two hyphens, which are in no id, such as `un--au`. Single ones are, so that
    /// [`id`](Self::id) may be the same for two partnerships.
    pub fn unique_id(self) -> String {
        let [a, b] = self.members();
        format!("{}--{}", a.record().id, b.record().id)
    }

    /// Returns the abbreviations of the members, such as `UN–AU`.
    pub fn label(self) -> String {
        let [a, b] = self.members();
        format!("{}–{}", a.label(), b.label())
    }

    /// Returns the spells under a coding, in order of time; none if the coding does not cover the partnership, or if there
    /// is no coding.
    pub fn spells(
        self,
        coding: impl Into<Option<Key<Coding>>>,
    ) -> impl DoubleEndedIterator<Item = SpellRef<'g>> {
        let coding = coding.into();
        let dated = self.graph.index.spells(self.key, coding);
        let spells = self.record().spells(coding).iter().zip(dated);
        spells.map(move |(spell, dated)| SpellRef::new(self.graph, spell, *dated))
    }

    /// Returns the motives with the days on which they are held, in the order of the dataset.
    pub(crate) fn motives(self) -> impl Iterator<Item = (&'g MotiveClaim, DayRange)> {
        let dated = self.graph.index.motives(self.key).iter();
        let claims = self.record().motives.iter();
        claims.zip(dated.map(|motive| motive.days))
    }

    /// Returns the motives of which it is unknown whether they are held on some of the days, in the order of the dataset.
    pub(crate) fn possible_motives(self, days: DayRange) -> impl Iterator<Item = &'g MotiveClaim> {
        let motives = self.motives();
        motives
            .filter(move |(claim, held)| self.graph.is_possibly_held(claim, *held, days))
            .map(|(claim, _)| claim)
    }

    /// Returns the joint participations of the two members at any time, in the order of the operations.
    pub fn joint_participations(self) -> impl Iterator<Item = JointParticipationRef<'g>> {
        let pairs = self.graph.index.joint_participations(self.key);
        pairs.map(move |joint| JointParticipationRef::new(self.graph, joint))
    }

    /// Returns the days on which both members exist.
    pub(crate) fn lifetime(self) -> Option<DayRange> {
        let [a, b] = self.members().map(OrganizationRef::lifetime);
        a.intersection(b)
    }

    /// Returns the periods in which both members exist, in order of time.
    pub(crate) fn periods(self) -> Vec<DayRange> {
        let gaps = self.members().into_iter().flat_map(OrganizationRef::gaps);
        let life = self.lifetime();
        life.map_or_else(Vec::new, |days| days.parts_without(gaps))
    }

    /// Returns the operations in which both members participate at the same time, whenever that was, each once, in the
    /// order of the dataset.
    pub fn shared_operations(self) -> impl Iterator<Item = OperationRef<'g>> {
        distinct_operations(self.joint_participations())
    }
}

impl Graph {
    /// Returns `true` if a motive with these days is not held on some other days, but would be if its uncertain dates were
    /// other possible days. After the last day of a motive with an unknown end, it may be held.
    pub(crate) fn is_possibly_held(
        &self,
        claim: &MotiveClaim,
        held: DayRange,
        days: DayRange,
    ) -> bool {
        let start = claim.start();
        let end = claim.to.as_ref().and_then(End::date).copied();
        let end = end.map(Bound::End);
        let holder = &self.dataset().organizations()[claim.holder];
        let Some(life) = DayRange::of_possible_lifetime(holder).intersection(days) else {
            return false;
        };
        if held == DayRange::EMPTY {
            // Its dates contradict one another, or the life of its holder, unless they are other possible days.
            let bounds = start.map(Bound::Start).into_iter().chain(end);
            let mut unknown = bounds.filter_map(Bound::days_in_doubt);
            return days != DayRange::ALL && unknown.any(|unknown| unknown.overlaps(life));
        }
        let may_go_on = claim.has_unknown_end() && held.last < days.first;
        may_go_on || possibly_overlaps(held, start.as_ref(), end, days)
    }
}

impl<'g> OrganizationRef<'g> {
    /// Returns the partnerships of the organization, in the order of the dataset.
    pub fn partnerships(self) -> impl Iterator<Item = PartnershipRef<'g>> {
        let graph = self.graph();
        let edges = graph.network.edges(NodeIndex::new(self.key().index()));
        let mut keys: Vec<Key<Partnership>> = edges
            .filter_map(|edge| match edge.weight() {
                Edge::Partnership(key) => Some(*key),
                Edge::Participation => None,
            })
            .collect();
        // The network returns the edges of a node in no documented order.
        keys.sort_unstable();
        keys.into_iter().map(move |key| graph.partnership(key))
    }
}

/// Returns the operations of joint participations that are in the order of the operations, each once.
pub(crate) fn distinct_operations<'g>(
    joint: impl Iterator<Item = JointParticipationRef<'g>>,
) -> impl Iterator<Item = OperationRef<'g>> {
    let mut last = None;
    joint
        .map(JointParticipationRef::operation)
        .filter(move |operation| last.replace(operation.key()) != Some(operation.key()))
}
