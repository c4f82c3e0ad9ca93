//! The records of the vocabularies and their terms.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{CitationRecord, Entries, Leaf, NOT_BLANK, QuantityRecord, Terms, Text};
use crate::model::Id;

/// The vocabularies. The order of each list has a meaning. An empty list means that there are no such terms; if `phases` or
/// `codings` is empty, there are no phases at all.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Vocabularies")]
pub(crate) struct VocabulariesRecord {
    /// The scale of phases, the lowest rung first.
    pub(crate) phases: Terms<PhaseRecord>,
    /// The conditions, the best first.
    pub(crate) conditions: Terms<TermRecord>,
    /// The codings, the default one first.
    pub(crate) codings: Terms<TermRecord>,
    /// The coding passes, the one that answers read first. The definition says what the pass was given and whether it saw
    /// another one.
    pub(crate) coders: Terms<TermRecord>,
    /// The families of motives.
    pub(crate) motive_families: Terms<TermRecord>,
    /// The motives.
    pub(crate) motives: Terms<MotiveTermRecord>,
    /// The strengths of motives, the most direct first.
    pub(crate) strengths: Terms<StrengthRecord>,
    /// The roles in operations.
    pub(crate) roles: Terms<RoleRecord>,
    /// The kinds of organization.
    pub(crate) organization_kinds: Terms<TermRecord>,
    /// The kinds of operation. The default vocabulary has none.
    pub(crate) operation_kinds: Terms<TermRecord>,
    /// The kinds of milestone.
    pub(crate) milestone_kinds: Terms<TermRecord>,
    /// The groups of lessons.
    pub(crate) lesson_groups: Terms<TermRecord>,
    /// The quantities of which records state amounts. The default vocabulary has none.
    pub(crate) amounts: Terms<QuantityRecord>,
    /// How thoroughly partnerships are recorded, the most thorough first.
    pub(crate) standards: Terms<TermRecord>,
    /// The tiers of sources: how close a source is to what it reports.
    pub(crate) source_tiers: Terms<TermRecord>,
}

/// A term of a vocabulary.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Term")]
pub(crate) struct TermRecord {
    /// The id by which records refer to the term.
    pub(crate) id: Leaf<Id>,
    /// The name shown to readers.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) label: Text,
    /// The name in other languages, by BCP 47 tag.
    #[serde(default)]
    pub(crate) labels: Entries<Text>,
    /// The definition of the term.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) definition: Text,
    /// The literature that the definition rests on.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
}

/// A rung of the scale of phases.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Phase")]
pub(crate) struct PhaseRecord {
    /// The id by which records refer to the phase.
    pub(crate) id: Leaf<Id>,
    /// The name shown to readers.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) label: Text,
    /// The name in other languages, by BCP 47 tag.
    #[serde(default)]
    pub(crate) labels: Entries<Text>,
    /// The definition of the phase.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) definition: Text,
    /// The entry rule: what must be observed before a partnership is placed on this rung.
    pub(crate) rule: Option<Box<str>>,
    /// Whether the rung means that there is no relation.
    #[serde(default)]
    pub(crate) absent: bool,
    /// Whether a spell in the phase may lead from one member to the other only, which its `of` then states.
    #[serde(default)]
    pub(crate) directed: bool,
    /// The literature that the definition rests on.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
}

/// A motive of the vocabulary.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "MotiveTerm")]
pub(crate) struct MotiveTermRecord {
    /// The id by which records refer to the motive.
    pub(crate) id: Leaf<Id>,
    /// The name shown to readers.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) label: Text,
    /// The name in other languages, by BCP 47 tag.
    #[serde(default)]
    pub(crate) labels: Entries<Text>,
    /// The definition of the motive.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) definition: Text,
    /// The id of the family that the motive belongs to.
    pub(crate) family: Text,
    /// The literature that the definition rests on.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
}

/// A strength of motives.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Strength")]
pub(crate) struct StrengthRecord {
    /// The id by which motives refer to the strength.
    pub(crate) id: Leaf<Id>,
    /// The name shown to readers.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) label: Text,
    /// The name in other languages, by BCP 47 tag.
    #[serde(default)]
    pub(crate) labels: Entries<Text>,
    /// The definition of the strength.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) definition: Text,
    /// Whether a motive of this strength is weak, so that conclusions should also be drawn without it.
    #[serde(default)]
    pub(crate) weak: bool,
    /// The literature that the definition rests on.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
}

/// A role of the vocabulary.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Role")]
pub(crate) struct RoleRecord {
    /// The id by which records refer to the role.
    pub(crate) id: Leaf<Id>,
    /// The name shown to readers.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) label: Text,
    /// The name in other languages, by BCP 47 tag.
    #[serde(default)]
    pub(crate) labels: Entries<Text>,
    /// The definition of the role.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) definition: Text,
    /// Whether the role is directed against the operation, and so makes no tie of cooperation.
    #[serde(default)]
    pub(crate) adverse: bool,
    /// Whether a participation in the role makes a tie of cooperation. If it is left out, it does, unless the role is
    /// adverse. Write `false` for a role that is recorded and counted, but is no part in the work, such as an observer.
    pub(crate) ties: Option<bool>,
    /// The literature that the definition rests on.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
}
