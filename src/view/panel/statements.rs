//! The columns of statements.

use super::PanelKind;
use super::columns::{PanelColumns, remarks};
use crate::graph::{Content, Graph, Statement, Subject};
use crate::model::{Identified, Missing, Value};

const NOTES: [&str; 2] = [
    "A statement is about a vocabulary, a partnership or an operation; the columns of the other two do not apply.",
    "`locators` has an item per item of `sources`, empty where the citation names no place.",
];

/// Returns the columns of [statements](crate::analysis::statements): every claim, and every definition, with its evidence.
pub fn statements(graph: &Graph) -> PanelColumns<'_, Statement<'_>> {
    let dataset = graph.dataset();
    let sources = dataset.sources();
    let mut columns = PanelColumns::new(PanelKind::Statements, &NOTES);
    columns.word("kind", "Kind of statement.", |row: &Statement<'_>| {
        row.kind().name()
    });
    columns.word("vocabulary", "Name of the vocabulary.", |row| {
        match row.subject() {
            Subject::Vocabulary(name) => Ok(name),
            _ => Err(Missing::NotApplicable),
        }
    });
    columns.word("partnership", "Id of the partnership.", |row| {
        let partnership = row.partnership().ok_or(Missing::NotApplicable);
        partnership.map(|partnership| partnership.id())
    });
    columns.word("operation", "Id of the operation.", |row| {
        let operation = row.operation().ok_or(Missing::NotApplicable);
        operation.map(|operation| operation.record().id().as_str())
    });
    columns.word("coding", "Coding of a phase.", |row| match row.content() {
        Content::Phase(coding, _) => Ok(dataset.vocabularies().codings[coding].id().as_str()),
        _ => Err(Missing::NotApplicable),
    });
    columns.word(
        "term",
        "Id of what is stated: the phase, the motive, the kind of milestone, the series, the group of lessons, the \
         role, the kind of membership, or the defined term.",
        |row| term(graph, row),
    );
    columns.word(
        "organization",
        "Id of the holder of a motive, of the participant of an operation, of the member of another organization, or of \
         the member of a partnership from which a phase or milestone leads to the other.",
        |row| {
            let key = match row.content() {
                Content::Motive(motive) => motive.holder,
                Content::MotiveNotFound(sought) => sought.holder,
                Content::Participation(participation) => participation.organization,
                Content::Phase(_, spell) => spell.record().actor.ok_or(Missing::NotApplicable)?,
                Content::Milestone(milestone) => milestone.actor.ok_or(Missing::NotApplicable)?,
                Content::Membership(_) => row.organization().ok_or(Missing::NotApplicable)?.key(),
                _ => return Err(Missing::NotApplicable),
            };
            Ok(dataset.organizations()[key].id().as_str())
        },
    );
    columns.date("from", "Start as recorded (EDTF).", |row| row.dates().0);
    columns.date("to", "End as recorded (EDTF).", |row| {
        row.dates().1.map_or(Value::NONE, Value::end)
    });
    columns.text("text", "The statement in one line.", |row| row.text());
    columns.word("confidence", "Confidence of the claim.", |row| {
        row.confidence().as_str()
    });
    columns.number("contested", "1 if the claim is contested, else 0.", |row| {
        row.is_contested()
    });
    columns.words(
        "sources",
        "Ids of the cited sources, those of rivals last.",
        |row| Value::texts(row.citations().map(|one| sources[one.source].id().as_str())),
    );
    columns.texts(
        "locators",
        "Places in the cited sources, such as pages.",
        |row| {
            Value::texts(
                row.citations()
                    .map(|one| one.at.as_deref().unwrap_or_default()),
            )
        },
    );
    columns.text("remarks", "Remarks on the claim.", |row| {
        row.claim()
            .map_or(Value::NONE, |claim| remarks(&claim.notes))
    });
    columns.coder(graph, |row| row.partnership().is_some());
    columns
}

/// Returns the id of the term that a statement is about.
fn term<'g>(graph: &'g Graph, statement: &Statement<'g>) -> Value<'g> {
    let vocabularies = graph.dataset().vocabularies();
    match statement.content() {
        Content::Definition(term) => term.id.as_str().into(),
        Content::Phase(_, spell) => Value::of(&vocabularies.phases, spell.record().phase),
        Content::Motive(motive) => Value::of(&vocabularies.motives, motive.motive),
        Content::MotiveNotFound(sought) => Value::of(&vocabularies.motives, sought.motive),
        Content::Milestone(milestone) => Value::of(&vocabularies.milestone_kinds, milestone.kind),
        Content::Series(series) => series.id.as_str().into(),
        Content::Lesson(lesson) => Value::of(&vocabularies.lesson_groups, lesson.group),
        Content::Participation(participation) => Value::of(&vocabularies.roles, participation.role),
        Content::Membership(membership) => membership.kind.as_str().into(),
        Content::Operation(_) => Value::Missing(Missing::NotApplicable),
    }
}
