//! The dossier of a dyad.

use super::annotation::{AMOUNTS, amounts};
use super::claim::with_remarks;
use super::motives::{counter_evidence, motives, motives_not_found, possible_note};
use super::{Dossier, EVIDENCE_MEANING};
use crate::analysis::dossier::{CodedSpell, DyadDossier};
use crate::graph::{OrganizationRef, StatementKind};
use crate::model::{Identified, Lesson, Milestone, Series, Spell, Value, ValueType};
use crate::query::{SelectedPartnership, Selection, SharedOperation, UncertainBound};
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::{Bibliography, EVIDENCE};
use crate::view::table::Table;
use crate::view::wording::{doubt, limits_beside, predecessors_in_course, time};

/// Returns the dossier of a dyad, as a selection sees it: its state, phases under every coding, motives of both members,
/// milestones, shared operations and lessons, each table in the order of the dataset.
pub fn dyad(
    selection: &Selection<'_>,
    selected: SelectedPartnership<'_>,
    with_evidence: bool,
) -> Dossier {
    let mut list = Bibliography::asked(selection.graph(), with_evidence);
    let found = DyadDossier::new(selection, selected);
    let partnership = selected.partnership();
    let [a, b] = partnership.members();
    let title = format!("{} – {}", a.record().name, b.record().name);
    let mut dossier = Dossier::new("dyad", title);
    let members = Cell::list([a, b].map(Cell::organization));
    dossier.fact(
        "members",
        "The two organizations.",
        ValueType::TERMS,
        members,
    );
    facts(&mut dossier, selection, &found);
    dossier.fact(
        "standard",
        "How thoroughly the partnership is recorded.",
        ValueType::Term,
        Cell::of_optional(
            &selection.graph().dataset().vocabularies().standards,
            partnership.standard(),
        ),
    );
    let annotations = &partnership.record().annotations;
    dossier.fact(
        "amounts",
        "How many or how much the partnership is about.",
        AMOUNTS,
        amounts(selection.graph(), annotations),
    );
    if let Some(list) = list.as_mut().filter(|_| !annotations.amounts().is_empty()) {
        let evidence = list.amounts(annotations.amounts());
        dossier.fact("evidence", EVIDENCE_MEANING, EVIDENCE, evidence);
    }
    dossier.attributes(annotations);
    dossier.section(phases(&found, &mut list));
    dossier.section(motives(&found, &mut list));
    let graph = selection.graph();
    let claims = found.motives.iter().map(|one| (one.claim, None));
    dossier.section(counter_evidence(graph, claims, &mut list));
    let sought = found.motives_not_found.iter().map(|sought| (*sought, None));
    dossier.section(motives_not_found(graph, sought, &mut list));
    dossier.section(milestones(&found, &mut list));
    dossier.section(series(&found, &mut list));
    dossier.section(operations(&found, &mut list));
    dossier.section(lessons(&found, &mut list));
    dossier.note(&partnership.record().notes);
    let is_possible = found.motives.iter().any(|one| one.is_possible);
    dossier.notes.extend(possible_note(is_possible));
    for joint in partnership.joint_records() {
        dossier.note(&joint.content.notes);
    }
    dossier.notes.extend(predecessors_in_course([selected]));
    dossier.notes.extend(left_out(&found));
    let [a, b] = partnership.dyad().members();
    let own = selection.with_member(a).with_member(b);
    dossier.notes.extend(limits_beside(&own, None));
    dossier.finished(list)
}

fn facts(dossier: &mut Dossier, selection: &Selection<'_>, found: &DyadDossier<'_>) {
    let vocabularies = selection.graph().dataset().vocabularies();
    let selected = found.partnership;
    let (term, date) = (ValueType::Term, ValueType::Date);
    dossier.shown("read", time(selection).trim_start_matches(", "));
    let since = Cell::since(selected.since());
    dossier.fact(
        "since",
        "The date since which the two have cooperated.",
        date,
        since,
    );
    let not_existing = found.not_existing.iter().copied();
    dossier.fact(
        "not_existing",
        "The members that do not exist at the time.",
        ValueType::TERMS,
        Cell::list(not_existing.map(Cell::organization)),
    );
    let spell = selected.spell().map(|spell| spell.record());
    let phase = Cell::of_optional(&vocabularies.phases, spell.map(|spell| spell.phase));
    dossier.fact("phase", "The phase.", term, phase);
    let phase_since = Cell::since(spell.and(selected.phase_since()));
    dossier.fact(
        "phase_since",
        "The date since which it is in the phase.",
        date,
        phase_since,
    );
    let condition = spell.map(|spell| spell.condition);
    let condition = Cell::of_optional(&vocabularies.conditions, condition);
    dossier.fact("condition", "The condition.", term, condition);
    let bound = selected.uncertain_bound();
    dossier.shown(
        "rests_on_uncertain_date",
        bound.map(doubt).unwrap_or_default(),
    );
    dossier.data(
        "uncertain_bound",
        "The uncertain bound of the phase: `start` or `end`.",
        ValueType::Code,
        bound.map(UncertainBound::name),
    );
    dossier.data(
        "uncertain_date",
        "The date of that bound.",
        date,
        bound.map_or(Value::NONE, |bound| bound.date().into()),
    );
}

fn phases(found: &DyadDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let graph = found.partnership.partnership().graph();
    let vocabularies = graph.dataset().vocabularies();
    let columns = Columns::new()
        .with(
            "coding",
            "Coding",
            "The coding that reads the phase.",
            ValueType::Code,
            |row: &CodedSpell<'_>| vocabularies.codings[row.coding].id().as_str(),
        )
        .with("phase", "Phase", "The phase.", ValueType::Term, |row| {
            Cell::of(&vocabularies.phases, row.spell.record().phase)
        });
    let columns = if vocabularies.has_directed_phases() {
        columns.with(
            "actor",
            "Of",
            "The member from which the phase leads to the other; none if it holds for both.",
            ValueType::Term,
            |row| row.spell.actor().map_or(Cell::NONE, Cell::organization),
        )
    } else {
        columns
    };
    let columns = columns
        .with(
            "condition",
            "Condition",
            "The condition.",
            ValueType::Term,
            |row| Cell::of(&vocabularies.conditions, row.spell.record().condition),
        )
        .with(
            "from",
            "From",
            "The date on which the spell begins.",
            ValueType::Date,
            |row| Cell::date(Some(&row.spell.record().from)),
        )
        .with(
            "to",
            "To",
            "The end of the spell, or else the start of the next one.",
            ValueType::Date,
            |row| Cell::end(row.end),
        )
        .data("label", "The name of the spell.", ValueType::Text, |row| {
            row.spell.record().label.as_deref()
        })
        .with(
            "because",
            "Why",
            "The reason why the spell begins; for people, its name too.",
            ValueType::Text,
            |row| why(row.spell.record()),
        );
    let columns = columns.with(
        "amounts",
        "Amounts",
        "How many or how much the spell is about.",
        AMOUNTS,
        |row| amounts(graph, &row.spell.record().annotations),
    );
    let columns = with_remarks(columns, graph, |row| &row.spell.record().claim);
    let rows = found.phases.iter().copied();
    columns.cited_table("phases", "Phases", rows, list, |list, row| {
        let record = row.spell.record();
        let amounts = record.annotations.amounts();
        list.cell_with_all(
            "phase",
            (&record.claim).into(),
            &record.claim.rivals,
            amounts,
        )
    })
}

/// Returns why a spell begins: for people the name and the reason, for programs the reason.
fn why(spell: &Spell) -> Cell {
    let because = spell.because.as_deref().unwrap_or_default();
    let text = match spell.label.as_deref() {
        Some(label) if because.is_empty() => label.to_owned(),
        Some(label) => format!("{label}: {because}"),
        None => because.to_owned(),
    };
    Cell::shown(spell.because.as_deref(), text)
}

fn milestones(found: &DyadDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let graph = found.partnership.partnership().graph();
    let kinds = &graph.dataset().vocabularies().milestone_kinds;
    let columns = Columns::new()
        .with(
            "date",
            "Date",
            "The date of the milestone.",
            ValueType::Date,
            |milestone: &&Milestone| Cell::date(Some(&milestone.date)),
        )
        .with(
            "kind",
            "Kind",
            "The kind of milestone.",
            ValueType::Term,
            |milestone| Cell::of(kinds, milestone.kind),
        )
        .with(
            "title",
            "Milestone",
            "The milestone in the words of the dataset.",
            ValueType::Text,
            |milestone| &*milestone.title,
        )
        .with(
            "actor",
            "Of",
            "The member that acted towards the other, if only one did.",
            ValueType::Term,
            |milestone| {
                let actor = milestone.actor.map(|key| graph.organization(key));
                actor.map_or(Cell::NONE, Cell::organization)
            },
        );
    let columns = with_remarks(columns, graph, |milestone| &milestone.claim);
    let rows = found.milestones.iter().copied();
    columns.cited_table("milestones", "Milestones", rows, list, |list, milestone| {
        list.cell_with_rivals("milestone", &milestone.claim)
    })
}

/// Returns the series that milestones belong to, each with the number of its milestones that are shown.
fn series(found: &DyadDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let all = &found.partnership.partnership().record().series;
    let shown = |series: &Series| {
        let belongs = |milestone: &&&Milestone| {
            let own = milestone.series.and_then(|row| all.get(row));
            own.is_some_and(|own| std::ptr::eq(own, series))
        };
        found.milestones.iter().filter(belongs).count()
    };
    let columns = Columns::new()
        .data(
            "id",
            "The id of the series.",
            ValueType::Code,
            |series: &&Series| series.id.as_str(),
        )
        .with(
            "title",
            "Series",
            "The name of the series.",
            ValueType::Text,
            |series| &*series.title,
        )
        .with(
            "milestones",
            "Milestones",
            "The number of its milestones among those that are shown.",
            ValueType::Integer,
            |series| Cell::count(shown(series)),
        )
        .with(
            "completeness",
            "Completeness",
            "How complete the record of the series is.",
            ValueType::Text,
            |series| &*series.completeness,
        );
    let rows = found.series.iter().copied();
    columns.cited_table(
        "series",
        "Series of milestones",
        rows,
        list,
        |list, series| list.citations(&series.citations),
    )
}

fn operations(found: &DyadDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let members = found.partnership.partnership().members();
    let columns = Columns::new()
        .with(
            "operation",
            "Operation",
            "The operation that both members take part in at the same time.",
            ValueType::Term,
            |shared: &SharedOperation<'_>| Cell::operation(shared.operation),
        )
        .with(
            "place",
            "Place",
            "The place of the operation.",
            ValueType::Text,
            |shared| Cell::optional(shared.operation.record().place.as_deref()),
        )
        .with(
            "start",
            "Start",
            "The start of the operation.",
            ValueType::Date,
            |shared| Cell::date(shared.operation.record().start.as_ref()),
        )
        .with(
            "end",
            "End",
            "The end of the operation.",
            ValueType::Date,
            |shared| Cell::end(shared.operation.record().end),
        )
        .shown("roles", "Roles", move |shared| roles(members, shared))
        .data(
            "a_roles",
            "The roles of the first member.",
            ValueType::TERMS,
            |shared| role_terms(shared, 0),
        )
        .data(
            "b_roles",
            "The roles of the second member.",
            ValueType::TERMS,
            |shared| role_terms(shared, 1),
        );
    let rows = found.operations.iter().cloned();
    columns.cited_table(
        "operations",
        "Shared operations",
        rows,
        list,
        |list, shared| list.cell(shared.claims()),
    )
}

/// Returns the roles of each member in an operation, such as `EU: support; AU: lead`.
fn roles(members: [OrganizationRef<'_>; 2], shared: &SharedOperation<'_>) -> String {
    let vocabulary = &shared.operation.graph().dataset().vocabularies().roles;
    let members = members.into_iter().enumerate();
    let members = members.map(|(side, member)| {
        let roles = shared.roles(side).into_iter();
        let roles: Vec<&str> = roles.map(|role| vocabulary.label(role)).collect();
        format!("{}: {}", member.label(), roles.join(", ").to_lowercase())
    });
    members.collect::<Vec<_>>().join("; ")
}

fn role_terms<'g>(shared: &SharedOperation<'g>, side: usize) -> Value<'g> {
    let vocabulary = &shared.operation.graph().dataset().vocabularies().roles;
    let roles = shared.roles(side).into_iter();
    Value::List(roles.map(|role| Value::of(vocabulary, role)).collect())
}

fn lessons(found: &DyadDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let graph = found.partnership.partnership().graph();
    let groups = &graph.dataset().vocabularies().lesson_groups;
    let columns = Columns::new()
        .with(
            "group",
            "Group",
            "The group of the lesson.",
            ValueType::Term,
            |lesson: &&Lesson| Cell::of(groups, lesson.group),
        )
        .with(
            "operation",
            "Operation",
            "The operation that the lesson comes from.",
            ValueType::Term,
            |lesson| {
                let operation = lesson.operation.map(|key| graph.operation(key));
                operation.map_or(Cell::NONE, Cell::operation)
            },
        )
        .with(
            "statement",
            "Lesson",
            "The lesson in the words of the dataset.",
            ValueType::Text,
            |lesson| &*lesson.statement,
        );
    let columns = with_remarks(columns, graph, |lesson| &lesson.claim);
    let rows = found.lessons.iter().copied();
    columns.cited_table("lessons", "Lessons", rows, list, |list, lesson| {
        list.cell_with_rivals("lesson", &lesson.claim)
    })
}

/// Returns a note on the statements that the filters leave out; `None` if there are none.
fn left_out(found: &DyadDossier<'_>) -> Option<String> {
    let kinds = found.left_out.iter();
    let kinds: Vec<String> = kinds
        .map(|(kind, count)| match (kind, count) {
            (StatementKind::Series, _) => format!("{count} series"),
            (StatementKind::MotiveNotFound, 1) => "1 motive not found".to_owned(),
            (StatementKind::MotiveNotFound, _) => format!("{count} motives not found"),
            (_, 1) => format!("1 {}", kind.name()),
            _ => format!("{count} {}s", kind.name()),
        })
        .collect();
    (!kinds.is_empty()).then(|| format!("Left out by the filters: {}.", kinds.join(", ")))
}
