//! The attributes of edges.

use std::collections::HashSet;

use super::attribute::{AttributeType, Attributes, amounts, free_attributes};
use super::edge_record::EdgeRecord;
use crate::graph::{OrganizationRef, SpellRef, participation_bounds};
use crate::model::{Confidence, Date, End, Identified, Missing, Value};
use crate::query::{SelectedPartnership, Since};

/// The value of an attribute that other kinds of edges have.
const NOT_APPLICABLE: Value<'static> = Value::Missing(Missing::NotApplicable);

/// Declares the attributes of edges.
pub(super) fn edge_attributes<'g>() -> Attributes<'g, EdgeRecord<'g>> {
    let attributes = with_state(Attributes::new());
    with_participation(attributes)
        .with(
            "weight-missing",
            AttributeType::Text,
            "Why the weight is not known, so that it is written as 0.",
            weight_missing,
        )
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
    use AttributeType::{Boolean, Date, Integer, Term, Terms, Texts};
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
            "actor",
            Term,
            "The member from which the phase leads to the other; none if it leads both ways.",
            |record| {
                of_partnership(record, |selected| {
                    let actor = selected.spell().and_then(SpellRef::actor);
                    actor.map_or(Value::NONE, |actor| {
                        Value::term(actor.record().id().as_str(), actor.label())
                    })
                })
            },
        )
        .with(
            "rung",
            Integer,
            "The position of the phase on the scale, counted from 0.",
            |record| {
                of_partnership(record, |selected| {
                    let spell = selected.spell();
                    spell.map_or(Value::NONE, |spell| {
                        Value::count(spell.record().phase.index())
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
            |record| of_tie(record, |selected| start(selected.since())),
        )
        .with(
            "phase-since",
            Date,
            "The date since which the partnership has been in the phase.",
            |record| of_partnership(record, |selected| start(selected.phase_since())),
        )
        .with(
            "course",
            Texts,
            "The phases with the recorded dates, such as `contact (active) 2001..2003-05-12`; of a participation or membership \
             its dates.",
            course,
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
                of_tie(record, |selected| {
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
            EdgeRecord::Partnership(_) | EdgeRecord::Membership(_) => NOT_APPLICABLE,
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
                _ => NOT_APPLICABLE,
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
                _ => NOT_APPLICABLE,
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
                _ => NOT_APPLICABLE,
            },
        )
        .with(
            "amounts",
            Texts,
            "The amounts of the partnership or participation, such as `troops: 550 (2014..2015)`.",
            |record| match record {
                EdgeRecord::Partnership(record) if record.is_recorded() => {
                    let partnership = record.selected.partnership();
                    amounts(partnership.graph(), &partnership.record().annotations)
                }
                EdgeRecord::Participation((operation, _, participation)) => {
                    amounts(operation.graph(), &participation.annotations)
                }
                _ => NOT_APPLICABLE,
            },
        )
        .with(
            "attributes",
            Texts,
            "The free attributes of the partnership or participation, each as `name: value`.",
            |record| match record {
                EdgeRecord::Partnership(record) if record.is_recorded() => {
                    free_attributes(&record.selected.partnership().record().annotations)
                }
                EdgeRecord::Participation((_, _, participation)) => {
                    free_attributes(&participation.annotations)
                }
                _ => NOT_APPLICABLE,
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
                _ => NOT_APPLICABLE,
            },
        )
}

fn of_partnership<'g>(
    record: &EdgeRecord<'g>,
    value: impl Fn(SelectedPartnership<'g>) -> Value<'g>,
) -> Value<'g> {
    let recorded = record.recorded();
    recorded.map_or(NOT_APPLICABLE, |record| value(record.selected))
}

/// Returns a value of a partnership or derived tie.
fn of_tie<'g>(
    record: &EdgeRecord<'g>,
    value: impl Fn(SelectedPartnership<'g>) -> Value<'g>,
) -> Value<'g> {
    match record {
        EdgeRecord::Partnership(record) => value(record.selected),
        _ => NOT_APPLICABLE,
    }
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
        _ => return NOT_APPLICABLE,
    };
    let vocabulary = &operation.graph().dataset().vocabularies().roles;
    let roles = roles.into_iter().map(|role| Value::of(vocabulary, role));
    Value::List(roles.collect())
}

/// Returns why the weight of an edge is not known, where an amount is the weight.
fn weight_missing<'g>(record: &EdgeRecord<'g>) -> Value<'g> {
    match record {
        EdgeRecord::Partnership(one) if one.is_weighted_by_amount => match record.weight() {
            Ok(_) => Value::NONE,
            Err(reason) => Value::text(reason.word()),
        },
        _ => NOT_APPLICABLE,
    }
}

/// Returns the phases of a partnership with their dates, or the dates of a participation or membership.
fn course<'g>(record: &EdgeRecord<'g>) -> Value<'g> {
    match record {
        EdgeRecord::Partnership(one) if one.is_recorded() => {
            Value::List(one.course().map(spell_text).collect())
        }
        EdgeRecord::Membership((.., membership)) => {
            let end = membership.to.unwrap_or(End::Ongoing);
            let dates = period(membership.from.as_ref(), end);
            Value::List(vec![Value::text(dates)])
        }
        EdgeRecord::Participation((operation, _, participation)) => {
            let (start, end) = participation_bounds(operation.record(), participation);
            Value::List(vec![Value::text(period(start, end))])
        }
        _ => NOT_APPLICABLE,
    }
}

/// Returns a spell as `contact (active) 2001..2003-05-12`. One that lasts until the next begins ends on the day before.
fn spell_text<'g>(spell: SpellRef<'g>) -> Value<'g> {
    let vocabularies = spell.graph().dataset().vocabularies();
    let record = spell.record();
    let last = spell.days().last.bounded();
    let until_next = last.map_or(End::Ongoing, |day| End::On(day.into()));
    let dates = period(Some(&record.from), record.to.unwrap_or(until_next));
    let phase = &vocabularies.phases[record.phase].term.id;
    Value::text(if spell.is_absent() {
        format!("{phase} {dates}")
    } else {
        let condition = vocabularies.conditions[record.condition].id();
        format!("{phase} ({condition}) {dates}")
    })
}

/// Returns a period as recorded: `2001..2003`, `2001..` if it goes on, and `2001..unknown`.
fn period(start: Option<&Date>, end: End) -> String {
    let start = start.map(ToString::to_string).unwrap_or_default();
    match end {
        End::Ongoing => format!("{start}.."),
        end => format!("{start}..{end}"),
    }
}

fn sources<'g>(record: &EdgeRecord<'g>) -> Value<'g> {
    let sources = record.graph().dataset().sources();
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
