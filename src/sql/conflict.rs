//! What keeps a part from being added: records that are in the tables with other content.

use std::error::Error;
use std::fmt;

use super::literal::ids;
use super::slice::{BATCH, Engine, about, count, texts};
use super::slice_error::SliceError;
use crate::dataset::RecordLine;

/// How many conflicts of a kind are read. The others are not counted.
const MAX_CONFLICTS: usize = 5;

/// A record of a part that contradicts the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Conflict {
    /// The record is in the tables with other content.
    Differs {
        /// The section of the record.
        section: String,
        /// Its id.
        id: String,
    },
    /// The part with this number is in the tables, with other records.
    OtherPart {
        /// The section of the first record that differs.
        section: String,
        /// Its id.
        id: String,
    },
    /// A record in the tables has an id or abbreviation of this one.
    SameName {
        /// The id of the record.
        id: String,
        /// That of the one in the tables.
        other: String,
    },
    /// A partnership is in both, and at least one of them has a record of more than two organizations that is about it too.
    Joint {
        /// The id of the partnership.
        id: String,
    },
}

/// Why a part cannot be added.
#[derive(Debug)]
#[non_exhaustive]
pub enum PartError<E> {
    /// The engine does not answer, or its tables are incomplete.
    Tables(SliceError<E>),
    /// The tables are those of a dataset that was loaded as a whole.
    Whole,
    /// Records of the part contradict the tables.
    Conflicts(Vec<Conflict>),
}

/// Checks that a staged part (see [`stage_part`](super::stage_part)) can be added to the tables in an engine.
///
/// # Errors
/// Fails if it contradicts them, if they are not made of parts, or if the engine fails.
pub fn check_part<E: Engine>(engine: &mut E) -> Result<(), PartError<E::Error>> {
    let records = "SELECT COUNT(*) FROM dataset_record WHERE section = 'dataset'";
    if count(engine, records)? == 0 {
        return Ok(());
    }
    if !about(engine)?.in_parts {
        return Err(PartError::Whole);
    }
    let mut conflicts = Vec::new();
    for (statement, conflict) in STATEMENTS {
        let limited = format!("{statement} LIMIT {MAX_CONFLICTS}");
        let rows = engine.rows(&limited, 2).map_err(SliceError::Engine)?;
        conflicts.extend(rows.into_iter().map(|row| {
            let [first, second] = <[String; 2]>::try_from(row).unwrap_or_default();
            conflict(first, second)
        }));
    }
    let joint = joint(engine)?.into_iter();
    conflicts.extend(joint.map(|id| Conflict::Joint { id }));
    if conflicts.is_empty() {
        Ok(())
    } else {
        Err(PartError::Conflicts(conflicts))
    }
}

/// Returns `true` if a record is in the tables of an engine as it is: the command of one may end without an error although it wrote
/// nothing.
///
/// # Errors
/// Fails if the engine does.
pub fn has_record<E: Engine>(
    engine: &mut E,
    record: &RecordLine<'_>,
) -> Result<bool, SliceError<E::Error>> {
    about(engine)?;
    let wanted = ids(std::slice::from_ref(&record.id)).map_err(SliceError::Sql)?;
    let section = record.list.name();
    let statement = format!(
        "SELECT record_text FROM dataset_record WHERE section = '{section}' AND id IN ({wanted})"
    );
    let text = record.text();
    Ok(texts(engine, &statement)?.contains(&text))
}

/// A function that creates a conflict from two texts.
type Describe = fn(String, String) -> Conflict;

/// Statements that return conflicts, each with two texts.
const STATEMENTS: [(&str, Describe); 3] = [
    (DIFFERENT, |section, id| Conflict::Differs { section, id }),
    (SAME_PLACE, |section, id| Conflict::OtherPart {
        section,
        id,
    }),
    (SAME_NAME, |id, other| Conflict::SameName { id, other }),
];

const DIFFERENT: &str = "\
SELECT s.section, s.id FROM staged_dataset_record AS s
JOIN dataset_record AS r ON r.section = s.section AND r.id = s.id
WHERE r.record_text <> s.record_text AND s.id NOT LIKE 'joint:%'
ORDER BY s.section, s.id";

const SAME_PLACE: &str = "\
SELECT s.section, s.id FROM staged_dataset_record AS s
JOIN dataset_record AS r ON r.section = s.section AND r.ordinal = s.ordinal
WHERE r.id <> s.id
ORDER BY s.section, s.ordinal";

// The first two names are the id and, of an organization that has one, the abbreviation. Other names may be shared.
const SAME_NAME: &str = "\
SELECT s.thing, t.thing FROM staged_known_name AS s
JOIN known_name AS t ON t.thing_kind = s.thing_kind AND t.folded = s.folded
LEFT JOIN staged_organization AS so ON so.id = s.thing
LEFT JOIN organization AS o ON o.id = t.thing
WHERE s.thing <> t.thing AND s.thing_kind = 'organization'
  AND (s.number = 1 OR (s.number = 2 AND so.abbreviation <> so.name))
  AND (t.number = 1 OR (t.number = 2 AND o.abbreviation <> o.name))
ORDER BY s.thing, t.thing";

/// Returns the partnerships that both have, of those that a record of more than two organizations is about in one of them: what is
/// said about such a partnership cannot be put together.
fn joint<E: Engine>(engine: &mut E) -> Result<Vec<String>, SliceError<E::Error>> {
    let mut found = Vec::new();
    for (records, other) in [
        ("staged_dataset_record", "partnership"),
        ("dataset_record", "staged_partnership"),
    ] {
        let statement = format!(
            "SELECT id FROM {records} WHERE section = 'partnerships' AND id LIKE 'joint:%' ORDER BY id"
        );
        let rows = engine.rows(&statement, 1).map_err(SliceError::Engine)?;
        let dyads: Vec<String> = rows.iter().flatten().flat_map(|id| dyads(id)).collect();
        for batch in dyads.chunks(BATCH) {
            let wanted = ids(batch).map_err(SliceError::Sql)?;
            let statement = format!(
                "SELECT id FROM {other} WHERE a || '--' || b IN ({wanted}) ORDER BY id LIMIT {MAX_CONFLICTS}"
            );
            let rows = engine.rows(&statement, 1).map_err(SliceError::Engine)?;
            found.extend(rows.into_iter().flatten());
        }
    }
    found.sort();
    found.dedup();
    found.truncate(MAX_CONFLICTS);
    Ok(found)
}

/// Returns the ids that the partnerships of a record of more than two organizations may have: in either order of the members.
fn dyads(id: &str) -> Vec<String> {
    let members: Vec<&str> = id.trim_start_matches("joint:").split("--").collect();
    let pairs = members.iter().flat_map(|first| {
        let others = members.iter().filter(move |second| *second != first);
        others.map(move |second| format!("{first}--{second}"))
    });
    pairs.collect()
}

impl<E> From<SliceError<E>> for PartError<E> {
    fn from(error: SliceError<E>) -> Self {
        Self::Tables(error)
    }
}

impl<E> PartError<E> {
    /// Returns a sentence that says what to do, if there is something to suggest.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Tables(SliceError::Incomplete) => Some(
                "A part was not added to its end by an engine without transactions: load all parts into new tables.",
            ),
            Self::Tables(error) => error.hint(),
            Self::Whole => Some(
                "Load every file with --part into new tables, the first one too; --replace adds records to a whole dataset.",
            ),
            Self::Conflicts(_) => Some(
                "Nothing was added. Repeat records in a part as they are in the others, or change those in the tables with --replace.",
            ),
        }
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Differs { section, id } if section == id => {
                write!(f, "the description of the dataset has other content there")
            }
            Self::Differs { section, id } => {
                write!(f, "`{id}` of {section} has other content there")
            }
            Self::OtherPart { section, id } => write!(
                f,
                "the part has the number of another one: `{id}` of {section} has the place of another record"
            ),
            Self::SameName { id, other } => {
                write!(f, "`{id}` has an id or abbreviation of `{other}` there")
            }
            Self::Joint { id } => write!(
                f,
                "`{id}` is there, and a record of more than two organizations is about it in one of them"
            ),
        }
    }
}

impl<E: fmt::Display> fmt::Display for PartError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tables(error) => error.fmt(f),
            Self::Whole => f.write_str("the tables are those of a whole dataset, not of parts"),
            Self::Conflicts(conflicts) => {
                f.write_str("the part contradicts the tables in the engine: ")?;
                for (place, conflict) in conflicts.iter().enumerate() {
                    let separator = if place > 0 { "; " } else { "" };
                    write!(f, "{separator}{conflict}")?;
                }
                Ok(())
            }
        }
    }
}

impl<E: fmt::Debug + fmt::Display> Error for PartError<E> {}
