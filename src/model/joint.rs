//! Records of more than two organizations: what they did together counts in each of their dyads.

use std::borrow::Cow;
use std::collections::HashSet;
use std::num::NonZeroU32;
use std::sync::Arc;

use super::claim::Claim;
use super::organization::Organization;
use super::partnership::{Coded, Dyad, Partnership};
use super::records::Key;

/// A record of more than two organizations.
///
/// The partnerships of a dataset have its claims too: those of phases, milestones and lessons in each dyad of the members,
/// and those of motives and of one side in the dyads of that side. In all of them, a claim has the same
/// [`joint`](Claim::joint) number.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct JointRecord {
    /// The members; at least three, each once.
    pub members: Box<[Key<Organization>]>,
    /// What is recorded of them. Its dyad is that of the first two.
    pub content: Partnership,
}

impl JointRecord {
    /// Returns the dyads of the members, in their order.
    pub(crate) fn dyads(&self) -> impl Iterator<Item = Dyad> {
        let members = self.members.iter().enumerate();
        members.flat_map(|(row, a)| {
            let others = self.members[row + 1..].iter();
            others.filter_map(|b| Dyad::new(*a, *b))
        })
    }

    /// Numbers the claims from a number on, and returns the next number.
    pub(crate) fn number_claims(&mut self, first: NonZeroU32) -> NonZeroU32 {
        let mut next = first;
        for claim in self.content.claims_mut() {
            claim.joint = Some(next);
            next = next.saturating_add(1);
        }
        next
    }

    /// Adds the claims about a dyad to its partnership.
    pub(crate) fn add_to(&self, partnership: &mut Partnership) {
        let dyad = partnership.dyad;
        let content = &self.content;
        let own_series = partnership.series.len();
        for coded in &content.codings {
            let mut all = partnership.codings.iter_mut();
            match all.find(|own| own.coding == coded.coding) {
                Some(own) => {
                    append(&mut own.spells, coded.spells.iter().cloned());
                    append(&mut own.set_aside, coded.set_aside.iter().cloned());
                }
                None => append(&mut partnership.codings, [coded.clone()]),
            }
        }
        partnership.codings.sort_by_key(|coded| coded.coding);
        let motives = content.motives.iter().cloned();
        append(
            &mut partnership.motives,
            motives.filter(|motive| dyad.contains(motive.holder)),
        );
        let sought = content.motives_not_found.iter().cloned();
        append(
            &mut partnership.motives_not_found,
            sought.filter(|sought| dyad.contains(sought.holder)),
        );
        let milestones = content.milestones.iter().cloned();
        let milestones =
            milestones.filter(|milestone| milestone.actor.is_none_or(|actor| dyad.contains(actor)));
        let milestones = milestones.map(|mut milestone| {
            // Unless its number changes, the milestone is shared.
            if let Some(row) = milestone.series.filter(|_| own_series > 0) {
                Arc::make_mut(&mut milestone).series = Some(own_series + row);
            }
            milestone
        });
        append(&mut partnership.milestones, milestones);
        append(&mut partnership.series, content.series.iter().cloned());
        append(&mut partnership.lessons, content.lessons.iter().cloned());
    }
}

impl Partnership {
    /// Returns the partnership without the claims of records of more than two organizations.
    pub(crate) fn without_joint(&self) -> Cow<'_, Self> {
        let has_joint = self.claims().any(|claim| claim.joint.is_some());
        if !has_joint && self.series.iter().all(|series| !series.is_joint) {
            return Cow::Borrowed(self);
        }
        let is_own = |claim: &Claim| claim.joint.is_none();
        let codings = self.codings.iter().map(|coded| Coded {
            coding: coded.coding,
            spells: kept(&coded.spells, |spell| is_own(&spell.claim)),
            set_aside: kept(&coded.set_aside, |spell| is_own(&spell.claim)),
        });
        Cow::Owned(Self {
            dyad: self.dyad,
            coder: self.coder,
            is_joint: self.is_joint,
            standard: self.standard,
            codings: codings
                .filter(|coded| coded.all_spells().next().is_some())
                .collect(),
            motives: kept(&self.motives, |one| is_own(&one.claim)),
            motives_not_found: kept(&self.motives_not_found, |one| is_own(&one.claim)),
            milestones: kept(&self.milestones, |one| is_own(&one.claim)),
            series: kept(&self.series, |one| !one.is_joint),
            lessons: kept(&self.lessons, |one| is_own(&one.claim)),
            annotations: self.annotations.clone(),
            notes: self.notes.clone(),
        })
    }
}

/// Returns the items without those whose claim, of a record of more than two organizations, has come before. `claim` returns
/// the claim of an item, if it has one.
pub(crate) fn once<'c, T>(
    items: impl Iterator<Item = T>,
    claim: impl Fn(&T) -> Option<&'c Claim>,
) -> impl Iterator<Item = T> {
    let mut seen = HashSet::new();
    items.filter(move |item| {
        let number = claim(item).and_then(|claim| claim.joint);
        number.is_none_or(|number| seen.insert(number))
    })
}

/// Keeps the items of a list that fulfil a condition.
pub(super) fn retain<T: Clone>(list: &mut Box<[T]>, is_kept: impl Fn(&T) -> bool) {
    if !list.iter().all(&is_kept) {
        *list = kept(list, is_kept);
    }
}

/// Returns copies of the items of a list that fulfil a condition.
fn kept<T: Clone>(list: &[T], is_kept: impl Fn(&T) -> bool) -> Box<[T]> {
    list.iter().filter(|one| is_kept(one)).cloned().collect()
}

fn append<T: Clone>(list: &mut Box<[T]>, more: impl IntoIterator<Item = T>) {
    let mut all = std::mem::take(list).into_vec();
    all.extend(more);
    *list = all.into();
}
