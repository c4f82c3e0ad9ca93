//! The vocabularies in which a dataset speaks: its scale of phases, motives, roles and so on.
//!
//! They are data: a dataset may bring its own. Every vocabulary is an ordered list of terms, and
//! the order means something: phases rise, conditions worsen, the first coding is the default.

use serde::{Deserialize, Serialize};

use super::Id;
use super::claim::Citation;
use super::records::{Identified, Key, RecordKind, Records};

/// What every term of a vocabulary has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The id by which records refer to the term.
    pub id: Id,
    /// The name shown to readers, in English.
    pub label: Box<str>,
    /// What the term means, in a sentence for a scholar.
    pub definition: Box<str>,
    /// The literature that the definition rests on.
    pub citations: Box<[Citation]>,
}

/// A term of one vocabulary.
pub trait Vocable: Identified {
    /// Returns id, label, definition and literature.
    fn term(&self) -> &Term;

    /// Returns the same, to be changed.
    fn term_mut(&mut self) -> &mut Term;
}

/// Declares a kind of term that has nothing but id, label, definition and literature.
macro_rules! plain_terms {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name(pub Term);

        impl Identified for $name {
            const KIND: RecordKind = RecordKind::$name;

            fn id(&self) -> &Id {
                &self.0.id
            }
        }

        impl Vocable for $name {
            fn term(&self) -> &Term {
                &self.0
            }

            fn term_mut(&mut self) -> &mut Term {
                &mut self.0
            }
        }
    )*};
}

plain_terms! {
    /// How a partnership fares on its rung, from the best condition to the worst.
    Condition;
    /// One reading of the evidence into phases; a partnership may be read under several.
    Coding;
    /// A family of motives.
    MotiveFamily;
    /// What sort of organization one is.
    OrganizationKind;
    /// What sort of event a milestone is.
    MilestoneKind;
    /// A group of lessons from the field.
    LessonGroup;
    /// How near a source stands to what it tells.
    SourceTier;
}

/// A rung of the scale on which partnerships are placed, from the lowest to the highest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phase {
    /// Id, label, definition and literature.
    pub term: Term,
    /// The entry rule: what must be observed for a partnership to stand on this rung.
    pub rule: Option<Box<str>>,
    /// Whether the rung means that there is no relation; such a spell is no cooperation.
    pub absent: bool,
}

/// A reason why one side of a partnership cooperates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Motive {
    /// Id, label, definition and literature.
    pub term: Term,
    /// The family that the motive belongs to.
    pub family: Key<MotiveFamily>,
}

/// The part that an organization takes in an operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Id, label, definition and literature.
    pub term: Term,
    /// Whether the part is taken against the operation; it then makes no tie of cooperation.
    pub adverse: bool,
}

impl Identified for Phase {
    const KIND: RecordKind = RecordKind::Phase;

    fn id(&self) -> &Id {
        &self.term.id
    }
}

impl Vocable for Phase {
    fn term(&self) -> &Term {
        &self.term
    }

    fn term_mut(&mut self) -> &mut Term {
        &mut self.term
    }
}

impl Identified for Motive {
    const KIND: RecordKind = RecordKind::Motive;

    fn id(&self) -> &Id {
        &self.term.id
    }
}

impl Vocable for Motive {
    fn term(&self) -> &Term {
        &self.term
    }

    fn term_mut(&mut self) -> &mut Term {
        &mut self.term
    }
}

impl Identified for Role {
    const KIND: RecordKind = RecordKind::Role;

    fn id(&self) -> &Id {
        &self.term.id
    }
}

impl Vocable for Role {
    fn term(&self) -> &Term {
        &self.term
    }

    fn term_mut(&mut self) -> &mut Term {
        &mut self.term
    }
}

/// Calls a macro with all vocabularies: for each its field, the type of its terms, and its key in a dataset.
///
/// This is the list of the vocabularies. What is done once per vocabulary, such as reading, writing or packing it,
/// follows from it.
macro_rules! with_vocabularies {
    ($then:ident) => {
        $then! {
            /// The scale of phases, the lowest rung first.
            phases: Phase = "phases";
            /// The conditions, the best first; it is meant where none is stated.
            conditions: Condition = "conditions";
            /// The codings; questions are asked under the first where none is named.
            codings: Coding = "codings";
            /// The families of motives.
            motive_families: MotiveFamily = "motive-families";
            /// The motives.
            motives: Motive = "motives";
            /// The roles in operations.
            roles: Role = "roles";
            /// The kinds of organization.
            organization_kinds: OrganizationKind = "organization-kinds";
            /// The kinds of milestone.
            milestone_kinds: MilestoneKind = "milestone-kinds";
            /// The groups of lessons.
            lesson_groups: LessonGroup = "lesson-groups";
            /// The tiers of sources.
            source_tiers: SourceTier = "source-tiers";
        }
    };
}

pub(crate) use with_vocabularies;

macro_rules! declare_vocabularies {
    ($($(#[$doc:meta])* $field:ident: $term:ident = $name:literal;)+) => {
        /// All vocabularies of a dataset.
        ///
        /// The vocabularies of phases, conditions and codings have at least one term each.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        pub struct Vocabularies {
            $($(#[$doc])* pub $field: Records<$term>,)+
        }

        impl Vocabularies {
            /// The names of the vocabularies, as the dataset spells them.
            pub const NAMES: [&'static str; [$($name),+].len()] = [$($name),+];

            /// Returns the terms of the vocabulary with this name, in order; none if there is no such one.
            pub fn terms(&self, name: &str) -> Vec<&Term> {
                match name {
                    $($name => self.$field.iter().map(Vocable::term).collect(),)+
                    _ => Vec::new(),
                }
            }
        }
    };
}

with_vocabularies!(declare_vocabularies);

impl Vocabularies {
    /// Returns all terms, each with the name of its vocabulary, in the order of [`NAMES`](Self::NAMES).
    pub fn all_terms(&self) -> impl Iterator<Item = (&'static str, &Term)> {
        Self::NAMES
            .into_iter()
            .flat_map(|name| self.terms(name).into_iter().map(move |term| (name, term)))
    }
}

impl<T: Vocable> Records<T> {
    /// Returns the label of a term.
    pub fn label(&self, key: Key<T>) -> &str {
        &self[key].term().label
    }

    /// Drops the literature of the terms, for a dataset that does not have its sources.
    pub(crate) fn without_literature(mut self) -> Self {
        for row in self.iter_mut() {
            row.term_mut().citations = Box::default();
        }
        self
    }
}
