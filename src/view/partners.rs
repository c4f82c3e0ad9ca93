//! Tables of partnerships: the partners of one organization, and all that match.

use super::cell::Cell;
use super::columns::Columns;
use super::evidence::Bibliography;
use super::motive_codes::MotiveCodes;
use super::table::Table;
use crate::analysis;
use crate::graph::{OrganizationRef, TimeFilter};
use crate::model::{Identified, MotiveClaim, Value};
use crate::query::{HeldMotive, SelectedPartnership, Selection, SharedOperation, UncertainBound};

/// Marks a motive that is held only if an uncertain date falls on the right side of the time.
const UNCERTAIN: &str = "?";

/// Returns the partners of an organization: since when, in which phase and condition, for which motives, in which
/// operations.
///
/// The rows are in the order of [`analysis::partners`].
pub fn partners(selection: &Selection<'_>, of: OrganizationRef<'_>, evidence: bool) -> Table {
    let title = format!("Partners of {}{}", of.label(), time(selection));
    let codes = MotiveCodes::of(&selection.graph().dataset().vocabularies().motives);
    let columns = Columns::new().with("partner", "Partner", "The partner.", |row: &Row<'_>| {
        row.partner.map_or(Value::NONE, organization)
    });
    let rows = analysis::partners(selection, of);
    let rows = rows
        .iter()
        .map(|partner| Row::new(partner.partnership, Some(partner.organization)));
    table(
        "partners",
        title,
        with_state(columns, &codes),
        rows,
        selection,
        evidence,
        &codes,
    )
}

/// Returns partnerships: their members, since when, in which phase and condition, for which motives, in which
/// operations.
///
/// The rows are in the order of the dataset.
pub fn links(selection: &Selection<'_>, evidence: bool) -> Table {
    let title = format!("Partnerships{}", time(selection));
    let codes = MotiveCodes::of(&selection.graph().dataset().vocabularies().motives);
    let columns = Columns::new()
        .with("a", "A", "The first member.", |row: &Row<'_>| {
            organization(row.members()[0])
        })
        .with("b", "B", "The second member.", |row| {
            organization(row.members()[1])
        });
    let rows = selection
        .iter()
        .map(|partnership| Row::new(partnership, None));
    table(
        "links",
        title,
        with_state(columns, &codes),
        rows,
        selection,
        evidence,
        &codes,
    )
}

/// A partnership of a table, with what several columns need.
struct Row<'g> {
    partnership: SelectedPartnership<'g>,
    partner: Option<OrganizationRef<'g>>,
    motives: [Vec<HeldMotive>; 2],
    operations: Vec<SharedOperation<'g>>,
}

impl<'g> Row<'g> {
    fn new(partnership: SelectedPartnership<'g>, partner: Option<OrganizationRef<'g>>) -> Self {
        let members = partnership.partnership().members();
        Self {
            partnership,
            partner,
            motives: members.map(|member| partnership.held_motives(member.key())),
            operations: partnership.shared_operations(),
        }
    }

    fn members(&self) -> [OrganizationRef<'g>; 2] {
        self.partnership.partnership().members()
    }

    /// Returns the members with the motives that each holds.
    fn sides(&self) -> impl Iterator<Item = (OrganizationRef<'g>, &[HeldMotive])> {
        self.members()
            .into_iter()
            .zip(self.motives.iter().map(Vec::as_slice))
    }
}

/// Adds the columns that state how a partnership is at the time.
fn with_state<'c, 'g: 'c>(
    columns: Columns<'c, Row<'g>>,
    codes: &'c MotiveCodes,
) -> Columns<'c, Row<'g>> {
    columns
        .with(
            "since",
            "Since",
            "The date since which the two have cooperated without a break.",
            |row: &Row<'_>| Cell::date(row.partnership.since().as_ref()),
        )
        .with("phase", "Phase", "The phase, or `ended`.", phase)
        .with(
            "phase-since",
            "In phase since",
            "The date since which the partnership has been in the phase, whatever its condition.",
            phase_since,
        )
        .with(
            "uncertain",
            "Uncertain",
            "What rests on an uncertain date: a bound of the phase, motives, operations.",
            uncertain,
        )
        .with(
            "condition",
            "Condition",
            "The condition of a relation.",
            condition,
        )
        .with(
            "motives",
            "Motives",
            "The motives that each side holds.",
            |row| motives(row, codes),
        )
        .with(
            "operations",
            "Operations",
            "The operations that the two share.",
            operations,
        )
}

fn table<'g>(
    id: &'static str,
    title: String,
    columns: Columns<'_, Row<'g>>,
    rows: impl Iterator<Item = Row<'g>>,
    selection: &Selection<'g>,
    evidence: bool,
    codes: &MotiveCodes,
) -> Table {
    let rows: Vec<Row<'g>> = rows.collect();
    let mut held = rows.iter().flat_map(|row| row.motives.iter().flatten());
    let has_motives = rows
        .iter()
        .any(|row| row.motives.iter().any(|held| !held.is_empty()));
    let has_uncertain_motives = held.any(|held| held.is_uncertain);
    let mut bibliography = Bibliography::asked(selection.graph(), evidence);
    let mut table = columns.cited_table(id, title, rows, &mut bibliography, |list, row| {
        list.cell(row.partnership.claims())
    });
    if has_motives {
        table.notes.push(codes.note());
    }
    if has_uncertain_motives {
        let note = format!("{UNCERTAIN}: whether the motive held then rests on an uncertain date.");
        table.notes.push(note);
    }
    table
        .notes
        .extend(undated(selection).filter(|_| has_motives));
    table.notes.extend(beyond(selection));
    table.finished(bibliography)
}

/// Says how many of the motives at a time bear no dates; `None` if none does, or if no time was asked of.
fn undated(selection: &Selection<'_>) -> Option<String> {
    if selection.time() == TimeFilter::Always {
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
    let last = selection.time().last_day()?;
    let is_stated = selection.graph().dataset().about().as_of.is_some();
    let known = match is_stated {
        true => format!("The evidence was read up to {as_of}"),
        false => format!("The last date in the dataset is {as_of}"),
    };
    (last > as_of).then(|| format!("{known}; of later days this tells what stood then."))
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
    let time = match selection.time() {
        TimeFilter::Always => format!("{always} {}", graph.as_of()),
        TimeFilter::At(day) => format!("on {day}"),
        TimeFilter::During(first, last) => format!(
            "during {}",
            crate::phrase::period(first.bounded(), last.bounded())
        ),
    };
    format!(", {time} (coding: {coding})")
}

fn organization(organization: OrganizationRef<'_>) -> Value<'_> {
    Value::term(organization.record().id().as_str(), organization.label())
}

fn phase(row: &Row<'_>) -> Cell {
    let vocabularies = row
        .partnership
        .partnership()
        .graph()
        .dataset()
        .vocabularies();
    match row.partnership.spell() {
        Some(spell) => Cell::of(&vocabularies.phases, spell.record().phase),
        None => row.partnership.ended().map_or(Cell::NONE, |end| {
            Cell::term("ended", format!("ended ({end})"))
        }),
    }
}

fn phase_since(row: &Row<'_>) -> Cell {
    let date = row.partnership.phase_since();
    match (date, row.partnership.uncertain_bound().map(doubt)) {
        (Some(date), Some(doubt)) => Cell::shown(date, format!("{date} ({doubt})")),
        (date, _) => Cell::date(date.as_ref()),
    }
}

fn condition(row: &Row<'_>) -> Cell {
    let vocabularies = row
        .partnership
        .partnership()
        .graph()
        .dataset()
        .vocabularies();
    let relation = row.partnership.spell().filter(|spell| !spell.is_absent());
    Cell::of_optional(
        &vocabularies.conditions,
        relation.map(|spell| spell.record().condition),
    )
}

/// Returns everything that rests on an uncertain date: the phase, motives, shared operations.
fn uncertain(row: &Row<'_>) -> Cell {
    let graph = row.partnership.partnership().graph();
    let vocabulary = &graph.dataset().vocabularies().motives;
    let motives = row.sides().flat_map(|(side, held)| {
        let uncertain = held.iter().filter(|held| held.is_uncertain);
        uncertain.map(move |held| {
            let (motive, side) = (vocabulary[held.motive].id(), side.record().id());
            format!("motive {motive} of {side}")
        })
    });
    let operations = row.operations.iter().filter(|shared| shared.is_uncertain);
    let operations =
        operations.map(|shared| format!("operation {}", shared.operation.record().id()));
    let phase = row.partnership.uncertain_bound().map(doubt);
    let all: Vec<String> = phase.into_iter().chain(motives).chain(operations).collect();
    if all.is_empty() {
        Cell::NONE
    } else {
        Cell::hidden(all.join("; "))
    }
}

/// Returns the shared operations; people read which of them rest on an uncertain date.
fn operations(row: &Row<'_>) -> Cell {
    Cell::list(row.operations.iter().map(|shared| {
        let mark = if shared.is_uncertain {
            " (date uncertain)"
        } else {
            ""
        };
        let label = format!("{}{mark}", shared.operation.label());
        Cell::term(shared.operation.record().id().as_str(), label)
    }))
}

/// Returns the motives by the side that holds them; people read codes.
fn motives(row: &Row<'_>, codes: &MotiveCodes) -> Cell {
    let graph = row.partnership.partnership().graph();
    let vocabulary = &graph.dataset().vocabularies().motives;
    let sides = row.sides().filter(|(_, held)| !held.is_empty());
    Cell::list(sides.map(|(side, held)| {
        let motives = held.iter().map(|held| Cell::of(vocabulary, held.motive));
        let coded = held.iter().map(|held| {
            let mark = if held.is_uncertain { UNCERTAIN } else { "" };
            format!("{}{mark}", codes.spelled(&[held.motive]))
        });
        let text = format!("{}: {}", side.label(), coded.collect::<Vec<_>>().join(" "));
        let holder = Cell::from(organization(side));
        Cell::record(vec![("of", holder), ("motives", Cell::list(motives))], text)
    }))
}

/// Names the bound that makes a spell uncertain.
pub(super) fn doubt(doubt: UncertainBound) -> String {
    match doubt {
        UncertainBound::Start(date) => format!("start {date} uncertain"),
        UncertainBound::End(date) => format!("end {date} uncertain"),
        UncertainBound::UnknownEnd => "end unknown".to_owned(),
    }
}
