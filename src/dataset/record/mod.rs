//! The records, exactly as the YAML files spell them. The model is made from them by validation.
//!
//! The doc comments are what an editor shows on hover, through the JSON Schema.

mod leaf;

use schemars::JsonSchema;
use serde::Deserialize;

pub(crate) use self::leaf::{
    CitationRecord, Entries, Leaf, LinkRecord, SerialNumbers, Texts, leaf_description,
};
use crate::model::{Confidence, Date, End, Id};

/// One file, or one YAML document of a file: any of these lists, in any order.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(title = "interorg dataset")]
pub(crate) struct DocumentRecord {
    /// What the dataset says about itself; once in the whole dataset.
    pub(crate) dataset: Option<AboutRecord>,
    /// The words in which the dataset speaks; a vocabulary that is left out is the default one.
    pub(crate) vocabularies: VocabulariesRecord,
    /// International organizations.
    pub(crate) organizations: Vec<OrganizationRecord>,
    /// What is known about pairs of organizations.
    pub(crate) partnerships: Vec<PartnershipRecord>,
    /// Peace operations and who took part in them.
    pub(crate) operations: Vec<OperationRecord>,
    /// The bibliography, in the form of Hayagriva: a mapping from id to entry.
    pub(crate) sources: Entries<SourceRecord>,
}

/// What the dataset says about itself.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "About")]
pub(crate) struct AboutRecord {
    /// The title.
    pub(crate) title: Option<String>,
    /// The version.
    pub(crate) version: Option<String>,
    /// The date up to which evidence was read.
    pub(crate) as_of: Option<Leaf<Date>>,
    /// What the dataset is about.
    pub(crate) description: Option<String>,
    /// What it takes in, and what not: which organizations, which years, which kinds of events.
    pub(crate) coverage: Option<String>,
    /// The conventions that its authors keep, such as how evidence is weighed.
    pub(crate) conventions: Vec<String>,
    /// Who made it, as "Last, First" or by the name of a body.
    pub(crate) authors: Vec<String>,
    /// How it is to be cited, in words; the entry itself is made from title, authors, version and date.
    pub(crate) citation: Option<String>,
    /// The licence, as an SPDX identifier.
    pub(crate) licence: Option<String>,
    /// Where it is kept.
    pub(crate) url: Option<String>,
}

/// The vocabularies. The order of each list means something.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Vocabularies")]
pub(crate) struct VocabulariesRecord {
    /// The scale of phases, the lowest rung first.
    pub(crate) phases: Vec<PhaseRecord>,
    /// The conditions, the best first.
    pub(crate) conditions: Vec<TermRecord>,
    /// The codings, the default one first.
    pub(crate) codings: Vec<TermRecord>,
    /// The families of motives.
    pub(crate) motive_families: Vec<TermRecord>,
    /// The motives.
    pub(crate) motives: Vec<MotiveTermRecord>,
    /// The roles in operations.
    pub(crate) roles: Vec<RoleRecord>,
    /// The kinds of organization.
    pub(crate) organization_kinds: Vec<TermRecord>,
    /// The kinds of milestone.
    pub(crate) milestone_kinds: Vec<TermRecord>,
    /// The groups of lessons.
    pub(crate) lesson_groups: Vec<TermRecord>,
    /// How near a source stands to what it tells.
    pub(crate) source_tiers: Vec<TermRecord>,
}

/// A term of a vocabulary.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Term")]
pub(crate) struct TermRecord {
    /// The id by which records refer to the term.
    pub(crate) id: Leaf<Id>,
    /// The name shown to readers.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) label: String,
    /// What the term means.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) definition: String,
    /// The literature that the definition rests on.
    #[serde(default)]
    pub(crate) cite: Vec<CitationRecord>,
}

/// A rung of the scale of phases.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Phase")]
pub(crate) struct PhaseRecord {
    /// The id by which records refer to the phase.
    pub(crate) id: Leaf<Id>,
    /// The name shown to readers.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) label: String,
    /// What the phase means.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) definition: String,
    /// The entry rule: what must be observed for a partnership to stand on this rung.
    pub(crate) rule: Option<String>,
    /// Whether the rung means that there is no relation.
    #[serde(default)]
    pub(crate) absent: bool,
    /// The literature that the definition rests on.
    #[serde(default)]
    pub(crate) cite: Vec<CitationRecord>,
}

/// A motive of the vocabulary.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "MotiveTerm")]
pub(crate) struct MotiveTermRecord {
    /// The id by which records refer to the motive.
    pub(crate) id: Leaf<Id>,
    /// The name shown to readers.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) label: String,
    /// What the motive means.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) definition: String,
    /// The id of the family that the motive belongs to.
    pub(crate) family: String,
    /// The literature that the definition rests on.
    #[serde(default)]
    pub(crate) cite: Vec<CitationRecord>,
}

/// A role of the vocabulary.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Role")]
pub(crate) struct RoleRecord {
    /// The id by which records refer to the role.
    pub(crate) id: Leaf<Id>,
    /// The name shown to readers.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) label: String,
    /// What the role means.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) definition: String,
    /// Whether the part is taken against the operation, and so makes no tie of cooperation.
    #[serde(default)]
    pub(crate) adverse: bool,
    /// The literature that the definition rests on.
    #[serde(default)]
    pub(crate) cite: Vec<CitationRecord>,
}

/// An international organization.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Organization")]
pub(crate) struct OrganizationRecord {
    /// The id, such as `au`.
    pub(crate) id: Leaf<Id>,
    /// The usual abbreviation, such as `AU`; the id in capitals if it is left out.
    pub(crate) abbreviation: Option<String>,
    /// The name in English.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) name: String,
    /// The name in other languages, by BCP 47 tag.
    #[serde(default)]
    pub(crate) names: Entries<String>,
    /// Other names by which it can be found.
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    /// The kind of organization, from the vocabulary.
    pub(crate) kind: Option<String>,
    /// When it was founded.
    pub(crate) founded: Option<Leaf<Date>>,
    /// When it ended; left out if it exists.
    pub(crate) dissolved: Option<Leaf<End>>,
    /// Where it has its seat.
    pub(crate) seat: Option<String>,
    /// The part of the world whose organization it is, such as `Africa`, by which pictures group.
    pub(crate) region: Option<String>,
    /// The organizations whose place it took.
    #[serde(default)]
    pub(crate) succeeds: Vec<String>,
    /// Its names in registers outside, such as `wikidata: Q7159`.
    #[serde(default)]
    pub(crate) identifiers: Entries<String>,
    /// The sources of the record.
    #[serde(default)]
    pub(crate) cite: Vec<CitationRecord>,
    /// Remarks.
    #[serde(default)]
    pub(crate) notes: Texts,
}

/// What is known about a pair of organizations.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Partnership")]
pub(crate) struct PartnershipRecord {
    /// The two organizations, in either order.
    pub(crate) between: Vec<String>,
    /// The phases under each coding, each list in order of time.
    #[serde(default)]
    pub(crate) phases: Entries<Vec<SpellRecord>>,
    /// Why each side cooperates.
    #[serde(default)]
    pub(crate) motives: Vec<MotiveRecord>,
    /// What happened.
    #[serde(default)]
    pub(crate) milestones: Vec<MilestoneRecord>,
    /// What was learned in the field.
    #[serde(default)]
    pub(crate) lessons: Vec<LessonRecord>,
    /// Remarks and open doubts.
    #[serde(default)]
    pub(crate) notes: Texts,
}

/// A stretch of time in one phase and condition.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Spell")]
pub(crate) struct SpellRecord {
    /// The phase, from the vocabulary.
    pub(crate) phase: String,
    /// The condition, from the vocabulary; the first one if it is left out.
    pub(crate) condition: Option<String>,
    /// When the spell begins.
    pub(crate) from: Leaf<Date>,
    /// When it ends; when the next one begins if it is left out.
    pub(crate) to: Option<Leaf<End>>,
    /// The predecessors that acted for a side before it was founded.
    #[serde(default)]
    pub(crate) through: Vec<String>,
    /// A short name for the spell.
    pub(crate) label: Option<String>,
    /// Why the spell begins here.
    pub(crate) because: Option<String>,
    /// What the claim rests on.
    #[serde(default)]
    pub(crate) cite: Vec<CitationRecord>,
    /// How sure the claim is.
    pub(crate) confidence: Option<Leaf<Confidence>>,
    /// Remarks.
    #[serde(default)]
    pub(crate) notes: Texts,
    /// Other readings of the evidence.
    #[serde(default)]
    pub(crate) rivals: Vec<RivalRecord>,
}

/// A reason why one side cooperates.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Motive")]
pub(crate) struct MotiveRecord {
    /// The motive, from the vocabulary.
    pub(crate) motive: String,
    /// The side that holds it.
    pub(crate) of: String,
    /// The reason, in a sentence.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) statement: String,
    /// Since when it holds.
    pub(crate) from: Option<Leaf<Date>>,
    /// Until when it holds.
    pub(crate) to: Option<Leaf<End>>,
    /// What the claim rests on.
    #[serde(default)]
    pub(crate) cite: Vec<CitationRecord>,
    /// How sure the claim is.
    pub(crate) confidence: Option<Leaf<Confidence>>,
    /// Remarks.
    #[serde(default)]
    pub(crate) notes: Texts,
    /// Other readings of the evidence.
    #[serde(default)]
    pub(crate) rivals: Vec<RivalRecord>,
}

/// A dated event.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Milestone")]
pub(crate) struct MilestoneRecord {
    /// When it happened.
    pub(crate) date: Leaf<Date>,
    /// The kind of event, from the vocabulary.
    pub(crate) kind: String,
    /// What happened.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) title: String,
    /// What the claim rests on.
    #[serde(default)]
    pub(crate) cite: Vec<CitationRecord>,
    /// How sure the claim is.
    pub(crate) confidence: Option<Leaf<Confidence>>,
    /// Remarks.
    #[serde(default)]
    pub(crate) notes: Texts,
    /// Other readings of the evidence.
    #[serde(default)]
    pub(crate) rivals: Vec<RivalRecord>,
}

/// An observation from the field.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Lesson")]
pub(crate) struct LessonRecord {
    /// The group of lessons, from the vocabulary.
    pub(crate) group: String,
    /// The operation that taught it.
    pub(crate) operation: Option<String>,
    /// The observation.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) statement: String,
    /// What the claim rests on.
    #[serde(default)]
    pub(crate) cite: Vec<CitationRecord>,
    /// How sure the claim is.
    pub(crate) confidence: Option<Leaf<Confidence>>,
    /// Remarks.
    #[serde(default)]
    pub(crate) notes: Texts,
    /// Other readings of the evidence.
    #[serde(default)]
    pub(crate) rivals: Vec<RivalRecord>,
}

/// Another reading that somebody may defend: only what differs is written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Rival")]
pub(crate) struct RivalRecord {
    /// What the other reading says.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) says: String,
    /// When it lets the claim begin.
    pub(crate) from: Option<Leaf<Date>>,
    /// When it lets the claim end.
    pub(crate) to: Option<Leaf<End>>,
    /// The phase that it reads.
    pub(crate) phase: Option<String>,
    /// The condition that it reads.
    pub(crate) condition: Option<String>,
    /// What it rests on; the evidence of the claim if it is left out.
    #[serde(default)]
    pub(crate) cite: Vec<CitationRecord>,
}

/// A peace operation.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Operation")]
pub(crate) struct OperationRecord {
    /// The id, such as `amisom`.
    pub(crate) id: Leaf<Id>,
    /// The name in English.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) name: String,
    /// The usual abbreviation.
    pub(crate) abbreviation: Option<String>,
    /// The name in other languages, by BCP 47 tag.
    #[serde(default)]
    pub(crate) names: Entries<String>,
    /// Other names by which it can be found.
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    /// Where it took place, as one would write it in a sentence.
    pub(crate) place: Option<String>,
    /// The countries in which (or off which) it took place.
    #[serde(default)]
    pub(crate) countries: Vec<String>,
    /// When it began.
    pub(crate) start: Option<Leaf<Date>>,
    /// When it ended; left out if it goes on.
    pub(crate) end: Option<Leaf<End>>,
    /// The documents that gave it its mandate, by symbol.
    #[serde(default)]
    pub(crate) mandate: Texts,
    /// The operations that it took over from.
    #[serde(default)]
    pub(crate) succeeds: Vec<String>,
    /// Who took part.
    #[serde(default)]
    pub(crate) participations: Vec<ParticipationRecord>,
    /// What the record rests on.
    #[serde(default)]
    pub(crate) cite: Vec<CitationRecord>,
    /// How sure the record is.
    pub(crate) confidence: Option<Leaf<Confidence>>,
    /// Remarks.
    #[serde(default)]
    pub(crate) notes: Texts,
    /// Other readings of the evidence.
    #[serde(default)]
    pub(crate) rivals: Vec<RivalRecord>,
}

/// The part of one organization in an operation.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Participation")]
pub(crate) struct ParticipationRecord {
    /// The organization.
    pub(crate) organization: String,
    /// Its role, from the vocabulary.
    pub(crate) role: String,
    /// When it began to take part; with the operation if it is left out.
    pub(crate) from: Option<Leaf<Date>>,
    /// When it ceased; with the operation if it is left out, and not with it if it is `..`.
    pub(crate) to: Option<Leaf<End>>,
    /// The unit or instrument through which it took part.
    pub(crate) r#as: Option<String>,
    /// What the claim rests on; the sources of the operation if it is left out.
    #[serde(default)]
    pub(crate) cite: Vec<CitationRecord>,
    /// How sure the claim is.
    pub(crate) confidence: Option<Leaf<Confidence>>,
    /// Remarks.
    #[serde(default)]
    pub(crate) notes: Texts,
    /// Other readings of the evidence.
    #[serde(default)]
    pub(crate) rivals: Vec<RivalRecord>,
}

/// A citation that says more than the id of its source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct CitationDetails {
    /// The id of the source.
    pub(crate) source: String,
    /// The locator: page, paragraph, article.
    pub(crate) at: Option<String>,
    /// A short quotation, word for word.
    pub(crate) quote: Option<String>,
}

/// An entry of the bibliography, in the keys of Hayagriva; `tier` is ours.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Source")]
pub(crate) struct SourceRecord {
    /// The type of the entry, as Hayagriva has it: `article`, `book`, `chapter`, `legislation`, `report`, `web` and
    /// others; `misc` if it is left out.
    #[serde(default)]
    pub(crate) r#type: Option<String>,
    /// The title.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) title: String,
    /// The authors, as "Last, First".
    #[serde(default)]
    pub(crate) author: Texts,
    /// The editors, as "Last, First".
    #[serde(default)]
    pub(crate) editor: Texts,
    /// When it was published.
    pub(crate) date: Option<Leaf<Date>>,
    /// The organization on whose behalf it was published.
    pub(crate) organization: Option<String>,
    /// Who published it.
    pub(crate) publisher: Option<String>,
    /// Where it was published.
    pub(crate) location: Option<String>,
    /// What it appeared in.
    pub(crate) parent: Option<ParentRecord>,
    /// Volume of a series or journal.
    pub(crate) volume: Option<String>,
    /// Issue of a journal.
    pub(crate) issue: Option<String>,
    /// Edition.
    pub(crate) edition: Option<String>,
    /// Pages.
    pub(crate) page_range: Option<String>,
    /// Genre, such as `Working paper`.
    pub(crate) genre: Option<String>,
    /// A document symbol, or a mapping from scheme (`doi`, `isbn`, `serial`) to number.
    #[serde(default)]
    pub(crate) serial_number: SerialNumbers,
    /// Where it can be read.
    pub(crate) url: Option<LinkRecord>,
    /// The language, as a BCP 47 tag.
    pub(crate) language: Option<String>,
    /// A remark.
    pub(crate) note: Option<String>,
    /// How near it stands to what it tells, from the vocabulary.
    pub(crate) tier: Option<String>,
}

/// The address of a source and the date on which it was read.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct LinkDetails {
    /// The address.
    #[schemars(regex(pattern = "^[Hh][Tt][Tt][Pp][Ss]?://"))]
    pub(crate) value: String,
    /// When it was read.
    pub(crate) date: Option<Leaf<Date>>,
}

/// The journal, newspaper, book or series in which a source appeared.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Parent")]
pub(crate) struct ParentRecord {
    /// The type, such as `periodical` or `newspaper`.
    #[serde(default)]
    pub(crate) r#type: Option<String>,
    /// The title.
    #[schemars(regex(pattern = r"\S"))]
    pub(crate) title: String,
    /// The editors, as "Last, First".
    #[serde(default)]
    pub(crate) editor: Texts,
    /// Who publishes it.
    pub(crate) publisher: Option<String>,
    /// Volume.
    pub(crate) volume: Option<String>,
    /// Issue.
    pub(crate) issue: Option<String>,
}
