//! Notes on changes that no table can show, because a date is missing or not precise enough.

use crate::analysis::Proportion;
use crate::analysis::changes::{Changes, UncertainDates, UnknownDates};
use crate::graph::{OperationRef, OrganizationRef, PartnershipRef};
use crate::model::MotiveClaim;

/// Returns the notes: motives without dates, then what began or ended at an unknown time, then uncertain dates.
pub(super) fn of(changes: &Changes<'_>) -> Vec<String> {
    let undated = undated_motives(changes.unknown.undated_motives).into_iter();
    undated
        .chain(unknown(&changes.unknown))
        .chain(uncertain(&changes.uncertain))
        .collect()
}

fn undated_motives(undated: Proportion) -> Option<String> {
    let Proportion { cases, total } = undated;
    let motives = if total == 1 { "motive" } else { "motives" };
    let have_no_dates = match cases {
        0 => return None,
        1 => "has no dates, so whether it changed is unknown",
        _ => "have no dates, so whether they changed is unknown",
    };
    Some(format!("{cases} of {total} {motives} {have_no_dates}."))
}

/// Returns a note per list of what began or ended at an unknown time.
fn unknown(unknown: &UnknownDates<'_>) -> Vec<String> {
    let partnerships = unknown.partnerships_ended.iter();
    let partnerships = partnerships.map(|partnership| partnership.label());
    let lists: [(&str, &str, Vec<String>); 7] = [
        ("partnerships", "ended", partnerships.collect()),
        (
            "motives",
            "are only attested, so they began",
            unknown.motives_begun.iter().map(motive).collect(),
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
    let lists = lists.into_iter().filter(|(.., labels)| !labels.is_empty());
    let notes = lists.map(|(things, change, labels)| {
        format!(
            "These {things} {change} at an unknown time, so no table shows it: {}.",
            first_few(&labels)
        )
    });
    notes.collect()
}

/// Returns labels as a list, of which only the first are named if there are many.
fn first_few(labels: &[String]) -> String {
    const MAX_NAMED: usize = 12;
    let (named, others) = labels.split_at(labels.len().min(MAX_NAMED));
    let named = named.join(", ");
    match others.len() {
        0 => named,
        count => format!("{named} and {count} more"),
    }
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
            "Some dates may be on either side of one of the two days: {}. A beginning counts from its earliest \
             possible day, an end from its latest.",
            counts.join(", ")
        )
    })
}
