//! Proportions and shares in percent.

use crate::analysis::Proportion;

/// The maximum number of decimals: as many as a 64-bit number near 100 can hold.
const MAX_DECIMALS: usize = 14;

/// Returns a proportion in words, such as `2 of 6 (33 %, 95 % interval 4–78 %)`.
pub(super) fn proportion_text(proportion: Proportion) -> String {
    let Some((share, (low, high))) = proportion.share().zip(proportion.interval()) else {
        return "no cases".to_owned();
    };
    let Proportion { cases, total } = proportion;
    let [share, low, high] = [share, low, high].map(percent);
    format!("{cases} of {total} ({share} %, 95 % interval {low}–{high} %)")
}

/// Returns a share in percent, with as few decimals as possible.
///
/// A positive share is never rounded to 0, and a share below 1 never to 100: rare is not impossible.
pub(super) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let rounded = |decimals: usize| format!("{percent:.decimals$}");
    let is_faithful = |text: &String| {
        let value = text.parse::<f64>();
        value.is_ok_and(|value| (share <= 0.0 || value > 0.0) && (share >= 1.0 || value < 100.0))
    };
    let shortest = (0..MAX_DECIMALS).map(rounded).find(is_faithful);
    shortest.unwrap_or_else(|| rounded(MAX_DECIMALS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positive_shares_never_read_as_zero() {
        for (cases, total, text) in [
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
            (0, 0, "no cases"),
        ] {
            assert_eq!(proportion_text(Proportion { cases, total }), text);
        }
    }
}
