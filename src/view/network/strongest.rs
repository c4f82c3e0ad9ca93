//! The strongest partnerships, where not all can be drawn.

use std::cmp::Reverse;

use super::Drawn;

/// Keeps at most so many partnerships, in the order of the dataset, and counts the others.
pub(super) fn strongest(all: Vec<Drawn<'_>>, keep: Option<usize>) -> (Vec<Drawn<'_>>, usize) {
    let keep = keep.unwrap_or(all.len()).min(all.len());
    let weaker = all.len() - keep;
    if weaker == 0 {
        return (all, 0);
    }
    let mut ranked = all;
    ranked.sort_by_cached_key(|(standing, spell)| {
        let record = spell.record();
        (
            Reverse(record.phase),
            record.condition,
            Reverse(standing.operations().count()),
            standing.since().and_then(|date| date.earliest()),
            standing.partnership().key(),
        )
    });
    ranked.truncate(keep);
    ranked.sort_by_key(|(standing, _)| standing.partnership().key());
    (ranked, weaker)
}
