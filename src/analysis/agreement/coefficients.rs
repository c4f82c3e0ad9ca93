//! Coefficients of agreement for two passes and an ordered scale.

use std::ops::Range;

/// How many units two passes give each pair of phases.
///
/// Rows are the rungs of the first pass, columns those of the second, from 0 (no relation) upwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseTable {
    rungs: usize,
    counts: Vec<usize>,
}

/// How much two phases that are not next to one another disagree, for [`PhaseTable::kappa`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weights {
    /// As the number of rungs between them.
    Linear,
    /// As the square of the number of rungs between them.
    Quadratic,
}

impl PhaseTable {
    /// Creates a table without units for rungs from 0 up to, but not including, a number.
    pub fn new(rungs: usize) -> Self {
        Self {
            rungs,
            counts: vec![0; rungs * rungs],
        }
    }

    /// Counts a unit with these rungs in the first and the second pass.
    ///
    /// # Panics
    /// Panics if a rung is not below the number of rungs.
    pub fn count(&mut self, first: usize, second: usize) {
        assert!(
            first < self.rungs && second < self.rungs,
            "a rung is too high"
        );
        self.counts[first * self.rungs + second] += 1;
    }

    /// Adds the units of another table of the same size.
    pub(super) fn add(&mut self, other: &Self) {
        let counts = self.counts.iter_mut().zip(&other.counts);
        counts.for_each(|(count, more)| *count += more);
    }

    /// Returns the number of units.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Returns the number of units to which both passes give the same phase.
    pub fn same(&self) -> usize {
        self.all().map(|rung| self.cell(rung, rung)).sum()
    }

    /// Returns Krippendorff's alpha for ordinal data; `None` if fewer than two phases occur, so that the passes could not
    /// disagree.
    ///
    /// Alpha is 1 if both passes always agree, and 0 if they agree as units that are matched at random would. Source:
    /// K. Krippendorff, *Content Analysis: An Introduction to Its Methodology*, 4th ed. (Sage 2018), chapter 12.
    pub fn alpha(&self) -> Option<f64> {
        // The values of both passes together.
        let occurrences: Vec<f64> = self
            .all()
            .map(|rung| self.marginals(rung))
            .map(as_sum)
            .collect();
        let pairable: f64 = occurrences.iter().sum();
        let mut observed = 0.0;
        let mut expected = 0.0;
        for (low, high) in self.pairs() {
            let between: f64 = occurrences[low..=high].iter().sum();
            let distance = (between - (occurrences[low] + occurrences[high]) / 2.0).powi(2);
            // Each unit forms two ordered pairs of values, and so does each pair of rungs.
            observed += 2.0 * self.unordered(low, high) * distance;
            expected += 2.0 * occurrences[low] * occurrences[high] * distance;
        }
        (expected > 0.0).then(|| 1.0 - (pairable - 1.0) * observed / expected)
    }

    /// Returns Cohen's weighted kappa; `None` if the passes could not disagree, because both have one and the same phase
    /// throughout.
    ///
    /// Source: J. Cohen, Weighted kappa, *Psychological Bulletin* 70 (1968), 213–220.
    pub fn kappa(&self, weights: Weights) -> Option<f64> {
        let total = self.total() as f64;
        let mut observed = 0.0;
        let mut expected = 0.0;
        for (low, high) in self.pairs() {
            let distance = (high - low) as f64;
            let weight = match weights {
                Weights::Linear => distance,
                Weights::Quadratic => distance * distance,
            };
            let [low_first, low_second] = self.marginals(low);
            let [high_first, high_second] = self.marginals(high);
            observed += weight * self.unordered(low, high);
            expected += weight * (low_first * high_second + high_first * low_second) / total;
        }
        (expected > 0.0).then(|| 1.0 - observed / expected)
    }

    fn all(&self) -> Range<usize> {
        0..self.rungs
    }

    /// Returns the pairs of different rungs, the lower one first.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let all = self.all();
        self.all()
            .flat_map(move |low| (low + 1..all.end).map(move |high| (low, high)))
    }

    fn cell(&self, first: usize, second: usize) -> usize {
        self.counts[first * self.rungs + second]
    }

    /// Returns the number of units that have two rungs in either order.
    fn unordered(&self, low: usize, high: usize) -> f64 {
        (self.cell(low, high) + self.cell(high, low)) as f64
    }

    /// Returns how often the first and the second pass have a rung.
    fn marginals(&self, rung: usize) -> [f64; 2] {
        let first: usize = self.all().map(|other| self.cell(rung, other)).sum();
        let second: usize = self.all().map(|other| self.cell(other, rung)).sum();
        [first as f64, second as f64]
    }
}

fn as_sum(parts: [f64; 2]) -> f64 {
    parts.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(pairs: &[(usize, usize)]) -> PhaseTable {
        let mut table = PhaseTable::new(5);
        pairs
            .iter()
            .for_each(|(first, second)| table.count(*first, *second));
        table
    }

    #[track_caller]
    fn assert_near(value: Option<f64>, expected: f64) {
        let value = value.expect("it is defined");
        assert!(
            (value - expected).abs() < 1e-12,
            "{value} is not {expected}"
        );
    }

    #[test]
    fn coefficients_of_a_small_table_are_those_by_hand() {
        let one_apart = table(&[(1, 1), (1, 1), (2, 1), (2, 2)]);
        // Of the 8 values, 5 are 1 and 3 are 2. One unit disagrees, so that alpha is 1 - 7 * 2 / (2 * 5 * 3), whatever the
        // distance is.
        assert_near(one_apart.alpha(), 1.0 - 14.0 / 30.0);
        // By chance 2 * 1 / 4 + 2 * 3 / 4 = 2 units disagree.
        assert_near(one_apart.kappa(Weights::Linear), 0.5);
        assert_near(one_apart.kappa(Weights::Quadratic), 0.5);
        assert_eq!((one_apart.total(), one_apart.same()), (4, 3));
    }

    #[test]
    fn distant_phases_disagree_more() {
        let near = table(&[(1, 1), (2, 2), (3, 3), (4, 4), (1, 2)]);
        let far = table(&[(1, 1), (2, 2), (3, 3), (4, 4), (1, 4)]);
        assert!(near.alpha() > far.alpha());
        for weights in [Weights::Linear, Weights::Quadratic] {
            assert!(near.kappa(weights) > far.kappa(weights), "{weights:?}");
        }
    }

    #[test]
    fn passes_that_could_not_disagree_have_no_coefficient() {
        for pairs in [&[][..], &[(2, 2), (2, 2)]] {
            assert_eq!(table(pairs).alpha(), None);
            assert_eq!(table(pairs).kappa(Weights::Linear), None);
        }
        assert_near(table(&[(1, 1), (2, 2)]).alpha(), 1.0);
    }

    #[test]
    fn alpha_does_not_depend_on_the_order_of_the_passes() {
        let pairs = [(0, 1), (1, 1), (4, 2), (3, 3), (2, 2), (2, 3)];
        let swapped = pairs.map(|(first, second)| (second, first));
        assert_eq!(table(&pairs).alpha(), table(&swapped).alpha());
    }
}
