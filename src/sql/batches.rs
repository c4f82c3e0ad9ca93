//! The partnerships of a dataset in an engine, some at a time, in the order of the dataset.

use std::collections::BTreeSet;

use super::literal::ids;
use super::slice::{About, Engine, KnownIds, Named, Scope, Slice, about, count, named, texts};
use super::slice_error::SliceError;
use crate::model::Day;

/// The partnerships that a question may be about, some at a time. It is as large as a batch, whatever the size of the dataset.
pub struct PartnershipBatches {
    about: About,
    /// What the names of the question mean.
    named: Option<KnownIds>,
    /// The records of more than two organizations: their ids, and those of their members.
    joint: Vec<(String, Vec<String>)>,
    /// The sort key of the last partnership that was read; `None` before the first batch.
    last: Option<i64>,
    /// The number of partnerships that are read at once.
    size: u64,
}

/// Some partnerships with all that an answer about them needs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PartnershipBatch {
    /// A dataset as JSON. Its records of more than two organizations may have other partnerships too.
    pub json: String,
    /// The members of the partnerships.
    pub members: BTreeSet<[String; 2]>,
    /// The day up to which evidence was read, for [`Graph::with_last_date`](crate::graph::Graph::with_last_date). `None` if nothing
    /// is dated.
    pub last_date: Option<Day>,
}

impl PartnershipBatches {
    /// Starts before the first partnership, to read this number of them at once. More take more memory, and fewer more statements. Only those of the first coding pass are read, and of the named organizations.
    /// Returns `None` if the dataset records no partnership: organizations are then tied by operations alone.
    ///
    /// # Errors
    /// Fails if the engine does, if the tables are incomplete or of another version, or if a name is unknown.
    pub fn new<E: Engine>(
        engine: &mut E,
        scope: &Scope,
        size: u64,
    ) -> Result<Option<Self>, SliceError<E::Error>> {
        let about = about(engine)?;
        let recorded = "SELECT row_count FROM table_size WHERE table_name = 'partnership'";
        if count(engine, recorded)? == 0 {
            return Ok(None);
        }
        let named = match named(engine, scope)? {
            Named::Known(ids) => Some(ids),
            Named::Unknown { kind, name } => return Err(SliceError::Unknown { kind, name }),
            Named::All => None,
        };
        let joint = "SELECT DISTINCT id FROM dataset_record WHERE section = 'partnerships' AND id LIKE 'joint:%' ORDER BY id";
        let joint = texts(engine, joint)?.into_iter().map(|id| {
            let members = id.trim_start_matches("joint:").split("--");
            let members = members.map(str::to_owned).collect();
            (id, members)
        });
        Ok(Some(Self {
            joint: joint.collect(),
            about,
            named,
            last: None,
            size,
        }))
    }

    /// Reads the next partnerships; `None` after the last ones. If there are none at all, the first batch is empty.
    ///
    /// # Errors
    /// Fails if the engine does.
    pub fn next<E: Engine>(
        &mut self,
        engine: &mut E,
    ) -> Result<Option<PartnershipBatch>, SliceError<E::Error>> {
        let before = self.last.unwrap_or(0);
        let statement = self.statement(before).map_err(SliceError::Sql)?;
        let rows = engine.rows(&statement, 4).map_err(SliceError::Engine)?;
        if rows.is_empty() && self.last.is_some() {
            return Ok(None);
        }
        let last = rows.last().and_then(|row| row[0].parse().ok());
        let last = last.unwrap_or(before);
        self.last = Some(last);
        let rows = rows.into_iter();
        let rows = rows.map(|row| <[String; 4]>::try_from(row).unwrap_or_default());
        let (found, members): (Vec<String>, BTreeSet<[String; 2]>) =
            rows.map(|[_, id, a, b]| (id, [a, b])).unzip();
        let json = self.read(engine, &found, &members, before + 1..=last)?;
        Ok(Some(PartnershipBatch {
            json,
            members,
            last_date: self.about.as_of,
        }))
    }

    /// Returns the statement for the next partnerships.
    fn statement(&self, last: i64) -> Result<String, super::error::SqlError> {
        let size = self.size;
        let of_named = match &self.named {
            Some(named) if !named.organizations.is_empty() => {
                let named = ids(&named.organizations)?;
                format!(" AND (p.a IN ({named}) OR p.b IN ({named}))")
            }
            _ => String::new(),
        };
        Ok(format!(
            "SELECT p.ordinal, p.id, p.a, p.b FROM partnership AS p WHERE p.first_pass AND p.ordinal > {last}{of_named} \
             ORDER BY p.ordinal LIMIT {size}"
        ))
    }

    /// Reads the records of partnerships, which have sort keys in a range, and what they mention.
    fn read<E: Engine>(
        &self,
        engine: &mut E,
        found: &[String],
        members: &BTreeSet<[String; 2]>,
        range: std::ops::RangeInclusive<i64>,
    ) -> Result<String, SliceError<E::Error>> {
        let mut slice = Slice::new(self.about.in_parts);
        if found.is_empty() {
            slice.read_head(engine)?;
        } else {
            slice.read(engine, "section IN ('dataset', 'vocabularies')")?;
        }
        slice.read_partnerships(engine, &[found, &self.joint_of(members)].concat())?;
        let (first, last) = range.into_inner();
        let shared = format!("{SHARED}\nWHERE p.ordinal >= {first} AND p.ordinal <= {last}");
        let shared = texts(engine, &shared)?;
        shared.iter().for_each(|id| slice.want(id));
        let named = self.named.iter();
        let named = named.flat_map(|named| named.organizations.iter().chain(&named.operations));
        named.for_each(|id| slice.want(id));
        // All of them are needed, so that there is no limit.
        slice.read_mentioned(engine, u64::MAX)?;
        Ok(slice.json())
    }

    /// Returns the ids of the records of more than two organizations that are about one of some partnerships.
    fn joint_of(&self, partnerships: &BTreeSet<[String; 2]>) -> Vec<String> {
        let is_about = |members: &[String]| {
            let mut partnerships = partnerships.iter();
            partnerships.any(|[a, b]| members.contains(a) && members.contains(b))
        };
        let joint = self.joint.iter().filter(|(_, members)| is_about(members));
        joint.map(|(id, _)| id.clone()).collect()
    }
}

/// The operations in which both members of partnerships take part, or those that act for them.
const SHARED: &str = "\
SELECT DISTINCT t.operation
FROM partnership AS p
JOIN actor AS x ON x.organization = p.a
JOIN participation AS t ON t.organization = x.actor
JOIN actor AS y ON y.organization = p.b
JOIN participation AS u ON u.organization = y.actor AND u.operation = t.operation";

impl PartnershipBatch {
    /// Returns `true` if the partnership of two organizations is one of these.
    pub fn has(&self, a: &str, b: &str) -> bool {
        let is_pair = |a: &str, b: &str| self.members.contains(&[a.to_owned(), b.to_owned()]);
        is_pair(a, b) || is_pair(b, a)
    }
}
