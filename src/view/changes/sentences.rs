//! Sentences that sum up changes.

use super::tables::{ENDED, FOUNDED, RESUMED, organization_change, state, step};
use crate::analysis::TransitionKind;
use crate::analysis::changes::{Change, ChangeKind, Changes, PartnershipChange};
use crate::graph::OrganizationRef;
use crate::model::{Labels, once};
use crate::phrase::{counted, uncapitalized};

/// The number of changed partnerships up to which some are named; more are only counted by the kind of their change.
const MAX_LISTED: usize = 30;

/// The maximum number of partnerships, or of organizations, that the sentences name.
const MAX_NAMED: usize = 12;

/// The kinds of changes, in the order in which sentences count them.
const KINDS: [ChangeKind; 2] = [ChangeKind::Begin, ChangeKind::End];

/// Returns all changes in sentences.
pub(super) fn all(changes: &Changes<'_>, labels: &Labels) -> String {
    let sentences = [
        Some(partnerships(&changes.partnerships)),
        counts(
            different_motives(changes),
            ["motive", "motives"],
            ["began", "ceased"],
        ),
        counts(
            KINDS.map(|kind| of_kind(&changes.operations, kind).count()),
            ["operation", "operations"],
            ["began", "ended"],
        )
        .map(|sentence| labels.apply(&sentence).into_owned()),
        organizations(&changes.organizations),
        milestones(different_milestones(changes)),
    ];
    let sentences = sentences.into_iter().flatten();
    sentences.collect::<Vec<_>>().join(" ")
}

/// Returns a sentence per partnership, up to the maximum, and the number of the others.
fn partnerships(changes: &[PartnershipChange<'_>]) -> String {
    if changes.is_empty() {
        return "No partnership changed.".to_owned();
    }
    if changes.len() > MAX_LISTED {
        return summary(changes);
    }
    let named = changes.iter().take(MAX_NAMED).map(partnership);
    let others = match changes.len().saturating_sub(MAX_NAMED) {
        0 => None,
        1 => Some("1 more partnership changed.".to_owned()),
        count => Some(format!("{count} more partnerships changed.")),
    };
    named.chain(others).collect::<Vec<_>>().join(" ")
}

/// Returns a sentence with the number of partnerships per kind of change.
fn summary(changes: &[PartnershipChange<'_>]) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for change in changes {
        let verb = verb(change);
        match counts.iter_mut().find(|(known, _)| *known == verb) {
            Some((_, count)) => *count += 1,
            None => counts.push((verb, 1)),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let counts = counts
        .into_iter()
        .map(|(verb, count)| format!("{count} {verb}"));
    let counts: Vec<String> = counts.collect();
    format!(
        "{} partnerships changed: {}.",
        changes.len(),
        counts.join(", ")
    )
}

/// Returns what a partnership did, without its phases.
fn verb(change: &PartnershipChange<'_>) -> &'static str {
    match change.kind {
        Some(TransitionKind::Begin) => "began",
        Some(TransitionKind::Advance) => "advanced",
        Some(TransitionKind::Recovery) => "recovered",
        Some(TransitionKind::Setback) => "were set back",
        Some(TransitionKind::Reversal) => "fell to a lower phase",
        Some(TransitionKind::End) => "ended",
        Some(TransitionKind::Dissolution) => "ended because a member ceased to exist",
        None if change.before.is_unknown() || change.after.is_unknown() => {
            "were unknown before or after"
        }
        None if change.turns() => "changed direction",
        None if change.after.is_relation() => "changed and returned",
        None => "began and ended again",
    }
}

/// Returns a sentence on one partnership, with its transitions in parentheses.
fn partnership(change: &PartnershipChange<'_>) -> String {
    let label = change.partnership.label();
    let change_in_words = difference(change);
    let transitions = change.transitions.iter();
    let transitions: Vec<String> = transitions.map(|transition| step(transition)).collect();
    // Transitions into and out of a phase of low confidence are left out, so there may be none.
    if transitions.is_empty() {
        format!("{label} {change_in_words}.")
    } else {
        format!("{label} {change_in_words} ({}).", transitions.join("; "))
    }
}

/// Returns how the state after differs from the state before.
fn difference(change: &PartnershipChange<'_>) -> String {
    let before = uncapitalized(&state(change.before).label);
    let after = uncapitalized(&state(change.after).label);
    match change.kind {
        Some(TransitionKind::Begin) => format!("began and reached {after}"),
        Some(TransitionKind::Advance) => format!("advanced from {before} to {after}"),
        Some(TransitionKind::Recovery) => format!("recovered from {before} to {after}"),
        Some(TransitionKind::Setback) => format!("was set back from {before} to {after}"),
        Some(TransitionKind::Reversal) => format!("fell from {before} to {after}"),
        Some(TransitionKind::End) => format!("ended, previously {before}"),
        Some(TransitionKind::Dissolution) if change.before.is_relation() => {
            format!("ended because a member ceased to exist, previously {before}")
        }
        Some(TransitionKind::Dissolution) => {
            "began, and ended because a member ceased to exist".to_owned()
        }
        None if change.before.is_unknown() || change.after.is_unknown() => {
            format!("was {before} before and {after} after")
        }
        None if change.turns() => format!("turned from {before} to {after}"),
        None if change.after.is_relation() => format!("changed and returned to {after}"),
        None => "began and ended again".to_owned(),
    }
}

/// Returns how many things began and ended, such as `3 operations began and 1 ended.`; `None` if nothing did.
fn counts(
    [begins, ends]: [usize; 2],
    [one, many]: [&str; 2],
    [began, ended]: [&str; 2],
) -> Option<String> {
    let things = |count| counted(count, [one, many]);
    match (begins, ends) {
        (0, 0) => None,
        (begins, 0) => Some(format!("{} {began}.", things(begins))),
        (0, ends) => Some(format!("{} {ended}.", things(ends))),
        (begins, ends) => Some(format!("{} {began} and {ends} {ended}.", things(begins))),
    }
}

fn of_kind<T>(changes: &[Change<T>], kind: ChangeKind) -> impl Iterator<Item = &Change<T>> {
    changes.iter().filter(move |change| change.kind == kind)
}

/// Returns the number of motives that began and that ceased. One in a record of more than two organizations counts once, not
/// once per dyad.
fn different_motives(changes: &Changes<'_>) -> [usize; 2] {
    KINDS.map(|kind| {
        let motives = of_kind(&changes.motives, kind);
        once(motives, |change| Some(&change.subject.1.claim)).count()
    })
}

/// Returns the organizations that were founded, that existed again and that ended; `None` if there are none.
fn organizations(changes: &[Change<OrganizationRef<'_>>]) -> Option<String> {
    let lists = [
        named(changes, FOUNDED, "founded"),
        named(changes, RESUMED, "existing again"),
        named(changes, ENDED, "ended"),
    ];
    let lists: Vec<String> = lists.into_iter().flatten().collect();
    (!lists.is_empty()).then(|| format!("Organizations {}.", lists.join("; ")))
}

/// Returns the organizations of one kind of change, such as `founded: AU, OAU and 3 more`; `None` if there are none.
fn named(changes: &[Change<OrganizationRef<'_>>], kind: &str, verb: &str) -> Option<String> {
    let changes = changes
        .iter()
        .filter(|one| organization_change(one) == kind);
    let labels: Vec<&str> = changes.map(|change| change.subject.label()).collect();
    let (named, others) = labels.split_at(labels.len().min(MAX_NAMED));
    let list = named.join(", ");
    match (named.len(), others.len()) {
        (0, _) => None,
        (_, 0) => Some(format!("{verb}: {list}")),
        (_, count) => Some(format!("{verb}: {list} and {count} more")),
    }
}

/// Returns the number of milestones. One of more than two organizations counts once, not once per dyad.
fn different_milestones(changes: &Changes<'_>) -> usize {
    let milestones = changes.milestones.iter();
    once(milestones, |(_, milestone)| Some(&milestone.claim)).count()
}

fn milestones(count: usize) -> Option<String> {
    match count {
        0 => None,
        1 => Some("1 milestone is recorded in between.".to_owned()),
        count => Some(format!("{count} milestones are recorded in between.")),
    }
}
