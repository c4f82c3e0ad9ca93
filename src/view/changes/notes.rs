//! Notes on the changes that no table can show, because a date is missing or too coarse.

use crate::analysis::changes::{Changes, UncertainDates, UnknownDates};
use crate::graph::{OperationRef, OrganizationRef, PartnershipRef};
use crate::model::MotiveClaim;

/// Returns the notes: motives without dates, then what began or ended at an unknown time, then uncertain dates.
pub(super) fn of(changes: &Changes<'_>) -> Vec<String> {
    let undated = undated_motives(&changes.unknown).into_iter();
    undated
        .chain(unknown(&changes.unknown))
        .chain(uncertain(&changes.uncertain))
        .collect()
}

fn undated_motives(unknown: &UnknownDates<'_>) -> Option<String> {
    let motives = unknown.undated_motives;
    (motives.cases > 0).then(|| {
        format!(
            "{} of {} motives bear no dates; whether they changed cannot be told.",
            motives.cases, motives.total
        )
    })
}

/// Lists what began or ended at an unknown time.
fn unknown(unknown: &UnknownDates<'_>) -> Vec<String> {
    let partnerships = unknown.partnerships_ended.iter();
    let lists: [(&str, &str, Vec<String>); 6] = [
        (
            "partnerships",
            "ended",
            partnerships
                .map(|partnership| partnership.label())
                .collect(),
        ),
        (
            "motives",
            "ceased",
            unknown.motives_ceased.iter().map(motive).collect(),
        ),
        ("operations", "began", operations(&unknown.operations_begun)),
        ("operations", "ended", operations(&unknown.operations_ended)),
        (
            "organizations",
            "were founded",
            organizations(&unknown.organizations_founded),
        ),
        (
            "organizations",
            "ended",
            organizations(&unknown.organizations_ended),
        ),
    ];
    let notes = lists.into_iter().filter(|(.., labels)| !labels.is_empty());
    let notes = notes.map(|(things, change, labels)| {
        format!(
            "Nobody knows when these {things} {change}, so no table tells it: {}.",
            labels.join(", ")
        )
    });
    notes.collect()
}

fn motive((partnership, motive): &(PartnershipRef<'_>, &MotiveClaim)) -> String {
    let motives = &partnership.graph().dataset().vocabularies().motives;
    format!("{} ({})", motives.label(motive.motive), partnership.label())
}

fn operations(operations: &[OperationRef<'_>]) -> Vec<String> {
    let labels = operations.iter().map(|operation| operation.label());
    labels.map(str::to_owned).collect()
}

fn organizations(organizations: &[OrganizationRef<'_>]) -> Vec<String> {
    let labels = organizations
        .iter()
        .map(|organization| organization.label());
    labels.map(str::to_owned).collect()
}

/// Counts the dates that may be on either side of one of the two days.
fn uncertain(dates: &UncertainDates) -> Option<String> {
    let counts = [
        ("phases", dates.phases),
        ("motives", dates.motives),
        ("operations", dates.operations),
        ("milestones", dates.milestones),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(things, count)| format!("{things} {count}"))
        .collect();
    (!counts.is_empty()).then(|| {
        format!(
            "Of some dates it is uncertain on which side of the two days they lie: {}. What begins counts \
             from the earliest day that its date may stand for, what ends to the latest.",
            counts.join(", ")
        )
    })
}
