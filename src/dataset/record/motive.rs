//! The records of motives: those that were found, what speaks against them, and those that were not found.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{CitationRecord, Dates, Leaf, NOT_BLANK, RivalRecord, Text, Texts};
use crate::model::{Confidence, Date, End};

/// A reason why one member cooperates.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Motive")]
pub(crate) struct MotiveRecord {
    /// The motive, from the vocabulary.
    pub(crate) motive: Text,
    /// The member that holds it.
    pub(crate) of: Text,
    /// The reason, in a sentence.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) statement: Text,
    /// When evidence speaks of it: a date or a list of dates. A motive was held when it was attested. If nothing says since
    /// when, earlier days are unknown.
    #[serde(default)]
    pub(crate) attested: Dates,
    /// Since when it is held, only as far as a source states it or an act implies it. `../2016` means that it was held in 2016
    /// at the latest.
    pub(crate) from: Option<Leaf<Date>>,
    /// Until when it is held, only as far as a source states it or an act implies it.
    pub(crate) to: Option<Leaf<End>>,
    /// How directly the evidence gives the reason, from the vocabulary of strengths.
    pub(crate) strength: Option<Box<str>>,
    /// Evidence that speaks against it.
    #[serde(default)]
    pub(crate) counter_evidence: Box<[CounterEvidenceRecord]>,
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

/// Evidence that speaks against a motive.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "CounterEvidence")]
pub(crate) struct CounterEvidenceRecord {
    /// What it says, in a sentence.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) statement: Text,
    /// Its date.
    pub(crate) date: Option<Leaf<Date>>,
    /// The sources that it rests on.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
}

/// A motive that was looked for and not found.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "MotiveNotFound")]
pub(crate) struct MotiveNotFoundRecord {
    /// The motive, from the vocabulary.
    pub(crate) motive: Text,
    /// The member of which it was looked for.
    pub(crate) of: Text,
    /// Where it was looked for, in a sentence.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) searched: Text,
    /// The sources that were read.
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
