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
///
/// It comes from [`dataset`](crate::dataset) and does not change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dataset {
    about: About,
    vocabularies: Vocabularies,
    organizations: Records<Organization>,
    partnerships: Vec<Partnership>,
    operations: Records<Operation>,
    sources: Bibliography,
}

/// The parts of a dataset, before it is known that they fit together.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DatasetParts {
    pub(crate) about: About,
    pub(crate) vocabularies: Vocabularies,
    pub(crate) organizations: Records<Organization>,
    pub(crate) partnerships: Vec<Partnership>,
    pub(crate) operations: Records<Operation>,
    pub(crate) sources: Bibliography,
}

impl Dataset {
    /// Makes a dataset of parts that were checked.
    pub(crate) fn from_checked(parts: DatasetParts) -> Self {
        let DatasetParts {
            about,
            vocabularies,
            organizations,
            partnerships,
            operations,
            sources,
        } = parts;
        Self {
            about,
            vocabularies,
            organizations,
            partnerships,
            operations,
            sources,
        }
    }

    /// Returns what the dataset says about itself.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// Returns the vocabularies.
    pub fn vocabularies(&self) -> &Vocabularies {
        &self.vocabularies
    }

    /// Returns the organizations.
    pub fn organizations(&self) -> &Records<Organization> {
        &self.organizations
    }

    /// Returns the partnerships, in the order of the dataset; no dyad occurs twice.
    pub fn partnerships(&self) -> &[Partnership] {
        &self.partnerships
    }

    /// Returns the operations.
    pub fn operations(&self) -> &Records<Operation> {
        &self.operations
    }

    /// Returns the bibliography.
    pub fn sources(&self) -> &Bibliography {
        &self.sources
    }
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
