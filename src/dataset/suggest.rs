//! "Did you mean": the words nearest to one that is unknown.

/// Returns up to three words near to the unknown one, the nearest first.
///
/// Nearness is the Damerau–Levenshtein distance (one insertion, deletion, substitution or
/// transposition counts one), case set aside; a word that begins with the unknown one is near too.
pub(crate) fn nearest<'w>(unknown: &str, words: impl IntoIterator<Item = &'w str>) -> Vec<String> {
    const LONGEST: usize = 200;
    if unknown.len() > LONGEST {
        return Vec::new();
    }
    let unknown = unknown.to_lowercase();
    let allowed = (unknown.chars().count() / 3).clamp(1, 3);
    let mut near: Vec<(usize, &str)> = words
        .into_iter()
        .filter(|word| word.len() <= LONGEST)
        .filter_map(|word| {
            let lower = word.to_lowercase();
            let distance = strsim::damerau_levenshtein(&unknown, &lower);
            let begins = unknown.len() >= 3 && lower.starts_with(&unknown);
            (distance <= allowed || begins).then_some((distance, word))
        })
        .collect();
    near.sort_unstable();
    near.dedup();
    near.into_iter()
        .take(3)
        .map(|(_, word)| word.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::nearest;

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
}
