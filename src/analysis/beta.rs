//! Quantiles of the beta distribution.
//!
//! `statrs` has them too, but its search never ends for some parameters above seven million, and its distribution function
//! gives up after 140 steps, which is too early there (seen in 0.18.0). Only its gamma function is used.

use statrs::function::gamma::ln_gamma;

/// The number of halvings after which the interval of a search cannot become smaller: a quantile of a dataset is above
/// 2⁻⁶⁴, and a number has 53 digits.
const MAX_HALVINGS: usize = 128;

/// The number of steps of the continued fraction. It needs about as many as the square root of the larger parameter.
const MAX_STEPS: usize = 100_000;

/// Returns the value below which a variable with the beta distribution of these positive parameters is with a
/// probability.
///
/// The distribution function rises, so that the interval of the value is halved until it is one number.
pub(super) fn quantile(a: f64, b: f64, probability: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..MAX_HALVINGS {
        let middle = 0.5 * (low + high);
        if distribution(a, b, middle) < probability {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// Returns the probability that a variable with the beta distribution is at most `x`, which is in 0 to 1.
fn distribution(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return x;
    }
    let factor = ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p();
    // The fraction converges fast on the lower side of the mean only.
    if x < (a + 1.0) / (a + b + 2.0) {
        factor.exp() / a * continued_fraction(a, b, x)
    } else {
        1.0 - factor.exp() / b * continued_fraction(b, a, 1.0 - x)
    }
}

/// Evaluates the continued fraction of the incomplete beta function by the method of Lentz (Press et al., Numerical
/// Recipes, third edition, section 6.4).
fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    let mut upper = 1.0;
    let mut lower = 1.0 / nonzero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = lower;
    for step in 1..=MAX_STEPS {
        let m = step as f64;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            lower = 1.0 / nonzero(1.0 + term * lower);
            upper = nonzero(1.0 + term / upper);
            change = lower * upper;
            value *= change;
        }
        if (change - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

/// Returns a number that can be a divisor.
fn nonzero(number: f64) -> f64 {
    const SMALLEST: f64 = 1e-300;
    if number.abs() < SMALLEST {
        SMALLEST
    } else {
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distributions_with_a_formula_agree_with_it() {
        for x in [0.001, 0.2, 0.5, 0.77, 0.999] {
            let uniform = distribution(1.0, 1.0, x);
            let power = distribution(3.0, 1.0, x);
            let mirrored = distribution(1.0, 4.0, x);
            assert!((uniform - x).abs() < 1e-14, "{x}: {uniform}");
            assert!((power - x.powi(3)).abs() < 1e-14, "{x}: {power}");
            let expected = 1.0 - (1.0 - x).powi(4);
            assert!((mirrored - expected).abs() < 1e-14, "{x}: {mirrored}");
        }
    }

    #[test]
    fn a_quantile_is_where_its_probability_is() {
        for (a, b) in [(1.0, 1e8), (5e7, 5e7), (1e8, 2.0), (0.5, 0.5), (300.0, 9e6)] {
            for probability in [0.025, 0.5, 0.975] {
                let x = quantile(a, b, probability);
                let found = distribution(a, b, x);
                // Where the variable is nearly certain, neighbouring numbers differ by more.
                let tolerance = if a >= 1e7 { 1e-6 } else { 1e-9 };
                assert!(
                    (found - probability).abs() < tolerance,
                    "{a} {b} {probability}: {x} has {found}"
                );
            }
        }
    }
}
