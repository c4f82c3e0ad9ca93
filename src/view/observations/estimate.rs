//! Shares and durations with their intervals.

use statrs::distribution::{Beta, ContinuousCDF};

use crate::model::Value;
use crate::view::cell::Cell;

/// A share of a number of cases.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Share {
    pub(super) cases: usize,
    pub(super) of: usize,
}

impl Share {
    /// Returns the exact 95 % interval of the share (Clopper and Pearson, "The use of confidence or
    /// fiducial limits illustrated in the case of the binomial", Biometrika 26, 1934); `None` if there is
    /// no case to count.
    pub(super) fn interval(self) -> Option<(f64, f64)> {
        let (cases, rest) = (self.cases as f64, self.of.checked_sub(self.cases)? as f64);
        if self.of == 0 {
            return None;
        }
        let quantile =
            |a: f64, b: f64, p: f64| Beta::new(a, b).ok().map(|beta| beta.inverse_cdf(p));
        let low = if self.cases == 0 {
            0.0
        } else {
            quantile(cases, rest + 1.0, 0.025)?
        };
        let high = if rest == 0.0 {
            1.0
        } else {
            quantile(cases + 1.0, rest, 0.975)?
        };
        Some((low, high))
    }

    /// Makes the cell of the share and its interval.
    pub(super) fn cell(self) -> Cell {
        let number = |value: f64| Cell::shown(Value::real(value), value.to_string());
        let (low, high) = self
            .interval()
            .map_or((Cell::NONE, Cell::NONE), |(low, high)| {
                (number(low), number(high))
            });
        let share = (self.of > 0).then(|| number(self.cases as f64 / self.of as f64));
        Cell::record(
            vec![
                ("cases", Cell::count(self.cases)),
                ("of", Cell::count(self.of)),
                ("share", share.unwrap_or(Cell::NONE)),
                ("low", low),
                ("high", high),
            ],
            self.text(),
        )
    }

    /// Spells the share, such as `2 of 6 (33 %, 95 % interval 4–78 %)`; see [`percent`] for the decimals.
    pub(super) fn text(self) -> String {
        let Some((low, high)) = self.interval() else {
            return "no case".to_owned();
        };
        format!(
            "{} of {} ({} %, 95 % interval {}–{} %)",
            self.cases,
            self.of,
            percent(self.cases as f64 / self.of as f64),
            percent(low),
            percent(high)
        )
    }
}

/// Spells a share of one in percent, with as few decimals as keep what is not nothing from reading `0`,
/// and what is not all from reading `100`.
pub(super) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let spelled = |decimals: usize| format!("{percent:.decimals$}");
    let tells = |text: &String| {
        let read = text.parse::<f64>();
        read.is_ok_and(|read| (share <= 0.0 || read > 0.0) && (share >= 1.0 || read < 100.0))
    };
    let found = (0..MOST_DECIMALS).map(spelled).find(tells);
    found.unwrap_or_else(|| spelled(MOST_DECIMALS))
}

/// As many decimals of a percentage as a number can hold beside 100.
const MOST_DECIMALS: usize = 14;

/// A stretch of time that ended, or was still going on when it was last looked at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Duration {
    pub(super) years: f64,
    pub(super) ended: bool,
}

/// The median of durations some of which have not ended, and its 95 % interval, in years.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Median {
    pub(super) years: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
}

impl Median {
    /// Makes the cells of the median and of its interval.
    pub(super) fn cells(self) -> [Cell; 2] {
        let open = || Cell::term("not-reached", "not reached");
        let cell = |years: Option<f64>| years.map_or_else(open, self::years);
        let text = format!("{} to {}", cell(self.low).text(), cell(self.high).text());
        let interval = Cell::record(
            vec![("low", cell(self.low)), ("high", cell(self.high))],
            text,
        );
        [cell(self.years), interval]
    }
}

/// Makes the cell of a number of years, which people read to the tenth.
pub(super) fn years(value: f64) -> Cell {
    Cell::shown(Value::real(value), format!("{value:.1}"))
}

/// Estimates the median by Kaplan and Meier ("Nonparametric estimation from incomplete observations",
/// Journal of the American Statistical Association 53, 1958); the interval is that of Brookmeyer and
/// Crowley (Biometrics 38, 1982) with Greenwood's variance on the scale of log(-log).
///
/// A median is the shortest time at which the curve is at a half or below. What is not reached by the end
/// of the record is `None`.
pub(super) fn median(durations: &[Duration]) -> Median {
    let curve = curve(durations);
    let below = |of: fn(&Step) -> f64| {
        curve
            .iter()
            .find(|step| of(step) <= HALF)
            .map(|step| step.years)
    };
    Median {
        years: below(|step| step.survival),
        low: below(|step| step.low),
        high: below(|step| step.high),
    }
}

/// A step of the survival curve, with its pointwise 95 % interval.
struct Step {
    years: f64,
    survival: f64,
    low: f64,
    high: f64,
}

fn curve(durations: &[Duration]) -> Vec<Step> {
    let mut sorted = durations.to_vec();
    sorted.sort_by(|a, b| a.years.total_cmp(&b.years));
    let (mut survival, mut variance) = (1.0, 0.0);
    let mut steps = Vec::new();
    let mut at = 0;
    while at < sorted.len() {
        let years = sorted[at].years;
        let tied = sorted[at..]
            .iter()
            .take_while(|duration| duration.years == years);
        let (count, ended) = tied.fold((0, 0), |(count, ended), duration| {
            (count + 1, ended + usize::from(duration.ended))
        });
        let at_risk = (sorted.len() - at) as f64;
        let ended = ended as f64;
        if ended > 0.0 {
            survival *= 1.0 - ended / at_risk;
            variance += if at_risk > ended {
                ended / (at_risk * (at_risk - ended))
            } else {
                f64::INFINITY
            };
            let (low, high) = limits(survival, variance);
            steps.push(Step {
                years,
                survival,
                low,
                high,
            });
        }
        at += count;
    }
    steps
}

/// A half, and a little more for what the products of fractions lose.
const HALF: f64 = 0.5 + 1e-12;

/// Returns the limits of a survival on the scale of log(-log).
fn limits(survival: f64, variance: f64) -> (f64, f64) {
    if survival <= 0.0 || !variance.is_finite() {
        return (0.0, survival.max(0.0));
    }
    let log = survival.ln();
    let spread = 1.959_963_984_540_054 * variance.sqrt() / log.abs();
    (survival.powf(spread.exp()), survival.powf((-spread).exp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) -> bool {
        (a - b).abs() < 5e-4
    }

    #[test]
    fn exact_intervals_are_those_of_the_tables() {
        let (low, high) = Share { cases: 2, of: 6 }
            .interval()
            .expect("there are cases");
        assert!(close(low, 0.0433) && close(high, 0.7772), "{low} {high}");
        let (low, high) = Share { cases: 0, of: 6 }
            .interval()
            .expect("there are cases");
        assert!(low == 0.0 && close(high, 0.4593), "{high}");
        assert_eq!(Share { cases: 0, of: 0 }.interval(), None);
    }

    #[test]
    fn a_share_that_is_not_nothing_never_reads_as_nothing() {
        for (cases, of, text) in [
            // The bounds by scipy.stats.binomtest: 0.0030, 0.00012 and 0.0255, 0.0000206.
            (0, 1222, "0 of 1222 (0 %, 95 % interval 0–0.3 %)"),
            (1222, 1222, "1222 of 1222 (100 %, 95 % interval 99.7–100 %)"),
            (1, 1222, "1 of 1222 (0.1 %, 95 % interval 0.002–0.5 %)"),
            (
                1221,
                1222,
                "1221 of 1222 (99.9 %, 95 % interval 99.5–99.998 %)",
            ),
            (2, 6, "2 of 6 (33 %, 95 % interval 4–78 %)"),
            (0, 6, "0 of 6 (0 %, 95 % interval 0–46 %)"),
            (0, 0, "no case"),
        ] {
            assert_eq!(Share { cases, of }.text(), text);
        }
    }

    #[test]
    fn the_median_of_an_even_number_is_the_lower_of_the_middle_ones() {
        let ended = [4.0, 1.0, 3.0, 2.0].map(|years| Duration { years, ended: true });
        // As lifelines.KaplanMeierFitter().fit([1, 2, 3, 4]).median_survival_time_ gives it.
        assert_eq!(median(&ended).years, Some(2.0));
    }

    /// The remission times of 21 patients on 6-mercaptopurine (Freireich and others, Blood 21, 1963),
    /// whose median of 23 weeks every textbook gives.
    #[test]
    fn the_median_is_that_of_the_textbook() {
        let ended = [6, 6, 6, 7, 10, 13, 16, 22, 23];
        let open = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
        let all = |weeks: &[i32], ended: bool| -> Vec<Duration> {
            weeks
                .iter()
                .map(|weeks| Duration {
                    years: f64::from(*weeks),
                    ended,
                })
                .collect()
        };
        let found = median(&[all(&ended, true), all(&open, false)].concat());
        assert_eq!(found.years, Some(23.0));
        assert_eq!(found.low, Some(13.0));
        assert_eq!(found.high, None);
    }
}
