//! Proportions with exact confidence intervals.

use statrs::distribution::{Beta, ContinuousCDF};

/// The probability beyond each bound of a two-sided 95 % interval.
const TAIL: f64 = 0.025;

/// A number of cases among a total, such as 2 of 6 partnerships.
///
/// ```
/// use interorg::analysis::Proportion;
///
/// let proportion = Proportion { cases: 2, total: 6 };
/// let (low, high) = proportion.interval().expect("the total is not zero");
/// assert_eq!(format!("{low:.3} to {high:.3}"), "0.043 to 0.777");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Proportion {
    /// The number of cases.
    pub cases: usize,
    /// The number of all that could be cases.
    pub total: usize,
}

impl Proportion {
    /// Returns the cases as a share of the total, from 0 to 1; `None` if the total is zero.
    pub fn share(self) -> Option<f64> {
        (self.total > 0).then(|| self.cases as f64 / self.total as f64)
    }

    /// Returns the bounds of the exact 95 % confidence interval of the share; `None` if the total is zero or less than
    /// the cases.
    ///
    /// The bounds are quantiles of beta distributions (Clopper and Pearson, "The use of confidence or fiducial limits
    /// illustrated in the case of the binomial", Biometrika 26, 1934). Exact intervals are wide, but unlike the normal
    /// approximation they are valid for a handful of cases and for shares of 0 and 1.
    pub fn interval(self) -> Option<(f64, f64)> {
        if self.total == 0 {
            return None;
        }
        let (cases, others) = (self.cases, self.total.checked_sub(self.cases)?);
        // The beta distribution needs positive parameters, so a share of 0 or 1 is its own bound.
        let low = if cases == 0 {
            0.0
        } else {
            beta_quantile(cases, others + 1, TAIL)?
        };
        let high = if others == 0 {
            1.0
        } else {
            beta_quantile(cases + 1, others, 1.0 - TAIL)?
        };
        Some((low, high))
    }
}

fn beta_quantile(a: usize, b: usize, probability: f64) -> Option<f64> {
    let beta = Beta::new(a as f64, b as f64).ok()?;
    Some(beta.inverse_cdf(probability))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_equal_published_ones() {
        // scipy.stats.binomtest(2, 6).proportion_ci(method="exact") and binomtest(0, 6).
        for (cases, total, expected) in [(2, 6, (0.0433, 0.7772)), (0, 6, (0.0, 0.4593))] {
            let (low, high) = Proportion { cases, total }
                .interval()
                .expect("the total is not zero");
            assert!((low - expected.0).abs() < 5e-5, "{cases} of {total}: {low}");
            assert!(
                (high - expected.1).abs() < 5e-5,
                "{cases} of {total}: {high}"
            );
        }
    }

    #[test]
    fn impossible_proportions_have_no_interval() {
        assert_eq!(Proportion { cases: 0, total: 0 }.interval(), None);
        assert_eq!(Proportion { cases: 0, total: 0 }.share(), None);
        assert_eq!(Proportion { cases: 3, total: 2 }.interval(), None);
    }
}
