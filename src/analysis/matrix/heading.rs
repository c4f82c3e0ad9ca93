//! The headings of rows and columns, in order.

use super::unit::{Dimension, Unit};
use crate::graph::Graph;
use crate::model::{Identified, Key, Records, Vocable};
use crate::query::Selection;

/// A heading, before it is known in which place it stands; headings are sorted by it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// The number of a record or term.
    Row(usize),
    /// A word of the data.
    Word(Box<str>),
    /// A year, or the first of ten.
    Year(i32),
    /// There is no relation, and no phase of the scale that means so.
    Unrelated,
    /// The thing has no value in the dimension, or nobody says which.
    Missing,
    /// The members of the dyad do not both exist.
    NotExisting,
}

/// The headings of the rows or of the columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// What the headings are.
    pub dimension: Dimension,
    /// The headings: terms and records in the order of the dataset, countries by name, years without
    /// a gap, those of an asked period all; last, if anything stands under them, the ones of what has no
    /// value, and of partnerships whose members do not both exist.
    pub headings: Vec<Heading>,
}

/// The heading of a row or column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The name for programs.
    pub id: String,
    /// The name for people.
    pub label: String,
    /// Whether it is a heading of what has no value in the dimension.
    pub is_missing: bool,
}

impl Mark {
    pub(super) fn of<T>(key: Key<T>) -> Self {
        Self::Row(key.index())
    }
}

/// Adds to the marks that occur those that belong to the dimension all the same: every term of a
/// vocabulary, every partnership of the selection and its members, the years between, and the first and the
/// last that are `asked` for.
pub(super) fn completed(
    mut marks: Vec<Mark>,
    dimension: Dimension,
    unit: Unit,
    selection: &Selection<'_>,
    asked: Option<(i32, i32)>,
) -> Vec<Mark> {
    let words = selection.graph().dataset().vocabularies();
    let terms = |count: usize| (0..count).map(Mark::Row);
    if dimension.is_time() {
        let ends = asked.map(|(first, last)| [first, last].map(Mark::Year));
        marks.extend(ends.into_iter().flatten());
    }
    match dimension {
        Dimension::Dyad => marks.extend(selection.keys().iter().map(|key| Mark::of(*key))),
        Dimension::Organization if unit.is_of_dyads() => {
            let members = selection.organizations();
            marks.extend(members.map(|member| Mark::of(member.key())));
        }
        Dimension::Motive => marks.extend(terms(words.motives.len())),
        Dimension::MotiveFamily => marks.extend(terms(words.motive_families.len())),
        Dimension::Phase => marks.extend(terms(words.phases.len())),
        Dimension::Condition => marks.extend(terms(words.conditions.len())),
        Dimension::Role => marks.extend(terms(words.roles.len())),
        Dimension::LessonGroup => marks.extend(terms(words.lesson_groups.len())),
        Dimension::Year => marks.extend(between(&marks, 1)),
        Dimension::Decade => marks.extend(between(&marks, 10)),
        Dimension::Organization | Dimension::Operation | Dimension::Country => {}
    }
    marks.sort_unstable();
    marks.dedup();
    marks
}

/// Returns every year, in steps, from the first that occurs to the last.
fn between(marks: &[Mark], step: usize) -> Vec<Mark> {
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

/// Spells a mark of a dimension.
pub(super) fn heading(mark: &Mark, dimension: Dimension, graph: &Graph) -> Heading {
    let (id, label) = match mark {
        Mark::Row(row) => of_row(*row, dimension, graph),
        Mark::Word(word) => (word.to_string(), word.to_string()),
        Mark::Year(year) if dimension == Dimension::Decade => {
            (format!("{year}s"), format!("{year}s"))
        }
        Mark::Year(year) => (year.to_string(), year.to_string()),
        Mark::Unrelated => ("no-relation".to_owned(), "No relation".to_owned()),
        Mark::Missing => {
            let (id, label) = missing(dimension);
            (id.to_owned(), label.to_owned())
        }
        Mark::NotExisting => ("not-existing".to_owned(), "Did not exist".to_owned()),
    };
    Heading {
        id,
        label,
        is_missing: matches!(mark, Mark::Unrelated | Mark::Missing | Mark::NotExisting),
    }
}

fn of_row(row: usize, dimension: Dimension, graph: &Graph) -> (String, String) {
    fn term<T: Vocable>(terms: &Records<T>, row: usize) -> (String, String) {
        let key = Key::new(row);
        (terms[key].id().to_string(), terms.label(key).to_owned())
    }
    let words = graph.dataset().vocabularies();
    match dimension {
        Dimension::Dyad => {
            let partnership = graph.partnership(Key::new(row));
            let ids = partnership
                .members()
                .map(|member| member.record().id().to_string());
            (ids.join("-"), partnership.label())
        }
        Dimension::Organization => {
            let organization = graph.organization(Key::new(row));
            let id = organization.record().id().to_string();
            (id, organization.label().to_owned())
        }
        Dimension::Operation => {
            let operation = graph.operation(Key::new(row));
            (
                operation.record().id().to_string(),
                operation.label().to_owned(),
            )
        }
        Dimension::Motive => term(&words.motives, row),
        Dimension::MotiveFamily => term(&words.motive_families, row),
        Dimension::Phase => term(&words.phases, row),
        Dimension::Condition => term(&words.conditions, row),
        Dimension::Role => term(&words.roles, row),
        Dimension::LessonGroup => term(&words.lesson_groups, row),
        Dimension::Country | Dimension::Year | Dimension::Decade => {
            (row.to_string(), row.to_string())
        }
    }
}

/// Names what has no value in a dimension.
fn missing(dimension: Dimension) -> (&'static str, &'static str) {
    match dimension {
        Dimension::Dyad => ("no-dyad", "No dyad"),
        Dimension::Organization => ("no-organization", "No organization"),
        Dimension::Motive => ("no-motive", "No motive"),
        Dimension::MotiveFamily => ("no-motive", "No motive"),
        Dimension::Phase => ("no-phase", "No phase said"),
        Dimension::Condition => ("no-condition", "No condition said"),
        Dimension::Operation => ("no-operation", "No operation named"),
        Dimension::Role => ("no-role", "No role"),
        Dimension::LessonGroup => ("no-group", "No group"),
        Dimension::Country => ("no-country", "No country named"),
        Dimension::Year | Dimension::Decade => ("no-date", "No date"),
    }
}
