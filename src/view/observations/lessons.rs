//! The table of lessons: how many there are of each group, and from which operation.

use super::{A, B, ObservationsOptions, members, with_cases};
use crate::analysis::observations::{Observations, PartnershipLesson};
use crate::graph::Graph;
use crate::model::{Field, Identified, Missing, ValueType};
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::Bibliography;
use crate::view::table::Table;

/// The lessons of a group or of an operation.
struct Row<'g> {
    by: &'static str,
    of: Cell,
    lessons: Vec<PartnershipLesson<'g>>,
}

/// Creates the table of the lessons, by group and then by the operation that taught them.
pub(super) fn table<'g>(
    graph: &'g Graph,
    observations: &Observations<'g>,
    options: ObservationsOptions,
    bibliography: &mut Option<Bibliography<'g>>,
) -> Table {
    let columns = Columns::new()
        .with(
            "by",
            "By",
            "What the lessons are grouped by: `group` or `operation`.",
            ValueType::Code,
            |row: &Row<'_>| row.by,
        )
        .with(
            "of",
            "Of",
            "The group of lessons, or the operation; `none` if the lesson names no operation.",
            ValueType::Term,
            |row| row.of.clone(),
        )
        .with(
            "lessons",
            "Lessons",
            "The number of lessons.",
            ValueType::Integer,
            |row| Cell::count(row.lessons.len()),
        );
    let columns = with_cases(columns, options, "The lessons counted.", &CASE, |row| {
        Cell::list_with_commas(row.lessons.iter().map(case))
    });
    columns.cited_table(
        "lessons",
        "What did the field teach?",
        rows(graph, observations),
        bibliography,
        |list, row| {
            list.cell(
                row.lessons
                    .iter()
                    .map(|(_, lesson)| ("lesson", &lesson.claim)),
            )
        },
    )
}

/// The type of a lesson that is counted.
const CASE: ValueType = ValueType::Record(&[
    A,
    B,
    Field::new("statement", ValueType::Text, "The lesson."),
]);

fn case((partnership, lesson): &PartnershipLesson<'_>) -> Cell {
    let statement = ("statement", Cell::from(&*lesson.statement));
    let fields = members(*partnership).into_iter().chain([statement]);
    let text = format!("{}: {}", partnership.label(), lesson.statement);
    Cell::record(fields.collect(), text)
}

fn rows<'g>(graph: &'g Graph, observations: &Observations<'g>) -> Vec<Row<'g>> {
    let groups = observations.lessons_by_group().into_iter();
    let groups = groups.map(|(group, lessons)| Row {
        by: "group",
        of: Cell::of(&graph.dataset().vocabularies().lesson_groups, group),
        lessons,
    });
    let operations = observations.lessons_by_operation().into_iter();
    let operations = operations.map(|(operation, lessons)| Row {
        by: "operation",
        of: operation.map_or(Cell::missing(Missing::None, "none named"), |operation| {
            let operation = graph.operation(operation);
            Cell::term(operation.record().id().as_str(), operation.label())
        }),
        lessons,
    });
    groups.chain(operations).collect()
}
