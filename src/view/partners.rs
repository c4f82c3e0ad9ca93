//! Tables of partnerships: the partners of one organization, and all that match.

use super::cell::Cell;
use super::evidence::Bibliography;
use super::motive_codes::MotiveCodes;
use super::table::{Column, Table};
use crate::graph::{OperationRef, OrganizationRef, SharedRef, When};
use crate::model::{Identified, Key, Motive, MotiveClaim, Organization, Role};
use crate::query::{Doubt, SelectedPartnership, Selection};

const STANDING: [Column; 7] = [
    Column::new("since", "Since"),
    Column::new("phase", "Phase"),
    Column::new("phase-since", "In phase since"),
    Column::new("uncertain", "Uncertain"),
    Column::new("condition", "Condition"),
    Column::new("motives", "Motives"),
    Column::new("operations", "Operations"),
];

/// Marks a motive that holds only if an uncertain date falls so.
const UNCERTAIN: &str = "?";

/// Tabulates with whom an organization cooperates: since when, in which phase and condition, for
/// which motives, in which operations.
///
/// The highest phase comes first, then the longest cooperation, then the partner's label.
pub fn partners(selection: &Selection<'_>, of: OrganizationRef<'_>, evidence: bool) -> Table {
    let mut selected_partnerships: Vec<(OrganizationRef<'_>, SelectedPartnership<'_>)> = selection
        .iter()
        .filter_map(|selected| Some((selected.partnership().partner_of(of.key())?, selected)))
        .collect();
    selected_partnerships.sort_by_cached_key(|(partner, selected)| {
        let rung = selected.spell().filter(|spell| !spell.is_absent());
        let since = selected.since().and_then(|date| date.earliest());
        (
            std::cmp::Reverse(rung.map(|spell| spell.record().phase)),
            since,
            partner.label().to_owned(),
        )
    });
    let title = format!("Partners of {}{}", of.label(), time(selection));
    let partner = Column::new("partner", "Partner");
    let codes = MotiveCodes::of(&selection.graph().dataset().vocabularies().motives);
    let mut bibliography = Bibliography::asked(selection.graph(), evidence);
    let mut table = standing_table("partners", title, &[partner], &bibliography);
    for (partner, selected) in selected_partnerships {
        let cells = std::iter::once(Cell::term(partner.record().id().as_str(), partner.label()))
            .chain(standing_cells(selected, &codes))
            .collect();
        let evidence = bibliography
            .as_mut()
            .map(|list| list.cell(selected.claims()));
        table.push(cells, evidence);
    }
    explain(&mut table, &codes, selection);
    table.finished(bibliography)
}

/// Tabulates partnerships: their members, since when, phase and condition, motives, operations.
///
/// The rows are in the order of the dataset.
pub fn links(selection: &Selection<'_>, evidence: bool) -> Table {
    let title = format!("Partnerships{}", time(selection));
    let members = [Column::new("a", "A"), Column::new("b", "B")];
    let codes = MotiveCodes::of(&selection.graph().dataset().vocabularies().motives);
    let mut bibliography = Bibliography::asked(selection.graph(), evidence);
    let mut table = standing_table("links", title, &members, &bibliography);
    for selected in selection.iter() {
        let members = selected.partnership().members();
        let cells = members
            .map(|member| Cell::term(member.record().id().as_str(), member.label()))
            .into_iter()
            .chain(standing_cells(selected, &codes))
            .collect();
        let evidence = bibliography
            .as_mut()
            .map(|list| list.cell(selected.claims()));
        table.push(cells, evidence);
    }
    explain(&mut table, &codes, selection);
    table.finished(bibliography)
}

/// Adds what the codes of motives mean, if there are any, which of them bear no dates, and that the time
/// asked of lies beyond the evidence.
fn explain(table: &mut Table, codes: &MotiveCodes, selection: &Selection<'_>) {
    let column = table
        .columns
        .iter()
        .position(|column| column.id == "motives");
    let cells = || {
        column
            .into_iter()
            .flat_map(|column| table.rows.iter().map(move |row| &row[column]))
    };
    let told = cells().any(|cell| !cell.is_empty());
    let uncertain = cells()
        .any(|cell| cell.text().contains(UNCERTAIN))
        .then(|| format!("{UNCERTAIN}: whether the motive held then rests on an uncertain date."));
    table.notes.extend(told.then(|| codes.note()));
    table.notes.extend(uncertain);
    table.notes.extend(undated(selection).filter(|_| told));
    table.notes.extend(beyond(selection));
}

/// Says how many of the motives at a time bear no dates; `None` if none does, or if no time was asked of.
fn undated(selection: &Selection<'_>) -> Option<String> {
    if selection.when() == When::Always {
        return None;
    }
    let motives: Vec<&MotiveClaim> = selection
        .iter()
        .flat_map(SelectedPartnership::motives)
        .collect();
    let is_undated = |claim: &&&MotiveClaim| claim.from.is_none() && claim.to.is_none();
    let undated = motives.iter().filter(is_undated).count();
    let of = match undated == motives.len() {
        true => "The motives bear no dates:".to_owned(),
        false if undated == 1 => format!("1 of {} motives bears no dates:", motives.len()),
        false => format!("{undated} of {} motives bear no dates:", motives.len()),
    };
    let rule =
        "such motives are taken to hold from the first relation on, while their holder exists.";
    (undated > 0).then(|| format!("{of} {rule}"))
}

/// Says that the time asked of goes beyond the evidence; `None` if it does not.
pub(super) fn beyond(selection: &Selection<'_>) -> Option<String> {
    let as_of = selection.graph().as_of();
    let last = selection.when().last_day()?;
    let is_stated = selection.graph().dataset().about().as_of.is_some();
    let known = match is_stated {
        true => format!("The evidence was read up to {as_of}"),
        false => format!("The last date in the dataset is {as_of}"),
    };
    (last > as_of).then(|| format!("{known}; of later days this tells what stood then."))
}

fn standing_table(
    id: &'static str,
    title: String,
    first: &[Column],
    bibliography: &Option<Bibliography<'_>>,
) -> Table {
    Table::new(id, title, &[first, &STANDING].concat()).with_evidence(bibliography)
}

/// Says in a title what time and coding a selection is read at.
pub(super) fn time(selection: &Selection<'_>) -> String {
    time_or(selection, "as of")
}

/// The same of an answer that without a time asked of is about the whole record up to the as-of date.
pub(super) fn any_time(selection: &Selection<'_>) -> String {
    time_or(selection, "at any time to")
}

fn time_or(selection: &Selection<'_>, always: &str) -> String {
    let graph = selection.graph();
    let codings = &graph.dataset().vocabularies().codings;
    let coding = crate::phrase::uncapitalized(codings.label(selection.coding()));
    let time = match selection.when() {
        When::Always => format!("{always} {}", graph.as_of()),
        When::At(day) => format!("on {day}"),
        When::During(first, last) => format!(
            "during {}",
            crate::phrase::period(first.bounded(), last.bounded())
        ),
    };
    format!(", {time} (coding: {coding})")
}

fn standing_cells(selected: SelectedPartnership<'_>, codes: &MotiveCodes) -> [Cell; 7] {
    let vocabularies = selected.partnership().graph().dataset().vocabularies();
    let spell = selected.spell();
    let phase = spell.map(|spell| Cell::of(&vocabularies.phases, spell.record().phase));
    let related = spell.filter(|spell| !spell.is_absent());
    let condition = related.map(|s| Cell::of(&vocabularies.conditions, s.record().condition));
    let doubt = selected.doubt().map(doubt);
    let shared = shared(selected);
    [
        Cell::date(selected.since().as_ref()),
        phase.unwrap_or_else(|| ended(selected)),
        match (selected.phase_since(), &doubt) {
            (Some(date), Some(doubt)) => Cell::term(date.to_string(), format!("{date} ({doubt})")),
            (date, _) => Cell::date(date.as_ref()),
        },
        uncertain(selected, doubt, &shared),
        condition.unwrap_or(Cell::NONE),
        motives(selected, codes),
        Cell::list(operations(&shared)),
    ]
}

/// Names for programs all that rests on an uncertain date: the phase, motives, shared operations.
fn uncertain(
    selected: SelectedPartnership<'_>,
    doubt: Option<String>,
    shared: &[(OperationRef<'_>, bool)],
) -> Cell {
    let graph = selected.partnership().graph();
    let motives = &graph.dataset().vocabularies().motives;
    let of_side = |side: OrganizationRef<'_>| {
        let held = held_by(selected, side.key()).into_iter();
        let doubtful = held.filter(|motive| is_doubtful(selected, side, *motive));
        let told = |motive| {
            let (motive, side) = (motives[motive].id(), side.record().id());
            format!("motive {motive} of {side}")
        };
        doubtful.map(told).collect::<Vec<_>>()
    };
    let members = selected.partnership().members();
    let operations = shared.iter().filter(|(_, doubtful)| *doubtful);
    let operations =
        operations.map(|(operation, _)| format!("operation {}", operation.record().id()));
    let all = doubt
        .into_iter()
        .chain(members.into_iter().flat_map(of_side));
    let all: Vec<String> = all.chain(operations).collect();
    match all.is_empty() {
        true => Cell::NONE,
        false => Cell::hidden(all.join("; ")),
    }
}

/// Says whether it rests on an uncertain date that a side holds a motive.
fn is_doubtful(
    selected: SelectedPartnership<'_>,
    side: OrganizationRef<'_>,
    motive: Key<Motive>,
) -> bool {
    let claims = selected.motives_of(side.key());
    let mut of_motive = claims.filter(|claim| claim.motive == motive);
    of_motive.all(|claim| selected.is_doubtful_motive(claim))
}

/// Lists the shared operations; people read which of them rest on an uncertain date.
fn operations(shared: &[(OperationRef<'_>, bool)]) -> Vec<Cell> {
    let cell = |(operation, doubtful): &(OperationRef<'_>, bool)| {
        let mark = if *doubtful { " (date uncertain)" } else { "" };
        let label = format!("{}{mark}", operation.label());
        Cell::term(operation.record().id().as_str(), label)
    };
    shared.iter().map(cell).collect()
}

/// Returns the shared operations, and whether that they are shared rests on an uncertain date.
fn shared<'g>(selected: SelectedPartnership<'g>) -> Vec<(OperationRef<'g>, bool)> {
    let shared: Vec<SharedRef<'_>> = selected.shared().collect();
    let operations = shared.chunk_by(|a, b| a.operation() == b.operation());
    let doubted =
        |pairs: &[SharedRef<'_>]| pairs.iter().all(|pair| pair.is_uncertain(selected.when()));
    operations
        .map(|pairs| (pairs[0].operation(), doubted(pairs)))
        .collect()
}

/// Names the bound that makes a spell uncertain.
pub(super) fn doubt(doubt: Doubt) -> String {
    match doubt {
        Doubt::Start(date) => format!("start {date} uncertain"),
        Doubt::End(date) => format!("end {date} uncertain"),
        Doubt::UnknownEnd => "end unknown".to_owned(),
    }
}

fn ended(selected: SelectedPartnership<'_>) -> Cell {
    match selected.ended() {
        Some(end) => Cell::term("ended", format!("ended ({end})")),
        None => Cell::NONE,
    }
}

/// Gathers the motives by the side that holds them; people read codes.
fn motives(selected: SelectedPartnership<'_>, codes: &MotiveCodes) -> Cell {
    let sides = selected.partnership().members();
    let vocabulary = &selected
        .partnership()
        .graph()
        .dataset()
        .vocabularies()
        .motives;
    let of_side = |side: OrganizationRef<'_>| {
        let held = held_by(selected, side.key());
        let holder = Cell::term(side.record().id().as_str(), side.label());
        let motives = held.iter().map(|key| Cell::of(vocabulary, *key));
        let coded = held.iter().map(|motive| {
            let doubtful = is_doubtful(selected, side, *motive);
            let mark = if doubtful { UNCERTAIN } else { "" };
            format!("{}{mark}", codes.spelled(&[*motive]))
        });
        (!held.is_empty()).then(|| {
            Cell::record(
                vec![("of", holder), ("motives", Cell::list(motives))],
                format!("{}: {}", side.label(), coded.collect::<Vec<_>>().join(" ")),
            )
        })
    };
    Cell::list(sides.into_iter().filter_map(of_side))
}

/// Returns the motives of one side, each once, in the order of the vocabulary.
pub(crate) fn held_by(
    selected: SelectedPartnership<'_>,
    side: Key<Organization>,
) -> Vec<Key<Motive>> {
    let claims = selected.motives_of(side);
    let mut motives: Vec<_> = claims.map(|claim| claim.motive).collect();
    motives.sort_unstable();
    motives.dedup();
    motives
}

/// Returns the roles that one side of a dyad has in operations that the two share, each once, in the
/// order of the vocabulary.
pub(crate) fn roles_of<'g>(shared: &[SharedRef<'g>], side: usize) -> Vec<&'g str> {
    let Some(first) = shared.first() else {
        return Vec::new();
    };
    let roles = shared
        .iter()
        .map(|shared| shared.participations()[side].role);
    let mut roles: Vec<Key<Role>> = roles.collect();
    roles.sort_unstable();
    roles.dedup();
    let vocabulary = &first.operation().graph().dataset().vocabularies().roles;
    roles
        .into_iter()
        .map(|role| vocabulary.label(role))
        .collect()
}
