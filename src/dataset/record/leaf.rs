//! The leaves of the records: values that are parsed from a word of YAML, or from a word or mapping.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{ADDRESS, CitationDetails, ID, LinkDetails};
use crate::model::{
    AmountKind, AmountSummary, AmountValue, Confidence, Date, DateError, End, Id,
    ParticipationStatus, Severity,
};

/// A text. `~` or `null` without quotes is not a text but the lack of one, and is refused; a bare `String` would be read
/// as the word itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text(pub(crate) Box<str>);

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<Text> for Box<str> {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_none<E: de::Error>(self) -> Result<Text, E> {
                Err(E::invalid_type(de::Unexpected::Unit, &self))
            }

            fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Text, D::Error> {
                Box::deserialize(deserializer).map(Text)
            }
        }

        // Only a deserializer of optional values looks whether a plain scalar is null.
        deserializer.deserialize_option(TextVisitor)
    }
}

impl JsonSchema for Text {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        String::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        String::json_schema(generator)
    }
}

/// A value that is written as one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Leaf<T>(pub(crate) T);

/// A type that a [`Leaf`] can hold.
pub(crate) trait LeafText: FromStr {
    /// The `format` in the JSON Schema, by which the structure check recognizes the leaf.
    const FORMAT: &'static str;
    /// The expected text, for messages.
    const EXPECTED: &'static str;
    /// The explanation that an editor shows.
    const DESCRIPTION: &'static str;
}

impl LeafText for Date {
    const FORMAT: &'static str = "edtf";
    const EXPECTED: &'static str = "a date in EDTF";
    const DESCRIPTION: &'static str = "A date in EDTF, level 0 or 1, as coarse as the evidence: \
        2003, 2003-05, 2003-05-12, 2003~ (approximate), 2003? (uncertain), 199X, ../2011 (not later than 2011).";
}

/// A date of publication: EDTF, or Hayagriva's `~2003`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PublicationDate(pub(crate) Date);

impl FromStr for PublicationDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let date = match text.strip_prefix('~') {
            Some(date) => format!("{date}~").parse(),
            None => text.parse(),
        };
        date.map(Self)
    }
}

impl LeafText for PublicationDate {
    const FORMAT: &'static str = "edtf-publication";
    const EXPECTED: &'static str = Date::EXPECTED;
    const DESCRIPTION: &'static str = "A date in EDTF, level 0 or 1, as coarse as the evidence: \
        2003, 2003-05, 2003-21 (spring), 2003~ or ~2003 (approximate).";
}

impl LeafText for End {
    const FORMAT: &'static str = "edtf-end";
    const EXPECTED: &'static str = "a date in EDTF, `..` or `unknown`";
    const DESCRIPTION: &'static str =
        "A date in EDTF, `..` if it goes on, or `unknown` if it has ended and nobody knows when.";
}

impl LeafText for Id {
    const FORMAT: &'static str = "id";
    const EXPECTED: &'static str = "an id";
    const DESCRIPTION: &'static str =
        "A short id: lower-case letters, digits and single hyphens between them.";
}

impl LeafText for Confidence {
    const FORMAT: &'static str = "confidence";
    const EXPECTED: &'static str = "`high`, `medium` or `low`";
    const DESCRIPTION: &'static str = "One of high (a source states it at the \
        precision given), medium (inferred, or stated at second hand), low (found in no source that was read).";
}

impl LeafText for ParticipationStatus {
    const FORMAT: &'static str = "status";
    const EXPECTED: &'static str = "`recorded` or `unknown`";
    const DESCRIPTION: &'static str = "One of recorded (the organization took part), unknown (it is not known \
        whether it did).";
}

impl LeafText for AmountValue {
    const FORMAT: &'static str = "amount";
    const EXPECTED: &'static str = "a number or `unknown`";
    const DESCRIPTION: &'static str = "A number without separators of thousands and with up to 15 digits, or `unknown`. Unless it is 0, its magnitude is from 10^-30 to below 10^30.";
}

impl LeafText for AmountKind {
    const FORMAT: &'static str = "amount-kind";
    const EXPECTED: &'static str = "`stock` or `flow`";
    const DESCRIPTION: &'static str = "One of stock, flow.";
}

impl LeafText for AmountSummary {
    const FORMAT: &'static str = "amount-summary";
    const EXPECTED: &'static str = "`sum`, `mean`, `max` or `last`";
    const DESCRIPTION: &'static str = "One of sum, mean, max, last.";
}

impl LeafText for Severity {
    const FORMAT: &'static str = "severity";
    const EXPECTED: &'static str = "`error`, `warning` or `note`";
    const DESCRIPTION: &'static str = "One of error, warning, note.";
}

/// Returns the explanation of the leaf with this format.
pub(crate) fn leaf_description(format: &str) -> &'static str {
    match format {
        Date::FORMAT => Date::DESCRIPTION,
        PublicationDate::FORMAT => PublicationDate::DESCRIPTION,
        End::FORMAT => End::DESCRIPTION,
        Id::FORMAT => Id::DESCRIPTION,
        ParticipationStatus::FORMAT => ParticipationStatus::DESCRIPTION,
        AmountValue::FORMAT => AmountValue::DESCRIPTION,
        AmountKind::FORMAT => AmountKind::DESCRIPTION,
        AmountSummary::FORMAT => AmountSummary::DESCRIPTION,
        Severity::FORMAT => Severity::DESCRIPTION,
        _ => Confidence::DESCRIPTION,
    }
}

impl<'de, T: LeafText> Deserialize<'de> for Leaf<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LeafVisitor<T>(PhantomData<T>);

        impl<'de, T: LeafText> Visitor<'de> for LeafVisitor<T> {
            type Value = Leaf<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(T::EXPECTED)
            }

            fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
                Err(E::invalid_type(de::Unexpected::Unit, &self))
            }

            fn visit_some<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<Self::Value, D::Error> {
                deserializer.deserialize_str(self)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                match text.parse() {
                    Ok(leaf) => Ok(Leaf(leaf)),
                    Err(_) => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
                }
            }
        }

        // As for a text, null is not a word.
        deserializer.deserialize_option(LeafVisitor(PhantomData))
    }
}

impl<T: LeafText> JsonSchema for Leaf<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::FORMAT.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        match T::FORMAT {
            "confidence" => json_schema!({
                "type": "string", "format": T::FORMAT, "description": T::DESCRIPTION,
                "enum": ["high", "medium", "low"],
            }),
            "amount-kind" => json_schema!({
                "type": "string", "format": T::FORMAT, "description": T::DESCRIPTION,
                "enum": ["stock", "flow"],
            }),
            "amount-summary" => json_schema!({
                "type": "string", "format": T::FORMAT, "description": T::DESCRIPTION,
                "enum": ["sum", "mean", "max", "last"],
            }),
            "severity" => json_schema!({
                "type": "string", "format": T::FORMAT, "description": T::DESCRIPTION,
                "enum": ["error", "warning", "note"],
            }),
            "amount" => json_schema!({
                "type": ["string", "number"], "format": T::FORMAT, "description": T::DESCRIPTION,
                "pattern": r"^(unknown|-?[0-9]+(\.[0-9]+)?)$",
            }),
            "status" => json_schema!({
                "type": "string", "format": T::FORMAT, "description": T::DESCRIPTION,
                "enum": ["recorded", "unknown"],
            }),
            "id" => json_schema!({
                "type": ["string", "integer"], "format": T::FORMAT, "description": T::DESCRIPTION,
                "pattern": ID,
            }),
            _ => json_schema!({
                "type": ["string", "integer"], "format": T::FORMAT, "description": T::DESCRIPTION,
            }),
        }
    }
}

/// The entries of a mapping, in their order. No key occurs twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entries<T>(pub(crate) Vec<(String, T)>);

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct EntriesVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for EntriesVisitor<T> {
            type Value = Entries<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some((Text(key), value)) = map.next_entry()? {
                    entries.push((key.into(), value));
                }
                entries.shrink_to_fit();
                let mut seen = HashSet::new();
                let mut keys = entries.iter().map(|(key, _): &(String, T)| key.as_str());
                match keys.find(|key| !seen.insert(*key)) {
                    Some(key) => Err(de::Error::custom(format!("duplicate key `{key}`"))),
                    None => Ok(Entries(entries)),
                }
            }
        }

        deserializer.deserialize_map(EntriesVisitor(PhantomData))
    }
}

impl<T: JsonSchema> JsonSchema for Entries<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Entries_of_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let entry = generator.subschema_for::<T>();
        json_schema!({ "type": "object", "additionalProperties": entry })
    }
}

/// One text or a list of texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Texts(pub(crate) Box<[Box<str>]>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextsVisitor;

        impl<'de> Visitor<'de> for TextsVisitor {
            type Value = Texts;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Texts, E> {
                Ok(Texts([text.into()].into()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Texts, A::Error> {
                let mut texts = Vec::new();
                while let Some(Text(text)) = seq.next_element()? {
                    texts.push(text);
                }
                Ok(Texts(texts.into()))
            }
        }

        deserializer.deserialize_any(TextsVisitor)
    }
}

impl JsonSchema for Texts {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Texts".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [
            { "type": "string" },
            { "type": "array", "items": { "type": "string" } },
        ]})
    }
}

/// A citation: the id of a source, or a mapping with more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CitationRecord(pub(crate) CitationDetails);

impl<'de> Deserialize<'de> for CitationRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CitationVisitor;

        impl<'de> Visitor<'de> for CitationVisitor {
            type Value = CitationRecord;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the id of a source, or a mapping with `source`, `at` and `quote`")
            }

            fn visit_str<E: de::Error>(self, source: &str) -> Result<CitationRecord, E> {
                let details = CitationDetails {
                    source: Text(source.into()),
                    at: None,
                    quote: None,
                };
                Ok(CitationRecord(details))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CitationRecord, A::Error> {
                Deserialize::deserialize(MapAccessDeserializer::new(map)).map(CitationRecord)
            }
        }

        deserializer.deserialize_any(CitationVisitor)
    }
}

impl JsonSchema for CitationRecord {
    fn schema_name() -> Cow<'static, str> {
        "Citation".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let details = generator.subschema_for::<CitationDetails>();
        json_schema!({
            "description": "The id of a source, or a mapping with the place in it.",
            "anyOf": [{ "type": "string" }, details],
        })
    }
}

/// A link: an address, or a mapping with the address and the date of the visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct LinkRecord(pub(crate) LinkDetails);

impl<'de> Deserialize<'de> for LinkRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LinkVisitor;

        impl<'de> Visitor<'de> for LinkVisitor {
            type Value = LinkRecord;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an address, or a mapping with `value` and `date`")
            }

            fn visit_str<E: de::Error>(self, value: &str) -> Result<LinkRecord, E> {
                Ok(LinkRecord(LinkDetails {
                    value: Text(value.into()),
                    date: None,
                }))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<LinkRecord, A::Error> {
                Deserialize::deserialize(MapAccessDeserializer::new(map)).map(LinkRecord)
            }
        }

        deserializer.deserialize_any(LinkVisitor)
    }
}

impl JsonSchema for LinkRecord {
    fn schema_name() -> Cow<'static, str> {
        "Link".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let details = generator.subschema_for::<LinkDetails>();
        json_schema!({
            "description": "An http or https address, or a mapping with the address and the date of the visit.",
            "anyOf": [{ "type": "string", "pattern": ADDRESS }, details],
        })
    }
}

/// Serial numbers: one document symbol, or a mapping from scheme to number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct SerialNumbers(pub(crate) Box<[(Box<str>, Box<str>)]>);

impl<'de> Deserialize<'de> for SerialNumbers {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SerialVisitor;

        impl<'de> Visitor<'de> for SerialVisitor {
            type Value = SerialNumbers;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a document symbol, or a mapping from scheme to number")
            }

            fn visit_str<E: de::Error>(self, symbol: &str) -> Result<SerialNumbers, E> {
                Ok(SerialNumbers([("serial".into(), symbol.into())].into()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<SerialNumbers, A::Error> {
                let entries = Entries::<Text>::deserialize(MapAccessDeserializer::new(map))?;
                let entries = entries.0.into_iter();
                Ok(SerialNumbers(
                    entries
                        .map(|(scheme, number)| (scheme.into(), number.0))
                        .collect(),
                ))
            }
        }

        deserializer.deserialize_any(SerialVisitor)
    }
}

impl JsonSchema for SerialNumbers {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "SerialNumbers".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [
            { "type": "string" },
            { "type": "object", "additionalProperties": { "type": "string" } },
        ]})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts that the schema of a leaf offers the words that its description lists, and that each of them can be read.
    fn offers_its_words<T: LeafText>() {
        let schema = Leaf::<T>::json_schema(&mut SchemaGenerator::default());
        let words = schema.get("enum").and_then(|words| words.as_array());
        let words = words.expect(T::FORMAT).iter();
        let words: Vec<&str> = words.filter_map(|word| word.as_str()).collect();
        assert!(
            words.iter().all(|word| word.parse::<T>().is_ok()),
            "{words:?}"
        );
        let description = T::DESCRIPTION;
        assert!(
            words.iter().all(|word| description.contains(word)),
            "{description}"
        );
        assert_eq!(leaf_description(T::FORMAT), description);
    }

    #[test]
    fn leaves_offer_the_words_that_can_be_read() {
        offers_its_words::<AmountKind>();
        offers_its_words::<AmountSummary>();
        offers_its_words::<Confidence>();
        offers_its_words::<ParticipationStatus>();
        offers_its_words::<Severity>();
    }
}
