//! Proportions with exact confidence intervals.

use super::beta;

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
            beta::quantile(cases as f64, others as f64 + 1.0, TAIL)
        };
        let high = if others == 0 {
            1.0
        } else {
            beta::quantile(cases as f64 + 1.0, others as f64, 1.0 - TAIL)
        };
        Some((low, high))
    }
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
    fn intervals_of_millions_of_cases_are_found_soon() {
        // scipy.stats.beta.ppf; the logarithms of such large gammas have eight exact digits after the point.
        let published = [
            (1, 10_000_000, 2.531_780_795e-9, 5.571_642_117e-7),
            (0, 100_000_000, 0.0, 3.688_879_386e-8),
            (17, 100_000_000, 9.903_126_771e-8, 2.721_864_543e-7),
            (5_000_000, 10_000_000, 0.499_690_052_521, 0.500_309_947_479),
            (
                50_000_000,
                100_000_000,
                0.499_901_996_802,
                0.500_098_003_198,
            ),
            (
                99_999_999,
                100_000_000,
                0.999_999_944_284,
                0.999_999_999_747,
            ),
            (400, 8_500_000, 4.255_965_755e-5, 5.190_418_579e-5),
            (250, 1_000, 0.223_430_406_265, 0.278_050_006_224),
        ];
        for (cases, total, expected_low, expected_high) in published {
            let (low, high) = Proportion { cases, total }
                .interval()
                .expect("the total is not zero");
            let differs = |found: f64, expected: f64| (found - expected).abs() > 1e-7 * expected;
            assert!(!differs(low, expected_low), "{cases} of {total}: {low}");
            assert!(!differs(high, expected_high), "{cases} of {total}: {high}");
        }
    }

    #[test]
    fn impossible_proportions_have_no_interval() {
        assert_eq!(Proportion { cases: 0, total: 0 }.interval(), None);
        assert_eq!(Proportion { cases: 0, total: 0 }.share(), None);
        assert_eq!(Proportion { cases: 3, total: 2 }.interval(), None);
    }
}
