//! The columns of organization-years.

use super::PanelKind;
use super::columns::PanelColumns;
use crate::analysis::OrganizationYear;
use crate::graph::Graph;
use crate::model::{Identified, Vocable};
use crate::view::cell::organization;

const NOTES: [&str; 6] = [
    "An organization has a row for every year in which it exists, up to the as-of date. If the \
     dataset does not say when it was founded, its rows begin in the first year in which \
     something is recorded of it, but never before the day from which on the record is complete by \
     its own account (`from`, `covered-from`).",
    "Partners are those of the last day of the year on which the organization exists. Operations \
     are those of the whole year. Participations in a role that makes no tie count in the column of \
     their role alone.",
    "The number of partners is unknown if the coding covers no partnership of the organization, or \
     if the phase of one that it covers is unknown. Partnerships that a coding does not cover do \
     not count under it.",
    "An operation counts once in the total, and once per role that the organization has in it.",
    "Operations and participations below the requested confidence do not count. A phase below it \
     is unknown.",
    "Phases from the time before a successor was founded are in the rows of the predecessor that \
     lived through them.",
];

/// Returns the columns of [organization-years](crate::analysis::organization_years).
pub fn organization_years(graph: &Graph) -> PanelColumns<'_, OrganizationYear<'_>> {
    let vocabularies = graph.dataset().vocabularies();
    let mut columns = PanelColumns::new(PanelKind::OrganizationYears, &NOTES);
    columns.number("year", "Calendar year.", |row: &OrganizationYear<'_>| {
        row.year
    });
    columns.word("organization", "Id of the organization.", |row| {
        organization(row.organization)
    });
    for (coding, record) in vocabularies.codings.entries() {
        let (id, label) = (record.id(), &record.term().label);
        columns.number(
            format!("{id}_partners"),
            format!(
                "Number of organizations with which it has a relation on the last day of the year. \
                 Coding: {label}."
            ),
            move |row| row.codings[coding].map(|counts| counts.partners),
        );
        columns.number(
            format!("{id}_rungs"),
            format!("Sum of the rungs of these relations. Coding: {label}."),
            move |row| row.codings[coding].map(|counts| counts.rungs),
        );
    }
    columns.number(
        "operations",
        "Number of operations in which it participates on some day of the year, in a role that makes \
         ties.",
        |row| row.operations.known_total(),
    );
    if graph.has_unknown() {
        columns.number(
            "operations_unknown",
            "Number of further operations of which it is unknown whether it participates. If it is not \
             known to participate in any, `operations` is unknown.",
            |row| row.operations.unknown,
        );
    }
    for (role, record) in vocabularies.roles.entries() {
        columns.number(
            format!("role_{}", record.id()),
            format!(
                "Number of operations in which it has the role {} on some day of the year.",
                record.term().label
            ),
            move |row| row.operations.known_in_role(role),
        );
    }
    columns.coder(graph);
    columns
}
