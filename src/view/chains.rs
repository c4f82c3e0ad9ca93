//! Tables of chains: how two organizations are tied.

use super::cell::Cell;
use super::columns::Columns;
use super::evidence::Bibliography;
use super::table::Table;
use super::wording::{any_time, doubt, limits, predecessors, time};
use crate::analysis::{ChainStep, ChainTie, PartnershipTie, chain_steps, timed_chain_steps};
use crate::model::{Day, Identified, Value};
use crate::query::{Chain, Link, Selection, SharedOperation, TimedChain};

/// Marks a tie by an operation that depends on an uncertain date.
const UNCERTAIN: &str = "date uncertain";

/// Returns chains of ties, in the order of the search.
pub fn chains(selection: &Selection<'_>, found: &[Chain<'_>], evidence: bool) -> Table {
    let mut list = Bibliography::asked(selection.graph(), evidence);
    let title = title(found.first(), &time(selection));
    let rows = found.iter().map(|chain| Row {
        chain,
        steps: chain_steps(selection, chain),
        timed: None,
    });
    let columns = with_chain(Columns::new());
    let mut table = columns.cited_table("path", title, rows, &mut list, |list, row| {
        list.cell(row.steps.iter().flat_map(ChainStep::claims))
    });
    let links = found.iter().flat_map(|chain| &chain.links);
    let partnerships = links.filter_map(|link| match link {
        Link::Partnership(partnership, _) => Some(selection.selected(partnership.key())),
        Link::Operation(..) => None,
    });
    table.notes.extend(predecessors(partnerships));
    table.notes.extend(limits(selection));
    table.finished(list)
}

/// Returns chains of ties that exist on one day or one after another, with a day per step, in the order of the search.
pub fn timed_chains(selection: &Selection<'_>, found: &[TimedChain<'_>], evidence: bool) -> Table {
    let mut list = Bibliography::asked(selection.graph(), evidence);
    let first = found.first().map(|timed| &timed.chain);
    let time = any_time(selection);
    let title = title(
        first,
        &format!(" by ties on one day or one after another{time}"),
    );
    let rows = found.iter().map(|timed| Row {
        chain: &timed.chain,
        steps: timed_chain_steps(selection, timed),
        timed: Some(timed),
    });
    let columns = with_chain(Columns::new())
        .with(
            "dates",
            "Dates",
            "A day per step on which its tie exists, none before that of the previous step.",
            |row| {
                let days = row.timed.into_iter().flat_map(|timed| &timed.days);
                Cell::list(days.map(|day| day_cell(*day)))
            },
        )
        .with(
            "at-once",
            "At once",
            "Whether all ties exist on one day.",
            |row| Value::from(row.timed.is_some_and(|timed| timed.is_at_once)),
        );
    let mut table = columns.cited_table("path", title, rows, &mut list, |list, row| {
        // Of a tie by an operation, the operation alone is cited: on its day other participations may tie the two.
        list.cell(row.steps.iter().flat_map(|step| match &step.tie {
            ChainTie::Operation(shared) => {
                vec![("operation", &shared.operation.record().claim)]
            }
            ChainTie::Partnership(_) => step.claims(),
        }))
    });
    table.notes.push(
        "The ties of a chain exist on one day (the dates give the first such day) or one after another (the \
         dates give the earliest days). Chains have a direction: in the other direction there may be others."
            .to_owned(),
    );
    table.finished(list)
}

/// A chain with its steps.
struct Row<'c, 'g> {
    chain: &'c Chain<'g>,
    steps: Vec<ChainStep<'g>>,
    /// The days of the chain, if it respects time.
    timed: Option<&'c TimedChain<'g>>,
}

fn title(first: Option<&Chain<'_>>, how: &str) -> String {
    let ends = first.and_then(|chain| Some((chain.start, chain.links.last()?.end())));
    ends.map_or_else(String::new, |(a, b)| {
        format!("How {} and {} are tied{how}", a.label(), b.label())
    })
}

/// Adds the columns of a chain.
fn with_chain<'c, 'g: 'c>(columns: Columns<'c, Row<'c, 'g>>) -> Columns<'c, Row<'c, 'g>> {
    columns
        .with(
            "steps",
            "Steps",
            "The number of ties in the chain.",
            |row: &Row<'_, '_>| Cell::count(row.steps.len()),
        )
        .with(
            "chain",
            "Chain",
            "The organizations of the chain, in order.",
            organizations,
        )
        .with(
            "over",
            "Over",
            "The ties of the chain, in order: partnerships and operations.",
            |row| Cell::list(row.steps.iter().map(|step| tie(step, row.timed.is_some()))),
        )
}

fn organizations(row: &Row<'_, '_>) -> Cell {
    let ends = row.chain.links.iter().map(|link| link.end());
    let organizations: Vec<_> = std::iter::once(row.chain.start).chain(ends).collect();
    let labels: Vec<&str> = organizations.iter().map(|one| one.label()).collect();
    let text = labels.join(" – ");
    let cells = organizations.into_iter().map(Cell::organization);
    Cell::record(vec![("organizations", Cell::list(cells))], text)
}

/// Returns the cell of a day. A tie with an unknown start exists since [`Day::MIN`].
fn day_cell(day: Day) -> Cell {
    match day {
        Day::MIN => Cell::term("..", "undated"),
        day => Cell::from(day.to_string()),
    }
}

fn tie(step: &ChainStep<'_>, is_timed: bool) -> Cell {
    match &step.tie {
        ChainTie::Operation(shared) => operation(shared),
        ChainTie::Partnership(tie) => partnership(tie, is_timed),
    }
}

fn operation(shared: &SharedOperation<'_>) -> Cell {
    let operation = shared.operation;
    let place = operation.record().place.as_deref();
    let place = place.map(|place| format!(", {place}")).unwrap_or_default();
    let doubt = shared.is_uncertain.then_some(UNCERTAIN);
    let mark = doubt.map(|doubt| format!(" ({doubt})")).unwrap_or_default();
    Cell::record(
        vec![
            ("kind", Cell::from("operation")),
            ("operation", Cell::operation(operation)),
            ("uncertain", Cell::optional(doubt)),
        ],
        format!("operation {}{place}{mark}", operation.label()),
    )
}

/// Returns the cell of a partnership. If the step has a day, the days say since when, and whether they are certain.
fn partnership(tie: &PartnershipTie<'_>, is_timed: bool) -> Cell {
    let partnership = tie.partnership;
    let phases = &partnership.graph().dataset().vocabularies().phases;
    let phase = tie.spell.map(|spell| spell.record().phase);
    let label = tie.spell.map_or("", |spell| spell.phase_label());
    let doubt = tie.doubt.map(doubt);
    let since = tie.since.map(|date| format!("since {date}, "));
    let text = format!(
        "partnership {} ({}{}{})",
        partnership.label(),
        since.unwrap_or_default(),
        label.to_lowercase(),
        doubt
            .as_ref()
            .map_or_else(String::new, |doubt| format!(", {doubt}"))
    );
    let members = partnership.members();
    let ids = members.map(|member| member.record().id().to_string());
    let mut fields = vec![
        ("kind", Cell::from("partnership")),
        ("between", Cell::texts(ids)),
        ("phase", Cell::of_optional(phases, phase)),
    ];
    if !is_timed {
        fields.push(("since", Cell::since(tie.since)));
        fields.push(("uncertain", Cell::optional(doubt)));
    }
    Cell::record(fields, text)
}
