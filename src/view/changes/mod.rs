//! What changed between two dates, in words and as data.

mod notes;
mod words;

use self::words::{DISSOLUTION, RETURN};
use super::dossier::Dossier;
use crate::analysis::{Transition, TransitionKind, transitions};
use crate::graph::{DayRange, SpellRef, TimeFilter, is_order_unknown};
use crate::model::{Claim, Date, Day, End, Identified, Vocable};
use crate::query::{Query, SelectedPartnership, Selection};
use crate::view::cell::Cell;
use crate::view::evidence::Bibliography;
use crate::view::table::{Column, Table};

/// Tells what changed in what a question selects, after one day and up to another: phases and conditions
/// that moved, motives that began or ceased, operations that began and ended, organizations that were
/// founded or ended, and the milestones between.
///
/// A partnership that moved and came back stands there too, with its steps. Motives without dates are told
/// with no change, for nobody knows when they arose. Operations and organizations are those that the question selects
/// ([`Query::operations`], [`Query::organizations`]). Partnerships stand in the order of the dataset,
/// everything else in order of time. The question should ask of the period between the two days.
///
/// ```
/// use interorg::model::Day;
/// use interorg::{dataset, graph::Graph, query::Filter, view};
///
/// let graph = Graph::new(dataset::builtin());
/// let filter = Filter { during: Some("2000..2010".parse()?), ..Filter::default() };
/// let (from, to) = (Day::new(2000, 12, 31), Day::new(2010, 12, 31));
/// let changes = view::changes(&filter.resolve(&graph)?, from, to, false);
/// assert_eq!(changes.sections[0].id, "phases");
/// assert_eq!(changes.sections[0].rows.len(), 6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn changes(query: &Query<'_>, from: Day, to: Day, evidence: bool) -> Dossier {
    let graph = query.graph();
    let selection = query.select();
    let mut dossier = Dossier::new("changes", format!("What changed from {from} to {to}"));
    let codings = &graph.dataset().vocabularies().codings;
    dossier.fact(
        "coding",
        Cell::from(codings.label(query.coding()).to_owned()),
    );
    let between = Between { from, to };
    let mut list = Bibliography::asked(graph, evidence);
    let sections = [
        between.phases(&selection, &mut list),
        between.motives(&selection, &mut list),
        between.operations(query, &mut list),
        between.organizations(query, &mut list),
        between.milestones(&selection, &mut list),
    ];
    dossier.fact("in-words", Cell::from(told_in_words(&sections)));
    sections
        .into_iter()
        .for_each(|table| dossier.section(table));
    dossier.note(&notes::undated(&selection));
    dossier.note(&notes::unknown(query, &selection));
    dossier.note(&between.doubtful(query, &selection));
    dossier.sources = list.map(Bibliography::references).unwrap_or_default();
    dossier
}

/// Tells the tables in sentences.
fn told_in_words([moved, motives, operations, organizations, milestones]: &[Table; 5]) -> String {
    let milestones = match milestones.rows.len() {
        0 => None,
        1 => Some("One milestone lies between.".to_owned()),
        count => Some(format!("{count} milestones lie between.")),
    };
    let sentences = [
        Some(words::of_partnerships(moved)),
        words::of_things(motives, "motive", "motives", ["began", "ceased"]),
        words::of_things(operations, "operation", "operations", ["began", "ended"]),
        words::of_organizations(organizations),
        milestones,
    ];
    sentences
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
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

    /// Returns the day on which something begins or ends at a date, if it is then there on one of the two
    /// days and not on the other.
    fn turns(self, date: &Date, begins: bool) -> Option<Day> {
        let day = day(date, begins)?;
        // What ends on a day is still there on it.
        let first = if begins { day } else { day.next() };
        self.holds(first).then_some(day)
    }

    /// Says whether it is uncertain on which side of one of the two days a date lies.
    fn doubts(self, date: &Date) -> bool {
        is_order_unknown(date, self.from) || is_order_unknown(date, self.to)
    }

    /// Tabulates the partnerships whose phase or condition is not what it was.
    fn phases(self, selection: &Selection<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
        let columns = [
            Column::new("partnership", "Partnership"),
            Column::new("before", "Before"),
            Column::new("after", "After"),
            Column::new("change", "Change"),
            Column::new("since", "Since"),
            Column::new("steps", "Steps"),
            Column::new("because", "Because"),
        ];
        let mut table =
            Table::new("phases", "Phases and conditions that moved", &columns).with_evidence(list);
        for selected in selection.iter() {
            let (before, after) = (on(selected, self.from), on(selected, self.to));
            let mut steps = transitions(
                selected.partnership(),
                selection.coding(),
                selection.min_confidence(),
            );
            steps.retain(|step| step.day != Day::MAX && self.holds(step.since));
            let Some(change) = change(before, after).or((!steps.is_empty()).then_some(RETURN))
            else {
                continue;
            };
            let is_dissolved = steps
                .last()
                .is_some_and(|step| step.kind == TransitionKind::Dissolution);
            let change = if is_dissolved { DISSOLUTION } else { change };
            let spell = after.or(before);
            let cells = vec![
                Cell::from(selected.partnership().label()),
                state(before, selected, self.from),
                state(after, selected, self.to),
                Cell::from(change.to_owned()),
                since(before, after),
                Cell::list(steps.iter().map(told)),
                Cell::optional(spell.and_then(|spell| spell.record().because.as_deref())),
            ];
            let claims = spell.map(|spell| ("phase", &spell.record().claim));
            let claims = claims
                .into_iter()
                .chain(steps.iter().map(|step| (step.kind.name(), step.claim)));
            let evidence = list.as_mut().map(|list| list.cell(claims));
            table.push(cells, evidence);
        }
        table
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
        for selected in selection.iter() {
            let motives = selected.partnership().record().motives.iter();
            for motive in motives.filter(|motive| selection.meets_confidence(&motive.claim)) {
                let end = motive.to.and_then(|to| to.date().copied());
                for (date, change) in [(motive.from, "began"), (end, "ceased")] {
                    let turn = date.and_then(|date| self.turns(&date, change == "began"));
                    let (Some(date), Some(turn)) = (date, turn) else {
                        continue;
                    };
                    let holder = graph.organization(motive.holder);
                    let cells = vec![
                        Cell::date(Some(&date)),
                        Cell::from(selected.partnership().label()),
                        Cell::term(holder.record().id().as_str(), holder.label()),
                        Cell::of(&graph.dataset().vocabularies().motives, motive.motive),
                        Cell::from(change.to_owned()),
                        Cell::from(motive.statement.to_string()),
                    ];
                    rows.push((Some(turn), cells, ("motive", &motive.claim)));
                }
            }
        }
        fill(&mut table, rows, list);
        table
    }

    fn operations(self, query: &Query<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
        let columns = [
            Column::new("date", "Date"),
            Column::new("operation", "Operation"),
            Column::new("change", "Change"),
            Column::new("place", "Place"),
            Column::new("organizations", "Organizations"),
        ];
        let mut table = Table::new("operations", "Operations that began and ended", &columns)
            .with_evidence(list);
        let graph = query.graph();
        let mut rows = Vec::new();
        for operation in query.operations() {
            let record = operation.record();
            for (date, change) in [
                (record.start, "began"),
                (record.end.date().copied(), "ended"),
            ] {
                let turn = date.and_then(|date| self.turns(&date, change == "began"));
                let (Some(date), Some(turn)) = (date, turn) else {
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
                    Cell::from(change.to_owned()),
                    Cell::optional(record.place.as_deref()),
                    Cell::list(members),
                ];
                rows.push((Some(turn), cells, ("operation", &record.claim)));
            }
        }
        fill(&mut table, rows, list);
        table
    }

    fn organizations(self, query: &Query<'_>, list: &mut Option<Bibliography<'_>>) -> Table {
        let columns = [
            Column::new("date", "Date"),
            Column::new("organization", "Organization"),
            Column::new("change", "Change"),
        ];
        let mut table = Table::new("organizations", "Organizations founded or ended", &columns)
            .with_evidence(list);
        let mut rows = Vec::new();
        for organization in query.organizations() {
            let record = organization.record();
            for (date, change) in [
                (record.founded, "founded"),
                (record.dissolved.date().copied(), "ended"),
            ] {
                let turn = date.and_then(|date| self.turns(&date, change == "founded"));
                if let (Some(date), Some(day)) = (date, turn) {
                    let name = Cell::term(record.id().as_str(), organization.label());
                    let cells = vec![Cell::date(Some(&date)), name, Cell::from(change.to_owned())];
                    rows.push((day, cells, &record.citations));
                }
            }
        }
        rows.sort_by_key(|(day, ..)| *day);
        for (_, cells, citations) in rows {
            let evidence = list.as_mut().map(|list| list.citations(citations));
            table.push(cells, evidence);
        }
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
        for selected in selection.iter() {
            let milestones = selected.partnership().record().milestones.iter();
            for milestone in
                milestones.filter(|milestone| selection.meets_confidence(&milestone.claim))
            {
                let at = day(&milestone.date, true).filter(|day| self.holds(*day));
                if at.is_some() {
                    let cells = vec![
                        Cell::date(Some(&milestone.date)),
                        Cell::from(selected.partnership().label()),
                        Cell::of(
                            &graph.dataset().vocabularies().milestone_kinds,
                            milestone.kind,
                        ),
                        Cell::from(milestone.title.to_string()),
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
fn on(selected: SelectedPartnership<'_>, day: Day) -> Option<SpellRef<'_>> {
    let day = DayRange {
        first: day,
        last: day,
    };
    selected.spells().rfind(|spell| spell.days().overlaps(day))
}

/// Says whether both members of a partnership exist on a day.
fn exist(selected: SelectedPartnership<'_>, day: Day) -> bool {
    let on = TimeFilter::At(day).days();
    let members = selected.partnership().members();
    members.iter().all(|member| member.lifetime().overlaps(on))
}

/// Names the step from one state to another; `None` if nothing changed.
fn change(before: Option<SpellRef<'_>>, after: Option<SpellRef<'_>>) -> Option<&'static str> {
    let related = |spell: Option<SpellRef<'_>>| spell.is_some_and(|spell| !spell.is_absent());
    match (before, after) {
        (_, None) => related(before).then_some("end"),
        (before, Some(after)) if after.is_absent() => related(before).then_some("end"),
        (before, Some(after)) => {
            let before = before.map(SpellRef::dated);
            TransitionKind::between(before.as_ref(), &after.dated()).map(TransitionKind::name)
        }
    }
}

/// Tells since when things are as they are after, or how they ended.
fn since(before: Option<SpellRef<'_>>, after: Option<SpellRef<'_>>) -> Cell {
    match (after, before) {
        (Some(after), _) => Cell::date(Some(&after.record().from)),
        (None, Some(before)) => Cell::end(before.record().to.unwrap_or(End::Unknown)),
        (None, None) => Cell::NONE,
    }
}

/// Names a step and its day.
fn told(step: &Transition<'_>) -> Cell {
    Cell::record(
        vec![
            ("kind", Cell::from(step.kind.name())),
            ("date", Cell::from(step.day.to_string())),
        ],
        format!("{} {}", step.kind, step.day),
    )
}

/// Spells phase and condition on a day; without a spell, says whether both members existed then.
fn state(spell: Option<SpellRef<'_>>, selected: SelectedPartnership<'_>, day: Day) -> Cell {
    let Some(spell) = spell else {
        return match exist(selected, day) {
            true => Cell::term("none", "none"),
            false => Cell::term("not-existing", "did not exist"),
        };
    };
    let words = spell.graph().dataset().vocabularies();
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
                crate::phrase::uncapitalized(&condition.term().label)
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
