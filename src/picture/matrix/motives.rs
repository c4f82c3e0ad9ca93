//! Dyads by motives: which side holds each motive.

use super::{Header, MatrixLegend, MatrixPicture, Square, SquareFill};
use crate::model::{Key, Motive, MotiveClaim, Vocable};
use crate::picture::caption::{self, Caption};
use crate::picture::legend::LegendEntry;
use crate::query::{SelectedPartnership, Selection};

/// What the tints mean, by index.
const TINT_LABELS: [&str; 2] = ["Both sides", "One side"];

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

/// Counts the partnerships of which no motive is recorded, or matches.
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
        let claims = selection.motives(selected);
        let claims = claims.filter(|claim| claim.motive == motive && claim.holder == side.key());
        (side.label(), claims.collect::<Vec<&MotiveClaim>>())
    });
    let holders = sides.iter().filter(|(_, claims)| !claims.is_empty());
    let holders: Vec<&str> = holders.map(|(label, _)| *label).collect();
    let graph = partnership.graph();
    let tooltips = sides.iter().flat_map(|(label, claims)| {
        claims.iter().map(move |claim| {
            let head = format!("{label}: {}", claim.statement);
            caption::claim_tooltip(head, graph, &claim.claim)
        })
    });
    let mut claims = sides.iter().flat_map(|(_, claims)| claims);
    Square {
        text: holders.join(" · "),
        fill: match holders.len() {
            0 => SquareFill::Empty,
            1 => SquareFill::Tint(1),
            _ => SquareFill::Tint(0),
        },
        tooltip: tooltips.collect::<Vec<_>>().join("\n"),
        href: claims
            .next()
            .and_then(|claim| caption::link(graph, &claim.claim)),
    }
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
