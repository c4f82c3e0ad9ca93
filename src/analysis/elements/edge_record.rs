//! The records of the dataset that edges stand for.

use super::edge::{EdgeDirection, EdgeKind};
use super::node::operation_id;
use super::shown::Shown;
use super::spell::{ElementSpell, merged};
use crate::analysis::measure::network_days;
use crate::graph::{
    DayRange, Graph, JointParticipationRef, OrganizationRef, SpellRef, Ties, participation_bounds,
};
use crate::model::{Claim, Coding, End, Identified, Key, Known, Membership, Phase};
use crate::query::{SelectedPartnership, Selection, SharedOperation};

/// The record that an edge stands for.
pub(super) enum EdgeRecord<'g> {
    Partnership(PartnershipRecord<'g>),
    Membership(MembershipRecord<'g>),
    Shared(SelectedPartnership<'g>, SharedOperation<'g>),
    Participation(Shown<'g>),
}

/// A partnership or derived tie, seen by a selection.
#[derive(Clone, Copy)]
pub(super) struct PartnershipRecord<'g> {
    pub(super) selected: SelectedPartnership<'g>,
    /// The coding of the selection.
    coding: Option<Key<Coding>>,
    weight: Known<f64>,
    /// Whether the weight is an amount.
    pub(super) is_weighted_by_amount: bool,
}

/// An organization that is a part or a member of another one, and the number of the claim, counted from 1.
pub(super) type MembershipRecord<'g> = (OrganizationRef<'g>, usize, &'g Membership);

impl<'g> PartnershipRecord<'g> {
    pub(super) fn new(selection: &Selection<'g>, selected: SelectedPartnership<'g>) -> Self {
        let (query, coding) = (selection.query(), selection.coding());
        let has_own_weight = query.weight_by().is_some();
        let ties = selection.graph().ties();
        let shared = || {
            query
                .weight_of(selected.partnership().key(), network_days(query, ties))
                .value
        };
        let weight = if has_own_weight {
            selection.weight(selected).value
        } else if selected.partnership().is_derived() {
            shared()
        } else if ties != Ties::Partnerships {
            shared().map(|count| count.max(rung_weight(selected, coding).min(1.0)))
        } else {
            Ok(rung_weight(selected, coding))
        };
        Self {
            selected,
            coding,
            weight,
            is_weighted_by_amount: query.weight_amount().is_some(),
        }
    }

    /// Returns the spells under the coding of the selection: those of its period, or those up to its date.
    pub(super) fn course(&self) -> impl Iterator<Item = SpellRef<'g>> {
        self.selected.course(self.coding)
    }

    /// Returns `true` if the dataset records the partnership.
    pub(super) fn is_recorded(&self) -> bool {
        !self.selected.partnership().is_derived()
    }

    /// Returns the days on which the two share operations; of a recorded partnership, its spells.
    fn spells(&self) -> Vec<ElementSpell<'g>> {
        if !self.is_recorded() {
            return merged(shared_spells(self.selected.joint_participations()));
        }
        self.course().map(ElementSpell::of_partnership).collect()
    }
}

/// Returns the rung of the phase, counted from 1 for the lowest one that is a relation; without a relation that of the last
/// phase with one, and 0 if there was none. A partnership without phases has the lowest rung.
fn rung_weight(selected: SelectedPartnership<'_>, coding: Option<Key<Coding>>) -> f64 {
    let current = selected.spell().filter(|spell| !spell.is_absent());
    let relations = selected.course(coding).filter(|spell| !spell.is_absent());
    let Some(spell) = current.or_else(|| relations.last()) else {
        return f64::from(u8::from(selected.is_tie()));
    };
    let phases = spell.graph().dataset().vocabularies().phases.entries();
    let up_to_it = phases.filter(|(key, _)| *key <= spell.record().phase);
    let relations = up_to_it.filter(|(_, phase): &(_, &Phase)| !phase.absent);
    relations.count() as f64
}

impl<'g> EdgeRecord<'g> {
    pub(super) fn kind(&self) -> EdgeKind {
        match self {
            Self::Partnership(record) if !record.is_recorded() => EdgeKind::DerivedTie,
            Self::Partnership(_) => EdgeKind::Partnership,
            Self::Membership(_) => EdgeKind::Membership,
            Self::Shared(..) => EdgeKind::SharedOperation,
            Self::Participation(_) => EdgeKind::Participation,
        }
    }

    /// Returns which way the edge leads.
    pub(super) fn direction(&self) -> EdgeDirection {
        match self {
            Self::Membership(_) | Self::Participation(_) => EdgeDirection::Forward,
            Self::Shared(..) => EdgeDirection::Both,
            Self::Partnership(record) => {
                let actor = record
                    .selected
                    .spell()
                    .and_then(|spell| spell.record().actor);
                let [first, _] = record.selected.partnership().record().dyad.members();
                match actor {
                    None => EdgeDirection::Both,
                    Some(actor) if actor == first => EdgeDirection::Forward,
                    Some(_) => EdgeDirection::Backward,
                }
            }
        }
    }

    /// Returns the ids of the two nodes.
    pub(super) fn ends(&self) -> [String; 2] {
        match self {
            Self::Partnership(PartnershipRecord { selected, .. }) | Self::Shared(selected, _) => {
                member_ids(*selected)
            }
            Self::Membership((organization, _, membership)) => {
                let whole = organization.graph().organization(membership.organization);
                [*organization, whole].map(|one| one.record().id().to_string())
            }
            Self::Participation((operation, _, participation)) => {
                let organization = operation.graph().organization(participation.organization);
                [
                    organization.record().id().to_string(),
                    operation_id(*operation),
                ]
            }
        }
    }

    pub(super) fn id(&self) -> String {
        match self {
            Self::Partnership(record) => record.selected.partnership().unique_id(),
            // The same two may be partners, and one may be a member of the other in two periods.
            Self::Membership((_, number, membership)) => {
                let kind = membership.kind.as_str();
                format!("{}--{kind}--{number}", self.ends().join("--"))
            }
            Self::Shared(selected, shared) => {
                let [a, b] = member_ids(*selected);
                format!("{a}--{b}--{}", shared.operation.record().id())
            }
            // An organization may participate in an operation several times.
            Self::Participation((operation, number, participation)) => {
                let organization = operation.graph().organization(participation.organization);
                let (organization, operation) = (organization.record(), operation.record());
                format!("{}--{}--{number}", organization.id(), operation.id())
            }
        }
    }

    pub(super) fn label(&self) -> String {
        match self {
            Self::Partnership(record) => record.selected.partnership().label(),
            Self::Membership((.., membership)) => membership.kind.as_str().replace('-', " "),
            Self::Shared(_, shared) => shared.operation.label().to_owned(),
            Self::Participation((operation, _, participation)) => {
                let roles = &operation.graph().dataset().vocabularies().roles;
                roles.label(participation.role).to_owned()
            }
        }
    }

    pub(super) fn weight(&self) -> Known<f64> {
        match self {
            Self::Partnership(record) => record.weight,
            _ => Ok(1.0),
        }
    }

    pub(super) fn spells(&self) -> Vec<ElementSpell<'g>> {
        match self {
            Self::Partnership(record) => record.spells(),
            Self::Membership((.., membership)) => {
                let end = membership.to.unwrap_or(End::Ongoing);
                let days = DayRange::of_membership(membership);
                vec![ElementSpell::new(days, end)]
            }
            Self::Shared(_, shared) => shared_spells(shared.pairs.iter().copied()),
            Self::Participation((operation, _, participation)) => {
                let (_, end) = participation_bounds(operation.record(), participation);
                let days = operation.participation_days(participation);
                let last = days.last().copied();
                // Before a gap in the existence of the organization, the end is that of the organization.
                let end = |part| {
                    if Some(part) == last {
                        end
                    } else {
                        End::Ongoing
                    }
                };
                let parts = days.into_iter();
                parts
                    .map(|part| ElementSpell::new(part, end(part)))
                    .collect()
            }
        }
    }

    /// Returns the partnership, if the edge is one that the dataset records.
    pub(super) fn recorded(&self) -> Option<&PartnershipRecord<'g>> {
        match self {
            Self::Partnership(record) if record.is_recorded() => Some(record),
            _ => None,
        }
    }

    /// Returns the claims that the edge rests on.
    pub(super) fn claims(&self) -> Vec<&'g Claim> {
        match self {
            Self::Partnership(record) if !record.is_recorded() => {
                let shared = record.selected.shared_operations();
                let claims = shared.iter().flat_map(SharedOperation::claims);
                claims.map(|(_, claim)| claim).collect()
            }
            Self::Partnership(record) => {
                let spell = record.selected.spell();
                spell
                    .map(|spell| &spell.record().claim)
                    .into_iter()
                    .collect()
            }
            Self::Membership((.., membership)) => vec![&membership.claim],
            Self::Shared(_, shared) => shared.claims().map(|(_, claim)| claim).collect(),
            Self::Participation((operation, _, participation)) => {
                let own = &participation.claim;
                // Without citations, it rests on those of its operation.
                let inherited = own.citations.is_empty();
                let inherited = inherited.then_some(&operation.record().claim);
                std::iter::once(own).chain(inherited).collect()
            }
        }
    }

    pub(super) fn graph(&self) -> &'g Graph {
        match self {
            Self::Partnership(PartnershipRecord { selected, .. }) | Self::Shared(selected, _) => {
                selected.partnership().graph()
            }
            Self::Membership((organization, ..)) => organization.graph(),
            Self::Participation((operation, ..)) => operation.graph(),
        }
    }
}

/// Returns the days of joint participations, in order of time.
fn shared_spells<'g>(
    pairs: impl Iterator<Item = JointParticipationRef<'g>>,
) -> Vec<ElementSpell<'g>> {
    let mut spells: Vec<_> = pairs.map(shared_spell).collect();
    spells.sort_by_key(|spell| spell.first);
    spells
}

fn member_ids(selected: SelectedPartnership<'_>) -> [String; 2] {
    let members = selected.partnership().members();
    members.map(|member| member.record().id().to_string())
}

/// Returns the days on which both participations of a pair last. If one of them has an unknown end, so has the pair:
/// the known end of the other is then only the last possible day.
fn shared_spell<'g>(pair: JointParticipationRef<'g>) -> ElementSpell<'g> {
    let operation = pair.operation().record();
    let ends = pair
        .participations()
        .map(|participation| participation_bounds(operation, participation).1);
    let end = if ends.contains(&End::Unknown) {
        End::Unknown
    } else {
        End::Ongoing
    };
    ElementSpell::new(pair.days(), end)
}
