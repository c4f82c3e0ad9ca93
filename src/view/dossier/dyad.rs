//! The dossier of a dyad.

use super::{Dossier, evidence, remarks};
use crate::graph::{OrganizationRef, SpellRef};
use crate::model::{Coding, Date, End, Identified, Key, MotiveClaim, Spell};
use crate::query::{SelectedPartnership, Selection, SharedOperation};
use crate::view::cell::Cell;
use crate::view::evidence::Bibliography;
use crate::view::table::{Column, Table};

/// Makes the dossier of a dyad, as the selection sees it: phases under every coding, motives of
/// both sides, milestones, shared operations and lessons, each in the order of the dataset.
pub fn dyad(
    selection: &Selection<'_>,
    selected: SelectedPartnership<'_>,
    with_evidence: bool,
) -> Dossier {
    let mut list = Bibliography::asked(selection.graph(), with_evidence);
    let partnership = selected.partnership();
    let [a, b] = partnership.members();
    let title = format!("{} – {}", a.record().name, b.record().name);
    let mut dossier = Dossier::new("dyad", title);
    let member = |o: OrganizationRef<'_>| Cell::term(o.record().id().as_str(), o.label());
    dossier.fact("members", Cell::list(vec![member(a), member(b)]));
    facts(&mut dossier, selection, selected);
    dossier.section(phases(selected, &mut list));
    dossier.section(motives(selected, &mut list));
    dossier.section(milestones(selected, &mut list));
    dossier.section(operations(selected, &mut list));
    dossier.section(lessons(selected, &mut list));
    dossier.note(&partnership.record().notes);
    dossier
        .notes
        .extend(crate::view::partners::beyond(selection));
    dossier.finished(list)
}

fn facts(dossier: &mut Dossier, selection: &Selection<'_>, selected: SelectedPartnership<'_>) {
    let vocabularies = selection.graph().dataset().vocabularies();
    dossier.fact(
        "read",
        Cell::from(
            crate::view::partners::time(selection)
                .trim_start_matches(", ")
                .to_owned(),
        ),
    );
    dossier.fact("since", Cell::date(selected.since().as_ref()));
    let days = selected.state_days();
    let members = selected.partnership().members().into_iter();
    let gone = members.filter(|member| !member.lifetime().overlaps(days));
    dossier.fact(
        "not-existing",
        Cell::texts(gone.map(|member| member.label())),
    );
    if let Some(spell) = selected.spell() {
        dossier.fact(
            "phase",
            Cell::of(&vocabularies.phases, spell.record().phase),
        );
        dossier.fact("phase-since", Cell::date(selected.phase_since().as_ref()));
        dossier.fact(
            "condition",
            Cell::of(&vocabularies.conditions, spell.record().condition),
        );
    }
    if let Some(doubt) = selected.uncertain_bound() {
        let doubt = crate::view::partners::doubt(doubt);
        dossier.fact("rests-on-uncertain-date", Cell::from(doubt));
    }
}

fn phases(selected: SelectedPartnership<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let columns = [
        Column::new("coding", "Coding"),
        Column::new("phase", "Phase"),
        Column::new("condition", "Condition"),
        Column::new("from", "From"),
        Column::new("to", "To"),
        Column::new("label", "Label"),
        Column::new("because", "Why"),
        Column::new("remarks", "Remarks"),
        Column::new("rivals", "Rival readings"),
    ];
    let mut table = Table::new("phases", "Phases", &columns).with_evidence(list);
    let graph = selected.partnership().graph();
    for coding in graph.dataset().vocabularies().codings.keys() {
        let spells: Vec<SpellRef<'_>> = selected.partnership().spells(coding).collect();
        for spell in selected.course(coding) {
            let is_it = |other: &SpellRef<'_>| std::ptr::eq(other.record(), spell.record());
            let place = spells.iter().position(is_it);
            let next = place.and_then(|place| spells.get(place + 1));
            let next = next.map(|next| next.record().from);
            let cell = evidence(list, "phase", &spell.record().claim);
            table.push(phase_row(selected, coding, spell, next), cell);
        }
    }
    table
}

fn phase_row(
    selected: SelectedPartnership<'_>,
    coding: Key<Coding>,
    spell: SpellRef<'_>,
    next: Option<Date>,
) -> Vec<Cell> {
    let graph = selected.partnership().graph();
    let vocabularies = graph.dataset().vocabularies();
    let record = spell.record();
    let to = match (record.to, next) {
        (Some(end), _) => Cell::end(end),
        (None, Some(next)) => Cell::from(next.to_string()),
        (None, None) => Cell::end(crate::model::End::Ongoing),
    };
    let [remarks, rivals] = remarks(graph, &record.claim);
    vec![
        Cell::from(vocabularies.codings[coding].id().to_string()),
        Cell::of(&vocabularies.phases, record.phase),
        Cell::of(&vocabularies.conditions, record.condition),
        Cell::from(record.from.to_string()),
        to,
        record
            .label
            .as_deref()
            .map_or(Cell::NONE, |label| Cell::hidden(label.to_owned())),
        why(record),
        remarks,
        rivals,
    ]
}

/// Makes the cell that tells people why a spell begins: its name, and the reason.
fn why(record: &Spell) -> Cell {
    let because = record.because.as_deref().unwrap_or_default();
    let text = match &record.label {
        Some(label) if because.is_empty() => label.to_string(),
        Some(label) => format!("{label}: {because}"),
        None => because.to_owned(),
    };
    match text.is_empty() {
        true => Cell::NONE,
        false => Cell::term(because, text),
    }
}

fn motives(selected: SelectedPartnership<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let columns = [
        Column::new("of", "Of"),
        Column::new("motive", "Motive"),
        Column::new("statement", "Statement"),
        Column::new("held", "Held"),
        Column::new("confidence", "Confidence"),
        Column::new("remarks", "Remarks"),
        Column::new("rivals", "Rival readings"),
    ];
    let graph = selected.partnership().graph();
    let mut table = Table::new("motives", "Motives", &columns).with_evidence(list);
    for claim in selected.motives() {
        let holder = graph.organization(claim.holder);
        let [remarks, rivals] = remarks(graph, &claim.claim);
        let cells = vec![
            Cell::term(holder.record().id().as_str(), holder.label()),
            Cell::of(&graph.dataset().vocabularies().motives, claim.motive),
            Cell::from(claim.statement.to_string()),
            Cell::from(dates(claim)),
            Cell::from(claim.claim.confidence.to_string()),
            remarks,
            rivals,
        ];
        table.push(cells, evidence(list, "motive", &claim.claim));
    }
    table
}

/// Says when a motive is held, as far as the dataset dates it.
fn dates(claim: &MotiveClaim) -> String {
    let from = claim.from.map(|from| from.to_string()).unwrap_or_default();
    let until = |to: End| match to {
        End::Ongoing => String::new(),
        End::Unknown | End::On(_) => to.to_string(),
    };
    match (claim.from, claim.to) {
        (None, None) => "undated".to_owned(),
        (_, to) => format!("{from}..{}", to.map(until).unwrap_or_default()),
    }
}

fn milestones(selected: SelectedPartnership<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let columns = [
        Column::new("date", "Date"),
        Column::new("kind", "Kind"),
        Column::new("title", "Milestone"),
        Column::new("remarks", "Remarks"),
        Column::new("rivals", "Rival readings"),
    ];
    let graph = selected.partnership().graph();
    let vocabularies = graph.dataset().vocabularies();
    let mut table = Table::new("milestones", "Milestones", &columns).with_evidence(list);
    for milestone in selected.milestones() {
        let [remarks, rivals] = remarks(graph, &milestone.claim);
        let cells = vec![
            Cell::from(milestone.date.to_string()),
            Cell::of(&vocabularies.milestone_kinds, milestone.kind),
            Cell::from(milestone.title.to_string()),
            remarks,
            rivals,
        ];
        table.push(cells, evidence(list, "milestone", &milestone.claim));
    }
    table
}

fn operations(selected: SelectedPartnership<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let columns = [
        Column::new("operation", "Operation"),
        Column::new("place", "Place"),
        Column::new("start", "Start"),
        Column::new("end", "End"),
        Column::new("roles", "Roles"),
    ];
    let mut table = Table::new("operations", "Shared operations", &columns).with_evidence(list);
    for shared in selected.shared_operations() {
        let record = shared.operation.record();
        let cells = vec![
            Cell::term(record.id().as_str(), shared.operation.label()),
            Cell::optional(record.place.as_deref()),
            Cell::date(record.start.as_ref()),
            Cell::end(record.end),
            roles(selected, &shared),
        ];
        table.push(cells, list.as_mut().map(|list| list.cell(shared.claims())));
    }
    table
}

/// Returns the roles of each side in an operation.
fn roles(selected: SelectedPartnership<'_>, shared: &SharedOperation<'_>) -> Cell {
    let vocabulary = &shared.operation.graph().dataset().vocabularies().roles;
    let members = selected.partnership().members().into_iter().enumerate();
    Cell::list(members.map(|(side, member)| {
        let roles = shared.roles(side).into_iter();
        let roles: Vec<&str> = roles.map(|role| vocabulary.label(role)).collect();
        let text = format!("{}: {}", member.label(), roles.join(", ").to_lowercase());
        let holder = Cell::term(member.record().id().as_str(), member.label());
        Cell::record(
            vec![("organization", holder), ("roles", Cell::texts(roles))],
            text,
        )
    }))
}

fn lessons(selected: SelectedPartnership<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
    let columns = [
        Column::new("group", "Group"),
        Column::new("operation", "Operation"),
        Column::new("statement", "Lesson"),
        Column::new("remarks", "Remarks"),
        Column::new("rivals", "Rival readings"),
    ];
    let graph = selected.partnership().graph();
    let mut table = Table::new("lessons", "Lessons", &columns).with_evidence(list);
    for lesson in selected.lessons() {
        let operation = lesson.operation.map(|key| graph.operation(key));
        let [remarks, rivals] = remarks(graph, &lesson.claim);
        let cells = vec![
            Cell::of(&graph.dataset().vocabularies().lesson_groups, lesson.group),
            operation.map_or(Cell::NONE, |operation| {
                Cell::term(operation.record().id().as_str(), operation.label())
            }),
            Cell::from(lesson.statement.to_string()),
            remarks,
            rivals,
        ];
        table.push(cells, evidence(list, "lesson", &lesson.claim));
    }
    table
}
