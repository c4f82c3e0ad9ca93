//! The columns of organization-years.

use super::PanelKind;
use super::columns::{PanelColumns, organization};
use crate::analysis::OrganizationYear;
use crate::graph::Graph;
use crate::model::{Identified, Vocable};

/// How rows are selected and counted.
const NOTES: [&str; 2] = [
    "There is a row for every year in which the organization exists on some day, up to the as-of date; one \
     of which the dataset does not say when it was founded has rows from the first year of the record on.",
    "Partners are those on the last day of the year on which the organization exists; operations are those of \
     the whole year, each counted once, and once for every role. Parts taken against an operation do not count. \
     What a predecessor lived through before its successor existed is told of the predecessor. An organization \
     of which nothing is recorded has unknown partners, and so has one with a relation of which nobody knows \
     whether it had begun or was over; partnerships that a coding does not read are not counted under it. \
     Operations and parts less sure than asked for do not count.",
];

/// Returns the columns of [organization-years](crate::analysis::organization_years).
pub fn organization_years(graph: &Graph) -> PanelColumns<'_, OrganizationYear<'_>> {
    let vocabularies = graph.dataset().vocabularies();
    let mut columns = PanelColumns::new(PanelKind::OrganizationYears, &NOTES);
    columns.number(
        "year",
        "The calendar year.",
        |row: &OrganizationYear<'_>| row.year,
    );
    columns.word("organization", "The id of the organization.", |row| {
        organization(row.organization)
    });
    for (coding, record) in vocabularies.codings.entries() {
        let (id, label) = (record.id(), &record.term().label);
        columns.number(
            format!("{id}_partners"),
            format!(
                "With how many others it has a relation on the last day of the year ({label})."
            ),
            move |row| row.codings[coding].map(|counts| counts.partners),
        );
        columns.number(
            format!("{id}_rungs"),
            format!("The sum of the rungs of these relations ({label})."),
            move |row| row.codings[coding].map(|counts| counts.rungs),
        );
    }
    columns.number(
        "operations",
        "In how many operations it has a part on some day of the year.",
        |row| row.operations.total,
    );
    for (role, record) in vocabularies.roles.entries() {
        columns.number(
            format!("role_{}", record.id()),
            format!(
                "In how many of them it has the role {}.",
                record.term().label
            ),
            move |row| row.operations.by_role[role],
        );
    }
    columns
}
