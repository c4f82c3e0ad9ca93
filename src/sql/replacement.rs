//! The records that change with others in an engine, and what is needed to compute their rows.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::fmt;

use super::literal::ids;
use super::slice::{BATCH, Engine, Slice, about, check_limit, count, texts};
use super::slice_error::SliceError;
use crate::analysis::tables::Ordinals;
use crate::dataset::{
    self, Input, LoadError, Outline, RecordLine, RecordList, file_of_lines, in_order, record_lines,
};
use crate::model::Dataset;
use crate::phrase::folded;

/// Records of files that take the place of those in an engine, or are added to them.
pub struct Replacement {
    /// The records whose rows are replaced: those of the files, and those that mention them.
    pub(super) replaced: BTreeMap<RecordList, BTreeSet<String>>,
    pub(super) in_parts: bool,
    /// The list and id of a record that is not in the engine as it is here.
    change: Option<(RecordList, String)>,
    /// These records, and all that they mention.
    pub dataset: Dataset,
    /// Their sort keys: records that are in the engine keep theirs, and the others follow after the last one.
    pub ordinals: Ordinals,
}

impl Replacement {
    /// Returns a record that is not in the engine as it is here; `None` if all are.
    pub fn change(&self) -> Option<RecordLine<'_>> {
        let (list, id) = self.change.as_ref()?;
        let mut lines = record_lines(&self.dataset);
        lines.find(|line| line.list == *list && line.id == *id)
    }
}

/// Why records cannot be replaced.
#[derive(Debug)]
#[non_exhaustive]
pub enum ReplaceError<E> {
    /// The engine does not answer, or its tables are incomplete.
    Tables(SliceError<E>),
    /// The records are not valid among those in the engine.
    Load(LoadError),
    /// The files have a list that describes the dataset as a whole.
    OfWhole {
        /// The list.
        list: &'static str,
    },
    /// A record of more than two organizations is among the files, or about a partnership whose rows would change.
    Joint {
        /// The id of the record.
        id: String,
    },
    /// The dataset does not state the day up to which evidence was read, so that it could change with a record.
    NoAsOf,
}

/// Reads the records in an engine that change with those of files, and puts them together.
///
/// # Errors
/// Fails if the records are not valid among those in the engine, if they would change more than `max_records`, or if the engine
/// fails.
pub fn read_replacement<E: Engine>(
    engine: &mut E,
    inputs: &[Input],
    max_records: u64,
) -> Result<Replacement, ReplaceError<E::Error>> {
    let outline = dataset::outline(inputs.to_vec())?;
    if let Some(list) = outline.of_whole.first() {
        return Err(ReplaceError::OfWhole { list });
    }
    let about = about(engine)?;
    let mut reading = Reading {
        slice: Slice::new(about.in_parts),
        replaced: BTreeMap::new(),
        max_records,
    };
    reading.read_mentioned(engine, &outline)?;
    let changed = reading.with_files(inputs, &[])?;
    let lines = record_lines(&changed).filter(|line| line.list == RecordList::Partnerships);
    let pairs: Vec<String> = lines.map(|line| line.id).collect();
    reading.read_changing(engine, &outline, &pairs)?;
    let dataset = reading.with_files(inputs, &pairs)?;
    let ordinals = reading.ordinals(engine, &dataset)?;
    Ok(Replacement {
        change: reading.change(&dataset),
        replaced: reading.replaced,
        in_parts: about.in_parts,
        dataset,
        ordinals,
    })
}

/// The records that were read so far.
struct Reading {
    slice: Slice,
    replaced: BTreeMap<RecordList, BTreeSet<String>>,
    max_records: u64,
}

impl Reading {
    /// Reads the description of the dataset and the vocabularies, and what the files may mention.
    fn read_mentioned<E: Engine>(
        &mut self,
        engine: &mut E,
        outline: &Outline,
    ) -> Result<(), ReplaceError<E::Error>> {
        self.slice
            .read(engine, "section IN ('dataset', 'vocabularies')")?;
        let headers = self.slice.records.range((RecordList::Dataset, 0)..).next();
        if !headers.is_some_and(|(_, header)| header.text.contains("\"as-of\"")) {
            return Err(ReplaceError::NoAsOf);
        }
        outline.words.iter().for_each(|word| self.slice.want(word));
        let words: Vec<String> = outline.words.iter().map(|word| folded(word)).collect();
        for batch in words.chunks(BATCH) {
            let wanted = ids(batch).map_err(SliceError::Sql)?;
            let statement =
                format!("SELECT DISTINCT thing FROM known_name WHERE folded IN ({wanted})");
            let found = texts(engine, &statement)?;
            found.iter().for_each(|id| self.slice.want(id));
        }
        for (list, changed) in [
            (RecordList::Organizations, &outline.organizations),
            (RecordList::Operations, &outline.operations),
            (RecordList::Sources, &outline.sources),
        ] {
            self.replaced
                .insert(list, changed.iter().cloned().collect());
        }
        self.slice.read_mentioned(engine, self.max_records)?;
        Ok(())
    }

    /// Reads the records that change because they mention others that do, and all that they mention.
    fn read_changing<E: Engine>(
        &mut self,
        engine: &mut E,
        outline: &Outline,
        pairs: &[String],
    ) -> Result<(), ReplaceError<E::Error>> {
        let acting = self.with_successors(engine, outline.organizations.clone())?;
        let mut partnerships: BTreeSet<String> = pairs.iter().cloned().collect();
        let mut found = |column: &str, statement: &str, of: &[String]| {
            self.found(engine, column, statement, of)
        };
        partnerships.extend(found("p.a", "SELECT p.id FROM partnership AS p", &acting)?);
        partnerships.extend(found("p.b", "SELECT p.id FROM partnership AS p", &acting)?);
        partnerships.extend(found(
            "t.organization",
            "SELECT s.partnership FROM spell_through AS t JOIN spell AS s ON s.statement = t.statement",
            &acting,
        )?);
        partnerships.extend(found(
            "l.operation",
            "SELECT l.partnership FROM lesson AS l",
            &outline.operations,
        )?);
        let taking_part = found(
            "t.organization",
            "SELECT DISTINCT t.operation FROM participation AS t",
            &acting,
        )?;
        let following = found(
            "f.predecessor",
            "SELECT f.operation FROM operation_succession AS f",
            &outline.operations,
        )?;
        let members = found(
            "m.whole",
            "SELECT DISTINCT m.organization FROM membership AS m",
            &acting,
        )?;
        self.refuse_joint(engine, &partnerships)?;
        self.replace(RecordList::Partnerships, partnerships);
        self.replace(RecordList::Operations, taking_part);
        self.replace(RecordList::Operations, following);
        self.replace(RecordList::Organizations, acting);
        self.replace(RecordList::Organizations, members);
        self.read_replaced(engine)
    }

    fn replace(&mut self, list: RecordList, ids: impl IntoIterator<Item = String>) {
        self.replaced.entry(list).or_default().extend(ids);
    }

    /// Returns organizations, and all that took their place, directly or not: their predecessors act for them.
    fn with_successors<E: Engine>(
        &self,
        engine: &mut E,
        organizations: Vec<String>,
    ) -> Result<Vec<String>, SliceError<E::Error>> {
        let mut all: BTreeSet<String> = organizations.iter().cloned().collect();
        let mut last = organizations;
        while !last.is_empty() {
            let statement = "SELECT DISTINCT u.organization FROM succession AS u";
            let found = self.found(engine, "u.predecessor", statement, &last)?;
            last = found
                .into_iter()
                .filter(|id| all.insert(id.clone()))
                .collect();
        }
        Ok(all.into_iter().collect())
    }

    /// Runs a statement for the rows in which a column has one of some ids.
    fn found<E: Engine>(
        &self,
        engine: &mut E,
        column: &str,
        statement: &str,
        of: &[String],
    ) -> Result<Vec<String>, SliceError<E::Error>> {
        let mut all = Vec::new();
        for batch in of.chunks(BATCH) {
            let wanted = ids(batch).map_err(SliceError::Sql)?;
            let limit = self.max_records + 1;
            let limited = format!("{statement} WHERE {column} IN ({wanted}) LIMIT {limit}");
            all.extend(texts(engine, &limited)?);
            check_limit(all.len() as u64, self.max_records)?;
        }
        Ok(all)
    }

    /// Refuses records of more than two organizations: what they say is in rows of several partnerships.
    fn refuse_joint<E: Engine>(
        &self,
        engine: &mut E,
        partnerships: &BTreeSet<String>,
    ) -> Result<(), ReplaceError<E::Error>> {
        let joint = "SELECT id FROM dataset_record WHERE section = 'partnerships' AND id LIKE 'joint:%' ORDER BY id";
        let in_engine = texts(engine, joint)?;
        let in_files = partnerships.iter().filter(|id| id.starts_with("joint:"));
        let is_about = |joint: &&String| {
            let members: Vec<&str> = joint.trim_start_matches("joint:").split("--").collect();
            let mut ids = partnerships.iter();
            ids.any(|id| id.split("--").take(2).all(|id| members.contains(&id)))
        };
        match in_files.chain(in_engine.iter().filter(is_about)).next() {
            Some(id) => Err(ReplaceError::Joint { id: id.clone() }),
            None => Ok(()),
        }
    }

    /// Reads the records that change, and all that they mention.
    fn read_replaced<E: Engine>(&mut self, engine: &mut E) -> Result<(), ReplaceError<E::Error>> {
        for (list, changing) in self.replaced.clone() {
            let changing: Vec<String> = changing.into_iter().collect();
            for batch in changing.chunks(BATCH) {
                let wanted = ids(batch).map_err(SliceError::Sql)?;
                let section = list.name();
                self.slice.read(
                    engine,
                    &format!("section = '{section}' AND id IN ({wanted})"),
                )?;
                check_limit(self.slice.records.len() as u64, self.max_records)?;
            }
        }
        self.slice.read_mentioned(engine, self.max_records)?;
        Ok(())
    }

    /// Returns the records of the engine without those of the files, which have these partnerships, and then those of the files. The
    /// organizations are in the order of those in the engine.
    fn with_files<E>(
        &self,
        inputs: &[Input],
        pairs: &[String],
    ) -> Result<Dataset, ReplaceError<E>> {
        let outline = dataset::outline(inputs.to_vec())?;
        let changed = |list: RecordList, id: &str| match list {
            RecordList::Organizations => outline.organizations.iter().any(|one| one == id),
            RecordList::Operations => outline.operations.iter().any(|one| one == id),
            RecordList::Sources => outline.sources.iter().any(|one| one == id),
            RecordList::Partnerships => pairs.iter().any(|one| one == id),
            _ => false,
        };
        let records = self.slice.records.iter();
        let others = records.filter(|((list, _), record)| !changed(*list, &record.id));
        let others = others.map(|((list, _), record)| (*list, &*record.id, &*record.text));
        let others = Input::new("engine", file_of_lines(others));
        let all = std::iter::once(others).chain(inputs.iter().cloned());
        self.in_order(dataset::from_inputs(all.collect())?)
    }

    /// Returns the dataset with its organizations in the order of those in the engine.
    fn in_order<E>(&self, dataset: Dataset) -> Result<Dataset, ReplaceError<E>> {
        let places = self.places();
        let in_parts = self.slice.in_parts;
        Ok(in_order(dataset, |id| {
            let place = places.get(&(RecordList::Organizations, id)).copied();
            let place = place.filter(|_| !in_parts);
            (place.unwrap_or(u64::MAX), in_parts.then(|| id.to_owned()))
        })?)
    }

    /// Returns the list and id of the first record that is not in the engine as it is in a dataset.
    fn change(&self, dataset: &Dataset) -> Option<(RecordList, String)> {
        let places = self.places();
        let mut lines = record_lines(dataset);
        let changed = lines.find(|line| {
            let place = places.get(&(line.list, &*line.id));
            let record = place.and_then(|place| self.slice.records.get(&(line.list, *place)));
            record.is_none_or(|record| record.text != line.text())
        });
        changed.map(|line| (line.list, line.id))
    }

    /// Returns the places of the records in the engine.
    fn places(&self) -> HashMap<(RecordList, &str), u64> {
        let records = self.slice.records.iter();
        let places = records.map(|((list, place), record)| ((*list, &*record.id), *place));
        places.collect()
    }

    /// Returns the sort keys: those in the engine, and others after them.
    fn ordinals<E: Engine>(
        &self,
        engine: &mut E,
        dataset: &Dataset,
    ) -> Result<Ordinals, SliceError<E::Error>> {
        let mut ordinals = Ordinals::default();
        let places = self.places();
        for (list, table) in [
            (RecordList::Organizations, "organization"),
            (RecordList::Operations, "operation"),
            (RecordList::Partnerships, "partnership"),
            (RecordList::Sources, "source"),
        ] {
            let section = list.name();
            let statement = format!(
                "SELECT COALESCE(MAX(ordinal), 0) AS last FROM dataset_record WHERE section = '{section}'"
            );
            let mut last = count(engine, &statement)?;
            let lines = record_lines(dataset).filter(|line| line.list == list);
            let lines: Vec<String> = lines.map(|line| line.id).collect();
            for id in &lines {
                let place = places.get(&(list, &**id)).copied().unwrap_or_else(|| {
                    last += 1;
                    last
                });
                ordinals.keep(section, id, place as i64);
            }
            self.keep_rows(engine, table, &lines, &mut ordinals)?;
        }
        Ok(ordinals)
    }

    /// Keeps the sort keys of the rows of a table.
    fn keep_rows<E: Engine>(
        &self,
        engine: &mut E,
        table: &str,
        of: &[String],
        ordinals: &mut Ordinals,
    ) -> Result<(), SliceError<E::Error>> {
        let mut last = count(
            engine,
            &format!("SELECT COALESCE(MAX(ordinal), 0) AS last FROM {table}"),
        )?;
        let mut there = HashMap::new();
        for batch in of.chunks(BATCH) {
            let wanted = ids(batch).map_err(SliceError::Sql)?;
            let statement = format!("SELECT id, ordinal FROM {table} WHERE id IN ({wanted})");
            let rows = engine.rows(&statement, 2).map_err(SliceError::Engine)?;
            there.extend(rows.into_iter().map(|row| (row[0].clone(), row[1].clone())));
        }
        for id in of {
            let kept = there.get(id).and_then(|ordinal| ordinal.parse().ok());
            let ordinal = kept.unwrap_or_else(|| {
                last += 1;
                last as i64
            });
            ordinals.keep(table, id, ordinal);
        }
        Ok(())
    }
}

impl<E> From<SliceError<E>> for ReplaceError<E> {
    fn from(error: SliceError<E>) -> Self {
        Self::Tables(error)
    }
}

impl<E> From<LoadError> for ReplaceError<E> {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

impl<E> ReplaceError<E> {
    /// Returns a sentence that says what to do, if there is something to suggest.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Tables(SliceError::TooLarge { .. }) => {
                Some("Change fewer records at once, or raise the limit with --max-records.")
            }
            Self::Tables(error) => error.hint(),
            Self::Load(_) => None,
            Self::OfWhole { .. } => Some(
                "Leave it out: only organizations, operations, sources and partnerships can be replaced.",
            ),
            Self::Joint { .. } => Some("Load the whole dataset again."),
            Self::NoAsOf => {
                Some("State `as-of` in the description of the dataset, and load it again.")
            }
        }
    }
}

impl<E: fmt::Display> fmt::Display for ReplaceError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tables(error) => error.fmt(f),
            Self::Load(error) => error.fmt(f),
            Self::OfWhole { list } => write!(f, "`{list}` is of the dataset as a whole"),
            Self::Joint { id } => write!(
                f,
                "the rows of `{id}`, a record of more than two organizations, would change"
            ),
            Self::NoAsOf => f.write_str(
                "the dataset in the engine has no `as-of`, so that every row may change with a record",
            ),
        }
    }
}

impl<E: fmt::Debug + fmt::Display> Error for ReplaceError<E> {}
