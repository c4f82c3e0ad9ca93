//! The records of memberships and of periods of existence.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{CitationRecord, Leaf, RivalRecord, Text, Texts};
use crate::model::{Confidence, Date, End};

/// A period in which an organization existed.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Existence")]
pub(crate) struct ExistenceRecord {
    /// When it begins. Only the first period may leave it out.
    pub(crate) from: Option<Leaf<Date>>,
    /// When it ends. If it is left out of the last period, the organization still exists.
    pub(crate) to: Option<Leaf<End>>,
}

/// An organization that another one belongs to: its id, or a mapping with more.
#[derive(Debug)]
pub(crate) struct MembershipRecord(pub(crate) MembershipDetails);

/// An organization that another one belongs to, since when, until when, and on what evidence.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Membership")]
pub(crate) struct MembershipDetails {
    /// The organization that it belongs to.
    pub(crate) organization: Text,
    /// Since when.
    pub(crate) from: Option<Leaf<Date>>,
    /// Until when.
    pub(crate) to: Option<Leaf<End>>,
    /// The sources that the claim rests on. If it is left out, they are those of the organization.
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

impl<'de> Deserialize<'de> for MembershipRecord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembershipVisitor;

        impl<'de> Visitor<'de> for MembershipVisitor {
            type Value = MembershipRecord;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the id of an organization, or a mapping with `organization` and dates")
            }

            fn visit_str<E: de::Error>(self, organization: &str) -> Result<MembershipRecord, E> {
                Ok(MembershipRecord(MembershipDetails {
                    organization: Text(organization.into()),
                    from: None,
                    to: None,
                    cite: Box::default(),
                    confidence: None,
                    notes: Texts::default(),
                    rivals: Box::default(),
                    recorded: None,
                    withdrawn: None,
                }))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<MembershipRecord, A::Error> {
                Deserialize::deserialize(MapAccessDeserializer::new(map)).map(MembershipRecord)
            }
        }

        deserializer.deserialize_any(MembershipVisitor)
    }
}

impl JsonSchema for MembershipRecord {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "MembershipRecord".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let details = generator.subschema_for::<MembershipDetails>();
        json_schema!({ "anyOf": [{ "type": "string" }, details] })
    }
}
