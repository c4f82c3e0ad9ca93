//! Operations by organizations: the role of each.

use super::{Caption, Heading, Look, MatrixPicture, Square};
use crate::graph::{OperationRef, OrganizationRef};
use crate::model::{End, Operation};
use crate::phrase::uncapitalized;
use crate::picture::caption;
use crate::query::Selection;

/// How many operations a matrix has at most, and how many organizations: of more, the last operations and the
/// first organizations are drawn.
const ROWS: usize = 400;
const COLUMNS: usize = 40;

pub(super) fn matrix(selection: &Selection<'_>) -> MatrixPicture {
    let mut organizations: Vec<OrganizationRef<'_>> = selection.organizations().collect();
    let mut operations: Vec<OperationRef<'_>> = selection.operations().collect();
    operations.sort_by_key(|operation| {
        (
            selection
                .graph()
                .index()
                .operation_days(operation.key())
                .first,
            operation.key(),
        )
    });
    let organizations_left_out = organizations.len().saturating_sub(COLUMNS);
    organizations.truncate(COLUMNS);
    let operations_left_out = operations.len().saturating_sub(ROWS);
    operations.drain(..operations_left_out);
    let squares = operations.iter().map(|operation| {
        let row = organizations
            .iter()
            .map(|organization| square(*operation, *organization));
        row.collect()
    });
    MatrixPicture {
        rows: operations.iter().map(|operation| row(*operation)).collect(),
        squares: squares.collect(),
        columns: organizations
            .iter()
            .map(|organization| column(*organization))
            .collect(),
        caption: Caption {
            left_out: left_out(operations_left_out, organizations_left_out),
            ..Caption::default()
        },
        ..MatrixPicture::default()
    }
}

fn left_out(operations: usize, organizations: usize) -> Vec<String> {
    let operations =
        (operations > 0).then(|| format!("{operations} earlier operations are left out."));
    let organizations =
        (organizations > 0).then(|| format!("{organizations} organizations are left out."));
    operations.into_iter().chain(organizations).collect()
}

fn row(operation: OperationRef<'_>) -> Heading {
    let record = operation.record();
    let place = record.place.as_deref().map(|place| format!("\n{place}"));
    Heading {
        label: operation.label().to_owned(),
        note: years(record),
        tooltip: format!("{}{}", record.name, place.unwrap_or_default()),
    }
}

/// Spells when an operation ran, in years: `2007–2022`, `2015–`, `1999–?`.
fn years(operation: &Operation) -> String {
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

fn column(organization: OrganizationRef<'_>) -> Heading {
    Heading {
        label: organization.label().to_owned(),
        note: String::new(),
        tooltip: organization.record().name.to_string(),
    }
}

fn square(operation: OperationRef<'_>, organization: OrganizationRef<'_>) -> Square {
    let parts = operation.record().participations.iter();
    let mut roles: Vec<_> = parts
        .filter(|part| part.organization == organization.key())
        .map(|part| part.role)
        .collect();
    roles.sort_unstable();
    roles.dedup();
    let Some(first) = roles.first() else {
        return Square::default();
    };
    let vocabulary = &operation.graph().dataset().vocabularies().roles;
    let labels: Vec<String> = roles
        .iter()
        .map(|role| uncapitalized(vocabulary.label(*role)))
        .collect();
    let head = format!(
        "{} in {}: {}",
        organization.label(),
        operation.label(),
        labels.join(", ")
    );
    let claim = &operation.record().claim;
    let lines = std::iter::once(head).chain(caption::evidence(operation.graph(), claim));
    Square {
        text: labels.join(", "),
        look: Look::Tint(first.index()),
        tooltip: lines.collect::<Vec<_>>().join("\n"),
        href: caption::link(operation.graph(), claim),
    }
}
