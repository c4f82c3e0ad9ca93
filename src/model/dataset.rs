//! A dataset as a whole.

use serde::{Deserialize, Serialize};

use super::bibliography::Bibliography;
use super::date::Date;
use super::operation::Operation;
use super::organization::Organization;
use super::partnership::Partnership;
use super::records::Records;
use super::vocabulary::Vocabularies;

/// A dataset that passed its checks: every key in it leads to a record of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dataset {
    /// What the dataset says about itself.
    pub about: About,
    /// The words in which it speaks.
    pub vocabularies: Vocabularies,
    /// The organizations.
    pub organizations: Records<Organization>,
    /// The partnerships, in the order of the dataset; no dyad occurs twice.
    pub partnerships: Vec<Partnership>,
    /// The operations.
    pub operations: Records<Operation>,
    /// The bibliography.
    pub sources: Bibliography,
}

/// What a dataset says about itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct About {
    /// The title.
    pub title: Option<Box<str>>,
    /// The version.
    pub version: Option<Box<str>>,
    /// The date up to which evidence was read; "now" for questions that name no date.
    pub as_of: Option<Date>,
    /// What it is about.
    pub description: Option<Box<str>>,
    /// What it takes in: which organizations, which years, which kinds of events.
    pub coverage: Option<Box<str>>,
    /// The conventions that its authors keep.
    pub conventions: Box<[Box<str>]>,
    /// Who made it.
    pub authors: Box<[Box<str>]>,
    /// How it is to be cited, in words; the entry itself is made from the other fields.
    pub citation: Option<Box<str>>,
    /// Under which licence it may be used, as an SPDX identifier.
    pub licence: Option<Box<str>>,
    /// Where it is kept.
    pub url: Option<Box<str>>,
}
