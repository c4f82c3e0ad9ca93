//! The attributes of edges.

use std::collections::HashSet;

use super::attribute::{AttributeType, Attributes, amounts, free_attributes};
use super::edge_record::EdgeRecord;
use crate::graph::OrganizationRef;
use crate::model::{Confidence, Identified, Missing, Value};
use crate::query::{SelectedPartnership, Since};

/// The value of an attribute that other kinds of edges have.
const NOT_APPLICABLE: Value<'static> = Value::Missing(Missing::NotApplicable);

/// Declares the attributes of edges.
pub(super) fn edge_attributes<'g>() -> Attributes<'g, EdgeRecord<'g>> {
    let attributes = with_state(Attributes::new());
    with_participation(attributes)
        .with(
            "confidence",
            AttributeType::Text,
            "The lowest confidence of the claims that the edge rests on.",
            |record| {
                let claims = record.claims().into_iter();
                let lowest = claims.map(|claim| claim.confidence).min();
                lowest.map(Confidence::as_str).into()
            },
        )
        .with(
            "sources",
            AttributeType::Texts,
            "The ids of the sources that the edge rests on, each once, in the order of their first citation.",
            sources,
        )
}

/// Declares the attributes of partnerships.
fn with_state<'g>(attributes: Attributes<'g, EdgeRecord<'g>>) -> Attributes<'g, EdgeRecord<'g>> {
    use AttributeType::{Boolean, Date, Integer, Term, Terms};
    attributes
        .with(
            "phase",
            Term,
            "The phase of the partnership at the time of the selection.",
            |record| {
                of_partnership(record, |selected| {
                    let spell = selected.spell();
                    spell.map_or(Value::NONE, |spell| {
                        let vocabularies = spell.graph().dataset().vocabularies();
                        Value::of(&vocabularies.phases, spell.record().phase)
                    })
                })
            },
        )
        .with(
            "condition",
            Term,
            "The condition of the partnership at the time of the selection.",
            |record| {
                of_partnership(record, |selected| {
                    let relation = selected.spell().filter(|spell| !spell.is_absent());
                    relation.map_or(Value::NONE, |spell| {
                        let vocabularies = spell.graph().dataset().vocabularies();
                        Value::of(&vocabularies.conditions, spell.record().condition)
                    })
                })
            },
        )
        .with(
            "since",
            Date,
            "The date since which the two have cooperated without a break.",
            |record| of_partnership(record, |selected| start(selected.since())),
        )
        .with(
            "phase-since",
            Date,
            "The date since which the partnership has been in the phase.",
            |record| of_partnership(record, |selected| start(selected.phase_since())),
        )
        .with(
            "uncertain",
            Boolean,
            "Whether the phase depends on an uncertain date.",
            |record| of_partnership(record, |selected| selected.is_uncertain().into()),
        )
        .with(
            "source-motives",
            Terms,
            "The motives that the first member holds.",
            |record| of_partnership(record, |selected| motives(selected, 0)),
        )
        .with(
            "target-motives",
            Terms,
            "The motives that the second member holds.",
            |record| of_partnership(record, |selected| motives(selected, 1)),
        )
        .with(
            "shared-operations",
            Integer,
            "The number of operations that the two share.",
            |record| {
                of_partnership(record, |selected| {
                    Value::count(selected.operations().count())
                })
            },
        )
}

/// Declares the attributes of shared operations and participations.
fn with_participation<'g>(
    attributes: Attributes<'g, EdgeRecord<'g>>,
) -> Attributes<'g, EdgeRecord<'g>> {
    use AttributeType::{Boolean, Term, Terms, Text, Texts};
    attributes
        .with("operation", Term, "The operation.", |record| match record {
            EdgeRecord::Partnership(..) => NOT_APPLICABLE,
            EdgeRecord::Shared(_, shared) => {
                let operation = shared.operation;
                Value::term(operation.record().id().as_str(), operation.label())
            }
            EdgeRecord::Participation((operation, ..)) => {
                Value::term(operation.record().id().as_str(), operation.label())
            }
        })
        .with(
            "source-roles",
            Terms,
            "The roles of the first member, or of the organization that participates.",
            |record| roles(record, 0),
        )
        .with(
            "target-roles",
            Terms,
            "The roles of the second member in a shared operation.",
            |record| roles(record, 1),
        )
        .with(
            "status",
            Text,
            "Whether the participation is `recorded`, or `unknown`.",
            |record| match record {
                EdgeRecord::Participation((_, _, participation)) => {
                    Value::text(participation.status.as_str())
                }
                EdgeRecord::Partnership(..) | EdgeRecord::Shared(..) => NOT_APPLICABLE,
            },
        )
        .with(
            "adverse",
            Boolean,
            "Whether the role is against the operation.",
            |record| match record {
                EdgeRecord::Participation((operation, _, participation)) => {
                    let roles = &operation.graph().dataset().vocabularies().roles;
                    roles[participation.role].adverse.into()
                }
                EdgeRecord::Partnership(..) | EdgeRecord::Shared(..) => NOT_APPLICABLE,
            },
        )
        .with(
            "ties",
            Boolean,
            "Whether the participation makes ties to the other organizations of the operation.",
            |record| match record {
                EdgeRecord::Participation((operation, _, participation)) => {
                    let roles = &operation.graph().dataset().vocabularies().roles;
                    (roles[participation.role].ties && !participation.is_unknown()).into()
                }
                EdgeRecord::Partnership(..) | EdgeRecord::Shared(..) => NOT_APPLICABLE,
            },
        )
        .with(
            "amounts",
            Texts,
            "The amounts of the partnership or participation, such as `troops: 550 (2014..2015)`.",
            |record| match record {
                EdgeRecord::Partnership(selected, _) => {
                    let partnership = selected.partnership();
                    amounts(partnership.graph(), &partnership.record().annotations)
                }
                EdgeRecord::Participation((operation, _, participation)) => {
                    amounts(operation.graph(), &participation.annotations)
                }
                EdgeRecord::Shared(..) => NOT_APPLICABLE,
            },
        )
        .with(
            "attributes",
            Texts,
            "The free attributes of the partnership or participation, each as `name: value`.",
            |record| match record {
                EdgeRecord::Partnership(selected, _) => {
                    free_attributes(&selected.partnership().record().annotations)
                }
                EdgeRecord::Participation((_, _, participation)) => {
                    free_attributes(&participation.annotations)
                }
                EdgeRecord::Shared(..) => NOT_APPLICABLE,
            },
        )
        .with(
            "through",
            Text,
            "The mission or body through which the organization participates.",
            |record| match record {
                EdgeRecord::Participation((_, _, participation)) => {
                    participation.through.as_deref().into()
                }
                EdgeRecord::Partnership(..) | EdgeRecord::Shared(..) => NOT_APPLICABLE,
            },
        )
}

fn of_partnership<'g>(
    record: &EdgeRecord<'g>,
    value: impl Fn(SelectedPartnership<'g>) -> Value<'g>,
) -> Value<'g> {
    record.partnership().map_or(NOT_APPLICABLE, value)
}

/// Returns the motives that the first (0) or second (1) member holds at the time.
fn motives<'g>(selected: SelectedPartnership<'g>, side: usize) -> Value<'g> {
    let member: OrganizationRef<'g> = selected.partnership().members()[side];
    let vocabulary = &member.graph().dataset().vocabularies().motives;
    let held = selected.held_motives(member.key()).into_iter();
    Value::List(
        held.map(|held| Value::of(vocabulary, held.motive))
            .collect(),
    )
}

/// Returns the roles of the first (0) or second (1) end of an edge.
fn roles<'g>(record: &EdgeRecord<'g>, side: usize) -> Value<'g> {
    let (operation, roles) = match record {
        EdgeRecord::Shared(_, shared) => (shared.operation, shared.roles(side)),
        EdgeRecord::Participation((operation, _, participation)) if side == 0 => {
            (*operation, vec![participation.role])
        }
        EdgeRecord::Partnership(..) | EdgeRecord::Participation(_) => return NOT_APPLICABLE,
    };
    let vocabulary = &operation.graph().dataset().vocabularies().roles;
    let roles = roles.into_iter().map(|role| Value::of(vocabulary, role));
    Value::List(roles.collect())
}

fn sources<'g>(record: &EdgeRecord<'g>) -> Value<'g> {
    let graph = match record {
        EdgeRecord::Partnership(selected, _) | EdgeRecord::Shared(selected, _) => {
            selected.partnership().graph()
        }
        EdgeRecord::Participation((operation, ..)) => operation.graph(),
    };
    let sources = graph.dataset().sources();
    let claims = record.claims().into_iter();
    let citations = claims.flat_map(|claim| claim.citations.iter());
    let mut seen = HashSet::new();
    let cited = citations.filter(|citation| seen.insert(citation.source));
    Value::texts(cited.map(|citation| sources.id(citation.source).as_str()))
}

/// Returns a start as a date; one that is only a latest start is unknown.
fn start<'g>(since: Option<Since>) -> Value<'g> {
    match since {
        Some(since) if since.or_earlier => Value::Missing(Missing::Unknown),
        since => since.map(|since| since.date).into(),
    }
}
