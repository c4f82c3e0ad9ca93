//! The records of amounts, and of the quantities that they are of.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{CitationRecord, Entries, Leaf, NOT_BLANK, Text};
use crate::model::{AmountKind, AmountSummary, AmountValue, Date, End, Id};

/// A quantity of which records state amounts.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Quantity")]
pub(crate) struct QuantityRecord {
    /// The id by which amounts refer to the quantity.
    pub(crate) id: Leaf<Id>,
    /// The name shown to readers.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) label: Text,
    /// The name in other languages, by BCP 47 tag.
    #[serde(default)]
    pub(crate) labels: Entries<Text>,
    /// The definition of the quantity.
    #[schemars(regex(pattern = NOT_BLANK))]
    pub(crate) definition: Text,
    /// The unit, such as `persons` or `USD`.
    pub(crate) unit: Option<Box<str>>,
    /// `stock` for what is there on a day, such as troops, or `flow` for what passes in a period, such as payments. If it is
    /// left out, it is `stock`.
    pub(crate) kind: Option<Leaf<AmountKind>>,
    /// How several amounts in one record become one number: `sum` (of a flow only), `mean`, `max` or `last`. If it is left out,
    /// it is `max` for a stock and `sum` for a flow.
    pub(crate) summary: Option<Leaf<AmountSummary>>,
    /// The literature that the definition rests on.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
}

/// An amount of a quantity.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Amount")]
pub(crate) struct AmountRecord {
    /// The quantity, from the vocabulary.
    pub(crate) what: Text,
    /// The number of units, or `unknown` if there was an amount and nobody knows how much. An unknown amount is not 0.
    pub(crate) value: Leaf<AmountValue>,
    /// Since when. If it is left out, since the record around it begins.
    pub(crate) from: Option<Leaf<Date>>,
    /// Until when. If it is left out, until the record around it ends.
    pub(crate) to: Option<Leaf<End>>,
    /// The sources that the amount rests on. If it is left out, it rests on those of the record around it.
    #[serde(default)]
    pub(crate) cite: Box<[CitationRecord]>,
}
