//! "Did you mean": the words nearest to one that is unknown.

use super::wording::alternatives;

/// Returns up to three words near to the unknown one, the nearest first.
///
/// Nearness is the Damerau–Levenshtein distance (one insertion, deletion, substitution or
/// transposition counts one), case set aside; a name that begins with the unknown one, or has a long word
/// of it among its own, is near too.
pub(crate) fn nearest<'w>(unknown: &str, words: impl IntoIterator<Item = &'w str>) -> Vec<String> {
    const LONGEST: usize = 200;
    if unknown.len() > LONGEST {
        return Vec::new();
    }
    let unknown = unknown.to_lowercase();
    let allowed = (unknown.chars().count() / 3).clamp(1, 3);
    let letters = unknown.chars().count();
    let long: Vec<&str> = parts(&unknown).filter(|part| part.len() >= 4).collect();
    let mut near: Vec<(usize, String, &str)> = words
        .into_iter()
        .filter(|word| word.len() <= LONGEST)
        .filter_map(|word| {
            let lower = word.to_lowercase();
            let begins = unknown.len() >= 3 && lower.starts_with(&unknown)
                || parts(&lower).any(|part| long.contains(&part));
            // Words that differ much in length are far apart whatever their letters are.
            if !begins && lower.chars().count().abs_diff(letters) > allowed {
                return None;
            }
            let distance = strsim::damerau_levenshtein(&unknown, &lower);
            (distance <= allowed || begins).then_some((distance, lower, word))
        })
        .collect();
    near.sort_unstable();
    near.dedup_by(|a, b| a.1 == b.1);
    near.into_iter()
        .take(3)
        .map(|(_, _, word)| word.to_owned())
        .collect()
}

/// Returns the words of a name.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(|letter: char| !letter.is_alphanumeric())
}

/// Returns the words nearest to the unknown one; if none is near and there are few, all of them.
pub(crate) fn nearest_or_few<'w>(
    unknown: &str,
    words: impl IntoIterator<Item = &'w str>,
) -> Vec<String> {
    const FEW: usize = 10;
    let words: Vec<&str> = words.into_iter().collect();
    match nearest(unknown, words.iter().copied()) {
        near if !near.is_empty() => near,
        _ if words.len() > FEW => Vec::new(),
        _ => words.into_iter().map(str::to_owned).collect(),
    }
}

/// Asks for the words that were found: up to three near ones, or all that there are.
pub(crate) fn question(words: &[String]) -> String {
    match words.len() {
        0..=3 => format!("Did you mean {}?", alternatives(words)),
        _ => format!("Write {}.", alternatives(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::{nearest, nearest_or_few};

    #[test]
    fn the_nearest_word_comes_first() {
        let words = [
            "resource-dependence",
            "shared-values",
            "un",
            "eu",
            "au",
            "nato",
        ];
        assert_eq!(
            nearest("resource-dependance", words),
            ["resource-dependence"]
        );
        assert_eq!(nearest("NTAO", words), ["nato"]);
        assert_eq!(nearest("shared", words), ["shared-values"]);
        assert!(nearest("zzz", words).is_empty());
    }

    #[test]
    fn a_word_is_suggested_once_whatever_its_case() {
        assert_eq!(nearest("natoo", ["nato", "NATO", "Nato"]), ["NATO"]);
        assert_eq!(nearest("amisomm", ["amisom", "AMISOM", "amis"]), ["AMISOM"]);
    }

    #[test]
    fn a_short_list_is_named_whole() {
        assert_eq!(
            nearest_or_few("paused", ["active", "stalled"]),
            ["active", "stalled"]
        );
        assert_eq!(nearest_or_few("staled", ["active", "stalled"]), ["stalled"]);
        let many: Vec<String> = (0..20).map(|row| format!("word-{row}")).collect();
        assert!(nearest_or_few("paused", many.iter().map(String::as_str)).is_empty());
    }
}
