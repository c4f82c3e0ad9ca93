//! Tables of chains: how two organizations are tied.

use super::cell::Cell;
use super::evidence::Bibliography;
use super::table::{Column, Table};
use crate::graph::{DayRange, JointParticipationRef, OperationRef, OrganizationRef, SpellRef};
use crate::model::{Claim, Day, Identified, Value};
use crate::query::{Chain, Link, Selection, TimedChain};

/// What is said of a tie by an operation that rests on an uncertain date.
const UNCERTAIN: &str = "date uncertain";

/// Tabulates chains of ties, in the order in which they were found.
pub fn chains(selection: &Selection<'_>, found: &[Chain<'_>], evidence: bool) -> Table {
    let columns = [
        Column::new("steps", "Steps"),
        Column::new("chain", "Chain"),
        Column::new("over", "Over"),
    ];
    let mut bibliography = Bibliography::asked(selection.graph(), evidence);
    let title = title(found.first(), &super::partners::time(selection));
    let mut table = Table::new("path", title, &columns).with_evidence(&bibliography);
    for chain in found {
        let over = ties(chain).map(|(before, link)| over(before, link, selection));
        let evidence = bibliography
            .as_mut()
            .map(|list| list.cell(claims(chain, selection)));
        table.push(vec![steps(chain), route(chain), Cell::list(over)], evidence);
    }
    table.notes.extend(super::partners::beyond(selection));
    table.finished(bibliography)
}

/// Tabulates chains of ties that exist at one date or one after another, with a date for each step.
pub fn timed_chains(selection: &Selection<'_>, found: &[TimedChain<'_>], evidence: bool) -> Table {
    let columns = [
        Column::new("steps", "Steps"),
        Column::new("chain", "Chain"),
        Column::new("over", "Over"),
        Column::new("dates", "Dates"),
        Column::new("at-once", "At once"),
    ];
    let mut bibliography = Bibliography::asked(selection.graph(), evidence);
    let first = found.first().map(|timed| &timed.chain);
    let time = super::partners::any_time(selection);
    let title = title(first, &format!(" at one date or one after another{time}"));
    let mut table = Table::new("path", title, &columns).with_evidence(&bibliography);
    for TimedChain {
        chain,
        days,
        is_at_once,
    } in found
    {
        let steps_on = || ties(chain).zip(days);
        let over = steps_on().map(|((before, link), day)| over_on(before, link, *day, selection));
        let claims = steps_on().filter_map(|((_, link), day)| claim_on(link, *day, selection));
        let cells = vec![
            steps(chain),
            route(chain),
            Cell::list(over),
            Cell::list(days.iter().map(|day| shown(*day))),
            Value::Boolean(*is_at_once).into(),
        ];
        let evidence = bibliography.as_mut().map(|list| list.cell(claims));
        table.push(cells, evidence);
    }
    table.notes.push(
        "The ties of a chain exist on one day (the first such day is given) or one after another (the \
         earliest days are given). Chains have a direction: from the other end there may be others."
            .to_owned(),
    );
    table.finished(bibliography)
}

fn title(first: Option<&Chain<'_>>, how: &str) -> String {
    let ends = first.and_then(|chain| Some((chain.start, chain.links.last()?.end())));
    ends.map_or_else(String::new, |(a, b)| {
        format!("How {} and {} are tied{how}", a.label(), b.label())
    })
}

fn steps(chain: &Chain<'_>) -> Cell {
    Cell::count(chain.links.len())
}

/// Returns the ties of a chain in order, each with the organization from which it leads on.
fn ties<'g>(chain: &Chain<'g>) -> impl Iterator<Item = (OrganizationRef<'g>, Link<'g>)> {
    let ends = chain.links.iter().map(|link| link.end());
    std::iter::once(chain.start)
        .chain(ends)
        .zip(chain.links.iter().copied())
}

/// Names the organizations of a chain in order.
fn route(chain: &Chain<'_>) -> Cell {
    let organizations = std::iter::once(chain.start).chain(chain.links.iter().map(|l| l.end()));
    let organizations: Vec<_> = organizations.collect();
    let labels: Vec<&str> = organizations.iter().map(|o| o.label()).collect();
    let ids = organizations
        .iter()
        .map(|o| Cell::term(o.record().id().as_str(), o.label()));
    Cell::record(vec![("organizations", Cell::list(ids))], labels.join(" – "))
}

/// Spells a day; what nobody knows the beginning of exists from the beginning of time.
fn shown(day: Day) -> Cell {
    match day {
        Day::MIN => Cell::term("..", "undated"),
        day => Cell::from(day.to_string()),
    }
}

/// Tells the tie of a step as it is on a day.
fn over_on(
    before: OrganizationRef<'_>,
    link: Link<'_>,
    day: Day,
    selection: &Selection<'_>,
) -> Cell {
    let Link::Partnership(partnership, _) = link else {
        return over(before, link, selection);
    };
    let phases = &selection.graph().dataset().vocabularies().phases;
    let spell = spell_on(link, day, selection);
    let phase = spell.map_or("", |spell| spell.phase_label());
    let members = partnership.members();
    let members = members.map(|member| member.record().id().to_string());
    Cell::record(
        vec![
            ("kind", Cell::from("partnership".to_owned())),
            ("between", Cell::texts(members)),
            (
                "phase",
                spell.map_or(Cell::NONE, |spell| Cell::of(phases, spell.record().phase)),
            ),
        ],
        format!(
            "partnership {} ({})",
            partnership.label(),
            phase.to_lowercase()
        ),
    )
}

fn spell_on<'g>(link: Link<'g>, day: Day, selection: &Selection<'g>) -> Option<SpellRef<'g>> {
    let Link::Partnership(partnership, _) = link else {
        return None;
    };
    let day = DayRange {
        first: day,
        last: day,
    };
    let mut spells = partnership.spells(selection.coding());
    spells.rfind(|spell| spell.days().overlaps(day))
}

fn claim_on<'g>(
    link: Link<'g>,
    day: Day,
    selection: &Selection<'g>,
) -> Option<(&'static str, &'g Claim)> {
    match link {
        Link::Operation(operation, _) => Some(("operation", &operation.record().claim)),
        Link::Partnership(..) => {
            spell_on(link, day, selection).map(|spell| ("phase", &spell.record().claim))
        }
    }
}

fn over(before: OrganizationRef<'_>, link: Link<'_>, selection: &Selection<'_>) -> Cell {
    match link {
        Link::Operation(operation, end) => {
            let record = operation.record();
            let shared = tying(before, operation, end, selection);
            let is_certain = shared
                .iter()
                .any(|shared| !shared.is_uncertain(selection.time()));
            let doubt = (!is_certain).then_some(UNCERTAIN);
            let place = record
                .place
                .as_deref()
                .map(|place| format!(", {place}"))
                .unwrap_or_default();
            Cell::record(
                vec![
                    ("kind", Cell::from("operation".to_owned())),
                    (
                        "operation",
                        Cell::term(record.id().as_str(), operation.label()),
                    ),
                    ("uncertain", Cell::optional(doubt)),
                ],
                match doubt {
                    None => format!("operation {}{place}", operation.label()),
                    Some(doubt) => format!("operation {}{place} ({doubt})", operation.label()),
                },
            )
        }
        Link::Partnership(partnership, _) => {
            let selected = selection.selected(partnership.key());
            let phases = &selection.graph().dataset().vocabularies().phases;
            let spell = selected.spell();
            let phase = spell.map_or("", |spell| spell.phase_label());
            let doubt = selected.uncertain_bound().map(super::partners::doubt);
            let since = selected
                .since()
                .map(|date| format!("since {date}, "))
                .unwrap_or_default();
            Cell::record(
                vec![
                    ("kind", Cell::from("partnership".to_owned())),
                    (
                        "between",
                        Cell::texts(partnership.members().map(|m| m.record().id().to_string())),
                    ),
                    (
                        "phase",
                        spell.map_or(Cell::NONE, |spell| Cell::of(phases, spell.record().phase)),
                    ),
                    ("since", Cell::date(selected.since().as_ref())),
                    ("uncertain", Cell::optional(doubt.as_deref())),
                ],
                format!(
                    "partnership {} ({since}{}{})",
                    partnership.label(),
                    phase.to_lowercase(),
                    doubt.map_or_else(String::new, |doubt| format!(", {doubt}"))
                ),
            )
        }
    }
}

/// Returns the claims that the steps of a chain rest on: the phase of a partnership, or the operation and
/// the parts that the two take in it at the time.
fn claims<'g>(chain: &Chain<'g>, selection: &Selection<'g>) -> Vec<(&'static str, &'g Claim)> {
    let mut claims = Vec::new();
    for (before, link) in ties(chain) {
        match link {
            Link::Operation(operation, end) => {
                let shared = tying(before, operation, end, selection).into_iter();
                claims.extend(shared.flat_map(JointParticipationRef::claims));
            }
            Link::Partnership(partnership, _) => {
                let spell = selection.selected(partnership.key()).spell();
                claims.extend(spell.map(|spell| ("phase", &spell.record().claim)));
            }
        }
    }
    claims
}

/// Returns the pairs of parts by which an operation ties two organizations at the time.
fn tying<'g>(
    before: OrganizationRef<'g>,
    operation: OperationRef<'g>,
    end: OrganizationRef<'g>,
    selection: &Selection<'g>,
) -> Vec<JointParticipationRef<'g>> {
    let shared = before.joint_participations_with(end.key());
    let shared = shared.filter(|shared| shared.operation() == operation);
    shared
        .filter(|shared| selection.includes_joint_participation(*shared))
        .collect()
}
