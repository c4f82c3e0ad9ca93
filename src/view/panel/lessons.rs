//! The columns of lessons.

use super::PanelKind;
use super::columns::PanelColumns;
use crate::analysis::Numbered;
use crate::graph::Graph;
use crate::model::{Identified, Lesson, Value};

/// Returns the columns of [lessons](crate::analysis::lessons).
pub fn lessons(graph: &Graph) -> PanelColumns<'_, Numbered<'_, Lesson>> {
    let groups = &graph.dataset().vocabularies().lesson_groups;
    let operations = graph.dataset().operations();
    let mut columns = PanelColumns::new(PanelKind::Lessons, &[]);
    columns.record_of_partnership(
        |row: &Numbered<'_, Lesson>| row.partnership,
        |row| row.number,
    );
    columns.word("group", "Group of the lesson.", |row| {
        Value::of(groups, row.record.group)
    });
    columns.word(
        "operation",
        "Id of the operation that the lesson comes from.",
        |row| {
            let operation = row.record.operation;
            operation.map(|key| operations[key].id().as_str())
        },
    );
    columns.text("statement", "The lesson in a sentence.", |row| {
        &*row.record.statement
    });
    columns.claim(graph, |row| &row.record.claim);
    columns.coder(graph, |_| true);
    columns
}
