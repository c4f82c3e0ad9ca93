//! Operations by organizations: the role of each organization.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::phases::UNKNOWN;
use super::{Header, MatrixLegend, MatrixPicture, Square, SquareFill};
use crate::graph::{OperationRef, OrganizationRef};
use crate::model::{End, Key, Operation, Organization};
use crate::phrase::{plural, uncapitalized};
use crate::picture::caption::{self, Caption};
use crate::picture::legend::LegendEntry;
use crate::picture::style::MAX_CLASSES;
use crate::query::Selection;

/// The maximum number of operations; of more, those with the most participants are drawn.
const MAX_ROWS: usize = 400;

/// The maximum number of organizations; of more, those in the most operations are drawn, these first.
const MAX_COLUMNS: usize = 40;

pub(super) fn matrix(selection: &Selection<'_>) -> MatrixPicture {
    let organizations: Vec<OrganizationRef<'_>> = selection.organizations().collect();
    let operations: Vec<OperationRef<'_>> = selection.operations().collect();
    let counts = [organizations.len(), operations.len()];
    let takes_part = TakesPart::of(selection, &operations);
    let mut operations = largest(operations, MAX_ROWS, |one| {
        takes_part.in_operation(one.key())
    });
    operations.sort_by_key(|operation| {
        let days = selection.graph().index().operation_days(operation.key());
        (days.first, operation.key())
    });
    let organizations = largest(organizations, MAX_COLUMNS, |one| {
        takes_part.of_organization(one.key())
    });
    let drawn = [organizations.len(), operations.len()];
    let mut squares: Vec<Vec<Square>> = operations
        .iter()
        .map(|operation| {
            let row = organizations
                .iter()
                .map(|organization| square(selection, *operation, *organization));
            row.collect()
        })
        .collect();
    let legend = legend(selection, &mut squares);
    MatrixPicture {
        squares,
        legend,
        rows: operations.iter().map(|operation| row(*operation)).collect(),
        columns: organizations
            .iter()
            .map(|organization| column(*organization))
            .collect(),
        caption: Caption {
            left_out: left_out(counts, drawn),
            ..Caption::default()
        },
        ..MatrixPicture::default()
    }
}

/// Explains the tints of the roles that come first most often; all others share the last tint. The squares, which have
/// the index of a role, get that of its tint.
fn legend(selection: &Selection<'_>, squares: &mut [Vec<Square>]) -> MatrixLegend {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for square in squares.iter().flatten() {
        if let SquareFill::Tint(role) = square.fill {
            *counts.entry(role).or_default() += 1;
        }
    }
    let mut roles: Vec<usize> = counts.keys().copied().collect();
    let has_others = roles.len() > MAX_CLASSES;
    if has_others {
        roles.sort_by_key(|role| (Reverse(counts[role]), *role));
        roles.truncate(MAX_CLASSES - 1);
        roles.sort_unstable();
    }
    for square in squares.iter_mut().flatten() {
        if let SquareFill::Tint(role) = square.fill {
            let tint = roles.binary_search(&role).unwrap_or(roles.len());
            square.fill = SquareFill::Tint(tint);
        }
    }
    let vocabulary = &selection.graph().dataset().vocabularies().roles;
    let labels = roles
        .iter()
        .map(|role| vocabulary.label(Key::new(*role)).to_owned());
    let labels = labels.chain(has_others.then(|| "Another role".to_owned()));
    MatrixLegend {
        tint_title: "First role".to_owned(),
        tints: labels
            .enumerate()
            .map(|(index, label)| LegendEntry { index, label })
            .collect(),
        ..MatrixLegend::default()
    }
}

/// Which organizations take part in which operations.
struct TakesPart(BTreeSet<(Key<Operation>, Key<Organization>)>);

impl TakesPart {
    fn of(selection: &Selection<'_>, operations: &[OperationRef<'_>]) -> Self {
        let query = selection.query();
        let pairs = operations.iter().flat_map(|operation| {
            let participations = query.participations_in(*operation);
            let known = participations.filter(|participation| !participation.is_unknown());
            known.map(|participation| (operation.key(), participation.organization))
        });
        Self(pairs.collect())
    }

    fn in_operation(&self, key: Key<Operation>) -> usize {
        self.0
            .iter()
            .filter(|(operation, _)| *operation == key)
            .count()
    }

    fn of_organization(&self, key: Key<Organization>) -> usize {
        self.0.iter().filter(|(_, one)| *one == key).count()
    }
}

/// Returns all items if they are few; of more, those with the greatest counts, the greatest first.
fn largest<T>(mut items: Vec<T>, maximum: usize, count: impl Fn(&T) -> usize) -> Vec<T> {
    if items.len() > maximum {
        // The sort is stable, so that equal items stay in order.
        items.sort_by_cached_key(|item| Reverse(count(item)));
        items.truncate(maximum);
    }
    items
}

/// Returns sentences on what is left out, from the numbers of all organizations and operations and of those that are drawn.
fn left_out(all: [usize; 2], drawn: [usize; 2]) -> Vec<String> {
    let [organizations, operations] = [0, 1].map(|side| (all[side], drawn[side]));
    let cut = |(all, drawn): (usize, usize)| (all > drawn).then_some((all - drawn, drawn));
    let organizations = cut(organizations).map(|(lost, drawn)| {
        let are = plural(lost, ["organization is", "organizations are"]);
        format!("{lost} {are} left out; the {drawn} in the most operations are drawn, these first.")
    });
    let operations = cut(operations).map(|(lost, drawn)| {
        let are = plural(lost, ["operation is", "operations are"]);
        format!("{lost} {are} left out; the {drawn} with the most participants are drawn.")
    });
    operations.into_iter().chain(organizations).collect()
}

fn row(operation: OperationRef<'_>) -> Header {
    let record = operation.record();
    let place = record.place.as_deref().map(|place| format!("\n{place}"));
    Header {
        label: operation.label().to_owned(),
        note: years(record),
        tooltip: format!("{}{}", record.name, place.unwrap_or_default()),
    }
}

/// Returns the years of an operation: `2007–2022`, `2015–` if it is ongoing, `1999–?` if its end is unknown.
fn years(operation: &Operation) -> String {
    if operation.start.is_none() && operation.end == End::Ongoing {
        // Nothing is recorded.
        return String::new();
    }
    let start = operation.start.and_then(|date| date.year());
    let start = start.map_or_else(|| "?".to_owned(), |year| year.to_string());
    match operation.end {
        End::Ongoing => format!("{start}–"),
        End::Unknown => format!("{start}–?"),
        End::On(date) => match date.year().map(|year| year.to_string()) {
            Some(end) if end == start => start,
            Some(end) => format!("{start}–{end}"),
            None => format!("{start}–?"),
        },
    }
}

fn column(organization: OrganizationRef<'_>) -> Header {
    Header {
        label: organization.label().to_owned(),
        note: String::new(),
        tooltip: organization.record().name.to_string(),
    }
}

/// Returns the roles of an organization at the time of the selection; the tint has the index of the first in the
/// vocabulary.
fn square<'g>(
    selection: &Selection<'g>,
    operation: OperationRef<'g>,
    organization: OrganizationRef<'g>,
) -> Square {
    let record = operation.record();
    let participations = selection.query().participations_in(operation);
    let own =
        participations.filter(|participation| participation.organization == organization.key());
    let (unknown, own): (Vec<_>, Vec<_>) =
        own.partition(|participation| participation.is_unknown());
    let mut roles: Vec<_> = own.iter().map(|participation| participation.role).collect();
    roles.sort_unstable();
    roles.dedup();
    let Some(first) = roles.first() else {
        return unknown.first().map_or_else(Square::default, |_| Square {
            text: UNKNOWN.to_owned(),
            tooltip: format!("{} in {}: unknown", organization.label(), operation.label()),
            ..Square::default()
        });
    };
    let graph = operation.graph();
    let vocabulary = &graph.dataset().vocabularies().roles;
    let labels = roles
        .iter()
        .map(|role| uncapitalized(vocabulary.label(*role)));
    let text = labels.collect::<Vec<_>>().join(", ");
    let head = format!("{} in {}: {text}", organization.label(), operation.label());
    Square {
        text,
        fill: SquareFill::Tint(first.index()),
        tooltip: caption::claim_tooltip(head, graph, &record.claim),
        href: caption::link(graph, &record.claim),
    }
}
