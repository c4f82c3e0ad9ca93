//! The records of the bibliography: every spelling that Hayagriva documents.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Leaf, LinkRecord, Names, PublicationDate, SerialNumbers, Text};
use crate::model::Date;

/// An entry of the bibliography, with the fields of Hayagriva.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Source")]
pub(crate) struct SourceRecord {
    /// The type of the entry as Hayagriva names it: `article`, `book`, `chapter`, `legislation`, `report`, `web` and
    /// others. If it is left out, it is `misc`.
    #[serde(default)]
    pub(crate) r#type: Option<Box<str>>,
    /// The title.
    pub(crate) title: FormattedText,
    /// The authors, as "Last, First"; a body as it is named.
    #[serde(default)]
    pub(crate) author: Names,
    /// The editors, as "Last, First".
    #[serde(default)]
    pub(crate) editor: Names,
    /// Other contributors, such as translators.
    #[serde(default)]
    pub(crate) affiliated: Box<[AffiliationRecord]>,
    /// The date of publication.
    pub(crate) date: Option<Leaf<PublicationDate>>,
    /// The organization on whose behalf it was published.
    pub(crate) organization: Option<FormattedText>,
    /// The publisher.
    pub(crate) publisher: Option<PublisherRecord>,
    /// The place of publication.
    pub(crate) location: Option<FormattedText>,
    /// The journal, newspaper, book or series in which it appeared; a list if there are several.
    #[serde(default)]
    pub(crate) parent: Parents,
    /// The volume of a series or journal.
    pub(crate) volume: Option<Box<str>>,
    /// The number of volumes.
    pub(crate) volume_total: Option<Box<str>>,
    /// The issue of a journal.
    pub(crate) issue: Option<Box<str>>,
    /// The number of the chapter.
    pub(crate) chapter: Option<Box<str>>,
    /// The edition.
    pub(crate) edition: Option<Box<str>>,
    /// The pages.
    pub(crate) page_range: Option<Box<str>>,
    /// The number of pages.
    pub(crate) page_total: Option<Box<str>>,
    /// The part of a recording, as Hayagriva writes it: `00:57-06:21`.
    pub(crate) time_range: Option<Box<str>>,
    /// The length of a recording.
    pub(crate) runtime: Option<Box<str>>,
    /// The genre, such as `Working paper`.
    pub(crate) genre: Option<FormattedText>,
    /// A document symbol, or a mapping from scheme (`doi`, `isbn`, `serial`) to number.
    #[serde(default)]
    pub(crate) serial_number: SerialNumbers,
    /// The DOI.
    pub(crate) doi: Option<Box<str>>,
    /// The ISBN.
    pub(crate) isbn: Option<Box<str>>,
    /// The ISSN.
    pub(crate) issn: Option<Box<str>>,
    /// The address where it can be read.
    pub(crate) url: Option<LinkRecord>,
    /// When it was read, which can also be written as the date of `url`.
    pub(crate) accessed: Option<Leaf<Date>>,
    /// Where it was read, if that is not `url`: an address, or a place such as a library.
    pub(crate) read_at: Option<Box<str>>,
    /// The language, as a BCP 47 tag.
    pub(crate) language: Option<Box<str>>,
    /// The abstract.
    pub(crate) r#abstract: Option<FormattedText>,
    /// The number in an archive or library.
    pub(crate) call_number: Option<FormattedText>,
    /// The archive that keeps it.
    pub(crate) archive: Option<FormattedText>,
    /// The place of the archive.
    pub(crate) archive_location: Option<FormattedText>,
    /// A remark.
    pub(crate) note: Option<FormattedText>,
    /// How close it is to what it reports, from the vocabulary.
    pub(crate) tier: Option<Box<str>>,
}

/// The journal, newspaper, book or series in which a source appeared. It has the fields of a source.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Parent")]
pub(crate) struct ParentRecord {
    /// The type of the entry as Hayagriva names it: `article`, `book`, `chapter`, `legislation`, `report`, `web` and
    /// others. If it is left out, it follows from the entry.
    #[serde(default)]
    pub(crate) r#type: Option<Box<str>>,
    /// The title.
    #[serde(default, deserialize_with = "present")]
    #[schemars(with = "FormattedText")]
    pub(crate) title: Option<FormattedText>,
    /// The authors, as "Last, First"; a body as it is named.
    #[serde(default)]
    pub(crate) author: Names,
    /// The editors, as "Last, First".
    #[serde(default)]
    pub(crate) editor: Names,
    /// Other contributors, such as translators.
    #[serde(default)]
    pub(crate) affiliated: Box<[AffiliationRecord]>,
    /// The date of publication.
    pub(crate) date: Option<Leaf<PublicationDate>>,
    /// The organization on whose behalf it was published.
    pub(crate) organization: Option<FormattedText>,
    /// The publisher.
    pub(crate) publisher: Option<PublisherRecord>,
    /// The place of publication.
    pub(crate) location: Option<FormattedText>,
    /// The journal, newspaper, book or series in which it appeared; a list if there are several.
    #[serde(default)]
    pub(crate) parent: Parents,
    /// The volume of a series or journal.
    pub(crate) volume: Option<Box<str>>,
    /// The number of volumes.
    pub(crate) volume_total: Option<Box<str>>,
    /// The issue of a journal.
    pub(crate) issue: Option<Box<str>>,
    /// The number of the chapter.
    pub(crate) chapter: Option<Box<str>>,
    /// The edition.
    pub(crate) edition: Option<Box<str>>,
    /// The pages.
    pub(crate) page_range: Option<Box<str>>,
    /// The number of pages.
    pub(crate) page_total: Option<Box<str>>,
    /// The part of a recording, as Hayagriva writes it: `00:57-06:21`.
    pub(crate) time_range: Option<Box<str>>,
    /// The length of a recording.
    pub(crate) runtime: Option<Box<str>>,
    /// The genre, such as `Working paper`.
    pub(crate) genre: Option<FormattedText>,
    /// A document symbol, or a mapping from scheme (`doi`, `isbn`, `serial`) to number.
    #[serde(default)]
    pub(crate) serial_number: SerialNumbers,
    /// The DOI.
    pub(crate) doi: Option<Box<str>>,
    /// The ISBN.
    pub(crate) isbn: Option<Box<str>>,
    /// The ISSN.
    pub(crate) issn: Option<Box<str>>,
    /// The address where it can be read.
    pub(crate) url: Option<LinkRecord>,
    /// The language, as a BCP 47 tag.
    pub(crate) language: Option<Box<str>>,
    /// The abstract.
    pub(crate) r#abstract: Option<FormattedText>,
    /// The number in an archive or library.
    pub(crate) call_number: Option<FormattedText>,
    /// The archive that keeps it.
    pub(crate) archive: Option<FormattedText>,
    /// The place of the archive.
    pub(crate) archive_location: Option<FormattedText>,
    /// A remark.
    pub(crate) note: Option<FormattedText>,
}

/// Contributors in a role.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Affiliated")]
pub(crate) struct AffiliationRecord {
    /// The role, such as `translator`.
    pub(crate) role: Text,
    /// The names.
    pub(crate) names: Names,
}

/// Text that may be written as a mapping with a short form. Hayagriva's `verbatim` is accepted and not needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormattedText {
    pub(crate) value: Box<str>,
    pub(crate) short: Option<Box<str>>,
}

/// A publisher, possibly with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublisherRecord {
    pub(crate) name: Option<Box<str>>,
    pub(crate) location: Option<Box<str>>,
}

/// Parents: one, or a list.
#[derive(Debug, Default)]
pub(crate) struct Parents(pub(crate) Vec<ParentRecord>);

/// The details of a text in a mapping.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Formatted")]
struct FormattedDetails {
    /// The text.
    value: Text,
    /// A short form.
    short: Option<Box<str>>,
    /// Whether the case of the text is kept. The case of names is always kept.
    #[serde(default, rename = "verbatim")]
    _verbatim: Option<bool>,
}

/// The details of a publisher in a mapping.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Publisher")]
struct PublisherDetails {
    /// The name.
    name: Option<FormattedText>,
    /// The place.
    location: Option<FormattedText>,
}

/// Reads the value of a key that may be left out; with the key, `null` is not a value.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<FormattedText>, D::Error> {
    FormattedText::deserialize(deserializer).map(Some)
}

impl<'de> Deserialize<'de> for FormattedText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct FormattedVisitor;

        impl<'de> Visitor<'de> for FormattedVisitor {
            type Value = FormattedText;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or a mapping with `value` and `short`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<FormattedText, E> {
                Ok(FormattedText {
                    value: text.into(),
                    short: None,
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<FormattedText, A::Error> {
                let details = FormattedDetails::deserialize(MapAccessDeserializer::new(map))?;
                Ok(FormattedText {
                    value: details.value.0,
                    short: details.short,
                })
            }
        }

        deserializer.deserialize_any(FormattedVisitor)
    }
}

impl<'de> Deserialize<'de> for PublisherRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PublisherVisitor;

        impl<'de> Visitor<'de> for PublisherVisitor {
            type Value = PublisherRecord;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name, or a mapping with `name` and `location`")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<PublisherRecord, E> {
                Ok(PublisherRecord {
                    name: Some(text.into()),
                    location: None,
                })
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<PublisherRecord, A::Error> {
                let details = PublisherDetails::deserialize(MapAccessDeserializer::new(map))?;
                Ok(PublisherRecord {
                    name: details.name.map(|name| name.value),
                    location: details.location.map(|location| location.value),
                })
            }
        }

        deserializer.deserialize_any(PublisherVisitor)
    }
}

impl<'de> Deserialize<'de> for Parents {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ParentsVisitor;

        impl<'de> Visitor<'de> for ParentsVisitor {
            type Value = Parents;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping, or a list of mappings")
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Parents, A::Error> {
                let parent = ParentRecord::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Parents(vec![parent]))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Parents, A::Error> {
                Deserialize::deserialize(SeqAccessDeserializer::new(seq)).map(Parents)
            }

            fn visit_unit<E: de::Error>(self) -> Result<Parents, E> {
                Ok(Parents::default())
            }
        }

        deserializer.deserialize_any(ParentsVisitor)
    }
}

impl JsonSchema for FormattedText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "FormattedText".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let details = generator.subschema_for::<FormattedDetails>();
        json_schema!({ "anyOf": [{ "type": "string" }, details] })
    }
}

impl JsonSchema for PublisherRecord {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "PublisherRecord".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let details = generator.subschema_for::<PublisherDetails>();
        json_schema!({ "anyOf": [{ "type": "string" }, details] })
    }
}

impl JsonSchema for Parents {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Parents".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let parent = generator.subschema_for::<ParentRecord>();
        json_schema!({ "anyOf": [parent, { "type": "array", "items": parent }] })
    }
}
