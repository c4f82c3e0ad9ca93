//! Sentences that sum up changes.

use super::tables::state;
use crate::analysis::TransitionKind;
use crate::analysis::changes::{Change, ChangeKind, Changes, PartnershipChange, PartnershipState};
use crate::graph::OrganizationRef;
use crate::phrase::uncapitalized;

/// The maximum number of partnerships or organizations that are named one by one.
const MAX_NAMED: usize = 12;

/// Returns all changes in sentences.
pub(super) fn all(changes: &Changes<'_>) -> String {
    let milestones = match changes.milestones.len() {
        0 => None,
        1 => Some("One milestone lies between.".to_owned()),
        count => Some(format!("{count} milestones lie between.")),
    };
    let sentences = [
        Some(partnerships(&changes.partnerships)),
        counts(&changes.motives, ["motive", "motives"], ["began", "ceased"]),
        counts(
            &changes.operations,
            ["operation", "operations"],
            ["began", "ended"],
        ),
        organizations(&changes.organizations),
        milestones,
    ];
    let sentences = sentences.into_iter().flatten();
    sentences.collect::<Vec<_>>().join(" ")
}

/// Returns a sentence for each of the first partnerships that changed.
fn partnerships(changes: &[PartnershipChange<'_>]) -> String {
    if changes.is_empty() {
        return "No partnership moved.".to_owned();
    }
    let named = changes.iter().take(MAX_NAMED).map(partnership);
    let mut sentences: Vec<String> = named.collect();
    let others = changes.len().saturating_sub(MAX_NAMED);
    if others > 0 {
        sentences.push(format!("And {others} more moved."));
    }
    sentences.join(" ")
}

fn partnership(change: &PartnershipChange<'_>) -> String {
    let dyad = change.partnership.label();
    let before = uncapitalized(&state(change.before).text());
    let after = uncapitalized(&state(change.after).text());
    let steps = change.transitions.iter();
    let steps: Vec<String> = steps
        .map(|step| format!("{} {}", step.kind, step.day))
        .collect();
    let steps = steps.join("; ");
    let has_spell_after = matches!(change.after, PartnershipState::Spell(_));
    let has_begun = matches!(change.before, PartnershipState::None);
    match change.kind {
        Some(TransitionKind::Begin) => format!("{dyad} began and came to {after} ({steps})."),
        Some(TransitionKind::Advance) => {
            format!("{dyad} advanced from {before} to {after} ({steps}).")
        }
        Some(TransitionKind::Recovery) => {
            format!("{dyad} recovered from {before} to {after} ({steps}).")
        }
        Some(TransitionKind::Setback) => {
            format!("{dyad} was set back from {before} to {after} ({steps}).")
        }
        Some(TransitionKind::Reversal) => {
            format!("{dyad} fell from {before} to {after} ({steps}).")
        }
        Some(TransitionKind::End) => format!("{dyad} ended, from {before} ({steps})."),
        Some(TransitionKind::Dissolution) if has_begun => {
            format!("{dyad} began, and was over with the end of a member ({steps}).")
        }
        Some(TransitionKind::Dissolution) => {
            format!("{dyad} was over with the end of a member, from {before} ({steps}).")
        }
        None if has_spell_after => {
            format!("{dyad} moved and came back to {after} ({steps}).")
        }
        None => format!("{dyad} began and was over again ({steps})."),
    }
}

/// Returns how many things began and ended, such as `3 operations began and 1 ended.`; `None` if nothing changed.
fn counts<T>(
    changes: &[Change<T>],
    [one, many]: [&str; 2],
    [began, ended]: [&str; 2],
) -> Option<String> {
    let count = |kind: ChangeKind| changes.iter().filter(|change| change.kind == kind).count();
    let things = |count: usize| format!("{count} {}", if count == 1 { one } else { many });
    match (count(ChangeKind::Begin), count(ChangeKind::End)) {
        (0, 0) => None,
        (begun, 0) => Some(format!("{} {began}.", things(begun))),
        (0, over) => Some(format!("{} {ended}.", things(over))),
        (begun, over) => Some(format!("{} {began} and {over} {ended}.", things(begun))),
    }
}

/// Returns the organizations that were founded and those that ended; `None` if there are none.
fn organizations(changes: &[Change<OrganizationRef<'_>>]) -> Option<String> {
    let named = |kind: ChangeKind, verb: &str| {
        let changes = changes.iter().filter(|change| change.kind == kind);
        let labels: Vec<&str> = changes
            .map(|change| change.subject.label())
            .take(MAX_NAMED)
            .collect();
        (!labels.is_empty()).then(|| format!("{verb}: {}", labels.join(", ")))
    };
    let lists = [
        named(ChangeKind::Begin, "founded"),
        named(ChangeKind::End, "ended"),
    ];
    let lists: Vec<String> = lists.into_iter().flatten().collect();
    (!lists.is_empty()).then(|| format!("Organizations {}.", lists.join("; ")))
}
