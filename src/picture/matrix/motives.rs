//! Dyads by motives: which side holds which.

use super::{Header, Look, MatrixLegend, MatrixPicture, Square};
use crate::graph::OrganizationRef;
use crate::model::{Key, Motive, MotiveClaim, Vocable};
use crate::picture::caption;
use crate::picture::legend::LegendEntry;
use crate::query::{SelectedPartnership, Selection};

pub(super) fn matrix(selection: &Selection<'_>, rows: &[SelectedPartnership<'_>]) -> MatrixPicture {
    let words = selection.graph().dataset().vocabularies();
    // Motives of a family stand together, in the order of the families.
    let mut motives: Vec<Key<Motive>> = words.motives.keys().collect();
    motives.sort_by_key(|motive| words.motives[*motive].family);
    let squares: Vec<Vec<Square>> = rows
        .iter()
        .map(|selected| {
            motives
                .iter()
                .map(|motive| square(*selected, *motive))
                .collect()
        })
        .collect();
    let families = words.motive_families.entries().map(|(family, row)| {
        let count = motives
            .iter()
            .filter(|motive| words.motives[**motive].family == family);
        (count.count(), row.term().label.to_string())
    });
    MatrixPicture {
        rows: rows.iter().copied().map(row).collect(),
        columns: motives
            .iter()
            .map(|motive| column(selection, *motive))
            .collect(),
        spans: families.filter(|(count, _)| *count > 0).collect(),
        legend: legend(&squares),
        squares,
        ..MatrixPicture::default()
    }
}

fn row(selected: SelectedPartnership<'_>) -> Header {
    let names = selected
        .partnership()
        .members()
        .map(|member| member.record().name.to_string());
    Header {
        label: selected.partnership().label(),
        note: String::new(),
        tooltip: names.join(" – "),
    }
}

fn column(selection: &Selection<'_>, motive: Key<Motive>) -> Header {
    let term = selection.graph().dataset().vocabularies().motives[motive].term();
    Header {
        label: term.label.to_string(),
        note: String::new(),
        tooltip: term.definition.to_string(),
    }
}

fn square(selected: SelectedPartnership<'_>, motive: Key<Motive>) -> Square {
    let held = |side: OrganizationRef<'_>| -> Vec<&MotiveClaim> {
        let claims = selected.motives_of(side.key());
        claims.filter(|claim| claim.motive == motive).collect()
    };
    let sides = selected
        .partnership()
        .members()
        .map(|side| (side, held(side)));
    let holders = sides.iter().filter(|(_, claims)| !claims.is_empty());
    let names: Vec<&str> = holders.clone().map(|(side, _)| side.label()).collect();
    let lines = sides.iter().flat_map(|(side, claims)| {
        claims.iter().flat_map(|claim| {
            let head = format!("{}: {}", side.label(), claim.statement);
            std::iter::once(head).chain(caption::evidence(side.graph(), &claim.claim))
        })
    });
    let first = sides.iter().flat_map(|(_, claims)| claims).next();
    Square {
        text: names.join(" · "),
        look: match names.len() {
            0 => Look::Empty,
            count => Look::Tint(2 - count.min(2)),
        },
        tooltip: lines.collect::<Vec<_>>().join("\n"),
        href: first.and_then(|claim| caption::link(selected.partnership().graph(), &claim.claim)),
    }
}

fn legend(squares: &[Vec<Square>]) -> MatrixLegend {
    let occurs = |index| {
        squares
            .iter()
            .flatten()
            .any(|square| square.look == Look::Tint(index))
    };
    let labels = ["Both sides", "One side"].into_iter().enumerate();
    let tints = labels
        .filter(|(index, _)| occurs(*index))
        .map(|(index, label)| LegendEntry {
            index,
            label: label.to_owned(),
        });
    MatrixLegend {
        tints: tints.collect(),
        tint_title: "Held by".to_owned(),
        ..MatrixLegend::default()
    }
}
