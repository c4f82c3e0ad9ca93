//! Which partnerships a picture draws: those in force at its time, or the strongest of them.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use crate::graph::SpellRef;
use crate::model::{Condition, Day, Key, Partnership, Phase};
use crate::query::{SelectedPartnership, Selection, TooLight};
use crate::view::wording;

/// The maximum number of rows of a timeline or matrix, and of ties of an evolution, unless another is requested.
const DEFAULT_KEEP: usize = 120;

/// A partnership that is in force at the time of a selection, with its spell then; `None` for one without phases.
pub(super) type InForce<'g> = (SelectedPartnership<'g>, Option<SpellRef<'g>>);

/// The strength of a partnership, the strongest first: the greatest weight, if the query names one; then the furthest phase;
/// then the best condition, which comes first in the vocabulary; then the most shared operations; then the earliest start;
/// then the order of the dataset, so that no two partnerships are equal and a picture never depends on chance.
type Rank = (
    Reverse<Option<Weighted>>,
    Reverse<Option<Key<Phase>>>,
    Option<Key<Condition>>,
    Reverse<usize>,
    Option<Day>,
    Key<Partnership>,
);

/// A known weight, in order.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Weighted(f64);

impl Eq for Weighted {}

impl Ord for Weighted {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl PartialOrd for Weighted {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn rank<'g>(selection: &Selection<'g>, selected: SelectedPartnership<'g>) -> Rank {
    let weight = selection.query().weight_by();
    let weight = weight.and_then(|_| selection.weight(selected).value.ok());
    let spell = selected.spell().filter(|spell| !spell.is_absent());
    let record = spell.map(|spell| spell.record());
    (
        Reverse(weight.map(Weighted)),
        Reverse(record.map(|record| record.phase)),
        record.map(|record| record.condition),
        Reverse(selected.operations().count()),
        selected.since().and_then(|since| since.date.earliest()),
        selected.partnership().key(),
    )
}

/// Returns the partnerships of a selection that are in force at its time, in the order of the dataset.
pub(super) fn in_force<'g>(selection: &Selection<'g>) -> Vec<InForce<'g>> {
    let ties = selection.iter().filter(|one| is_in_force(selection, *one));
    ties.map(|selected| (selected, selected.spell())).collect()
}

fn is_in_force<'g>(selection: &Selection<'g>, selected: SelectedPartnership<'g>) -> bool {
    if !selected.partnership().is_derived() {
        return selected.is_tie();
    }
    let mut joint = selected.joint_participations();
    joint.any(|joint| selection.includes_joint_participation(joint))
}

/// Returns the ties in force that are left out because of their weight.
pub(super) fn too_light(selection: &Selection<'_>) -> TooLight {
    let query = selection.query();
    query.too_light_among(|selected| is_in_force(selection, selected))
}

/// Returns a note on the ties in force that are left out because of their weight; `None` if there are none.
pub(super) fn too_light_note(selection: &Selection<'_>) -> Option<String> {
    wording::too_light(selection.query(), too_light(selection))
}

/// Returns the strongest partnerships in force, in the order of the dataset, and a note if some are left out.
pub(super) fn strongest<'g>(
    selection: &Selection<'g>,
    all: Vec<InForce<'g>>,
    keep: Option<usize>,
) -> (Vec<InForce<'g>>, Option<String>) {
    let keep = keep.unwrap_or(all.len());
    keep_strongest(selection, all, keep, |(selected, _)| *selected)
}

/// Returns the strongest partnerships of a selection, in the order of the dataset, and a note if some are left out.
/// Those that are not in force at its time come last.
pub(super) fn rows<'g>(
    selection: &Selection<'g>,
    keep: Option<usize>,
) -> (Vec<SelectedPartnership<'g>>, Option<String>) {
    let all: Vec<SelectedPartnership<'g>> = selection.iter().collect();
    let keep = keep.unwrap_or(DEFAULT_KEEP);
    keep_strongest(selection, all, keep, |selected| *selected)
}

fn keep_strongest<'g, T>(
    selection: &Selection<'g>,
    mut all: Vec<T>,
    keep: usize,
    selected: impl Fn(&T) -> SelectedPartnership<'g>,
) -> (Vec<T>, Option<String>) {
    let count = all.len();
    if count <= keep {
        return (all, None);
    }
    all.sort_by_cached_key(|item| rank(selection, selected(item)));
    all.truncate(keep);
    all.sort_by_key(|item| selected(item).partnership().key());
    (all, Some(note(count, keep)))
}

fn note(count: usize, keep: usize) -> String {
    format!("Only the {keep} strongest of {count} partnerships are drawn.")
}

/// Returns the partnerships in force at the date of each selection, but only the strongest, and a note if some are left
/// out. A partnership counts as it was at its strongest, so that it does not vanish when it weakens.
pub(super) fn strongest_ever<'g>(
    selections: &[Selection<'g>],
    keep: Option<usize>,
) -> (Vec<Vec<InForce<'g>>>, Option<String>) {
    let keep = keep.unwrap_or(DEFAULT_KEEP);
    let dates: Vec<Vec<InForce<'g>>> = selections.iter().map(in_force).collect();
    let mut best: BTreeMap<Key<Partnership>, Rank> = BTreeMap::new();
    let all = selections.iter().zip(&dates);
    for (selection, (selected, _)) in
        all.flat_map(|(one, date)| date.iter().map(move |it| (one, it)))
    {
        let rank = rank(selection, *selected);
        let known = best.entry(selected.partnership().key()).or_insert(rank);
        *known = rank.min(*known);
    }
    if best.len() <= keep {
        return (dates, None);
    }
    let mut ranks: Vec<Rank> = best.values().copied().collect();
    ranks.sort_unstable();
    // The last rank that is kept; `None`, which is less than every rank, if none is.
    let last = keep.checked_sub(1).map(|last| ranks[last]);
    let is_kept =
        |(selected, _): &InForce<'g>| best.get(&selected.partnership().key()).copied() <= last;
    let kept = dates
        .into_iter()
        .map(|date| date.into_iter().filter(&is_kept).collect());
    (kept.collect(), Some(note(best.len(), keep)))
}
