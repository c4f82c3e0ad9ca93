//! The vocabularies in which a dataset speaks: its scale of phases, motives, roles and so on.
//!
//! They are data: a dataset may bring its own. Every vocabulary is an ordered list of terms, and
//! the order means something: phases rise, conditions worsen, the first coding is the default.

use serde::{Deserialize, Serialize};

use super::Id;
use super::claim::Citation;
use super::records::{Identified, Key, Records};

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
    /// What a term of this vocabulary is called in a sentence, such as `motive`.
    const KIND: &'static str;

    /// Returns id, label, definition and literature.
    fn term(&self) -> &Term;

    /// Returns the same, to be changed.
    fn term_mut(&mut self) -> &mut Term;
}

/// Declares a kind of term that has nothing but id, label, definition and literature.
macro_rules! plain_terms {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct $name(pub Term);

        impl Identified for $name {
            fn id(&self) -> &Id {
                &self.0.id
            }
        }

        impl Vocable for $name {
            const KIND: &'static str = $kind;

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
    Condition = "condition";
    /// One reading of the evidence into phases; a partnership may be read under several.
    Coding = "coding";
    /// A family of motives.
    MotiveFamily = "motive family";
    /// What sort of organization one is.
    OrganizationKind = "kind of organization";
    /// What sort of event a milestone is.
    MilestoneKind = "kind of milestone";
    /// A group of lessons from the field.
    LessonGroup = "lesson group";
    /// How near a source stands to what it tells.
    SourceTier = "source tier";
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
    fn id(&self) -> &Id {
        &self.term.id
    }
}

impl Vocable for Phase {
    const KIND: &'static str = "phase";

    fn term(&self) -> &Term {
        &self.term
    }

    fn term_mut(&mut self) -> &mut Term {
        &mut self.term
    }
}

impl Identified for Motive {
    fn id(&self) -> &Id {
        &self.term.id
    }
}

impl Vocable for Motive {
    const KIND: &'static str = "motive";

    fn term(&self) -> &Term {
        &self.term
    }

    fn term_mut(&mut self) -> &mut Term {
        &mut self.term
    }
}

impl Identified for Role {
    fn id(&self) -> &Id {
        &self.term.id
    }
}

impl Vocable for Role {
    const KIND: &'static str = "role";

    fn term(&self) -> &Term {
        &self.term
    }

    fn term_mut(&mut self) -> &mut Term {
        &mut self.term
    }
}

/// All vocabularies of a dataset.
///
/// The vocabularies of phases, conditions and codings have at least one term each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Vocabularies {
    /// The scale of phases, the lowest rung first.
    pub phases: Records<Phase>,
    /// The conditions, the best first; it is meant where none is stated.
    pub conditions: Records<Condition>,
    /// The codings; questions are asked under the first where none is named.
    pub codings: Records<Coding>,
    /// The families of motives.
    pub motive_families: Records<MotiveFamily>,
    /// The motives.
    pub motives: Records<Motive>,
    /// The roles in operations.
    pub roles: Records<Role>,
    /// The kinds of organization.
    pub organization_kinds: Records<OrganizationKind>,
    /// The kinds of milestone.
    pub milestone_kinds: Records<MilestoneKind>,
    /// The groups of lessons.
    pub lesson_groups: Records<LessonGroup>,
    /// The tiers of sources.
    pub source_tiers: Records<SourceTier>,
}

impl Vocabularies {
    /// The names of the vocabularies, as the dataset spells them.
    pub const NAMES: [&'static str; 10] = [
        "phases",
        "conditions",
        "codings",
        "motive-families",
        "motives",
        "roles",
        "organization-kinds",
        "milestone-kinds",
        "lesson-groups",
        "source-tiers",
    ];

    /// Returns all terms, each with the name of its vocabulary, in the order of [`NAMES`](Self::NAMES).
    pub fn all_terms(&self) -> impl Iterator<Item = (&'static str, &Term)> {
        Self::NAMES
            .into_iter()
            .flat_map(|name| self.terms(name).into_iter().map(move |term| (name, term)))
    }

    /// Returns the terms of the vocabulary with this name, in order; none if there is no such one.
    pub fn terms(&self, name: &str) -> Vec<&Term> {
        fn all<T: Vocable>(table: &Records<T>) -> Vec<&Term> {
            table.iter().map(Vocable::term).collect()
        }
        match name {
            "phases" => all(&self.phases),
            "conditions" => all(&self.conditions),
            "codings" => all(&self.codings),
            "motive-families" => all(&self.motive_families),
            "motives" => all(&self.motives),
            "roles" => all(&self.roles),
            "organization-kinds" => all(&self.organization_kinds),
            "milestone-kinds" => all(&self.milestone_kinds),
            "lesson-groups" => all(&self.lesson_groups),
            "source-tiers" => all(&self.source_tiers),
            _ => Vec::new(),
        }
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
