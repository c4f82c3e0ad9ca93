//! The tables of changes.

use crate::analysis::Transition;
use crate::analysis::changes::{Change, ChangeKind, Changes, PartnershipChange, PartnershipState};
use crate::graph::{Graph, OperationRef, OrganizationRef, PartnershipRef};
use crate::model::{
    Field, Identified, Key, Milestone, Missing, MotiveClaim, Organization, Value, ValueType,
};
use crate::phrase::uncapitalized;
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::Bibliography;
use crate::view::table::Table;

/// Creates the table of the partnerships whose phase or condition changed.
pub(super) fn partnerships<'g>(
    changes: &Changes<'g>,
    bibliography: &mut Option<Bibliography<'g>>,
) -> Table {
    let columns = Columns::new()
        .partnership(|change: &&PartnershipChange<'_>| change.partnership)
        .shown("before", "Before", |change| state(change.before).label)
        .data(
            "before_phase",
            "The phase on the first day.",
            ValueType::Term,
            |change| state(change.before).phase,
        )
        .data(
            "before_condition",
            "The condition on the first day.",
            ValueType::Term,
            |change| state(change.before).condition,
        )
        .shown("after", "After", |change| state(change.after).label)
        .data(
            "after_phase",
            "The phase on the second day.",
            ValueType::Term,
            |change| state(change.after).phase,
        )
        .data(
            "after_condition",
            "The condition on the second day.",
            ValueType::Term,
            |change| state(change.after).condition,
        )
        .with(
            "change",
            "Change",
            "How the two states differ; `turn` if the phase only leads another way; `return` if the partnership changed and returned; `unknown` if a state is.", ValueType::Code,
            |change| match change.kind {
                Some(kind) => kind.name(),
                None if change.before.is_unknown() || change.after.is_unknown() => "unknown",
                None if change.turns() => "turn",
                None => "return",
            },
        )
        .with(
            "since",
            "Since",
            "The start of the state after, or if it has none, the end of the state before.", ValueType::Date,
            |change| change.since().map_or(Cell::NONE, Cell::end),
        )
        .with(
            "steps",
            "Transitions",
            "The transitions between the two days.",
            ValueType::List(&STEP),
            |change| Cell::list(change.transitions.iter().map(transition)),
        )
        .shown("reasons", "Because", |change| reasons(change))
        .data(
            "because",
            "Why the state after began.",
            ValueType::Text,
            |change| change.spell().and_then(|spell| spell.record().because.as_deref()),
        );
    let title = "Phases and conditions that changed";
    columns.cited_table(
        "phases",
        title,
        &changes.partnerships,
        bibliography,
        |list, change| {
            let spell = change.spell();
            let state = spell.map(|spell| ("phase", &spell.record().claim));
            let transitions = change.transitions.iter();
            let transitions = transitions.map(|one| (one.kind.name(), one.claim));
            list.cell(state.into_iter().chain(transitions))
        },
    )
}

/// The type of a transition.
const STEP: ValueType = ValueType::Record(&[
    Field::new(
        "kind",
        ValueType::Code,
        "The kind of transition, such as `advance`.",
    ),
    Field::new(
        "date",
        ValueType::Date,
        "The date of the transition as recorded.",
    ),
    Field::new("because", ValueType::Text, "Why it took place."),
]);

/// The state of a partnership on a day.
pub(super) struct State<'g> {
    phase: Value<'g>,
    condition: Value<'g>,
    /// Phase and condition in words, such as `Formalized (stalled)`.
    pub(super) label: String,
}

/// Returns the state of a partnership on a day.
pub(super) fn state(state: PartnershipState<'_>) -> State<'_> {
    let missing = |reason, label: &str| State {
        phase: Value::Missing(reason),
        condition: Value::Missing(reason),
        label: label.to_owned(),
    };
    let spell = match state {
        PartnershipState::Spell(spell) => spell,
        PartnershipState::None => return missing(Missing::None, "none"),
        PartnershipState::Unknown => return missing(Missing::Unknown, "unknown"),
        PartnershipState::NotExisting => return missing(Missing::NotExisting, "did not exist"),
    };
    let vocabularies = spell.graph().dataset().vocabularies();
    let record = spell.record();
    let phase = spell.phase_with_actor();
    if spell.is_absent() {
        return State {
            phase: Value::of(&vocabularies.phases, record.phase),
            condition: Value::Missing(Missing::NotApplicable),
            label: phase.into_owned(),
        };
    }
    let condition = vocabularies.conditions.label(record.condition);
    // The first condition of the vocabulary is the normal one, so it is not mentioned.
    let label = match record.condition.index() {
        0 => phase.into_owned(),
        _ => format!("{phase} ({})", uncapitalized(condition)),
    };
    State {
        phase: Value::of(&vocabularies.phases, record.phase),
        condition: Value::of(&vocabularies.conditions, record.condition),
        label,
    }
}

fn transition(transition: &Transition<'_>) -> Cell {
    let fields = vec![
        ("kind", Cell::from(transition.kind.name())),
        ("date", Cell::end(transition.date)),
        ("because", Cell::optional(transition.because)),
    ];
    Cell::record(fields, step(transition))
}

/// Returns the kind of a transition and its date as recorded, such as `setback 2018~`.
pub(super) fn step(transition: &Transition<'_>) -> String {
    format!("{} {}", transition.kind, Cell::end(transition.date).text())
}

/// Returns why the transitions took place, each reason after its own transition. If there are no transitions, returns why
/// the state began.
fn reasons(change: &PartnershipChange<'_>) -> String {
    if change.transitions.is_empty() {
        let because = change
            .spell()
            .and_then(|spell| spell.record().because.as_deref());
        return because.unwrap_or_default().to_owned();
    }
    let transitions = change.transitions.iter();
    let reasons: Vec<(&Transition<'_>, &str)> = transitions
        .filter_map(|transition| Some((transition, transition.because?)))
        .collect();
    match reasons.as_slice() {
        [(_, reason)] if change.transitions.len() == 1 => (*reason).to_owned(),
        reasons => {
            let texts = reasons
                .iter()
                .map(|(transition, reason)| format!("{}: {reason}", step(transition)));
            texts.collect::<Vec<_>>().join(" ")
        }
    }
}

/// Creates the table of the motives that began or ceased.
pub(super) fn motives<'g>(
    graph: &'g Graph,
    changes: &Changes<'g>,
    bibliography: &mut Option<Bibliography<'g>>,
) -> Table {
    type Row<'r, 'g> = &'r Change<(PartnershipRef<'g>, &'g MotiveClaim)>;
    let motives = &graph.dataset().vocabularies().motives;
    let columns = Columns::new()
        .with(
            "date",
            "Date",
            "The date of the change.",
            ValueType::Date,
            |change: &Row<'_, '_>| Cell::date(Some(&change.date)),
        )
        .partnership(|change| change.subject.0)
        .with(
            "holder",
            "Of",
            "The holder of the motive.",
            ValueType::Term,
            |change| organization(graph, change.subject.1.holder),
        )
        .with(
            "motive",
            "Motive",
            "The motive.",
            ValueType::Term,
            |change| Cell::of(motives, change.subject.1.motive),
        )
        .with(
            "change",
            "Change",
            "`began` or `ceased`.",
            ValueType::Code,
            |change| match change.kind {
                ChangeKind::Begin => "began",
                ChangeKind::End => "ceased",
            },
        )
        .with(
            "statement",
            "Statement",
            "The motive in a sentence.",
            ValueType::Text,
            |change| &*change.subject.1.statement,
        );
    columns.cited_table(
        "motives",
        "Motives that began or ceased",
        &changes.motives,
        bibliography,
        |list, change| list.cell([("motive", &change.subject.1.claim)]),
    )
}

/// Creates the table of the operations that began or ended.
pub(super) fn operations<'g>(
    graph: &'g Graph,
    changes: &Changes<'g>,
    bibliography: &mut Option<Bibliography<'g>>,
) -> Table {
    let columns = Columns::new()
        .with(
            "date",
            "Date",
            "The date of the change.",
            ValueType::Date,
            |change: &&Change<OperationRef<'_>>| Cell::date(Some(&change.date)),
        )
        .with(
            "operation",
            "Operation",
            "The operation.",
            ValueType::Term,
            |change| {
                let operation = change.subject;
                Cell::term(operation.record().id().as_str(), operation.label())
            },
        )
        .with(
            "change",
            "Change",
            "`began` or `ended`.",
            ValueType::Code,
            |change| match change.kind {
                ChangeKind::Begin => "began",
                ChangeKind::End => "ended",
            },
        )
        .with(
            "place",
            "Place",
            "The place of the operation.",
            ValueType::Text,
            |change| Cell::optional(change.subject.record().place.as_deref()),
        )
        .with(
            "organizations",
            "Organizations",
            "The organizations that participated at any time.",
            ValueType::TERMS,
            |change| participants(graph, change.subject),
        );
    columns.cited_table(
        "operations",
        "Operations that began and ended",
        &changes.operations,
        bibliography,
        |list, change| list.cell([("operation", &change.subject.record().claim)]),
    )
}

/// Creates the cell of the participants of an operation, each once, in the order of the dataset.
fn participants(graph: &Graph, operation: OperationRef<'_>) -> Cell {
    let participations = operation.record().participations.iter();
    let mut members: Vec<Key<Organization>> = participations
        .map(|participation| participation.organization)
        .collect();
    members.sort_unstable();
    members.dedup();
    Cell::list(
        members
            .into_iter()
            .map(|member| organization(graph, member)),
    )
}

fn organization(graph: &Graph, key: Key<Organization>) -> Cell {
    let organization = graph.organization(key);
    Cell::term(organization.record().id().as_str(), organization.label())
}

/// Creates the table of the organizations that were founded or ended.
pub(super) fn organizations<'g>(
    graph: &'g Graph,
    changes: &Changes<'g>,
    bibliography: &mut Option<Bibliography<'g>>,
) -> Table {
    let columns = Columns::new()
        .with(
            "date",
            "Date",
            "The date of the change.",
            ValueType::Date,
            |change: &&Change<OrganizationRef<'_>>| Cell::date(Some(&change.date)),
        )
        .with(
            "organization",
            "Organization",
            "The organization.",
            ValueType::Term,
            |change| organization(graph, change.subject.key()),
        )
        .with(
            "change",
            "Change",
            "`founded`, `resumed` (it exists again after a gap) or `ended`.",
            ValueType::Code,
            |change| organization_change(change),
        );
    columns.cited_table(
        "organizations",
        "Organizations founded or ended",
        &changes.organizations,
        bibliography,
        |list, change| list.citations(&change.subject.record().citations),
    )
}

pub(super) const FOUNDED: &str = "founded";
pub(super) const RESUMED: &str = "resumed";
pub(super) const ENDED: &str = "ended";

/// Returns what happened to an organization. It is founded when its first period of existence begins; the later ones begin after
/// a gap.
pub(super) fn organization_change(change: &Change<OrganizationRef<'_>>) -> &'static str {
    match change.kind {
        ChangeKind::Begin if change.subject.record().founded == Some(change.date) => FOUNDED,
        ChangeKind::Begin => RESUMED,
        ChangeKind::End => ENDED,
    }
}

/// Creates the table of the milestones between the two days.
pub(super) fn milestones<'g>(
    graph: &'g Graph,
    changes: &Changes<'g>,
    bibliography: &mut Option<Bibliography<'g>>,
) -> Table {
    type Row<'r, 'g> = &'r (PartnershipRef<'g>, &'g Milestone);
    let kinds = &graph.dataset().vocabularies().milestone_kinds;
    let columns = Columns::new()
        .with(
            "date",
            "Date",
            "The date of the milestone.",
            ValueType::Date,
            |(_, milestone): &Row<'_, '_>| Cell::date(Some(&milestone.date)),
        )
        .partnership(|(partnership, _)| *partnership)
        .with(
            "kind",
            "Kind",
            "The kind of milestone.",
            ValueType::Term,
            |(_, milestone)| Cell::of(kinds, milestone.kind),
        )
        .with(
            "title",
            "Title",
            "What happened.",
            ValueType::Text,
            |(_, milestone)| &*milestone.title,
        );
    columns.cited_table(
        "milestones",
        "Milestones",
        &changes.milestones,
        bibliography,
        |list, (_, milestone)| list.cell([("milestone", &milestone.claim)]),
    )
}
