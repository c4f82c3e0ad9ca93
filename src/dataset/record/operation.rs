//! The records of operations and of the participations in them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    ADDRESS, AmountRecord, CitationRecord, Entries, Leaf, NOT_BLANK, RivalRecord, Text, Texts,
};
use crate::model::{Confidence, Date, End, Id, ParticipationStatus};

/// A peace operation.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Operation")]
pub(crate) struct OperationRecord {
    /// The id, such as `amisom`.
    pub(crate) id: Leaf<Id>,
    /// The name in English.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) name: Text,
    /// The usual abbreviation.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) abbreviation: Option<Box<str>>,
    /// The names in other languages, by BCP 47 tag.
    #[serde(default)]
    pub(crate) names: Entries<Text>,
    /// Other names by which it can be found.
    #[serde(default)]
    #[schemars(inner(regex(pattern = NOT_BLANK)))]
    pub(crate) aliases: Box<[Text]>,
    /// The kind of operation, from the vocabulary.
    pub(crate) kind: Option<Box<str>>,
    /// Where it took place, as it is written in a sentence.
    pub(crate) place: Option<Box<str>>,
    /// The countries in which, or off which, it took place.
    #[serde(default)]
    #[schemars(inner(regex(pattern = NOT_BLANK)))]
    pub(crate) countries: Box<[Text]>,
    /// When it began.
    pub(crate) start: Option<Leaf<Date>>,
    /// When it ended. Left out if it goes on.
    pub(crate) end: Option<Leaf<End>>,
    /// The symbols of the documents that gave it its mandate.
    #[serde(default)]
    pub(crate) mandate: Texts,
    /// The operations that it took over from.
    #[serde(default)]
    pub(crate) succeeds: Box<[Text]>,
    /// Its identifiers in other registers, such as `wikidata: Q1234`.
    #[serde(default)]
    pub(crate) identifiers: Entries<Text>,
    /// Its address on the web.
    #[schemars(regex(pattern = ADDRESS))]
    pub(crate) url: Option<Box<str>>,
    /// Further values by name, such as the columns of another dataset. They are shown and exported, but never interpreted.
    #[serde(default)]
    pub(crate) attributes: Entries<Text>,
    /// The participations.
    #[serde(default)]
    pub(crate) participations: Box<[ParticipationRecord]>,
    /// The sources that the record rests on. If it is left out, they are those of the file or the dataset.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
    /// The confidence in the record. If it is left out, it is `high`.
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

/// The participation of an organization in an operation.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Participation")]
pub(crate) struct ParticipationRecord {
    /// The organization.
    pub(crate) organization: Text,
    /// Its role, from the vocabulary.
    pub(crate) role: Text,
    /// When the participation began. If it is left out, it began with the operation.
    pub(crate) from: Option<Leaf<Date>>,
    /// When the participation ended. If it is left out, it ended with the operation.
    pub(crate) to: Option<Leaf<End>>,
    /// What is known: `recorded`, or `unknown` if it is not known whether the organization took part in this role. An unknown
    /// participation makes no tie, and counts as unknown, never as 0. If it is left out, it is `recorded`.
    pub(crate) status: Option<Leaf<ParticipationStatus>>,
    /// The unit or instrument through which the organization took part.
    pub(crate) r#as: Option<Box<str>>,
    /// How many or how much it is about, such as troops or money, with dates.
    #[serde(default)]
    pub(crate) amounts: Box<[AmountRecord]>,
    /// Further values by name, such as the columns of another dataset. They are shown and exported, but never interpreted.
    #[serde(default)]
    pub(crate) attributes: Entries<Text>,
    /// The sources that the claim rests on. If it is left out, it rests on those of the operation.
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
