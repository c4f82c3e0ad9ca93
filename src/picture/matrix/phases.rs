//! Dyads by years: the phase at the end of each year.

use super::{Heading, Legend, Look, MatrixPicture, Square, Width};
use crate::graph::{DayRange, SpellRef, TimeFilter};
use crate::model::Day;
use crate::picture::caption;
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
    let words = selection.graph().dataset().vocabularies();
    let looks = || squares.iter().flatten().map(|square| square.look);
    let rung = |look| match look {
        Look::Rung(phase, condition) => Some((phase, condition)),
        _ => None,
    };
    let mut phases = caption::occurring(&words.phases, looks().filter_map(rung).map(|rung| rung.0));
    for key in &mut phases {
        key.label = format!("{} {}", key.index, key.label);
    }
    let legend = Legend {
        rungs: words.phases.len(),
        phases,
        conditions: caption::occurring(
            &words.conditions,
            looks().filter_map(rung).map(|rung| rung.1),
        ),
        void: looks().any(|look| look == Look::Void),
        unrelated: squares
            .iter()
            .flatten()
            .any(|square| square.text == UNRELATED),
        ..Legend::default()
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
        Some(first.days().first)
    });
    let first = starts.filter(|day| *day != Day::MIN).min().unwrap_or(as_of);
    let (first, last) = match selection.time() {
        TimeFilter::Always => (first, as_of),
        TimeFilter::At(day) => (first, day.min(as_of)),
        TimeFilter::During(from, to) => {
            (if from == Day::MIN { first } else { from }, to.min(as_of))
        }
    };
    let last = last.year();
    (first.year().max(last.saturating_sub(MOST - 1))..=last).collect()
}

fn row(selected: SelectedPartnership<'_>) -> Heading {
    Heading {
        label: selected.partnership().label(),
        ..Heading::default()
    }
}

fn column(year: i32) -> Heading {
    Heading {
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
    let on = DayRange {
        first: day,
        last: day,
    };
    let members = selected.partnership().members();
    let exists = members.iter().all(|member| member.lifetime().overlaps(on));
    let spell = selected.spells().rfind(|spell| spell.days().overlaps(on));
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
