//! Dyads by years: the phase at the end of each year.

use super::{ColumnWidth, Header, MatrixLegend, MatrixPicture, Square, SquareFill};
use crate::analysis::PhaseHistory;
use crate::graph::{DayRange, TimeFilter};
use crate::model::{Day, Missing};
use crate::picture::caption::{self, Caption};
use crate::picture::legend::ScaleLegend;
use crate::picture::subject;
use crate::query::{SelectedPartnership, Selection};

/// The maximum number of years; of more, the last are drawn.
const MAX_YEARS: i32 = 250;

/// The interval between years with a label.
const LABEL_INTERVAL: i32 = 5;

/// The text for a year without a relation.
const UNRELATED: &str = "·";

/// The text for a year whose phase is unknown.
pub(super) const UNKNOWN: &str = "?";

pub(super) fn matrix<'g>(
    selection: &Selection<'g>,
    rows: &[SelectedPartnership<'g>],
) -> MatrixPicture {
    let (years, lost_years) = years(selection);
    let squares: Vec<Vec<Square>> = rows
        .iter()
        .map(|selected| {
            let years = years.iter();
            years
                .map(|year| square(selection, *selected, *year))
                .collect()
        })
        .collect();
    let rungs = squares
        .iter()
        .flatten()
        .filter_map(|square| match square.fill {
            SquareFill::Rung(phase, condition) => Some((phase, condition)),
            _ => None,
        });
    let mut scale = ScaleLegend::of(selection.graph().dataset(), rungs);
    // Squares show the numbers of rungs.
    for entry in &mut scale.phases {
        entry.label = format!("{} {}", entry.index, entry.label);
    }
    let occurs = |test: fn(&Square) -> bool| squares.iter().flatten().any(test);
    let legend = MatrixLegend {
        scale,
        has_void: occurs(|square| square.fill == SquareFill::Void),
        has_unrelated: occurs(|square| square.text == UNRELATED),
        has_unknown: occurs(|square| square.text == UNKNOWN),
        ..MatrixLegend::default()
    };
    let headers = rows.iter().map(|selected| Header {
        label: selected.partnership().label(),
        ..Header::default()
    });
    MatrixPicture {
        rows: headers.collect(),
        columns: years.iter().map(|year| column(*year)).collect(),
        squares,
        column_width: ColumnWidth::Narrow,
        legend,
        caption: Caption {
            left_out: lost_years_note(lost_years).into_iter().collect(),
            ..Caption::default()
        },
        ..MatrixPicture::default()
    }
}

/// Returns the period that the columns cover.
pub(super) fn span(matrix: &MatrixPicture) -> String {
    let years = (matrix.columns.first(), matrix.columns.last());
    match years {
        (Some(first), Some(last)) => subject::span(&first.tooltip, &last.tooltip),
        _ => String::new(),
    }
}

/// Returns the years from the first relation to the as-of date, or those of the selection; and the number of earlier years
/// that are left out.
fn years(selection: &Selection<'_>) -> (Vec<i32>, i32) {
    let as_of = selection.graph().as_of();
    let starts = selection.iter().filter_map(|selected| {
        let first = selected.spells().find(|spell| !spell.is_absent())?;
        Some(first.dated().days.first)
    });
    let start = starts.filter(|day| *day != Day::MIN).min().unwrap_or(as_of);
    let (first, last) = match selection.time() {
        TimeFilter::Always => (start, as_of),
        TimeFilter::At(day) => (start, day.min(as_of)),
        TimeFilter::During(from, to) => {
            (if from == Day::MIN { start } else { from }, to.min(as_of))
        }
    };
    // If nothing is dated, there is no year to draw.
    let Some(last) = last.bounded().map(Day::year) else {
        return (Vec::new(), 0);
    };
    let kept = first.year().max(last.saturating_sub(MAX_YEARS - 1));
    ((kept..=last).collect(), kept - first.year())
}

fn lost_years_note(count: i32) -> Option<String> {
    (count > 0).then(|| format!("{count} earlier years are left out."))
}

fn column(year: i32) -> Header {
    let label = if year % LABEL_INTERVAL == 0 {
        year.to_string()
    } else {
        String::new()
    };
    Header {
        label,
        note: String::new(),
        tooltip: year.to_string(),
    }
}

/// Returns the phase on the last day of a year, or on the as-of date in the last year.
fn square<'g>(selection: &Selection<'g>, selected: SelectedPartnership<'g>, year: i32) -> Square {
    let partnership = selected.partnership();
    let day = Day::new(year, 12, 31).min(partnership.graph().as_of());
    let on_day = DayRange::of_day(day);
    let coding = selection.coding().ok_or(Missing::Unknown);
    let members = partnership.members();
    let exists = members.iter().all(|member| member.exists_during(on_day));
    let is_recorded = partnership.spells(selection.coding()).next().is_some();
    let spell = coding.and_then(|coding| {
        PhaseHistory::new(partnership, coding, selection.min_confidence()).spell_on(day)
    });
    let is_unknown = spell.is_err_and(|missing| missing == Missing::Unknown);
    if is_unknown || (exists && !is_recorded) {
        return Square {
            text: UNKNOWN.to_owned(),
            tooltip: format!("{}, {year}: unknown", partnership.label()),
            ..Square::default()
        };
    }
    if let Some(spell) = spell.ok().filter(|spell| !spell.is_absent()) {
        let record = spell.record();
        return Square {
            text: record.phase.index().to_string(),
            fill: SquareFill::Rung(record.phase.index(), record.condition.index()),
            tooltip: caption::spell_tooltip(&partnership.label(), spell),
            href: caption::link(spell.graph(), &record.claim),
        };
    }
    if exists {
        Square {
            text: UNRELATED.to_owned(),
            tooltip: format!("{}, {year}: no relation", partnership.label()),
            ..Square::default()
        }
    } else {
        Square {
            fill: SquareFill::Void,
            ..Square::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset;
    use crate::graph::Graph;
    use crate::query::Filter;

    #[test]
    fn a_year_is_unknown_if_no_phase_is_recorded_and_void_if_a_member_does_not_exist() {
        let text = "\
dataset: {title: T, as-of: 2003-12-31}
organizations:
  - {id: a, name: A, founded: 1990}
  - {id: b, name: B, founded: 1990}
  - {id: c, name: C, founded: 2002-01-01}
partnerships:
  - {between: [a, b], phases: {formal: [{phase: contact, from: 2001-01-01, to: 2002-06-30, cite: [s]}]}}
  - between: [b, c]
    milestones: [{date: 2002-05-01, kind: agreement, title: First, cite: [s]}]
sources: {s: {title: S}}
";
        let graph = Graph::new(dataset::parse(text).expect("the dataset is valid"));
        let query = Filter::default()
            .resolve(&graph)
            .expect("it has no filters");
        let selection = query.select();
        let rows: Vec<_> = selection.iter().collect();
        let matrix = matrix(&selection, &rows);
        let texts = matrix.squares.iter().map(|row| {
            let texts = row.iter().map(|square| square.text.as_str());
            texts.collect::<Vec<_>>()
        });
        let texts: Vec<Vec<&str>> = texts.collect();
        assert_eq!(texts, [["1", UNRELATED, UNRELATED], ["", UNKNOWN, UNKNOWN]]);
    }
}
