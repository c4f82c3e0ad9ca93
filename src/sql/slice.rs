//! Slices: of a dataset whose tables are in an engine, the records that a question needs.
//!
//! A question about organizations needs the records that name them, and the records that these mention: their predecessors, their
//! operations with everyone who takes part, and the sources. A slice has more records than an answer shows, and never fewer, so
//! that the answer from a slice is that from the whole dataset.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::literal::ids;
use super::slice_error::SliceError;
use crate::analysis::tables::PROJECTION_VERSION;
use crate::dataset::{RecordList, file_of_lines};
use crate::model::Day;
use crate::phrase::folded;

/// An engine that has the relational tables of a dataset.
pub trait Engine {
    /// Why the engine does not answer.
    type Error;

    /// Runs a statement, and returns its rows with this number of columns. No value is NULL.
    ///
    /// # Errors
    /// Fails if the engine does, or if its output cannot be read.
    fn rows(&mut self, statement: &str, columns: usize) -> Result<Vec<Vec<String>>, Self::Error>;
}

/// What a question is about: the names in it. Without organizations, it is about any record.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scope {
    /// Names of organizations: every record that an answer shows is of one of them.
    pub organizations: Vec<String>,
    /// Names of things of any kind, most often organizations. If one is not an organization, every record is needed.
    pub things: Vec<String>,
    /// Names of operations.
    pub operations: Vec<String>,
    /// Names of countries.
    pub countries: Vec<String>,
    /// Whether only the meaning of the names is needed, because the engine computes the answer.
    pub only_names: bool,
}

/// How many records are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordLimits {
    /// A dataset of at most this number of records is read as a whole, whatever the question is about.
    pub whole_up_to: u64,
    /// No more records are read.
    pub max_records: u64,
}

/// The days that stand for open sides in the tables.
const OPEN_DAYS: [&str; 2] = ["0001-01-01", "9999-12-31"];
/// The condition that a record is the first organization without a founding date, or with `covered-from`, or the oldest one: a
/// statement for dyad-years must know them, because it is refused if there is one, or if that one is too old.
const INEXPRESSIBLE: &str = "\
section = 'organizations' AND id IN (
  SELECT MIN(o.id) FROM organization AS o WHERE o.founded_edtf IS NULL
  UNION ALL
  SELECT MIN(o.id) FROM organization AS o WHERE o.first_day = (SELECT MIN(x.first_day) FROM organization AS x)
  UNION ALL
  SELECT MIN(o.id) FROM organization AS o WHERE o.covered_from_edtf IS NOT NULL)";
/// The number of ids in a statement.
pub(super) const BATCH: usize = 1000;
/// The records that were read from an engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatasetSlice {
    /// The dataset as JSON, which [`dataset::parse`](crate::dataset::parse) reads.
    pub json: String,
    /// Whether it has all records of the dataset.
    pub is_whole: bool,
    /// The day up to which evidence was read, for [`Graph::with_last_date`](crate::graph::Graph::with_last_date). `None` if nothing
    /// is dated.
    pub last_date: Option<Day>,
}

/// Reads a slice of the dataset in an engine.
///
/// # Errors
/// Fails if the engine does, if the tables are incomplete or of another version, or if the slice would have too many records.
pub fn slice<E: Engine>(
    engine: &mut E,
    scope: &Scope,
    limits: RecordLimits,
) -> Result<DatasetSlice, SliceError<E::Error>> {
    let about = about(engine)?;
    let all = "SELECT row_count FROM table_size WHERE table_name = 'dataset_record'";
    let all = count(engine, all)?;
    let is_about_all =
        scope.organizations.is_empty() && scope.things.is_empty() && !scope.only_names;
    let found = if is_about_all || all <= limits.whole_up_to.min(limits.max_records) {
        Named::All
    } else {
        named(engine, scope)?
    };
    let mut slice = Slice::new(about.in_parts);
    let is_whole = match found {
        Named::Known(named) => {
            slice.read_head(engine)?;
            if scope.only_names {
                slice.read(engine, INEXPRESSIBLE)?;
                named.organizations.iter().for_each(|id| slice.want(id));
            } else {
                slice.read_around(engine, &named.organizations, limits.max_records)?;
            }
            named.operations.iter().for_each(|id| slice.want(id));
            slice.read_mentioned(engine, limits.max_records)?;
            false
        }
        // All records have the similar names that are suggested.
        Named::Unknown { kind, name } if all > limits.max_records => {
            return Err(SliceError::Unknown { kind, name });
        }
        Named::All | Named::Unknown { .. } => {
            check_limit(all, limits.max_records)?;
            slice.read(engine, "1 = 1")?;
            true
        }
    };
    Ok(DatasetSlice {
        json: slice.json(),
        is_whole,
        last_date: about.as_of,
    })
}

/// Checks that the tables in an engine are of this version, if they say of which one they are.
///
/// # Errors
/// Fails if they are not, or if the engine fails.
pub fn check_version<E: Engine>(engine: &mut E) -> Result<(), SliceError<E::Error>> {
    match about(engine) {
        Ok(_) | Err(SliceError::Incomplete) => Ok(()),
        Err(error) => Err(error),
    }
}

/// What the tables say of the dataset.
pub(super) struct About {
    /// The day as of which the record is read; `None` if nothing is dated.
    pub(super) as_of: Option<Day>,
    /// Whether the tables are made of parts, so that the organizations are in the order of their ids.
    pub(super) in_parts: bool,
}

/// Checks that the tables are complete and of this version, and returns what they say of the dataset.
pub(super) fn about<E: Engine>(engine: &mut E) -> Result<About, SliceError<E::Error>> {
    let statement = "SELECT projection_version, COALESCE(as_of_day, DATE '0001-01-01') AS as_of_day, \
                     CASE WHEN in_parts THEN 1 ELSE 0 END AS in_parts FROM about";
    let rows = engine.rows(statement, 3).map_err(SliceError::Engine)?;
    let [row] = rows.as_slice() else {
        return Err(SliceError::Incomplete);
    };
    if row[0] != PROJECTION_VERSION.to_string() {
        return Err(SliceError::Version {
            found: row[0].clone(),
        });
    }
    let as_of = Some(&*row[1]).filter(|day| !OPEN_DAYS.contains(day));
    let as_of = as_of.map(str::parse).transpose();
    Ok(About {
        as_of: as_of.map_err(|_| SliceError::Incomplete)?,
        in_parts: row[2] == "1",
    })
}

/// What the names of a question mean.
pub(super) enum Named {
    /// There are none, or one is that of something else than an organization or operation.
    All,
    /// The ids of all organizations that have one of them, and of operations.
    Known(KnownIds),
    /// Nothing of a kind has this one.
    Unknown { kind: &'static str, name: String },
}

/// The ids of what a question names.
#[derive(Default)]
pub(super) struct KnownIds {
    pub(super) organizations: Vec<String>,
    pub(super) operations: Vec<String>,
}

/// Finds what has the names of a question. Of the operations in a country, one is enough for the country to be known.
pub(super) fn named<E: Engine>(
    engine: &mut E,
    scope: &Scope,
) -> Result<Named, SliceError<E::Error>> {
    let mut known = KnownIds::default();
    let named = |kind: &str, name: &String| -> Result<String, SliceError<E::Error>> {
        let wanted = ids(&[folded(name)]).map_err(SliceError::Sql)?;
        Ok(format!(
            "SELECT DISTINCT thing FROM known_name WHERE thing_kind = '{kind}' AND folded = {wanted} ORDER BY thing"
        ))
    };
    let in_country = |name: &String| -> Result<String, SliceError<E::Error>> {
        let wanted = ids(&[folded(name)]).map_err(SliceError::Sql)?;
        Ok(format!(
            "SELECT t.operation FROM operation_country AS t JOIN country AS c ON c.name = t.country \
             WHERE c.folded = {wanted} ORDER BY t.operation LIMIT 1"
        ))
    };
    let unknown = |kind, name: &String| {
        let name = name.clone();
        Ok(Named::Unknown { kind, name })
    };
    for name in &scope.organizations {
        match texts(engine, &named("organization", name)?)? {
            found if found.is_empty() => return unknown("organization", name),
            found => known.organizations.extend(found),
        }
    }
    for name in &scope.things {
        match texts(engine, &named("organization", name)?)? {
            found if found.is_empty() => return Ok(Named::All),
            found => known.organizations.extend(found),
        }
    }
    for name in &scope.operations {
        match texts(engine, &named("operation", name)?)? {
            found if found.is_empty() => return unknown("operation", name),
            found => known.operations.extend(found),
        }
    }
    for name in &scope.countries {
        match texts(engine, &in_country(name)?)? {
            found if found.is_empty() => return unknown("country", name),
            found => known.operations.extend(found),
        }
    }
    Ok(Named::Known(known))
}

/// Runs a statement that returns one column of texts.
pub(super) fn texts<E: Engine>(
    engine: &mut E,
    statement: &str,
) -> Result<Vec<String>, SliceError<E::Error>> {
    let rows = engine.rows(statement, 1).map_err(SliceError::Engine)?;
    Ok(rows.into_iter().flatten().collect())
}

/// Runs a statement that returns a number.
pub(super) fn count<E: Engine>(
    engine: &mut E,
    statement: &str,
) -> Result<u64, SliceError<E::Error>> {
    let rows = texts(engine, statement)?;
    let count = rows.first().and_then(|count| count.parse().ok());
    count.ok_or(SliceError::Incomplete)
}

/// Checks that a number of records is not over the limit.
pub(super) fn check_limit<E>(records: u64, limit: u64) -> Result<(), SliceError<E>> {
    if records > limit {
        return Err(SliceError::TooLarge { records, limit });
    }
    Ok(())
}

/// The records that were read: by list, place and id.
#[derive(Default)]
pub(super) struct Slice {
    pub(super) records: BTreeMap<(RecordList, u64), Record>,
    /// Whether organizations are in the order of their ids.
    pub(super) in_parts: bool,
    /// The ids that a record or the question mentions, whether they were read or not.
    seen: BTreeSet<String>,
    /// Those of them that are not read yet.
    wanted: Vec<String>,
}

/// A record with its id, as JSON.
pub(super) struct Record {
    pub(super) id: String,
    pub(super) text: String,
}

impl Slice {
    /// Creates a slice without records of tables that are made of parts, or not.
    pub(super) fn new(in_parts: bool) -> Self {
        Self {
            in_parts,
            ..Self::default()
        }
    }

    /// Reads the header, the vocabularies and views, and one partnership, by which answers know that there are any.
    pub(super) fn read_head<E: Engine>(
        &mut self,
        engine: &mut E,
    ) -> Result<(), SliceError<E::Error>> {
        self.read(
            engine,
            "section IN ('dataset', 'vocabularies', 'views') OR (section = 'partnerships' AND ordinal = (SELECT MIN(f.ordinal) FROM dataset_record AS f WHERE f.section = 'partnerships'))",
        )
    }

    /// Reads the records of organizations, and their partnerships and operations.
    fn read_around<E: Engine>(
        &mut self,
        engine: &mut E,
        organizations: &[String],
        max_records: u64,
    ) -> Result<(), SliceError<E::Error>> {
        let mut members = organizations.to_vec();
        for batch in organizations.chunks(BATCH) {
            let asked = ids(batch).map_err(SliceError::Sql)?;
            members.extend(self.read_lived_through(engine, &asked, max_records)?);
            let partnerships = format!(
                "SELECT COUNT(*) FROM partnership AS p WHERE p.a IN ({asked}) OR p.b IN ({asked})"
            );
            check_limit(count(engine, &partnerships)?, max_records)?;
            self.read(engine, &around(&asked))?;
        }
        self.read_joint(engine, &members)
    }

    /// Reads the records of partnerships with these ids.
    pub(super) fn read_partnerships<E: Engine>(
        &mut self,
        engine: &mut E,
        partnerships: &[String],
    ) -> Result<(), SliceError<E::Error>> {
        for batch in partnerships.chunks(BATCH) {
            let wanted = ids(batch).map_err(SliceError::Sql)?;
            self.read(
                engine,
                &format!("section = 'partnerships' AND id IN ({wanted})"),
            )?;
        }
        Ok(())
    }

    /// Reads the partnerships of successors with phases that some organizations lived through, and returns their members.
    fn read_lived_through<E: Engine>(
        &mut self,
        engine: &mut E,
        asked: &str,
        max_records: u64,
    ) -> Result<Vec<String>, SliceError<E::Error>> {
        let statement = format!(
            "SELECT DISTINCT p.id, p.a, p.b FROM spell_through AS t JOIN spell AS s ON s.statement = t.statement \
             JOIN partnership AS p ON p.id = s.partnership WHERE t.organization IN ({asked}) ORDER BY p.id"
        );
        let found = engine.rows(&statement, 3).map_err(SliceError::Engine)?;
        check_limit(found.len() as u64, max_records)?;
        let partnerships: Vec<String> = found.iter().map(|row| row[0].clone()).collect();
        self.read_partnerships(engine, &partnerships)?;
        Ok(found
            .into_iter()
            .flat_map(|row| row.into_iter().skip(1))
            .collect())
    }

    /// Reads the records of more than two organizations that have one of some members.
    fn read_joint<E: Engine>(
        &mut self,
        engine: &mut E,
        members: &[String],
    ) -> Result<(), SliceError<E::Error>> {
        let joint = "SELECT ordinal, id FROM dataset_record WHERE section = 'partnerships' AND id LIKE 'joint:%' ORDER BY ordinal";
        let joint = engine.rows(joint, 2).map_err(SliceError::Engine)?;
        let has_member = |id: &str| {
            let ids = id.trim_start_matches("joint:").split("--");
            ids.into_iter()
                .any(|id| members.iter().any(|one| one == id))
        };
        let with_member = joint.into_iter().filter(|row| has_member(&row[1]));
        let places: Vec<String> = with_member.map(|row| row[0].clone()).collect();
        for batch in places.chunks(BATCH) {
            let places = batch.join(", ");
            self.read(
                engine,
                &format!("section = 'partnerships' AND ordinal IN ({places})"),
            )?;
        }
        Ok(())
    }

    /// Reads what the records mention, and what that mentions.
    pub(super) fn read_mentioned<E: Engine>(
        &mut self,
        engine: &mut E,
        max_records: u64,
    ) -> Result<(), SliceError<E::Error>> {
        while !self.wanted.is_empty() {
            let wanted = std::mem::take(&mut self.wanted);
            for batch in wanted.chunks(BATCH) {
                let mentioned = ids(batch).map_err(SliceError::Sql)?;
                self.read(
                    engine,
                    &format!(
                        "section IN ('organizations', 'operations', 'sources') AND id IN ({mentioned})"
                    ),
                )?;
                check_limit(self.records.len() as u64, max_records)?;
            }
        }
        Ok(())
    }

    /// Reads the records that meet a condition.
    pub(super) fn read<E: Engine>(
        &mut self,
        engine: &mut E,
        condition: &str,
    ) -> Result<(), SliceError<E::Error>> {
        let statement = format!(
            "SELECT section, ordinal, id, record_text FROM dataset_record WHERE {condition} ORDER BY section, ordinal"
        );
        for row in engine.rows(&statement, 4).map_err(SliceError::Engine)? {
            let [section, ordinal, id, text] = <[String; 4]>::try_from(row).unwrap_or_default();
            let mut lists = RecordList::ALL.into_iter();
            let list = lists.find(|list| list.name() == section);
            let place = list.zip(ordinal.parse().ok());
            let (Some(place), Ok(record)) = (place, serde_json::from_str(&text)) else {
                return Err(SliceError::NotJson { id });
            };
            self.mention(&record);
            self.records.insert(place, Record { id, text });
        }
        Ok(())
    }

    /// Notes what a record mentions.
    fn mention(&mut self, record: &Json) {
        match record {
            Json::String(text) => self.want(text),
            Json::Array(items) => items.iter().for_each(|item| self.mention(item)),
            Json::Object(fields) => fields.values().for_each(|value| self.mention(value)),
            _ => {}
        }
    }

    /// Notes that the record with a text as its id shall be read, if the text can be an id and was not noted before.
    pub(super) fn want(&mut self, text: &str) {
        if is_id(text) && self.seen.insert(text.to_owned()) {
            self.wanted.push(text.to_owned());
        }
    }

    /// Returns the records as a dataset.
    pub(super) fn json(self) -> String {
        let mut records: Vec<_> = self.records.iter().collect();
        if self.in_parts {
            records.sort_by_key(|((list, _), record)| {
                let is_organization = *list == RecordList::Organizations;
                (*list, is_organization.then_some(&record.id))
            });
        }
        let records = records.into_iter();
        file_of_lines(records.map(|((list, _), record)| (*list, &*record.id, &*record.text)))
    }
}

/// Returns the condition that a record is one of some organizations or their successors, or a partnership or operation of theirs.
fn around(asked: &str) -> String {
    format!(
        "(section = 'organizations' AND (id IN ({asked})
    OR id IN (SELECT u.organization FROM succession AS u WHERE u.predecessor IN ({asked}))
    OR id IN (SELECT m.organization FROM membership AS m WHERE m.whole IN ({asked}))))
  OR (section = 'partnerships' AND id IN (SELECT p.id FROM partnership AS p WHERE p.a IN ({asked}) OR p.b IN ({asked})))
  OR (section = 'operations' AND id IN (SELECT t.operation FROM participation AS t WHERE t.organization IN ({asked})))"
    )
}

/// Returns `true` if a text can be the id of a record.
fn is_id(text: &str) -> bool {
    const MAX_LENGTH: usize = 200;
    let is_part = |letter: char| letter.is_alphanumeric() || "-_.".contains(letter);
    !text.is_empty() && text.len() <= MAX_LENGTH && text.chars().all(is_part)
}
