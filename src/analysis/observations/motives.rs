//! The mix of motives: how many of each family are held, by whom, and in which phase.

use crate::analysis::Proportion;
use crate::graph::{Days, OrganizationRef, PartnershipRef};
use crate::model::{Coding, Key, MotiveClaim, MotiveFamily, Phase};
use crate::query::{SelectedPartnership, Selection};

/// A motive with the partnership that it is recorded for.
pub type PartnershipMotive<'g> = (PartnershipRef<'g>, &'g MotiveClaim);

/// The motives whose mix is described together.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum MotiveGroup<'g> {
    /// All motives of the selection.
    All,
    /// The motives of one partnership, of both sides.
    Dyad(PartnershipRef<'g>),
    /// The motives of one organization, towards all partners.
    Holder(OrganizationRef<'g>),
    /// The motives that were held while their partnership was in a phase under a coding.
    Phase(Key<Coding>, Key<Phase>),
}

/// The motives of a group.
#[derive(Clone)]
#[non_exhaustive]
pub struct MotiveMix<'g> {
    /// The group.
    pub group: MotiveGroup<'g>,
    /// The motives, in the order of the dataset; at least one.
    pub motives: Vec<PartnershipMotive<'g>>,
}

impl<'g> MotiveMix<'g> {
    /// Returns the motives of a family.
    pub fn of_family(
        &self,
        family: Key<MotiveFamily>,
    ) -> impl Iterator<Item = PartnershipMotive<'g>> {
        let motives = self.motives.iter().copied();
        motives.filter(move |(partnership, claim)| {
            let vocabulary = &partnership.graph().dataset().vocabularies().motives;
            vocabulary[claim.motive].family == family
        })
    }

    /// Returns the proportion of motives that belong to a family.
    pub fn proportion(&self, family: Key<MotiveFamily>) -> Proportion {
        Proportion {
            cases: self.of_family(family).count(),
            total: self.motives.len(),
        }
    }
}

/// Returns the mix of each group that has a motive.
pub(super) fn mixes<'g>(selection: &Selection<'g>) -> Vec<MotiveMix<'g>> {
    let vocabularies = selection.graph().dataset().vocabularies();
    let all: Vec<PartnershipMotive<'g>> = selection.iter().flat_map(held).collect();
    let dyads = selection.iter().map(|selected| MotiveMix {
        group: MotiveGroup::Dyad(selected.partnership()),
        motives: held(selected).collect(),
    });
    let holders = selection.organizations().map(|holder| {
        let motives = all.iter().filter(|(_, claim)| claim.holder == holder.key());
        MotiveMix {
            group: MotiveGroup::Holder(holder),
            motives: motives.copied().collect(),
        }
    });
    let phases = &vocabularies.phases;
    let relations: Vec<Key<Phase>> = phases.keys().filter(|key| !phases[*key].absent).collect();
    let codings = vocabularies.codings.keys();
    let pairs = codings.flat_map(|coding| relations.iter().map(move |phase| (coding, *phase)));
    let by_phase = pairs.map(|(coding, phase)| {
        let motives = selection
            .iter()
            .flat_map(|selected| held_in_phase(selected, coding, phase));
        MotiveMix {
            group: MotiveGroup::Phase(coding, phase),
            motives: motives.collect(),
        }
    });
    let whole = MotiveMix {
        group: MotiveGroup::All,
        motives: all.clone(),
    };
    let mixes = std::iter::once(whole).chain(dyads).chain(holders);
    mixes
        .chain(by_phase)
        .filter(|mix| !mix.motives.is_empty())
        .collect()
}

/// Returns the motives of a partnership that are held at the time of the selection.
fn held<'g>(selected: SelectedPartnership<'g>) -> impl Iterator<Item = PartnershipMotive<'g>> {
    let partnership = selected.partnership();
    selected.motives().map(move |claim| (partnership, claim))
}

/// Returns the motives of a partnership that are held at the time of the selection and were held during a phase.
///
/// A motive counts under every phase that its partnership went through while the motive was held, so one without
/// dates counts under all of them.
fn held_in_phase<'g>(
    selected: SelectedPartnership<'g>,
    coding: Key<Coding>,
    phase: Key<Phase>,
) -> Vec<PartnershipMotive<'g>> {
    let partnership = selected.partnership();
    let spells = partnership
        .spells(coding)
        .filter(|spell| spell.record().phase == phase && selected.is_sure(&spell.record().claim));
    let stays: Vec<Days> = spells.map(|spell| spell.window().days).collect();
    let time = selected.when().days();
    let motives = partnership.motives().filter(|(claim, days)| {
        selected.is_sure(&claim.claim)
            && days.meet(time)
            && stays.iter().any(|stay| days.meet(*stay))
    });
    motives.map(|(claim, _)| (partnership, claim)).collect()
}
