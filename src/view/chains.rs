//! Tables of chains: how two organizations are tied.

use super::cell::{Cell, organization};
use super::columns::Columns;
use super::evidence::Bibliography;
use super::table::Table;
use super::wording::{any_time, doubt, limits, predecessors, time};
use crate::analysis::{ChainStep, ChainTie, PartnershipTie, chain_steps, timed_chain_steps};
use crate::graph::OrganizationRef;
use crate::model::{Day, Field, Missing, Value, ValueType};
use crate::phrase::uncapitalized;
use crate::query::{Chain, Link, Selection, SharedOperation, TimedChain};

/// Marks a tie by an operation that depends on an uncertain date.
const UNCERTAIN: &str = " (date uncertain)";

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
        .shown("dates", "Dates", |row| {
            let days = row.timed.into_iter().flat_map(|timed| &timed.days);
            days.map(|day| day_text(*day))
                .collect::<Vec<_>>()
                .join(", ")
        })
        .with(
            "at_once",
            "At once",
            "Whether all ties exist on one day.",
            ValueType::Boolean,
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

impl<'g> Row<'_, 'g> {
    fn organizations(&self) -> impl Iterator<Item = OrganizationRef<'g>> {
        let ends = self.chain.links.iter().map(|link| link.end());
        std::iter::once(self.chain.start).chain(ends)
    }
}

fn title(first: Option<&Chain<'_>>, how: &str) -> String {
    let ends = first.and_then(|chain| Some((chain.start, chain.links.last()?.end())));
    match ends {
        Some((a, b)) => format!("How {} and {} are tied{how}", a.label(), b.label()),
        None => format!("How the two organizations are tied{how}"),
    }
}

/// Adds the columns of a chain.
fn with_chain<'c, 'g: 'c>(columns: Columns<'c, Row<'c, 'g>>) -> Columns<'c, Row<'c, 'g>> {
    columns
        .with(
            "steps",
            "Steps",
            "The number of ties in the chain.",
            ValueType::Integer,
            |row: &Row<'_, '_>| Cell::count(row.steps.len()),
        )
        .shown("chain", "Chain", |row| {
            let labels: Vec<&str> = row.organizations().map(OrganizationRef::label).collect();
            labels.join(" – ")
        })
        .data(
            "organizations",
            "The organizations of the chain, in order.",
            ValueType::TERMS,
            |row| Value::List(row.organizations().map(organization).collect()),
        )
        .with(
            "ties",
            "Over",
            "The ties of the chain, in order: partnerships and operations.",
            ValueType::List(&TIE),
            |row| {
                let days = row.timed.map(|timed| &*timed.days);
                let ties = row.steps.iter().enumerate();
                Cell::list(ties.map(|(step, tie)| tie_cell(tie, days.map(|days| days[step]))))
            },
        )
}

/// The type of a tie.
const TIE: ValueType = ValueType::Record(&[
    Field::new("kind", ValueType::Code, "`partnership` or `operation`."),
    Field::new("a", ValueType::Term, "The first member of the partnership."),
    Field::new(
        "b",
        ValueType::Term,
        "The second member of the partnership.",
    ),
    Field::new("phase", ValueType::Term, "The phase of the partnership."),
    Field::new(
        "since",
        ValueType::Date,
        "The date since which the two have cooperated.",
    ),
    Field::new("operation", ValueType::Term, "The shared operation."),
    Field::new(
        "date",
        ValueType::Date,
        "The day of the tie, none before that of the previous one. Only with --respect-time.",
    ),
    Field::new(
        "is_uncertain",
        ValueType::Boolean,
        "Whether the tie rests on an uncertain date.",
    ),
]);

/// Returns a day in words. A tie with an unknown start exists since [`Day::MIN`].
fn day_text(day: Day) -> String {
    match day {
        Day::MIN => "undated".to_owned(),
        day => day.to_string(),
    }
}

/// Creates the cell of a tie, with its day if the chain respects time.
fn tie_cell(step: &ChainStep<'_>, day: Option<Day>) -> Cell {
    let date = day.map_or(Value::Missing(Missing::NotApplicable), Value::from);
    match &step.tie {
        ChainTie::Operation(shared) => operation(shared, date),
        ChainTie::Partnership(tie) => partnership(tie, date, day.is_some()),
    }
}

fn operation(shared: &SharedOperation<'_>, date: Value<'_>) -> Cell {
    let operation = shared.operation;
    let labels = &operation.graph().dataset().about().labels;
    let place = operation.record().place.as_deref();
    let place = place.map(|place| format!(", {place}")).unwrap_or_default();
    let doubt = if shared.is_uncertain { UNCERTAIN } else { "" };
    let fields = vec![
        ("kind", Cell::from("operation")),
        ("a", Cell::without_value(Missing::NotApplicable)),
        ("b", Cell::without_value(Missing::NotApplicable)),
        ("phase", Cell::without_value(Missing::NotApplicable)),
        ("since", Cell::without_value(Missing::NotApplicable)),
        ("operation", Cell::operation(operation)),
        ("date", Cell::from(date)),
        ("is_uncertain", Cell::from(Value::from(shared.is_uncertain))),
    ];
    Cell::record(
        fields,
        format!(
            "{} {}{place}{doubt}",
            labels.apply("operation"),
            operation.label()
        ),
    )
}

/// Returns the cell of a partnership. If the step has a day, the days say since when, and whether they are certain.
fn partnership(tie: &PartnershipTie<'_>, date: Value<'_>, is_timed: bool) -> Cell {
    let partnership = tie.partnership;
    let phases = &partnership.graph().dataset().vocabularies().phases;
    let phase = tie.spell.map(|spell| spell.record().phase);
    let label = tie
        .spell
        .map(|spell| uncapitalized(&spell.phase_with_actor()));
    let since_cell = if is_timed {
        Cell::without_value(Missing::NotApplicable)
    } else {
        Cell::since(tie.since)
    };
    let since = tie.since.map(|date| format!("since {date}"));
    let known = [since, label, tie.doubt.map(doubt)].into_iter().flatten();
    let known = known.collect::<Vec<_>>().join(", ");
    let mut text = format!("partnership {}", partnership.label());
    // A partnership without phases has nothing that could be said of it.
    if !known.is_empty() {
        text += &format!(" ({known})");
    }
    let [a, b] = partnership.members().map(Cell::organization);
    let fields = vec![
        ("kind", Cell::from("partnership")),
        ("a", a),
        ("b", b),
        ("phase", Cell::of_optional(phases, phase)),
        ("since", since_cell),
        ("operation", Cell::without_value(Missing::NotApplicable)),
        ("date", Cell::from(date)),
        ("is_uncertain", Cell::from(Value::from(tie.doubt.is_some()))),
    ];
    Cell::record(fields, text)
}
