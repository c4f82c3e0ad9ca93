//! The mix of motives: how many of each family are held, by whom, and in which phase.

use std::collections::BTreeMap;

use crate::analysis::Proportion;
use crate::graph::{DayRange, Graph, OrganizationRef, PartnershipRef};
use crate::model::{Coding, Key, MotiveClaim, MotiveFamily, Organization, Phase, once};
use crate::query::{SelectedPartnership, Selection};

/// A motive, after the partnership that it belongs to.
pub type PartnershipMotive<'g> = (PartnershipRef<'g>, &'g MotiveClaim);

/// A group of motives.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub enum MotiveGroup<'g> {
    /// All motives of the selection.
    All,
    /// The motives of the selection without the weak ones, if any motive has a strength.
    WithoutWeak,
    /// The motives of one partnership, of both sides.
    Dyad(PartnershipRef<'g>),
    /// The motives of one organization towards all its partners.
    Holder(OrganizationRef<'g>),
    /// The motives held while their partnership was in a phase under a coding.
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
    fn new(group: MotiveGroup<'g>, motives: impl Iterator<Item = PartnershipMotive<'g>>) -> Self {
        let motives = once(motives, |(_, motive)| Some(&motive.claim));
        let motives = motives.collect();
        Self { group, motives }
    }

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
    let all: Vec<PartnershipMotive<'g>> = selection
        .iter()
        .flat_map(|selected| held(selection, selected))
        .collect();
    let dyads = selection.iter().map(|selected| {
        let group = MotiveGroup::Dyad(selected.partnership());
        MotiveMix::new(group, held(selection, selected))
    });
    let mut of_holders: BTreeMap<Key<Organization>, Vec<PartnershipMotive<'g>>> = BTreeMap::new();
    for motive in &all {
        of_holders.entry(motive.1.holder).or_default().push(*motive);
    }
    let holders = selection.organizations().filter_map(|holder| {
        let motives = of_holders.remove(&holder.key())?;
        Some(MotiveMix::new(
            MotiveGroup::Holder(holder),
            motives.into_iter(),
        ))
    });
    let phases = codings_and_phases(selection.graph()).map(|(coding, phase)| {
        let partnerships = selection.iter();
        let motives =
            partnerships.flat_map(|selected| held_in_phase(selection, selected, coding, phase));
        MotiveMix::new(MotiveGroup::Phase(coding, phase), motives)
    });
    let whole = std::iter::once(MotiveMix::new(MotiveGroup::All, all.iter().copied()));
    let without_weak = without_weak(&all).into_iter();
    let mixes = whole
        .chain(without_weak)
        .chain(dyads)
        .chain(holders)
        .chain(phases);
    mixes.filter(|mix| !mix.motives.is_empty()).collect()
}

/// Returns the motives that are not known to be weak; `None` if no motive has a strength.
fn without_weak<'g>(all: &[PartnershipMotive<'g>]) -> Option<MotiveMix<'g>> {
    let mut motives = all.iter().copied();
    motives.any(|(_, claim)| claim.strength.is_some()).then(|| {
        let strong = all.iter().copied();
        let strong = strong.filter(|(partnership, claim)| !is_weak(*partnership, claim));
        MotiveMix::new(MotiveGroup::WithoutWeak, strong)
    })
}

fn is_weak(partnership: PartnershipRef<'_>, claim: &MotiveClaim) -> bool {
    let strengths = &partnership.graph().dataset().vocabularies().strengths;
    claim
        .strength
        .is_some_and(|strength| strengths[strength].weak)
}

/// Returns each coding with each phase that means a relation.
fn codings_and_phases(graph: &Graph) -> impl Iterator<Item = (Key<Coding>, Key<Phase>)> {
    let vocabularies = graph.dataset().vocabularies();
    let phases = &vocabularies.phases;
    let codings = vocabularies.codings.keys();
    codings.flat_map(move |coding| {
        let relations = phases.keys().filter(|phase| !phases[*phase].absent);
        relations.map(move |phase| (coding, phase))
    })
}

/// Returns the motives of a partnership that are held at the time of the selection and match its filters.
fn held<'g>(
    selection: &Selection<'g>,
    selected: SelectedPartnership<'g>,
) -> impl Iterator<Item = PartnershipMotive<'g>> {
    let partnership = selected.partnership();
    let motives = selection.motives(selected);
    motives.map(move |claim| (partnership, claim))
}

/// Returns the motives of a partnership that are held at the time of the selection, and during a phase.
///
/// A motive counts under every phase that overlaps the time during which it was held. One without dates therefore counts
/// under all phases of its partnership. One that is only attested counts under none: when it was written about is not when
/// it began.
fn held_in_phase<'g>(
    selection: &Selection<'g>,
    selected: SelectedPartnership<'g>,
    coding: Key<Coding>,
    phase: Key<Phase>,
) -> Vec<PartnershipMotive<'g>> {
    let partnership = selected.partnership();
    let spells = partnership.spells(coding).filter(|spell| {
        spell.record().phase == phase && selected.meets_confidence(&spell.record().claim)
    });
    let stays: Vec<DayRange> = spells.map(|spell| spell.dated().days).collect();
    let motives = partnership.motives().filter(|(claim, days)| {
        !claim.has_unknown_start()
            && selection.query().motive_matches(claim, *days)
            && stays.iter().any(|stay| days.overlaps(*stay))
    });
    motives.map(|(claim, _)| (partnership, claim)).collect()
}
