//! The records of the dataset that edges stand for.

use super::edge::EdgeKind;
use super::node::operation_id;
use super::shown::Shown;
use super::spell::ElementSpell;
use crate::analysis::dossier::participation_claim;
use crate::graph::{JointParticipationRef, participation_bounds};
use crate::model::{Claim, Coding, End, Identified, Key, Phase};
use crate::query::{SelectedPartnership, SharedOperation};

/// The record that an edge stands for.
pub(super) enum EdgeRecord<'g> {
    /// With the coding of the selection.
    Partnership(SelectedPartnership<'g>, Option<Key<Coding>>),
    Shared(SelectedPartnership<'g>, SharedOperation<'g>),
    Participation(Shown<'g>),
}

impl<'g> EdgeRecord<'g> {
    pub(super) fn kind(&self) -> EdgeKind {
        match self {
            Self::Partnership(..) => EdgeKind::Partnership,
            Self::Shared(..) => EdgeKind::SharedOperation,
            Self::Participation(_) => EdgeKind::Participation,
        }
    }

    /// Returns the ids of the two nodes.
    pub(super) fn ends(&self) -> [String; 2] {
        match self {
            Self::Partnership(selected, _) | Self::Shared(selected, _) => member_ids(*selected),
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
            Self::Partnership(selected, _) => member_ids(*selected).join("--"),
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
            Self::Partnership(selected, _) => selected.partnership().label(),
            Self::Shared(_, shared) => shared.operation.label().to_owned(),
            Self::Participation((operation, _, participation)) => {
                let roles = &operation.graph().dataset().vocabularies().roles;
                roles.label(participation.role).to_owned()
            }
        }
    }

    pub(super) fn weight(&self) -> u32 {
        let Self::Partnership(selected, _) = self else {
            return 1;
        };
        selected.spell().map_or(0, |spell| {
            let phases = spell.graph().dataset().vocabularies().phases.entries();
            let up_to_it = phases.filter(|(key, _)| *key <= spell.record().phase);
            let relations = up_to_it.filter(|(_, phase): &(_, &Phase)| !phase.absent);
            if spell.is_absent() {
                0
            } else {
                u32::try_from(relations.count()).unwrap_or(u32::MAX)
            }
        })
    }

    pub(super) fn spells(&self) -> Vec<ElementSpell<'g>> {
        match self {
            Self::Partnership(selected, coding) => {
                let course = selected.course(*coding);
                course.map(ElementSpell::of_partnership).collect()
            }
            Self::Shared(_, shared) => {
                let mut spells: Vec<_> = shared
                    .pairs
                    .iter()
                    .map(|pair| shared_spell(*pair))
                    .collect();
                spells.sort_by_key(|spell| spell.first);
                spells
            }
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

    pub(super) fn partnership(&self) -> Option<SelectedPartnership<'g>> {
        match self {
            Self::Partnership(selected, _) => Some(*selected),
            Self::Shared(..) | Self::Participation(_) => None,
        }
    }

    /// Returns the claims that the edge rests on.
    pub(super) fn claims(&self) -> Vec<&'g Claim> {
        match self {
            Self::Partnership(selected, _) => {
                let spell = selected.spell();
                spell
                    .map(|spell| &spell.record().claim)
                    .into_iter()
                    .collect()
            }
            Self::Shared(_, shared) => shared.claims().map(|(_, claim)| claim).collect(),
            Self::Participation((operation, _, participation)) => {
                vec![participation_claim(*operation, participation)]
            }
        }
    }
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
