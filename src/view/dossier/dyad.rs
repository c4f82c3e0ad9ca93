//! The dossier of a dyad.

use super::Dossier;
use super::claim::with_remarks;
use crate::analysis::dossier::{CodedSpell, DyadDossier};
use crate::graph::OrganizationRef;
use crate::model::{End, Identified, Lesson, Milestone, MotiveClaim, Spell};
use crate::query::{SelectedPartnership, Selection, SharedOperation};
use crate::view::cell::Cell;
use crate::view::columns::Columns;
use crate::view::evidence::Bibliography;
use crate::view::table::Table;
use crate::view::wording::{doubt, limits, predecessors, time};

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
    dossier.fact("members", Cell::list([a, b].map(Cell::organization)));
    facts(&mut dossier, selection, &found);
    dossier.section(phases(&found, &mut list));
    dossier.section(motives(&found, &mut list));
    dossier.section(milestones(&found, &mut list));
    dossier.section(operations(&found, &mut list));
    dossier.section(lessons(&found, &mut list));
    dossier.note(&partnership.record().notes);
    dossier.notes.extend(predecessors([selected]));
    dossier.notes.extend(left_out(&found));
    dossier.notes.extend(limits(selection));
    dossier.finished(list)
}

fn facts(dossier: &mut Dossier, selection: &Selection<'_>, found: &DyadDossier<'_>) {
    let vocabularies = selection.graph().dataset().vocabularies();
    let selected = found.partnership;
    dossier.fact("read", time(selection).trim_start_matches(", "));
    dossier.fact("since", Cell::since(selected.since()));
    let not_existing = found.not_existing.iter();
    dossier.fact(
        "not-existing",
        Cell::texts(not_existing.map(|member| member.label())),
    );
    if let Some(spell) = selected.spell() {
        let record = spell.record();
        dossier.fact("phase", Cell::of(&vocabularies.phases, record.phase));
        dossier.fact("phase-since", Cell::since(selected.phase_since()));
        let condition = Cell::of(&vocabularies.conditions, record.condition);
        dossier.fact("condition", condition);
    }
    dossier.fact(
        "rests-on-uncertain-date",
        Cell::optional(selected.uncertain_bound().map(doubt)),
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
            |row: &CodedSpell<'_>| vocabularies.codings[row.coding].id().as_str(),
        )
        .with("phase", "Phase", "The phase.", |row| {
            Cell::of(&vocabularies.phases, row.spell.record().phase)
        })
        .with("condition", "Condition", "The condition.", |row| {
            Cell::of(&vocabularies.conditions, row.spell.record().condition)
        })
        .with(
            "from",
            "From",
            "The date on which the spell begins.",
            |row| Cell::date(Some(&row.spell.record().from)),
        )
        .with(
            "to",
            "To",
            "The end of the spell, or else the start of the next one.",
            |row| Cell::end(row.end),
        )
        .with("label", "Label", "The name of the spell.", |row| {
            let label = row.spell.record().label.as_deref();
            label.map_or(Cell::NONE, Cell::hidden)
        })
        .with(
            "because",
            "Why",
            "The reason why the spell begins; for people, its name too.",
            |row| why(row.spell.record()),
        );
    let columns = with_remarks(columns, graph, |row| &row.spell.record().claim);
    let rows = found.phases.iter().copied();
    columns.cited_table("phases", "Phases", rows, list, |list, row| {
        list.cell_with_rivals("phase", &row.spell.record().claim)
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
    if text.is_empty() {
        Cell::NONE
    } else {
        Cell::term(because, text)
    }
}

fn motives(found: &DyadDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let graph = found.partnership.partnership().graph();
    let vocabulary = &graph.dataset().vocabularies().motives;
    let columns = Columns::new()
        .with(
            "of",
            "Of",
            "The member that holds the motive.",
            |claim: &&MotiveClaim| Cell::organization(graph.organization(claim.holder)),
        )
        .with("motive", "Motive", "The motive.", |claim| {
            Cell::of(vocabulary, claim.motive)
        })
        .with(
            "statement",
            "Statement",
            "The motive in the words of the dataset.",
            |claim| &*claim.statement,
        )
        .with(
            "held",
            "Held",
            "The dates between which the motive is held, or `undated`.",
            |claim| held(claim),
        )
        .with(
            "confidence",
            "Confidence",
            "The confidence of the claim.",
            |claim| claim.claim.confidence.as_str(),
        );
    let columns = with_remarks(columns, graph, |claim| &claim.claim);
    let rows = found.motives.iter().copied();
    columns.cited_table("motives", "Motives", rows, list, |list, claim| {
        list.cell_with_rivals("motive", &claim.claim)
    })
}

/// Returns the dates of a motive as an interval whose open sides are empty, such as `1999..`.
fn held(claim: &MotiveClaim) -> String {
    let from = claim.from.map(|from| from.to_string());
    let to = claim.to.filter(|to| *to != End::Ongoing);
    let to = to.map(|to| to.to_string());
    match (claim.from, claim.to) {
        (None, None) => "undated".to_owned(),
        _ => format!("{}..{}", from.unwrap_or_default(), to.unwrap_or_default()),
    }
}

fn milestones(found: &DyadDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let graph = found.partnership.partnership().graph();
    let kinds = &graph.dataset().vocabularies().milestone_kinds;
    let columns = Columns::new()
        .with(
            "date",
            "Date",
            "The date of the milestone.",
            |milestone: &&Milestone| Cell::date(Some(&milestone.date)),
        )
        .with("kind", "Kind", "The kind of milestone.", |milestone| {
            Cell::of(kinds, milestone.kind)
        })
        .with(
            "title",
            "Milestone",
            "The milestone in the words of the dataset.",
            |milestone| &*milestone.title,
        );
    let columns = with_remarks(columns, graph, |milestone| &milestone.claim);
    let rows = found.milestones.iter().copied();
    columns.cited_table("milestones", "Milestones", rows, list, |list, milestone| {
        list.cell_with_rivals("milestone", &milestone.claim)
    })
}

fn operations(found: &DyadDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let members = found.partnership.partnership().members();
    let columns = Columns::new()
        .with(
            "operation",
            "Operation",
            "The operation that both members take part in at the same time.",
            |shared: &SharedOperation<'_>| Cell::operation(shared.operation),
        )
        .with("place", "Place", "The place of the operation.", |shared| {
            Cell::optional(shared.operation.record().place.as_deref())
        })
        .with("start", "Start", "The start of the operation.", |shared| {
            Cell::date(shared.operation.record().start.as_ref())
        })
        .with("end", "End", "The end of the operation.", |shared| {
            Cell::end(shared.operation.record().end)
        })
        .with("roles", "Roles", "The roles of each member.", |shared| {
            roles(members, shared)
        });
    let rows = found.operations.iter().cloned();
    columns.cited_table(
        "operations",
        "Shared operations",
        rows,
        list,
        |list, shared| list.cell(shared.claims()),
    )
}

/// Returns the roles of each member in an operation.
fn roles(members: [OrganizationRef<'_>; 2], shared: &SharedOperation<'_>) -> Cell {
    let vocabulary = &shared.operation.graph().dataset().vocabularies().roles;
    let members = members.into_iter().enumerate();
    Cell::list(members.map(|(side, member)| {
        let roles = shared.roles(side).into_iter();
        let roles: Vec<&str> = roles.map(|role| vocabulary.label(role)).collect();
        let text = format!("{}: {}", member.label(), roles.join(", ").to_lowercase());
        let fields = vec![
            ("organization", Cell::organization(member)),
            ("roles", Cell::texts(roles)),
        ];
        Cell::record(fields, text)
    }))
}

fn lessons(found: &DyadDossier<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let graph = found.partnership.partnership().graph();
    let groups = &graph.dataset().vocabularies().lesson_groups;
    let columns = Columns::new()
        .with(
            "group",
            "Group",
            "The group of the lesson.",
            |lesson: &&Lesson| Cell::of(groups, lesson.group),
        )
        .with(
            "operation",
            "Operation",
            "The operation that the lesson comes from.",
            |lesson| {
                let operation = lesson.operation.map(|key| graph.operation(key));
                operation.map_or(Cell::NONE, Cell::operation)
            },
        )
        .with(
            "statement",
            "Lesson",
            "The lesson in the words of the dataset.",
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
        .map(|(kind, count)| {
            let plural = if *count == 1 { "" } else { "s" };
            format!("{count} {}{plural}", kind.name())
        })
        .collect();
    (!kinds.is_empty()).then(|| format!("Left out by the filters: {}.", kinds.join(", ")))
}
