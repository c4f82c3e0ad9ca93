//! Survival curves: how long things last, although some of them had not ended when they were last observed.
//!
//! The estimates are short enough to write here, without a crate for statistics. The tests compare them with published
//! results, and `tests/readers/findings.py` compares them with lifelines.

/// The quantile of the normal distribution for a two-sided 95 % interval.
const NORMAL_QUANTILE: f64 = 1.959_963_984_540_054;

/// A survival of one half, with a tolerance for the rounding of products of fractions.
const HALF: f64 = 0.5 + 1e-12;

/// How long something lasted, as far as it was observed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Duration {
    /// The observed length in years.
    pub years: f64,
    /// Whether the end was observed. If not, the duration is censored: the true length may be greater.
    pub has_ended: bool,
}

/// A survival curve, estimated from durations.
///
/// ```
/// use interorg::analysis::survival::{Duration, SurvivalCurve};
///
/// let durations = [(1.0, true), (2.0, true), (2.5, false), (4.0, true)]
///     .map(|(years, has_ended)| Duration { years, has_ended });
/// let curve = SurvivalCurve::estimate(&durations);
/// assert_eq!(curve.steps()[0].survival, 0.75);
/// assert_eq!(curve.median().years, Some(2.0));
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SurvivalCurve {
    steps: Vec<SurvivalStep>,
}

/// A point in time at which a survival curve falls.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct SurvivalStep {
    /// The time in years.
    pub years: f64,
    /// The estimated share that lasts longer.
    pub survival: f64,
    /// The lower bound of the pointwise 95 % interval.
    pub low: f64,
    /// The upper bound of the pointwise 95 % interval.
    pub high: f64,
}

/// The median of a survival curve with its 95 % interval, in years.
///
/// A value is `None` if the curve, or its bound, stays above one half to the end of the observations.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Median {
    /// The median.
    pub years: Option<f64>,
    /// The lower bound.
    pub low: Option<f64>,
    /// The upper bound.
    pub high: Option<f64>,
}

impl SurvivalCurve {
    /// Estimates the curve (Kaplan and Meier, "Nonparametric estimation from incomplete observations", Journal of the
    /// American Statistical Association 53, 1958) with pointwise intervals from Greenwood's variance.
    ///
    /// Without durations, or if none has ended, the curve has no step.
    pub fn estimate(durations: &[Duration]) -> Self {
        let mut sorted = durations.to_vec();
        sorted.sort_by(|a, b| a.years.total_cmp(&b.years));
        let (mut survival, mut variance) = (1.0, 0.0);
        let mut at_risk = sorted.len();
        let mut steps = Vec::new();
        for tied in sorted.chunk_by(|a, b| a.years == b.years) {
            // What is censored at this time is still at risk now, and no longer afterwards.
            let remaining = at_risk as f64;
            let ended = tied.iter().filter(|duration| duration.has_ended).count() as f64;
            at_risk -= tied.len();
            if ended == 0.0 {
                continue;
            }
            survival *= 1.0 - ended / remaining;
            variance += if remaining > ended {
                ended / (remaining * (remaining - ended))
            } else {
                f64::INFINITY
            };
            let (low, high) = interval(survival, variance);
            steps.push(SurvivalStep {
                years: tied[0].years,
                survival,
                low,
                high,
            });
        }
        Self { steps }
    }

    /// Returns the steps of the curve in order of time.
    pub fn steps(&self) -> &[SurvivalStep] {
        &self.steps
    }

    /// Returns the first time at which the curve is at one half or below.
    ///
    /// The interval reads the pointwise bounds in the same way (Brookmeyer and Crowley, "A confidence interval for the
    /// median survival time", Biometrics 38, 1982).
    pub fn median(&self) -> Median {
        let first_below = |bound: fn(&SurvivalStep) -> f64| {
            let step = self.steps.iter().find(|step| bound(step) <= HALF);
            step.map(|step| step.years)
        };
        Median {
            years: first_below(|step| step.survival),
            low: first_below(|step| step.low),
            high: first_below(|step| step.high),
        }
    }
}

/// Returns the 95 % interval of a survival, given Greenwood's sum.
///
/// The interval is symmetric on the scale of log(-log), so that its bounds stay between 0 and 1.
fn interval(survival: f64, variance: f64) -> (f64, f64) {
    if survival <= 0.0 || !variance.is_finite() {
        return (0.0, survival.max(0.0));
    }
    let log = survival.ln();
    let spread = NORMAL_QUANTILE * variance.sqrt() / log.abs();
    (survival.powf(spread.exp()), survival.powf((-spread).exp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn durations(years: &[i32], has_ended: bool) -> Vec<Duration> {
        let years = years.iter().map(|years| f64::from(*years));
        years.map(|years| Duration { years, has_ended }).collect()
    }

    #[test]
    fn the_median_of_an_even_number_is_the_lower_of_the_middle_two() {
        let ended = durations(&[4, 1, 3, 2], true);
        // lifelines.KaplanMeierFitter().fit([1, 2, 3, 4]).median_survival_time_
        assert_eq!(SurvivalCurve::estimate(&ended).median().years, Some(2.0));
    }

    /// The remission times of 21 patients on 6-mercaptopurine (Freireich and others, Blood 21, 1963), with the median
    /// of 23 weeks that textbooks give.
    #[test]
    fn the_median_equals_the_textbook_value() {
        let ended = durations(&[6, 6, 6, 7, 10, 13, 16, 22, 23], true);
        let censored = durations(&[6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35], false);
        let median = SurvivalCurve::estimate(&[ended, censored].concat()).median();
        assert_eq!(median.years, Some(23.0));
        assert_eq!(median.low, Some(13.0));
        assert_eq!(median.high, None);
    }

    #[test]
    fn a_curve_without_ends_has_no_median() {
        for durations in [Vec::new(), durations(&[1, 2], false)] {
            let curve = SurvivalCurve::estimate(&durations);
            assert!(curve.steps().is_empty());
            assert_eq!(curve.median().years, None);
        }
    }

    #[test]
    fn the_estimate_terminates_on_nan() {
        let years = f64::NAN;
        let has_ended = true;
        let curve = SurvivalCurve::estimate(&[Duration { years, has_ended }; 3]);
        assert_eq!(curve.steps().len(), 3);
    }
}
