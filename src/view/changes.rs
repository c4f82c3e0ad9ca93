//! What changed between two dates, in words and as data.

use super::cell::Cell;
use super::panel::step;
use super::profile::Profile;
use super::table::{Column, Table};
use crate::graph::{Days, Graph, SpellRef};
use crate::model::{Claim, Date, Day, End, Identified, Vocable};
use crate::query::{Selection, Standing};
use crate::view::evidence::Bibliography;

/// Tells what changed in a selection after one day and up to another: phases and conditions that
/// moved, motives that began or ceased, operations that began and ended, organizations that were
/// founded or ended, and the milestones between.
///
/// Motives without dates are told with no change, for nobody knows when they arose. Partnerships stand in the order of
/// the dataset, everything else in order of time.
pub fn changes(selection: &Selection<'_>, from: Day, to: Day, evidence: bool) -> Profile {
    let graph = selection.graph();
    let mut profile = Profile::new("changes", format!("What changed from {from} to {to}"));
    let coding = graph
        .dataset()
        .vocabularies
        .codings
        .label(selection.coding());
    profile.fact("coding", Cell::Text(coding.to_owned()));
    let between = Between { from, to };
    let mut list = Bibliography::asked(graph, evidence);
    let moved = between.phases(selection, &mut list);
    let words = between.summary(&moved);
    profile.fact("in-words", Cell::Text(words));
    profile.section(moved);
    profile.section(between.motives(selection, &mut list));
    profile.section(between.operations(selection, &mut list));
    profile.section(between.organizations(graph));
    profile.section(between.milestones(selection, &mut list));
    profile.sources = list.map(Bibliography::references).unwrap_or_default();
    profile
}

/// The days after the first up to the second.
#[derive(Clone, Copy)]
struct Between {
    from: Day,
    to: Day,
}

impl Between {
    fn holds(self, day: Day) -> bool {
        self.from < day && day <= self.to
    }

    /// Tabulates the partnerships whose phase or condition is not what it was.
    fn phases(self, selection: &Selection<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
        let columns = [
            Column::new("partnership", "Partnership"),
            Column::new("before", "Before"),
            Column::new("after", "After"),
            Column::new("change", "Change"),
            Column::new("since", "Since"),
            Column::new("because", "Because"),
        ];
        let mut table =
            Table::new("phases", "Phases and conditions that moved", &columns).with_evidence(list);
        for standing in selection.iter() {
            let (before, after) = (on(standing, self.from), on(standing, self.to));
            let Some(change) = change(before, after) else {
                continue;
            };
            let spell = after.or(before);
            let cells = vec![
                Cell::Text(standing.partnership().label()),
                state(before),
                state(after),
                Cell::Text(change.to_owned()),
                match (after, before) {
                    (Some(after), _) => Cell::date(Some(&after.record().from)),
                    (None, Some(before)) => Cell::end(before.record().to.unwrap_or(End::Unknown)),
                    (None, None) => Cell::Missing,
                },
                Cell::optional(spell.and_then(|spell| spell.record().because.as_deref())),
            ];
            let claims = spell.map(|spell| ("phase", &spell.record().claim));
            let evidence = list.as_mut().map(|list| list.cell(claims));
            table.push(cells, evidence);
        }
        table
    }

    /// Says in a sentence how many partnerships moved, and how.
    fn summary(self, moved: &Table) -> String {
        let kinds = ["begin", "advance", "recovery", "setback", "reversal", "end"];
        let count = |kind: &str| {
            moved
                .rows
                .iter()
                .filter(|row| row[3].text() == kind)
                .count()
        };
        let told = kinds
            .iter()
            .map(|kind| (kind, count(kind)))
            .filter(|(_, count)| *count > 0);
        let told: Vec<String> = told
            .map(|(kind, count)| format!("{count} × {kind}"))
            .collect();
        match told.is_empty() {
            true => "No partnership moved.".to_owned(),
            false => format!(
                "Of the partnerships, {} moved: {}.",
                moved.rows.len(),
                told.join(", ")
            ),
        }
    }

    fn motives(self, selection: &Selection<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
        let columns = [
            Column::new("date", "Date"),
            Column::new("partnership", "Partnership"),
            Column::new("of", "Of"),
            Column::new("motive", "Motive"),
            Column::new("change", "Change"),
            Column::new("statement", "Statement"),
        ];
        let mut table =
            Table::new("motives", "Motives that began or ceased", &columns).with_evidence(list);
        let graph = selection.graph();
        let mut rows = Vec::new();
        for standing in selection.iter() {
            for motive in &standing.partnership().record().motives {
                let end = motive.to.and_then(|to| to.date().copied());
                for (date, change) in [(motive.from, "began"), (end, "ceased")] {
                    let Some(date) = date.filter(|date| {
                        day(date, change == "began").is_some_and(|day| self.holds(day))
                    }) else {
                        continue;
                    };
                    let holder = graph.organization(motive.holder);
                    let cells = vec![
                        Cell::date(Some(&date)),
                        Cell::Text(standing.partnership().label()),
                        Cell::term(holder.record().id().as_str(), holder.label()),
                        Cell::of(&graph.dataset().vocabularies.motives, motive.motive),
                        Cell::Text(change.to_owned()),
                        Cell::Text(motive.statement.to_string()),
                    ];
                    rows.push((
                        day(&date, change == "began"),
                        cells,
                        ("motive", &motive.claim),
                    ));
                }
            }
        }
        fill(&mut table, rows, list);
        table
    }

    fn operations(self, selection: &Selection<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
        let columns = [
            Column::new("date", "Date"),
            Column::new("operation", "Operation"),
            Column::new("change", "Change"),
            Column::new("place", "Place"),
            Column::new("organizations", "Organizations"),
        ];
        let mut table = Table::new("operations", "Operations that began and ended", &columns)
            .with_evidence(list);
        let graph = selection.graph();
        let mut rows = Vec::new();
        for operation in selection.operations() {
            let record = operation.record();
            for (date, change) in [
                (record.start, "began"),
                (record.end.date().copied(), "ended"),
            ] {
                let Some(date) = date
                    .filter(|date| day(date, change == "began").is_some_and(|day| self.holds(day)))
                else {
                    continue;
                };
                let mut members: Vec<_> = record
                    .participations
                    .iter()
                    .map(|part| part.organization)
                    .collect();
                members.sort_unstable();
                members.dedup();
                let members = members.into_iter().map(|key| {
                    let member = graph.organization(key);
                    Cell::term(member.record().id().as_str(), member.label())
                });
                let cells = vec![
                    Cell::date(Some(&date)),
                    Cell::term(record.id().as_str(), operation.label()),
                    Cell::Text(change.to_owned()),
                    Cell::optional(record.place.as_deref()),
                    Cell::List(members.collect()),
                ];
                rows.push((
                    day(&date, change == "began"),
                    cells,
                    ("operation", &record.claim),
                ));
            }
        }
        fill(&mut table, rows, list);
        table
    }

    fn organizations(self, graph: &Graph) -> Table {
        let columns = [
            Column::new("date", "Date"),
            Column::new("organization", "Organization"),
            Column::new("change", "Change"),
        ];
        let mut table = Table::new("organizations", "Organizations founded or ended", &columns);
        let mut rows = Vec::new();
        for organization in graph.organizations() {
            let record = organization.record();
            for (date, change) in [
                (record.founded, "founded"),
                (record.dissolved.date().copied(), "ended"),
            ] {
                let known = date.and_then(|date| Some((date, day(&date, change == "founded")?)));
                if let Some((date, day)) = known.filter(|(_, day)| self.holds(*day)) {
                    let name = Cell::term(record.id().as_str(), organization.label());
                    rows.push((
                        day,
                        vec![Cell::date(Some(&date)), name, Cell::Text(change.to_owned())],
                    ));
                }
            }
        }
        rows.sort_by_key(|(day, _)| *day);
        rows.into_iter()
            .for_each(|(_, cells)| table.push(cells, None));
        table
    }

    fn milestones(self, selection: &Selection<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
        let columns = [
            Column::new("date", "Date"),
            Column::new("partnership", "Partnership"),
            Column::new("kind", "Kind"),
            Column::new("title", "Title"),
        ];
        let mut table = Table::new("milestones", "Milestones", &columns).with_evidence(list);
        let graph = selection.graph();
        let mut rows = Vec::new();
        for standing in selection.iter() {
            for milestone in &standing.partnership().record().milestones {
                let at = day(&milestone.date, true).filter(|day| self.holds(*day));
                if at.is_some() {
                    let cells = vec![
                        Cell::date(Some(&milestone.date)),
                        Cell::Text(standing.partnership().label()),
                        Cell::of(
                            &graph.dataset().vocabularies.milestone_kinds,
                            milestone.kind,
                        ),
                        Cell::Text(milestone.title.to_string()),
                    ];
                    rows.push((at, cells, ("milestone", &milestone.claim)));
                }
            }
        }
        fill(&mut table, rows, list);
        table
    }
}

type Row<'c> = (Option<Day>, Vec<Cell>, (&'static str, &'c Claim));

/// Adds rows to a table in order of time.
fn fill(table: &mut Table, mut rows: Vec<Row<'_>>, list: &mut Option<Bibliography<'_>>) {
    rows.sort_by_key(|(day, _, _)| *day);
    for (_, cells, claim) in rows {
        let evidence = list.as_mut().map(|list| list.cell([claim]));
        table.push(cells, evidence);
    }
}

/// Returns the spell in force on a day.
fn on(standing: Standing<'_>, day: Day) -> Option<SpellRef<'_>> {
    let day = Days {
        first: day,
        last: day,
    };
    standing
        .spells()
        .rfind(|spell| spell.window().days.meet(day))
}

/// Names the step from one state to another; `None` if nothing changed.
fn change(before: Option<SpellRef<'_>>, after: Option<SpellRef<'_>>) -> Option<&'static str> {
    let related = |spell: Option<SpellRef<'_>>| spell.is_some_and(|spell| !spell.is_absent());
    match (before, after) {
        (_, None) => related(before).then_some("end"),
        (before, Some(after)) if after.is_absent() => related(before).then_some("end"),
        (before, Some(after)) => step(before.map(SpellRef::window).as_ref(), &after.window()),
    }
}

/// Spells phase and condition.
fn state(spell: Option<SpellRef<'_>>) -> Cell {
    let Some(spell) = spell else {
        return Cell::term("none", "none");
    };
    let words = &spell.graph().dataset().vocabularies;
    let (phase, condition) = (
        &words.phases[spell.record().phase],
        &words.conditions[spell.record().condition],
    );
    match spell.is_absent() || spell.record().condition.index() == 0 {
        true => Cell::term(phase.id().as_str(), &*phase.term().label),
        false => Cell::term(
            format!("{}/{}", phase.id(), condition.id()),
            format!(
                "{} ({})",
                phase.term().label,
                super::uncapitalized(&condition.term().label)
            ),
        ),
    }
}

/// Returns the day on which something begins or ends that does so at a date.
fn day(date: &Date, begins: bool) -> Option<Day> {
    match begins {
        true => date.earliest().or(date.latest()),
        false => date.latest().or(date.earliest()),
    }
}
