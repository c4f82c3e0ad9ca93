//! The columns of motives and of shared operations.

use super::row::Row;
use super::uncertain::{POSSIBLE_MOTIVE, possible_motives};
use crate::graph::Ties;
use crate::model::{Identified, Value, ValueType};
use crate::query::{Selection, WeightBy};
use crate::view::cell::{Cell, KnownPart};
use crate::view::columns::Columns;
use crate::view::motive_codes::MotiveCodes;

/// Marks a motive that is held only if an uncertain date falls on the right side of the time.
pub(super) const UNCERTAIN_MARK: &str = "?";

/// The maximum number of operations that people read, and how many of more.
const MAX_LISTED: usize = 6;
const FEW: usize = 3;

/// The columns of motives, one per side: the name, and the meaning.
pub(super) type MotiveColumns = [(&'static str, &'static str); 2];

/// Adds the columns of what ties the two, if it is not always a partnership.
pub(super) fn with_ties<'c, 'g: 'c>(
    columns: Columns<'c, Row<'g>>,
    ties: Ties,
) -> Columns<'c, Row<'g>> {
    const MEANING: &str =
        "What ties the two: `partnership`, or `operations` that both take part in.";
    let columns = match ties {
        Ties::Partnerships => return columns,
        Ties::Operations => columns.data("tie", MEANING, ValueType::Code, |row| row.tie()),
        Ties::Both => columns.with("tie", "Tie", MEANING, ValueType::Code, |row: &Row<'_>| {
            row.tie()
        }),
    };
    columns.with(
        "shared",
        "Shared",
        "The number of operations that the two share at the time.",
        ValueType::Integer,
        |row: &Row<'_>| Cell::count(row.operations.len()),
    )
}

/// Adds the columns of the weight, if the query names one.
pub(super) fn with_weight<'c, 'g: 'c>(
    columns: Columns<'c, Row<'g>>,
    selection: &'c Selection<'g>,
) -> Columns<'c, Row<'g>> {
    let Some(by) = selection.query().weight_by() else {
        return columns;
    };
    let amounts = &selection.graph().dataset().vocabularies().amounts;
    let quantity = selection.query().weight_amount();
    let title = match by {
        WeightBy::SharedOperations => "Shared operations".to_owned(),
        WeightBy::Amount(what) => amounts.label(what).to_owned(),
    };
    columns
        .with(
            "weight",
            title,
            "The weight at the time, or else on the as-of date: the number of shared operations, or the requested amount. Of \
             an amount, the known part; none for a tie without a shared operation then.",
            ValueType::Real,
            move |row: &Row<'_>| {
                let weight = selection.weight(row.partnership);
                Cell::amount_of(weight.value, &KnownPart::without(weight.unknown, quantity))
            },
        )
        .data(
            "weight_unknown",
            "The number of records whose amount is unknown, and so not in the weight.",
            ValueType::Integer,
            |row| Value::count(selection.weight(row.partnership).unknown),
        )
}

/// Adds the columns of the motives and of the shared operations.
pub(super) fn with_activity<'c, 'g: 'c>(
    columns: Columns<'c, Row<'g>>,
    codes: &'c MotiveCodes,
    motives_of_sides: &'static MotiveColumns,
) -> Columns<'c, Row<'g>> {
    let mut columns = columns.shown("motives", "Motives", |row| motives(row, codes));
    for (side, (id, meaning)) in motives_of_sides.iter().enumerate() {
        columns = columns.data(id, meaning, ValueType::TERMS, move |row| {
            let vocabulary = &row.vocabularies().motives;
            let held = row.motives_of_side(side).iter();
            Value::List(
                held.map(|held| Value::of(vocabulary, held.motive))
                    .collect(),
            )
        });
    }
    let columns = columns.data(
        "possible_motives",
        "The motives of which it is unknown whether they are held at the time.",
        ValueType::List(&POSSIBLE_MOTIVE),
        |row| Value::List(possible_motives(row)),
    );
    columns.with(
        "operations",
        "Operations",
        "The operations that the two share.",
        ValueType::TERMS,
        operations,
    )
}

/// Returns the codes of the motives by the side that holds them, such as `EU: RD LE; AU: RD (SV)`. Those of which it is
/// unknown whether they are held are in parentheses.
fn motives(row: &Row<'_>, codes: &MotiveCodes) -> String {
    let sides = row.sides().zip(row.possible_sides());
    let sides = sides.map(|((side, held), (_, possible))| {
        let held = held.iter().map(|held| {
            let mark = if held.is_uncertain {
                UNCERTAIN_MARK
            } else {
                ""
            };
            format!("{}{mark}", codes.code(held.motive))
        });
        let possible = possible.iter().map(|motive| codes.in_doubt(*motive));
        (side, held.chain(possible).collect::<Vec<_>>())
    });
    let sides = sides.filter(|(_, codes)| !codes.is_empty());
    let sides = sides.map(|(side, codes)| format!("{}: {}", side.label(), codes.join(" ")));
    sides.collect::<Vec<_>>().join("; ")
}

/// Returns the shared operations. People read a mark on those that rest on an uncertain date, and if roles are requested,
/// who has which.
fn operations(row: &Row<'_>) -> Cell {
    let cells = row.operations.iter().map(|shared| {
        let roles = row.roles_in(shared).unwrap_or_default();
        let mark = if shared.is_uncertain {
            " (date uncertain)"
        } else {
            ""
        };
        let label = format!("{}{roles}{mark}", shared.operation.label());
        Cell::term(shared.operation.record().id().as_str(), label)
    });
    let cells: Vec<Cell> = cells.collect();
    if cells.len() <= MAX_LISTED {
        return Cell::list(cells);
    }
    let first = cells.iter().take(FEW).map(Cell::text);
    let first = first.collect::<Vec<_>>().join(", ");
    let text = format!("{first} and {} more", cells.len() - FEW);
    Cell::shown(Cell::list(cells).value().clone(), text)
}
