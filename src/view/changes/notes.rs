//! Notes on changes that no table can show, because a date is missing or not precise enough.

use crate::analysis::Proportion;
use crate::analysis::changes::{Changes, UncertainDates, UnknownDates};
use crate::graph::{OperationRef, OrganizationRef, PartnershipRef};
use crate::model::MotiveClaim;

const PARTNERSHIP: [&str; 2] = ["partnership", "partnerships"];
const MOTIVE: [&str; 2] = ["motive", "motives"];
const OPERATION: [&str; 2] = ["operation", "operations"];
const ORGANIZATION: [&str; 2] = ["organization", "organizations"];

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
    let (listed, founded): (Vec<_>, Vec<_>) = unknown
        .organizations_founded
        .iter()
        .copied()
        .partition(|organization| !organization.record().existence.is_empty());
    let (unknown_time, attested) = ("that is unknown", "only the attestation is dated");
    let motives = |list: &[_]| list.iter().map(motive).collect();
    let notes = [
        unshown(
            PARTNERSHIP,
            ["ended"; 2],
            unknown_time,
            partnerships.collect(),
        ),
        unshown(
            MOTIVE,
            ["began"; 2],
            attested,
            motives(&unknown.motives_begun),
        ),
        unshown(
            MOTIVE,
            ["ceased"; 2],
            unknown_time,
            motives(&unknown.motives_ceased),
        ),
        unshown(
            OPERATION,
            ["began"; 2],
            unknown_time,
            operations(&unknown.operations_begun),
        ),
        unshown(
            OPERATION,
            ["ended"; 2],
            unknown_time,
            operations(&unknown.operations_ended),
        ),
        unshown(
            ORGANIZATION,
            ["was founded", "were founded"],
            unknown_time,
            organizations(&founded),
        ),
        unshown(
            ORGANIZATION,
            ["began to exist"; 2],
            unknown_time,
            organizations(&listed),
        ),
        unshown(
            ORGANIZATION,
            ["ended"; 2],
            unknown_time,
            organizations(&unknown.organizations_ended),
        ),
    ];
    notes.into_iter().flatten().collect()
}

/// Returns a note on things with these labels that no table shows; `None` if there are none. The nouns and verbs are those of one
/// thing and of several.
fn unshown(nouns: [&str; 2], verbs: [&str; 2], why: &str, labels: Vec<String>) -> Option<String> {
    let number = usize::from(labels.len() != 1);
    let (noun, verb) = (nouns[number], verbs[number]);
    let this = ["this", "these"][number];
    (!labels.is_empty()).then(|| {
        let labels = first_few(&labels);
        format!("No table shows when {this} {noun} {verb}, because {why}: {labels}.")
    })
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
