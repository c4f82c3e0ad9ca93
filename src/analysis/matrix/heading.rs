//! The headings of rows and columns, in order.

use super::dimension::Dimension;
use super::unit::Unit;
use crate::graph::Graph;
use crate::model::{Identified, Key, Records, Vocable};
use crate::query::Selection;

/// A heading as a sort key; its order is the order of the headings.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Mark {
    /// The index of a record or term.
    Record(usize),
    /// A word of the data, such as a country.
    Word(Box<str>),
    /// A year, or the first year of a decade.
    Year(i32),
    /// There is no relation, and the scale has no phase for that.
    Unrelated,
    /// The item has no value in the dimension, or the dataset does not say which.
    Missing,
    /// The members of the dyad do not exist at the same time.
    NotExisting,
}

/// The headings of the rows or of the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The dimension of the headings.
    pub dimension: Dimension,
    /// The headings: terms and records in the order of the dataset, countries by name, years without a gap and with
    /// every year of a requested period. Last come the headings for items without a value, if there are any.
    pub headings: Vec<AxisHeading>,
}

/// The heading of a row or column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AxisHeading {
    /// The name for programs.
    pub id: String,
    /// The name for people.
    pub label: String,
    /// `true` for a heading of items that have no value in the dimension.
    pub is_missing: bool,
}

impl Mark {
    pub(super) fn of<T>(key: Key<T>) -> Self {
        Self::Record(key.index())
    }
}

impl Axis {
    pub(super) fn new(dimension: Dimension, marks: &[Mark], graph: &Graph) -> Self {
        let headings = marks.iter().map(|mark| heading(mark, dimension, graph));
        Self {
            dimension,
            headings: headings.collect(),
        }
    }
}

/// Returns all marks of an axis in order: the marks that occur, and those that belong to the dimension even if nothing
/// has them. These are every term of a vocabulary, every selected partnership or its members, all years in between, and
/// the first and last year of the `period`.
pub(super) fn complete(
    occurring: Vec<Mark>,
    dimension: Dimension,
    unit: Unit,
    selection: &Selection<'_>,
    period: Option<(i32, i32)>,
) -> Vec<Mark> {
    let vocabularies = selection.graph().dataset().vocabularies();
    let terms = |count: usize| (0..count).map(Mark::Record);
    let mut marks = occurring;
    if dimension.is_time() {
        let ends = period.map(|(first, last)| [first, last].map(Mark::Year));
        marks.extend(ends.into_iter().flatten());
    }
    match dimension {
        Dimension::Dyad => marks.extend(selection.keys().iter().map(|key| Mark::of(*key))),
        Dimension::Organization if unit.belongs_to_dyad() => {
            let members = selection.organizations();
            marks.extend(members.map(|member| Mark::of(member.key())));
        }
        Dimension::Motive => marks.extend(terms(vocabularies.motives.len())),
        Dimension::MotiveFamily => marks.extend(terms(vocabularies.motive_families.len())),
        Dimension::Phase => marks.extend(terms(vocabularies.phases.len())),
        Dimension::Condition => marks.extend(terms(vocabularies.conditions.len())),
        Dimension::Role => marks.extend(terms(vocabularies.roles.len())),
        Dimension::LessonGroup => marks.extend(terms(vocabularies.lesson_groups.len())),
        Dimension::Year => marks.extend(years_between(&marks, 1)),
        Dimension::Decade => marks.extend(years_between(&marks, 10)),
        Dimension::Organization | Dimension::Operation | Dimension::Country => {}
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// Returns every year from the first mark to the last, in steps.
fn years_between(marks: &[Mark], step: usize) -> Vec<Mark> {
    let years = || {
        marks.iter().filter_map(|mark| match mark {
            Mark::Year(year) => Some(*year),
            _ => None,
        })
    };
    match years().min().zip(years().max()) {
        Some((first, last)) => (first..=last).step_by(step).map(Mark::Year).collect(),
        None => Vec::new(),
    }
}

fn heading(mark: &Mark, dimension: Dimension, graph: &Graph) -> AxisHeading {
    let (id, label) = match mark {
        Mark::Record(index) => record(*index, dimension, graph),
        Mark::Word(word) => same(word),
        Mark::Year(year) if dimension == Dimension::Decade => same(&format!("{year}s")),
        Mark::Year(year) => same(&year.to_string()),
        Mark::Unrelated => ("no-relation".to_owned(), "No relation".to_owned()),
        Mark::Missing => {
            let (id, label) = missing(dimension);
            (id.to_owned(), label.to_owned())
        }
        Mark::NotExisting => ("not-existing".to_owned(), "Did not exist".to_owned()),
    };
    AxisHeading {
        id,
        label,
        is_missing: matches!(mark, Mark::Unrelated | Mark::Missing | Mark::NotExisting),
    }
}

/// Returns the same text as id and label.
fn same(text: &str) -> (String, String) {
    (text.to_owned(), text.to_owned())
}

/// Returns the id and the label of a record or term.
fn record(index: usize, dimension: Dimension, graph: &Graph) -> (String, String) {
    let vocabularies = graph.dataset().vocabularies();
    match dimension {
        Dimension::Dyad => {
            let partnership = graph.partnership(Key::new(index));
            let ids = partnership
                .members()
                .map(|member| member.record().id().to_string());
            (ids.join("-"), partnership.label())
        }
        Dimension::Organization => {
            let organization = graph.organization(Key::new(index));
            let id = organization.record().id().to_string();
            (id, organization.label().to_owned())
        }
        Dimension::Operation => {
            let operation = graph.operation(Key::new(index));
            let id = operation.record().id().to_string();
            (id, operation.label().to_owned())
        }
        Dimension::Motive => term(&vocabularies.motives, index),
        Dimension::MotiveFamily => term(&vocabularies.motive_families, index),
        Dimension::Phase => term(&vocabularies.phases, index),
        Dimension::Condition => term(&vocabularies.conditions, index),
        Dimension::Role => term(&vocabularies.roles, index),
        Dimension::LessonGroup => term(&vocabularies.lesson_groups, index),
        // These have words or years, never records.
        Dimension::Country | Dimension::Year | Dimension::Decade => same(&index.to_string()),
    }
}

fn term<T: Vocable>(terms: &Records<T>, index: usize) -> (String, String) {
    let key = Key::new(index);
    (terms[key].id().to_string(), terms.label(key).to_owned())
}

/// Returns the id and the label of the heading for items without a value in a dimension.
fn missing(dimension: Dimension) -> (&'static str, &'static str) {
    match dimension {
        Dimension::Dyad => ("no-dyad", "No dyad"),
        Dimension::Organization => ("no-organization", "No organization"),
        Dimension::Motive | Dimension::MotiveFamily => ("no-motive", "No motive"),
        Dimension::Phase => ("no-phase", "Phase unknown"),
        Dimension::Condition => ("no-condition", "Condition unknown"),
        Dimension::Operation => ("no-operation", "No operation named"),
        Dimension::Role => ("no-role", "No role"),
        Dimension::LessonGroup => ("no-group", "No group"),
        Dimension::Country => ("no-country", "No country named"),
        Dimension::Year | Dimension::Decade => ("no-date", "No date"),
    }
}
