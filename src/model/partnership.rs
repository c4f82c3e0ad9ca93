//! Partnerships: what a dataset says about two organizations.

use serde::{Deserialize, Serialize};

use super::claim::{Claim, End, Notes};
use super::date::Date;
use super::operation::Operation;
use super::organization::Organization;
use super::records::Key;
use super::vocabulary::{Coding, Condition, LessonGroup, MilestoneKind, Motive, Phase};

/// An unordered pair of different organizations.
///
/// The pair is kept in the order of the keys, so that UN–AU and AU–UN are one dyad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Dyad {
    first: Key<Organization>,
    second: Key<Organization>,
}

/// What the dataset says about a dyad.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Partnership {
    /// The two organizations.
    pub dyad: Dyad,
    /// The phases under each coding, in the order of the vocabulary of codings.
    pub codings: Box<[Coded]>,
    /// Why each side cooperates, in the order of the dataset.
    pub motives: Box<[MotiveClaim]>,
    /// What happened, by date as far as the dataset orders it.
    pub milestones: Box<[Milestone]>,
    /// What was learned.
    pub lessons: Box<[Lesson]>,
    /// Remarks and open doubts.
    pub notes: Notes,
}

/// The phases of a partnership as one coding reads them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Coded {
    /// The coding.
    pub coding: Key<Coding>,
    /// The spells in order of time; they do not overlap.
    pub spells: Box<[Spell]>,
}

/// A stretch of time that a partnership spends in one phase and condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spell {
    /// The phase.
    pub phase: Key<Phase>,
    /// The condition.
    pub condition: Key<Condition>,
    /// When the spell begins.
    pub from: Date,
    /// How it ends; `None` means when the next begins, or not at all if there is none.
    pub to: Option<End>,
    /// The predecessors that acted for a side before it was founded.
    pub through: Box<[Key<Organization>]>,
    /// A short name for the spell.
    pub label: Option<Box<str>>,
    /// Why the spell begins here.
    pub because: Option<Box<str>>,
    /// The evidence.
    pub claim: Claim,
}

/// The claim that one side has a reason of one kind to cooperate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MotiveClaim {
    /// The motive.
    pub motive: Key<Motive>,
    /// The side that holds it.
    pub holder: Key<Organization>,
    /// The reason, in a sentence.
    pub statement: Box<str>,
    /// Since when it holds; `None` if the dataset does not say.
    pub from: Option<Date>,
    /// Until when it holds; `None` if the dataset does not say.
    pub to: Option<End>,
    /// The evidence.
    pub claim: Claim,
}

/// A dated event of a partnership.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Milestone {
    /// When it happened.
    pub date: Date,
    /// What sort of event it is.
    pub kind: Key<MilestoneKind>,
    /// What happened.
    pub title: Box<str>,
    /// The evidence.
    pub claim: Claim,
}

/// An observation from the field on how the two can work together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// The group of lessons that it belongs to.
    pub group: Key<LessonGroup>,
    /// The operation that taught it, if it was one.
    pub operation: Option<Key<Operation>>,
    /// The observation.
    pub statement: Box<str>,
    /// The evidence.
    pub claim: Claim,
}

impl Dyad {
    /// Makes the dyad of two organizations, in either order; `None` if they are the same.
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

    /// Says whether the organization is one of the two.
    pub fn contains(self, organization: Key<Organization>) -> bool {
        self.first == organization || self.second == organization
    }

    /// Returns the other member; `None` if the organization is not one of the two.
    pub fn partner_of(self, organization: Key<Organization>) -> Option<Key<Organization>> {
        match organization {
            key if key == self.first => Some(self.second),
            key if key == self.second => Some(self.first),
            _ => None,
        }
    }
}

impl Partnership {
    /// Returns the spells under a coding, in order of time; none if the coding does not read this dyad.
    pub fn spells(&self, coding: Key<Coding>) -> &[Spell] {
        let read = self.codings.iter().find(|coded| coded.coding == coding);
        read.map_or(&[], |coded| &coded.spells)
    }

    /// Returns every claim of the partnership: phases, motives, milestones, lessons.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        let spells = self.codings.iter().flat_map(|coded| coded.spells.iter());
        spells
            .map(|spell| &spell.claim)
            .chain(self.motives.iter().map(|motive| &motive.claim))
            .chain(self.milestones.iter().map(|milestone| &milestone.claim))
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
