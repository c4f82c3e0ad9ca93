//! Views: a borrow of the graph and a key, small enough to copy.

use petgraph::graph::NodeIndex;

use super::index::DatedSpell;
use super::shared::JointParticipation;
use super::time::{
    DayRange, TimeFilter, participation_bounds, possibly_begins_after, possibly_ends_before,
    possibly_overlaps,
};
use super::{Edge, Graph};
use crate::model::{
    Claim, Coding, Confidence, Date, Dyad, End, Key, MotiveClaim, Operation, Organization,
    Participation, Partnership, Source, Spell,
};

/// Declares a view: a borrow of the graph and the key of a record, compared by key.
macro_rules! views {
    ($($(#[$doc:meta])* $name:ident of $row:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name<'g> {
            pub(super) graph: &'g Graph,
            pub(super) key: Key<$row>,
        }

        impl<'g> $name<'g> {
            /// Returns the key of the record.
            pub fn key(self) -> Key<$row> {
                self.key
            }

            /// Returns the graph that the view belongs to.
            pub fn graph(self) -> &'g Graph {
                self.graph
            }
        }

        impl PartialEq for $name<'_> {
            fn eq(&self, other: &Self) -> bool {
                self.key == other.key
            }
        }

        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!(stringify!($name), "({:?})"), self.key)
            }
        }
    )*};
}

views! {
    /// The view of an organization.
    OrganizationRef of Organization;
    /// The view of a partnership.
    PartnershipRef of Partnership;
    /// The view of an operation.
    OperationRef of Operation;
    /// The view of a source.
    SourceRef of Source;
}

/// The view of a spell of a partnership.
#[derive(Clone, Copy)]
pub struct SpellRef<'g> {
    graph: &'g Graph,
    spell: &'g Spell,
    window: DatedSpell,
}

/// The view of an operation that two organizations share, by a part of each that last at the same time.
#[derive(Clone, Copy)]
pub struct JointParticipationRef<'g> {
    graph: &'g Graph,
    shared: JointParticipation,
}

impl<'g> OrganizationRef<'g> {
    /// Returns the record.
    pub fn record(self) -> &'g Organization {
        &self.graph.dataset.organizations()[self.key]
    }

    /// Returns the abbreviation by which the organization is shown.
    pub fn label(self) -> &'g str {
        &self.record().abbreviation
    }

    /// Returns the partnerships of the organization, in the order of the dataset.
    pub fn partnerships(self) -> impl Iterator<Item = PartnershipRef<'g>> {
        let mut found: Vec<Key<Partnership>> = self
            .graph
            .net
            .edges(NodeIndex::new(self.key.index()))
            .filter_map(|edge| match edge.weight() {
                Edge::Partnership(key) => Some(*key),
                Edge::Participation => None,
            })
            .collect();
        found.sort_unstable();
        found
            .into_iter()
            .map(move |key| self.graph.partnership(key))
    }

    /// Returns the operations in which the organization has a part, with the part, in the order of
    /// the dataset.
    pub fn participations(self) -> impl Iterator<Item = (OperationRef<'g>, &'g Participation)> {
        self.graph.operations().flat_map(move |operation| {
            let parts = operation.record().participations.iter();
            parts
                .filter(move |part| part.organization == self.key)
                .map(move |part| (operation, part))
        })
    }

    /// Returns how it shares operations with another organization at some time: every pair of parts that
    /// last at the same time, in the order of the operations.
    pub fn joint_participations_with(
        self,
        other: Key<Organization>,
    ) -> impl Iterator<Item = JointParticipationRef<'g>> {
        let graph = self.graph;
        let pairs = graph.index.joint_participations_between(self.key, other);
        pairs.map(move |shared| JointParticipationRef { graph, shared })
    }

    /// Returns the days on which it exists, as far as the dataset says.
    pub(crate) fn lifetime(self) -> DayRange {
        DayRange::of_lifetime(self.record())
    }

    /// Returns who acts for it in those days: itself if it exists then, or else the first of its
    /// predecessors that does; itself if none does.
    pub(crate) fn acting_in(self, days: DayRange) -> Self {
        if self.lifetime().overlaps(days) {
            return self;
        }
        let predecessors = self.record().predecessors.iter();
        let mut predecessors = predecessors.map(|key| self.graph.organization(*key));
        predecessors
            .find(|predecessor| predecessor.lifetime().overlaps(days))
            .unwrap_or(self)
    }

    /// Returns who acts for it, and on which days: its predecessors before it exists, of several the first
    /// that exists, and itself on all other days.
    pub(crate) fn actors(self) -> Vec<(Key<Organization>, DayRange)> {
        let own = self.lifetime().first;
        let mut left = vec![DayRange::ALL];
        let mut actors = Vec::new();
        for key in &self.record().predecessors {
            let Some(days) = self.graph.organization(*key).lifetime().before(own) else {
                continue;
            };
            actors.extend(
                left.iter()
                    .filter_map(|free| Some((*key, free.intersection(days)?))),
            );
            left = left
                .into_iter()
                .flat_map(|free| free.without(days))
                .collect();
        }
        actors.extend(left.into_iter().map(|days| (self.key, days)));
        actors
    }

    /// Returns the organizations that took the place of this one.
    pub fn successors(self) -> impl Iterator<Item = OrganizationRef<'g>> {
        let later = self.graph.index.successors(self.key).iter();
        later.map(move |key| self.graph.organization(*key))
    }
}

impl<'g> PartnershipRef<'g> {
    /// Returns the record.
    pub fn record(self) -> &'g Partnership {
        &self.graph.dataset.partnerships()[self.key.index()]
    }

    /// Returns the dyad.
    pub fn dyad(self) -> Dyad {
        self.record().dyad
    }

    /// Returns the two members, in the order of the dataset.
    pub fn members(self) -> [OrganizationRef<'g>; 2] {
        self.dyad()
            .members()
            .map(|key| self.graph.organization(key))
    }

    /// Returns the member that is not this one; `None` if this one is not a member.
    pub fn partner_of(self, organization: Key<Organization>) -> Option<OrganizationRef<'g>> {
        self.dyad()
            .partner_of(organization)
            .map(|key| self.graph.organization(key))
    }

    /// Names the dyad by the abbreviations of its members, such as `UN–AU`.
    pub fn label(self) -> String {
        let [a, b] = self.members();
        format!("{}–{}", a.label(), b.label())
    }

    /// Returns the spells under a coding, in order of time.
    pub fn spells(self, coding: Key<Coding>) -> impl DoubleEndedIterator<Item = SpellRef<'g>> {
        let windows = self.graph.index.spells(self.key, coding);
        let spells = self.record().spells(coding).iter().zip(windows);
        spells.map(move |(spell, window)| SpellRef {
            graph: self.graph,
            spell,
            window: *window,
        })
    }

    /// Returns the motives with the days on which they are held, in the order of the dataset.
    pub(crate) fn motives(self) -> impl Iterator<Item = (&'g MotiveClaim, DayRange)> {
        let held = self.graph.index.motives(self.key).iter();
        let claims = self.record().motives.iter();
        claims.zip(held.map(|held| held.days))
    }

    /// Returns how the two share operations at some time: every pair of parts that last at the same
    /// time, in the order of the operations.
    pub fn joint_participations(self) -> impl Iterator<Item = JointParticipationRef<'g>> {
        let graph = self.graph;
        let pairs = graph.index.joint_participations(self.key);
        pairs.map(move |shared| JointParticipationRef { graph, shared })
    }

    /// Returns the operations in which both members cooperate at the same time, whenever that was, in the
    /// order of the dataset.
    pub fn shared_operations(self) -> impl Iterator<Item = OperationRef<'g>> {
        let mut last = None;
        let operations = self
            .joint_participations()
            .map(JointParticipationRef::operation);
        operations.filter(move |operation| last.replace(operation.key()) != Some(operation.key()))
    }
}

impl<'g> JointParticipationRef<'g> {
    /// Returns the operation.
    pub fn operation(self) -> OperationRef<'g> {
        self.graph.operation(self.shared.operation())
    }

    /// Returns the part of each of the two, that of the first of them before that of the second.
    pub fn participations(self) -> [&'g Participation; 2] {
        let dataset = &self.graph.dataset;
        self.shared.participations.map(|part| part.record(dataset))
    }

    /// Returns the claims that it rests on: that of the operation, then those of the two parts.
    pub fn claims(self) -> [(&'static str, &'g Claim); 3] {
        let [mine, theirs] = self.participations();
        [
            ("operation", &self.operation().record().claim),
            ("participation", &mine.claim),
            ("participation", &theirs.claim),
        ]
    }

    /// Returns how sure it is that the two share the operation: as the least sure of these claims.
    pub fn confidence(self) -> Confidence {
        self.shared.confidence()
    }

    /// Says whether both take part at a time.
    pub fn overlaps(self, time: TimeFilter) -> bool {
        self.shared.days.overlaps(time.days())
    }

    /// Says whether it rests on an uncertain date that both take part at a time: that of a part or of the
    /// operation. If no time is asked of, nothing is uncertain.
    pub fn is_uncertain(self, time: TimeFilter) -> bool {
        let days = time.days();
        self.bounds().into_iter().any(|(start, end)| {
            start.is_some_and(|start| possibly_begins_after(start, days))
                || possibly_ends_before(start, end, days)
        })
    }

    /// Says whether the two do not both take part at a time, and would if uncertain dates fell otherwise.
    pub(crate) fn possibly_overlaps(self, time: TimeFilter) -> bool {
        let days = time.days();
        let may_meet = |(start, end): (Option<&Date>, End)| {
            let part = DayRange::from_bounds(start, end);
            part.overlaps(days) || possibly_overlaps(part, start, end.date(), days)
        };
        let mut lives = self.shared.participations.iter().map(|part| {
            let organization = self.graph.organization(part.organization);
            organization.lifetime()
        });
        !self.overlaps(time)
            && lives.all(|life| life.overlaps(days))
            && self.bounds().into_iter().all(may_meet)
    }

    /// Returns when the two parts begin and end; what a part does not say, its operation does.
    fn bounds(self) -> [(Option<&'g Date>, End); 2] {
        let operation = self.operation().record();
        self.participations()
            .map(|part| participation_bounds(operation, part))
    }

    pub(crate) fn days(self) -> DayRange {
        self.shared.days
    }

    pub(crate) fn pair(self) -> JointParticipation {
        self.shared
    }
}

impl<'g> SpellRef<'g> {
    /// Returns the record.
    pub fn record(self) -> &'g Spell {
        self.spell
    }

    /// Returns the graph that the view belongs to.
    pub fn graph(self) -> &'g Graph {
        self.graph
    }

    /// Returns the label of the phase.
    pub fn phase_label(self) -> &'g str {
        self.graph
            .dataset
            .vocabularies()
            .phases
            .label(self.spell.phase)
    }

    /// Returns the label of the condition.
    pub fn condition_label(self) -> &'g str {
        self.graph
            .dataset
            .vocabularies()
            .conditions
            .label(self.spell.condition)
    }

    /// Says whether the phase means that there is no relation.
    pub fn is_absent(self) -> bool {
        self.window.is_absent
    }

    /// Returns the days of the spell.
    pub(crate) fn days(self) -> DayRange {
        self.window.days
    }

    /// Returns the days of the spell, with its phase and condition.
    pub(crate) fn dated(self) -> DatedSpell {
        self.window
    }
}

impl<'g> OperationRef<'g> {
    /// Returns the record.
    pub fn record(self) -> &'g Operation {
        &self.graph.dataset.operations()[self.key]
    }

    /// Returns the abbreviation, or the name where there is none.
    pub fn label(self) -> &'g str {
        self.record().label()
    }

    /// Returns the organizations that cooperate in the operation, each once, in the order of the dataset.
    pub(crate) fn participants(self) -> Vec<Key<Organization>> {
        let parts = self.graph.index.participations_in(self.key).iter();
        let mut members: Vec<Key<Organization>> = parts
            .filter(|part| !part.is_adverse)
            .map(|part| part.organization)
            .collect();
        members.sort_unstable();
        members.dedup();
        members
    }

    /// Returns the days on which one of its parts lasts, which are days of the life of who takes it; `None` if
    /// by its dates there is none.
    pub(crate) fn participation_days(self, part: &Participation) -> Option<DayRange> {
        let organization = self.graph.organization(part.organization);
        DayRange::of_participation(self.record(), part)?
            .intersection(DayRange::of_possible_lifetime(organization.record()))
    }

    /// Returns the roles that an organization has in the operation, as labels in the order of the
    /// dataset.
    pub fn roles_of(self, organization: Key<Organization>) -> impl Iterator<Item = &'g str> {
        let roles = &self.graph.dataset.vocabularies().roles;
        let parts = self.record().participations.iter();
        parts
            .filter(move |part| part.organization == organization)
            .map(|part| roles.label(part.role))
    }

    /// Returns the operations that took over from this one.
    pub fn successors(self) -> impl Iterator<Item = OperationRef<'g>> {
        self.graph
            .operations()
            .filter(move |other| other.record().predecessors.contains(&self.key))
    }
}

impl<'g> SourceRef<'g> {
    /// Returns the record.
    pub fn record(self) -> &'g Source {
        &self.graph.dataset.sources()[self.key]
    }
}
