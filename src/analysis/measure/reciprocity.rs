//! Reciprocity of motives: whether both sides of a partnership hold the same motive.

use std::collections::BTreeSet;

use crate::model::{Key, Motive, MotiveClaim, MotiveFamily, Organization};
use crate::query::Selection;

/// The number of motive ties, and how many of them are returned.
///
/// A motive of one side of a partnership is a directed tie from its holder to the partner. The tie is returned if the
/// partner holds the motive too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reciprocity {
    /// The number of ties.
    pub ties: usize,
    /// The number of ties with a tie in the opposite direction.
    pub returned: usize,
}

impl Reciprocity {
    /// Returns the share of ties that are returned (Wasserman and Faust 1994, chapter 13; Newman, Forrest and Balthrop
    /// 2002); `None` if there are no ties.
    pub fn share(self) -> Option<f64> {
        (self.ties > 0).then(|| self.returned as f64 / self.ties as f64)
    }

    fn of(ties: &BTreeSet<Arc>) -> Self {
        let returned = ties
            .iter()
            .filter(|(from, to)| ties.contains(&(*to, *from)));
        Self {
            ties: ties.len(),
            returned: returned.count(),
        }
    }
}

/// A tie from the holder of a motive to its partner.
type Arc = (Key<Organization>, Key<Organization>);

/// Returns the reciprocity of each motive, in the order of the vocabulary.
///
/// Only motives count that are held at the time of the selection, in partnerships with a relation at that time. Without
/// a time, it is the as-of date.
pub fn motive_reciprocity(selection: &Selection<'_>) -> Vec<(Key<Motive>, Reciprocity)> {
    let motives = selection.graph().dataset().vocabularies().motives.keys();
    motives
        .map(|motive| {
            let ties = arcs(selection, |held| held == motive);
            (motive, Reciprocity::of(&ties))
        })
        .collect()
}

/// Returns the reciprocity of each family of motives, in the order of the vocabulary.
///
/// An organization has a tie of the family to its partner if it holds any motive of the family.
pub fn family_reciprocity(selection: &Selection<'_>) -> Vec<(Key<MotiveFamily>, Reciprocity)> {
    let vocabularies = selection.graph().dataset().vocabularies();
    let families = vocabularies.motive_families.keys();
    families
        .map(|family| {
            let ties = arcs(selection, |held| {
                vocabularies.motives[held].family == family
            });
            (family, Reciprocity::of(&ties))
        })
        .collect()
}

/// Returns the reciprocity of the ties of all motives, each of which only the same motive returns.
///
/// ```
/// use interorg::query::Filter;
/// use interorg::analysis::measure::reciprocity;
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select();
/// let share = reciprocity(&selection).share().expect("there are motives");
/// assert!((0.0..1.0).contains(&share));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn reciprocity(selection: &Selection<'_>) -> Reciprocity {
    let mut sum = Reciprocity::default();
    for (_, one) in motive_reciprocity(selection) {
        sum.ties += one.ties;
        sum.returned += one.returned;
    }
    sum
}

/// Returns the number of motives of which it is unknown whether one side holds them at the time of the selection, and that
/// reciprocity does not count; each once per holder and partner. The partnerships have a relation at that time.
pub fn possible_motive_ties(selection: &Selection<'_>) -> usize {
    let days = selection.state_days();
    let related = selection
        .iter()
        .filter(|one| one.spell().is_some_and(|spell| !spell.is_absent()));
    let counts = related.map(|selected| {
        let key = |claim: &MotiveClaim| (claim.holder, claim.motive);
        let claims = selected.partnership().motives();
        let held =
            claims.filter(|(claim, held)| held.overlaps(days) && selected.counts_motive(claim));
        let held: BTreeSet<_> = held.map(|(claim, _)| key(claim)).collect();
        let possible = selected.partnership().possible_motives(days);
        let possible = possible
            .filter(|claim| selected.counts_motive(claim))
            .map(key);
        possible.collect::<BTreeSet<_>>().difference(&held).count()
    });
    counts.sum()
}

/// Returns the ties of the motives that fulfil a condition.
fn arcs(selection: &Selection<'_>, is_counted: impl Fn(Key<Motive>) -> bool) -> BTreeSet<Arc> {
    let days = selection.state_days();
    let mut arcs = BTreeSet::new();
    for selected in selection.iter() {
        if selected.spell().is_none_or(|spell| spell.is_absent()) {
            continue;
        }
        let dyad = selected.partnership().dyad();
        let claims = selected.partnership().motives();
        let counted = claims.filter(|(claim, held)| {
            held.overlaps(days) && selected.counts_motive(claim) && is_counted(claim.motive)
        });
        for (claim, _) in counted {
            let partner = dyad.partner_of(claim.holder);
            arcs.extend(partner.map(|partner| (claim.holder, partner)));
        }
    }
    arcs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_ties_there_is_no_share() {
        let share = |ties, returned| Reciprocity { ties, returned }.share();
        assert_eq!(share(0, 0), None);
        assert_eq!(share(1, 0), Some(0.0));
        assert_eq!(share(4, 2), Some(0.5));
    }
}
