//! The interval of alpha, from resampling whole partnerships.

use super::coefficients::PhaseTable;
use crate::analysis::random::Random;

/// The number of times that the partnerships are drawn with replacement for the interval of alpha. Draws in which alpha is
/// not defined do not count.
///
/// The interval is the percentile interval: B. Efron and R. Tibshirani, *An Introduction to the Bootstrap* (Chapman & Hall
/// 1993), chapter 13. The draws have a fixed seed, so that the same data have the same interval.
pub const RESAMPLES: usize = 2_000;

/// The seed of the draws.
const SEED: u64 = 2007;

/// The share of draws below the interval, and above it.
const TAIL: f64 = 0.025;

/// Returns the 95 % interval of alpha over partnerships, each with the table of its years; `None` if there are fewer than two
/// partnerships with years, or if alpha is not defined for all of them together.
pub(super) fn interval(tables: &[PhaseTable]) -> Option<(f64, f64)> {
    let tables: Vec<&PhaseTable> = tables.iter().filter(|table| table.total() > 0).collect();
    let whole = sum(&tables, 0..tables.len())?;
    whole.alpha().filter(|_| tables.len() > 1)?;
    let mut random = Random::new(SEED);
    let mut alphas: Vec<f64> = (0..RESAMPLES)
        .filter_map(|_| {
            let drawn = (0..tables.len()).map(|_| random.below(tables.len()));
            sum(&tables, drawn)?.alpha()
        })
        .collect();
    alphas.sort_by(f64::total_cmp);
    let rank = |share: f64| {
        let rank = (share * alphas.len() as f64).ceil() as usize;
        alphas.get(rank.saturating_sub(1)).copied()
    };
    Some((rank(TAIL)?, rank(1.0 - TAIL)?))
}

/// Returns the sum of the tables with these numbers; `None` if there are none.
fn sum(tables: &[&PhaseTable], numbers: impl IntoIterator<Item = usize>) -> Option<PhaseTable> {
    let mut numbers = numbers.into_iter();
    let mut sum = tables[numbers.next()?].clone();
    numbers.for_each(|number| sum.add(tables[number]));
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(same: usize, different: usize) -> PhaseTable {
        let mut table = PhaseTable::new(3);
        (0..same).for_each(|row| table.count(1 + row % 2, 1 + row % 2));
        (0..different).for_each(|_| table.count(1, 2));
        table
    }

    #[test]
    fn partnerships_that_all_agree_have_an_interval_without_width() {
        assert_eq!(interval(&[table(10, 0), table(6, 0)]), Some((1.0, 1.0)));
    }

    #[test]
    fn the_interval_of_two_partnerships_is_that_of_the_draws_that_are_possible() {
        let tables = [table(10, 0), table(4, 6)];
        let mut twice = tables[1].clone();
        twice.add(&tables[1]);
        let worst = twice.alpha().expect("both phases occur");
        // A quarter of the draws has the worse partnership twice, and a quarter the better one.
        assert_eq!(interval(&tables), Some((worst, 1.0)));
    }

    #[test]
    fn one_partnership_has_no_interval() {
        assert_eq!(interval(&[table(10, 2)]), None);
        assert_eq!(interval(&[table(10, 2), table(0, 0)]), None);
        assert_eq!(interval(&[]), None);
    }
}
