//! Dyads by motives: which side holds each motive, or may hold it.

use super::{Header, MatrixLegend, MatrixPicture, Square, SquareFill};
use crate::model::{Key, Motive, Vocable};
use crate::picture::caption::{self, Caption};
use crate::picture::legend::LegendEntry;
use crate::query::{MotiveAtTime, SelectedPartnership, Selection};

/// What the tints mean, by index.
const TINT_LABELS: [&str; 2] = ["Both sides", "One side"];

/// Marks an organization of which it is unknown whether it holds a motive.
const POSSIBLE_MARK: &str = "?";

pub(super) fn matrix<'g>(
    selection: &Selection<'g>,
    rows: &[SelectedPartnership<'g>],
) -> MatrixPicture {
    let vocabularies = selection.graph().dataset().vocabularies();
    // The motives of a family are side by side, in the order of the families.
    let mut motives: Vec<Key<Motive>> = vocabularies.motives.keys().collect();
    motives.sort_by_key(|motive| vocabularies.motives[*motive].family);
    let drawn = rows.iter().map(|selected| {
        let row = motives
            .iter()
            .map(|motive| square(selection, *selected, *motive));
        (row.collect(), row_header(*selected))
    });
    // A row without a motive says nothing, and a table of such rows says that with much paper.
    let (squares, headers): (Vec<Vec<Square>>, Vec<Header>) = drawn
        .filter(|(squares, _): &(Vec<Square>, _)| {
            squares.iter().any(|square| !square.text.is_empty())
        })
        .unzip();
    let without_motive = rows.len() - headers.len();
    let spans = vocabularies.motive_families.entries().map(|(key, family)| {
        let members = motives
            .iter()
            .filter(|motive| vocabularies.motives[**motive].family == key);
        (members.count(), family.term().label.to_string())
    });
    let columns = motives.iter().map(|motive| {
        let term = vocabularies.motives[*motive].term();
        Header {
            label: term.label.to_string(),
            note: String::new(),
            tooltip: term.definition.to_string(),
        }
    });
    MatrixPicture {
        rows: headers,
        caption: Caption {
            notes: possible_note(selection, rows).into_iter().collect(),
            left_out: without_motive_note(without_motive).into_iter().collect(),
            ..Caption::default()
        },
        columns: columns.collect(),
        spans: spans.filter(|(count, _)| *count > 0).collect(),
        legend: legend(&squares),
        squares,
        ..MatrixPicture::default()
    }
}

/// Counts the partnerships of which no motive is recorded, or matches: also none that may be held.
fn without_motive_note(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("Left out: 1 partnership without a motive.".to_owned()),
        _ => Some(format!("Left out: {count} partnerships without a motive.")),
    }
}

fn row_header(selected: SelectedPartnership<'_>) -> Header {
    let partnership = selected.partnership();
    let names = partnership
        .members()
        .map(|member| member.record().name.to_string());
    Header {
        label: partnership.label(),
        note: String::new(),
        tooltip: names.join(" – "),
    }
}

fn square<'g>(
    selection: &Selection<'g>,
    selected: SelectedPartnership<'g>,
    motive: Key<Motive>,
) -> Square {
    let partnership = selected.partnership();
    let sides = partnership.members().map(|side| {
        let claims = selection.motives_at_time(selected);
        let claims = claims.filter(|one| {
            let claim = one.claim;
            claim.motive == motive && claim.holder == side.key()
        });
        (side.label(), claims.collect::<Vec<MotiveAtTime<'g>>>())
    });
    let is_held = |claims: &[MotiveAtTime<'_>]| claims.iter().any(|one| !one.is_possible);
    let holders = sides.iter().filter(|(_, claims)| !claims.is_empty());
    let holders = holders.map(|(label, claims)| {
        let mark = if is_held(claims) { "" } else { POSSIBLE_MARK };
        format!("{label}{mark}")
    });
    let held = sides.iter().filter(|(_, claims)| is_held(claims)).count();
    let graph = partnership.graph();
    let tooltips = sides.iter().flat_map(|(label, claims)| {
        claims.iter().map(move |one| {
            let mark = if one.is_possible { " (possible)" } else { "" };
            let head = format!("{label}{mark}: {}", one.claim.statement);
            caption::claim_tooltip(head, graph, &one.claim.claim)
        })
    });
    let mut claims = sides.iter().flat_map(|(_, claims)| claims);
    Square {
        text: holders.collect::<Vec<_>>().join(" · "),
        fill: match held {
            0 => SquareFill::Empty,
            1 => SquareFill::Tint(1),
            _ => SquareFill::Tint(0),
        },
        tooltip: tooltips.collect::<Vec<_>>().join("\n"),
        href: claims
            .next()
            .and_then(|one| caption::link(graph, &one.claim.claim)),
    }
}

/// Explains the mark of motives that may be held, if there are any.
fn possible_note<'g>(
    selection: &Selection<'g>,
    rows: &[SelectedPartnership<'g>],
) -> Option<String> {
    let is_needed = rows.iter().any(|selected| {
        let members = selected.partnership().dyad().members().into_iter();
        let mut possible = members.map(|side| selection.possible_motives(*selected, side));
        possible.any(|motives| !motives.is_empty())
    });
    is_needed.then(|| format!("{POSSIBLE_MARK}: it is unknown whether the motive was held then."))
}

fn legend(squares: &[Vec<Square>]) -> MatrixLegend {
    let occurs = |index| {
        let mut squares = squares.iter().flatten();
        squares.any(|square| square.fill == SquareFill::Tint(index))
    };
    let labels = TINT_LABELS.into_iter().enumerate();
    let tints = labels
        .filter(|(index, _)| occurs(*index))
        .map(|(index, label)| LegendEntry {
            index,
            label: label.to_owned(),
        });
    MatrixLegend {
        tint_title: "Held by".to_owned(),
        tints: tints.collect(),
        ..MatrixLegend::default()
    }
}
