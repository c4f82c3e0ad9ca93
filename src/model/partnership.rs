//! Partnerships: what a dataset says about two organizations.

use std::sync::Arc;

use super::annotation::Annotations;
use super::claim::{Claim, End, Notes};
use super::date::Date;
use super::id::Id;
use super::motive::{MotiveClaim, MotiveNotFound};
use super::operation::Operation;
use super::organization::Organization;
use super::records::Key;
use super::source::Citation;
use super::vocabulary::{
    Coder, Coding, Condition, LessonGroup, MilestoneKind, Motive, Phase, Standard,
};

/// An unordered pair of different organizations.
///
/// The pair is kept in the order of the keys, so that UN–AU and AU–UN are one dyad.
///
/// ```
/// use interorg::model::Dyad;
///
/// let dataset = interorg::dataset::builtin();
/// let [un, au] = ["un", "au"].map(|id| dataset.organizations().key(id).expect("it is in the dataset"));
/// assert_eq!(Dyad::new(un, au), Dyad::new(au, un));
/// assert_eq!(Dyad::new(un, un), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dyad {
    first: Key<Organization>,
    second: Key<Organization>,
}

/// What the dataset says about a dyad.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Partnership {
    /// The two organizations.
    pub dyad: Dyad,
    /// The coding pass that read the evidence so; `None` if the dataset has no coding passes.
    pub coder: Option<Key<Coder>>,
    /// Whether only a record of more than two organizations describes it.
    pub is_joint: bool,
    /// How thoroughly it is recorded; `None` if the dataset does not say.
    pub standard: Option<Key<Standard>>,
    /// The phases under each coding, in the order of the vocabulary of codings.
    pub codings: Box<[Coded]>,
    /// The motives of both sides, in the order of the dataset.
    pub motives: Box<[MotiveClaim]>,
    /// The motives that were looked for and not found, in the order of the dataset.
    pub motives_not_found: Box<[MotiveNotFound]>,
    /// The milestones, in the order of the dataset. The dyads of a record of more than two organizations share its milestones:
    /// there may be thousands of both.
    pub milestones: Box<[Arc<Milestone>]>,
    /// The series that milestones belong to, in the order of the dataset.
    pub series: Box<[Series]>,
    /// The lessons, in the order of the dataset.
    pub lessons: Box<[Lesson]>,
    /// Its free attributes and its amounts.
    pub annotations: Annotations,
    /// Remarks and open questions.
    pub notes: Notes,
}

/// The phases of a partnership under one coding.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Coded {
    /// The coding.
    pub coding: Key<Coding>,
    /// The spells in order of time. They do not overlap.
    pub spells: Box<[Spell]>,
    /// The spells that hold on no day: those that are withdrawn, and those that end before they start, of which only a dataset
    /// that lowers the severity of `end-before-start` has any.
    pub set_aside: Box<[Spell]>,
}

impl Spell {
    /// Returns `true` if the spell certainly ends before it starts.
    pub(crate) fn ends_before_start(&self) -> bool {
        let end = self.to.as_ref().and_then(End::date);
        end.is_some_and(|end| end.is_certainly_before(&self.from))
    }
}

impl Coded {
    /// Returns the spells in order of time, then those that hold on no day.
    pub fn all_spells(&self) -> impl Iterator<Item = &Spell> {
        self.spells.iter().chain(&self.set_aside)
    }
}

/// A period that a partnership spends in one phase and condition.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Spell {
    /// The phase.
    pub phase: Key<Phase>,
    /// The condition.
    pub condition: Key<Condition>,
    /// The member from which the phase leads to the other; `None` if it holds for both. Only phases that the vocabulary
    /// declares to be directed have one.
    pub actor: Option<Key<Organization>>,
    /// When the spell begins.
    pub from: Date,
    /// When the spell ends; `None` means when the next one begins, or not at all if there is none.
    pub to: Option<End>,
    /// The predecessors that acted for a member before it was founded.
    pub through: Box<[Key<Organization>]>,
    /// A short name for the spell.
    pub label: Option<Box<str>>,
    /// The reason why the spell begins here.
    pub because: Option<Box<str>>,
    /// Its amounts.
    pub annotations: Annotations,
    /// The evidence.
    pub claim: Claim,
}

/// A dated event of a partnership.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Milestone {
    /// When it happened.
    pub date: Date,
    /// The kind of event.
    pub kind: Key<MilestoneKind>,
    /// What happened.
    pub title: Box<str>,
    /// The member that acted towards the other; `None` if both did, or if the dataset does not say.
    pub actor: Option<Key<Organization>>,
    /// The place of its series among those of the partnership; `None` if it belongs to none.
    pub series: Option<usize>,
    /// The evidence.
    pub claim: Claim,
}

/// A series of milestones of one kind, such as yearly meetings.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Series {
    /// The id by which milestones refer to it.
    pub id: Id,
    /// The name.
    pub title: Box<str>,
    /// How complete the record of it is, in a sentence.
    pub completeness: Box<str>,
    /// The citations that the statement rests on.
    pub citations: Box<[Citation]>,
    /// Whether it is of a record of more than two organizations.
    pub is_joint: bool,
}

/// An observation from the field on how the two organizations can work together.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Lesson {
    /// The group of lessons that it belongs to.
    pub group: Key<LessonGroup>,
    /// The operation from which it was learned; `None` if it was not a single one.
    pub operation: Option<Key<Operation>>,
    /// The observation.
    pub statement: Box<str>,
    /// The evidence.
    pub claim: Claim,
}

impl Dyad {
    /// Creates the dyad of two organizations, in either order; `None` if they are the same.
    pub fn new(a: Key<Organization>, b: Key<Organization>) -> Option<Self> {
        (a != b).then(|| Self {
            first: a.min(b),
            second: a.max(b),
        })
    }

    /// Returns the two members, in the order of the dataset.
    pub fn members(self) -> [Key<Organization>; 2] {
        [self.first, self.second]
    }

    /// Returns `true` if the organization is a member.
    pub fn contains(self, organization: Key<Organization>) -> bool {
        self.members().contains(&organization)
    }

    /// Returns the other member; `None` if the organization is not a member.
    pub fn partner_of(self, organization: Key<Organization>) -> Option<Key<Organization>> {
        if organization == self.first {
            Some(self.second)
        } else if organization == self.second {
            Some(self.first)
        } else {
            None
        }
    }
}

impl Partnership {
    /// Creates a partnership about which nothing is recorded.
    pub(crate) fn of_dyad(dyad: Dyad) -> Self {
        Self {
            dyad,
            is_joint: false,
            coder: None,
            standard: None,
            codings: Box::default(),
            motives: Box::default(),
            motives_not_found: Box::default(),
            milestones: Box::default(),
            series: Box::default(),
            lessons: Box::default(),
            notes: Notes::default(),
            annotations: Default::default(),
        }
    }

    /// Returns `true` if nobody looked for a motive of a member, so that it is unknown whether the member has it: the partnership is
    /// recorded to a lower standard than the first of the vocabulary, and the motive is not among those not found.
    pub fn leaves_open(&self, holder: Key<Organization>, motive: Key<Motive>) -> bool {
        let is_sought = |one: &MotiveNotFound| one.holder == holder && one.motive == motive;
        self.is_below_first_standard() && !self.motives_not_found.iter().any(is_sought)
    }

    /// Returns `true` if the partnership is recorded to a lower standard than the first, and most thorough, of the vocabulary.
    pub fn is_below_first_standard(&self) -> bool {
        self.standard.is_some_and(|standard| standard.index() > 0)
    }

    /// Returns the spells under a coding, in order of time; none if the partnership does not have that coding, or if there
    /// is no coding.
    pub fn spells(&self, coding: impl Into<Option<Key<Coding>>>) -> &[Spell] {
        let coding = coding.into();
        let mut codings = self.codings.iter();
        let coded = codings.find(|coded| Some(coded.coding) == coding);
        coded.map_or(&[], |coded| &coded.spells)
    }

    /// Returns the milestones, in the order of the dataset.
    pub fn milestones(&self) -> impl Iterator<Item = &Milestone> {
        self.milestones.iter().map(AsRef::as_ref)
    }

    /// Returns `true` if predecessors acted for a member in some spell.
    pub(crate) fn has_acting_predecessors(&self) -> bool {
        let mut spells = self.codings.iter().flat_map(|coded| &coded.spells);
        spells.any(|spell| !spell.through.is_empty())
    }

    /// Returns every claim of the partnership, to be changed.
    pub(super) fn claims_mut(&mut self) -> impl Iterator<Item = &mut Claim> {
        let spells = self.codings.iter_mut().flat_map(|coded| {
            let set_aside = coded.set_aside.iter_mut();
            coded.spells.iter_mut().chain(set_aside)
        });
        spells
            .map(|spell| &mut spell.claim)
            .chain(self.motives.iter_mut().map(|motive| &mut motive.claim))
            .chain(
                self.motives_not_found
                    .iter_mut()
                    .map(|sought| &mut sought.claim),
            )
            .chain(
                self.milestones
                    .iter_mut()
                    .map(|milestone| &mut Arc::make_mut(milestone).claim),
            )
            .chain(self.lessons.iter_mut().map(|lesson| &mut lesson.claim))
    }

    /// Returns every claim of the partnership: those of its spells, motives (found or not), milestones and lessons.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        let spells = self.codings.iter().flat_map(Coded::all_spells);
        spells
            .map(|spell| &spell.claim)
            .chain(self.motives.iter().map(|motive| &motive.claim))
            .chain(self.motives_not_found.iter().map(|sought| &sought.claim))
            .chain(self.milestones().map(|milestone| &milestone.claim))
            .chain(self.lessons.iter().map(|lesson| &lesson.claim))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dyad_is_unordered() {
        for (a, b) in (0..12).flat_map(|a| (0..12).map(move |b| (Key::new(a), Key::new(b)))) {
            assert_eq!(Dyad::new(a, b), Dyad::new(b, a));
            let Some(dyad) = Dyad::new(a, b) else {
                assert_eq!(a, b);
                continue;
            };
            assert_eq!(dyad.partner_of(a), Some(b));
            assert!(dyad.contains(b) && !dyad.contains(Key::new(99)));
        }
    }
}
