//! Names of claims, made of what they say, so that a claim keeps its name when others are added.

use std::collections::HashMap;

use crate::graph::{Content, Graph, Statement};
use crate::model::{Date, Identified, Vocable};

/// Returns the kind of a claim, and the words that make it different from others of its kind about the same thing; `None` for what
/// is not a claim about a thing.
pub(super) fn claim_name(
    graph: &Graph,
    statement: &Statement<'_>,
) -> Option<(&'static str, Vec<String>)> {
    let vocabularies = graph.dataset().vocabularies();
    let organization = |key| graph.organization(key).record().id.to_string();
    let text = |date: Option<&Date>| date.map_or_else(String::new, Date::to_string);
    Some(match statement.content() {
        Content::Phase(coding, spell) => {
            let coding = vocabularies.codings[coding].id().to_string();
            ("phase", vec![coding, spell.record().from.to_string()])
        }
        Content::Motive(motive) => {
            let id = vocabularies.motives[motive.motive].id().to_string();
            ("motive", vec![organization(motive.holder), id])
        }
        Content::MotiveNotFound(sought) => {
            let id = vocabularies.motives[sought.motive].id().to_string();
            ("motive-not-found", vec![organization(sought.holder), id])
        }
        Content::Milestone(milestone) => {
            let kind = &vocabularies.milestone_kinds[milestone.kind].term().id;
            (
                "milestone",
                vec![milestone.date.to_string(), kind.to_string()],
            )
        }
        Content::Series(series) => ("series", vec![series.id.to_string()]),
        Content::Lesson(lesson) => {
            let group = vocabularies.lesson_groups[lesson.group].id().to_string();
            let operation = lesson
                .operation
                .map(|key| graph.operation(key).record().id.to_string());
            ("lesson", vec![group, operation.unwrap_or_default()])
        }
        Content::Participation(participation) => {
            let role = vocabularies.roles[participation.role].id().to_string();
            let from = text(participation.from.as_ref());
            let words = vec![organization(participation.organization), role, from];
            ("participation", words)
        }
        Content::Membership(membership) => {
            let from = text(membership.from.as_ref());
            (
                membership.kind.as_str(),
                vec![organization(membership.organization), from],
            )
        }
        Content::Definition(_) | Content::Operation(_) => return None,
    })
}

/// Names that are in use. Claims that would have the same name are numbered.
#[derive(Debug, Default)]
pub(super) struct UniqueNames(HashMap<String, usize>);

impl UniqueNames {
    /// Returns the name, with a number if it was returned before.
    pub(super) fn unique(&mut self, name: String) -> String {
        let count = self.0.entry(name.clone()).or_default();
        *count += 1;
        match *count {
            1 => name,
            number => format!("{name}-{number}"),
        }
    }
}
