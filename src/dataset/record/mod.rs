//! The records, exactly as the YAML files spell them. Validation turns them into the model.
//!
//! Through the JSON Schema, the doc comments are what an editor shows and what the codebook explains.

mod amount;
mod dates;
mod leaf;
mod membership;
mod motive;
mod named_view;
mod names;
mod operation;
mod patterns;
mod source;
mod terms;
mod vocabulary;

use schemars::JsonSchema;
use serde::Deserialize;

pub(crate) use self::amount::{AmountRecord, QuantityRecord};
pub(crate) use self::dates::Dates;
pub(crate) use self::leaf::{
    CitationRecord, Entries, Leaf, LinkRecord, PublicationDate, SerialNumbers, Text, Texts,
    leaf_description,
};
pub(crate) use self::membership::{ExistenceRecord, MembershipRecord};
pub(crate) use self::motive::{CounterEvidenceRecord, MotiveNotFoundRecord, MotiveRecord};
pub(crate) use self::named_view::{NamedViewRecord, Words};
pub(crate) use self::names::Names;
pub(crate) use self::operation::{OperationRecord, ParticipationRecord};
pub(crate) use self::patterns::{ADDRESS, ID, NOT_BLANK};
pub(crate) use self::source::{
    AffiliationRecord, FormattedText, ParentRecord, Parents, PublisherRecord, SourceRecord,
};
pub(crate) use self::terms::Terms;
pub(crate) use self::vocabulary::{
    MotiveTermRecord, PhaseRecord, RoleRecord, StrengthRecord, TermRecord, VocabulariesRecord,
};
use crate::model::{Confidence, Date, End, Id, Severity};

/// One file, or one YAML document of a file, with any of these lists in any order.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "interorg dataset")]
pub(crate) struct DocumentRecord {
    /// The description of the dataset. All files together have only one.
    pub(crate) dataset: Option<AboutRecord>,
    /// The sources that the claims of this file rest on if they cite nothing of their own: phases, motives, milestones,
    /// lessons and operations. If it is left out, they are those of the dataset.
    pub(crate) cite: Box<[CitationRecord]>,
    /// The vocabularies of the dataset. One that is left out is the default one, and an empty one is none.
    pub(crate) vocabularies: VocabulariesRecord,
    /// International organizations.
    pub(crate) organizations: Vec<OrganizationRecord>,
    /// Partnerships between pairs of organizations.
    pub(crate) partnerships: Vec<PartnershipRecord>,
    /// Peace operations and the participations in them.
    pub(crate) operations: Vec<OperationRecord>,
    /// The bibliography in the form of Hayagriva: a mapping from ids to entries.
    pub(crate) sources: Entries<SourceRecord>,
    /// Pictures and tables with names, which `interorg render` draws and writes.
    pub(crate) views: Vec<NamedViewRecord>,
}

/// The description of the dataset by its authors.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "About")]
pub(crate) struct AboutRecord {
    /// The title.
    pub(crate) title: Option<Box<str>>,
    /// The version.
    pub(crate) version: Option<Box<str>>,
    /// The date from which on the record is meant to be complete. Nothing is claimed about earlier times: tables by year begin
    /// with it.
    pub(crate) from: Option<Leaf<Date>>,
    /// The date until which evidence was read.
    pub(crate) as_of: Option<Leaf<Date>>,
    /// The sources that a claim rests on if neither it nor its file cites anything.
    pub(crate) cite: Box<[CitationRecord]>,
    /// The subject of the dataset.
    pub(crate) description: Option<Box<str>>,
    /// What the dataset includes and excludes: which organizations, years and kinds of events.
    pub(crate) coverage: Option<Box<str>>,
    /// The conventions of the authors, such as how they weigh evidence.
    pub(crate) conventions: Box<[Text]>,
    /// The authors, as "Last, First" or as the name of a body.
    pub(crate) authors: Box<[Text]>,
    /// How to cite the dataset, in words. The bibliographic entry itself is made from title, authors, version and date.
    pub(crate) citation: Option<Box<str>>,
    /// What the dataset calls its operations and participations in output for people, such as treaties.
    pub(crate) labels: Option<LabelsRecord>,
    /// Rules of coding that `check` compares with operations and milestones.
    pub(crate) rules: Option<RulesRecord>,
    /// The codes of findings, each with the severity that it has in this dataset: `error`, `warning` or `note`. Warnings can be
    /// made errors or notes. Of the errors, those about dates that contradict one another can be made warnings or notes.
    pub(crate) checks: Entries<Leaf<Severity>>,
    /// The licence, as an SPDX identifier.
    pub(crate) licence: Option<Box<str>>,
    /// The address where the dataset is kept.
    #[schemars(regex(pattern = ADDRESS))]
    pub(crate) url: Option<Box<str>>,
}

/// Rules by which phases are coded, as far as `check` can compare them with operations and milestones.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Rules")]
pub(crate) struct RulesRecord {
    /// The phases in which the two share no operation.
    pub(crate) phases_without_operations: Box<[Text]>,
    /// The roles of those who run an operation. An operation counts for a dyad if one of the two runs it. If it is left out, every
    /// operation counts.
    pub(crate) leading_roles: Box<[Text]>,
    /// The condition of a relation in which, for two years or more, no milestone and no shared operation is recorded.
    pub(crate) silent_condition: Option<Text>,
    /// Whether a fall in phase needs a milestone at its beginning: the act that ended what had earned the phase.
    pub(crate) falls_need_milestone: bool,
}

/// What a dataset calls its operations and participations. Ids and columns for programs stay as they are.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Labels")]
pub(crate) struct LabelsRecord {
    /// One operation, such as `treaty`.
    pub(crate) operation: Option<Box<str>>,
    /// Several operations, such as `treaties`. If it is left out, it is the word for one with an `s`.
    pub(crate) operations: Option<Box<str>>,
    /// A participation, such as `membership`.
    pub(crate) participation: Option<Box<str>>,
}

/// An international organization.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Organization")]
pub(crate) struct OrganizationRecord {
    /// The id, such as `au`.
    pub(crate) id: Leaf<Id>,
    /// The usual abbreviation, such as `AU`. If it is left out, it is the id in capitals, or the name if the id has a hyphen
    /// or more than eight characters.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) abbreviation: Option<Box<str>>,
    /// The name in English.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) name: Text,
    /// The names in other languages, by BCP 47 tag.
    #[serde(default)]
    pub(crate) names: Entries<Text>,
    /// Other names by which it can be found.
    #[serde(default)]
    #[schemars(inner(regex(pattern = NOT_BLANK)))]
    pub(crate) aliases: Box<[Text]>,
    /// The kind of organization, from the vocabulary.
    pub(crate) kind: Option<Box<str>>,
    /// When it was founded.
    pub(crate) founded: Option<Leaf<Date>>,
    /// When it was dissolved. Left out if it still exists.
    pub(crate) dissolved: Option<Leaf<End>>,
    /// The periods in which it existed, in order of time, instead of `founded` and `dissolved`: for one that vanished for a
    /// time. In a gap it does not exist.
    #[serde(default)]
    pub(crate) exists: Box<[ExistenceRecord]>,
    /// The date from which on it is recorded what it did, if that is later than `from` of the dataset.
    pub(crate) covered_from: Option<Leaf<Date>>,
    /// The place of its seat.
    pub(crate) seat: Option<Box<str>>,
    /// The part of the world that it belongs to, such as `Africa`. Pictures can group organizations by it.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) region: Option<Box<str>>,
    /// The organizations that it succeeded.
    #[serde(default)]
    pub(crate) succeeds: Box<[Text]>,
    /// The organizations of which it is a part or an organ: ids, or mappings with `organization` and dates.
    #[serde(default)]
    pub(crate) part_of: Box<[MembershipRecord]>,
    /// The organizations of which it is a member: ids, or mappings with `organization` and dates.
    #[serde(default)]
    pub(crate) member_of: Box<[MembershipRecord]>,
    /// Its identifiers in other registers, such as `wikidata: Q7159`.
    #[serde(default)]
    pub(crate) identifiers: Entries<Text>,
    /// Further values by name, such as the columns of another dataset. They are shown and exported, but never interpreted.
    #[serde(default)]
    pub(crate) attributes: Entries<Text>,
    /// The sources that the record rests on.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
    /// Remarks.
    #[serde(default)]
    pub(crate) notes: Texts,
}

/// A partnership between two organizations, or what more of them did together.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Partnership")]
pub(crate) struct PartnershipRecord {
    /// The two organizations, in either order; or three to 64, whose record then counts in each of their dyads.
    pub(crate) between: Box<[Text]>,
    /// The coding pass, from the vocabulary. If it is left out, it is the first one. A further pass reads the partnership
    /// completely: nothing is taken over from another pass.
    pub(crate) coder: Option<Box<str>>,
    /// The phases under each coding, each list in order of time.
    #[serde(default)]
    pub(crate) phases: Entries<Box<[SpellRecord]>>,
    /// How thoroughly the partnership is recorded, from the vocabulary of standards. Below the first standard, a motive that is
    /// neither recorded nor among those not found was not looked for: it is unknown whether it is held.
    pub(crate) standard: Option<Box<str>>,
    /// The motives of both members.
    #[serde(default)]
    pub(crate) motives: Box<[MotiveRecord]>,
    /// The motives that were looked for and not found.
    #[serde(default)]
    pub(crate) motives_not_found: Box<[MotiveNotFoundRecord]>,
    /// The milestones.
    #[serde(default)]
    pub(crate) milestones: Box<[MilestoneRecord]>,
    /// The series that milestones belong to, such as yearly meetings.
    #[serde(default)]
    pub(crate) series: Box<[SeriesRecord]>,
    /// The lessons that were learned in the field.
    #[serde(default)]
    pub(crate) lessons: Box<[LessonRecord]>,
    /// How many or how much it is about, such as troops or money, with dates.
    #[serde(default)]
    pub(crate) amounts: Box<[AmountRecord]>,
    /// Further values by name, such as the columns of another dataset. They are shown and exported, but never interpreted.
    #[serde(default)]
    pub(crate) attributes: Entries<Text>,
    /// Remarks and open questions.
    #[serde(default)]
    pub(crate) notes: Texts,
}

/// A period in one phase and condition.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Spell")]
pub(crate) struct SpellRecord {
    /// The phase, from the vocabulary.
    pub(crate) phase: Text,
    /// The condition, from the vocabulary. If it is left out, it is the first one.
    pub(crate) condition: Option<Box<str>>,
    /// The member from which the phase leads to the other, if the vocabulary declares the phase to be directed. It is left out
    /// if the phase holds for both.
    pub(crate) of: Option<Box<str>>,
    /// When the spell begins.
    pub(crate) from: Leaf<Date>,
    /// When the spell ends. If it is left out, it ends when the next one begins.
    pub(crate) to: Option<Leaf<End>>,
    /// The predecessors that acted for a member before it was founded.
    #[serde(default)]
    pub(crate) through: Box<[Text]>,
    /// A short name for the spell.
    pub(crate) label: Option<Box<str>>,
    /// The reason why the spell begins here.
    pub(crate) because: Option<Box<str>>,
    /// How many or how much it is about, such as troops or money, with dates.
    #[serde(default)]
    pub(crate) amounts: Box<[AmountRecord]>,
    /// The sources that the claim rests on. If it is left out, they are those of the file or the dataset.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
    /// The confidence in the claim. If it is left out, it is `high`.
    pub(crate) confidence: Option<Leaf<Confidence>>,
    /// Remarks.
    #[serde(default)]
    pub(crate) notes: Texts,
    /// Other readings of the evidence.
    #[serde(default)]
    pub(crate) rivals: Box<[RivalRecord]>,
    /// When the claim was written into the dataset.
    pub(crate) recorded: Option<Leaf<Date>>,
    /// When the claim was withdrawn. A withdrawn claim stays in the file, and counts only in answers as recorded before that
    /// date.
    pub(crate) withdrawn: Option<Leaf<Date>>,
}

/// A dated event.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Milestone")]
pub(crate) struct MilestoneRecord {
    /// When it happened.
    pub(crate) date: Leaf<Date>,
    /// The kind of event, from the vocabulary.
    pub(crate) kind: Text,
    /// What happened.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) title: Text,
    /// The member that acted towards the other. It is left out if both did.
    pub(crate) of: Option<Box<str>>,
    /// The series of the partnership that it belongs to.
    pub(crate) series: Option<Box<str>>,
    /// The sources that the claim rests on. If it is left out, they are those of the file or the dataset.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
    /// The confidence in the claim. If it is left out, it is `high`.
    pub(crate) confidence: Option<Leaf<Confidence>>,
    /// Remarks.
    #[serde(default)]
    pub(crate) notes: Texts,
    /// Other readings of the evidence.
    #[serde(default)]
    pub(crate) rivals: Box<[RivalRecord]>,
    /// When the claim was written into the dataset.
    pub(crate) recorded: Option<Leaf<Date>>,
    /// When the claim was withdrawn. A withdrawn claim stays in the file, and counts only in answers as recorded before that
    /// date.
    pub(crate) withdrawn: Option<Leaf<Date>>,
}

/// A series of milestones of one kind.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Series")]
pub(crate) struct SeriesRecord {
    /// The id by which milestones of the partnership refer to it.
    pub(crate) id: Leaf<Id>,
    /// The name, such as `Annual consultative meetings`.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) title: Text,
    /// How complete the record of it is, in a sentence.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) completeness: Text,
    /// The sources that the statement rests on.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
}

/// An observation from the field.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Lesson")]
pub(crate) struct LessonRecord {
    /// The group of lessons, from the vocabulary.
    pub(crate) group: Text,
    /// The operation from which it was learned.
    pub(crate) operation: Option<Box<str>>,
    /// The observation.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) statement: Text,
    /// The sources that the claim rests on. If it is left out, they are those of the file or the dataset.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
    /// The confidence in the claim. If it is left out, it is `high`.
    pub(crate) confidence: Option<Leaf<Confidence>>,
    /// Remarks.
    #[serde(default)]
    pub(crate) notes: Texts,
    /// Other readings of the evidence.
    #[serde(default)]
    pub(crate) rivals: Box<[RivalRecord]>,
    /// When the claim was written into the dataset.
    pub(crate) recorded: Option<Leaf<Date>>,
    /// When the claim was withdrawn. A withdrawn claim stays in the file, and counts only in answers as recorded before that
    /// date.
    pub(crate) withdrawn: Option<Leaf<Date>>,
}

/// Another reading that a scholar may defend. Only what differs is written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Rival")]
pub(crate) struct RivalRecord {
    /// The statement of the other reading.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) says: Text,
    /// When the claim begins in this reading.
    pub(crate) from: Option<Leaf<Date>>,
    /// When the claim ends in this reading.
    pub(crate) to: Option<Leaf<End>>,
    /// The phase in this reading.
    pub(crate) phase: Option<Box<str>>,
    /// The condition in this reading.
    pub(crate) condition: Option<Box<str>>,
    /// The sources that the reading rests on. If it is left out, it rests on those of the claim.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
}

/// A citation with the place in its source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CitationDetails {
    /// The id of the source.
    pub(crate) source: Text,
    /// The locator: page, paragraph, article.
    pub(crate) at: Option<Box<str>>,
    /// A short quotation, word for word.
    pub(crate) quote: Option<Box<str>>,
}

/// The address of a source with the date of the visit.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LinkDetails {
    /// The address.
    #[schemars(regex(pattern = ADDRESS))]
    pub(crate) value: Text,
    /// When the address was visited.
    pub(crate) date: Option<Leaf<Date>>,
}
