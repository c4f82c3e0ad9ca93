//! Dyads by years: the phase at the end of each year.

use super::{Header, Look, MatrixLegend, MatrixPicture, Square, Width};
use crate::graph::{Days, SpellRef, When};
use crate::model::Day;
use crate::picture::caption;
use crate::picture::legend::ScaleLegend;
use crate::query::{SelectedPartnership, Selection};

/// How many years a matrix has at most; of more, the last ones are drawn.
const MOST: i32 = 250;

/// Which years have their names above the column: those that this divides.
const NAMED: i32 = 5;

/// What stands for a year without a relation.
const UNRELATED: &str = "·";

pub(super) fn matrix(selection: &Selection<'_>, rows: &[SelectedPartnership<'_>]) -> MatrixPicture {
    let years = years(selection);
    let squares: Vec<Vec<Square>> = rows
        .iter()
        .map(|selected| years.iter().map(|year| square(*selected, *year)).collect())
        .collect();
    let looks = || squares.iter().flatten().map(|square| square.look);
    let rungs = looks().filter_map(|look| match look {
        Look::Rung(phase, condition) => Some((phase, condition)),
        _ => None,
    });
    let mut scale = ScaleLegend::of(selection.graph().dataset().vocabularies(), rungs);
    // The squares hold the number of the rung.
    for entry in &mut scale.phases {
        entry.label = format!("{} {}", entry.index, entry.label);
    }
    let legend = MatrixLegend {
        scale,
        has_void: looks().any(|look| look == Look::Void),
        has_unrelated: squares
            .iter()
            .flatten()
            .any(|square| square.text == UNRELATED),
        ..MatrixLegend::default()
    };
    MatrixPicture {
        rows: rows.iter().copied().map(row).collect(),
        columns: years.iter().map(|year| column(*year)).collect(),
        squares,
        width: Width::Narrow,
        legend,
        ..MatrixPicture::default()
    }
}

/// Returns the years from the first relation to the as-of date, or those that were asked for.
fn years(selection: &Selection<'_>) -> Vec<i32> {
    let as_of = selection.graph().as_of();
    let starts = selection.iter().filter_map(|selected| {
        let mut spells = selected.spells();
        let first = spells.find(|spell| !spell.is_absent())?;
        Some(first.window().days.first)
    });
    let first = starts.filter(|day| *day != Day::MIN).min().unwrap_or(as_of);
    let (first, last) = match selection.when() {
        When::Always => (first, as_of),
        When::At(day) => (first, day.min(as_of)),
        When::During(from, to) => (if from == Day::MIN { first } else { from }, to.min(as_of)),
    };
    let last = last.year();
    (first.year().max(last.saturating_sub(MOST - 1))..=last).collect()
}

fn row(selected: SelectedPartnership<'_>) -> Header {
    Header {
        label: selected.partnership().label(),
        ..Header::default()
    }
}

fn column(year: i32) -> Header {
    Header {
        label: if year % NAMED == 0 {
            year.to_string()
        } else {
            String::new()
        },
        note: String::new(),
        tooltip: year.to_string(),
    }
}

fn square(selected: SelectedPartnership<'_>, year: i32) -> Square {
    let graph = selected.partnership().graph();
    let day = Day::new(year, 12, 31).min(graph.as_of());
    let on = Days {
        first: day,
        last: day,
    };
    let members = selected.partnership().members();
    let exists = members.iter().all(|member| member.days().meet(on));
    let spell = selected
        .spells()
        .rfind(|spell| spell.window().days.meet(on));
    match spell.filter(|spell| !spell.is_absent()) {
        Some(spell) => of_spell(selected, spell),
        None if exists => Square {
            text: UNRELATED.to_owned(),
            tooltip: format!("{}, {year}: no relation", selected.partnership().label()),
            ..Square::default()
        },
        None => Square {
            look: Look::Void,
            ..Square::default()
        },
    }
}

fn of_spell(selected: SelectedPartnership<'_>, spell: SpellRef<'_>) -> Square {
    let record = spell.record();
    Square {
        text: record.phase.index().to_string(),
        look: Look::Rung(record.phase.index(), record.condition.index()),
        tooltip: caption::spell(&selected.partnership().label(), spell),
        href: caption::link(spell.graph(), &record.claim),
    }
}
