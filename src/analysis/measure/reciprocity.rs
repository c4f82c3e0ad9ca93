//! Reciprocity of motives: whether what one side seeks in the other is what the other seeks in it.

use std::collections::BTreeSet;

use crate::model::{Key, Motive, MotiveFamily, Organization};
use crate::query::Selection;

/// How many ties of motive there are, and how many are returned.
///
/// A motive that one side of a partnership holds is a tie that runs from the holder to its partner; it
/// is returned if the partner holds the motive too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reciprocity {
    /// The ties.
    pub ties: usize,
    /// Those for which there is one the other way.
    pub returned: usize,
}

impl Reciprocity {
    /// Returns the share of ties that are returned (Wasserman and Faust 1994, chapter 13; Newman,
    /// Forrest and Balthrop 2002); `None` if there is no tie.
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
/// Only partnerships in which there is a relation at the time of the selection have ties of motive, and
/// only by motives that are held then; without a time, on the as-of date.
pub fn motive_reciprocity(selection: &Selection<'_>) -> Vec<(Key<Motive>, Reciprocity)> {
    let motives = selection.graph().dataset().vocabularies().motives.keys();
    let of = |motive| Reciprocity::of(&arcs(selection, |held| held == motive));
    motives.map(|motive| (motive, of(motive))).collect()
}

/// Returns the reciprocity of each family of motives, in the order of the vocabulary: a tie of the
/// family runs from an organization to its partner if it holds any motive of the family.
pub fn family_reciprocity(selection: &Selection<'_>) -> Vec<(Key<MotiveFamily>, Reciprocity)> {
    let words = selection.graph().dataset().vocabularies();
    let of = |family| {
        let is_of = |held: Key<Motive>| words.motives[held].family == family;
        Reciprocity::of(&arcs(selection, is_of))
    };
    let families = words.motive_families.keys();
    families.map(|family| (family, of(family))).collect()
}

/// Returns the reciprocity of the ties of all motives, each of which is returned only by the same
/// motive.
///
/// ```
/// use interorg::query::Filter;
/// use interorg::analysis::measure::reciprocity;
/// use interorg::{dataset, graph::Graph};
///
/// let graph = Graph::new(dataset::builtin());
/// let selection = Filter::default().resolve(&graph)?.select();
/// let share = reciprocity(&selection).share().expect("there are motives");
/// assert!(share > 0.5 && share < 1.0);
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

fn arcs(selection: &Selection<'_>, wanted: impl Fn(Key<Motive>) -> bool) -> BTreeSet<Arc> {
    let mut arcs = BTreeSet::new();
    for selected in selection.iter() {
        if selected.spell().is_none_or(|spell| spell.is_absent()) {
            continue;
        }
        let dyad = selected.partnership().dyad();
        let reference = selection.state_days();
        let held = selected.partnership().motives();
        let held = held.filter(|(claim, days)| {
            days.overlaps(reference)
                && selected.meets_confidence(&claim.claim)
                && wanted(claim.motive)
        });
        for (claim, _) in held {
            let partner = dyad.partner_of(claim.holder);
            arcs.extend(partner.map(|partner| (claim.holder, partner)));
        }
    }
    arcs
}
