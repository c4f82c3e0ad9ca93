//! Which partnerships a picture draws: those that stand at its time, and of many the strongest.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::graph::SpellRef;
use crate::model::{Condition, Day, Key, Partnership, Phase};
use crate::query::{SelectedPartnership, Selection};

/// How many rows a picture of many rows has unless more are asked for.
pub(super) const ROWS: usize = 120;

/// A partnership that stands at the time of a selection.
pub(super) type Drawn<'g> = (SelectedPartnership<'g>, SpellRef<'g>);

/// What partnerships are ranked by, the strongest first.
type Rank = (
    Reverse<Option<Key<Phase>>>,
    Option<Key<Condition>>,
    Reverse<usize>,
    Option<Day>,
    Key<Partnership>,
);

fn rank(selected: SelectedPartnership<'_>) -> Rank {
    let spell = selected.spell().filter(|spell| !spell.is_absent());
    let record = spell.map(|spell| spell.record());
    (
        Reverse(record.map(|record| record.phase)),
        record.map(|record| record.condition),
        Reverse(selected.operations().count()),
        selected.since().and_then(|date| date.earliest()),
        selected.partnership().key(),
    )
}

/// Returns the partnerships of a selection that stand at its time, in the order of the dataset.
pub(super) fn drawn<'g>(selection: &Selection<'g>) -> Vec<Drawn<'g>> {
    let spells = selection
        .iter()
        .filter_map(|selected| Some((selected, selected.spell()?)));
    spells.filter(|(_, spell)| !spell.is_absent()).collect()
}

/// Returns the strongest partnerships of a selection, at most so many, in the order of the dataset, and says
/// what is left out; those that do not stand at its time come last.
pub(super) fn rows<'g>(
    selection: &Selection<'g>,
    keep: Option<usize>,
) -> (Vec<SelectedPartnership<'g>>, Option<String>) {
    let mut rows: Vec<SelectedPartnership<'g>> = selection.iter().collect();
    let (all, keep) = (rows.len(), keep.unwrap_or(ROWS));
    if all <= keep {
        return (rows, None);
    }
    rows.sort_by_cached_key(|selected| rank(*selected));
    rows.truncate(keep);
    rows.sort_by_key(|selected| selected.partnership().key());
    (rows, Some(left_out(all, keep)))
}

fn left_out(all: usize, keep: usize) -> String {
    format!("Of {all} partnerships the {keep} strongest are drawn; --keep takes more.")
}

/// Keeps at most so many partnerships of several dates, those that are the strongest at any of them, and
/// says what is left out.
pub(super) fn strongest_ever<'g>(
    dates: Vec<Vec<Drawn<'g>>>,
    keep: Option<usize>,
) -> (Vec<Vec<Drawn<'g>>>, Option<String>) {
    let keep = keep.unwrap_or(ROWS);
    let mut keys: Vec<Key<Partnership>> = dates
        .iter()
        .flatten()
        .map(|(selected, _)| selected.partnership().key())
        .collect();
    keys.sort_unstable();
    keys.dedup();
    if keys.len() <= keep {
        return (dates, None);
    }
    let mut best: BTreeMap<Key<Partnership>, Rank> = BTreeMap::new();
    for (selected, _) in dates.iter().flatten() {
        let rank = rank(*selected);
        let known = best.entry(selected.partnership().key()).or_insert(rank);
        *known = rank.min(*known);
    }
    let mut ranks: Vec<Rank> = best.values().copied().collect();
    ranks.sort_unstable();
    let last = keep.checked_sub(1).map(|last| ranks[last]);
    let is_kept =
        |(selected, _): &Drawn<'g>| best.get(&selected.partnership().key()).copied() <= last;
    let kept = dates
        .into_iter()
        .map(|date| date.into_iter().filter(&is_kept).collect());
    (kept.collect(), Some(left_out(keys.len(), keep)))
}

/// Keeps at most so many partnerships, in the order of the dataset, and counts the others.
pub(super) fn strongest(all: Vec<Drawn<'_>>, keep: Option<usize>) -> (Vec<Drawn<'_>>, usize) {
    let keep = keep.unwrap_or(all.len()).min(all.len());
    let weaker = all.len() - keep;
    if weaker == 0 {
        return (all, 0);
    }
    let mut ranked = all;
    ranked.sort_by_cached_key(|(selected, _)| rank(*selected));
    ranked.truncate(keep);
    ranked.sort_by_key(|(selected, _)| selected.partnership().key());
    (ranked, weaker)
}
