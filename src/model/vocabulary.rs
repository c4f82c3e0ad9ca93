//! The vocabularies of a dataset: its scale of phases, motives, roles and so on.
//!
//! They are data: a dataset may bring its own. Each vocabulary is an ordered list of terms, and the order has a meaning:
//! phases rise, conditions worsen, the first coding is the default.

use super::Id;
use super::name::Name;
use super::quantity::{AmountKind, AmountSummary};
use super::records::{Identified, Key, RecordKind, Records};
use super::source::Citation;

/// The fields that every term of a vocabulary has.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Term {
    /// The id by which records refer to the term.
    pub id: Id,
    /// The name shown to readers, in English.
    pub label: Box<str>,
    /// The names in other languages.
    pub labels: Box<[Name]>,
    /// The definition, for a scholar.
    pub definition: Box<str>,
    /// The literature that the definition rests on.
    pub citations: Box<[Citation]>,
}

/// A term of one vocabulary.
pub trait Vocable: Identified {
    /// Returns the id, label, definition and literature.
    fn term(&self) -> &Term;

    /// Returns a mutable reference to the id, label, definition and literature.
    fn term_mut(&mut self) -> &mut Term;
}

/// Declares kinds of terms that have only an id, label, definition and literature.
macro_rules! plain_terms {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name(pub Term);

        terms! { $name: 0 }
    )*};
}

/// Implements the traits of terms for types with a field of the type [`Term`].
macro_rules! terms {
    ($($name:ident: $term:tt),*) => {$(
        impl Identified for $name {
            const KIND: RecordKind = RecordKind::$name;

            fn id(&self) -> &Id {
                &self.$term.id
            }
        }

        impl Vocable for $name {
            fn term(&self) -> &Term {
                &self.$term
            }

            fn term_mut(&mut self) -> &mut Term {
                &mut self.$term
            }
        }
    )*};
}

plain_terms! {
    /// How well a partnership works on its rung, from the best condition to the worst.
    Condition;
    /// One reading of the evidence into phases. A partnership may have several.
    Coding;
    /// A coding pass: one complete reading of the evidence, with all codings. It names no person.
    Coder;
    /// A family of motives.
    MotiveFamily;
    /// A kind of organization.
    OrganizationKind;
    /// A kind of operation.
    OperationKind;
    /// A kind of event that is a milestone.
    MilestoneKind;
    /// A group of lessons from the field.
    LessonGroup;
    /// How close a source is to what it reports.
    SourceTier;
    /// How thoroughly a partnership is recorded.
    Standard;
}

/// A rung of the scale on which partnerships are placed, from the lowest to the highest.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Phase {
    /// The id, label, definition and literature.
    pub term: Term,
    /// The entry rule: what must be observed before a partnership is placed on this rung.
    pub rule: Option<Box<str>>,
    /// Whether the rung means that there is no relation. A spell in such a phase is not cooperation.
    pub absent: bool,
    /// Whether a spell in the phase may lead from one member to the other only (see [`Spell::actor`](super::Spell::actor)).
    pub directed: bool,
}

/// A reason why one member of a partnership cooperates.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Motive {
    /// The id, label, definition and literature.
    pub term: Term,
    /// The family that the motive belongs to.
    pub family: Key<MotiveFamily>,
}

/// How directly evidence gives a motive.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Strength {
    /// The id, label, definition and literature.
    pub term: Term,
    /// Whether a motive of this strength is weak, so that conclusions should also be drawn without it.
    pub weak: bool,
}

/// The role of an organization in an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Role {
    /// The id, label, definition and literature.
    pub term: Term,
    /// Whether the role is directed against the operation.
    pub adverse: bool,
    /// Whether a participation in the role makes a tie of cooperation. An adverse role never makes one.
    pub ties: bool,
}

/// A quantity of which records state amounts, such as troops or money.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Quantity {
    /// The id, label, definition and literature.
    pub term: Term,
    /// The unit, such as `persons` or `USD`; `None` if the dataset does not say.
    pub unit: Option<Box<str>>,
    /// Whether it is there on a day, or passes in a period.
    pub kind: AmountKind,
    /// How several amounts in one record become one number.
    pub summary: AmountSummary,
}

terms! { Phase: term, Motive: term, Strength: term, Role: term, Quantity: term }

/// Calls a macro with all vocabularies: for each its field, the type of its terms, and its key in a dataset.
///
/// This is the only list of the vocabularies. Everything that is done once per vocabulary, such as reading, writing or
/// packing it, follows from this list.
macro_rules! with_vocabularies {
    ($then:ident) => {
        $then! {
            /// The scale of phases, the lowest rung first.
            phases: Phase = "phases";
            /// The conditions, the best first. A spell that states none has the first.
            conditions: Condition = "conditions";
            /// The codings. Queries that name none use the first.
            codings: Coding = "codings";
            /// The coding passes. Answers read the first unless they name another.
            coders: Coder = "coders";
            /// The families of motives.
            motive_families: MotiveFamily = "motive-families";
            /// The motives.
            motives: Motive = "motives";
            /// The strengths of motives, the most direct first.
            strengths: Strength = "strengths";
            /// The roles in operations.
            roles: Role = "roles";
            /// The kinds of organization.
            organization_kinds: OrganizationKind = "organization-kinds";
            /// The kinds of operation.
            operation_kinds: OperationKind = "operation-kinds";
            /// The kinds of milestone.
            milestone_kinds: MilestoneKind = "milestone-kinds";
            /// The groups of lessons.
            lesson_groups: LessonGroup = "lesson-groups";
            /// The quantities of which records state amounts.
            amounts: Quantity = "amounts";
            /// How thoroughly partnerships are recorded, the most thorough first.
            standards: Standard = "standards";
            /// The tiers of sources, the closest first.
            source_tiers: SourceTier = "source-tiers";
        }
    };
}

pub(crate) use with_vocabularies;

macro_rules! declare_vocabularies {
    ($($(#[$doc:meta])* $field:ident: $term:ident = $name:literal;)+) => {
        /// All vocabularies of a dataset.
        ///
        /// Any of them may be empty. If there are phases and codings, there is a condition.
        #[derive(Debug, Clone, PartialEq)]
        #[non_exhaustive]
        pub struct Vocabularies {
            $($(#[$doc])* pub $field: Records<$term>,)+
        }

        impl Vocabularies {
            /// The keys of the vocabularies in a dataset.
            pub const NAMES: [&'static str; [$($name),+].len()] = [$($name),+];

            /// Returns the terms of the vocabulary with this name, in order; none if there is no such vocabulary.
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
    ///
    /// ```
    /// let dataset = interorg::dataset::builtin();
    /// let mut terms = dataset.vocabularies().all_terms();
    /// let (vocabulary, term) = terms.next().expect("a dataset has phases");
    /// assert_eq!((vocabulary, term.id.as_str()), ("phases", "none"));
    /// ```
    pub fn all_terms(&self) -> impl Iterator<Item = (&'static str, &Term)> {
        let names = Self::NAMES.into_iter();
        names.flat_map(|name| self.terms(name).into_iter().map(move |term| (name, term)))
    }

    /// Returns `true` if a phase may lead from one member of a partnership to the other only.
    pub fn has_directed_phases(&self) -> bool {
        self.phases.iter().any(|phase| phase.directed)
    }
}

impl<T: Vocable> Records<T> {
    /// Returns the label of a term.
    pub fn label(&self, key: Key<T>) -> &str {
        &self[key].term().label
    }

    /// Removes the literature of the terms, for a dataset that does not have those sources.
    pub(crate) fn without_literature(mut self) -> Self {
        for row in self.iter_mut() {
            row.term_mut().citations = Box::default();
        }
        self
    }
}
